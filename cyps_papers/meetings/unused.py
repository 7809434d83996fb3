"""The cells of a meeting's sources that no document of the paper uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from cyps_papers.figures.figure import from_entry
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.origin import UNASKED
from cyps_papers.problems import Problems
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Cell, Entry, Quantity
from cyps_papers.sources.context import protected
from cyps_papers.vocabulary import Traced

HELD_BACK = "(held back)"


@dataclass(frozen=True, slots=True)
class Unused:
    """A cell that no document uses: its column's heading, what stands in it, and whether a template could print it."""

    cell: Cell
    heading: str
    text: str
    is_known: bool


def unused_cells(meeting: Meeting, printed: Iterable[Traced]) -> list[Unused]:
    """The cells below the headings that no figure or text of the paper came from, sheet by sheet in order."""
    used = {cell for traced in printed for cell in (*traced.cells, *getattr(traced, "when_cells", ()))}
    paper, known = meeting.paper, {entry.cell: entry for _, entry in _entries(tuple(meeting.data.values()))}
    shown = {entry.cell: entry for _, entry in _entries(tuple(protected(meeting.data, paper, Problems()).values()))}
    numbers = {cell: entry.value for cell, entry in known.items() if isinstance(entry.value, Decimal | Quantity)}
    held = {cell for cell, number in numbers.items() if shown[cell].value != number}
    to_print = {entry.cell for name, entry in _entries((paper.details, paper.documents)) if name != "template"}
    settings = [
        Unused(entry.cell, name, from_entry(entry, UNASKED).printed, entry.cell in to_print)
        for name, entry in _entries(paper)
        if entry.cell not in used
    ]
    return [*settings, *(found for sheet in meeting.sheets for found in _of_sheet(sheet, used, known, held))]


def _of_sheet(sheet: Sheet, used: set[Cell], known: Collection[Cell], held: set[Cell]) -> Iterator[Unused]:
    """Those of a sheet in which a source's records stand; above the first of these there are only headings."""
    seen: dict[Cell, tuple[int, int]] = {}
    for row, those in sheet.rows.items():
        for column in those:
            seen.setdefault(sheet.cell(row, column), (row, column))  # a merged cell stands in several rows
    first = min((row for cell, (row, _) in seen.items() if cell in known), default=None)
    if first is None:
        return
    headings = sheet.rows.get(max((row for row in sheet.rows if row < first), default=0), {})
    for cell, (row, column) in seen.items():
        content = sheet.content(row, column)
        if row >= first and cell not in used and content is not None:
            heading = headings.get(column)
            text = HELD_BACK if cell in held else content.text
            yield Unused(cell, heading.text if heading else "", text, cell in known)


def _entries(record: object, name: str = "") -> Iterator[tuple[str, Entry[Any]]]:
    """Every entry in records, with the name of its field."""
    if isinstance(record, Entry):
        yield name, record
    elif isinstance(record, tuple):
        for one in record:
            yield from _entries(one, name)
    elif isinstance(record, Mapping):
        for field, one in record.items():
            yield from _entries(one, str(field))
    elif is_dataclass(record):
        for part in fields(record):
            yield from _entries(getattr(record, part.name), part.name)
