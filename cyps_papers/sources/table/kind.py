"""Any other table, as a kind of source: its rows, each value under the name of its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cyps_papers.figures.figure import Figure, Wording, counted
from cyps_papers.figures.measure import KnownValue, Measure
from cyps_papers.figures.source import Columned, Source, note_taken
from cyps_papers.language import dates
from cyps_papers.origin import Origin
from cyps_papers.problems import Problem, Problems, warning
from cyps_papers.reading.table import Table, whole_table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry, LastReport, Meaning, SheetPlace, SourceData, SourceRecord
from cyps_papers.sources.kind import Headings, Opened, Reporting
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.rows import ColumnsKind
from cyps_papers.vocabulary import answer, named

MOST_ROWS = 60  # a longer table is a list, of which no sentence quotes a row


@dataclass(frozen=True)
class TableRecord:
    """One row of a table: what stands under each heading, by its name in templates."""

    others: Mapping[str, Entry[Meaning]]

    @property
    def called(self) -> str:
        """What stands first in it."""
        first = next(iter(self.others.values()), None)
        return str(first.value) if first else ""


class Row(Columned):
    """One row of a table."""


class TableSource(Source):
    """A table of no special kind."""

    def __init__(self, headings: Mapping[str, Entry[str]], rows: Sequence[TableRecord], source: str) -> None:
        """`headings` are by their columns' names in templates."""
        self._headings = headings
        self._rows = rows
        self._source = source

    def measures(self) -> Iterator[Measure]:
        for row in self.rows[:MOST_ROWS]:
            found = {name: answer(row, name) for name in self._headings}
            label = next((one for one in found.values() if isinstance(one, Wording) and str(one)), None)
            for name, figure in found.items():
                if label is not None and isinstance(figure, Figure) and isinstance(figure.value, Decimal):
                    heading = self._headings[name].value
                    dated = next((written.period for written in dates.find(heading) if written.period), None)
                    known = KnownValue(figure.value, figure.origin, dated, figure.unit, cells=figure.cells)
                    called = f"{label}, {heading[:1].lower()}{heading[1:]}"
                    people = figure.counts_people
                    yield Measure(figure.origin, called, called, figure.unit, counts_people=people, values=(known,))

    @named
    def rows(self) -> list[Row]:
        """its rows, each value under its column's name"""
        return [
            Row({name: record.others.get(name) for name in self._headings}, Origin(self._source, f"rows[{number}]"))
            for number, record in enumerate(self._rows, start=1)
        ]

    @named
    def row_count(self) -> Figure:
        """how many rows it has"""
        cells = tuple(next(iter(record.others.values())).cell for record in self._rows if record.others)
        return counted(len(self._rows), "rows", cells, "number of rows", Origin(self._source, question="row_count"))


AS_IT_WAS = warning("to-do", "the table is as it was at the last meeting.", "Bring it up to date.")


class TableKind(ColumnsKind[TableRecord]):
    """Any other table: its columns under their headings."""

    name = "table"
    also = ("tables", "other table")
    example = "register"
    subject = TableSource

    def records(self, table: Table, opened: Opened) -> Iterable[TableRecord]:
        return (TableRecord(row.others()) for row in table.rows)

    def subjects(
        self, now: Mapping[str, SourceData[TableRecord]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, TableSource]:
        for data in now.values():
            note_taken(data.headings, Row, problems)
        return {name: TableSource(data.headings, data.records, name) for name, data in now.items()}

    def fits(self, sheet: Sheet, own: Headings) -> int:
        return len(sheet.rows)

    def recognises(self, sheet: Sheet) -> int:
        return 0  # any sheet is a table

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        return whole_table(opened.sheet, problems, opened.own)

    def holds(self, records: Iterable[TableRecord]) -> tuple[str, ...]:
        return (f"{len(list(records))} rows",)

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        sheet = source.sheet.value if source.sheet else ""
        name = source.name.value
        return [ToDo("Table", source.workbook.value, sheet, "", name, "Bring up to date", source=name)]

    def left(self, item: ToDo, data: SourceData[TableRecord], last: LastReport | None) -> Problem | None:
        before = last.data.get(item.source) if last else None
        if before is None or _values(before) != _values(data):
            return None
        return AS_IT_WAS.at(SheetPlace(item.file, item.sheet))


def _values(data: SourceData[TableRecord]) -> list[list[object]]:
    return [[entry.value for entry in row.others.values()] for row in data.records]
