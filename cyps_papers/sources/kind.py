"""What a kind of source knows. Each kind is one folder beside this file, and is registered once, in `registry`."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from cyps_papers.figures.source import Source
from cyps_papers.periods import UNSAID, Convention, Period
from cyps_papers.problems import Problem, Problems
from cyps_papers.reading.table import Field, Heading, Table, TableSchema, find_table, fits
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import Cell, Entry, LastReport, PaperRecord, SourceData, SourceRecord, Wordings

if TYPE_CHECKING:
    from cyps_papers.checks.registry import Rule
    from cyps_papers.reading.to_do import ToDo
    from cyps_papers.sources.rolling import Rolling

Record = TypeVar("Record")
Headings = Mapping[str, str]
"""The officer's own headings, with the fields that they name."""


@dataclass(frozen=True)
class Opened:
    """A source's workbook and sheet, and what paper.xlsx says of them.

    That is the officer's own headings, the paper's own wordings of a status, and what is meant by periods that have
    two readings.
    """

    workbook: Workbook
    sheet: Sheet
    own: Headings
    statuses: Wordings
    convention: Convention = UNSAID


@dataclass(frozen=True)
class Reporting:
    """The date of the meeting that sources are asked for, and the last report where there is one."""

    meeting: Entry[date] | None
    last: LastReport | None

    def before(self, kind: str) -> dict[str, tuple[Any, ...]]:
        """The records of each source of a kind in the last report."""
        data = self.last.data if self.last else {}
        return {name: one.records for name, one in data.items() if one.kind == kind}


class Kind(ABC, Generic[Record]):
    """One kind of source.

    `name` is what officers write in the sheet Sources, `also` what else it is called, `example` the name that such a
    source has in examples of tags, and `subject` what templates ask. Its table is found by its `schema`; `fields` are
    the usual headings that Sources can give other names, and a kind without takes any name for a heading. A kind that
    `keeps_others` reads the columns of no usual heading too, under their headings' names. `starter` is a workbook in
    the kind's folder, with an example, that officers can begin with.
    """

    name: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[str]
    subject: ClassVar[type[Source]]
    schema: ClassVar[TableSchema] = TableSchema()
    fields: ClassVar[tuple[Field, ...]] = ()
    keeps_others: ClassVar[bool] = True
    starter: ClassVar[str] = ""

    @property
    def folder(self) -> Path:
        """Where all that the kind knows stands."""
        return Path(inspect.getfile(type(self))).parent

    @property
    def called_alone(self) -> str:
        """One of the kind, in a sentence: 'an action plan', 'indicators'."""
        if self.name.endswith("s"):
            return self.name
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"

    def read(self, opened: Opened, problems: Problems) -> SourceData[Record]:
        """What a sheet holds."""
        table = self.table(opened, problems)
        if table is None:
            return SourceData(self.name)
        return SourceData(self.name, tuple(self.records(table, opened)), table.other_headings)

    @abstractmethod
    def records(self, table: Table, opened: Opened) -> Iterable[Record]:
        """The records in its table."""

    @abstractmethod
    def counting_people(self, data: SourceData[Record], source: SourceRecord, problems: Problems) -> SourceData[Record]:
        """What was read, each number known to count people that does, as the sheet Sources or the headings say."""

    @abstractmethod
    def protected(self, data: SourceData[Record], paper: PaperRecord, problems: Problems) -> SourceData[Record]:
        """What may be shown of what was read: counts of people withheld or rounded, where Details says so."""

    @abstractmethod
    def subjects(
        self, now: Mapping[str, SourceData[Record]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Source]:
        """What templates may ask of the sources of this kind, by name; what is wrong since the last report is noted."""

    def fits(self, sheet: Sheet, own: Headings) -> int:
        """How well a sheet fits: 0 where a heading that is needed is missing, else more for each that is there."""
        return fits(sheet, self.schema.with_own(own))

    def recognises(self, sheet: Sheet) -> int:
        """How surely a sheet of which nothing is said is of this kind, as `fits`."""
        return self.fits(sheet, {})

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        """Where the table stands in a sheet."""
        return find_table(opened.sheet, self.schema.with_own(opened.own), problems)

    def aside(self, sheet: Sheet) -> tuple[str, Table] | None:
        """What a sheet of no kind is where this kind reads it beside its own: its name, and its table."""
        return None

    def called(self, heading: Heading) -> str:
        """What a heading of no field is read as: 'a period'; '' for nothing more than its own words."""
        return ""

    @abstractmethod
    def holds(self, records: Iterable[Record]) -> tuple[str, ...]:
        """What records amount to, for officers: how many actions; each indicator with its periods."""

    def as_read(self, records: Iterable[Record]) -> Mapping[Cell, str]:
        """How the cells print that were taken for more than their text: statuses, dates, numbers in their units."""
        return {}

    @abstractmethod
    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        """Roll a source forward in its open workbook; what is then to be filled in."""

    def left(self, item: ToDo, data: SourceData[Record], last: LastReport | None) -> Problem | None:
        """What is left to do of one thing that `roll` asked for; None where it is done."""
        return None

    def examples(self, records: Iterable[Record]) -> Iterator[Entry[str]]:
        """The texts of the starter workbook in whose place officers put their own."""
        yield from ()

    def periods(self, records: Iterable[Record]) -> Iterator[Sequence[Entry[Period]]]:
        """The periods of the starter workbook, each subject's in order, that are to be the last before the meeting."""
        yield from ()

    def rules(self) -> Iterable[tuple[str, Rule]]:
        """The rules of its own by which papers are checked, each with the name under which officers accept it."""
        return ()

    def is_over(self, records: Iterable[Record]) -> bool:
        """Whether nothing more is expected of a source: it needs no new values, and its documents may go."""
        return False
