"""Text files with a comma, a semicolon or a tab between values (.csv): a workbook of one sheet without a name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from io import StringIO
from itertools import islice

from cyps_papers.coordinates import coordinate
from cyps_papers.files.kinds import UTF_16
from cyps_papers.numerals import quantity_in
from cyps_papers.problems import Problems, error, in_a_few_words
from cyps_papers.reading.contents import Content, clean_text
from cyps_papers.reading.grid import Sheet, Workbook, within_limits
from cyps_papers.records import Cell, SheetPlace, Unit

QUOTES = error(
    "csv-quotes",
    "the quotation marks do not match from this row onwards ({reason}).",
    "Open the file in Excel and save it again as CSV UTF-8; or correct the text: double the marks inside a value.",
)

DELIMITERS = ",;\t"
ROWS_TRIED = 200  # rows by which the delimiter is told
NO_NAME = ""  # what the one sheet is called


def open_bytes(name: str, source: bytes, problems: Problems) -> Workbook:
    """The workbook of one sheet that a .csv file's bytes are, be they UTF-8, UTF-16 or Windows-1252."""
    sheet = Sheet(name, NO_NAME, _contents(name, _text(source), problems))
    return Workbook(name, (NO_NAME,), lambda _: sheet, only_read=True)


def _text(source: bytes) -> str:
    if source.startswith(UTF_16):
        return source.decode("utf-16", "replace")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:  # Excel's plain "CSV"
        return source.decode("cp1252", "replace")


def _contents(name: str, text: str, problems: Problems) -> dict[int, dict[int, Content]]:
    told = re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE)  # a first line for Excel, which it does not show
    delimiter = told[1] if told else _delimiter(text)
    lines = csv.reader(StringIO(text[told.end() :] if told else text, newline=""), delimiter=delimiter, strict=True)
    rows: dict[int, dict[int, Content]] = {}
    number = 0
    try:
        for number, values in enumerate(within_limits(lines, SheetPlace(name, NO_NAME), problems), 1):
            filled = {column: clean_text(value) for column, value in enumerate(values, 1)}
            found = {column: _content(value, number, column) for column, value in filled.items() if value}
            if found:
                rows[number] = found
    except csv.Error as reason:
        problems.add(QUOTES, Cell(name, NO_NAME, coordinate(number + 1, 1)), reason=in_a_few_words(reason))
    return rows


def _delimiter(text: str) -> str:
    """The one by which most rows have the same number of values, and more than one."""

    def fit(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # told when the file is read
            widths.update(len(row) for row in islice(rows, ROWS_TRIED) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(DELIMITERS, key=fit)


def _content(text: str, row: int, column: int) -> Content:
    """A value as typed: text, or a number where it reads as one and loses nothing by it, as '007' would."""
    where = coordinate(row, column)
    found = quantity_in(text)
    digits = text.lstrip("-−£")
    is_plain = found is not None and found.unit in (Unit.NUMBER, Unit.SHARE, Unit.POUNDS)
    if found is None or not is_plain or (digits.startswith("0") and digits[1:2].isdigit()) or len(digits) > 15:
        return Content(text, where)
    decimals = f".{'0' * found.places}" if found.places else ""
    if found.unit == Unit.SHARE:
        return Content(found.value, where, f"0{decimals}%")
    if found.unit == Unit.POUNDS:
        return Content(found.value, where, f"£#,##0{decimals}")
    return Content(found.value, where, f"0{decimals}" if decimals else "")
