"""Printed tables as numbers: cells, their labels, and the rows and columns that are totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cyps_papers.checks.passages import Passage
from cyps_papers.disclosure.totals import is_total, totalled
from cyps_papers.figures.figure import Figure

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOT_ADDED = re.compile(
    r"%|\b(?:means?|averages?|medians?|rates?|per|shares?|proportions?|percentages?|change)\b", re.I
)


@dataclass(frozen=True)
class TableCell:
    """A cell: its text, its paragraph, and the text of the first cell of its row."""

    text: str
    passage: Passage
    label: str

    @property
    def key(self) -> tuple[int, int]:
        """Its row and column."""
        return self.passage.place.row, self.passage.place.column

    @cached_property
    def value(self) -> Decimal | None:
        """Its number, where it holds nothing else."""
        bare = self.text.strip()
        return Decimal(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None

    @cached_property
    def rounded_to(self) -> int:
        """What its number of people is rounded to; 0 where it is the true one."""
        figures = [source for _, _, source in self.passage.traced if isinstance(source, Figure)]
        return max((figure.rounded_to for figure in figures), default=0)


@dataclass(frozen=True)
class PrintedTotal:
    """A total and the cells that are its parts, those withheld included, of a row or a column."""

    total: TableCell
    parts: list[TableCell]
    line: str

    @property
    def is_contradicted(self) -> bool:
        """Whether all of its numbers are shown and do not add up, further than each may be rounded."""
        values = [cell.value for cell in self.parts]
        known = [value for value in values if value is not None]
        if self.total.value is None or len(known) < len(values) or not known:
            return False
        leeway = Decimal(sum(cell.rounded_to for cell in (self.total, *self.parts))) / 2
        return abs(sum(known) - self.total.value) > leeway


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

    def is_total(self, cell: TableCell) -> bool:
        """Whether a cell stands in a row or a column of totals."""
        row, column = cell.key
        return row in self._total_rows or column in self._total_columns

    def labelled(self) -> Iterator[tuple[str, Decimal]]:
        """The label, in small letters, and the number of each row that has one number only."""
        for row in self.rows.values():
            cells = list(row.values())
            numbers = [cell.value for cell in cells if cell.value is not None]
            if len(numbers) == 1:
                yield cells[0].label.strip().lower(), numbers[0]

    def sums(self) -> list[PrintedTotal]:
        """The totals of its columns and of its rows, subtotals too.

        A single total after its parts is one whatever it says. Of several, and of one that comes first, those are left
        out that numbers contradict somewhere: they are totals of something else.
        """
        below, beside = list(self.rows)[1:], sorted({column for row in self.rows.values() for column in row})[1:]
        found = []
        for total, parts in totalled(below, self._total_rows, lambda row: next(iter(self.rows[row].values())).text):
            cells = self.rows[total]
            columns = [one for one in beside if one in cells and not self._is_not_added(one)]
            line = [
                PrintedTotal(
                    cells[column], [self.rows[row][column] for row in parts if column in self.rows[row]], "column"
                )
                for column in columns
            ]
            found += self._meant(line, is_usual=self._total_rows == [total] and parts[-1] < total)
        for total, parts in totalled(beside, self._total_columns, lambda column: self.head[column].text):
            line = [
                PrintedTotal(row[total], [row[part] for part in parts if part in row], "row")
                for row in list(self.rows.values())[1:]
                if total in row
            ]
            found += self._meant(line, is_usual=self._total_columns == [total] and parts[-1] < total)
        return found

    def columns_without_total(self) -> list[list[TableCell]]:
        """The cells of each column of numbers below its heading, where no row of the table is a total."""
        below = list(self.rows.values())[1:]
        columns = [column for column in list(self.head)[1:] if not self._is_not_added(column)]
        return [] if self._total_rows else [[row[column] for row in below if column in row] for column in columns]

    @staticmethod
    def _meant(line: list[PrintedTotal], is_usual: bool) -> list[PrintedTotal]:
        is_meant = is_usual or not any(total.is_contradicted for total in line)
        return line if is_meant else []

    def _is_not_added(self, column: int) -> bool:
        heading = self.head.get(column)
        return heading is not None and bool(_NOT_ADDED.search(heading.text))

    @cached_property
    def _total_rows(self) -> list[int]:
        return [number for number, row in self.rows.items() if is_total(next(iter(row.values())).text)]

    @cached_property
    def _total_columns(self) -> list[int]:
        return [column for column, cell in self.head.items() if is_total(cell.text)]


def tables(passages: Iterable[Passage]) -> list[PrintedTable]:
    """Every table whose cells are among some passages."""
    found: dict[tuple[str, int, int], dict[int, dict[int, TableCell]]] = {}
    for passage in passages:
        place = passage.place
        if passage.is_cell:
            row = found.setdefault((passage.document, place.part_order, place.table), {}).setdefault(place.row, {})
            before = row.get(place.column)
            text = f"{before.text}\n{passage.text}" if before else passage.text
            label = next(iter(row.values())).text if row else text
            row[place.column] = TableCell(text, passage, label)
    return [PrintedTable(rows) for rows in found.values()]
