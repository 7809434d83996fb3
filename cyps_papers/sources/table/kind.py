"""What any other table is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cyps_papers.figures.source import note_taken
from cyps_papers.problems import Problem, Problems, warning
from cyps_papers.reading.table import Table, whole_table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import LastReport, SheetPlace, SourceData, SourceRecord
from cyps_papers.sources.kind import Headings, Opened, Reporting
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.rows import ColumnsKind
from cyps_papers.sources.table.figures import Row, TableRecord, TableSource

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
