"""What was last reported, kept in columns beside a table, so that its cells can be filled in anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cyps_papers.coordinates import coordinate, row_and_column, row_of
from cyps_papers.problems import Problem
from cyps_papers.reading.table import plain_heading
from cyps_papers.reading.to_do import TO_FILL_IN, ToDo
from cyps_papers.records import Cell, SourceRecord
from cyps_papers.sources.rolling import Layout
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import Workbook

LAST_REPORTED = "Last reported {}"


def columns_beside(layout: Layout, book: Workbook, wanted: Mapping[str, int]) -> dict[str, int]:
    """The column of each heading that is wanted: there already, or added beside the table, like another."""
    there = {plain_heading(heading.text): column for column, heading in layout.headings.items()}
    columns = {heading: there[plain_heading(heading)] for heading in wanted if plain_heading(heading) in there}
    new = [heading for heading in wanted if heading not in columns]
    first, last = layout.columns
    last_row = max(row.number for row in layout.table.rows)
    sheet = book.sheet(layout.sheet)
    if new:
        book.make_room(layout.sheet, Axis.COLUMNS, (first, last), len(new), (layout.top, last_row), alike=False)
    for column, heading in enumerate(new, last + 1):
        sheet.set(layout.heading_row, column, heading)
        sheet.copy_format((layout.heading_row, last), (layout.heading_row, column))
        sheet.copy_column_width(wanted[heading], column, least=15)
        for row in range(layout.heading_row + 1, last_row + 1):
            sheet.copy_format((row, wanted[heading]), (row, column))
        columns[heading] = column
    return columns


def keep_and_ask(
    kind: str, source: SourceRecord, layout: Layout, book: Workbook, rows: Mapping[str, Cell], asked: Mapping[str, str]
) -> Iterator[ToDo]:
    """Copy what rows say in some fields to columns of the last report, and blank it; what is then to be filled in.

    `rows` are the subjects with a cell in the row of each; `asked` the fields with what officers call them. What is
    worked out by a formula stays.
    """
    fields = {name: column for name, column in layout.table.columns.items() if name in asked}
    headings = {name: LAST_REPORTED.format(asked[name]) for name in fields}
    columns = columns_beside(layout, book, {headings[name]: fields[name] for name in fields})
    sheet = book.sheet(layout.sheet)
    for subject, cell in rows.items():
        row = row_of(cell.coordinate)
        for name, column in fields.items():
            sheet.copy_value((row, column), (row, columns[headings[name]]))
        blank = [name for name, column in fields.items() if not sheet.has_formula(row, column)]
        for name in blank:
            sheet.blank(row, fields[name])
        if blank:
            where = ", ".join(coordinate(row, fields[name]) for name in blank)
            what = ", ".join(asked[name] for name in blank).capitalize()
            yield ToDo(
                kind, layout.file, layout.sheet, where, subject, what,
                source=source.name.value, subject=subject, fields=tuple(blank),
            )  # fmt: skip


def row_left(one: ToDo, cell: Cell, filled: Collection[str], asked: Mapping[str, str]) -> Problem | None:
    """What is left to fill in of a row, in which a cell now stands."""
    blank = [name for name in one.fields if name not in filled]
    if not blank:
        return None
    places = dict(zip(one.fields, one.where.split(", "), strict=False))
    column = row_and_column(places[blank[0]])[1]
    place = Cell(one.file, cell.sheet, coordinate(row_of(cell.coordinate), column))
    return TO_FILL_IN.at(place, what=", ".join(asked[name] for name in blank).capitalize())
