"""Finding where the table stands in a sheet: below a title, beside another, or with its names down the first column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cyps_papers.periods import is_year
from cyps_papers.reading.contents import Content
from cyps_papers.reading.grid import Sheet
from cyps_papers.reading.headings import LONGEST_HEADING, Heading, TableSchema, blocks_of, headings_in, plain_heading

LAST_HEADING_ROW = 100
DEEPEST_HEADING = 4
MOST_ROWS_TURNED = 1000
MOST_HEADINGS = 1000  # cells in a row that may be one of headings: what has more was put there by a program
MOST_FIELDS_DOWN = 50  # rows of a sheet with its fields down the side
REFERENCE = r"[a-z]{0,4}[ .-]?\d[\d.]*[a-z]?$"


@dataclass(frozen=True)
class Found:
    """A possible heading: its rows, the headings by column, and the columns that are known fields or of a series."""

    sheet: Sheet
    top: int
    depth: int
    headings: Mapping[int, Heading]
    columns: Mapping[str, int] = field(default_factory=dict)
    series: Mapping[int, bool] = field(default_factory=dict)
    required: int = 0
    above: Content | None = None  # the first heading of another table like it, higher up

    @property
    def bottom(self) -> int:
        """The lowest row of the heading."""
        return self.top + self.depth - 1

    @property
    def merit(self) -> tuple[int, ...]:
        told_apart = {self.headings[column].text for column in self.series}
        series = min(len(told_apart), 3) + any(self.series.values())
        cells = {self.headings[column].content.coordinate for column in self.columns.values()}
        below = self.sheet.rows.get(self.bottom + 1, {})
        # a known heading merged with a cell further down is not whole
        is_whole = not any(below[column].coordinate in cells for column in self.columns.values() if column in below)
        return self.required, len(self.columns) + series, is_whole, -self.depth, -self.top

    @property
    def own_headings(self) -> dict[int, Heading]:
        """The headings of the blocks with a known field, or that go on with a series; not what stands apart."""
        known = set(self.columns.values()) or self.headings.keys()
        kept: dict[int, Heading] = {}
        for block in blocks_of(self.headings):
            if known & block.keys() or (kept and self._goes_on(block, kept)):
                kept.update(block)
        return kept

    def _goes_on(self, block: Mapping[int, Heading], before: Mapping[int, Heading]) -> bool:
        """Whether a block goes on with the series before it, across a blank column; not with labels of its own."""
        if min(block) not in self.series:
            return False
        new = {plain_heading(heading.text) for column, heading in block.items() if column in self.series}
        if new & {plain_heading(heading.text) for heading in before.values()}:
            return False
        between = range(max(before) + 1, min(block))
        rows = (row for number, row in self.sheet.rows.items() if number > self.bottom)
        return not any(_is_label(row[column].value) for row in rows for column in between if column in row)


def find(sheet: Sheet, schema: TableSchema) -> Found | None:
    """The likeliest heading of a table with these fields; None where no row holds any of them.

    A sheet with names down its first column is tried as if turned round, where it would then hold all that is needed,
    or, of a table that needs one heading alone, more that is known.
    """
    if schema not in sheet.understood:
        sheet.understood[schema] = _find(sheet, schema)
    found: Found | None = sheet.understood[schema]
    return found


def _find(sheet: Sheet, schema: TableSchema) -> Found | None:
    best, needed = _best(sheet, schema), len(schema.required)
    is_whole = best is not None and best.required == needed
    most_rows = MOST_ROWS_TURNED if needed > 1 and not is_whole else MOST_FIELDS_DOWN
    if sheet.turned or not needed or (is_whole and needed > 1) or len(sheet.rows) > most_rows:
        return best
    turned = _best(sheet.with_rows_as_columns, schema)
    is_likelier = turned is not None and turned.required == needed
    if turned and best and is_whole:  # one heading may be met by chance, as a name among others
        is_likelier = len(turned.columns) + len(turned.series) > len(best.columns) + len(best.series) + 1
    return turned if is_likelier else best


def find_any(sheet: Sheet) -> Found | None:
    """The first row that looks like a table's heading, whatever it says; None where none does."""
    widest = max((len(row) for row in sheet.rows.values()), default=0)
    for top in (row for row in sheet.rows if row <= LAST_HEADING_ROW):
        below = top  # the heading takes as many rows as its cells are merged over
        while any(sheet.rows[top].get(column) is one for column, one in sheet.rows.get(below + 1, {}).items()):
            below += 1
        headings = headings_in(sheet, top, below - top + 1, TableSchema().is_series)
        words = sum(isinstance(heading.content.value, str) for heading in headings.values())
        if _heads_headings(sheet, below, len(headings)):
            continue
        is_wide = len(headings) * 2 > widest or (len(headings) * 2 == widest and _begins_codes(sheet, below + 1))
        if is_wide and words * 2 > len(headings) and top < max(sheet.rows):
            return Found(sheet, top, below - top + 1, headings)
    return None


def _begins_codes(sheet: Sheet, first: int) -> bool:
    """Whether a row is the first of several with a code of one form in a column, and so is no heading of theirs."""
    rows = [sheet.rows.get(number, {}) for number in range(first, first + 4)]
    columns = [[row[column].value if column in row else None for row in rows] for column in rows[0]]
    return any(
        all(isinstance(one, str) and re.fullmatch("[A-Z0-9]{3}", one) for one in column) and len({*column}) > 1
        for column in columns
    )


def _heads_headings(sheet: Sheet, row: int, width: int) -> bool:
    """Whether the row below is the heading: words alone, in more columns, above figures in most of those."""
    words, figures = sheet.rows.get(row + 1, {}), sheet.rows.get(row + 2, {})
    if len(words) <= width or not all(isinstance(content.value, str) for content in words.values()):
        return False
    below = [figures[column] for column in words if column in figures]
    return sum(not isinstance(content.value, str) for content in below) * 2 > len(words)


def _best(sheet: Sheet, schema: TableSchema) -> Found | None:
    tops = [row for row, cells in sheet.rows.items() if row <= LAST_HEADING_ROW and len(cells) <= MOST_HEADINGS]
    promising = {
        row
        for row in tops
        if any(isinstance(cell.value, str) and schema.is_named_in(cell.value) for cell in sheet.rows[row].values())
    }
    possible = promising.union(row for row in tops if _is_of_words(sheet.rows[row]))
    found = [
        _candidate(sheet, top, depth, schema)
        for top in tops
        for depth in range(1, DEEPEST_HEADING + 1)
        if promising.intersection(range(top, top + depth)) and possible.issuperset(range(top, top + depth))
    ]
    best = max((one for one in found if one.columns), key=lambda one: one.merit, default=None)
    return replace(best, above=_table_above(best, found)) if best else None


def _table_above(best: Found, found: list[Found]) -> Content | None:
    """The first heading of another table with all that is needed and rows of its own, above the likeliest."""
    for candidate in found:
        is_whole = candidate.required == best.required and (candidate.required > 1 or bool(candidate.series))
        if is_whole and any(candidate.bottom < row < best.top for row in best.sheet.rows):
            return candidate.headings[min(candidate.columns.values())].content
    return None


def _is_of_words(row: Mapping[int, Content]) -> bool:
    """Whether a row holds no more numbers than words, as a row of headings does; a year is a word."""
    numbers = sum(isinstance(content.value, Decimal) and not is_year(content.value) for content in row.values())
    return numbers * 2 <= len(row)


def _candidate(sheet: Sheet, top: int, depth: int, schema: TableSchema) -> Found:
    headings = headings_in(sheet, top, depth, schema.is_series)
    columns = schema.columns(headings)
    first = next((columns[one.name] for one in schema.required if one.name in columns), None)
    if first:
        headings = schema.without_title(headings, first)
    for declared in schema.fields:
        if declared.unheaded and columns and declared.name not in columns:
            beside = _unheaded(sheet, top + depth, headings, columns)
            if beside:
                columns[declared.name] = min(beside)
                headings = beside | headings
    required = sum(declared.name in columns for declared in schema.required)
    return Found(sheet, top, depth, headings, columns, schema.series(headings, columns), required)


def _unheaded(
    sheet: Sheet, below: int, headings: Mapping[int, Heading], columns: Mapping[str, int]
) -> dict[int, Heading]:
    """A blank heading for the column before the first, if references stand there."""
    if min(headings) != min(next(block for block in blocks_of(headings) if {*columns.values()} & block.keys())):
        return {}
    column = min(headings) - 1
    there = [found for row in range(below, below + 5) if (found := sheet.content(row, column))]
    if len(there) < 2 or not all(re.match(REFERENCE, found.text.lower()) for found in there):
        return {}
    return {column: Heading(("",), replace(there[0], coordinate=sheet.cell(below - 1, column).coordinate))}


def _is_label(value: object) -> bool:
    """Whether this may be the name of a row; a rating that stands under no heading is none."""
    words = re.sub(r"(?i)\b(?:red|amber|green|blue)\b", "", value[:LONGEST_HEADING]) if isinstance(value, str) else ""
    return bool(re.search("[A-Za-z]{3}", words))
