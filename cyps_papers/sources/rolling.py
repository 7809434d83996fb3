"""A meeting being rolled forward: what each kind of source needs to make its workbooks ready for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyps_papers.language import dates
from cyps_papers.problems import FilePlace, Problems, warning
from cyps_papers.reading.table import Table
from cyps_papers.reading.to_do import NOTE, ToDo
from cyps_papers.records import PaperRecord, SourceData, SourceRecord
from cyps_papers.spreadsheets.workbook import EditedWorkbook

if TYPE_CHECKING:
    from cyps_papers.sources.kind import Kind

RECENT = timedelta(days=91)  # a note that speaks of an earlier time than this before the meeting is history
LEFT_ELSEWHERE = warning(
    "not-rolled",
    "this workbook is in {folder}, and was left there as it is.",
    "Put a copy as it was at the last meeting into that meeting's folder, and bring this one up to date.",
)
NOT_ROLLED = warning(
    "not-rolled",
    "this workbook was copied as it is: its names go down the first column, its periods have several columns each, "
    "it is a .csv file, or it is empty.",
    "Make room in it for what is new, and fill that in.",
)


@dataclass
class Rolling:
    """A meeting's folder and data, the dates of its meeting and of the next, and the workbooks open for editing."""

    folder: Path
    paper: PaperRecord
    data: Mapping[str, SourceData[Any]]
    last: date
    meeting: date
    problems: Problems
    books: dict[str, EditedWorkbook] = field(default_factory=dict)
    rolled: set[tuple[str, str]] = field(default_factory=set)

    def book(self, file: str) -> EditedWorkbook:
        """A workbook of the folder, open for editing."""
        if file not in self.books:
            self.books[file] = EditedWorkbook((self.folder / file).read_bytes())
        return self.books[file]

    def table(self, source: SourceRecord, kind: Kind[Any]) -> Table | None:
        """Where a source's table stands, once for each sheet; None, and said, where nothing can be added to it."""
        from cyps_papers.sources.reading import open_source

        if source.elsewhere:
            self.problems.add(LEFT_ELSEWHERE, FilePlace(source.workbook.value), folder=source.elsewhere)
            return None
        found = Problems()
        opened = open_source(source, self.folder, self.paper.statuses, found)
        self.problems.include(found.errors)  # of what was read without a moment ago
        table = kind.table(opened, Problems()) if opened and not opened.workbook.only_read else None
        if table is None or table.sheet.turned or not table.rows:
            self.say_copied(source.workbook.value)
            return None
        place = (table.sheet.workbook, table.sheet.name)
        if place in self.rolled:
            return None
        self.rolled.add(place)
        return table

    def say_copied(self, file: str) -> None:
        """Say of a workbook that nothing was added to it."""
        self.problems.add(NOT_ROLLED, FilePlace(file))

    def notes(self, table: Table) -> Iterator[ToDo]:
        """The notes above a table that speak of the last meeting's time."""
        for row, contents in table.sheet.rows.items():
            for content in contents.values() if row < table.heading_rows[0] else ():
                for found in dates.find(content.text) if isinstance(content.value, str) else ():
                    if found.period and found.period.end > self.last - RECENT:
                        where = content.coordinate
                        yield ToDo(NOTE, table.sheet.workbook, table.sheet.name, where, found.text, content.text)
