"""Any other table: its rows, each value under its heading's name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.records import Entry, TableRecord
from cyps_papers.vocabulary import Name, Subject, named


class Row(Subject):
    """One row of a table."""

    def __init__(self, values: Mapping[str, Entry[object]], table: Table, number: int) -> None:
        self._values = values
        self._table = table
        self._number = number

    def own_names(self) -> Mapping[str, Name]:
        return self._table.columns

    def __getattr__(self, column: str) -> Figure | Wording:
        if column.startswith("_") or column not in self._table.columns:
            raise AttributeError(column)
        return from_entry(self._values.get(column), f"{self._table.source} row {self._number}, {column}")


class Table(Subject):
    """A table of no special kind."""

    def __init__(self, record: TableRecord, source: str) -> None:
        self._record = record
        self.source = source
        self.columns = {
            column: Name(column, f"the column {heading.value}", Wording) for column, heading in record.headings.items()
        }

    @named
    def rows(self) -> list[Row]:
        """its rows, each value under its column's name"""
        return [Row(values, self, number) for number, values in enumerate(self._record.rows, start=1)]

    @named
    def row_count(self) -> Figure:
        """how many rows it has"""
        cells = tuple(next(iter(row.values())).cell for row in self._record.rows if row)
        return Figure(
            value=Decimal(len(self._record.rows)), unit="rows", cells=cells, how="number of rows",
            name=f"{self.source}.row_count",
        )  # fmt: skip
