"""Wide tables of indicators: one indicator a row, periods across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_papers.coordinates import coordinate, row_of
from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, error
from cyps_papers.reading.table import Table, TableRow, TableSchema, find_table, fits
from cyps_papers.reading.values import is_number, short
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Cell, Entry
from cyps_papers.sources.indicators.across import Across, ColumnPart, across, is_period
from cyps_papers.sources.series.definitions import ABOUT, NAME, SAME_INDICATOR, gathering_of
from cyps_papers.sources.series.observations import Gathering, observation
from cyps_papers.sources.series.periods import NOTE, PERIOD
from cyps_papers.vocabulary import name_in_templates

UNCLEAR_VALUE = error(
    "value-unclear",
    "under {period} it is not clear which column is the value: {columns}.{more} None of them was read.",
    "Call the one to read Actual; or give each measure a row of its own.",
)

WIDE = TableSchema((NAME, *ABOUT, NOTE), is_period)
TURNED = TableSchema((replace(NAME, usual=(*NAME.usual, *PERIOD.usual)), *ABOUT, NOTE), is_period)
"""The same with the periods down the side, where the corner may say either."""
FEWEST_PERIODS = 2  # down the side, for a sheet to be read as turned round


@dataclass(frozen=True)
class _Column:
    """A column under a period: its place in the sheet, its heading's cell and lowest text, and what that names.

    The text is blank where a period's label is merged over the column, and it has no heading of its own.
    """

    number: int
    heading: Cell
    text: str
    names: Across

    @property
    def period(self) -> Entry[Period]:
        return Entry(self.names.period, self.heading)

    @property
    def is_forecast(self) -> bool:
        return self.names.part is ColumnPart.FORECAST

    @property
    def words(self) -> tuple[str, bool]:
        """By what it can be told from others under its period."""
        return self.names.words, not self.text

    @property
    def called(self) -> str:
        words = f'"{short(self.text)}"' if self.text else "no heading"
        return f"{words} ({self.heading.coordinate})"


def fits_wide(sheet: Sheet, own: Mapping[str, str]) -> int:
    """How well a sheet fits a wide table, be it turned round; 0 if no heading is a period."""
    return max(fits(sheet, WIDE.with_own(own)), _fit_turned(sheet, own))


def wide_table(sheet: Sheet, own: Mapping[str, str], problems: Problems) -> Table | None:
    """The wide table in a sheet; one with periods down and indicators across is read as if turned round."""
    if not fits(sheet, WIDE.with_own(own)) and _fit_turned(sheet, own):
        return find_table(sheet.with_rows_as_columns, TURNED.with_own(own), problems)
    return find_table(sheet, WIDE.with_own(own), problems)


def _fit_turned(sheet: Sheet, own: Mapping[str, str]) -> int:
    """As `fits` for a sheet turned round, if each period stands once, and beside it for the most part numbers."""
    firsts = [next(iter(row.values())) for row in sheet.rows.values()]
    down = [period for first in firsts if (period := first.period or parse(first.value))]
    if len(down) < FEWEST_PERIODS or len({(period.start, period.end) for period in down}) < len(down):
        return 0
    turned, schema = sheet.with_rows_as_columns, TURNED.with_own(own)
    table = find_table(turned, schema, Problems()) if fits(turned, schema) else None
    if table is None:
        return 0
    periods = [column for column, heading in table.headings.items() if is_period(heading)]
    below = [found for row in table.rows for column in periods if (found := row.at(column))]
    is_likely = len(periods) == len(down) and sum(map(is_number, below)) * 2 > len(below)
    return len(table.columns) + len(periods) if is_likely else 0


def read_wide(table: Table, gathered: dict[str, Gathering]) -> None:
    """Add the indicators of a wide table to those gathered, by code."""
    clear, unclear = _sorted_out(table)
    _say_unclear(unclear, table.problems)
    doubtful = {column.number for columns in unclear for column in columns}
    for row in table.rows:
        _read_across(row, clear, doubtful, gathered)


def _sorted_out(table: Table) -> tuple[list[_Column], list[list[_Column]]]:
    """The columns that hold a value of a period; and those, period by period, of which one may."""
    periods: dict[tuple[object, object], list[_Column]] = {}
    for column in _columns(table):
        if not _sums_up(column, table):
            periods.setdefault((column.names.period.start, column.names.period.end), []).append(column)
    clear: list[_Column] = []
    unclear: list[list[_Column]] = []
    for columns in periods.values():
        chosen = _chosen(columns, table)
        if _is_clear(chosen, columns, table):
            clear += [*chosen, *(column for column in columns if column.is_forecast)]
        else:
            unclear.append(chosen)
    return sorted(clear, key=lambda column: column.number), unclear


def _columns(table: Table) -> Iterator[_Column]:
    known = set(table.columns.values())
    named = {number: names for number, one in table.headings.items() if number not in known and (names := across(one))}
    for column, names in named.items():
        heading = table.headings[column]
        cell = table.sheet.cell_of(heading.content)
        yield _Column(column, cell, heading.texts[-1], names)
        for beside in _without_heading(column, max(named), table):
            cell = Cell(cell.workbook, cell.sheet, coordinate(row_of(heading.content.coordinate), beside))
            yield _Column(beside, cell, "", Across(names.period, ColumnPart.UNKNOWN))


def _without_heading(first: int, last: int, table: Table) -> Iterable[int]:
    """The columns right of a period that have no heading of their own: merged into its label, or before the next."""
    if table.sheet.turned:
        return ()
    width = min(table.headings[first].content.width, 50)
    after = next((column for column in table.headings if column > first), first)
    return range(first + 1, max(first + width, after if first < last else 0))


def _sums_up(column: _Column, table: Table) -> bool:
    """Whether it stands beside the periods that make its own up, and is none of their values: a year's Total."""
    if not column.names.below or column.names.part not in (ColumnPart.UNKNOWN, ColumnPart.MEASURE):
        return False
    label = table.headings[column.number].texts[0]
    beside = (across(heading) for heading in table.headings.values() if heading.texts[0] == label)
    return any(other and not other.period.matches(column.names.period) for other in beside)


def _chosen(columns: Sequence[_Column], table: Table) -> list[_Column]:
    """The columns of a period that may hold its value, forecasts apart: the one called so, if there is one."""
    filled = [column for column in columns if any(is_number(row.at(column.number)) for row in table.rows)]
    unknown = [column for column in filled if column.names.part is ColumnPart.UNKNOWN]
    values = [column for column in columns if column.names.part is ColumnPart.VALUE]
    if values:
        return [*values, *(column for column in unknown if not column.text)]
    return [*(column for column in columns if column.names.part is ColumnPart.MEASURE), *unknown]


def _is_clear(chosen: Sequence[_Column], columns: Sequence[_Column], table: Table) -> bool:
    """Whether one column alone holds the value, or in each row one alone."""
    if len({column.words for column in chosen}) > 1:
        filled = ([found for column in chosen if (found := row.at(column.number))] for row in table.rows)
        return all(len({(found.text, found.is_percentage) for found in cells}) < 2 for cells in filled)
    has_target = any(column.names.part is ColumnPart.TARGET for column in columns)
    return not (has_target and any(column.names.part is ColumnPart.UNKNOWN for column in chosen))


def _say_unclear(unclear: Sequence[Sequence[_Column]], problems: Problems) -> None:
    """One problem for all the periods that are divided alike."""
    alike: dict[tuple[tuple[str, bool], ...], list[Sequence[_Column]]] = {}
    for columns in unclear:
        alike.setdefault(tuple(column.words for column in columns), []).append(columns)
    for first, *others in alike.values():
        more = f" So it is under {len(others)} other periods." if len(others) > 1 else ""
        more = f" So it is under {others[0][0].names.period}." if len(others) == 1 else more
        called = ", ".join(column.called for column in first)
        problems.add(UNCLEAR_VALUE, first[0].heading, period=first[0].names.period, columns=called, more=more)


def _read_across(row: TableRow, columns: Sequence[_Column], doubtful: set[int], gathered: dict[str, Gathering]) -> None:
    name = row.text("name")
    if not name:
        return
    code = row.text("code") or name
    gathering = gathered.get(name_in_templates(code.value)) or gathering_of(name, code, row)
    if gathering.observed:
        there = gathering.record.name.cell.coordinate
        row.table.problems.add(SAME_INDICATOR, code.cell, code=gathering.record.code, first=there)
        return
    gathered[gathering.record.code] = gathering
    for column in columns:
        found, cell = row.at(column.number), row.cell_at(column.number)
        if found:
            observed = observation(column.period, found, cell, row.table.problems, column.is_forecast)
            gathering.take(observed, cell)
    gathering.unread += [row.cell_at(column) for column in sorted(doubtful) if row.at(column)]
