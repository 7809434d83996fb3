"""Indicators: long (one observation a row) or wide (one indicator a row, periods across), with their definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.table import Field, Row, Table, find_table, fits
from cyps_papers.reading.values import check_day, number, short
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import Entry, IndicatorRecord
from cyps_papers.sources.indicators.across import heading_period, is_period
from cyps_papers.sources.indicators.wide import WIDE, fits_wide, read_wide
from cyps_papers.sources.series.definitions import DEFINITIONS, NAME, NOTE, definitions_sheet, read_definitions, unit_in
from cyps_papers.sources.series.observations import Gathering, Observed, finished
from cyps_papers.vocabulary import name_in_templates

__all__ = [  # with what other rooms ask of a table of indicators
    "DEFINITIONS",
    "LONG",
    "PERIOD",
    "WIDE",
    "fits_indicators",
    "fits_wide",
    "heading_period",
    "is_period",
    "period_of",
    "read_indicators",
]

UNKNOWN_INDICATOR = error(
    "indicator-unknown",
    'the indicator "{found}" is not in the sheet {definitions}.',
    "{near}Correct it, or add the indicator to that sheet.",
)
NO_INDICATOR = error("indicator-missing", "the value has no indicator.", "Enter the indicator's name beside it.")
INDICATOR_FROM_ABOVE = warning(
    "indicator-missing",
    'the value has no indicator, and was taken with those above it, under "{indicator}".',
    "Enter its indicator: the other rows have theirs.",
)
NOT_A_PERIOD = error(
    "period-unknown",
    '"{found}" is not a date or period that is known.',
    "Enter it as, for example, 13/10/2014, Oct 2014, Q3 2014/15 or 2014/15.",
)
NO_PERIOD = error("period-missing", "the value has no date or period.", "Enter one, for example Oct 2014.")
UNKNOWN_KIND = error("kind-unknown", '"{found}" is neither actual nor forecast.', "Enter actual or forecast.")

PERIOD = Field(
    "period",
    (
        *("Period", "Date", "Month", "Quarter", "As at", "Reporting period", "Time period", "Year", "Week ending"),
        *("Month ending", "Quarter ending", "When"),
    ),
    required=True,
)
LONG = (
    Field("indicator", ("Indicator", "Code", "Indicator code", *NAME.usual[1:], "Name in templates"), required=True),
    PERIOD,
    Field(
        "value",
        ("Value", "Actual", "Result", "Figure", "Outturn", "Performance", "Percent", "Count"),
        required=True,
        only=True,
        lesser=("Performance",),
    ),
    Field("kind", ("Kind", "Type", "Actual or forecast", "Actual / forecast", "Status")),
    Field("unit", ("Unit", "Units")),
    NOTE,
)
_FORECASTS = ("forecast", "projected", "projection", "estimate", "f", "plan", "planned")
_ACTUALS = ("actual", "a", "outturn", "final", "provisional", "-")


def read_indicators(
    workbook: Workbook, sheet: Sheet, own: Mapping[str, str], problems: Problems
) -> tuple[IndicatorRecord, ...]:
    """The indicators in a sheet, long or wide, defined there or in the same workbook's sheet Indicators."""
    definitions = definitions_sheet(workbook, sheet)
    defined = read_definitions(definitions, problems) if definitions else {}
    if not fits(sheet, LONG, own) and fits_wide(sheet, own):
        read_wide(sheet, own, defined, problems)
    else:
        _read_long(sheet, own, defined, definitions, problems)
    return finished(defined.values(), problems)


def fits_indicators(sheet: Sheet, own: Mapping[str, str]) -> int:
    """How well a sheet fits a table of indicators, long or wide."""
    return fits(sheet, LONG, own) or fits_wide(sheet, own)


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


def _read_long(
    sheet: Sheet,
    own: Mapping[str, str],
    gathered: dict[str, Gathering],
    definitions: Sheet | None,
    problems: Problems,
) -> None:
    table = find_table(sheet, LONG, problems, own)
    named = list(_with_their_indicators(table)) if table else []
    for row, indicator in named:
        observed = _observed(row)
        if observed and indicator is None:
            problems.add(NO_INDICATOR, row.cell("indicator"))
        elif indicator:
            gathering = _gathering_for(indicator, row, gathered, definitions)
            if gathering and row.content("value"):
                gathering.take(observed, row.cell("value"))
    _check_names(named, problems)


def _with_their_indicators(table: Table) -> Iterator[tuple[Row, Entry[str] | None]]:
    """The rows, each with its indicator: a group's label may stand on its first row only, or above it."""
    indicator, section = None, None
    for row in table.rows:
        if row.section is not section:
            section, indicator = row.section, row.section_text
        indicator = row.text("indicator") or indicator
        yield row, indicator


def _check_names(named: Sequence[tuple[Row, Entry[str] | None]], problems: Problems) -> None:
    """Note a value without an indicator where most rows repeat theirs."""
    blank = [row for row, _ in named if row.content("value") and not row.content("indicator")]
    repeats = sum(
        one is not None and two is not None and one.value == two.value and one.cell != two.cell
        for (_, one), (_, two) in pairwise(named)
    )
    taken = {row.number: indicator for row, indicator in named if indicator}
    for row in blank if repeats > len(blank) else ():
        if row.number in taken:
            indicator = short(taken[row.number].value)
            problems.add(INDICATOR_FROM_ABOVE, row.cell("indicator"), indicator=indicator)


def _observed(row: Row) -> Observed | None:
    """What a row observed; None where its value is still blank, or could not be read."""
    found, cell = row.content("value"), row.cell("value")
    period = period_of(row)
    if found is None:
        return None
    if not row.content("period"):
        row.table.problems.add(NO_PERIOD, row.cell("period"))
    typed = number(found, cell, row.table.problems)
    return Observed(period, typed, cell, _is_forecast(row), row.text("note")) if period and typed else None


def _is_forecast(row: Row) -> bool:
    found = row.text("kind")
    kind = found.value.lower() if found else "actual"
    if found and kind not in (*_FORECASTS, *_ACTUALS):
        row.table.problems.add(UNKNOWN_KIND, found.cell, found=short(found.value))
    return kind in _FORECASTS


def _gathering_for(
    indicator: Entry[str], row: Row, gathered: dict[str, Gathering], definitions: Sheet | None
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
            UNKNOWN_INDICATOR,
            indicator.cell,
            found=short(indicator.value),
            definitions=definitions.name,
            near=f"{near} " if near else "",
        )
    return found
