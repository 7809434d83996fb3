"""What was once misread without a word: the smallest sheet that shows it, and what is said."""

from datetime import date

import pytest

from cyps_papers.problems import matters
from cyps_papers.reading.contents import Content
from cyps_papers.reading.paper import read_paper
from cyps_papers.reading.values import number
from cyps_papers.records import Cell, Rag
from tests.reading.kinds import read_actions

PLAN = ["Ref", "Action", "Status"]
ROW = ["1", "Do it", "In progress"]


@pytest.fixture
def read(sheet_of, problems):
    def plan(heading, *rows, own=None, wordings=None):
        return read_actions(sheet_of([heading, *rows]), own or {}, wordings or {}, problems)

    return plan


def dues(*values):
    return [[str(at), "Do it", "In progress", value] for at, value in enumerate(values, 1)]


def test_real_dates_beside_text_that_no_month_could_begin_may_have_been_turned_round(read, problems, what_is_said):
    read([*PLAN, "Due"], *dues("20/2/2025", date(2025, 3, 2), date(2025, 4, 4), date(2025, 1, 12)))
    assert what_is_said() == [
        'Plan!D3: Excel may have taken the month for the day in D3 and D5: "20/2/2025" beside them has a day that '
        "cannot be a month."
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("20/2/2025", date(2025, 3, 2), date(2025, 4, 13)),
        ("2/2/2025", date(2025, 3, 2)),
        ("20/2/2025", "3/2/2025"),
        (date(2025, 3, 2), "Ongoing"),
    ],
    ids=["a real day above 12", "text that may be either", "text alone", "words"],
)
def test_dates_that_give_no_sign_of_it_are_not_doubted(read, problems, values):
    read([*PLAN, "Due"], *dues(*values))
    assert not problems


def test_ratings_that_are_figures_are_said_once_with_how_they_were_read(read, problems, what_is_said):
    actions = read([*PLAN, "RAG"], [*ROW, 1], ["2", *ROW[1:], "5"], ["3", *ROW[1:], "5 - very high"])
    assert [action.rag.value for action in actions] == [Rag.GREEN, Rag.RED, Rag.RED]
    assert what_is_said() == [
        "Plan!D1: the ratings are figures, and were read as 1 Green, 2 Amber/Green, 3 Amber, 4 Amber/Red, 5 Red."
    ]
    assert "paper.xlsx, Statuses" in problems.found[0].hint


def test_what_a_figure_means_is_settled_in_statuses(read, save, problems):
    rows = [["Wording", "Status"], ["1", "Red"], ["3", "Green"], ["Doing", "In progress"]]
    paper = read_paper(save("paper.xlsx", Statuses=rows).parent, problems)
    problems.found.clear()
    actions = read([*PLAN, "RAG"], [*ROW, 1], ["2", "Do it", "Doing", 3], wordings=paper.statuses)
    assert [action.rag.value for action in actions] == [Rag.RED, Rag.GREEN]
    assert not problems


@pytest.mark.parametrize("status", ["TBC", "tbc", "Tbc ", "?", "-"])
def test_a_status_that_is_not_known_yet_is_none_whatever_its_capitals(read, problems, status):
    (action,) = read(PLAN, ["1", "Do it", status])
    assert action.status is None
    assert not problems


def test_the_officer_responsible_is_the_lead(read, problems):
    (action,) = read([*PLAN, "Officer responsible"], [*ROW, "Head of Service"])
    assert action.lead.value == "Head of Service"
    assert not problems


@pytest.mark.parametrize(
    ("heading", "usual"),
    [("By whom?", ""), ("Officer accountable", "Lead"), ("Responsble officer", "Lead"), ("Cost", "")],
)
def test_a_heading_that_is_like_a_usual_one_and_was_not_used_is_said(read, problems, what_is_said, heading, usual):
    read([*PLAN, heading], [*ROW, "Head of Service"])
    said = [f'Plan!D1: the heading "{heading}" is like {usual}, which no column has, but was not read as that.']
    assert what_is_said() == (said if usual else [])


def test_a_heading_like_one_that_another_column_has_is_not_doubted(read, problems):
    read([*PLAN, "Lead", "Officer accountable"], [*ROW, "Head of Service", "Director"])
    assert not problems


@pytest.mark.parametrize("held", ["<5", "< 5", "under 6", "fewer than five"])
def test_a_small_number_held_back_is_to_be_entered_as_c(problems, held):
    assert number(Content(held, "F7"), Cell("kpis.xlsx", "Values", "F7"), problems) is None
    assert problems.found[0].hint == "Enter c where the number is held back because it is small; or the number itself."


def test_one_matter_over_many_cells_is_one_message(read, problems):
    read(PLAN, *([str(at), "Do it", status] for at, status in enumerate(["Wobbly", "Shaky", "Wobbly"], 1)))
    (matter,) = matters(problems.found)
    assert matter.message == '"Wobbly" and "Shaky" are not known statuses.'
    assert [place.within() for place in matter.places] == ["Plan!C2", "Plan!C3", "Plan!C4"]
