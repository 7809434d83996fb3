"""Whole files or none."""

from pathlib import Path

import pytest

from cyps_papers.meetings import output
from cyps_papers.problems import Problems

FILES = {"report.docx": b"new report", "review/report.docx": b"new review"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_written_and_nothing_else_is_left(tmp_path):
    assert output.write_all(FILES, tmp_path / "2015-03", Problems())
    assert held(tmp_path) == {f"2015-03/{name}": content for name, content in FILES.items()}


def test_an_officers_own_file_beside_them_stays(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    assert output.write_all(FILES, tmp_path, Problems())
    assert held(tmp_path) == {**FILES, "notes.txt": b"mine"}


@pytest.mark.parametrize("lock", ["~$report.docx", "~$port.docx"])
def test_a_file_open_in_word_stops_everything_and_leaves_the_earlier_files(tmp_path, lock):
    earlier = {"report.docx": b"old report", lock: b"somebody"}
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)
    problems = Problems()
    assert not output.write_all(FILES, tmp_path, problems)
    assert held(tmp_path) == earlier
    assert [str(problem) for problem in problems.found] == [
        f"{tmp_path / 'report.docx'}: it is open in Word or another program ({lock} says so), so it cannot be "
        f"replaced. Close it and run the command again. If it is not open anywhere, delete {lock}."
    ]


def test_when_one_file_cannot_be_moved_the_earlier_ones_are_put_back(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    keep = output._keep

    def fail_on_the_second(name, folder, aside):
        if name != "report.docx":
            raise PermissionError(13, "Permission denied")
        keep(name, folder, aside)

    monkeypatch.setattr(output, "_keep", fail_on_the_second)
    problems = Problems()
    assert not output.write_all(FILES, tmp_path, problems)
    assert held(tmp_path) == {"report.docx": b"old report"}
    assert [problem.message for problem in problems.found] == ["nothing can be written there: permission was refused."]


def test_stopped_while_a_file_is_moved_over_the_earlier_one_comes_back(tmp_path, monkeypatch):
    (tmp_path / "report.docx").write_bytes(b"old report")
    move = Path.replace

    def stop_after_the_first(path, target):
        moved = move(path, target)
        if path.parent.name == "new":
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "replace", stop_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        output.write_all(FILES, tmp_path, Problems())
    assert held(tmp_path) == {"report.docx": b"old report"}


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
