"""An empty folder for another paper: nothing is wrong with it but its examples, which are never published."""

from datetime import date

import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.new_meeting import new_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Level, Problems
from tests.conftest import build, right_as_it_stands


@pytest.fixture
def made(tmp_path):
    problems = Problems()
    found = new_meeting(tmp_path / "inputs" / "2016-01", None, problems)
    assert problems.found == []
    return found


def test_it_holds_workbooks_and_a_template_dated_for_the_meeting(made):
    assert made.files == ("paper.xlsx", "action_plan.xlsx", "indicators.xlsx", "report.docx")
    details = openpyxl.load_workbook(made.folder.path / "paper.xlsx")["Details"]
    assert details["B11"].value.date() == date(2016, 1, 6)
    values = openpyxl.load_workbook(made.folder.path / "indicators.xlsx")["Values"]
    assert [values["B6"].value, values["B7"].value] == ["Nov 2015", "Dec 2015"]


def test_check_says_only_what_is_to_be_filled_in(made):
    problems = Problems()
    paper = prepare(made.folder, problems)
    assert {(problem.rule, problem.level) for problem in problems.found} == {("to-do", Level.ERROR)}
    assert str(paper.still_to_do).startswith(f"Still to do: {len(made.to_do)} of {len(made.to_do)}. ")


def test_an_example_is_said_with_what_to_do(made):
    said = [str(problem) for problem in prepare(made.folder, Problems()).still_to_do.left]
    assert said[0] == (
        'paper.xlsx, Details!B6: this is still an example: "Title of the report". Put your own in its place.'
    )
    assert not [one for one in said if '.".' in one]


def test_an_example_replaced_is_counted_as_done(made):
    path = made.folder.path / "paper.xlsx"
    book = openpyxl.load_workbook(path)
    book["Details"]["B8"] = "London Borough of Hillingdon"
    book.save(path)
    assert len(prepare(made.folder, Problems()).still_to_do.left) == len(made.to_do) - 1


def test_its_examples_are_not_published(made, tmp_path):
    problems = Problems()
    assert build(made.folder, tmp_path / "output", problems) is None
    assert not (tmp_path / "output").exists()
    assert build(made.folder, tmp_path / "output", Problems(), draft=True)


def test_it_builds_once_they_are_said_to_be_right(made, tmp_path):
    right_as_it_stands(made.folder.path)
    assert build(made.folder, tmp_path / "output", Problems())
    assert (tmp_path / "output" / "report.docx").is_file()


def test_it_can_be_rolled_forward(made):
    right_as_it_stands(made.folder.path)
    new = made.folder.path.parent / "2016-07"
    assert roll_forward(made.folder, new, date(2016, 7, 6), Problems())
    sheet = openpyxl.load_workbook(new / "paper.xlsx")["To do"]
    assert {sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)} >= {"Action", "Value", "Detail"}


@pytest.mark.parametrize(("name", "day"), [("2016-01", 6), ("2016-01-20", 20)])
def test_the_folders_name_says_when_the_meeting_is(tmp_path, name, day):
    found = new_meeting(tmp_path / name, None, Problems())
    details = openpyxl.load_workbook(found.folder.path / "paper.xlsx")["Details"]
    assert details["B11"].value.date() == date(2016, 1, day)


@pytest.mark.parametrize("name", ["spring", "2016-13", "0001-01", "9999-12-31"])
def test_a_name_that_says_no_date_needs_one(tmp_path, name):
    problems = Problems()
    assert new_meeting(tmp_path / name, None, problems) is None
    assert [problem.rule for problem in problems.found] == ["meeting-date"]
    assert new_meeting(tmp_path / name, date(2016, 4, 6), Problems())


def test_a_folder_that_exists_is_refused(made):
    problems = Problems()
    assert new_meeting(made.folder.path, None, problems) is None
    assert [problem.rule for problem in problems.found] == ["folder-exists"]
    assert MeetingFolder(made.folder.path).name == "2016-01"
