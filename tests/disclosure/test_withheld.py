"""Counts of 1 to 5 people print as c once Details says so."""

from decimal import Decimal

import pytest

from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import (
    Cell,
    Entry,
    IndicatorRecord,
    ObservationRecord,
    PaperRecord,
    Quantity,
    SourceData,
    SourceRecord,
    Unit,
)
from cyps_papers.sources.context import context

CELL = Cell("kpis.xlsx", "Values", "C5")


def kpi(value, said, people=True, unit=Unit.NUMBER):
    observation = ObservationRecord(Entry(parse("Feb 2015"), CELL), Entry(Quantity(Decimal(value)), CELL))
    record = IndicatorRecord(
        "missing", Entry("Children missing", CELL), unit, counts_people=people, observations=(observation,)
    )
    source = SourceRecord(Entry("kpi", CELL), Entry("indicators", CELL), Entry("kpis.xlsx", CELL))
    details = {"suppress_small_numbers": Entry(said, CELL)} if said else {}
    return context(PaperRecord(details, sources=(source,)), {"kpi": SourceData("indicators", (record,))})["kpi"].missing


@pytest.mark.parametrize("value", ["1", "5"])
def test_a_small_count_of_people_prints_as_c_and_keeps_its_cell(value):
    observation = kpi(value, "Yes").at("Feb 2015")
    assert (observation.printed, observation.value, observation.cells) == ("c", None, (CELL,))


@pytest.mark.parametrize(("value", "said", "people"), [("3", "", True), ("3", "no", True), ("3", "yes", False)])
def test_nothing_is_withheld_unless_asked_for_or_where_no_people_are_counted(value, said, people):
    assert kpi(value, said, people).latest.printed == value


@pytest.mark.parametrize("value", ["0", "6"])
def test_none_and_six_or_more_are_shown(value):
    assert kpi(value, "yes").latest.printed == value


def test_a_share_is_no_count_of_people():
    assert kpi("1", "yes", unit=Unit.SHARE).latest.printed == "100%"


def test_nothing_is_worked_out_from_what_is_withheld():
    latest = kpi("3", "yes").latest
    assert latest.printed == "c"
    with pytest.raises(NoAnswerError, match="no value"):
        _ = latest + 1
