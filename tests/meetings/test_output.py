"""Whole files or none."""

import hashlib
from pathlib import Path

import pytest

from cyps_papers.meetings import output
from cyps_papers.problems import Problems

FILES = {"report.docx": b"new report", "review/report.docx": b"new review"}
OLD = {"report.docx": b"old report"}
MADE = {name: hashlib.sha256(content).hexdigest() for name, content in OLD.items()}


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_written_and_nothing_else_is_left(tmp_path):
    assert output.write_all(FILES, tmp_path / "2015-03", Problems())
    assert held(tmp_path) == {f"2015-03/{name}": content for name, content in FILES.items()}


def test_an_officers_own_file_beside_them_stays(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    assert output.write_all(FILES, tmp_path, Problems())
    assert held(tmp_path) == {**FILES, "notes.txt": b"mine"}


def test_a_file_that_was_not_made_here_is_not_replaced(tmp_path):
    (tmp_path / "report.docx").write_bytes(b"a template")
    problems = Problems()
    assert output.write_all(FILES, tmp_path, problems) is None
    assert held(tmp_path) == {"report.docx": b"a template"}
    assert [str(problem) for problem in problems.found] == [
        f"{tmp_path / 'report.docx'}: that file already exists, and was not made here. "
        "Choose another folder or name; or move that file away, or delete it."
    ]


def test_what_somebody_changed_in_an_earlier_file_is_kept_under_another_name(tmp_path):
    for typed, name in ((b"mine", "report (changed by hand).docx"), (b"more", "report (changed by hand 2).docx")):
        (tmp_path / "report.docx").write_bytes(typed)
        written = output.write_all({"report.docx": b"new report"}, tmp_path, Problems(), lambda _: MADE)
        assert written == output.Written(kept=(name,))
        assert (tmp_path / name).read_bytes() == typed
        assert (tmp_path / "report.docx").read_bytes() == FILES["report.docx"]


def test_a_document_that_is_no_longer_made_goes_unless_somebody_changed_it(tmp_path):
    made = {"appendix-4.docx": MADE["report.docx"], "appendix-5.docx": MADE["report.docx"], **MADE}
    for name, content in (("appendix-4.docx", b"old report"), ("appendix-5.docx", b"mine"), ("report.docx", b"mine")):
        (tmp_path / name).write_bytes(content)
    written = output.write_all(FILES, tmp_path, Problems(), lambda _: made)
    assert written == output.Written(("appendix-5.docx", "report (changed by hand).docx"), ("appendix-4.docx",))
    assert held(tmp_path) == {**FILES, "appendix-5.docx": b"mine", "report (changed by hand).docx": b"mine"}


@pytest.mark.parametrize("lock", ["~$report.docx", "~$port.docx"])
def test_a_file_open_in_word_stops_everything_and_leaves_the_earlier_files(tmp_path, lock):
    earlier = {"report.docx": b"old report", lock: b"somebody"}
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)
    problems = Problems()
    assert not output.write_all(FILES, tmp_path, problems, lambda _: MADE)
    assert held(tmp_path) == earlier
    assert [str(problem) for problem in problems.found] == [
        f"{tmp_path / 'report.docx'}: it is open in Word or another program ({lock} says so), so it cannot be "
        f"replaced. Close it and run the command again. If it is not open anywhere, delete {lock}."
    ]


def test_when_one_file_cannot_be_moved_the_earlier_ones_are_put_back(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    move = Path.replace

    def fail_on_the_second(path, target):
        if path.parent.name == "review" and "new" in path.parts:
            raise PermissionError(13, "Permission denied")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", fail_on_the_second)
    problems = Problems()
    assert not output.write_all(FILES, tmp_path, problems, lambda _: MADE)
    assert held(tmp_path) == OLD
    assert [problem.message for problem in problems.found] == ["nothing can be written there: permission was refused."]


def test_stopped_while_a_file_is_moved_over_the_earlier_one_comes_back(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    move = Path.replace

    def stop_after_the_first(path, target):
        moved = move(path, target)
        if "new" in path.parts:
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "replace", stop_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        output.write_all(FILES, tmp_path, Problems(), lambda _: MADE)
    assert held(tmp_path) == OLD


def test_a_folder_without_permission_is_one_plain_problem(tmp_path, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)  # the tests may run as root, whom no folder refuses
    problems = Problems()
    assert not output.write_all(FILES, tmp_path / "2015-03", problems)
    assert [problem.message for problem in problems.found] == ["nothing can be written there: permission was refused."]


def test_an_output_that_is_a_file_is_one_plain_problem(tmp_path):
    (tmp_path / "2015-03").write_text("a file where the folder should be")
    problems = Problems()
    assert not output.write_all(FILES, tmp_path / "2015-03", problems)
    assert [problem.rule for problem in problems.found] == ["cannot-write"]


def test_what_is_saved_while_files_are_moved_is_not_moved_over(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    rename = Path.replace

    def save_then_move(path, target):
        if path == tmp_path / "report.docx":
            path.write_bytes(b"saved in Word just now")
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", save_then_move)
    problems = Problems()
    assert not output.write_all(FILES, tmp_path, problems, lambda _: MADE)
    assert held(tmp_path) == {"report.docx": b"saved in Word just now"}
    assert "it was changed at the same moment" in problems.found[0].message


def test_where_nothing_can_be_moved_back_the_next_build_does_it(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    rename = Path.replace

    def fail_after_the_first(path, target):
        if "new" in path.parts or "old" in path.parts:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail_after_the_first)
        problems = Problems()
        assert not output.write_all(FILES, tmp_path, problems, lambda _: MADE)
    assert [problem.message for problem in problems.found] == [
        "nothing can be written there: the disk or the network gave an error.",
        "it has both old and new files, because the old ones could not be moved back.",
    ]
    assert not (tmp_path / "report.docx").exists()
    assert output.write_all({"other.docx": b"other"}, tmp_path, Problems())
    assert held(tmp_path) == {"report.docx": b"old report", "other.docx": b"other"}


@pytest.mark.parametrize("link", ["report.docx", "review"])
def test_nothing_is_written_through_a_link(tmp_path, link):
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "output"
    elsewhere.mkdir()
    (elsewhere / "report.docx").write_bytes(b"old report")
    folder.mkdir()
    (folder / link).symlink_to(elsewhere if link == "review" else elsewhere / link)
    problems = Problems()
    made = {"review/report.docx": MADE["report.docx"], **MADE}
    assert not output.write_all(FILES, folder, problems, lambda _: made)
    assert [problem.message for problem in problems.found] == [
        "it is a link that leads to another place, so nothing is written there."
    ]
    assert held(elsewhere) == OLD


def test_a_link_in_the_place_of_a_file_that_is_made_no_more_is_left_alone(tmp_path):
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "output"
    elsewhere.mkdir()
    (elsewhere / "old.docx").write_bytes(b"old report")
    folder.mkdir()
    (folder / "annexes").symlink_to(elsewhere)
    assert output.write_all(FILES, folder, Problems(), lambda _: {"annexes/old.docx": MADE["report.docx"]})
    assert (elsewhere / "old.docx").is_file()
