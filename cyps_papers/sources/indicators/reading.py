"""Indicators: long (one observation a row) or wide (one indicator a row, periods across), with their definitions."""

from __future__ import annotations

from pathlib import Path

from cyps_papers.problems import did_you_mean, error, warning
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.table import Table, TableRow, TableSchema, is_total, left_blank, with_labels
from cyps_papers.reading.values import short
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry, IndicatorRecord, ObservationRecord
from cyps_papers.sources.series.definitions import unit_in
from cyps_papers.sources.series.observations import Gathering, observation
from cyps_papers.sources.series.periods import NO_PERIOD, NOTE, PERIOD, period_of
from cyps_papers.vocabulary import name_in_templates

UNKNOWN_INDICATOR = error(
    "indicator-unknown",
    'the indicator "{found}" is not in the sheet {definitions}.',
    "{near} Correct it, or add the indicator to that sheet.",
)
NO_INDICATOR = error("indicator-missing", "the value has no indicator.", "Enter the indicator's name beside it.")
INDICATOR_FROM_ABOVE = warning(
    "indicator-missing",
    'the value has no indicator, and was taken with those above it, under "{indicator}".',
    "Enter its indicator: the other rows have theirs.",
)
UNKNOWN_KIND = error("kind-unknown", '"{found}" is neither actual nor forecast.', "Enter actual or forecast.")

_INDICATOR, *_OTHERS = fields_in(Path(__file__).with_name("headings.toml"))
LONG = TableSchema((_INDICATOR, PERIOD, *_OTHERS, NOTE), has_totals=False)
_FORECASTS = ("forecast", "projected", "projection", "estimate", "f", "plan", "planned")
_ACTUALS = ("actual", "a", "outturn", "final", "provisional", "-")


def read_long(table: Table, gathered: dict[str, Gathering], definitions: Sheet | None) -> None:
    """Add the indicators of a table with one observation a row to those gathered, by code."""
    # a total of the rows above has no period; an indicator may be called so
    rows = [row for row in table.rows if row.content("period") or not is_total(row)]
    named = list(with_labels(rows, "indicator"))
    for row, indicator in named:
        observed = _observed(row)
        if observed and indicator is None:
            table.problems.add(NO_INDICATOR, row.cell("indicator"))
        elif indicator:
            gathering = _gathering_for(indicator, row, gathered, definitions)
            if gathering and row.content("value"):
                gathering.take(observed, row.cell("value"))
    valued = [(row, indicator) for row, indicator in named if row.content("value")]
    for row, above in left_blank(valued, "indicator"):
        table.problems.add(INDICATOR_FROM_ABOVE, row.cell("indicator"), indicator=short(above))


def _observed(row: TableRow) -> ObservationRecord | None:
    """What a row observed; None where its value is still blank, or could not be read."""
    found, cell = row.content("value"), row.cell("value")
    period = period_of(row)
    if found is None:
        return None
    if not row.content("period"):
        row.table.problems.add(NO_PERIOD, row.cell("period"))
    said = row.text("kind")
    kind = said.value.lower() if said else "actual"
    if said and kind not in (*_FORECASTS, *_ACTUALS):
        row.table.problems.add(UNKNOWN_KIND, said.cell, found=short(said.value))
    return observation(period, found, cell, row.table.problems, kind in _FORECASTS, row.text("note"))


def _gathering_for(
    indicator: Entry[str], row: TableRow, gathered: dict[str, Gathering], definitions: Sheet | None
) -> Gathering | None:
    """The indicator of this code or name; an unknown one is a problem where a sheet defines them, else a new one."""
    code = name_in_templates(indicator.value)
    by_name = (one for one in gathered.values() if one.record.name.value.lower() == indicator.value.lower())
    found = gathered.get(code) or next(by_name, None)
    if found is None and definitions is None and code:
        found = gathered[code] = Gathering(IndicatorRecord(code, indicator), unit_in(row))
    if found is None and definitions:
        near = did_you_mean(indicator.value, [*gathered, *(one.record.name.value for one in gathered.values())])
        row.table.problems.add(
            UNKNOWN_INDICATOR, indicator.cell, found=short(indicator.value), definitions=definitions.name, near=near
        )
    return found
