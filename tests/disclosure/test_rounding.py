"""Counts of people rounded to 5 or 10."""

from decimal import Decimal

import pytest

from cyps_papers.disclosure.reader import Bounds
from cyps_papers.disclosure.rounding import could_be, rounded_columns, rounded_indicators
from cyps_papers.figures.figure import from_entry
from cyps_papers.figures.series import Indicators
from cyps_papers.origin import UNASKED
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Entry, IndicatorRecord, ObservationRecord, Quantity, Unit

CELL = Cell("kpis.xlsx", "Values", "C2")


def printed(value, base, people=True, zero=1):
    row = {"children": Entry(Quantity(Decimal(value), counts_people=people), CELL)}
    return from_entry(rounded_columns(row, base, range(zero, base))["children"], UNASKED)


@pytest.mark.parametrize(
    ("value", "base", "text"),
    [
        (0, 5, "0"),
        (1, 5, "fewer than 5"),
        (4, 5, "fewer than 5"),
        (5, 5, "5"),
        (7, 5, "5"),
        (8, 5, "10"),
        (1463, 5, "1,465"),
        (9, 10, "fewer than 10"),
        (14, 10, "10"),
        (15, 10, "20"),
    ],
)
def test_a_count_of_people_is_rounded_and_a_small_one_says_only_that_it_is_fewer(value, base, text):
    figure = printed(value, base)
    assert (figure.printed, figure.counts_people) == (text, True)
    held = "held back, so that nobody can be recognised"
    assert str(figure.how) == (held if figure.value is None else f"rounded to the nearest {base}")


def test_none_is_hidden_where_it_is_a_small_number_and_what_counts_no_people_is_left_as_it_is():
    assert printed(0, 5, zero=0).printed == "fewer than 5"
    assert printed(3, 5, people=False).printed == "3"


@pytest.mark.parametrize("base", [5, 10])
def test_what_a_rounded_count_could_be_is_all_that_prints_so_and_three_numbers_at_least(base):
    for value in range(base, 60, base):
        could = could_be(value, base)
        within = [count for count in range(70) if printed(count, base).value == value]
        assert could == Bounds(within[0], within[-1])
        assert len(within) >= 3
    assert could_be(0, base) == Bounds(0, 0)


def indicators(*values, unit=Unit.NUMBER):
    months = ("Jan 2015", "Feb 2015", "Mar 2015")
    observed = tuple(
        ObservationRecord(Entry(parse(when), CELL), Entry(Quantity(Decimal(value)), CELL))
        for when, value in zip(months, values, strict=False)
    )
    record = IndicatorRecord("girls", Entry("Girls", CELL), unit, counts_people=True, observations=observed)
    return Indicators(rounded_indicators([record], 5, range(1, 5)), "kpi").girls


def test_what_is_worked_out_is_worked_out_of_rounded_numbers():
    girls = indicators("41", "58")
    assert [one.printed for one in girls.observations] == ["40", "60"]
    assert (girls.change.by.printed, girls.change.percent.printed) == ("20", "50%")
    assert (girls.first / girls.latest).value == Decimal(40) / 60


def test_a_change_from_fewer_than_five_is_held_back_and_so_is_a_percentage_of_them():
    girls = indicators("3", "58")
    assert (girls.first.printed, girls.latest.printed) == ("fewer than 5", "60")
    with pytest.raises(NoAnswerError, match="has no value"):
        _ = girls.first / girls.latest
    assert girls.highest.printed == "60"
    with pytest.raises(NoAnswerError):
        _ = girls.lowest


def test_a_share_is_not_rounded():
    assert indicators("0.312", unit=Unit.SHARE).latest.printed == "31.2%"
