"""Any other table: its headings and rows, under their names in templates."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.problems import Problems
from cyps_papers.reading.table import plain_heading, whole_table
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Cell, Entry, Meaning
from cyps_papers.vocabulary import name_in_templates

Headings = Mapping[str, Entry[str]]
Rows = tuple[Mapping[str, Entry[Meaning]], ...]
"""Both by their columns' names in templates."""


def read_table(sheet: Sheet, own: Mapping[str, str], problems: Problems) -> tuple[Headings, Rows]:
    """The headings of a table and its rows, blank cells left out; `own` are names for the officer's headings."""
    table = whole_table(sheet, problems)
    if table is None:
        return {}, ()
    names = {plain_heading(theirs): name_in_templates(name) for theirs, name in own.items()}
    chosen = {
        code: names.get(plain_heading(table.headings[column].text), code) for code, column in table.others.items()
    }
    headings = {
        chosen[code]: Entry(
            table.headings[column].text, Cell(sheet.workbook, sheet.name, table.headings[column].content.coordinate)
        )
        for code, column in table.others.items()
    }
    rows = tuple({chosen[code]: entry for code, entry in row.others().items()} for row in table.rows)
    return headings, rows
