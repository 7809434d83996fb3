"""The sheet To do of paper.xlsx: what roll-forward left for the officer to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from cyps_papers.problems import Problems
from cyps_papers.reading.paper import WORKBOOK, sheet_named
from cyps_papers.reading.table import Field, Row, find_table
from cyps_papers.reading.values import yes_or_no
from cyps_papers.reading.workbook import open_workbook

SHEET = "To do"
HEADINGS = ("Kind", "File", "Sheet", "Where", "About", "What", "Done")
_FIELDS = tuple(Field(heading.lower(), (heading,), required=heading != "Sheet") for heading in HEADINGS)


class ToDoKind(StrEnum):
    """What sort of thing is to be filled in; the value stands in the sheet."""

    DETAIL = "Detail"
    DOCUMENT = "Document"
    ACTION = "Action"
    VALUE = "Value"
    FORECAST = "Forecast"
    TABLE = "Table"
    NOTE = "Note"
    WORDING = "Wording"
    EXAMPLE = "Example"


@dataclass(frozen=True)
class ToDo:
    """One thing to fill in: its file, sheet and place in it, what it is about, and what is asked.

    `about` is what it is found by when cells have moved: an action's reference, 'cin_open, Mar 2015', words that are
    to go. `what` are the headings to fill in, or the sentence that the words stand in. `done` is whether the officer
    has said that it needs nothing.
    """

    kind: ToDoKind
    file: str
    sheet: str
    where: str
    about: str
    what: str
    done: bool = False


def read_to_do(folder: Path, problems: Problems) -> tuple[ToDo, ...]:
    """What the sheet To do lists, in its order; nothing where there is no such sheet."""
    if not _is_there(folder / WORKBOOK):
        return ()
    workbook = open_workbook(folder / WORKBOOK, Problems())  # what is wrong with it, read_paper has said
    sheet = sheet_named(workbook, SHEET) if workbook else None
    table = find_table(sheet, _FIELDS, problems) if sheet else None
    found = [_to_do(row) for row in table.rows] if table else []
    return tuple(one for one in found if one)


def _is_there(workbook: Path) -> bool:
    """Whether the sheet is named at all: most papers have none, and need not be opened twice for it."""
    try:
        with ZipFile(workbook) as archive:
            return f'name="{SHEET}"'.encode() in archive.read("xl/workbook.xml")
    except (OSError, BadZipFile, KeyError):
        return False


def _to_do(row: Row) -> ToDo | None:
    texts = {heading: found.text if (found := row.content(heading.lower())) else "" for heading in HEADINGS}
    kind = next((kind for kind in ToDoKind if kind.value == texts["Kind"]), None)
    if kind is None:
        return None
    file, sheet, where, about, what = (texts[heading] for heading in HEADINGS[1:6])
    return ToDo(kind, file, sheet, where, about, what, yes_or_no(row, "done"))
