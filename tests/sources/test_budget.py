"""Budgets: read however they are laid out, checked against their parts, asked about and compared."""

from __future__ import annotations

import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.records import LastReport
from cyps_papers.sources.budget.kind import BudgetKind
from cyps_papers.sources.budget.reading import AMOUNTS
from cyps_papers.sources.kind import Reporting
from cyps_papers.sources.registry import KINDS

from .budgets import LAYOUTS

KIND = BudgetKind()


def summary(record):
    return tuple(None if (amount := record.amount(name)) is None else float(amount) for name in AMOUNTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_are_recognised_and_read(opened, problems, said, layout):
    rows, lines, total = LAYOUTS[layout]
    book = opened(rows)
    fits = {kind.name: kind.recognises(book.sheet) for kind in KINDS}
    assert max(fits, key=fits.get) == KIND.name
    records = KIND.read(book, problems).records
    assert [(one.service.value, *summary(one)) for one in records if not one.is_total] == lines
    assert [summary(one) for one in records if one.is_total][-1:] == ([total] if total else [])
    assert said() == []


HEADING = ["Service", "Budget £", "Actual £", "Forecast £", "Variance £"]
PLACEMENTS = ["Placements", 12_000_000, 6_500_000, 13_200_000, 1_200_000]
EARLY_HELP = ["Early help", 3_000_000, 1_400_000, 2_650_000, -350_000]


@pytest.fixture
def budget(opened, problems):
    """What templates may ask of a budget, after what it was in the last report where that is given."""

    def made(rows, before=None):
        now = {"budget": KIND.read(opened(rows), problems)}
        last = LastReport("before", None, {"budget": KIND.read(opened(before), Problems())}) if before else None
        return KIND.subjects(now, Reporting(None, last), problems)["budget"]

    return made


@pytest.mark.parametrize(
    ("total", "message"),
    [
        ([15_000_000, 7_900_000, 15_850_000, 850_000], []),
        ([15_000_001, 7_900_000, 15_850_000, 850_000], []),  # each may be rounded to a pound
        (
            [15_100_000, 7_900_000, 15_850_000, 850_000],
            ["Sheet!B4: the budget of Total is £15,100,000, but its lines come to £15,000,000 (B2 to B3)."],
        ),
    ],
)
def test_a_total_is_held_against_its_lines(opened, problems, said, total, message):
    KIND.read(opened([HEADING, PLACEMENTS, EARLY_HELP, ["Total", *total]]), problems)
    assert [one for one in said() if "its lines come" in one] == message


def test_a_total_in_millions_may_differ_by_their_rounding(opened, problems, said):
    rows = [["Service", "Budget £m", "Forecast £m"], ["A", 1.2, 1.2], ["B", 1.3, 1.3], ["Total", 2.6, 3.1]]
    KIND.read(opened(rows), problems)
    assert said() == ["Sheet!C4: the forecast of Total is £3.1m, but its lines come to £2.5m (C2 to C3)."]


def test_sub_totals_and_a_grand_total_are_held_against_their_own_parts(opened, problems, said):
    rows = [
        ["Service", "Budget £", "Forecast £"],
        ["Residential", 100, 110],
        ["Fostering", 50, 50],
        ["Sub-total", 150, 160],
        ["Assessment", 30, 30],
        ["Sub-total", 30, 30],
        ["Grand total", 180, 190],
    ]
    KIND.read(opened(rows), problems)
    assert said() == []


def test_a_variance_is_held_against_forecast_less_budget(opened, problems, said):
    KIND.read(opened([HEADING, [*PLACEMENTS[:4], 200_000], EARLY_HELP]), problems)
    assert said() == [
        "Sheet!E2: the variance of Placements is £200,000, but its forecast £13,200,000 (D2) less its budget "
        "£12,000,000 (B2) is £1,200,000."
    ]


def test_the_sign_is_that_of_most_lines_and_a_line_with_the_other_is_said(budget, said):
    other = ["Legal", 100_000, 50_000, 120_000, 20_000]
    lines = budget([HEADING, [*PLACEMENTS[:4], -1_200_000], [*EARLY_HELP[:4], 350_000], other]).lines
    assert [(str(line.variance), str(line.over)) for line in lines] == [
        ("£1,200,000", "overspend"),
        ("-£350,000", "underspend"),
        ("£20,000", "overspend"),
    ]
    assert said() == [
        "Sheet!E4: the variance of Legal, £20,000, has the opposite sign to most lines; it was taken as an "
        "overspend, which its forecast says."
    ]


def test_amounts_of_no_unit_are_taken_as_pounds_and_that_is_said(opened, problems, said):
    (line,) = KIND.read(opened([["Service", "Budget", "Forecast"], ["Placements", 1200, 1350]]), problems).records
    assert line.amount("budget") == 1200
    assert said() == ["sheet Sheet: nothing says what the amounts are in, and they were taken as pounds."]


def test_what_is_no_money_and_a_line_of_no_service_are_said(opened, problems, said):
    KIND.read(opened([HEADING, ["Placements", "lots", 1, 2, None], [None, 5, 5, 5, 0]]), problems)
    assert said() == ['Sheet!B2: "lots" is not an amount of money.', "Sheet!A3: the line has no service."]


def test_templates_ask_lines_totals_and_who_is_over(budget):
    found = budget([HEADING, EARLY_HELP, PLACEMENTS, ["Total", 15_000_000, 7_900_000, 15_850_000, 850_000]])
    assert (str(found.total.budget), str(found.total.over)) == ("£15,000,000", "overspend")
    line = found.line("placements")
    assert (str(line.forecast), str(line.variance), str(line.variance_share)) == ("£13,200,000", "£1,200,000", "10%")
    assert [str(one.service) for one in found.overspending] == ["Placements"]
    assert [str(one.service) for one in found.underspending] == ["Early help"]
    assert str(line.forecast - line.budget) == "£1,200,000"
    assert str(FILTERS["in_millions"](line.forecast)) == "£13.2m"
    assert str(FILTERS["in_thousands"](found.line("Early help").variance)) == "-£350k"
    with pytest.raises(NoAnswerError, match='no line "Placement"'):
        found.line("Placement")
    with pytest.raises(NoAnswerError, match="cannot be used"):
        FILTERS["in_millions"](line.variance_share)


def test_money_prints_in_the_unit_of_the_workbook_and_keeps_it(budget):
    heading = ["Service", "Budget £m", "Forecast £m"]
    found = budget([heading, ["A", 12.4, 13.6], ["B", 1.5, 1.1], ["Total", 13.9, 14.7]])
    first, second = found.lines
    assert (str(first.budget), str(first.variance), str(abs(second.variance))) == ("£12.4m", "£1.2m", "£0.4m")
    assert str(found.total.forecast) == "£14.7m"
    assert found.total.forecast.number == 14_700_000
    assert str(budget([["Service", "Budget £000", "Forecast £000"], ["A", 1200, 1350]]).lines[0].variance) == "£150,000"


def test_a_budget_without_a_total_has_none_to_give(budget):
    with pytest.raises(NoAnswerError, match="has no total"):
        _ = budget([HEADING, PLACEMENTS]).total


def test_how_lines_moved_since_the_last_report(budget):
    before = [HEADING, [*PLACEMENTS[:3], 13_000_000, 1_000_000], EARLY_HELP, ["Courses", 10, 5, 10, 0]]
    legal = ["Legal", 100_000, 50_000, 120_000, 20_000]
    now = [HEADING, PLACEMENTS, [*EARLY_HELP[:3], 2_600_000, -400_000], legal]
    moved = budget(now, before).since_last.movements
    assert [(str(one.line.service), str(one.movement)) for one in moved] == [
        ("Placements", "▲ up by £200,000"),
        ("Early help", "▼ down by £50,000"),
        ("Legal", "+ new"),
        ("Courses", "× no longer in the budget"),
    ]
    assert (str(moved[0].before), str(moved[0].after), str(moved[0].variance_change)) == (
        "£13,000,000",
        "£13,200,000",
        "£200,000",
    )
    with pytest.raises(NoAnswerError, match="in one of the two reports only"):
        _ = moved[2].before


def test_a_column_that_a_line_has_a_name_for_itself_is_said(budget, said):
    line = budget([[*HEADING, "Group", "Manager"], [*PLACEMENTS, "Care", "Head of Care"]]).lines[0]
    assert str(line.manager) == "Head of Care"
    assert len(said()) == 1


@pytest.mark.parametrize("heading", ["Record", "Origin"])
def test_a_column_of_any_name_gives_what_its_cells_say(budget, said, heading):
    line = budget([[*HEADING, heading], [*PLACEMENTS, "As agreed"]]).lines[0]
    assert "As agreed" in [str(getattr(line, name)) for name in line.own_names()]
    assert heading.lower() not in line.own_names()
    assert len(said()) == 1
