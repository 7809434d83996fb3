"""The commands as officers type them: what they exit with, and what they say."""

import json
import re
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from cyps_papers import cli, progress, terminal
from cyps_papers.cli import commands
from cyps_papers.meetings.folders import find_meeting, meetings_in
from cyps_papers.problems import Problems
from tests.conftest import with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


ROOT = Path(__file__).parent.parent


def test_a_day_that_is_none_is_wrong_usage_with_how_to_write_it(tmp_path):
    said = CliRunner().invoke(commands, ["new", str(tmp_path / "2016-01"), "--meeting-date", "9 September"])
    assert said.exit_code == 2
    assert '"9 September" is not a day. Write it as 2015-09-09 or 09/09/2015.' in said.output
    assert not (tmp_path / "2016-01").exists()


@pytest.mark.parametrize("written", ["2015-09-09", "09/09/2015", "9 September 2015"])
def test_a_meeting_is_rolled_forward_to_a_day_written_in_any_usual_form(tmp_path, written):
    shutil.copytree(ROOT / "inputs" / "2015-03", tmp_path / "inputs" / "2015-03")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    old, new = tmp_path / "inputs" / "2015-03", tmp_path / "inputs" / "2015-09"
    said = CliRunner().invoke(commands, ["roll-forward", str(old), str(new), "--meeting-date", written])
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[0].startswith("Made inputs/2015-09: paper.xlsx, ")
    again = CliRunner().invoke(commands, ["roll-forward", str(old), str(new), "--meeting-date", written])
    assert (again.exit_code, again.output.splitlines()[0]) == (1, "inputs/2015-09")


def run(monkeypatch, folder, *arguments):
    """The exit status of a command run in a folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["cyps-papers", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def test_a_clean_folder_checks_and_builds_with_status_0(march, monkeypatch, capsys):
    project = march.parent.parent
    assert run(monkeypatch, project, "check") == 0
    verdict, covered, *_ = capsys.readouterr().out.splitlines()
    assert verdict == "2015-03: nothing is wrong."
    assert "numbers printed by tags." in covered
    assert run(monkeypatch, project, "build", "--no-pdf") == 0
    told = capsys.readouterr().out
    assert told.startswith("Made output/2015-03:\n  report.docx, appendix-1.docx")
    assert covered in told
    assert (project / "output" / "2015-03" / "report.docx").is_file()


def test_problems_give_status_1_and_nothing_is_written(march, monkeypatch, capsys):
    (march / "kpis.xlsx").write_bytes(b"")
    assert run(monkeypatch, march.parent.parent, "build", "2015-03") == 1
    assert "Nothing was written: 1 problem to put right." in capsys.readouterr().err
    assert not (march.parent.parent / "output").exists()
    assert run(monkeypatch, march, "check", "--json") == 1
    assert [row["file"] for row in json.loads(capsys.readouterr().out)["problems"]] == ["kpis.xlsx"]


@pytest.mark.parametrize("arguments", [["bild"], ["build", "--drafd"], ["roll-forward", "2015-03"]])
def test_wrong_usage_gives_status_2(march, monkeypatch, capsys, arguments):
    assert run(monkeypatch, march, *arguments) == 2
    assert "Usage: cyps-papers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (RuntimeError("a fault of ours"), 3, "Something went wrong in cyps-papers itself, not in your files."),
        (KeyboardInterrupt(), 130, "Stopped. Nothing was changed."),
        (
            PermissionError(13, "Permission denied", "inputs/2015-03/paper.xlsx"),
            1,
            "inputs/2015-03/paper.xlsx: it cannot be read or written: permission was refused. Nothing was changed.",
        ),
    ],
)
def test_a_fault_and_a_stop_are_one_line_each(march, monkeypatch, capsys, raised, status, said):
    def fail(*_arguments):
        raise raised

    monkeypatch.setattr("cyps_papers.meetings.prepare.read_meeting", fail)
    assert run(monkeypatch, march, "check") == status
    told = capsys.readouterr()
    (line,) = told.err.strip().splitlines()
    assert line.startswith(said)
    assert told.out == ""
    assert (march / "cyps-papers-fault.log").is_file() == (status == 3)


def test_the_log_of_a_fault_says_where_in_the_code_and_no_word_of_the_data(march, monkeypatch, capsys):
    def fail(*_arguments):
        try:
            raise KeyError("Kayleigh of 5 Botwell Lane")
        except KeyError as lost:
            raise ValueError("no row for Kayleigh of 5 Botwell Lane") from lost

    monkeypatch.setattr("cyps_papers.meetings.prepare.read_meeting", fail)
    shutil.copytree(march, march.parent / "Botwell Lane")
    assert run(monkeypatch, march, "check", "Botwell Lane", "--strict") == 3
    assert "Botwell" not in capsys.readouterr().err
    log = (march / "cyps-papers-fault.log").read_text(encoding="utf-8")
    assert "Kayleigh" not in log
    assert "Botwell" not in log
    assert re.search(r"^cyps-papers \d.*\nPython 3\.\d.*\n.*\bclick \d.*\ncommand: check --strict$", log, re.MULTILINE)
    assert re.search(
        r"^builtins.ValueError\n(  .*\n)*  cyps_papers/meetings/prepare.py:\d+ prepare$", log, re.MULTILINE
    )
    assert "\nbuiltins.KeyError\n" in log


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (OSError(28, "No space left on device"), 1),
        (OSError(5, "Input/output error", "inputs/2015-03/kpis.xlsx"), 1),
        (OSError("cannot identify image file"), 3),
        (OSError(22, "Invalid argument"), 3),
        (FileNotFoundError(2, "No such file", str(Path(cli.__file__).parent / "starter" / "paper.xlsx")), 3),
    ],
)
def test_what_disks_and_files_do_is_told_from_a_fault_of_ours(march, monkeypatch, capsys, raised, status):
    def fail(*_arguments):
        raise raised

    monkeypatch.setattr("cyps_papers.meetings.prepare.read_meeting", fail)
    assert run(monkeypatch, march, "check") == status
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_command_run_where_the_folder_has_gone_says_so(tmp_path, monkeypatch, capsys):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(sys, "argv", ["cyps-papers", "check"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("The folder that this is run in is not there any more.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2015-04", "inputs/2015-04\n  there is no such meeting folder. Did you mean 2015-03? There are: 2015-03."),
        ("..", "there is no paper.xlsx in it."),
    ],
)
def test_a_meeting_that_is_not_there_is_told_of_with_those_that_are(march, monkeypatch, capsys, asked, said):
    assert run(monkeypatch, march, "check", asked) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "2015-04"],
        ["names", "2015-04"],
        ["compare", "2015-03", "2015-04"],
        ["inspect", "kpis.xlsx", "--meeting", "2015-04"],
    ],
)
def test_what_is_asked_for_as_json_is_json_though_there_is_no_such_meeting(march, monkeypatch, capsys, arguments):
    assert run(monkeypatch, march, *arguments, "--json") == 1
    told = capsys.readouterr()
    (problem,) = json.loads(told.out)["problems"]
    assert (problem["rule"], problem["file"]) == ("no-meeting", "inputs/2015-04")
    assert told.err == ""


def test_a_matter_over_many_cells_counts_once(march, monkeypatch, capsys):
    book = openpyxl.load_workbook(march / "ofsted_action_plan.xlsx")
    for row in (6, 7, 8):
        book["Action plan"][f"F{row}"] = "Compleeted"
    book.save(march / "ofsted_action_plan.xlsx")
    assert run(monkeypatch, march, "check") == 1
    told = capsys.readouterr()
    assert told.out.startswith("2015-03: 1 error.\n")
    assert "Action plan!F6:F8" in told.err


def test_the_latest_folder_is_not_passed_over_because_its_paper_is_missing(march, monkeypatch, capsys):
    later = march.parent / "2015-09"
    later.mkdir()
    shutil.copy(march / "kpis.xlsx", later / "kpis.xlsx")
    (march.parent / "archive").mkdir()
    assert run(monkeypatch, march.parent.parent, "check") == 1
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith(
        "2015-09 there is no paper.xlsx in it. Copy one from another meeting's folder, and change it. "
        "Or name the meeting that is meant: 2015-03."
    )


def test_a_copy_of_a_folder_that_windows_names_is_not_the_latest_meeting(march):
    shutil.copytree(march, march.parent / "2015-03 - Copy")
    shutil.copytree(march, march.parent / "2015-03 - Copy (2)")
    assert meetings_in(march.parent) == ["2015-03"]
    assert find_meeting(None, march.parent.parent, Problems()).name == "2015-03"
    assert find_meeting("2015-03 - Copy", march.parent.parent, Problems()).name == "2015-03 - Copy"


@pytest.mark.parametrize(
    ("wanted", "shown"), [({}, "\x1b[31m  Action plan!F6\x1b[0m: "), ({"NO_COLOR": "1"}, "  Action plan!F6: ")]
)
def test_errors_are_red_where_colours_are_wanted(march, wanted, shown):
    book = openpyxl.load_workbook(march / "ofsted_action_plan.xlsx")
    book["Action plan"]["F6"] = "Compleeted"
    book.save(march / "ofsted_action_plan.xlsx")
    said = CliRunner(env=wanted).invoke(commands, ["check", str(march)], color=True)
    assert shown in said.output


def test_a_bar_shows_how_far_a_command_has_got_and_goes_before_anything_is_said(monkeypatch, capsys):
    times = iter([0, 0.9, 1.1, 1.2])
    monkeypatch.setattr("cyps_papers.terminal.monotonic", lambda: next(times))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    terminal.show_progress()
    assert list(progress.steps("Reading", [5, 6, 7])) == [5, 6, 7]
    terminal.clear()
    progress.tell(None)
    first, second = (f"Reading ... [{'#' * done}{'-' * (30 - done)}]" for done in (10, 20))
    away = f"\r{' ' * len(first)}\r"
    assert capsys.readouterr().err == first + away + second + away


def test_every_command_and_option_says_what_it_does():
    for command in commands.commands.values():
        assert command.help, command.name
        assert all(option.help for option in command.params if option.param_type_name == "option"), command.name
