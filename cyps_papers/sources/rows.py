"""What the kinds of source have in common of which each row is a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from cyps_papers.coordinates import coordinate, row_and_column, row_of
from cyps_papers.disclosure.columns import Columns, withheld_columns
from cyps_papers.disclosure.rounding import rounded_columns
from cyps_papers.disclosure.withheld import HeldBack, rounding_base, small_counts, withholds
from cyps_papers.figures.source import Columned, Source, note_taken
from cyps_papers.problems import Problem, ProblemKind, Problems
from cyps_papers.reading.to_do import TO_FILL_IN, ToDo
from cyps_papers.records import Cell, Entry, LastReport, PaperRecord, SourceData, SourceRecord
from cyps_papers.sources.beside import KeptBeside, in_words
from cyps_papers.sources.kind import Kind, Reporting
from cyps_papers.sources.matching import Naming, pairs
from cyps_papers.sources.people import counting_people
from cyps_papers.sources.rolling import Rolling


class ColumnedRecord(Protocol):
    """A row of a source: what it is called ('Total'), and its columns of no usual kind."""

    @property
    def called(self) -> str: ...
    @property
    def others(self) -> Mapping[str, Entry[Any]]: ...


class RowRecord(ColumnedRecord, Protocol):
    """A row that the next report has again: the cell that names it, what it is found by, whether it is done with."""

    @property
    def cell(self) -> Cell: ...
    @property
    def naming(self) -> Naming: ...
    @property
    def is_closed(self) -> bool: ...
    def says(self, field: str) -> bool:
        """Whether a field of it holds something."""


AnyRecord = TypeVar("AnyRecord", bound=ColumnedRecord)
Record = TypeVar("Record", bound=RowRecord)


class ColumnsKind(Kind[AnyRecord]):
    """A kind of source whose rows may have columns of no usual heading, which may count people."""

    def counting_people(
        self, data: SourceData[AnyRecord], source: SourceRecord, problems: Problems
    ) -> SourceData[AnyRecord]:
        return counting_people(data, source, problems)

    def protected(self, data: SourceData[AnyRecord], paper: PaperRecord, problems: Problems) -> SourceData[AnyRecord]:
        rows: Sequence[Columns] = [record.others for record in data.records]
        base, small = rounding_base(paper), small_counts(paper)
        held: Sequence[HeldBack] = ()
        if not (base or withholds(paper)) or not any(rows):
            return data
        if base:
            rows = [rounded_columns(row, base, small) for row in rows]
        else:
            rows, held = withheld_columns(rows, [record.called for record in data.records], small)
        records = (replace(record, others=row) for record, row in zip(data.records, rows, strict=True))  # type: ignore[type-var]
        return replace(data, records=tuple(records), held_back=tuple(map(str, held)))


class RowsKind(ColumnsKind[Record]):
    """A kind of source of which each row is a record that the next report has again.

    Templates ask `subject` of a source, `since` of what happened to it since the last report, and `of_row` of a row.
    The sheet To do calls a row `row_called`. Each report says the fields `asked` anew, here as officers call them.
    """

    subject: ClassVar[type[Any]]
    since: ClassVar[type[Any]]
    of_row: ClassVar[type[Columned]]
    row_called: ClassVar[str]
    asked: ClassVar[Mapping[str, str]]

    def subjects(
        self, now: Mapping[str, SourceData[Record]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Source]:
        before = reporting.before(self.name)
        subjects = {}
        for name, data in now.items():
            note_taken(data.headings, self.of_row, problems)
            matches = pairs(before.get(name, ()), data.records, lambda record: record.naming)
            since = self.since(name, matches) if reporting.last else None
            subjects[name] = self.subject(data.records, name, since)
        return subjects

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        table = rolling.table(source, self)
        if table is None:
            return
        yield from rolling.notes(table)
        name = source.name.value
        kept = KeptBeside(self.row_called, name, table, rolling.book(table.sheet.workbook), self.asked)
        for record in rolling.data[name].records:
            if not record.is_closed:
                row = row_of(record.cell.coordinate)
                kept.keep(row)
                yield from kept.ask(row, record.called)

    def left(self, item: ToDo, data: SourceData[Record], last: LastReport | None) -> Problem | None:
        """What is left to fill in of a row, in the place where it stands now; what it is called may have changed."""
        row = row_of(item.where.split(",")[0])
        called = (record for record in data.records if record.called == item.subject)
        there = (
            record
            for record in data.records
            if record.cell.sheet == item.sheet and row_of(record.cell.coordinate) == row
        )
        record = next(called, None) or next(there, None)
        if record is None:
            return None
        blank = [field for field in item.fields if not record.says(field)]
        if not blank:
            return None
        asked_in = dict(zip(item.fields, item.where.split(", "), strict=False))
        column = row_and_column(asked_in[blank[0]])[1]
        place = Cell(item.file, record.cell.sheet, coordinate(row_of(record.cell.coordinate), column))
        return self.left_as(record).at(place, what=in_words(blank, self.asked))

    def left_as(self, record: Record) -> ProblemKind:
        """How much it matters that a row is not filled in."""
        return TO_FILL_IN
