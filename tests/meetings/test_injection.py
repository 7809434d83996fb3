"""A sample of what `python -m tests.meetings.injection` tries at every file operation and every pair of them."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

if not hasattr(os, "fork"):
    pytest.skip("the commands are forks", allow_module_level=True)

from tests.meetings.injection import BUILD, Trial, held, run, two_builds


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return Trial(Path(tmp_path_factory.mktemp("trial")).resolve())


@pytest.mark.parametrize(("nth", "how"), [(8, "failed"), (50, "ended"), (62, "killed"), (70, "failed"), (84, "failed")])
def test_a_build_leaves_one_whole_build_and_no_edit_is_lost(trial, nth, how):
    assert trial.tried(BUILD, nth, how)[1] == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the running processes cannot be looked at here")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_libreoffice_ends_with_a_build_that_is_killed_while_it_runs(trial, how, tmp_path, monkeypatch):
    project, programs, temporary = tmp_path / "project", tmp_path / "programs", tmp_path / "temporary"
    shutil.copytree(trial.project, project)
    programs.mkdir()
    temporary.mkdir()
    build = "$(cut -d ' ' -f 4 /proc/$PPID/stat)"  # whose process stands between the two
    script = f"#!/bin/sh\necho $$ > {programs}/started\nkill -{how.value} {build}\nsleep 60\n"
    (programs / "soffice").write_text(script)
    (programs / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = held(project)
    ended = run(project, ("build", "2016-01"))
    assert ended.status == (130 if how == signal.SIGTERM else -how)
    assert held(project) == before
    started = Path("/proc", (programs / "started").read_text().strip())
    for _ in range(100):
        if not started.exists() and not any(temporary.iterdir()):
            break
        time.sleep(0.05)
    assert not started.exists()
    assert not list(temporary.iterdir())


@pytest.mark.parametrize(("first", "second"), [(0, 0), (1, 1), (2, 30), (7, 1), (30, 1), (55, 2), (70, 0)])
def test_two_builds_of_one_output_leave_one_whole_build(first, second):
    assert two_builds(first, second)[2] == []
