"""Any other table: its rows, each value under its heading's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.figures.source import Source
from cyps_papers.origin import Origin, worked_out
from cyps_papers.records import Entry, Meaning
from cyps_papers.vocabulary import Name, Subject, named


class Row(Subject):
    """One row of a table."""

    def __init__(self, values: Mapping[str, Entry[Meaning]], table: TableSource, number: int) -> None:
        self._values = values
        self._table = table
        self._number = number

    def own_names(self) -> Mapping[str, Name]:
        return self._table.columns

    def __getattr__(self, column: str) -> Figure | Wording:
        if column.startswith("_") or column not in self._table.columns:
            raise AttributeError(column)
        return from_entry(self._values.get(column), Origin(self._table.source, f"rows[{self._number}]", column))


class TableSource(Source):
    """A table of no special kind."""

    def __init__(
        self, headings: Mapping[str, Entry[str]], rows: Sequence[Mapping[str, Entry[Meaning]]], source: str
    ) -> None:
        """`headings` and the entries of each row are by their columns' names in templates."""
        self._rows = rows
        self.source = source
        self.columns = {
            column: Name(column, f"the column {heading.value}", Wording) for column, heading in headings.items()
        }

    @named
    def rows(self) -> list[Row]:
        """its rows, each value under its column's name"""
        return [Row(values, self, number) for number, values in enumerate(self._rows, start=1)]

    @named
    def row_count(self) -> Figure:
        """how many rows it has"""
        cells = tuple(next(iter(row.values())).cell for row in self._rows if row)
        return Figure(
            value=Decimal(len(self._rows)), unit="rows", cells=cells, how=worked_out("number of rows"),
            origin=Origin(self.source, question="row_count"),
        )  # fmt: skip
