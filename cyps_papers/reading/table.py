"""Tables as they stand in officers' sheets: found by their headings, and given row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cyps_papers.coordinates import column_letters, row_and_column
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading import faults
from cyps_papers.reading.contents import Content, ErrorValue, Uncalculated, Value
from cyps_papers.reading.finding import REFERENCE, Found, find, find_any
from cyps_papers.reading.grid import Sheet
from cyps_papers.reading.headings import LONGEST_HEADING, blocks_of
from cyps_papers.reading.headings import Field as Field
from cyps_papers.reading.headings import Heading as Heading
from cyps_papers.reading.headings import TableSchema as TableSchema
from cyps_papers.reading.headings import plain_heading as plain_heading
from cyps_papers.records import Cell, Entry, Meaning
from cyps_papers.vocabulary import name_in_templates

NOT_CALCULATED = error(
    "formula-not-calculated",
    "this cell has a formula that has not been calculated.",
    "Open the workbook in Excel, let it calculate, and save it.",
)
FORMULA_FAILS = error(
    "formula-fails",
    "the formula in this cell fails and shows {shown}.",
    "Correct the formula, or type the value over it.",
)
READ_AS_YES = warning("true-or-false", "{shown} was read as {read}.", "Enter the words that the paper should have.")
HEADINGS_MOVED = error(
    "headings-moved",
    "the headings appear again in this row, not as they are in row {row}: {found}. What is below was not read.",
    "Put both parts of the table under the same headings in the same order; or each on a sheet of its own.",
)
LONGEST_NAME = 60  # characters of a heading that may stand again within a table
_TOTALS = {"total", "totals", "grand total", "overall total", "sum", "subtotal", "sub total", "average", "mean"}
_FILLER = re.compile(r"[<\[( -]*(please )?(select|choose|click)( .{0,40})?[>\]) .-]*")
_NO_LABEL = rf"{REFERENCE}|note|source|key\b|\*|end of|guidance|<<|>>"
_NOTE = r"notes?\b|source:|\*|\(.*\)$"


@dataclass(frozen=True)
class TableRow:
    """One row of a table. `section` is the label that stands alone in a row above a group of rows, if any does."""

    table: Table
    number: int
    section: Content | None = None

    def content(self, name: str) -> Content | None:
        """What stands under a field's heading; None where that is blank or there is no such column."""
        column = self._column(name)
        return self.at(column) if column else None

    def _column(self, name: str) -> int | None:
        """Where a field stands: in its column, or where that is blank in the first that holds in its stead."""
        column, fallbacks = self.table.columns.get(name), self.table.fallbacks.get(name)
        if not fallbacks:
            return column
        return next((fallback for fallback in (column, *fallbacks) if fallback and self.at(fallback)), column)

    def at(self, column: int) -> Content | None:
        """What stands in a column of the sheet; None where that is blank or a form's filler ('Please select')."""
        found = self.table.sheet.content(self.number, column)
        return None if found is None or is_filler(found.value) else found

    @property
    def section_text(self) -> Entry[str] | None:
        """The label of the row's group, with its own cell."""
        sheet, label = self.table.sheet, self.section
        return Entry(label.text, Cell(sheet.workbook, sheet.name, label.coordinate)) if label else None

    def cell(self, name: str) -> Cell:
        """The place of a field in this row, be it blank; the row's first cell if there is no such column."""
        return self.cell_at(self._column(name) or min(self.table.headings))

    def cell_at(self, column: int) -> Cell:
        """The place of a column of the sheet in this row."""
        return self.table.sheet.cell(self.number, column)

    def text(self, name: str) -> Entry[str] | None:
        """A field as text; a formula that fails or was not calculated is a problem and None."""
        found = self.calculated(name)
        if found is None:
            return None
        _say_read_as_yes(found, self.cell(name), self.table.problems)
        return Entry(found.value if isinstance(found.value, str) else found.text, self.cell(name))

    def calculated(self, name: str) -> Content | None:
        """A field's content, with a problem and None where it is a formula without a value."""
        found = self.content(name)
        return calculated(found, self.cell(name), self.table.problems) if found else None

    def others(self) -> dict[str, Entry[Meaning]]:
        """The columns of no known field, under their headings' names in templates; blank ones are left out."""
        found: dict[str, Entry[Meaning]] = {}
        for name, column in self.table.others.items():
            content = self.at(column)
            content = content and calculated(content, self.cell_at(column), self.table.problems)
            if content:
                _say_read_as_yes(content, self.cell_at(column), self.table.problems)
                found[name] = Entry(content.meaning, self.cell_at(column))
        return found


@dataclass
class Table:
    """A table: where each field and each other column stands, and the rows that hold something.

    `separate` are the blocks of headings beside it, parted by blank columns, that are none of its own. `fallbacks` are
    the columns that hold where a field's own is blank: Due date, beside Revised due date. `totals` are the rows that
    were left out because they are called so.
    """

    sheet: Sheet
    problems: Problems
    headings: Mapping[int, Heading]
    columns: Mapping[str, int]
    others: dict[str, int] = field(default_factory=dict)
    fallbacks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    separate: tuple[Mapping[int, Heading], ...] = ()
    rows: tuple[TableRow, ...] = ()
    totals: list[TableRow] = field(default_factory=list)

    @property
    def heading_rows(self) -> tuple[int, int]:
        """The first and the last row of the headings, as far as their lowest cells tell; columns where it is turned."""
        lines = [row_and_column(heading.content.coordinate)[self.sheet.turned] for heading in self.headings.values()]
        return min(lines, default=0), max(lines, default=0)

    @property
    def last_row(self) -> int:
        """The last row that was read; totals may follow it."""
        return max(row.number for row in self.rows)

    @property
    def extent(self) -> tuple[int, int]:
        """The first and the last column."""
        return min(self.headings), max(self.headings)

    @property
    def other_headings(self) -> dict[str, Entry[str]]:
        """The headings of the columns of no known field, by their names in templates."""
        return {name: self.heading(column) for name, column in self.others.items()}

    def heading(self, column: int) -> Entry[str]:
        """The heading of a column, with its own cell."""
        heading = self.headings[column]
        return Entry(heading.text, self.sheet.cell_of(heading.content))


def find_table(sheet: Sheet, schema: TableSchema, problems: Problems) -> Table | None:
    """The table in a sheet that has a schema's fields; None, with a problem, where a required one is missing.

    A sheet with names down its first column is read as if turned round.
    """
    found = find(sheet, schema)
    if not faults.say_what_is_missing(sheet, found, schema, problems) or found is None:
        return None
    table = _table(found, schema, problems)
    faults.say_of_table(table, found, schema)
    return table


def whole_table(sheet: Sheet, problems: Problems, own: Mapping[str, str] | None = None) -> Table | None:
    """The table in a sheet whatever its headings; None, with a problem, if nothing in it looks like one.

    `own` are names for the officer's headings.
    """
    found = find_any(sheet)
    if found is None:
        problems.add(faults.NO_TABLE_AT_ALL, sheet.place)
        return None
    schema = TableSchema(own=own)
    table = _table(found, schema, problems)
    faults.say_of_table(table, found, schema)
    faults.say_below_gaps(table)
    return table


def fits(sheet: Sheet, schema: TableSchema) -> int:
    """How well a sheet fits a schema: 0 if a required field is missing, else more for each that is there."""
    found = find(sheet, schema)
    if found is None or found.required < len(schema.required) or (schema.needs_series and not found.series):
        return 0
    return len(found.columns) + len(found.series)


def calculated(found: Content, cell: Cell, problems: Problems) -> Content | None:
    """The content itself, unless it is a formula that fails or that nobody has calculated: then a problem."""
    if isinstance(found.value, Uncalculated):
        problems.add(NOT_CALCULATED, cell)
        return None
    if isinstance(found.value, ErrorValue):
        problems.add(FORMULA_FAILS, cell, shown=found.value)
        return None
    return found


def _say_read_as_yes(found: Content, cell: Cell, problems: Problems) -> None:
    if isinstance(found.value, bool):
        problems.add(READ_AS_YES, cell, shown=str(found.value).upper(), read=found.text)


def is_filler(value: Value) -> bool:
    """Whether this is what a form shows until somebody chooses: '< Select >', 'Please select an option'."""
    return isinstance(value, str) and len(value) < LONGEST_HEADING and _FILLER.fullmatch(value.lower()) is not None


def _table(found: Found, schema: TableSchema, problems: Problems) -> Table:
    headings = found.own_headings
    fallbacks = schema.fallbacks(headings, found.columns)
    separate = tuple(block for block in blocks_of(found.headings) if not block.keys() & headings.keys())
    table = Table(found.sheet, problems, headings, found.columns, fallbacks=fallbacks, separate=separate)
    known = {*found.columns.values()}
    taken = {plain_heading(headings[column].text) for column in known & headings.keys()}
    fallback_columns = {column for columns in fallbacks.values() for column in columns}
    own = {plain_heading(theirs): name for theirs, name in (schema.own or {}).items()}
    for column, heading in headings.items():
        plain = plain_heading(heading.text)
        if column not in known and (plain not in taken or column in fallback_columns):
            taken.add(plain)
            name = name_in_templates(heading.text) or f"column_{column_letters(column).lower()}"
            table.others.setdefault(own.get(plain, name), column)
    table.rows = tuple(_rows(table, found.bottom, schema))
    return table


def _rows(table: Table, heading_row: int, schema: TableSchema) -> Iterator[TableRow]:
    known = {
        *schema.usual,
        *(plain_heading(text) for heading in table.headings.values() for text in (*heading.texts, heading.text)),
    }
    section: Content | None = None
    before: Mapping[int, Content] = {}
    for number in (row for row in table.sheet.rows if row > heading_row):
        row = TableRow(table, number, section)
        filled = {column: found for column in table.headings if (found := row.at(column))}
        fresh = any(before.get(column) is not found for column, found in filled.items())
        before = filled
        if fresh and schema.has_totals and _is_total(filled):
            table.totals.append(row)
            continue
        if not fresh:
            continue
        repeated = _repeats_heading(filled, table)
        if repeated and not _renamed(filled, table, schema):
            continue
        if repeated or _are_headings(filled, known, schema):
            said = ", ".join(content.text for content in filled.values())
            where = table.sheet.cell_of(next(iter(filled.values())))
            table.problems.add(HEADINGS_MOVED, where, row=heading_row, found=said)
            return
        if _stands_alone(filled, table):
            section = _label(filled) or section
            continue
        yield row


def is_total(row: TableRow) -> bool:
    """Whether a row is called Total, Average or the like."""
    filled = {column: found for column in row.table.headings if (found := row.at(column))}
    return bool(filled) and _is_total(filled)


def with_labels(rows: Iterable[TableRow], name: str) -> Iterator[tuple[TableRow, Entry[str] | None]]:
    """The rows, each with its group in a field: its label may stand on the first row only, or alone above it."""
    label, section = None, None
    for row in rows:
        if row.section is not section:
            section, label = row.section, row.section_text
        label = row.text(name) or label
        yield row, label


def left_blank(labelled: Sequence[tuple[TableRow, Entry[str] | None]], name: str) -> Iterator[tuple[TableRow, str]]:
    """The rows whose label was taken from above though most rows repeat theirs, each with that label."""
    blank = [(row, label) for row, label in labelled if row.content(name) is None]
    repeated = sum(
        above is not None and label is not None and above.value == label.value and above.cell != label.cell
        for (_, above), (_, label) in pairwise(labelled)
    )
    if repeated > len(blank):
        yield from ((row, label.value) for row, label in blank if label)


def without_tail(rows: Sequence[TableRow], is_other: Callable[[int], bool]) -> Sequence[TableRow]:
    """The rows without those below a gap that are all something other, each asked of by its place: a key, a note."""
    end = len(rows)
    for at in range(len(rows) - 1, 0, -1):
        if not is_other(at):
            break
        if rows[at].number > rows[at - 1].number + 1:
            end = at
    return rows[:end]


def _is_total(filled: Mapping[int, Content]) -> bool:
    """Whether a row sums up the rows above; or marks the table's end, with END in every cell."""
    texts = [found.text[:LONGEST_HEADING] for found in filled.values()]
    return plain_heading(texts[0]) in _TOTALS or (len(texts) > 2 and len(set(texts)) == 1 and texts[0].isupper())


def _repeats_heading(filled: Mapping[int, Content], table: Table) -> bool:
    """Whether this row is the heading again, above the next block, or one row of it."""
    same = sum(
        plain_heading(content.text[:LONGEST_HEADING]) in map(plain_heading, table.headings[column].texts)
        for column, content in filled.items()
    )
    return same >= 2 and same * 2 > len(filled)


def _renamed(filled: Mapping[int, Content], table: Table, schema: TableSchema) -> bool:
    """Whether a column of a heading that is given again has another name there, which does not mean the same."""
    for column, content in filled.items():
        heading, again = table.headings[column], Heading((content.text[:LONGEST_HEADING],), content)
        if plain_heading(again.text) in map(plain_heading, (*heading.texts, heading.text)):
            continue
        one = schema.nearest(again)[1]
        if one is None or table.columns.get(one.name) != column:
            return True
    return False


def _are_headings(filled: Mapping[int, Content], known: Collection[str], schema: TableSchema) -> bool:
    """Whether most of a row's cells are headings, those that are needed among them, and every number a series' name."""
    headings = {column: Heading((found.text[:LONGEST_NAME],), found) for column, found in filled.items()}
    named = {
        plain
        for heading in headings.values()
        if (plain := plain_heading(heading.text)) in known or schema.is_series(heading)
    }
    is_of_words = all(isinstance(one.value, str) or schema.is_series(headings[at]) for at, one in filled.items())
    if len(named) < 2 or len(named) * 2 <= len(filled) or not is_of_words:
        return False
    columns = schema.columns(headings)
    return all(declared.name in columns for declared in schema.required)


def _stands_alone(filled: Mapping[int, Content], table: Table) -> bool:
    """Whether a row holds one thing only, at its left: a group's label, a note, or a number given in advance.

    In a table of two columns it is a note alone: a name there may well have no value.
    """
    typed = {column: found for column, found in filled.items() if not isinstance(found.value, Uncalculated)}
    left = min(table.headings)
    if len(table.headings) == 2:
        return list(typed) == [left] and bool(re.match(_NOTE, typed[left].text.lower()))
    return len(table.headings) > 2 and (not typed or list(typed) == [left])


def _label(filled: Mapping[int, Content]) -> Content | None:
    """The label of a group; not a number given in advance (7, 'A12', '3.1') and not a note."""
    content = next(iter(filled.values()))
    text = content.value if isinstance(content.value, str) else ""
    return content if text and not re.match(_NO_LABEL, text.lower()) else None
