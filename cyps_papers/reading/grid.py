"""The grid below the readers: a workbook's sheets, each as the cells that hold something, whatever file it was."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from cyps_papers.coordinates import coordinate
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading.contents import Content
from cyps_papers.reading.looks import Looks
from cyps_papers.records import Cell, SheetPlace

SHEET_TOO_BIG = error(
    "sheet-too-big",
    "the sheet is too long to be read (over {limit} cells); what is further down was not read.",
    "Delete the empty rows and columns below and beside the table, or copy it into a new workbook.",
)

MOST_CELLS = 1_000_000  # cells of one sheet, blanks between them included where a library gives those


Row = TypeVar("Row", bound=Sized)


def within_limits(rows: Iterable[Row], place: SheetPlace, problems: Problems) -> Iterator[Row]:
    """The rows of a sheet as far as it is read; that it is too long is said."""
    budget = MOST_CELLS
    for row in rows:
        budget -= len(row)
        if budget < 0:
            problems.add(SHEET_TOO_BIG, place, limit=f"{MOST_CELLS:,}")
            return
        yield row


@dataclass
class Sheet:
    """One worksheet: its cells that hold something by row and column, counted from 1, and what is hidden.

    The one sheet of a text file has no name.
    """

    workbook: str
    name: str
    rows: Mapping[int, Mapping[int, Content]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    turned: bool = False  # read with its rows as columns
    looks: Looks = field(default_factory=Looks)
    understood: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What its rows were taken for as headings, which each kind of source asks again."""

    @property
    def place(self) -> SheetPlace:
        """The sheet as a whole."""
        return SheetPlace(self.workbook, self.name)

    def content(self, row: int, column: int) -> Content | None:
        """What stands in a cell; None where it is blank."""
        return self.rows.get(row, {}).get(column)

    def cell(self, row: int, column: int) -> Cell:
        """The place of a cell; of a merged one, its first."""
        found = self.content(row, column)
        across, down = (row, column) if self.turned else (column, row)
        return self.cell_of(found) if found else Cell(self.workbook, self.name, coordinate(down, across))

    def cell_of(self, content: Content) -> Cell:
        """The place of one of its contents."""
        return Cell(self.workbook, self.name, content.coordinate)

    @cached_property
    def with_rows_as_columns(self) -> Sheet:
        """The sheet turned round; every content keeps its own coordinate."""
        rows: dict[int, dict[int, Content]] = {}
        for row, contents in self.rows.items():
            for column, content in contents.items():
                rows.setdefault(column, {})[row] = content
        return replace(
            self,
            rows=dict(sorted(rows.items())),
            turned=not self.turned,
            looks=self.looks.turned(),
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
        )


@dataclass
class Workbook:
    """An open workbook: the names of its worksheets in order, and how one is read when it is asked for.

    One that is `only_read` is of a format that is never written to.
    """

    name: str
    names: tuple[str, ...]
    load: Callable[[str], Sheet]
    only_read: bool = False
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def place(self) -> FilePlace:
        """The workbook as a whole."""
        return FilePlace(self.name)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All its worksheets, read."""
        return tuple(self.sheet(name) for name in self.names)

    @property
    def read(self) -> tuple[Sheet, ...]:
        """The worksheets that were asked for so far."""
        return tuple(self._sheets.values())

    def sheet(self, name: str) -> Sheet:
        """The worksheet of this name, which must be one of `names`; without cells where it cannot be read."""
        if name not in self._sheets:
            self._sheets[name] = self.load(name)
        return self._sheets[name]
