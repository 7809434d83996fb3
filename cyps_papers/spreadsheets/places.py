"""How areas of a sheet move and grow as a table does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from cyps_papers.coordinates import column_letters, column_number

AREA = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d*)(?::(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d*))?")
WHOLE_COLUMNS = re.compile(r"(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})")
WHOLE_ROWS = re.compile(r"(\$?)([1-9]\d*):(\$?)([1-9]\d*)")


class Axis(Enum):
    """Along what a table grows."""

    ROWS = "rows"
    COLUMNS = "columns"

    def cell(self, line: int, across: int) -> tuple[int, int]:
        """The row and the column of a cell, from its place along this axis and its place across it."""
        return (line, across) if self is Axis.ROWS else (across, line)


class Growing(Enum):
    """Which areas that end with the table's last row or column take in the new ones."""

    NEVER = "merged cells, links"
    WHOLE = "what begins with the table: formulas, charts, filters"
    ALWAYS = "what holds for each cell: drop-downs, colours"


@dataclass(frozen=True)
class TableStretch:
    """A table made longer by `count` rows or columns after `last`; `first` is where its data begin.

    `across` is the table's extent the other way. `shifts` says whether what stands beyond it is moved on, or whether
    there was room. `alike` says whether the new ones are of the same sort as the last.
    """

    sheet: str
    axis: Axis
    first: int
    last: int
    count: int
    across: tuple[int, int]
    shifts: bool
    alike: bool = True

    def position(self, number: int) -> int:
        """Where a row or column stands afterwards."""
        return number + self.count if self.shifts and number > self.last else number

    def span(self, start: int, end: int, growing: Growing) -> tuple[int, int]:
        """Where an extent of rows or columns that meets the table stands afterwards."""
        whole = start <= self.first and start < end
        always = growing is Growing.ALWAYS and self.alike
        if end == self.last and growing is not Growing.NEVER and (whole or always):
            return start, end + self.count
        return self.position(start), self.position(end)

    def area(self, text: str, growing: Growing) -> str:
        """An area ('F6:F35', '$A$5', 'A:A', '5:5') as it is named afterwards."""
        if found := AREA.fullmatch(text):
            return self._cells(found, growing)
        if found := WHOLE_ROWS.fullmatch(text):
            return self._whole(found, growing) if self.axis is Axis.ROWS else text
        if found := WHOLE_COLUMNS.fullmatch(text):
            return self._whole(found, growing) if self.axis is Axis.COLUMNS else text
        return text

    def areas(self, text: str, growing: Growing) -> str:
        """Several areas with spaces between them."""
        return " ".join(self.area(one, growing) for one in text.split())

    def _cells(self, found: re.Match[str], growing: Growing) -> str:
        dollars = [found[group] or "" for group in (1, 3, 5, 7)]
        left, top = column_number(found[2]), int(found[4])
        right, bottom = (column_number(found[6]), int(found[8])) if found[6] else (left, top)
        (new_top, new_bottom), (new_left, new_right) = self._moved((top, bottom), (left, right), growing)
        start = f"{dollars[0]}{column_letters(new_left)}{dollars[1]}{new_top}"
        if not found[6] and (new_left, new_top) == (new_right, new_bottom):
            return start
        end = dollars[2:] if found[6] else dollars[:2]
        return f"{start}:{end[0]}{column_letters(new_right)}{end[1]}{new_bottom}"

    def _moved(
        self, rows: tuple[int, int], columns: tuple[int, int], growing: Growing
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        along, other = (rows, columns) if self.axis is Axis.ROWS else (columns, rows)
        meets = other[0] <= self.across[1] and other[1] >= self.across[0]
        along = self.span(*along, growing if meets else Growing.NEVER)
        return (along, columns) if self.axis is Axis.ROWS else (rows, along)

    def _whole(self, found: re.Match[str], growing: Growing) -> str:
        to_number, to_text = (int, str) if self.axis is Axis.ROWS else (column_number, column_letters)
        # whole rows or columns: a title to print on each page (5:5) does not grow, a list (A:C) may
        start, end = to_number(found[2]), to_number(found[4])
        start, end = self.span(start, end, growing if start != end else Growing.NEVER)
        return f"{found[1]}{to_text(start)}:{found[3]}{to_text(end)}"
