"""The papers of all meetings built by one command, each series of them in a process of its own."""

import os
import shutil
import subprocess
import sys

from click.testing import CliRunner

from cyps_papers.cli import commands
from cyps_papers.meetings.previous import in_series
from tests.benchmarks.made_up import meeting
from tests.conftest import ROOT, change


def following(inputs, name, earlier):
    """A meeting that follows on another."""
    folder = shutil.copytree(inputs / earlier, inputs / name)
    change(folder, "paper.xlsx", "Details", "A4", "Previous meeting")
    change(folder, "paper.xlsx", "Details", "B4", earlier)


def test_every_meeting_is_built_and_what_was_not_is_told_of_at_the_end(tmp_path):
    inputs = tmp_path / "inputs"
    for name in ("fostering", "schools"):
        meeting(inputs / name, 1)
    (inputs / "fostering" / "plan.xlsx").write_bytes(b"")
    following(inputs, "schools-2", "schools")
    ended = subprocess.run(
        [sys.executable, "-m", "cyps_papers", "build", "--all", "--no-pdf"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    made = [line.partition(",")[0] for line in ended.stdout.splitlines()]
    assert (ended.returncode, made) == (1, ["schools: made", "schools-2: made"]), ended.stderr
    assert "fostering: nothing was written: " in ended.stderr
    assert "plan.xlsx\n  the file holds nothing (0 bytes)." in ended.stderr
    assert ended.stderr.splitlines()[-1] == "Not made: 1 of 3: fostering."
    assert sorted(path.parent.name for path in tmp_path.glob("output/*/report.docx")) == ["schools", "schools-2"]


def test_meetings_that_follow_on_one_another_are_built_one_after_another(tmp_path):
    for name in ("a-1", "b-1"):
        meeting(tmp_path / name, 1)
    following(tmp_path, "a-2", "a-1")
    following(tmp_path, "a-3", "a-2")
    assert in_series(tmp_path) == [["a-1", "a-2", "a-3"], ["b-1"]]


def test_all_meetings_are_asked_for_without_the_name_of_any():
    asked = CliRunner().invoke(commands, ["build", "--all", "2015-03"])
    assert asked.exit_code == 2
    assert "With --all, name no meeting" in asked.output
