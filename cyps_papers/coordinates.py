"""Cells, columns and areas of a sheet by their names: 'F7' is row 7, column 6; 'AA' is column 27."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CELL = re.compile(r"\$?([A-Za-z]+)\$?([0-9]+)")


def column_number(letters: str) -> int:
    """The number of a column, counted from 1: AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def coordinate(row: int, column: int) -> str:
    """The name of a cell: 'F7'."""
    return f"{column_letters(column)}{row}"


def row_and_column(name: str) -> tuple[int, int]:
    """The row and the column of a cell's name, both counted from 1; raises ValueError for what is no cell's name."""
    parts = _CELL.fullmatch(name)
    if not parts:
        raise ValueError(f"{name!r} is not the name of a cell")
    return int(parts[2]), column_number(parts[1])


def row_of(name: str) -> int:
    """The row of a cell's name: 7 of 'F7'."""
    return row_and_column(name)[0]


def area(cells: Sequence[str]) -> str:
    """The name of cells that stand side by side: 'C25:C31', and 'C25' for one."""
    return cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"


def cells_of(named: str) -> list[str]:
    """The cells of a row or a column of them: C25, C26 and C27 of 'C25:C27'."""
    (top, left), (bottom, right) = (row_and_column(end) for end in (named.split(":") * 2)[:2])
    return [coordinate(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
