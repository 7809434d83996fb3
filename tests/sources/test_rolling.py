"""The workbooks of further kinds in a meeting's folder: begun with, checked, and rolled forward."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.new_meeting import new_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Problems
from cyps_papers.sources.registry import KINDS
from tests.conftest import right_as_it_stands

NOTE = "What the variance comes from."


@pytest.fixture
def made(tmp_path):
    found = new_meeting(tmp_path / "inputs" / "2016-01", None, Problems(), ["risk register", "budget"])
    return found.folder.path


def left_in(folder, file):
    left = prepare(MeetingFolder(folder), Problems()).still_to_do.left
    return [f"{problem.place.within()}: {problem.message}" for problem in left if problem.place.file == file]


def put(path, sheet, **cells):
    book = openpyxl.load_workbook(path)
    for coordinate, value in cells.items():
        book[sheet][coordinate] = value
    book.save(path)


def test_every_starter_is_read_as_its_kind_without_a_problem_but_its_examples(made):
    assert (made / "risk_register.xlsx").is_file()
    assert {problem.rule for problem in prepare(MeetingFolder(made), Problems()).still_to_do.left} == {"to-do"}
    assert left_in(made, "risk_register.xlsx") == [
        'Risk register!B6: this is still an example: "What could happen, and to whom".'
    ]


def test_the_drop_down_of_kinds_has_every_kind(made):
    sheet = openpyxl.load_workbook(made / "paper.xlsx")["Sources"]
    (listed,) = (one.formula1 for one in sheet.data_validations.dataValidation)
    assert listed.strip('"').split(",") == [kind.name for kind in KINDS]


def test_what_is_no_kind_to_begin_with_is_refused(tmp_path):
    problems = Problems()
    assert new_meeting(tmp_path / "2016-01", None, problems, ["table"]) is None
    assert [problem.message for problem in problems.found] == ['"table" is not a kind of source to begin with.']


def test_a_register_keeps_what_was_reported_and_asks_for_it_anew(made):
    right_as_it_stands(made)
    new = made.parent / "2016-07"
    assert roll_forward(MeetingFolder(made), new, date(2016, 7, 6), Problems())
    sheet = openpyxl.load_workbook(new / "risk_register.xlsx")["Risk register"]
    assert [sheet.cell(5, column).value for column in range(15, 20)] == [
        "Last reported likelihood",
        "Last reported impact",
        "Last reported score",
        "Last reported rating",
        "Last reported direction of travel",
    ]
    assert [sheet.cell(6, column).value for column in range(15, 20)] == [3, 4, 12, "Amber", "No change"]
    assert [sheet.cell(6, column).value for column in (6, 8, 9, 10, 11, 13)] == [16, None, None, None, None, None]
    assert left_in(new, "risk_register.xlsx") == [
        "Risk register!H6: Likelihood, impact, score, rating, direction of travel: still to be filled in."
    ]
    put(new / "risk_register.xlsx", "Risk register", H6=2, I6=4, J6=8, M6="Falling")
    assert left_in(new, "risk_register.xlsx") == ["Risk register!K6: Rating: still to be filled in."]


def test_a_budget_keeps_what_was_reported_and_its_budgets(made):
    right_as_it_stands(made)
    new = made.parent / "2016-07"
    assert roll_forward(MeetingFolder(made), new, date(2016, 7, 6), Problems())
    sheet = openpyxl.load_workbook(new / "budget.xlsx")["Budget"]
    assert [sheet.cell(5, column).value for column in range(7, 10)] == [
        "Last reported actual",
        "Last reported forecast",
        "Last reported variance",
    ]
    assert [sheet.cell(6, column).value for column in range(2, 10)] == [1200, None, None, None, NOTE, 650, 1350, 150]
    left = "Actual, forecast, variance: still to be filled in."
    assert left_in(new, "budget.xlsx") == [f"Budget!C{row}: {left}" for row in (6, 7, 8)]
    put(new / "budget.xlsx", "Budget", C6=700, D6=1300, E6=100)
    assert left_in(new, "budget.xlsx") == [f"Budget!C{row}: {left}" for row in (7, 8)]
