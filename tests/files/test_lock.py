"""A second command is kept out while the first changes a folder, and let in when the first has gone."""

import json
import os
import platform
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from cyps_papers.files import lock
from cyps_papers.files.lock import HeldError, locked

ELSEWHERE = {"computer": "PC-17", "process": 4321}


def left(path, ago, **said):
    """A lock that a command left behind."""
    since = (datetime.now(UTC) - ago).isoformat()
    path.write_text(json.dumps({"since": since, **said}), encoding="utf-8")


def test_a_second_one_is_told_who_has_it(tmp_path):
    with locked(tmp_path / "lock"):
        with pytest.raises(HeldError) as refused, locked(tmp_path / "lock"):
            pass
        holder = refused.value.holder
        assert (holder.computer, holder.process) == (platform.node(), os.getpid())
        assert str(holder).startswith(f"process {os.getpid()} on {platform.node()}, since ")
    with locked(tmp_path / "lock") as taken_over:
        assert taken_over is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork")
def test_it_goes_with_a_process_that_is_killed(tmp_path):
    child = os.fork()
    if not child:
        with locked(tmp_path / "lock"):
            (tmp_path / "held").touch()
            time.sleep(30)
    while not (tmp_path / "held").exists():
        time.sleep(0.005)
    with pytest.raises(HeldError) as refused, locked(tmp_path / "lock"):
        pass
    assert refused.value.holder.process == child
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with locked(tmp_path / "lock") as taken_over:
        assert taken_over is None


def test_another_computers_holds_for_an_hour_and_is_then_taken_over(tmp_path):
    left(tmp_path / "lock", timedelta(minutes=59), **ELSEWHERE)
    with pytest.raises(HeldError) as refused, locked(tmp_path / "lock"):
        pass
    assert str(refused.value.holder).startswith("process 4321 on PC-17, since ")
    left(tmp_path / "lock", timedelta(minutes=61), **ELSEWHERE)
    with locked(tmp_path / "lock") as taken_over:
        assert taken_over.computer == "PC-17"
    with locked(tmp_path / "lock") as taken_over:
        assert taken_over is None


def test_where_a_folder_knows_no_locks_what_the_file_says_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_hold", lambda _: False)
    left(tmp_path / "lock", timedelta(minutes=1), computer=platform.node(), process=1)
    with pytest.raises(HeldError), locked(tmp_path / "lock"):
        pass


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"computer": "PC-17", "process": "x", "since": "2015"}', b"\xff"])
def test_a_lock_that_says_nothing_clear_is_free(tmp_path, said):
    (tmp_path / "lock").write_bytes(said)
    with locked(tmp_path / "lock") as taken_over:
        assert taken_over is None
