"""The periods still to be filled in before a meeting, written as the officer writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cyps_papers.periods import (
    MONTHS,
    Grain,
    Period,
    calendar_year,
    financial_year,
    half,
    month,
    parse,
    quarter,
)

MOST = 24  # new periods for one series; more would be a slip in a date


def after(period: Period) -> Period:
    """The next period of the same grain; after a day, the next month."""
    start = period.end + timedelta(days=1)
    year = start.year if start.month > 3 else start.year - 1
    match period.grain:
        case Grain.QUARTER:
            return quarter(year, (start.month - 4) // 3 % 4 + 1)
        case Grain.HALF:
            return half(year, 1 if start.month in range(4, 10) else 2)
        case Grain.FINANCIAL_YEAR:
            return financial_year(start.year)
        case Grain.CALENDAR_YEAR:
            return calendar_year(start.year)
        case Grain.DAY:
            start = (period.end.replace(day=1) + timedelta(days=31)).replace(day=1)
    return month(start.year, start.month)


def until(period: Period, meeting: date) -> Iterator[Period]:
    """The periods after one that are over before a meeting."""
    following = after(period)
    for _ in range(MOST):
        if following.end >= meeting:
            return
        yield following
        following = after(following)


def written_like(text: str, period: Period) -> str:
    """A period in the form in which another is written: 'Jun 2014' asks for 'Mar 2015'."""
    known = parse(text)
    for form in _FORMS:
        if known and known.grain is period.grain and not known.qualifier and form(known) == text:
            return form(period)
    return _short_month(period) if period.grain is Grain.MONTH else str(period)


def _short_month(period: Period) -> str:
    return f"{_word(period)[:3]} {period.start.year}"


def _word(period: Period) -> str:
    return MONTHS[period.start.month - 1]


def _years(period: Period, joint: str = "/") -> str:
    first = period.start.year if period.start.month > 3 else period.start.year - 1
    return f"{first}{joint}{(first + 1) % 100:02}"


def _quarter(period: Period) -> int:
    return (period.start.month - 4) // 3 % 4 + 1


_FORMS: tuple[Callable[[Period], str], ...] = (
    str,
    _short_month,
    lambda period: f"{_word(period)[:3]}-{period.start:%y}",
    lambda period: f"{_word(period)[:3]} {period.start:%y}",
    lambda period: f"{_word(period)[:3]}-{period.start.year}",
    lambda period: f"{_word(period)} {period.start:%y}",
    lambda period: f"{period.start:%Y-%m}",
    lambda period: f"{period.start:%m/%Y}",
    lambda period: f"Q{_quarter(period)} {_years(period)}",
    lambda period: f"Q{_quarter(period)} {_years(period, '-')}",
    lambda period: f"{_years(period)} Q{_quarter(period)}",
    lambda period: f"Q{_quarter(period)} {period.start.year}",
    lambda period: _years(period, "-"),
    lambda period: str(period.start.year),
)
