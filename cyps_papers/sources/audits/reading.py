"""Monthly audits and the like: one month a row, one series a column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cyps_papers.periods import parse
from cyps_papers.problems import Problems, error
from cyps_papers.reading.faults import say_separate
from cyps_papers.reading.headings import TableSchema
from cyps_papers.reading.table import Table, TableRow, find_table
from cyps_papers.reading.values import is_number
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import Entry, IndicatorRecord, ObservationRecord
from cyps_papers.sources.series.definitions import definitions_of
from cyps_papers.sources.series.observations import Gathering, finished, value_in
from cyps_papers.sources.series.periods import NO_PERIOD, NOTE, PERIOD, period_of

NO_SERIES = error(
    "series-missing",
    "no column beside the months holds numbers.",
    "Put the numbers in columns of their own, each with a heading.",
)

FIELDS = (PERIOD, NOTE)


def read_audits(
    workbook: Workbook, sheet: Sheet, own: Mapping[str, str], problems: Problems
) -> tuple[IndicatorRecord, ...]:
    """Each column of numbers as an indicator, its code made from its heading; % where its cells are percentages."""
    table = monthly_table(sheet, own, problems)
    if table is None:
        return ()
    defined = definitions_of(workbook, sheet, problems)
    series = {
        column: defined.get(name) or Gathering(IndicatorRecord(name, table.heading(column)))
        for name, column in table.others.items()
        if any(is_number(row.at(column)) for row in table.rows)
    }
    if not series:
        problems.add(NO_SERIES, sheet.place)
    _say_apart(table)
    for row in table.rows:
        _observe(row, series)
    return finished(series.values(), problems)


def monthly_table(sheet: Sheet, own: Mapping[str, str], problems: Problems) -> Table | None:
    """The table in a sheet; one with the months across and the series down is read as if turned round."""
    found = find_table(sheet, FIELDS, Problems(), own)
    if found:
        others = [found.headings[column].content for column in found.headings.keys() - {*found.columns.values()}]
        if sum(bool(other.period or parse(other.value)) for other in others) * 2 > len(others):
            sheet = sheet.with_rows_as_columns
    return find_table(sheet, FIELDS, problems, own)


def _say_apart(table: Table) -> None:
    """Note columns of numbers beside the months, parted from them by a blank column."""
    months = [row for row in table.rows if row.content("period")]
    for block in table.separate:
        is_series = months and all(is_number(row.at(min(block))) for row in months)
        if is_series and not TableSchema(FIELDS).columns(block):
            say_separate(table, list(block.values()))


def _observe(row: TableRow, series: Mapping[int, Gathering]) -> None:
    filled = {column: found for column in series if (found := row.at(column))}
    if not row.content("period") and any(map(is_number, filled.values())):
        if _sums_up(row, series):
            return
        row.table.problems.add(NO_PERIOD, row.cell("period"))
    period = period_of(row) if filled else None
    for column, found in filled.items():
        cell = row.cell_at(column)
        typed = value_in(found, cell, row.table.problems) if period else None
        observed = None
        if period and typed:
            observed = ObservationRecord(period, Entry(typed, cell), note=row.text("note"))
        series[column].take(observed, cell)


def _sums_up(row: TableRow, series: Mapping[int, Gathering]) -> bool:
    """Whether a row without a month is the sum of those above it."""
    above = [one for one in row.table.rows if one.number < row.number]
    numbers = {column: found.value for column in series if (found := row.at(column)) and found.value is not None}
    sums = {
        column: sum(found.value for one in above if (found := one.at(column)) and isinstance(found.value, Decimal))
        for column in numbers
    }
    return len(above) > 1 and numbers == sums
