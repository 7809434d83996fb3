"""Officers' workbooks: opened safely, their sheets as the cells that hold something."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cyps_papers.coordinates import column_number
from cyps_papers.coordinates import coordinate as coordinate_of
from cyps_papers.problems import FilePlace, Problems, error, in_a_few_words, warning
from cyps_papers.reading.contents import (
    UNCALCULATED,
    Content,
    ErrorValue,
    Uncalculated,
    Value,
    clean_value,
    plain_format,
)
from cyps_papers.reading.looks import Looks, looks_of
from cyps_papers.reading.opening import workbook_bytes
from cyps_papers.records import Cell, SheetPlace

UNREADABLE = error(
    "workbook-unreadable",
    "the workbook cannot be read ({reason}).",
    "Open it in Excel and save it again as an Excel Workbook (.xlsx).",
)
NO_SHEETS = error(
    "workbook-unreadable",
    "no worksheet was found in the workbook.",
    "Open it in Excel and save it again as an Excel Workbook (.xlsx).",
)
SHEET_UNREADABLE = error(
    "sheet-unreadable",
    "the sheet cannot be read ({reason}).",
    "Open the workbook in Excel and save it again; or copy the table into a new workbook.",
)
SHEET_TOO_BIG = error(
    "sheet-too-big",
    "the sheet goes on for too long to be read (over {limit} cells); what stands further down was not read.",
    "Delete the empty rows and columns below and beside the table, or copy it into a new workbook.",
)
ALL_NOUGHTS = warning(
    "formula-noughts",
    "every formula in the sheet gives 0, as they do when nobody has calculated them.",
    "Open the workbook in Excel, let it calculate, and save it.",
)

MOST_CELLS = 1_000_000  # cells of one sheet, blanks between them included where openpyxl gives those
ZERO_DATE = date(1899, 12, 30)  # what 0 is in Excel's count of days
MOST_ROWS = 1_048_576  # rows that a sheet of Excel's can have
LARGEST_WHOLE = 12_000_000  # bytes of sheets unpacked, above which only the sheets needed are read
LARGEST_MERGE = 200_000  # cells: openpyxl makes every cell of a merged range or a range with a hyperlink


@dataclass
class Sheet:
    """One worksheet: its cells that hold something by row and column, counted from 1, and what is hidden."""

    workbook: str
    name: str
    rows: Mapping[int, Mapping[int, Content]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    turned: bool = False  # read with its rows as columns
    looks: Looks = field(default_factory=Looks)

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
        coordinate = found.coordinate if found else coordinate_of(down, across)
        return Cell(self.workbook, self.name, coordinate)


@dataclass
class Workbook:
    """An open workbook. Sheets are read when they are asked for; charts on sheets of their own are left out."""

    name: str
    source: bytes
    book: Any
    problems: Problems
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def place(self) -> FilePlace:
        """The workbook as a whole."""
        return FilePlace(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its worksheets, in order."""
        return tuple(sheet.title for sheet in self.book.worksheets)

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
            self._sheets[name] = self._read(name)
        return self._sheets[name]

    def _read(self, name: str) -> Sheet:
        found = self.book[name]
        hidden = found.sheet_state != "visible"
        try:
            with _quietly():
                cells = list(self._within_limits(found))
                contents = _contents(cells, self._results(name, cells))
                rows = _by_row(contents, _merged(found))
                self._doubt_noughts(name, cells, rows)
                looks = _looks(found)
                return Sheet(self.name, name, rows, hidden, _hidden_rows(found), _hidden_columns(found), looks=looks)
        except Exception as reason:  # a spoiled sheet can raise anything inside openpyxl
            self.problems.add(SHEET_UNREADABLE, SheetPlace(self.name, name), reason=in_a_few_words(reason))
            return Sheet(self.name, name, {}, hidden)

    def _within_limits(self, found: Any) -> Iterator[Any]:
        budget = MOST_CELLS
        for cells in _rows_of(found):
            budget -= len(cells)
            if budget < 0:
                self.problems.add(SHEET_TOO_BIG, SheetPlace(self.name, found.title), limit=f"{MOST_CELLS:,}")
                return
            yield from (cell for cell in cells if cell.value is not None)

    def _results(self, name: str, cells: list[Any]) -> Mapping[tuple[int, int], Value | None]:
        """What the sheet's formulas gave when they were last calculated, by row and column."""
        if not any(cell.data_type == "f" for cell in cells):
            return {}
        sheet = self._results_book[name]
        return {
            (cell.row, cell.column): _result(cell)
            for row in _rows_of(sheet)
            for cell in row
            if getattr(cell, "row", None)
        }

    @cached_property
    def _results_book(self) -> Any:
        return _load(self.source, read_only=True, data_only=True)

    def _doubt_noughts(self, name: str, cells: list[Any], rows: Mapping[int, Mapping[int, Content]]) -> None:
        """XlsxWriter writes 0 as the result of every formula; three are enough to doubt them."""
        formulas = [cell for cell in cells if cell.data_type == "f"]
        results = [rows[cell.row].get(cell.column) for cell in formulas if cell.row in rows]
        if len(formulas) > 2 and all(result and result.value == 0 for result in results):
            self.problems.add(ALL_NOUGHTS, SheetPlace(self.name, name))


def open_workbook(path: Path, problems: Problems) -> Workbook | None:
    """The workbook at a path; None, with a problem that says why, if there is none that can be read."""
    source = workbook_bytes(path, problems)
    if source is None:
        return None
    try:
        book = _load_somehow(source)
    except Exception as reason:  # openpyxl raises whatever its parts meet: ValueError, KeyError, TypeError, ...
        problems.add(UNREADABLE, FilePlace(path.name), reason=in_a_few_words(reason))
        return None
    if not book.worksheets:
        problems.add(NO_SHEETS, FilePlace(path.name))
        return None
    return Workbook(path.name, source, book, problems)


def _load_somehow(source: bytes) -> Any:
    """Whole, with merged cells and bold parts; without them where the whole is too much, or openpyxl cannot."""
    if _can_be_loaded_whole(source):
        try:
            return _load(source, rich_text=True)
        except Exception:  # dangling formats and pivot caches break a whole load, and not a lean one
            return _load(source, read_only=True)
    return _load(source, read_only=True)


def _load(source: bytes, **options: bool) -> Any:
    from openpyxl import load_workbook

    with _quietly():
        return load_workbook(BytesIO(source), keep_links=False, **options)


def _can_be_loaded_whole(source: bytes) -> bool:
    with ZipFile(BytesIO(source)) as archive:
        sheets = [part for part in archive.infolist() if part.filename.startswith("xl/worksheets/")]
        if sum(part.file_size for part in sheets) > LARGEST_WHOLE:
            return False
        return all(_made_cells(archive.read(part)) <= LARGEST_MERGE for part in sheets)


def _made_cells(sheet: bytes) -> int:
    """How many cells openpyxl would make for the sheet's merged ranges and hyperlinks."""
    ranges = re.findall(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)", sheet)
    return sum(
        (column_number(right[:4].decode()) - column_number(left[:4].decode()) + 1) * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in ranges
    )


def _rows_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The cells there are, whatever the sheet says of its dimensions, which lie."""
    if not hasattr(sheet, "reset_dimensions"):
        # iter_rows would make a cell for everything up to the furthest corner
        yield from ((cell,) for _, cell in sorted(sheet._cells.items()))
        return
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            return
        yield row


def _contents(
    cells: Iterable[Any], results: Mapping[tuple[int, int], Value | None]
) -> Iterator[tuple[int, int, Content]]:
    cleaned: dict[int, Value | None] = {}  # by identity: one long text may stand in a great many cells
    for cell in cells:
        if cell.data_type == "f":
            value = _label_of_link(cell.value) or results.get((cell.row, cell.column), UNCALCULATED)
        elif cell.data_type == "e":
            value = ErrorValue(cell.value)
        else:
            key = id(cell.value)
            value = cleaned[key] = cleaned[key] if key in cleaned else clean_value(cell.value)
            value = ZERO_DATE if value is None and _is_zero_date(cell) else value
        if value is not None:
            coordinate = coordinate_of(cell.row, cell.column)
            yield cell.row, cell.column, Content(value, coordinate, _format(cell, value))


def _is_zero_date(cell: Any) -> bool:
    """Whether somebody typed 0 into a cell that shows dates; a formula gives it for a blank cell that it refers to."""
    return bool(cell.value == time(0) and re.search("[dy]", plain_format(cell.number_format)))


def _result(cell: Any) -> Value | None:
    """A formula's last result; a blank text is a blank, no result at all is UNCALCULATED."""
    if cell.value is None:
        return None if cell.data_type in ("str", "s") else UNCALCULATED
    return ErrorValue(cell.value) if cell.data_type == "e" else clean_value(cell.value)


def _label_of_link(formula: object) -> str | None:
    """The text that =HYPERLINK(address, "text") shows; programs leave 0 as its result."""
    link = re.fullmatch(r'=HYPERLINK\(.*,\s*"([^"]*)"\)', formula) if isinstance(formula, str) else None
    return link[1] if link else None


def _format(cell: Any, value: Value) -> str:
    if isinstance(value, str | bool | Uncalculated):
        return ""
    try:
        return plain_format(cell.number_format)
    except Exception:  # a format that the workbook's styles do not hold
        return ""


def _by_row(
    contents: Iterable[tuple[int, int, Content]], merged: Iterable[tuple[int, int, int, int]]
) -> dict[int, dict[int, Content]]:
    rows: dict[int, dict[int, Content]] = {}
    for row, column, content in contents:
        rows.setdefault(row, {})[column] = content
    last = max(rows, default=0)
    for top, left, bottom, right in merged:
        label = rows.get(top, {}).get(left)
        if label:
            wide = Content(label.value, label.coordinate, label.format, right - left + 1)
            for row in range(top, min(bottom, last) + 1):
                rows.setdefault(row, {})[left] = wide
    return dict(sorted(rows.items()))


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    ranges = getattr(sheet, "merged_cells", None)
    return [(area.min_row, area.min_col, area.max_row, area.max_col) for area in ranges.ranges] if ranges else []


def _hidden_rows(sheet: Any) -> frozenset[int]:
    dimensions = getattr(sheet, "row_dimensions", {})
    return frozenset(int(row) for row, dimension in dimensions.items() if dimension.hidden)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    dimensions = getattr(sheet, "column_dimensions", {})
    return frozenset(
        column
        for dimension in dimensions.values()
        if dimension.hidden and dimension.min
        for column in range(dimension.min, min(dimension.max or dimension.min, 16_384) + 1)
    )


def _looks(sheet: Any) -> Looks:
    try:
        return looks_of(sheet)
    except Exception:  # a format that the workbook's styles do not hold
        return Looks()


def _quietly() -> warnings.catch_warnings[None]:
    """openpyxl warns of extensions that it leaves out, which matter only to who would save the file."""
    return warnings.catch_warnings(action="ignore")
