"""Workbooks of other formats (.xls, .xlsb, .ods), read with python-calamine: their values, and not how those look.

It gives no number formats, no merged looks and no colours, and a blank for a formula that fails; that is said once of
each workbook.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from cyps_papers.coordinates import coordinate
from cyps_papers.files.kinds import FileKind, file_kind
from cyps_papers.problems import FilePlace, Problems, error, in_a_few_words, warning
from cyps_papers.reading.contents import Content, ErrorValue, clean_value
from cyps_papers.reading.grid import SHEET_TOO_BIG, Sheet, Workbook, within_limits
from cyps_papers.reading.opening import PASSWORD, fault_of_package
from cyps_papers.records import SheetPlace

UNREADABLE = error("workbook-unreadable", "it is {what}, and cannot be read ({reason}).", "{remedy}")
FORMATS_LOST = warning(
    "formats-lost",
    "it is {what}, so the values are read but not how they are shown: 31% is read as 0.31, 1.10 as 1.1, Oct-14 "
    "as 1 October 2014, and a formula that fails as a blank.",
    "Open it in Excel and save it as an Excel Workbook (.xlsx), so that everything is read as it is shown.",
)

MOST_SPREAD = 5_000_000  # cells between the first and the furthest that is filled, all of which calamine makes
_ERRORS_STREAM = 2
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW_OF_BINARY, _LAST_CELL_OF_BINARY = 0, 11  # records of a sheet in [MS-XLSB] 2.3: BrtRowHdr, and BrtCell* up to it


def open_bytes(name: str, source: bytes, problems: Problems) -> Workbook | None:
    """The workbook in the bytes of an .xls, .xlsb or .ods file; charts on sheets of their own are left out."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    place, kind = FilePlace(name), file_kind(source)
    fault = fault_of_package(source, place) if kind is not FileKind.XLS else None
    if fault:
        problems.include([fault])
        return None
    try:
        if _spread(source, kind) > MOST_SPREAD:
            problems.add(SHEET_TOO_BIG, place, limit=f"{MOST_SPREAD:,}")
            return None
        with _quietly():
            book = CalamineWorkbook.from_filelike(BytesIO(source))
    except PasswordError:
        problems.add(PASSWORD, place)
        return None
    except BaseException as reason:
        problems.add(UNREADABLE, place, what=kind.called, remedy=kind.remedy, reason=_said(reason))
        return None
    sheets = {
        one.name: one.visible != SheetVisibleEnum.Visible
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet
    }
    problems.add(FORMATS_LOST, place, what=kind.called)

    def load(title: str) -> Sheet:
        try:
            with _quietly():
                values = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            return Sheet(name, title, _rows(values, SheetPlace(name, title), problems), sheets[title])
        except BaseException as reason:
            problems.add(
                UNREADABLE, SheetPlace(name, title), what=kind.called, remedy=kind.remedy, reason=_said(reason)
            )
            return Sheet(name, title, {}, sheets[title])

    return Workbook(name, tuple(sheets), load, only_read=True)


@contextmanager
def _quietly() -> Iterator[None]:
    """A fault of calamine's own tells the process's error stream, past Python's, where in its source it arose."""
    try:
        kept = os.dup(_ERRORS_STREAM)
    except OSError:  # a process without one
        yield
        return
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), _ERRORS_STREAM)
        yield
    finally:
        os.dup2(kept, _ERRORS_STREAM)
        os.close(kept)


def _said(reason: BaseException) -> str:
    """A reason in a few words. What calamine's own faults raise (PanicException) is no Exception; others go on."""
    if not isinstance(reason, Exception) and type(reason).__name__ != "PanicException":
        raise reason
    return in_a_few_words(reason)


def _rows(values: list[list[Any]], place: SheetPlace, problems: Problems) -> dict[int, dict[int, Content]]:
    rows: dict[int, dict[int, Content]] = {}
    for number, row in enumerate(within_limits(values, place, problems), 1):
        found = {column: _content(value, number, column) for column, value in enumerate(row, 1) if value != ""}
        filled = {column: content for column, content in found.items() if content}
        if filled:
            rows[number] = filled
    return rows


def _content(value: object, row: int, column: int) -> Content | None:
    if isinstance(value, str) and value in _ERRORS:
        return Content(ErrorValue(value), coordinate(row, column))
    cleaned = clean_value(value)
    if isinstance(cleaned, Decimal) and cleaned == cleaned.to_integral_value():
        cleaned = Decimal(int(cleaned))
    if cleaned is None:
        return None
    return Content(cleaned, coordinate(row, column), "d" if isinstance(cleaned, date) else "")


def _spread(source: bytes, kind: FileKind) -> int:
    """The cells from the first of a sheet to the furthest that is filled, in the largest; an .xls is bounded anyway."""
    if kind is FileKind.XLS:
        return 0
    with ZipFile(BytesIO(source)) as archive:
        if kind is FileKind.ODS:
            return _spread_of_ods(archive.read("content.xml"))
        sheets = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]*\.bin", name)]
        return max((_spread_of_binary(archive.read(name)) for name in sheets), default=0)


def _spread_of_ods(content: bytes) -> int:
    """By the rows and cells, each of which says how many times it is repeated; blank ones at the end do not count."""
    most = bottom = right = number = column = last = 0
    for event, element in etree.iterparse(BytesIO(content), events=("start", "end"), resolve_entities=False):
        if event == "start" and element.tag == _SHEET:
            bottom = right = number = 0
        elif event == "start" and element.tag == _ROW:
            column = last = 0
        elif event == "end" and element.tag in _CELLS:
            column += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
            last = column if len(element) else last
        elif event == "end" and element.tag == _ROW:
            number += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            if last:
                bottom, right = number, max(right, last)
                most = max(most, bottom * right)
            element.clear()
    return most


def _spread_of_binary(sheet: bytes) -> int:
    """By the records of a binary sheet, each a number, a length (both in groups of seven bits) and its content."""
    at = row = bottom = right = 0
    while at < len(sheet):
        identifier, at = _seven_bits(sheet, at, 2)
        length, at = _seven_bits(sheet, at, 4)
        start = int.from_bytes(sheet[at : at + 4], "little")
        if identifier == _ROW_OF_BINARY:
            row = start + 1
        elif identifier <= _LAST_CELL_OF_BINARY:
            bottom, right = max(bottom, row), max(right, start + 1)
        at += length
    return bottom * right


def _seven_bits(content: bytes, at: int, most: int) -> tuple[int, int]:
    found = 0
    for shift in range(most):
        byte = content[at] if at < len(content) else 0
        found |= (byte & 0x7F) << (7 * shift)
        at += 1
        if not byte & 0x80:
            break
    return found, at
