"""The periods that the values of series are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from cyps_papers.periods import Convention, Period, parse
from cyps_papers.problems import Many, Problems, error, warning
from cyps_papers.reading.fields import fields_in
from cyps_papers.reading.table import TableRow
from cyps_papers.reading.values import check_day, short
from cyps_papers.records import Entry, IndicatorRecord, ObservationRecord
from cyps_papers.sources.conventions import settled

NOT_A_PERIOD = error(
    "period-unknown",
    '"{found}" is not a date or period that can be read.',
    "Enter it as, for example, 13/10/2014, Oct 2014, Q3 2014/15 or 2014/15.",
)
NO_PERIOD = error("period-missing", "the value has no date or period.", "Enter one, for example Oct 2014.")
HOLDS_OTHERS = warning(
    "period-holds-others",
    "{code} has a value for {period} and values for parts of it: the one for all of it is not taken for the latest, "
    "the highest or the lowest.",
    "Leave it, and print it by its period; or give it an indicator of its own.",
    Many(
        "code",
        "{code} have values for {period} and for parts of it: the ones for all of it are not taken for the latest, the "
        "highest or the lowest.",
    ),
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


def with_settled_periods(
    records: Sequence[IndicatorRecord], convention: Convention, problems: Problems
) -> tuple[IndicatorRecord, ...]:
    """Records of one sheet with each period read as its convention and what stands beside it decide."""
    read = settled([observed.period for record in records for observed in record.observations], convention, problems)
    found = []
    for record in records:
        observations = [replace(observed, period=read[observed.period.cell]) for observed in record.observations]
        found.append(replace(record, observations=_without_wholes(record, observations, problems)))
    return tuple(found)


def _without_wholes(
    record: IndicatorRecord, observations: Sequence[ObservationRecord], problems: Problems
) -> tuple[ObservationRecord, ...]:
    """The observations in order, those aside of which others are parts: a year's total after its months."""
    found = []
    for observed in sorted(observations, key=lambda observation: (observation.period.value, observation.forecast)):
        if not observed.forecast and any(_is_part(other, observed) for other in observations):
            observed = replace(observed, aside=True)
            problems.add(HOLDS_OTHERS, observed.period.cell, code=record.code, period=observed.period.value)
        found.append(observed)
    return tuple(found)


def _is_part(part: ObservationRecord, whole: ObservationRecord) -> bool:
    """Whether a value is of a part of the time that another is of: a month of a year."""
    return not part.forecast and part.period.value.is_part_of(whole.period.value)
