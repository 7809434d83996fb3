"""Two columns that may be one field: which is read, and what is said."""

from datetime import date

import pytest

from cyps_papers.periods import day
from cyps_papers.records import Rag, Status
from tests.reading.kinds import read_actions

PLAN = ["Ref", "Action", "Status"]
ROW = ["1", "Do it", "In progress"]
MARCH, JUNE = date(2015, 3, 31), date(2015, 6, 30)
IN_MARCH, IN_JUNE = day(MARCH), day(JUNE)


@pytest.fixture
def read(sheet_of, problems):
    def plan(*rows, own=None):
        return read_actions(sheet_of(rows), own or {}, {}, problems)

    return plan


def dues(actions):
    return [action.due and (action.due.value, action.due.cell.coordinate) for action in actions]


@pytest.mark.parametrize(
    "first", [["Status at Dec 2014", "Status at March 2015"], ["Status Dec 2014", "Status Mar 2015"]]
)
def test_of_two_statuses_of_their_times_the_later_is_read_and_said(read, what_is_said, first):
    (action,) = read(["Ref", "Action", *first], ["1", "Do it", "In progress", "Completed"])
    assert action.status.value is Status.COMPLETED
    assert what_is_said() == [
        f'Plan!C1: this column, "{first[0]}", and "{first[1]}" (D1) could both be the Status, and they differ; '
        f'"{first[1]}" was read.'
    ]


def test_the_hint_says_how_to_name_the_right_one(read, problems):
    read([*PLAN, "Timescale", "Due date"], [*ROW, MARCH, JUNE])
    assert str(problems.found[0]) == (
        'plan.xlsx, Plan!E1: this column, "Due date", and "Timescale" (D1) could both be the Timescale, and they '
        'differ; "Timescale" was read. Delete or rename one of them; or name the right one in paper.xlsx, Sources, '
        "Headings: Due date = Timescale."
    )


def test_a_heading_that_the_officer_names_is_not_doubted(read, problems):
    (action,) = read([*PLAN, "Timescale", "Due date"], [*ROW, MARCH, JUNE], own={"Due date": "due"})
    assert action.due.value == IN_JUNE
    assert not problems


@pytest.mark.parametrize("headings", [["RAG Dec 2014", "RAG Mar 2015"], ["RAG (Dec 2014)", "RAG (Mar 2015)"]])
def test_ratings_of_two_times_are_told_apart(read, problems, headings):
    (action,) = read([*PLAN, *headings], [*ROW, "Red", "Amber"])
    assert action.rag.value is Rag.AMBER
    assert [problem.rule for problem in problems.found] in (["two-columns"], ["heading-twice"])


def test_one_rating_of_a_time_is_the_rating(read, problems):
    (action,) = read([*PLAN, "RAG Mar 2015"], [*ROW, "Amber"])
    assert action.rag.value is Rag.AMBER
    assert not problems


@pytest.mark.parametrize("first", ["Due date", "Original due date", "Timescale"])
@pytest.mark.parametrize("revised", ["Revised due date", "Due date (revised)", "Latest target date", "New timescale"])
def test_a_revised_due_date_holds_and_where_it_is_blank_the_first(read, problems, first, revised):
    actions = read([*PLAN, first, revised], [*ROW, MARCH, JUNE], ["2", *ROW[1:], MARCH, None], ["3", *ROW[1:]])
    assert dues(actions) == [(IN_JUNE, "E2"), (IN_MARCH, "D3"), None]
    assert not problems


def test_a_previous_due_date_is_none(read, problems):
    actions = read([*PLAN, "Previous due date", "Due date"], [*ROW, MARCH, JUNE], ["2", *ROW[1:], MARCH, None])
    assert dues(actions) == [(IN_JUNE, "E2"), None]
    assert not problems


@pytest.mark.parametrize(
    ("other", "value"),
    [
        ("Completion date", JUNE),
        ("Last reported status", "Completed"),
        ("Status at last report", "Completed"),
        ("Previous RAG", "Red"),
        ("Rating", "High"),
        ("Due", MARCH),
        ("Comments", "Begun"),
        ("RAG at last meeting", "Green"),
    ],
)
def test_a_column_that_is_another_matter_is_not_doubted(read, problems, other, value):
    (action,) = read([*PLAN, "Due date", "RAG", "Progress", other], [*ROW, MARCH, "Amber", "Under way", value])
    assert (action.due.value, action.rag.value, action.status.value) == (IN_MARCH, Rag.AMBER, Status.IN_PROGRESS)
    assert not problems


def test_of_progress_at_two_times_the_later_is_read(read, problems):
    (action,) = read([*PLAN, "Progress Dec 2014", "Progress Mar 2015"], [*ROW, "Begun", "Half way"])
    assert action.progress.value == "Half way"
    assert not problems
