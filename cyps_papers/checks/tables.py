"""The tables of a pack as numbers: cells, their labels, and the rows and columns that are totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TOTAL = re.compile(
    r"\s*(?:(?:grand |overall |sub-?)?totals?\b(?!.*%)|(?:(?!of\b)[a-z]+ ){1,3}total\s*$|all(?: [a-z]+)?\s*$)",
    re.IGNORECASE,
)
_NOT_ADDED = re.compile(
    r"%|\b(?:means?|averages?|medians?|rates?|per|shares?|proportions?|percentages?|change)\b", re.I
)


@dataclass(frozen=True)
class TableCell:
    """A cell: its text, its paragraph, and the text of the first cell of its row."""

    text: str
    passage: Passage
    label: str

    @cached_property
    def value(self) -> Decimal | None:
        """Its number, where it holds nothing else."""
        bare = self.text.strip()
        return Decimal(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None


@dataclass(frozen=True)
class PrintedTotal:
    """A total that is a number, and the cells that are its parts, those withheld included."""

    total: TableCell
    parts: list[TableCell]
    line: str


@dataclass(frozen=True)
class PrintedTable:
    """A table's rows of cells by their columns, both counted from 1."""

    rows: dict[int, dict[int, TableCell]]

    @property
    def head(self) -> dict[int, TableCell]:
        return next(iter(self.rows.values()))

    @property
    def first(self) -> Passage:
        """The paragraph with which it begins."""
        return next(iter(self.head.values())).passage

    @property
    def has_total(self) -> bool:
        return bool(self._total_rows or self._total_columns)

    def labelled(self) -> Iterator[tuple[str, Decimal]]:
        """The label, in small letters, and the number of each row that has one number only."""
        for row in self.rows.values():
            cells = list(row.values())
            numbers = [cell.value for cell in cells if cell.value is not None]
            if len(numbers) == 1:
                yield cells[0].label.strip().lower(), numbers[0]

    def sums(self) -> Iterator[PrintedTotal]:
        """The totals of a row or column of totals, where the table has one only."""
        rows, columns = self._total_rows, self._total_columns
        for column, total in list(self.rows[rows[0]].items())[1:] if len(rows) == 1 else ():
            heading = self.head.get(column)
            if total.value is not None and not (heading and _NOT_ADDED.search(heading.text)):
                above = [row for number, row in self.rows.items() if number < rows[0]][1:]
                yield PrintedTotal(total, [row[column] for row in above if column in row], "column")
        for row in list(self.rows.values())[1:] if len(columns) == 1 else ():
            sum_of_row = row.get(columns[0])
            if sum_of_row is not None and sum_of_row.value is not None:
                parts = [cell for column, cell in row.items() if column < columns[0]][1:]
                yield PrintedTotal(sum_of_row, parts, "row")

    @cached_property
    def _total_rows(self) -> list[int]:
        return [number for number, row in self.rows.items() if _TOTAL.match(next(iter(row.values())).text)]

    @cached_property
    def _total_columns(self) -> list[int]:
        return [column for column, cell in self.head.items() if _TOTAL.match(cell.text)]


def tables(pack: Pack) -> list[PrintedTable]:
    """Every table of the pack."""
    found: dict[tuple[str, int, int], dict[int, dict[int, TableCell]]] = {}
    for passage in pack.passages:
        place = passage.place
        if passage.is_cell:
            row = found.setdefault((passage.document, place.part_order, place.table), {}).setdefault(place.row, {})
            before = row.get(place.column)
            text = f"{before.text}\n{passage.text}" if before else passage.text
            label = next(iter(row.values())).text if row else text
            row[place.column] = TableCell(text, passage, label)
    return [PrintedTable(rows) for rows in found.values()]
