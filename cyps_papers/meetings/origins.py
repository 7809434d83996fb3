"""Where a figure came from, as areas of workbooks ('Action plan'!F6:F46), in words and as links."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from cyps_papers.coordinates import coordinate, row_and_column
from cyps_papers.figures.figure import MARKERS, Figure
from cyps_papers.origin import READ
from cyps_papers.records import Cell, CellRange
from cyps_papers.spreadsheets.frame import quoted
from cyps_papers.spreadsheets.listing import Link
from cyps_papers.vocabulary import Traced

PREVIOUS = "/"  # stands in the name of a workbook of the previous meeting: '2015-03/kpis.xlsx'


def areas(cells: Iterable[Cell]) -> list[CellRange]:
    """The cells as few areas, sheet by sheet in the order in which they come."""
    sheets: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for cell in cells:
        sheets.setdefault((cell.workbook, cell.sheet), []).append(row_and_column(cell.coordinate))
    return [CellRange(*sheet, cells) for sheet, those in sheets.items() for cells in _rectangles(those)]


def _rectangles(cells: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Rows that follow one another in a column, and beside them the columns that have the same rows."""
    by_column = sorted({(column, row) for row, column in cells})
    runs: dict[tuple[int, int], list[int]] = {}
    for _, those in groupby(enumerate(by_column), key=lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        run = [cell for _, cell in those]
        runs.setdefault((run[0][1], run[-1][1]), []).append(run[0][0])
    for (top, bottom), columns in sorted(runs.items()):
        for _, beside in groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0]):
            those_columns = [column for _, column in beside]
            start, end = coordinate(top, those_columns[0]), coordinate(bottom, those_columns[-1])
            yield start if start == end else f"{start}:{end}"


def in_words(found: Sequence[CellRange]) -> str:
    """Areas in a line: 'kpis.xlsx, Values!C16:C17 and C20; Indicators!E7', a workbook named where it begins."""
    said, named = [], ""
    for (workbook, sheet), those in groupby(found, key=lambda area: (area.workbook, area.sheet)):
        begins = "" if workbook == named else f"{workbook}, "
        said.append(f"{begins}{sheet}!{' and '.join(area.cells for area in those)}")
        named = workbook
    return "; ".join(said)


@dataclass(frozen=True)
class Links:
    """Links from a folder to the workbooks of a meeting's folder."""

    inputs: Path
    output: Path

    def link(self, area: CellRange, text: str) -> Link:
        """A link that opens the workbook at an area."""
        path = (self.inputs.parent if PREVIOUS in area.workbook else self.inputs) / area.workbook
        try:
            address = quote(Path(os.path.relpath(path, self.output)).as_posix())
        except ValueError:  # on Windows, from one drive to another
            address = path.resolve().as_uri()
        return Link(text, address, f"{quoted(area.sheet)}!{area.cells}")


def how(traced: Traced, is_exact: bool = True) -> str:
    """In words how a figure was worked out; what a marker that stands for it means.

    An exact value that was rounded is given for the service's own use alone: it could tell of how few people it is.
    """
    if isinstance(traced, Figure) and traced.value is None and traced.marker in MARKERS:
        return f"marked {traced.marker}, which means {MARKERS[traced.marker]}"
    if not traced.cells and traced.how == READ:
        return "worked out in the template"
    exact = traced.exact if isinstance(traced, Figure) else ""
    if not exact:
        return str(traced.how)
    if not is_exact:
        return f"{traced.how}, rounded"
    return f"rounded from {exact}" if traced.how == READ else f"{traced.how}, rounded from {exact}"


def age(traced: Traced, meeting: date) -> int | None:
    """How many days old a figure is at the meeting; None where it has no date, or one still to come."""
    days = (meeting - traced.when.last_day).days if traced.when else -1
    return days if days >= 0 else None
