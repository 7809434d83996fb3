"""paper.xlsx rolled forward: the new dates, the previous meeting named, what the officer must enter left blank."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from cyps_papers.coordinates import row_and_column
from cyps_papers.meetings.previous import PREVIOUS_MEETING
from cyps_papers.periods import day, month
from cyps_papers.reading.contents import Content
from cyps_papers.reading.paper import PAPER, sheet_named
from cyps_papers.reading.to_do import DETAIL, DOCUMENT, MAY_GO, NOTE, ToDo
from cyps_papers.reading.workbook import Sheet, open_workbook
from cyps_papers.records import MEETING_DATE, PaperRecord
from cyps_papers.sources.rolling import Rolling
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import EditedWorkbook
from cyps_papers.vocabulary import name_in_templates

DETAILS = "Details"
LAST_REPORT, NEXT_REPORT = "last_report", "next_report"


def roll_details(rolling: Rolling, book: EditedWorkbook) -> list[ToDo]:
    """Enter the new meeting's date and name the old one in the open paper.xlsx; what the officer is to enter."""
    details, last = _Details(rolling, book), rolling.folder.name
    details.put(MEETING_DATE, rolling.meeting)
    details.put(LAST_REPORT, rolling.last)
    if not details.put(PREVIOUS_MEETING, last):
        details.add("Previous meeting", last)
    return list(details.ask(NEXT_REPORT))


def say_closed(paper: PaperRecord, over: Collection[str], closed: Collection[str]) -> Iterator[ToDo]:
    """The details and titles that name a source that is over by what its workbook is called: an Ofsted Action Plan.

    Those of documents that may go themselves, whose templates are `closed`, are left.
    """
    plans = [
        re.sub(r"[_\W]+", " ", Path(source.workbook.value).stem)
        for source in paper.sources
        if source.name.value in over
    ]
    titles = [document.title for document in paper.documents if document.template.value not in closed]
    for entry in (*paper.details.values(), *titles):
        text = str(entry.value)
        for found in (re.search(re.escape(plan), text, re.IGNORECASE) for plan in plans):
            if found:
                cell = entry.cell
                yield ToDo(NOTE, PAPER, cell.sheet, cell.coordinate, found[0], "That is over: name it no longer")


def roll_documents(paper: PaperRecord, book: EditedWorkbook, closed: Collection[str]) -> Iterator[ToDo]:
    """Blank the dates of what the documents say. `closed` are the templates that tell of a closed plan only."""
    for document in paper.documents:
        if document.as_at:
            cell = document.as_at.cell
            book.sheet(cell.sheet).blank(*row_and_column(cell.coordinate))
            name, fields = document.name.value, ["as_at"]
            if document.template.value in closed:
                fields.append(MAY_GO)
            yield ToDo(DOCUMENT, PAPER, cell.sheet, cell.coordinate, name, "As at", subject=name, fields=tuple(fields))


class _Details:
    """The sheet Details, as it is read and as it is edited."""

    def __init__(self, rolling: Rolling, book: EditedWorkbook) -> None:
        workbook = open_workbook(rolling.folder / PAPER, rolling.problems)
        read = sheet_named(workbook, DETAILS) if workbook else None
        self._read = read or Sheet(PAPER, DETAILS, {})
        self._sheet = book.sheet(self._read.name)
        self._book = book
        cells = [row_and_column(entry.cell.coordinate) for entry in rolling.paper.details.values()]
        self._column = cells[0][1] if cells else 2
        self._last_row = max((row for row, _ in cells), default=self._sheet.last_row)
        self._labels: dict[str, tuple[int, str]] = {}  # by their names in templates, with their rows
        for row, contents in self._read.rows.items():
            left = [column for column in contents if column < self._column]
            if left:
                label = contents[max(left)].text
                self._labels[name_in_templates(label)] = (row, label)

    def put(self, name: str, value: date | str) -> bool:
        """Enter a detail, if there is a row for it, in the form in which it stood there."""
        if name in self._labels:
            row, _ = self._labels[name]
            before = self._read.content(row, self._column)
            self._sheet.set(row, self._column, _like(before, value))
        return name in self._labels

    def add(self, name: str, value: str) -> None:
        """Add a detail below the last, in the form of the one above."""
        row, left = self._last_row + 1, self._column - 1
        self._book.make_room(self._sheet.name, Axis.ROWS, (1, self._last_row), 1, (left, self._column))
        self._sheet.copy_row_format(self._last_row, row)
        for column, text in ((left, name), (self._column, value)):
            self._sheet.set(row, column, text)
            self._sheet.copy_format((self._last_row, column), (row, column))

    def ask(self, name: str) -> Iterator[ToDo]:
        """Blank a detail for the officer to enter."""
        if name in self._labels:
            row, label = self._labels[name]
            self._sheet.blank(row, self._column)
            where = self._read.cell(row, self._column).coordinate
            yield ToDo(DETAIL, PAPER, self._read.name, where, label, "Value", subject=name)


def _like(before: Content | None, value: date | str) -> date | str:
    """A date as a date where one stood, as a month where a month stood, and else in words."""
    if isinstance(value, str) or (before and isinstance(before.value, date)):
        return value
    if before is None or before.text[:1].isdigit():
        return str(day(value))
    return str(month(value.year, value.month))
