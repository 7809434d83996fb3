"""A build that is killed at any file operation leaves one whole build, after the next one has begun."""

import hashlib
import os
import sys

import pytest

from cyps_papers.meetings import output
from cyps_papers.problems import Problems

OPERATIONS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile", "shutil.rmtree"}
OLD = {"report.docx": b"old report", "appendix-4.docx": b"old appendix", "review/report.docx": b"old review"}
NEW = {"report.docx": b"new report", "appendix-1.docx": b"new appendix", "review/report.docx": b"new review"}
MADE = {name: hashlib.sha256(content).hexdigest() for name, content in OLD.items()}
EDIT, EDITED = "report (changed by hand).docx", b"an officer's own words"


def held(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
def test_a_build_killed_at_any_operation_leaves_a_whole_one_and_no_edit_is_lost(tmp_path):
    kills = 0
    for nth in range(10_000):
        folder = tmp_path / str(nth) / "2015-03"
        output.write_files({**OLD, "report.docx": EDITED}, folder)
        if not killed_at(nth, folder):
            break
        kills += 1
        output.undo_unfinished(folder)
        now = held(folder)
        is_edit_kept = now.pop(EDIT, None)
        assert now in (NEW, {**OLD, "report.docx": EDITED}), nth
        assert EDITED in (is_edit_kept, now["report.docx"])
        made = MADE if now != NEW else {name: output.digest(content) for name, content in NEW.items()}
        assert output.write_all(NEW, folder, Problems(), lambda _, made=made: made)
        assert {name: content for name, content in held(folder).items() if "by hand" not in name} == NEW
        assert EDITED in held(folder).values()
        assert [path.name for path in folder.parent.iterdir()] == ["2015-03"]
    assert kills > 30


@pytest.mark.parametrize("changed", [b"typed after the power cut", None])
def test_what_was_changed_after_a_build_was_killed_is_kept(tmp_path, changed):
    folder, aside = tmp_path / "2015-03", tmp_path / ".2015-03.making"
    output.write_files({"report.docx": changed or b"new"}, folder)
    output.write_files({"old/report.docx": b"old"}, aside)
    output.write_files({"journal.json": b'{"report.docx": "%s"}' % output.digest(b"new").encode()}, aside)
    output.undo_unfinished(folder)
    assert held(folder) == {"report.docx": b"old"} | ({EDIT: changed} if changed else {})
