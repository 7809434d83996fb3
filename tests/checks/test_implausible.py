"""Figures that can hardly be, and plans that say two things."""

from datetime import date

import pytest

from cyps_papers.checks.rules import implausible as of_figures
from cyps_papers.periods import day
from cyps_papers.records import Cell, Entry, Rag, Status, Unit
from cyps_papers.sources.action_plan.implausible import implausible as of_plans
from cyps_papers.sources.action_plan.matching import Match
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.action_plan.since import PlanSince
from tests.checks.conftest import MEETING, indicator


def found(pack):
    return [str(problem) for problem in of_figures.check(pack)]


def held(pack, *values, unit="cases", name="Open cases", target=None):
    months = ("Sep 2014", "Oct 2014", "Nov 2014", "Dec 2014")
    series = dict(zip(months, values, strict=False))
    return found(pack("1 Text.", indicators=(indicator("one", name, unit, series, target=target),)))


@pytest.mark.parametrize(
    ("values", "unit", "said"),
    [
        ((2066, 14630, 1300), "cases", 'the value of "Open cases" for October 2014 is 14,630, but the others are'),
        ((206, 21, 198), "cases", "between 198 and 206"),
        ((2, 100, 4), "cases", "is 100"),
        (("0.32", "0.03", "0.29"), Unit.SHARE, "is 3%, but the others are between 29% and 32%"),
        ((9400000, 940000, 8800000), Unit.MILLIONS, "is £0.94m"),
    ],
)
def test_a_value_far_from_all_others_of_its_series_is_found_with_its_cell(pack, values, unit, said):
    (remark,) = held(pack, *values, unit=unit)
    assert remark.startswith("paper.xlsx, Sheet!B2: ")
    assert said in remark


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ((2066, 14630), "cases"),  # either may be right
        ((2066, 700, 7000), "cases"),
        ((2, 16, 3), "cases"),
        ((310, 0, 290), "cases"),
        (("0.31", "0", "0", "1"), Unit.SHARE),
        ((100, 450, 120), "cases"),
    ],
)
def test_values_that_swing_are_small_or_are_zero_are_silent(pack, values, unit):
    assert not held(pack, *values, unit=unit)


def test_a_value_far_from_its_target_is_found(pack):
    (remark,) = held(pack, 73100, 73390, target="420")
    assert 'the latest value of "Open cases" is 73,390, but its target is 420.' in remark
    assert not held(pack, 20, 900, target="30")
    assert not held(pack, "0.002", "0.003", unit=Unit.SHARE, target="0.9")


def test_a_share_of_more_than_all_is_found_unless_it_is_of_a_budget(pack):
    (remark,) = held(pack, "0.98", "1.07", unit=Unit.SHARE, name="Visits made on time")
    assert "is 107%, but a share of a whole cannot be more than 100%" in remark
    assert not held(pack, "0.98", "1.07", unit=Unit.SHARE, name="Spending as a share of the budget")
    assert not held(pack, "0.98", "1", unit=Unit.SHARE, name="Visits made on time")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "1 Of these, 44% of the 12 homes are let.",
            '"44% of the 12" is not possible: 5 of 12 is 42%, and one more is 50%',
        ),
        ("1 Of the 9 appeals 43% were upheld.", '"9 appeals 43%" is not possible: 3 of 9 is 33%'),
        ("1 33% of four schools were visited.", "1 of four is 25%"),
        ("1 It met 33.4% of its 9 milestones.", "3 of 9 is 33.3%, and one more is 44.4%"),
    ],
)
def test_a_percentage_that_no_whole_count_gives_is_found(pack, text, said):
    (remark,) = found(pack(text))
    assert said in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 42% of the 12 homes are let.",
        "1 44% of 298 visits.",
        "1 150% of the 12 homes.",
        "1 44% and 12 homes.",
        "1 About 44% of the 12 homes.",
    ],
)
def test_one_that_a_whole_count_gives_is_silent(pack, text):
    assert not found(pack(text))


def action(status, rag, due=None):
    values = ("1", "Do it", status, rag, due and day(due))
    cells = [Cell("plan.xlsx", "Plan", f"{column}2") for column in "ABCDE"]
    reference, what, status, rag, due = (
        value and Entry(value, cell) for value, cell in zip(values, cells, strict=True)
    )
    return ActionRecord(reference, what, status=status, rag=rag, due=due)


def said_of(pack, now, then=None):
    since = PlanSince("ofsted", [Match(now, then)], None, None, {}) if then else None
    paper = pack("1 Text.")
    return [
        str(one)
        for one in of_plans(type(paper)(paper.documents, {"ofsted": Plan([now], "ofsted", {}, since)}, meeting=MEETING))
    ]


PAST, AHEAD = date(2015, 3, 17), date(2015, 3, 18)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (action(Status.COMPLETED, Rag.RED), None, "Plan!D2: action 1 is completed but rated Red."),
        (action(Status.IN_PROGRESS, Rag.GREEN, PAST), None, "17 March 2015 and is still open, but is rated Green"),
        (action(Status.NOT_STARTED, None), action(Status.IN_PROGRESS, None), "report said that it was in progress"),
        (action(Status.DELAYED, Rag.AMBER, PAST), action(Status.DELAYED, Rag.RED), "has gone from Red to Amber"),
    ],
)  # fmt: skip
def test_a_plan_that_says_two_things_is_found_with_its_cell(pack, now, then, said):
    (remark,) = said_of(pack, now, then)
    assert said in remark


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (action(Status.COMPLETED, Rag.GREEN, PAST), action(Status.IN_PROGRESS, Rag.RED, PAST)),
        (action(Status.IN_PROGRESS, Rag.GREEN, AHEAD), action(Status.IN_PROGRESS, Rag.RED, AHEAD)),
        (action(Status.IN_PROGRESS, Rag.AMBER, PAST), action(Status.IN_PROGRESS, Rag.AMBER, PAST)),
        (action(Status.NOT_STARTED, None), action(Status.NOT_STARTED, None)),
        (action(None, None, PAST), action(None, None, PAST)),
    ],
)
def test_one_that_does_not_is_silent(pack, now, then):
    assert not said_of(pack, now, then)
