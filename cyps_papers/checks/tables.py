"""The tables of a pack as numbers: rows of cells, their labels, and the rows and columns that are totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TOTAL = re.compile(r"\s*(?:(?:grand |overall |sub-?)?totals?\b(?!.*%)|all(?: [a-z]+)?\s*$)", re.IGNORECASE)


@dataclass(frozen=True)
class TableCell:
    """A cell: its text, its number where it is one, its paragraph, and the label of its row."""

    text: str
    passage: Passage
    label: str = ""

    @property
    def value(self) -> Decimal | None:
        bare = self.text.strip()
        return Decimal(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None


@dataclass(frozen=True)
class Table:
    """A table's cells by row and column, both counted from 1."""

    cells: dict[tuple[int, int], TableCell]

    @property
    def first(self) -> Passage:
        return next(iter(self.cells.values())).passage

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.cells})

    @property
    def has_total(self) -> bool:
        return bool(self.total_rows or self.total_columns)

    @property
    def total_rows(self) -> list[int]:
        return [row for row in self.rows if self._is_total(row, self.columns[0])]

    @property
    def total_columns(self) -> list[int]:
        return [column for column in self.columns if self._is_total(self.rows[0], column)]

    def labelled(self) -> Iterator[tuple[str, Decimal | None, TableCell]]:
        """For each row its label in small letters, and its only number, if it has one only."""
        for row in self.rows:
            here = [cell for (at, _), cell in self.cells.items() if at == row]
            numbers = [cell for cell in here if cell.value is not None]
            yield here[0].text.strip().lower(), numbers[0].value if len(numbers) == 1 else None, here[0]

    def sums(self) -> Iterator[tuple[str, list[Decimal | None], TableCell]]:
        """Each total that is a number: whether in a row or column, the values of its parts, and its cell."""
        if len(self.total_rows) == 1:
            yield from self._column_sums(self.total_rows[0])
        if len(self.total_columns) == 1:
            yield from self._row_sums(self.total_columns[0])

    def parts(self) -> Iterator[tuple[list[TableCell], TableCell]]:
        """Each total that is a number, with the cells that are its parts, those withheld included."""
        for row in self.total_rows[:1]:
            for column in self.columns[1:]:
                yield from self._parts([(one, column) for one in self.rows[1:] if one < row], (row, column))
        for column in self.total_columns[:1]:
            for row in self.rows[1:]:
                yield from self._parts([(row, one) for one in self.columns[1:] if one < column], (row, column))

    def _parts(self, at: list[tuple[int, int]], total: tuple[int, int]) -> Iterator[tuple[list[TableCell], TableCell]]:
        cell = self.cells.get(total)
        if cell is not None and cell.value is not None:
            yield [self.cells[one] for one in at if one in self.cells], cell

    def _column_sums(self, row: int) -> Iterator[tuple[str, list[Decimal | None], TableCell]]:
        for column in self.columns[1:]:
            cell = self.cells.get((row, column))
            if cell is not None and cell.value is not None:
                above = [
                    self.cells[one, column].value for one in self.rows[1:] if one < row and (one, column) in self.cells
                ]
                yield "row", above, cell

    def _row_sums(self, column: int) -> Iterator[tuple[str, list[Decimal | None], TableCell]]:
        for row in self.rows[1:]:
            cell = self.cells.get((row, column))
            if cell is not None and cell.value is not None:
                beside = [
                    self.cells[row, one].value for one in self.columns[1:] if one < column and (row, one) in self.cells
                ]
                yield "column", beside, cell

    def _is_total(self, row: int, column: int) -> bool:
        cell = self.cells.get((row, column))
        return cell is not None and _TOTAL.match(cell.text) is not None


def tables(pack: Pack) -> Iterator[Table]:
    """Every table of the pack."""
    found: dict[tuple[str, int, int], dict[tuple[int, int], TableCell]] = {}
    for passage in pack.passages:
        place = passage.place
        if passage.is_cell:
            cells = found.setdefault((passage.document, place.part_order, place.table), {})
            before = cells.get((place.row, place.column))
            text = f"{before.text}\n{passage.text}" if before else passage.text
            label = next((cell.text for (row, _), cell in cells.items() if row == place.row), text)
            cells[place.row, place.column] = TableCell(text, passage, label)
    yield from (Table(cells) for cells in found.values())
