"""What is given to those who install it: the sample, the notices, and the file that Windows runs."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

from click.testing import CliRunner

from cyps_papers.cli import commands
from cyps_papers.publishing import attended

ROOT = Path(__file__).parent.parent
SETUP = ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
SCRIPT = ROOT / "make-paper.cmd"


def test_the_sample_is_laid_out_whole_and_never_over_another_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(commands, ["new", "--sample"]).exit_code == 0
    for pattern in ("inputs/2015-03/*.xlsx", "templates/*.docx"):
        made = {path.name: path.read_bytes() for path in tmp_path.glob(pattern)}
        assert made == {path.name: path.read_bytes() for path in ROOT.glob(pattern)}
    again = CliRunner().invoke(commands, ["new", "--sample"])
    assert (again.exit_code, "that file already exists" in again.output) == (1, True)
    assert CliRunner().invoke(commands, ["new"]).exit_code == 2
    assert CliRunner().invoke(commands, ["new", "2016-01", "--sample"]).exit_code == 2


def test_the_wheel_has_the_sample():
    folders = dict(SETUP["options.data_files"])
    assert folders["share/cyps_papers/sample/inputs/2015-03"] == "inputs/2015-03/*.xlsx"
    assert folders["share/cyps_papers/sample/templates"] == "templates/*.docx"


def test_the_notices_name_everything_that_is_installed():
    wanted = SETUP["options"]["install_requires"] + SETUP["options.extras_require"]["preview"]
    names = {re.match(r"[\w-]+", line)[0] for line in wanted.split()}
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    assert {name for name in names if f"| {name} " not in notices} == set()


def test_the_script_for_windows_keeps_to_what_cmd_reads():
    content = SCRIPT.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode("ascii").splitlines()
    labels = [line[1:] for line in lines if line.startswith(":")]
    assert {found for line in lines for found in re.findall(r"goto (\w+)", line)} == set(labels)
    for line in lines:  # a path may hold blanks, brackets and ampersands: it stands in quotes
        outside = "".join(re.split(r'"[^"]*"', line))
        assert not re.search(r"%~|%(?!PYTHON%)\w+%", outside), line
    assert not [line for line in lines if line.rstrip() != line or "(" in re.sub(r'"[^"]*"', "", line)]


def test_the_program_in_the_zip_runs_a_script_as_python_does(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    command = [sys.executable, ROOT / ".ci" / "zip" / "program.py", "-I", "-S", attended.__file__, tmp_path]
    with subprocess.Popen([*command, sys.executable, "-c", "raise SystemExit(7)"], stdin=subprocess.PIPE) as running:
        assert running.wait() == 7


def test_what_the_script_for_windows_runs_is_there_to_be_run():
    text = SCRIPT.read_text(encoding="ascii")
    (checked,) = set(re.findall(r'-c "(import sys;[^"]*)"', text))
    assert subprocess.run([sys.executable, "-c", checked], check=False).returncode == 0
    for arguments in re.findall(r'"%PROGRAM%" (build.*)', text):
        name, *options = arguments.replace('"%MEETING%"', "2015-03").split()
        commands.commands[name].make_context(name, options)
