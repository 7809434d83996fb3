"""Values as officers type them: numbers and the markers of values withheld, dates, yes and no."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from cyps_papers import records
from cyps_papers.numerals import MONEY, quantity_in
from cyps_papers.periods import MONTH_NAMES, Period, is_like_a_date, other_day, parse
from cyps_papers.problems import Problems, error, shortened, warning
from cyps_papers.reading.contents import Content, plain_number
from cyps_papers.reading.table import TableRow, calculated
from cyps_papers.records import Cell, Entry, Marker, Quantity

NOT_A_NUMBER = error("not-a-number", '"{found}" {is not a number|are not numbers}.', "{remedy}", "found")
FIGURES_ONLY = "Enter figures only, for example {example}; or c, x or z where the value is withheld."
NONE_YET = "Enter x where the value is not available, 0 where there were none; or figures only, for example 30."
TOO_SMALL = "Enter c where the number is held back because it is small; or the number itself."
NOT_A_DATE = error(
    "not-a-date",
    '"{found}" {is not a real date|are not real dates}.',
    "Enter day, month and year, for example 31/03/2015; or words, such as Ongoing.",
    "found",
)
NO_SUCH_YEAR = error(
    "not-a-date",
    "the year of {found} looks wrong.",
    "Enter the date again, with the year in four figures.",
    "found",
)
EXCEL_ZERO = warning(
    "date-of-nothing",
    "this is the date 0, which Excel shows as 00/01/1900. It was read as blank.",
    "Clear the cell, or enter the date that is meant.",
)
NOT_AVAILABLE = warning(
    "not-available",
    "the cell shows #N/A, and was read as not available.",
    "Enter x in it if the value is not available; if its formula fails, correct it.",
)
OTHER_DAY = warning("day-and-date", '"{found}" is a {day}.', "Correct the day of the week, or the date.")
NOT_YES_OR_NO = error(
    "not-yes-or-no", '"{found}" {is|are} neither yes nor no.', "Enter Yes or No, or leave it blank.", "found"
)

MARKERS = frozenset(
    [*"ckzxuws*-–—.:~", "..", "...", "low", "nan", "n/a", "#n/a", "na", "not available", "not applicable"]
    + [f"[{letter}]" for letter in "ckzxuws"]
    + ["[low]", "not known", "suppressed"]
)
_SECOND_DATE = rf"\((?!end of)[^)]*(?:\d[/.-]\d{{1,2}}[/.-]\d|\b(?:{MONTH_NAMES})\b)"  # '(slipped to 18/12/2015)'
_ZERO_YEARS = (1899, 1900)
_MISTYPED = r"\d+[/.-]\d+[/.-]\d+|[\dOoIl]{1,2}[/.-][\dOoIl]{1,2}[/.-][\dOoIl]{2,4}|\d{5,8}"
"""A date that is none: of numbers, with a letter for one of them, or without what parts day, month and year."""
MISTYPED_MONTH = 0.8  # of 1, the same
LONGEST_QUOTED = 60  # characters
_MONTHS = [name.lower() for name in (*month_name, *month_abbr) if name]


def number(found: Content, cell: Cell, problems: Problems) -> Quantity | Marker | None:
    """The number in a cell, or the marker of one withheld; None, with a problem, if it is neither."""
    if found.quantity:
        return found.quantity
    if is_marker(found):
        if found.text.upper() == "#N/A":
            problems.add(NOT_AVAILABLE, cell)
        return Marker(found.text)
    if calculated(found, cell, problems) is None:
        return None
    typed = number_in(found.text) if isinstance(found.value, str) else None
    if typed is None:
        remedy = FIGURES_ONLY.format(example=_example(found.text))
        if re.fullmatch(_NONE_YET, found.text[:100].lower()):
            remedy = NONE_YET
        if re.match(_BELOW, found.text.lower()):
            remedy = TOO_SMALL
        problems.add(NOT_A_NUMBER, cell, found=short(found.text), remedy=remedy)
    return typed


def number_in(text: str) -> Quantity | None:
    """The number that a text is: '1,463', '31%', '370.0'; None for anything more or else, and for money."""
    found = quantity_in(text)
    return None if found is None or found.unit in MONEY else found


def is_marker(found: Content) -> bool:
    """Whether a cell says that its value is withheld or not there: 'c', 'x', '..', '[z]', '#N/A'."""
    return isinstance(found.value, str) and found.value[:20].lower() in MARKERS


def is_number(found: Content | None) -> bool:
    """Whether a cell holds a number, or the marker of one withheld."""
    if found is None:
        return False
    return isinstance(found.value, Decimal) or is_marker(found) or number_in(found.text) is not None


def due_date(row: TableRow, name: str) -> Entry[Period | str] | None:
    """A field of a row as a day or a longer period; words stay words, and a date that cannot be is a problem."""
    found = row.calculated(name)
    if found is None:
        return None
    cell = row.cell(name)
    value = _date_or_words(found, cell, row.table.problems)
    return None if value is None else Entry(value, cell)


def _date_or_words(found: Content, cell: Cell, problems: Problems) -> Period | str | None:
    if isinstance(found.value, str) and re.search(_SECOND_DATE, found.value.lower()):
        return found.text
    when = parse(found.value) if isinstance(found.value, date | str) else None
    if when and when.qualifier != "from":
        when = found.period or when
        check_day(found.text, when.start, cell, problems)
        return when
    year = _year_of(found)
    if year in _ZERO_YEARS:
        problems.add(EXCEL_ZERO, cell)
        return None
    if isinstance(found.value, date) or year:
        problems.add(NO_SUCH_YEAR, cell, found=found.text)
        return None
    if (
        isinstance(found.value, Decimal)
        or re.fullmatch(_MISTYPED, found.text)
        or is_like_a_date(found.text)
        or _has_a_slip(found.text)
    ):
        problems.add(NOT_A_DATE, cell, found=short(found.text))
        return None
    return found.text


def _has_a_slip(text: str) -> bool:
    """Whether a text is a date but for its month: '1 Mya 2015', 'Setpember 2015'."""
    parts = re.fullmatch(r"(?:\d{1,2}(?:st|nd|rd|th)?[ -])?([A-Za-z]{3,10})\.?,?[ -](?:\d{4}|'?\d{2})", text)
    word = parts[1].lower() if parts else ""
    return any(
        sorted(word) == sorted(month) or SequenceMatcher(None, word, month).ratio() > MISTYPED_MONTH
        for month in _MONTHS
        if word
    )


def check_day(text: str, when: date, cell: Cell, problems: Problems) -> None:
    """Note a date typed with another day of the week than it is: 'Monday 18 December 2015'."""
    day = other_day(text, when)
    if day:
        problems.add(OTHER_DAY, cell, found=short(text), day=day)


def _year_of(found: Content) -> int | None:
    """The year of a date that was not understood, if it is one that makes no sense."""
    if isinstance(found.value, date):
        return found.value.year
    parts = re.fullmatch(r"(?:(\d{4})-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](\d{4}))( .*)?", found.text)
    year = int(parts[1] or parts[2]) if parts else None
    return year if year and not 1950 <= year < 2100 else None


def yes_or_no(row: TableRow, name: str) -> bool | None:
    """A field of a row as yes or no; None where it is blank, or, with a problem, neither."""
    found = row.calculated(name)
    said = records.yes_or_no(found.text) if found else None
    if found and said is None:
        row.table.problems.add(NOT_YES_OR_NO, row.cell(name), found=short(found.text))
    return said


def short(text: str) -> str:
    """A text in one line, cut where it is too long to quote."""
    return shortened(" ".join(text[:1000].split()), LONGEST_QUOTED)


def _example(text: str) -> str:
    """The figure within the text, if there is one; '1717 (5%)' suggests 1717, '1,46' 1.46 and '1e3' 1000."""
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return text.replace(",", ".")
    if re.fullmatch(r"\d+(?:\.\d+)?e\+?\d{1,2}", text.lower()):
        return plain_number(Decimal(text))
    figure = re.search(r"\d[\d,]*(\.\d+)?%?", text)
    return figure[0] if figure and number_in(figure[0]) else _WORDS.get(text.lower().strip(), "30")


_BELOW = r"(?:<|≤|under|below|fewer than|less than|up to)\s*(?:\d|one|two|three|five|six|ten)"
_NONE_YET = (
    r"(?:nil|awaited|awaiting\b.*|tbc|tbd|tba|to follow|to be confirmed|pending|not yet\b.*|no data|none|unknown)\.?"
)
_WORDS = {"nought": "0", "zero": "0", "none": "0", "one": "1", "two": "2", "three": "3", "five": "5", "ten": "10"}
