"""The cells of a meeting's sources that no document of the paper uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from cyps_papers.figures.figure import from_entry
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.origin import UNASKED
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Cell, Entry, PaperRecord
from cyps_papers.vocabulary import Traced


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
    known = {cell for records in meeting.data.values() for cell in _cells(records)}
    settings = (one for one in _settings(meeting.paper) if one.cell not in used)
    return [*settings, *(found for sheet in meeting.sheets for found in _of_sheet(sheet, used, known))]


def _settings(paper: PaperRecord) -> Iterator[Unused]:
    """What paper.xlsx says, under the names of its details and fields; templates can print details and documents."""
    for name, detail in paper.details.items():
        yield Unused(detail.cell, name, from_entry(detail, UNASKED).printed, True)
    listed = {"documents": True, "sources": False, "terms": False, "accepted": False}
    for part, can_be_printed in listed.items():
        for record in getattr(paper, part):
            for one in fields(record):
                entry = getattr(record, one.name)
                if isinstance(entry, Entry):
                    is_known = can_be_printed and one.name != "template"
                    yield Unused(entry.cell, one.name, from_entry(entry, UNASKED).printed, is_known)


def _of_sheet(sheet: Sheet, used: set[Cell], known: set[Cell]) -> Iterator[Unused]:
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
            yield Unused(cell, heading.text if heading else "", content.text, cell in known)


def _cells(record: object) -> Iterator[Cell]:
    """Every cell that records name."""
    if isinstance(record, Entry):
        yield record.cell
    elif isinstance(record, tuple):
        for one in record:
            yield from _cells(one)
    elif isinstance(record, Mapping):
        yield from _cells(tuple(record.values()))
    elif is_dataclass(record):
        for part in fields(record):
            yield from _cells(getattr(record, part.name))
