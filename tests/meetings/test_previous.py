"""The previous meeting's folder, as Details name it."""

import shutil
from datetime import date, datetime

import openpyxl
import pytest

from cyps_papers.meetings.earlier import earlier_paper
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.problems import Problems


@pytest.fixture
def september(march):
    """The folder of September 2015, beside March's and the same but for its date."""
    later = march.parent / "2015-09"
    shutil.copytree(march, later)
    detail(later, "Meeting date", date(2015, 9, 9))
    return later


def detail(folder, name, value, shown=None):
    book = openpyxl.load_workbook(folder / "paper.xlsx")
    row = next(row for row in book["Details"].iter_rows() if row[0].value == name)
    row[1].value = value
    if shown:
        row[1].number_format = shown
    book.save(folder / "paper.xlsx")


def read(folder):
    problems = Problems()
    return read_meeting(MeetingFolder(folder), problems), problems


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2015-03", "@"),
        ("inputs/2015-03/", "@"),
        (datetime(2015, 3, 1), "mmm-yy"),
        (datetime(2015, 3, 1), "dd/mm/yyyy"),
    ],
)
def test_the_folder_is_found_however_excel_took_its_name(september, value, shown):
    detail(september, "Previous meeting", value, shown)
    meeting, problems = read(september)
    paper = meeting.context["paper"]
    assert (problems.errors, paper.has_previous, str(paper.previous_meeting_date)) == ([], True, "18 March 2015")
    assert str(meeting.context["kpi"].cin_open.last_reported.cells[0]) == "2015-03/kpis.xlsx, Values!C17"
    dropped = meeting.context["improvement"].since_last.dropped
    assert {cell.workbook for cell in dropped.cells} == {"2015-03/improvement_plan.xlsx", "improvement_plan.xlsx"}


def test_left_blank_there_is_no_last_report(march):
    meeting, problems = read(march)
    assert (problems.found, meeting.context["paper"].has_previous) == ([], False)


def test_a_folder_that_is_not_there_is_one_error_at_its_cell(september):
    detail(september, "Previous meeting", "2014-09")
    meeting, problems = read(september)
    assert [str(problem) for problem in problems.found] == [
        'paper.xlsx, Details!B21: there is no meeting folder "2014-09" beside this one. Enter the previous meeting\'s '
        "folder as it is called: 2015-03; or leave it blank."
    ]
    assert not meeting.context["paper"].has_previous


def test_a_meeting_is_not_its_own_previous_one(september):
    detail(september, "Previous meeting", "2015-09")
    assert [problem.rule for problem in read(september)[1].found] == ["no-previous-meeting"]


def test_what_is_wrong_in_the_previous_folder_is_one_warning_here(september, march):
    detail(september, "Previous meeting", "2015-03")
    book = openpyxl.load_workbook(march / "kpis.xlsx")
    book["Values"]["C6"], book["Values"]["C7"] = "many", "few"
    book.save(march / "kpis.xlsx")
    said = [str(problem) for problem in read(september)[1].found]
    assert said == [
        "paper.xlsx, Details!B21: the previous meeting's folder 2015-03 has 2 errors of its own, so what changed since "
        "then may be wrong. Run cyps-papers check 2015-03 to see what is wrong in it."
    ]


@pytest.mark.parametrize("manifest", ["{", "[" * 100_000, '{"figures": [{}]}'])
def test_a_manifest_that_cannot_be_read_stands_for_no_earlier_build(september, march, manifest):
    detail(september, "Previous meeting", "2015-03")
    output = march.parents[1] / "output" / "2015-03"
    output.mkdir(parents=True)
    (output / "manifest.json").write_text(manifest, encoding="utf-8")
    assert earlier_paper(MeetingFolder(september), read(september)[0].last).is_lost


def test_a_previous_workbook_that_is_gone_makes_nothing_vanish(september, march):
    detail(september, "Previous meeting", "2015-03")
    (march / "ofsted_action_plan.xlsx").unlink()
    assert [problem.rule for problem in read(september)[1].found] == ["previous-meeting-unsound"]
