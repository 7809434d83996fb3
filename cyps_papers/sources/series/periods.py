"""The periods that the values of series are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.table import TableRow
from cyps_papers.reading.values import check_day, short
from cyps_papers.records import Entry, ObservationRecord

NOT_A_PERIOD = error(
    "period-unknown",
    '"{found}" is not a date or period that can be read.',
    "Enter it as, for example, 13/10/2014, Oct 2014, Q3 2014/15 or 2014/15.",
)
NO_PERIOD = error("period-missing", "the value has no date or period.", "Enter one, for example Oct 2014.")
HOLDS_OTHERS = warning(
    "period-holds-others",
    "{code} {has a value|have values} for {period} and {values for|for} parts of it: the {one|ones} for all of it "
    "{is|are} not taken for the latest, the highest or the lowest.",
    "Leave it, and print it by its period; or give it an indicator of its own.",
    "code",
)

PERIOD, NOTE = fields_in(Path(__file__).with_name("headings.toml"))


def period_of(row: TableRow) -> Entry[Period] | None:
    """A row's period; one that is not understood is a problem and None."""
    found = row.calculated("period")
    if found is None:
        return None
    period = found.period or parse(found.value if isinstance(found.value, Decimal) else found.text)
    if period is None:
        row.table.problems.add(NOT_A_PERIOD, row.cell("period"), found=short(found.text))
        return None
    check_day(found.text, period.start, row.cell("period"), row.table.problems)
    return Entry(period, row.cell("period"))


def in_order(code: str, observations: Sequence[ObservationRecord], problems: Problems) -> tuple[ObservationRecord, ...]:
    """The observations in the order of time, those aside of which others are parts: a year's total after its months."""
    found = []
    actual = [observed.period.value for observed in observations if not observed.forecast]
    for observed in sorted(observations, key=lambda observed: (observed.period.value, observed.forecast)):
        period = observed.period.value
        if not observed.forecast and any(part.is_part_of(period) for part in actual):
            observed = replace(observed, aside=True)
            problems.add(HOLDS_OTHERS, observed.period.cell, code=code, period=period)
        found.append(observed)
    return tuple(found)
