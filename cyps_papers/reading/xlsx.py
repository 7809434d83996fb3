"""Excel workbooks (.xlsx, .xlsm, .xltx), read with openpyxl: alone in asking for what openpyxl keeps to itself.

That is a worksheet's `_cells`, a workbook's `_fills` and `_fonts`, a cell's `_style`, and a merged range's `format`,
which all have been there since openpyxl 2.5; setup.cfg holds openpyxl below 3.2, and a test holds them to what is
expected of them here.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from cyps_papers.coordinates import column_number, coordinate
from cyps_papers.problems import FilePlace, Problems, error, in_a_few_words, warning
from cyps_papers.reading.contents import (
    UNCALCULATED,
    Content,
    ErrorValue,
    Uncalculated,
    Value,
    clean_value,
    linked,
    plain_format,
    shown_in_words,
)
from cyps_papers.reading.grid import Sheet, Workbook, within_limits
from cyps_papers.reading.looks import Looks, is_coloured
from cyps_papers.reading.opening import fault_of_package
from cyps_papers.records import SheetPlace

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
ALL_NOUGHTS = warning(
    "formula-zeros",
    "every formula in the sheet gives 0, as they do when nobody has calculated them.",
    "Open the workbook in Excel, let it calculate, and save it.",
)

ZERO_DATE = date(1899, 12, 30)  # what 0 is in Excel's count of days
ACCENTS = 4  # a theme's colours from this on are neither its text's nor its background's
_DIALECTS = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
MOST_ROWS = 1_048_576  # rows that a sheet of Excel's can have
LARGEST_WHOLE = 12_000_000  # bytes of sheets unpacked, above which only the sheets needed are read
LARGEST_MERGE = 200_000  # cells: openpyxl makes every cell of a merged range or a range with a hyperlink


def open_bytes(name: str, source: bytes, problems: Problems) -> Workbook | None:
    """The workbook in an .xlsx file's bytes; charts on sheets of their own are left out."""
    place = FilePlace(name)
    fault = fault_of_package(source, place)
    if fault:
        problems.include([fault])
        return None
    strict = _is_strict(source)
    source = _transitional(source) if strict else source
    try:
        book = _load_somehow(source)
    except Exception as reason:  # openpyxl raises whatever its parts meet: ValueError, KeyError, TypeError, ...
        problems.add(UNREADABLE, place, reason=in_a_few_words(reason))
        return None
    if not book.worksheets:
        problems.add(NO_SHEETS, place)
        return None
    return Workbook(
        name, tuple(sheet.title for sheet in book.worksheets), _Book(name, source, book, problems).sheet, strict
    )


def _is_strict(source: bytes) -> bool:
    """Whether a workbook is in the strict dialect of Office Open XML (ISO/IEC 29500-1), which names all else."""
    with ZipFile(BytesIO(source)) as archive:
        relationships = "_rels/.rels"
        return relationships in archive.namelist() and b"purl.oclc.org/ooxml/" in archive.read(relationships)


def _transitional(source: bytes) -> bytes:
    """A strict workbook under the names of the transitional dialect, which openpyxl knows."""
    made = BytesIO()
    with ZipFile(BytesIO(source)) as strict, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for part in strict.infolist():
            content = strict.read(part)
            for name, usual in _DIALECTS if part.filename.endswith((".xml", ".rels")) else ():
                content = content.replace(name, usual)
            archive.writestr(part.filename, content)
    return made.getvalue()


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

    with _quietly(), _without_borders():
        return load_workbook(BytesIO(source), keep_links=False, **options)


@contextmanager
def _without_borders() -> Iterator[None]:
    """Leaves out the borders of merged cells, which no reader needs: they take openpyxl half of its time for a form."""
    from openpyxl.worksheet import merge

    merged: Any = merge.MergedCellRange
    usual = merged.format
    merged.format = lambda _: None
    try:
        yield
    finally:
        merged.format = usual


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


@dataclass
class _Book:
    """A workbook as openpyxl has opened it."""

    name: str
    source: bytes
    book: Any
    problems: Problems

    def sheet(self, name: str) -> Sheet:
        """A worksheet; without cells, and with a problem, where openpyxl cannot read it."""
        found = self.book[name]
        hidden = found.sheet_state != "visible"
        try:
            with _quietly():
                rows_read = within_limits(_rows_of(found), SheetPlace(self.name, name), self.problems)
                cells = [cell for row in rows_read for cell in row if cell.value is not None]
                formulas = [cell for cell in cells if cell.data_type == "f"]
                rows = _by_row(cells, self._results(name) if formulas else {})
                # XlsxWriter writes 0 as the result of every formula; three are enough to doubt them
                results = [rows.get(cell.row, {}).get(cell.column) for cell in formulas]
                if len(formulas) > 2 and all(result and result.value == 0 for result in results):
                    self.problems.add(ALL_NOUGHTS, SheetPlace(self.name, name))
                _spread_downwards(rows, found)
                rows = dict(sorted(rows.items()))
                return Sheet(
                    self.name, name, rows, hidden, _hidden_rows(found), _hidden_columns(found), looks=_looks(found)
                )
        except Exception as reason:  # a spoiled sheet can raise anything inside openpyxl
            self.problems.add(SHEET_UNREADABLE, SheetPlace(self.name, name), reason=in_a_few_words(reason))
            return Sheet(self.name, name, {}, hidden)

    def _results(self, name: str) -> dict[tuple[int, int], Value | None]:
        """What the sheet's formulas gave when they were last calculated, by row and column."""
        cells = (cell for row in _rows_of(self._results_book[name]) for cell in row)
        return {(cell.row, cell.column): _result(cell) for cell in cells if getattr(cell, "row", None)}

    @cached_property
    def _results_book(self) -> Any:
        return _load(self.source, read_only=True, data_only=True)


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


def _by_row(cells: list[Any], results: Mapping[tuple[int, int], Value | None]) -> dict[int, dict[int, Content]]:
    rows: dict[int, dict[int, Content]] = {}
    cleaned: dict[int, Value | None] = {}  # by identity: one long text may stand in a great many cells
    for cell in cells:
        if cell.data_type == "f":
            # the text that a link shows stands in its formula; programs leave 0 as its result
            label = re.fullmatch(r'=HYPERLINK\(.*,\s*"([^"]*)"\)', str(cell.value))
            value = (label and label[1]) or results.get((cell.row, cell.column), UNCALCULATED)
        elif cell.data_type == "e":
            value = ErrorValue(cell.value)
        else:
            key = id(cell.value)
            value = cleaned[key] = cleaned[key] if key in cleaned else clean_value(cell.value)
            if cell.value == time(0) and re.search("[dy]", plain_format(_number_format(cell))):
                value = ZERO_DATE  # somebody typed 0; a formula gives it for a blank cell that it refers to
        link = getattr(cell, "hyperlink", None)  # not in a large workbook, which is read lean
        if link and link.target and isinstance(value, str):
            value = linked(value, link.target)
        if isinstance(value, Decimal):
            value = shown_in_words(value, _number_format(cell)) or value
        if value is not None:
            has_format = not isinstance(value, str | bool | Uncalculated)
            shown = plain_format(_number_format(cell)) if has_format else ""
            content = Content(value, coordinate(cell.row, cell.column), shown)
            rows.setdefault(cell.row, {})[cell.column] = content
    return rows


def _result(cell: Any) -> Value | None:
    """A formula's last result; a blank text is a blank, no result at all is UNCALCULATED."""
    if cell.value is None:
        return None if cell.data_type in ("str", "s") else UNCALCULATED
    return ErrorValue(cell.value) if cell.data_type == "e" else clean_value(cell.value)


def _number_format(cell: Any) -> str:
    try:
        found: str = cell.number_format or ""
    except Exception:  # a format that the workbook's styles do not hold
        return ""
    return found


def _spread_downwards(rows: dict[int, dict[int, Content]], sheet: Any) -> None:
    """Put what stands in a merged cell into each of its rows."""
    last = max(rows, default=0)
    merged = getattr(sheet, "merged_cells", None)
    for area in merged.ranges if merged else ():
        label = rows.get(area.min_row, {}).get(area.min_col)
        if label:
            wide = replace(label, width=area.max_col - area.min_col + 1)
            for row in range(area.min_row, min(area.max_row, last) + 1):
                rows.setdefault(row, {})[area.min_col] = wide


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
    """How the cells of a worksheet look; nothing of one that was opened lean, or whose formats are not there."""
    try:
        cells = [cell for cell in getattr(sheet, "_cells", {}).values() if cell.has_style]
        fills = [_colour(fill) for fill in sheet.parent._fills] if cells else []
        struck = [bool(font.strike) for font in sheet.parent._fonts] if cells else []
        return Looks(
            {(cell.row, cell.column): fill for cell in cells if (fill := fills[cell._style.fillId])},
            frozenset(
                (cell.row, cell.column) for cell in cells if cell.value is not None and struck[cell._style.fontId]
            ),
        )
    except Exception:  # a format that the workbook's styles do not hold
        return Looks()


def _colour(fill: Any) -> str:
    """What fills a cell, as six hexadecimal figures or the theme's number; blank for none, white and grey."""
    from openpyxl.styles.colors import COLOR_INDEX

    if getattr(fill, "fill_type", None) != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        return f"theme {colour.theme}" if colour.theme >= ACCENTS else ""
    rgb = str(colour.rgb)[-6:]
    if colour.type != "rgb":
        rgb = COLOR_INDEX[colour.indexed][-6:] if colour.indexed < len(COLOR_INDEX) else ""
    return rgb if is_coloured(rgb) else ""


def _quietly() -> warnings.catch_warnings[None]:
    """openpyxl warns of extensions that it leaves out, which matter only to who would save the file."""
    return warnings.catch_warnings(action="ignore")
