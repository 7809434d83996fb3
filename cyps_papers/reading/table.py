"""Tables as they stand in officers' sheets: found by their headings, and given row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cyps_papers.coordinates import column_letters
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.contents import Content, ErrorValue, Uncalculated, Value
from cyps_papers.reading.headings import (
    LONGEST_HEADING,
    REFERENCE,
    Field,
    Heading,
    IsSeries,
    blocks_of,
    columns_of,
    headings_in,
    in_their_stead,
    plain_heading,
    rivals,
    unheaded_column,
    without_title,
)
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Cell, Entry, Meaning
from cyps_papers.vocabulary import name_in_templates

__all__ = [
    "Field",
    "Heading",
    "Row",
    "Table",
    "calculated",
    "find_table",
    "fits",
    "is_filler",
    "plain_heading",
    "say_apart",
    "whole_table",
]

NO_TABLE = error(
    "table-missing",
    "no table was found with headings such as {usual}.",
    "Put those headings in one row above the table; or say in paper.xlsx, Sources, which sheet to read.",
)
NO_TABLE_AT_ALL = error(
    "table-missing",
    "no table was found: no row of headings with rows below it.",
    "Put a heading above each column; or say in paper.xlsx, Sources, which sheet to read.",
)
NO_HEADING = error(
    "heading-missing",
    "no column has the heading {missing}, or a usual form of it. The headings found in row {row} are: {found}.",
    "{near} Rename the heading, or say what it is called in paper.xlsx, Sources, Headings: Your heading = {usual}.",
)
NO_OWN_HEADING = error(
    "heading-missing",
    'no column has the heading "{heading}", which paper.xlsx, Sources, Headings names. '
    "The headings found in row {row} are: {found}.",
    "{near} Correct it there or here.",
)
HEADING_TWICE = warning(
    "heading-twice",
    'the heading "{heading}" stands twice; the column under this one was not read, that under {first} was.',
    "Rename one of the two.",
)
APART = warning(
    "columns-apart",
    "what stands under {headings} was not read: a blank column parts it from the table.",
    "Delete the blank column if they belong to the table.",
)
TWO_COLUMNS = warning(
    "two-columns",
    'this column, "{heading}", and "{taken}" ({there}) may both be the {field}, and they differ; "{taken}" was read.',
    "Delete or rename one of them; or name the right one in paper.xlsx, Sources, Headings: {heading} = {usual}.",
)
NOT_CALCULATED = error(
    "formula-not-calculated",
    "this cell has a formula that nobody has calculated.",
    "Open the workbook in Excel, let it calculate, and save it.",
)
FORMULA_FAILS = error(
    "formula-fails",
    "the formula in this cell fails and shows {shown}.",
    "Mend the formula, or type the value over it.",
)
HIDDEN_SHEET = warning(
    "hidden-sheet",
    "the sheet is hidden, and was read.",
    "Unhide it if it should be seen; or choose another sheet in paper.xlsx, Sources.",
)
HIDDEN_ROWS = warning(
    "hidden-rows",
    "hidden rows were read with the others: {rows}.",
    "Unhide them to see what they hold; delete them if the paper should not have them.",
)
HIDDEN_COLUMN = warning(
    "hidden-column",
    'the column "{heading}" is hidden, and was read.',
    "Unhide it to see what it holds; rename its heading if the paper should not have it.",
)

LAST_HEADING_ROW = 100
DEEPEST_HEADING = 4
MOST_ROWS_TURNED = 1000
_TOTALS = {"total", "totals", "grand total", "overall total", "sum", "subtotal", "sub total", "average", "mean"}


@dataclass(frozen=True)
class Row:
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
        column = self.table.columns.get(name)
        return next((one for one in (column, *self.table.stead.get(name, ())) if one and self.at(one)), column)

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
                found[name] = Entry(content.meaning, self.cell_at(column))
        return found


@dataclass
class Table:
    """A table: where each field and each other column stands, and the rows that hold something.

    `apart` are the blocks of headings beside it, parted by blank columns, that are none of its own. `stead` are the
    columns that hold where a field's own is blank: Due date, beside Revised due date.
    """

    sheet: Sheet
    problems: Problems
    headings: Mapping[int, Heading]
    columns: Mapping[str, int]
    others: Mapping[str, int] = field(default_factory=dict)
    stead: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    apart: tuple[Mapping[int, Heading], ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class _Found:
    """A possible heading: its rows, the headings by column, and the columns that are known fields."""

    sheet: Sheet
    top: int
    depth: int
    headings: Mapping[int, Heading]
    columns: Mapping[str, int]
    series: Mapping[int, bool]
    required: int

    @property
    def merit(self) -> tuple[int, ...]:
        told_apart = {self.headings[column].text for column in self.series}
        series = min(len(told_apart), 3) + any(self.series.values())
        return self.required, len(self.columns) + series, self.is_whole, -self.depth, -self.top

    @property
    def is_whole(self) -> bool:
        """Whether no known heading is merged with a cell further down."""
        cells = {self.headings[column].content.coordinate for column in self.columns.values()}
        below = self.sheet.rows.get(self.bottom + 1, {})
        return not any(below[column].coordinate in cells for column in self.columns.values() if column in below)

    @property
    def bottom(self) -> int:
        return self.top + self.depth - 1


def find_table(
    sheet: Sheet,
    fields: Sequence[Field],
    problems: Problems,
    own: Mapping[str, str] | None = None,
    is_series: IsSeries | None = None,
    *,
    has_totals: bool = True,
) -> Table | None:
    """The table in a sheet that has these fields; None, with a problem, where a required one is missing.

    `own` are the officer's own headings to field names. `is_series` tells which other headings are wanted too: the
    periods across a wide table. A sheet with names down its first column is read as if turned round. Rows of totals
    are left out, if the table `has_totals`.
    """
    own = own or {}
    best = _best(sheet, fields, own, is_series)
    needed = sum(wanted.required for wanted in fields)
    if best is None or best.required < needed:
        turned = _best_turned(sheet, fields, own, is_series)
        if turned and turned.required == needed > 1:
            best = turned
    if best is None:
        usual = ", ".join(wanted.usual[0] for wanted in fields if wanted.required)
        problems.add(NO_TABLE, sheet.place, usual=usual)
        return None
    _check_own(best, own, problems)
    if not _has_required(best, fields, problems):
        return None
    table = _table(best, problems, fields, has_totals)
    _say_what_is_apart(best, table, fields)
    _say_rivals(table, fields, own)
    return table


def whole_table(sheet: Sheet, problems: Problems) -> Table | None:
    """The table in a sheet whatever its headings; None, with a problem, if nothing in it looks like one."""
    widest = max((len(row) for row in sheet.rows.values()), default=0)
    for top in (row for row in sheet.rows if row <= LAST_HEADING_ROW):
        depth = _depth_of_merged(sheet, top)
        headings = headings_in(sheet, top, depth)
        words = sum(isinstance(heading.content.value, str) for heading in headings.values())
        if len(headings) * 2 > widest and words * 2 > len(headings) and top < max(sheet.rows):
            return _table(_Found(sheet, top, depth, headings, {}, {}, 0), problems)
    problems.add(NO_TABLE_AT_ALL, sheet.place)
    return None


def _depth_of_merged(sheet: Sheet, top: int) -> int:
    """How many rows a heading takes, some of its cells being merged downwards."""
    first = sheet.rows[top]
    below = top
    while any(first.get(column) is found for column, found in sheet.rows.get(below + 1, {}).items()):
        below += 1
    return below - top + 1


def fits(sheet: Sheet, fields: Sequence[Field], own: Mapping[str, str], is_series: IsSeries | None = None) -> int:
    """How well a sheet fits these fields: 0 if a required one is missing, else more for each that is there."""
    needed = sum(wanted.required for wanted in fields)
    best = _best(sheet, fields, own, is_series)
    if best is None or best.required < needed:
        best = _best_turned(sheet, fields, own, is_series)
    return len(best.columns) + len(best.series) if best and best.required == needed else 0


def calculated(found: Content, cell: Cell, problems: Problems) -> Content | None:
    """The content itself, unless it is a formula that fails or that nobody has calculated: then a problem."""
    if isinstance(found.value, Uncalculated):
        problems.add(NOT_CALCULATED, cell)
        return None
    if isinstance(found.value, ErrorValue):
        problems.add(FORMULA_FAILS, cell, shown=found.value)
        return None
    return found


def is_filler(value: Value) -> bool:
    """Whether this is what a form shows until somebody chooses: '< Select >', 'Please select an option'."""
    return isinstance(value, str) and len(value) < LONGEST_HEADING and bool(re.fullmatch(_FILLER, value.lower()))


def _best(sheet: Sheet, fields: Sequence[Field], own: Mapping[str, str], is_series: IsSeries | None) -> _Found | None:
    tops = [row for row in sheet.rows if row <= LAST_HEADING_ROW]
    promising = {row for row in tops if columns_of(headings_in(sheet, row, 1, words_only=True), fields, own)}
    found = (
        _candidate(sheet, top, depth, fields, own, is_series)
        for top in tops
        for depth in range(1, DEEPEST_HEADING + 1)
        if promising.intersection(range(top, top + depth)) and all(row in sheet.rows for row in range(top, top + depth))
    )
    return max((one for one in found if one.columns), key=lambda one: one.merit, default=None)


def _best_turned(
    sheet: Sheet, fields: Sequence[Field], own: Mapping[str, str], is_series: IsSeries | None
) -> _Found | None:
    """The same with the sheet turned round, which nobody does with a long list."""
    return _best(_turned(sheet), fields, own, is_series) if len(sheet.rows) <= MOST_ROWS_TURNED else None


def _candidate(
    sheet: Sheet,
    top: int,
    depth: int,
    fields: Sequence[Field],
    own: Mapping[str, str],
    is_series: IsSeries | None,
) -> _Found:
    headings = headings_in(sheet, top, depth, is_series)
    columns = columns_of(headings, fields, own, is_series)
    first = next((columns[wanted.name] for wanted in fields if wanted.required and wanted.name in columns), None)
    if first and is_series:
        headings = without_title(headings, first, is_series)
    unheaded = next((wanted.name for wanted in fields if wanted.unheaded and wanted.name not in columns), None)
    found = unheaded_column(sheet, top + depth, headings, columns) if unheaded and columns else None
    if unheaded and found:
        headings = {found[0]: found[1], **headings}
        columns[unheaded] = found[0]
    required = sum(wanted.required and wanted.name in columns for wanted in fields)
    return _Found(sheet, top, depth, headings, columns, _series(headings, columns, is_series), required)


def _series(headings: Mapping[int, Heading], columns: Mapping[str, int], is_series: IsSeries | None) -> dict[int, bool]:
    """The columns of a series, and whether it is one by a label above it alone: 'Sep 2014' over 'Actual'."""
    taken = set(columns.values())
    return {
        column: len(heading.texts) > 1 and not is_series(replace(heading, texts=heading.texts[-1:]))
        for column, heading in headings.items()
        if is_series and column not in taken and is_series(heading)
    }


def _has_required(best: _Found, fields: Sequence[Field], problems: Problems) -> bool:
    missing = [wanted for wanted in fields if wanted.required and wanted.name not in best.columns]
    if missing:
        texts = [heading.text for heading in best.headings.values()]
        near = (did_you_mean(usual, texts) for wanted in missing for usual in wanted.usual)
        problems.add(
            NO_HEADING,
            best.sheet.place,
            missing=" and none ".join(f'"{wanted.usual[0]}"' for wanted in missing),
            usual=missing[0].usual[0],
            row=best.bottom,
            found=_listed(texts),
            near=next(filter(None, near), ""),
        )
    return not missing


def _check_own(best: _Found, own: Mapping[str, str], problems: Problems) -> None:
    texts = [heading.text for heading in best.headings.values()]
    plain = {plain_heading(text) for heading in best.headings.values() for text in (*heading.texts, heading.text)}
    for theirs in own:
        if plain_heading(theirs) not in plain:
            near = did_you_mean(theirs, texts)
            problems.add(
                NO_OWN_HEADING,
                best.sheet.place,
                heading=theirs,
                row=best.bottom,
                found=_listed(texts),
                near=near,
            )


def _listed(texts: Iterable[str]) -> str:
    short = [" ".join(text.split())[:60] for text in texts]
    return ", ".join(short[:25]) + (f" and {len(short) - 25} more" if len(short) > 25 else "")


def _table(best: _Found, problems: Problems, fields: Sequence[Field] = (), has_totals: bool = True) -> Table:
    headings = _of_this_table(best)
    table = Table(best.sheet, problems, headings, best.columns)
    table.stead = in_their_stead(headings, fields, best.columns)
    table.apart = tuple(block for block in blocks_of(best.headings) if not block.keys() & headings.keys())
    table.others = _others(table)
    table.rows = tuple(_rows(table, best.bottom, has_totals))
    _say_what_is_hidden(table)
    return table


def _of_this_table(best: _Found) -> dict[int, Heading]:
    """The headings of the blocks that hold a known field, or go on with a series: what else stands apart is not its."""
    known = set(best.columns.values()) or best.headings.keys()
    kept: dict[int, Heading] = {}
    for block in blocks_of(best.headings):
        if known & block.keys() or (kept and _goes_on(block, best, kept)):
            kept.update(block)
    return kept


def _goes_on(block: Mapping[int, Heading], best: _Found, before: Mapping[int, Heading]) -> bool:
    """Whether a block goes on with the series before it, across a blank column; not where it has labels of its own."""
    first = min(block)
    new = {plain_heading(heading.text) for column, heading in block.items() if column in best.series}
    between = range(max(before) + 1, first)
    rows = (row for number, row in best.sheet.rows.items() if number > best.bottom)
    labels = any(_is_label(row[column].value) for row in rows for column in between if column in row)
    return first in best.series and not labels and not new & {plain_heading(one.text) for one in before.values()}


def _is_label(value: Value) -> bool:
    """Whether this may be the name of a row; a rating that stands under no heading is none."""
    return isinstance(value, str) and bool(re.search("[A-Za-z]{3}", re.sub(_COLOURS, "", value[:LONGEST_HEADING])))


def _say_what_is_apart(best: _Found, table: Table, fields: Sequence[Field]) -> None:
    """The series that stand apart, if they are not another table with headings of its own."""
    for block in table.apart:
        apart = [heading for column, heading in block.items() if column in best.series]
        if apart and not columns_of(block, fields, {}):
            say_apart(table, apart)


def say_apart(table: Table, apart: Sequence[Heading]) -> None:
    """Say of the columns under some headings, parted from a table by a blank one, that they were not read."""
    where = Cell(table.sheet.workbook, table.sheet.name, apart[0].content.coordinate)
    table.problems.add(APART, where, headings=_listed(heading.text for heading in apart))


def _say_rivals(table: Table, fields: Sequence[Field], own: Mapping[str, str]) -> None:
    """Two columns for a field that say different things; not where they have one heading, which is said already."""
    for wanted, column in rivals(table.headings, fields, own, table.columns):
        taken = table.columns[wanted.name]
        heading, first = table.headings[column], table.headings[taken]
        alike = plain_heading(heading.text) == plain_heading(first.text) or column in table.stead.get(wanted.name, ())
        if not alike and any(_differs(row, column, taken) for row in table.rows):
            where = Cell(table.sheet.workbook, table.sheet.name, heading.content.coordinate)
            table.problems.add(
                TWO_COLUMNS,
                where,
                heading=_in_one_line(heading),
                taken=_in_one_line(first),
                there=first.content.coordinate,
                field=wanted.usual[0],
                usual=wanted.usual[0],
            )


def _differs(row: Row, column: int, taken: int) -> bool:
    found, first = row.at(column), row.at(taken)
    return found is not None and (first is None or found.value != first.value)


def _in_one_line(heading: Heading) -> str:
    return " ".join(heading.text.split())


def _others(table: Table) -> dict[str, int]:
    """The columns of no known field by their names in templates; a heading that stands twice is said."""
    known = {column: name for name, column in table.columns.items()}
    first = {plain_heading(table.headings[column].text): column for column in known if column in table.headings}
    others: dict[str, int] = {}
    for column, heading in table.headings.items():
        plain = plain_heading(heading.text)
        if column in known:
            continue
        if plain in first and not any(column in stead for stead in table.stead.values()):
            there = table.headings[first[plain]].content.coordinate
            where = Cell(table.sheet.workbook, table.sheet.name, heading.content.coordinate)
            table.problems.add(HEADING_TWICE, where, heading=heading.text, first=there)
        else:
            first[plain] = column
            name = name_in_templates(heading.text) or f"column_{column_letters(column).lower()}"
            others.setdefault(name, column)
    return others


def _rows(table: Table, heading_row: int, has_totals: bool) -> Iterator[Row]:
    section: Content | None = None
    before: Mapping[int, Content] = {}
    for number in (row for row in table.sheet.rows if row > heading_row):
        row = Row(table, number, section)
        filled = {column: found for column in table.headings if (found := row.at(column))}
        fresh = any(before.get(column) is not found for column, found in filled.items())
        before = filled
        if not fresh or (has_totals and _is_total(filled)) or _repeats_heading(filled, table):
            continue
        if _stands_alone(filled, table):
            section = _label(filled) or section
            continue
        yield row


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


def _stands_alone(filled: Mapping[int, Content], table: Table) -> bool:
    """Whether a row holds one thing only, at its left: a group's label, a note, or a number given in advance."""
    typed = {column: found for column, found in filled.items() if not isinstance(found.value, Uncalculated)}
    return len(table.headings) > 2 and (not typed or list(typed) == [min(table.headings)])


def _label(filled: Mapping[int, Content]) -> Content | None:
    """The label of a group; not a number given in advance (7, 'A12', '3.1') and not a note."""
    content = next(iter(filled.values()))
    text = content.value if isinstance(content.value, str) else ""
    return content if text and not re.match(_NO_LABEL, text.lower()) else None


def _say_what_is_hidden(table: Table) -> None:
    sheet, problems = table.sheet, table.problems
    if sheet.hidden and table.rows:
        problems.add(HIDDEN_SHEET, sheet.place)
    rows = [row.number for row in table.rows if row.number in sheet.hidden_rows]
    if rows:
        problems.add(HIDDEN_ROWS, sheet.cell(rows[0], min(table.headings)), rows=_in_runs(rows))
    for column in sorted(sheet.hidden_columns & table.headings.keys()):
        heading = table.headings[column]
        where = Cell(sheet.workbook, sheet.name, heading.content.coordinate)
        problems.add(HIDDEN_COLUMN, where, heading=heading.text)


def _in_runs(numbers: Sequence[int]) -> str:
    """'5, 7 to 9'."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in zip(starts, ends, strict=True))


def _turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns; every content keeps its own coordinate."""
    rows: dict[int, dict[int, Content]] = {}
    for row, contents in sheet.rows.items():
        for column, content in contents.items():
            rows.setdefault(column, {})[row] = content
    turned = replace(sheet, rows=dict(sorted(rows.items())), turned=not sheet.turned, looks=sheet.looks.turned())
    turned.hidden_rows, turned.hidden_columns = sheet.hidden_columns, sheet.hidden_rows
    return turned


_COLOURS = r"(?i)\b(?:red|amber|green|blue)\b"
_FILLER = r"[<\[( -]*(please )?(select|choose|click)( .{0,40})?[>\]) .-]*"
_NO_LABEL = rf"{REFERENCE}|note|source|key\b|\*|end of|guidance|<<|>>"
