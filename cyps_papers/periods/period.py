"""A period: its days, what it is counted in, its name and its place among others."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Grain(Enum):
    """What a period is counted in, which is how it prints."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    CALENDAR_QUARTER = "calendar quarter"
    HALF = "half year"
    FINANCIAL_YEAR = "financial year"
    CALENDAR_YEAR = "calendar year"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A time from one day to another, both included; ordered by end, then start: a month follows each of its days.

    The qualifier is the officer's own word before it: 'early', 'mid', 'late', 'end of', 'from' or 'by'. It decides
    the order: early March is over with the first third of the month, mid-March with the second. `written` is the text
    that it was read from, which may have other readings.
    """

    start: date
    end: date
    grain: Grain
    qualifier: str = ""
    written: str = field(default="", compare=False)

    def __str__(self) -> str:
        naming = _NAMES[self.grain]
        first, last = naming(self.start), naming(self.end)
        name = first if first == last else f"{first} to {last}"
        joint = "-" if self.qualifier == "mid" else " "
        return f"{self.qualifier}{joint}{name}" if self.qualifier else name

    @property
    def short(self) -> str:
        """Its name as it stands in tables and charts: 'Jun 2014', '13 Oct 2014', 'Q1 2014/15', '2013/14'."""
        text = str(self).replace("Quarter ", "Q")
        return re.sub("|".join(MONTHS), lambda name: name[0][:3], text)

    @property
    def last_day(self) -> date:
        """The last day that it speaks of: of 'early March' the month's tenth, of 'mid-March' its twentieth."""
        days = {"early": 9, "mid": 19}.get(self.qualifier)
        return self.end if days is None or self.grain is not Grain.MONTH else self.start + timedelta(days=days)

    @property
    def in_months(self) -> str:
        """Its months, which no convention reads otherwise: 'October 2014 to December 2014'."""
        return str(Period(self.start, self.end, Grain.MONTH))

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.grain is Grain.DAY and self.start == self.end

    @property
    def months(self) -> int:
        """How many months it covers; 0 for days."""
        if self.grain is Grain.DAY:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order() < other._order()

    def matches(self, other: Period) -> bool:
        """Whether both are the same days, however they were written."""
        return (self.start, self.end) == (other.start, other.end)

    def meets(self, other: Period) -> bool:
        """Whether both have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: Period) -> bool:
        """Whether all of another's days are in it."""
        return self.start <= other.start and other.end <= self.end

    def is_part_of(self, whole: Period) -> bool:
        """Whether it is a shorter time within another: a month of a year."""
        return self.months < whole.months and whole.holds(self)

    def following(self) -> Period:
        """The next of the same length; after a day, the next month."""
        after = self.end + timedelta(days=1)
        if self.grain is Grain.DAY:
            return months(self.end.year, self.end.month + 1, 1, Grain.MONTH)
        return months(after.year, after.month, self.months, self.grain)

    def _order(self) -> tuple[date, date, bool]:
        days = (self.end - self.start).days + 1
        if self.qualifier == "early":
            return self.start + timedelta(days=days // 3 - 1), self.start, False
        if self.qualifier == "mid":
            return self.start + timedelta(days=days * 2 // 3 - 1), self.start, False
        if self.qualifier in ("late", "end of"):
            return self.end, self.end, True
        return self.end, self.start, False


def day(when: date) -> Period:
    """The period that is one day."""
    return Period(when, when, Grain.DAY)


def month(year: int, number: int) -> Period:
    """The period that is one month, counted from 1; raises ValueError for a month 13."""
    if number not in range(1, 13):
        raise ValueError(f"there is no month {number}")
    return months(year, number, 1, Grain.MONTH)


def calendar_year(year: int) -> Period:
    """January to December of a year."""
    return months(year, 1, 12, Grain.CALENDAR_YEAR)


def months(year: int, first: int, count: int, grain: Grain) -> Period:
    """So many months from one of a year, which is counted on from January: 13 is the next January."""
    start, last = (date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1) for number in (first, first + count - 1))
    return Period(start, last.replace(day=monthrange(last.year, last.month)[1]), grain)


def parts_of(whole: Period, among: Iterable[Period]) -> list[Period]:
    """The longest of some periods within another: of a year its quarters, and the months that are in none of these."""
    within = [period for period in among if period.is_part_of(whole)]
    return [part for part in within if not any(part.is_part_of(other) for other in within)]


def first_year(when: date) -> int:
    """The year in which the financial year of a day begins."""
    return when.year if when.month > 3 else when.year - 1


def quarter_of(when: date) -> int:
    """The quarter of the financial year that a day is in, from 1."""
    return (when.month - 4) // 3 % 4 + 1


def _month_name(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def _financial_year_name(when: date) -> str:
    return f"{first_year(when)}/{(first_year(when) + 1) % 100:02}"


_NAMES: Mapping[Grain, Callable[[date], str]] = {
    Grain.DAY: lambda when: f"{when.day} {_month_name(when)}",
    Grain.MONTH: _month_name,
    Grain.QUARTER: lambda when: f"Quarter {quarter_of(when)} {_financial_year_name(when)}",
    Grain.CALENDAR_QUARTER: _month_name,
    Grain.HALF: _month_name,
    Grain.FINANCIAL_YEAR: _financial_year_name,
    Grain.CALENDAR_YEAR: lambda when: str(when.year),
}
