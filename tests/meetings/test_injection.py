"""A sample of what `python -m tests.meetings.injection` tries at every file operation and every pair of them."""

import os
from pathlib import Path

import pytest

if not hasattr(os, "fork"):
    pytest.skip("the commands are forks", allow_module_level=True)

from tests.meetings.injection import BUILD, Trial, two_builds


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return Trial(Path(tmp_path_factory.mktemp("trial")).resolve())


@pytest.mark.parametrize(("nth", "how"), [(8, "failed"), (50, "ended"), (62, "killed"), (70, "failed"), (84, "failed")])
def test_a_build_leaves_one_whole_build_and_no_edit_is_lost(trial, nth, how):
    assert trial.tried(BUILD, nth, how)[1] == []


@pytest.mark.parametrize(("first", "second"), [(0, 0), (1, 1), (2, 30), (7, 1), (30, 1), (55, 2), (70, 0)])
def test_two_builds_of_one_output_leave_one_whole_build(first, second):
    assert two_builds(first, second)[2] == []
