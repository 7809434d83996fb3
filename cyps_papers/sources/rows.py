"""What the kinds of source have in common of which each row is a record that the next report has again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from cyps_papers.coordinates import row_of
from cyps_papers.disclosure.columns import Columns
from cyps_papers.figures.source import Columned, Source, columns, note_taken
from cyps_papers.problems import Problem, Problems
from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import Cell, Entry, LastReport, SourceData, SourceRecord
from cyps_papers.sources.beside import KeptBeside, row_left
from cyps_papers.sources.kind import Kind, Reporting
from cyps_papers.sources.matching import Naming, pairs
from cyps_papers.sources.rolling import Rolling


class RowRecord(Protocol):
    """A row of a source: what it is called, and its columns of no usual kind."""

    @property
    def called(self) -> str: ...
    @property
    def others(self) -> Mapping[str, Entry[Any]]: ...


Record = TypeVar("Record", bound=RowRecord)


class RowsKind(Kind[Record]):
    """A kind of source of which each row is a record.

    Templates ask `subject` of a source, `since` of what happened to it since the last report, and `of_row` of a row.
    The sheet To do calls a row `row_called`. Each report says the fields `asked` anew, here as officers call them.
    """

    subject: ClassVar[type[Any]]
    since: ClassVar[type[Any]]
    of_row: ClassVar[type[Columned]]
    row_called: ClassVar[str]
    asked: ClassVar[Mapping[str, str]]

    @abstractmethod
    def naming(self, record: Record) -> Naming:
        """What a record is found by in the next report."""

    @abstractmethod
    def named_in(self, record: Record) -> Cell:
        """The cell that names a record."""

    @abstractmethod
    def filled(self, record: Record) -> Iterable[str]:
        """The fields that hold something."""

    def is_closed(self, record: Record) -> bool:
        """Whether nothing more is asked of a record."""
        return False

    def subjects(
        self, now: Mapping[str, SourceData[Record]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Source]:
        before = reporting.before(self.name)
        subjects = {}
        for name, data in now.items():
            note_taken(columns(record.others for record in data.records), self.of_row, problems)
            matches = pairs(before.get(name, ()), data.records, self.naming)
            since = self.since(name, matches) if reporting.last else None
            subjects[name] = self.subject(data.records, name, since)
        return subjects

    def columns(self, record: Record) -> Columns:
        return record.others

    def with_columns(self, record: Record, columns: Columns) -> Record:
        return replace(record, others=columns)  # type: ignore[type-var]

    def label(self, record: Record) -> str:
        return record.called

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        table = rolling.table(source, self)
        if table is None:
            return
        yield from rolling.notes(table)
        name = source.name.value
        kept = KeptBeside(self.row_called, name, table, rolling.book(table.sheet.workbook), self.asked)
        for record in rolling.data[name].records:
            if not self.is_closed(record):
                row = row_of(self.named_in(record).coordinate)
                kept.keep(row)
                yield from kept.ask(row, record.called)

    def left(self, item: ToDo, data: SourceData[Record], last: LastReport | None) -> Problem | None:
        record = next((record for record in data.records if record.called == item.subject), None)
        if record is None:
            return None
        return row_left(item, self.named_in(record), list(self.filled(record)), self.asked)
