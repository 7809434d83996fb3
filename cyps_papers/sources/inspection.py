"""What is read in a workbook, sheet by sheet: what kind of table each is taken for, and what was found in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from cyps_papers.coordinates import column_letters
from cyps_papers.problems import Problems, error, matters, shortened, warning
from cyps_papers.reading.paper import PAPER
from cyps_papers.reading.table import Table, whole_table
from cyps_papers.reading.values import short
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import Cell, PaperRecord
from cyps_papers.sources.kind import Kind, Opened
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import open_source, read_opened
from cyps_papers.sources.registry import KINDS, kind_of
from cyps_papers.words import count

PAPER_SHEET = "part of the paper's details"
NOT_SURE = warning(
    "kind-doubtful",
    "the sheet has headings of {kind}, but little of what is below them is like it; it was not read. {first}",
    'If it is one, see how it is read: inspect --as "{name}".',
)
NO_SUCH_TABLE = error(
    "kind-doubtful",
    "no sheet has the headings that {kind} needs: {needed}.",
    "Give the columns those headings, or usual ones like them.",
)
MOST_REMARKS = 10  # errors with which a sheet of which nothing is said is still taken for a kind, however short it is
MOST_LINES = 40  # columns, and indicators, of one sheet that officers are told of; as JSON there are all
LONGEST_SHOWN = 300  # characters of a row
LINE = 79  # characters of a line
MOST_SHOWN = 5  # rows that were left out that are named
NO_KIND = "table"
NOTHING = "nothing that is read"
LEAST = 2  # the fit of a sheet that is taken for a kind


@dataclass(frozen=True)
class FoundColumn:
    """A column of a table by its letters: its heading, and the field or the name in templates that it is read as.

    One that is not read has no name; a usual one is a field of its kind of source. In a table on its side it is a row,
    by its number.
    """

    column: str
    heading: str
    name: str
    usual: bool


@dataclass(frozen=True)
class FoundSheet:
    """A sheet: what it is taken for, the source that paper.xlsx makes of it, and what was found in it.

    `shown` says, where it was asked for, which rows were read, how, and which were not. A table on its side has its
    headings in a column.
    """

    sheet: str
    kind: str
    source: str = ""
    hidden: bool = False
    heading_row: int = 0
    heading_column: str = ""
    columns: tuple[FoundColumn, ...] = ()
    rows: int = 0
    holds: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()

    def lines(self, file: str) -> Iterator[str]:
        """What was found in a sheet of a file, for officers."""
        source = f", read as {self.source}" if self.source else ""
        hidden = " (hidden)" if self.hidden else ""
        yield f"{self.sheet or file}{hidden}: {self.kind}{source}"
        if self.heading_column:
            yield f"  on its side: headings in column {self.heading_column}, {count(self.rows, 'column')} beside them"
        elif self.columns:
            totals = f" and {count(len(self.totals), 'total')} left out" if self.totals else ""
            yield f"  headings in row {self.heading_row}, {count(self.rows, 'row')}{totals} below"
        for column in self.columns[:MOST_LINES]:
            named = f" is {shortened(column.name, LINE // 2)}" if column.name else " is not read"
            start = f"    {column.column}  "
            yield f"{start}{shortened(column.heading, LINE - len(start + named))}{named}"
        if len(self.columns) > MOST_LINES:
            yield f"    and {len(self.columns) - MOST_LINES} columns more"
        for line in (*self.holds[:MOST_LINES], *self.shown):
            yield from wrap(line, LINE, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        if len(self.holds) > MOST_LINES:
            yield f"  and {len(self.holds) - MOST_LINES} more"


def inspect_workbook(path: Path, problems: Problems, kind: Kind[Any] | None = None) -> tuple[FoundSheet, ...]:
    """The sheets of a workbook and what is read in them, with every problem of it.

    Each sheet with the headings that a kind needs is read as that kind where one is asked for. Else, where its folder
    holds a paper.xlsx that names it as a source, it is read as that says; else as what fits best.
    """
    workbook = open_workbook(path, problems)
    if workbook is None:
        return ()
    if kind:
        return _all_as(kind, workbook, problems)
    is_paper = path.name.lower() == PAPER
    beside = (path.parent / PAPER).is_file()
    paper = read_paper(path.parent, problems if is_paper else Problems()) if beside else PaperRecord()
    if is_paper:
        tables = [(sheet, whole_table(sheet, Problems())) for sheet in workbook.sheets]
        return tuple(_found(sheet, PAPER_SHEET if table else NOTHING, table) for sheet, table in tables)
    found = {}
    for source in paper.sources:
        opened = None
        if source.workbook.value == path.name:
            opened = open_source(source, path.parent, paper.statuses, problems)
        if opened:
            kind, data = kind_of(source), read_opened(source, opened, problems)
            table, holds = kind.table(opened, Problems()), kind.holds(data.records)
            found[opened.sheet.name] = _found(opened.sheet, kind.name, table, kind, source.name.value, holds)
    return tuple(found.get(sheet.name) or _of_best_kind(sheet, workbook, problems) for sheet in workbook.sheets)


def _all_as(kind: Kind[Any], workbook: Workbook, problems: Problems) -> tuple[FoundSheet, ...]:
    """Each sheet that fits a kind read as that, with its rows as they were understood; and where none fits, why."""
    fitting = [sheet for sheet in workbook.sheets if kind.fits(sheet, {})]
    if not fitting:
        needed = ", ".join(dict.fromkeys(f'"{field.usual[0]}"' for field in kind.fields if field.required))
        problems.add(NO_SUCH_TABLE, workbook.place, kind=kind.called_alone, needed=needed)
    found = []
    for sheet in workbook.sheets:
        if sheet not in fitting:
            called, table = kind.aside(sheet) or (NOTHING, None)
            found.append(_found(sheet, called, table, kind))
            continue
        opened = Opened(workbook, sheet, {}, {})
        records = kind.read(opened, problems).records
        table = kind.table(opened, Problems())
        as_read = kind.as_read(records)
        shown = (*_understood(table, as_read), *_shown(table, as_read)) if table else ()
        found.append(replace(_found(sheet, kind.name, table, kind, holds=kind.holds(records)), shown=shown))
    return tuple(found)


def _understood(table: Table, as_read: Mapping[Cell, str]) -> Iterator[str]:
    """What the words, dates and numbers under each heading were taken for; nothing of numbers that print as typed."""
    for name, column in {**table.columns, **table.others}.items():
        typed: dict[str, Counter[str]] = {}
        for row in table.rows:
            found = row.at(column)
            if found:
                typed.setdefault(as_read.get(row.cell_at(column), ""), Counter())[short(found.text)] += 1
        others = typed.pop("", Counter())
        is_plain = all({printed.replace(",", "")} == set(texts) for printed, texts in typed.items())
        if (is_plain and re.search(r"\d", "".join(typed))) or not typed:
            continue
        said = []
        for printed, texts in typed.items():
            other = [text for text in texts if text != printed]
            shown = f" ({', '.join(other[:MOST_SHOWN])})" if other else ""
            said.append(f"{texts.total()} × {printed}{shown}")
        if len(said) > MOST_SHOWN:
            said[MOST_SHOWN:] = [f"and {len(said) - MOST_SHOWN} more"]
        if others:
            said.append(f"{others.total()} × as typed ({', '.join(list(others)[:MOST_SHOWN])})")
        yield f"{name}: {', '.join(said)}"


def _shown(table: Table, as_read: Mapping[Cell, str]) -> Iterator[str]:
    """The first and the last row of a table as they would print, and which rows were left out."""
    read, totals = [row.number for row in table.rows], [row.number for row in table.totals]
    for called, row in (("first", table.rows[:1]), ("last", table.rows[-1:])):
        texts = [
            as_read.get(one.cell_at(column)) or short(found.text)
            for column in table.headings
            for one in row
            if (found := one.at(column))
        ]
        if texts:
            yield f"{called}: {shortened(' | '.join(texts), LONGEST_SHOWN)}"
    bottom = table.heading_rows[1]
    other = [number for number in table.sheet.rows if number > bottom and number not in {*read, *totals}]
    for why, numbers in (("left out as totals", totals), ("not read: labels, headings or notes", other)):
        if numbers:
            named = [_named(table.sheet, number) for number in numbers[:MOST_SHOWN]]
            more = f" and {len(numbers) - MOST_SHOWN} more" if len(numbers) > MOST_SHOWN else ""
            yield f"{why}: {'; '.join(named)}{more}"


def _named(sheet: Sheet, number: int) -> str:
    first = next(iter(sheet.rows[number].values()))
    line = f"column {column_letters(number)}" if sheet.turned else f"row {number}"
    return f"{line} ({shortened(' '.join(first.text.split()), 40)})"


def _of_best_kind(sheet: Sheet, workbook: Workbook, problems: Problems) -> FoundSheet:
    fit = {kind: kind.recognises(sheet) for kind in KINDS}
    best = max(KINDS, key=lambda kind: fit[kind])
    if fit[best] >= LEAST:
        opened, own = Opened(workbook, sheet, {}, {}), Problems()
        records, table = best.read(opened, own).records, best.table(opened, Problems())
        remarks = matters(own.found)
        rows = len(table.rows) if table else 0
        if len(own.errors) <= MOST_REMARKS or (len(own.errors) <= rows and len(remarks) * 2 <= len(records)):
            problems.include(own.found)
            return _found(sheet, best.name, table, best, holds=best.holds(records))
        first = f"The first of {count(len(remarks), 'remark')}: {remarks[0].message}"
        problems.add(NOT_SURE, sheet.place, kind=best.called_alone, name=best.name, first=first)
    for kind in KINDS:
        aside = kind.aside(sheet)
        if aside:
            return _found(sheet, *aside, kind)
    table = whole_table(sheet, Problems())
    return _found(sheet, NO_KIND if table else NOTHING, table)


def _found(
    sheet: Sheet,
    called: str,
    table: Table | None,
    kind: Kind[Any] | None = None,
    source: str = "",
    holds: tuple[str, ...] = (),
) -> FoundSheet:
    if table is None:
        return FoundSheet(sheet.name, called, source, sheet.hidden, holds=holds)
    columns = tuple(sorted(_columns(table, kind), key=lambda column: (len(column.column), column.column)))
    line = table.heading_rows[1]
    totals = tuple(row.number for row in table.totals)
    row, column = (0, column_letters(line)) if table.sheet.turned else (line, "")
    return FoundSheet(
        sheet.name, called, source, sheet.hidden, row, column, columns, len(table.rows), holds, totals=totals
    )


def _columns(table: Table, kind: Kind[Any] | None) -> Iterator[FoundColumn]:
    usual = {column: name for name, column in table.columns.items()}
    others = {column: name for name, column in table.others.items()} if kind is None or kind.keeps_others else {}
    for column, heading in table.headings.items():
        special = kind.called(heading) if kind and column not in usual else ""
        name = special or usual.get(column, others.get(column, ""))
        is_usual = bool(special) or column in usual
        letters = str(column) if table.sheet.turned else column_letters(column)
        yield FoundColumn(letters, " ".join(heading.text.split()), name, is_usual)
    if kind is None or kind.keeps_others:
        yield from _without_heading(table)


def _without_heading(table: Table) -> Iterator[FoundColumn]:
    """The columns within a table, and the one after it, that hold something in most of its rows under no heading."""
    sheet = table.sheet
    for column in range(min(table.headings) + 1, max(table.headings) + 2):
        filled = [row for row in table.rows if column in sheet.rows[row.number]]
        if column not in table.headings and len(filled) * 2 > len(table.rows):
            letters = str(column) if sheet.turned else column_letters(column)
            yield FoundColumn(letters, "(no heading)", "", False)
