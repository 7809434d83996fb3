"""The period that a value of a series is of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from cyps_papers.periods import Period, parse
from cyps_papers.problems import error
from cyps_papers.reading.fields import fields_in
from cyps_papers.reading.table import Row
from cyps_papers.reading.values import check_day, short
from cyps_papers.records import Entry

NOT_A_PERIOD = error(
    "period-unknown",
    '"{found}" is not a date or period that is known.',
    "Enter it as, for example, 13/10/2014, Oct 2014, Q3 2014/15 or 2014/15.",
)
NO_PERIOD = error("period-missing", "the value has no date or period.", "Enter one, for example Oct 2014.")
PERIOD, NOTE = fields_in(Path(__file__).with_name("headings.toml"))


def period_of(row: Row) -> Entry[Period] | None:
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
