"""A build that is killed at any file operation leaves one whole build, after the next one has begun."""

import hashlib
import json
import os
import sys

import pytest

from cyps_papers.files import workplace
from cyps_papers.meetings import output
from cyps_papers.problems import Problems

OPERATIONS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.fsync", "fcntl.flock", "shutil.rmtree"}
OLD = {"report.docx": b"old report", "appendix-4.docx": b"old appendix", "review/report.docx": b"old review"}
NEW = {"report.docx": b"new report", "appendix-1.docx": b"new appendix", "review/report.docx": b"new review"}
MADE = {name: hashlib.sha256(content).hexdigest() for name, content in OLD.items()}
EDIT, EDITED = "report (changed by hand).docx", b"an officer's own words"


def put(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def held(folder):
    """What stands in a folder, but for what the next build takes away."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(workplace.HIDDEN)}


def killed_at(nth, folder):
    """Whether a build in a process of its own was killed before its nth file operation; it is done otherwise."""
    child = os.fork()
    if not child:
        seen = iter(range(nth))

        def count(event, _arguments):
            if event in OPERATIONS and next(seen, None) is None:
                os._exit(9)

        sys.addaudithook(count)
        output.write_all(NEW, folder, Problems(), lambda _: MADE)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status != 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is a fork")
def test_a_build_killed_at_any_operation_leaves_a_whole_one_and_no_edit_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: sys.audit("os.fsync"))  # the slow disk is no part of what is tested
    kills = 0
    for nth in range(0, 10_000, 3):  # `python -m tests.meetings.injection` tries them all
        folder = tmp_path / str(nth) / "2015-03"
        put({**OLD, "report.docx": EDITED}, folder)
        if not killed_at(nth, folder):
            break
        kills += 1
        workplace.undo(folder)
        now = held(folder)
        is_edit_kept = now.pop(EDIT, None)
        assert now in (NEW, {**OLD, "report.docx": EDITED}), nth
        assert EDITED in (is_edit_kept, now["report.docx"])
        made = MADE if now != NEW else {name: workplace.digest(content) for name, content in NEW.items()}
        assert output.write_all(NEW, folder, Problems(), lambda _, made=made: made)
        assert {name: content for name, content in held(folder).items() if "by hand" not in name} == NEW
        assert EDITED in held(folder).values()
        assert not (folder / workplace.HIDDEN).exists()
        assert [path.name for path in folder.parent.iterdir()] == ["2015-03"]
    assert kills > 20


def journal(**planned):
    return json.dumps(planned).encode()


@pytest.mark.parametrize("changed", [b"typed after the power cut", None])
def test_what_was_changed_after_a_build_was_killed_is_kept(tmp_path, changed):
    put({"report.docx": changed or b"new"}, tmp_path)
    moved = {"new": workplace.digest(b"new"), "had": True}
    put({"old/report.docx": b"old", "journal.json": journal(**{"report.docx": moved})}, tmp_path / workplace.HIDDEN)
    workplace.undo(tmp_path)
    assert held(tmp_path) == {"report.docx": b"old"} | ({EDIT: changed} if changed else {})


@pytest.mark.parametrize("name", ["../kpis.xlsx", "/kpis.xlsx", "C:kpis.xlsx", "..\\kpis.xlsx", "review/kpis.xlsx"])
def test_a_journal_that_leads_to_another_folder_changes_nothing_there(tmp_path, name):
    put({"kpis.xlsx": b"new"}, tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "review").symlink_to(tmp_path, target_is_directory=True)
    forged = journal(**{name: {"new": workplace.digest(b"new"), "had": False}})
    put({"journal.json": forged}, tmp_path / "output" / workplace.HIDDEN)
    workplace.undo(tmp_path / "output")
    assert (tmp_path / "kpis.xlsx").read_bytes() == b"new"
