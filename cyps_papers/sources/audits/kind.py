"""Monthly audits and the like, as a kind of source: one month a row, one series a column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, error
from cyps_papers.reading.contents import Content
from cyps_papers.reading.faults import say_separate
from cyps_papers.reading.table import Table, TableRow, TableSchema, find_table
from cyps_papers.reading.values import is_number
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import IndicatorRecord
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.series.kind import SeriesKind
from cyps_papers.sources.series.observations import Gathering, observation
from cyps_papers.sources.series.periods import NO_PERIOD, NOTE, PERIOD, period_of
from cyps_papers.sources.series.rolling import PeriodSheet, SeriesSheet
from cyps_papers.spreadsheets.places import Axis

NO_SERIES = error(
    "series-missing",
    "no column beside the months holds numbers.",
    "Put the numbers in columns of their own, each with a heading.",
)

MONTHS = TableSchema((PERIOD, NOTE))


def monthly_table(sheet: Sheet, own: Mapping[str, str], problems: Problems) -> Table | None:
    """The table in a sheet; one with the months across and the series down is read as if turned round."""
    schema = MONTHS.with_own(own)
    found = find_table(sheet, schema, Problems())
    if found:
        others = [found.headings[column].content for column in found.headings.keys() - {*found.columns.values()}]
        if sum(bool(other.period or parse(other.value)) for other in others) * 2 > len(others):
            sheet = sheet.with_rows_as_columns
    return find_table(sheet, schema, problems)


def read_months(table: Table, defined: Mapping[str, Gathering]) -> Collection[Gathering]:
    """Each column of numbers as an indicator, its code made from its heading; % where its cells are percentages."""
    series = {
        column: defined.get(name) or Gathering(IndicatorRecord(name, table.heading(column)))
        for name, column in table.others.items()
        if any(is_number(row.at(column)) for row in table.rows)
    }
    if not series:
        table.problems.add(NO_SERIES, table.sheet.place)
    _say_apart(table)
    for row in table.rows:
        _observe(row, series)
    return series.values()


def _say_apart(table: Table) -> None:
    """Note columns of numbers beside the months, parted from them by a blank column."""
    months = [row for row in table.rows if row.content("period")]
    for block in table.separate:
        is_series = months and all(is_number(row.at(min(block))) for row in months)
        if is_series and not MONTHS.columns(block):
            say_separate(table, list(block.values()))


def _observe(row: TableRow, series: Mapping[int, Gathering]) -> None:
    filled = {column: found for column in series if (found := row.at(column))}
    if not row.content("period") and any(map(is_number, filled.values())):
        if _sums_up(row, series):
            return
        row.table.problems.add(NO_PERIOD, row.cell("period"))
    period = period_of(row) if filled else None
    note = row.text("note") if period else None
    for column, found in filled.items():
        cell = row.cell_at(column)
        series[column].take(observation(period, found, cell, row.table.problems, note=note) if period else None, cell)


def _sums_up(row: TableRow, series: Mapping[int, Gathering]) -> bool:
    """Whether a row without a month is the sum of those above it."""
    above = [other for other in row.table.rows if other.number < row.number]
    numbers = {column: found.value for column in series if (found := row.at(column)) and found.value is not None}
    sums = {
        column: sum(found.value for one in above if (found := one.at(column)) and isinstance(found.value, Decimal))
        for column in numbers
    }
    return len(above) > 1 and numbers == sums


class MonthsSheet(PeriodSheet):
    """A month to a row, a series to a column: new rows at the end."""

    axis = Axis.ROWS

    def lines(self) -> dict[int, tuple[Period, Content]]:
        """The rows with a period, those included that were given in advance and hold nothing else."""
        sheet, column = self.table.sheet, self.table.columns["period"]
        last = self.table.last_row
        found = {}
        for number in (row for row in sheet.rows if row > self.table.heading_rows[1]):
            content = sheet.content(number, column)
            period = content and self.period_in(content)
            if content and period:
                found[number] = (period, content)
            elif number > last:
                break
        return found

    def extent(self) -> tuple[int, int]:
        return self.table.extent


class AuditsKind(SeriesKind):
    """Monthly audits and the like: one month a row, one series a column, called as officers like."""

    name = "audits"
    also = ("audit", "monthly audits", "case file audits")
    example = "audits"
    schema = MONTHS

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        return monthly_table(opened.sheet, opened.own, problems)

    def gathered(self, table: Table, defined: dict[str, Gathering], definitions: Sheet | None) -> Iterable[Gathering]:
        return read_months(table, defined)

    def form(self, table: Table) -> type[SeriesSheet]:
        return MonthsSheet
