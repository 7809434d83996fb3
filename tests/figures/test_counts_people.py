"""Whether a figure counts people goes with it, whatever a template makes of it."""

from decimal import Decimal

import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.figures.series import Indicator
from cyps_papers.periods import parse
from cyps_papers.records import Cell, Entry, IndicatorRecord, Marker, ObservationRecord, Quantity

CELL = Cell("kpis.xlsx", "Values", "C2")
THREE, NINE, FOUR = (Quantity(Decimal(number)) for number in (3, 9, 4))
NUMBERS = ((THREE, False), (Marker("c"), False), (NINE, False), (FOUR, True))


def indicator(people):
    observations = tuple(
        ObservationRecord(Entry(parse(f"{month}/02/15"), CELL), Entry(value, CELL), ahead)
        for month, (value, ahead) in enumerate(NUMBERS, 1)
    )
    return Indicator(
        IndicatorRecord("girls", Entry("Girls", CELL), counts_people=people, observations=observations), "kpi"
    )


GIRLS = indicator(True)
ASKED = {
    "latest": lambda one: one.latest,
    "first": lambda one: one.first,
    "peak": lambda one: one.peak,
    "held back": lambda one: one.observations[1],
    "forecast": lambda one: one.forecast,
    "at": lambda one: one.at("1/02/15"),
    "change": lambda one: one.change.by,
    "percent": lambda one: one.between("1/02/15", "3/02/15").percent,
    "per week": lambda one: one.since("1/02/15").per_week,
    "start": lambda one: one.change.start,
    "difference": lambda one: one.latest - one.first,
    "times a share": lambda one: Decimal("0.05") * one.latest,
    "share": lambda one: one.first / one.latest,
    "sum of a list": lambda one: sum([one.first, one.latest]),
    "absolute": lambda one: abs(one.first - one.latest),
    "in words": lambda one: FILTERS["words"](one.latest),
    "measure": lambda one: one.measure(),
    "chart": lambda one: next(one.series()).points[0],
}


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_made_of_a_count_of_people_counts_people(asked):
    assert ASKED[asked](GIRLS).counts_people
    assert not ASKED[asked](indicator(False)).counts_people


def test_a_share_keeps_its_base():
    share = FILTERS["percent"](GIRLS.first / GIRLS.latest)
    part, base = share.operands
    assert (share.origin.sign, part.value, base.value) == ("/", 3, 9)
