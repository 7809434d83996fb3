"""Periods as officers write them: a day, a month, a quarter, a half year, a financial or a calendar year.

Dates are read day first. A financial year runs from 1 April to 31 March, and its quarters with it, so that
"Q1'15" is April to June 2015.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache, total_ordering

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SENSIBLE_YEARS = range(1950, 2100)  # Excel's zero date is 1899-12-30, and a slip of the keys gives 1923 or 0201


class Grain(Enum):
    """What a period is counted in, which is how it prints."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half year"
    FINANCIAL_YEAR = "financial year"
    CALENDAR_YEAR = "calendar year"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A time from one day to another, both included; ordered by end, then start: a month follows each of its days.

    The qualifier is the officer's own word before it: 'early', 'mid', 'late', 'end of', 'from' or 'by'.
    """

    start: date
    end: date
    grain: Grain
    qualifier: str = ""

    def __str__(self) -> str:
        joint = "-" if self.qualifier == "mid" else " "
        return f"{self.qualifier}{joint}{self._name()}" if self.qualifier else self._name()

    @property
    def short(self) -> str:
        """Its name as it stands in tables and charts: 'Jun 2014', '13 Oct 2014', 'Q1 2014/15', '2013/14'."""
        text = str(self).replace("Quarter ", "Q")
        return re.sub("|".join(MONTHS), lambda name: name[0][:3], text)

    def __lt__(self, other: Period) -> bool:
        return (self.end, self.start) < (other.end, other.start)

    def matches(self, other: Period) -> bool:
        """Whether both are the same days, however they were written."""
        return (self.start, self.end) == (other.start, other.end)

    def _name(self) -> str:
        match self.grain:
            case Grain.FINANCIAL_YEAR:
                return _financial_year_name(self.start.year)
            case Grain.CALENDAR_YEAR:
                return str(self.start.year)
            case Grain.QUARTER:
                first = self.start.year if self.start.month > 3 else self.start.year - 1
                return f"Quarter {(self.start.month - 4) // 3 % 4 + 1} {_financial_year_name(first)}"
        names = [_day_name(when) if self.grain is Grain.DAY else _month_name(when) for when in (self.start, self.end)]
        return names[0] if names[0] == names[1] else " to ".join(names)


def day(when: date) -> Period:
    """The period that is one day."""
    return Period(when, when, Grain.DAY)


def month(year: int, number: int) -> Period:
    """The period that is one month, counted from 1; raises ValueError for a month 13."""
    if number not in range(1, 13):
        raise ValueError(f"there is no month {number}")
    return _months(year, number, 1, Grain.MONTH)


def calendar_year(year: int) -> Period:
    """January to December of a year."""
    return _months(year, 1, 12, Grain.CALENDAR_YEAR)


def financial_year(year: int) -> Period:
    """April to March, from the April of this year."""
    return _months(year, 4, 12, Grain.FINANCIAL_YEAR)


def quarter(year: int, number: int) -> Period:
    """A quarter, counted from 1, of the financial year that begins in this year."""
    return _months(year, 3 * number + 1, 3, Grain.QUARTER)


def half(year: int, number: int) -> Period:
    """A half, 1 or 2, of the financial year that begins in this year."""
    return _months(year, 6 * number - 2, 6, Grain.HALF)


def parse(value: object) -> Period | None:
    """The period that a value or a template's text names; None for none, or one of a senseless year."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return day(value) if value.year in SENSIBLE_YEARS else None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return calendar_year(int(value)) if value == value and value in SENSIBLE_YEARS else None
    return _parse_written(value) if isinstance(value, str) and len(value) < 200 else None


def parse_date(value: object) -> date | None:
    """The one day that a value names, day first; None for a month, a year or words."""
    found = parse(value)
    return found.start if found and found.grain is Grain.DAY and found.start == found.end else None


def is_like_a_date(text: str) -> bool:
    """Whether a text has the form of a date, be there such a day or not: '31 September 2015'."""
    plain = _plain(text)
    return any(make is _date and re.fullmatch(form, plain) for form, make in _FORMS)


def other_day(text: str, when: date) -> str:
    """The day of the week that a date is, where a text names another; nothing where it names none, or the same."""
    named = re.search(rf"\b(?:{_WEEKDAY})\b", text.lower())
    day_of_week = f"{when:%A}"
    return day_of_week if named and named[0][:3] != day_of_week[:3].lower() else ""


@lru_cache(maxsize=4096)
def _parse_written(text: str) -> Period | None:
    return _parse_text(_plain(text)) if any(map(str.isdigit, text)) else None


def _parse_text(text: str) -> Period | None:
    qualified = re.match(_QUALIFIED, text)
    if qualified:
        found = _parse_text(text[qualified.end() :])
        return found and Period(found.start, found.end, found.grain, qualified[1])
    for form, make in _FORMS:
        parts = re.fullmatch(form, text)  # compiled on first use, and kept by `re`
        if parts:
            return _made(make, parts)
    return _parse_range(text) or _parse_before_colon(text)


def _made(make: Callable[[re.Match[str]], Period], parts: re.Match[str]) -> Period | None:
    try:
        found = make(parts)
    except ValueError:  # 31 February, month 13
        return None
    sensible = found.start.year in SENSIBLE_YEARS and found.end.year in SENSIBLE_YEARS
    return found if sensible else None


def _parse_range(text: str) -> Period | None:
    """'Oct 2014 - Dec 2014', 'October to December 2014', '1 June 2014 to 13 June 2014'."""
    parts = re.fullmatch(_RANGE, text)
    if not parts:
        return None
    last = _parse_text(parts[2])
    first = _parse_text(parts[1]) or (last and _parse_text(f"{parts[1]} {last.end.year}"))
    if not first or not last or first.grain is not last.grain or first.start > last.start:
        return None
    return Period(first.start, last.end, first.grain)


def _parse_before_colon(text: str) -> Period | None:
    """'Q4 2023/24: Jan 2024 - Mar 2024' is said twice; the shorter name comes first."""
    before, colon, after = text.partition(":")
    return _parse_text(before.strip()) or _parse_text(after.strip()) if colon else None


def _plain(text: str) -> str:
    """The text in lower case, without what periods do not need: brackets, weekdays, times, 'as at'."""
    text = " ".join(text.lower().translate(_TYPOGRAPHY).split())
    text = re.sub(r"\s*\([^)]*\)", "", text)
    text = re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?z?$", "", text)
    text = re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1", text)
    text = re.sub(rf"\b({_WEEKDAY})\b,?", "", text)
    text = re.sub(r"^\s*(as at|as of|at|on|in|during|month of|the)\s+", "", text)
    return " ".join(text.split()).strip(" .,")


def _months(year: int, first: int, count: int, grain: Grain) -> Period:
    start = _first_of_month(year, first)
    last = _first_of_month(year, first + count - 1)
    return Period(start, last.replace(day=monthrange(last.year, last.month)[1]), grain)


def _first_of_month(year: int, number: int) -> date:
    """The first of a month counted on from January of this year: 13 is the next January."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def _year(text: str) -> int:
    digits = int(text)
    return digits if len(text) == 4 else digits + (2000 if digits < 70 else 1900)


def _number_of_month(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == text[:3])
    )


def _date(parts: re.Match[str]) -> Period:
    return day(date(_year(parts["y"]), _number_of_month(parts["m"]), int(parts["d"])))


def _one_month(parts: re.Match[str]) -> Period:
    return month(_year(parts["y"]), _number_of_month(parts["m"]))


def _month_of_financial_year(parts: re.Match[str]) -> Period:
    number = _number_of_month(parts["m"])
    return month(_first_year(parts) + (number < 4), number)


def _first_year(parts: re.Match[str]) -> int:
    """The year in which a financial year begins: '2014/15' and "'15" name one, '2014/18' does not."""
    year, last = _year(parts["y"]), parts["last"]
    if last and int(last) % 100 != (year + 1) % 100:
        raise ValueError(f"{year}/{last} is not one year")
    return year


def _part_of_year(make: Callable[[int, int], Period]) -> Callable[[re.Match[str]], Period]:
    return lambda parts: make(_first_year(parts), int(parts["n"]))


def _one_financial_year(parts: re.Match[str]) -> Period:
    return financial_year(_first_year(parts))


def _financial_year_or_month(parts: re.Match[str]) -> Period:
    """'2014-15' is a year and '2014-10' a month; '2011-12' is taken as the year."""
    number = int(parts["last"])
    is_year = number % 100 == (int(parts["y"]) + 1) % 100
    return _one_financial_year(parts) if is_year else month(int(parts["y"]), number)


def _academic_year(parts: re.Match[str]) -> Period:
    return _months(_first_year(parts), 9, 12, Grain.MONTH)


def _year_ending(parts: re.Match[str]) -> Period:
    year, number = _year(parts["y"]), _number_of_month(parts["m"])
    return financial_year(year - 1) if number == 3 else _months(year - 1, number + 1, 12, Grain.MONTH)


def _day_name(when: date) -> str:
    return f"{when.day} {_month_name(when)}"


def _month_name(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def _financial_year_name(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02}"


_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})
_WEEKDAY = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
MONTH_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, MONTHS)) + "|sept"
_WORD = "(?P<m>" + "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" for name in map(str.lower, MONTHS)) + "|sept)"
_ONE_YEAR = r"'?(?P<y>\d{4}|\d{2})"
_BOTH_YEARS = r"(?:fy ?|financial year )?(?P<y>\d{4}|\d{2}) ?[/-] ?(?P<last>\d{4}|\d{2})"
_ANY_YEAR = r"(?:fy ?|financial year )?'?(?P<y>\d{4}|\d{2})(?: ?[/-] ?(?P<last>\d{4}|\d{2}))?"
_QUALIFIED = r"(early|mid|late|end of|from|by)[ -]+(?:in )?"
_RANGE = r"(.{3,40}?)(?: ?- ?| to )(.{3,40})"


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (r"(?P<y>\d{4}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<d>\d{1,2})", _date),
    (r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4}|\d{2})", _date),
    (rf"(?P<d>\d{{1,2}})[ /.-]?(?:of )?{_WORD}[ ,/.-]*{_ONE_YEAR}", _date),
    (rf"{_WORD} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})", _date),
    (rf"{_WORD}[ ,/.-]*{_BOTH_YEARS}", _month_of_financial_year),
    (rf"{_BOTH_YEARS}[ :,-]*{_WORD}", _month_of_financial_year),
    (rf"{_WORD}[ ,/.-]*{_ONE_YEAR}", _one_month),
    (rf"(?P<y>\d{{4}})[ :,/-]*{_WORD}", _one_month),
    (rf"(?:q|qtr|quarter) ?(?P<n>[1-4])[ ,:-]*(?:of )?{_ANY_YEAR}", _part_of_year(quarter)),
    (rf"{_ANY_YEAR}[ ,:-]*(?:q|qtr|quarter) ?(?P<n>[1-4])", _part_of_year(quarter)),
    (rf"(?:h|half) ?(?P<n>[12])[ ,:-]*(?:of )?{_ANY_YEAR}", _part_of_year(half)),
    (rf"{_ANY_YEAR}[ ,:-]*(?:h|half) ?(?P<n>[12])", _part_of_year(half)),
    (r"(?:fy ?|financial year )?(?P<y>\d{4}) ?[/-] ?(?P<last>\d{4}|\d{2})", _financial_year_or_month),
    (r"(?:fy ?|financial year )?(?P<y>1[3-9]|[2-9]\d) ?[/-] ?(?P<last>\d{2})", _one_financial_year),
    (r"(?:fy ?|financial year )'?(?P<y>\d{4}|\d{2})(?P<last>)", _one_financial_year),
    (rf"academic year {_BOTH_YEARS}", _academic_year),
    (rf"(?:12 months|year) (?:ending|ended|to) (?:\d{{1,2}} )?{_WORD} {_ONE_YEAR}", _year_ending),
    (r"(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})", _one_month),
    (r"(?P<y>\d{4})(?:\.0)?", lambda parts: calendar_year(int(parts["y"]))),
)
