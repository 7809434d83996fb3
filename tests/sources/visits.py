"""A further kind of source, as an engineer would add it: visits to homes, one a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from cyps_papers.figures.figure import Figure, Wording, counted, from_entry
from cyps_papers.figures.forms import CROSS, PLUS
from cyps_papers.figures.source import Columned, Source, no_last_report, said
from cyps_papers.origin import Origin
from cyps_papers.reading.table import Field, Table, TableSchema
from cyps_papers.records import Cell, Entry
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.matching import Naming, Pair
from cyps_papers.sources.rows import RowsKind
from cyps_papers.sources.since import RecordChange, RecordMovement, RecordsSince, count_of, list_of
from cyps_papers.vocabulary import named

FIELDS = (
    Field("home", ("Home", "Children's home"), required=True),
    Field("visited", ("Visited", "Date of visit")),
    Field("finding", ("Finding", "What we found"), required=True),
)


@dataclass(frozen=True)
class VisitRecord:
    fields: Mapping[str, Entry[Any]]
    others: Mapping[str, Entry[Any]]
    is_closed: ClassVar[bool] = False

    @property
    def called(self) -> str:
        return str(self.fields["home"].value)

    @property
    def cell(self) -> Cell:
        return self.fields["home"].cell

    @property
    def naming(self) -> Naming:
        return Naming(self.called, self.called)

    def says(self, field: str) -> bool:
        return field in self.fields


class Visit(Columned):
    def __init__(self, record: VisitRecord, source: str) -> None:
        super().__init__(record.others, Origin(source, record.called, item="visit"))
        self._record = record

    home = said("home", "the home that was visited")
    visited = said("visited", "when it was visited")
    finding = said("finding", "what was found there")

    def field(self, field: str) -> Figure | Wording:
        return from_entry(self._record.fields.get(field), self._origin.asked(field))


class VisitMove(Enum):
    NEW = PLUS, "new"
    GONE = CROSS, "no longer visited"


class VisitMovement(RecordMovement):
    def __init__(self, pair: Pair[VisitRecord], source: str) -> None:
        self._pair, self._source = pair, source

    @property
    def origin(self) -> Origin:
        return Origin(self._source, self._pair.record.called, item="visit")

    @property
    def moved(self) -> RecordChange[VisitMove]:
        how = VisitMove.NEW if self._pair.then is None else VisitMove.GONE
        return RecordChange(how, *how.value, (self._pair.record.cell,))


class VisitsSince(RecordsSince[VisitMovement]):
    counted_in = "homes"

    def __init__(self, source: str, matches: Sequence[Pair[VisitRecord]]) -> None:
        self.source = source
        self.all = [VisitMovement(pair, source) for pair in matches if pair.now is None or pair.then is None]

    new = count_of(VisitMove.NEW, "how many homes were not visited before")
    gone_homes = list_of(VisitMove.GONE, VisitMovement, "the homes that were not visited again")


class Visits(Source):
    def __init__(self, records: Sequence[VisitRecord], source: str, since: VisitsSince | None) -> None:
        self._records, self._source, self._since = records, source, since

    @named
    def visits(self) -> list[Visit]:
        """every visit"""
        return [Visit(record, self._source) for record in self._records]

    @named
    def total(self) -> Figure:
        """how many homes were visited"""
        cells = [record.cell for record in self._records]
        return counted(len(cells), "homes", cells, "number of homes", Origin(self._source).asked("total"))

    @named
    def since_last(self) -> VisitsSince:
        """what is new since the last report"""
        if self._since is None:
            raise no_last_report(Origin(self._source).asked("since_last"))
        return self._since


class VisitsKind(RowsKind[VisitRecord]):
    name = "visits"
    example = "visits"
    subject = Visits
    fields = FIELDS
    schema = TableSchema(FIELDS)
    since = VisitsSince
    of_row = Visit
    row_called = "Visit"
    asked: ClassVar = {"visited": "date", "finding": "finding"}

    def records(self, table: Table, opened: Opened) -> Iterable[VisitRecord]:
        for row in table.rows:
            fields = {name: entry for name in table.columns if (entry := row.text(name))}
            if "home" in fields:
                yield VisitRecord(fields, row.others())

    def holds(self, records: Iterable[VisitRecord]) -> tuple[str, ...]:
        return (f"{len(list(records))} visits",)
