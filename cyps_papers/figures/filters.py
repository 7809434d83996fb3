"""The filters that templates may put figures through: each takes a figure and gives a figure.

A filter's docstring is the sentence that officers read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cyps_papers.figures import forms
from cyps_papers.figures.figure import Figure, typed
from cyps_papers.numerals import MONEY
from cyps_papers.origin import UNASKED, part_of
from cyps_papers.periods import Period, parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced

LARGEST = 10**15
"""The number that a bare one must be below to be made a figure."""


def words(figure: Any) -> Any:
    """a whole number in words: seven"""
    counted = _figure(figure, "words")
    return counted.reworded(forms.words(counted.number))


def or_none(figure: Any) -> Any:
    """none where the figure is 0, else as it is: none of the audits due, or 31%"""
    is_zero = isinstance(figure, Figure) and figure.value == 0
    return figure.reworded("none") if is_zero else figure


def number(figure: Any, places: int | None = None) -> Any:
    """the number without its unit's form, with so many decimal places: 0.31"""
    plain = _figure(figure, "number", places)
    return replace(plain, text=forms.number(plain.number, places), places=places)


def percent(figure: Any, places: int = 0) -> Any:
    """as a percentage, with so many decimal places: 44.6%"""
    return replace(_figure(figure, "percent", places), unit=Unit.SHARE, places=places)


def in_millions(figure: Any, places: int = 1) -> Any:
    """money in millions of pounds: £1.2m"""
    return _money(figure, "in_millions", Unit.MILLIONS, places)


def in_thousands(figure: Any, places: int = 0) -> Any:
    """money in thousands of pounds: £350k"""
    return _money(figure, "in_thousands", Unit.THOUSANDS, places)


def in_pounds(figure: Any, places: int = 0) -> Any:
    """money in pounds: £350,000"""
    return _money(figure, "in_pounds", Unit.POUNDS, places)


def _money(figure: Any, name: str, unit: Unit, places: int) -> Figure:
    money = _figure(figure, name, places)
    if money.unit not in MONEY:
        raise _refused(name, figure, "It takes an amount of money.")
    return replace(money, unit=unit, places=places)


def rounded(figure: Any, places: int = 0) -> Any:
    """rounded to so many decimal places"""
    return replace(_figure(figure, "round", places), places=places)


def magnitude(figure: Any) -> Any:
    """without its sign"""
    return abs(_figure(figure, "abs"))


def long_date(figure: Any) -> Any:
    """a date in full: 13 October 2014"""
    return _said(figure, str(_period(figure, "long_date")))


def short_date(figure: Any) -> Any:
    """a date in short, for tables: 13 Oct 2014"""
    return _said(figure, _period(figure, "short_date").short)


def numeric_date(figure: Any, year: int = 2) -> Any:
    """a day in figures, its year with two or four: 13/10/14"""
    period = _period(figure, "numeric_date")
    if not period.is_day:
        raise _refused("numeric_date", figure, "It takes one day, such as 13 October 2014. Leave |numeric_date out.")
    return _said(figure, f"{period.start:%d/%m/%Y}" if year == 4 else f"{period.start:%d/%m/%y}")


def month(figure: Any) -> Any:
    """the month and year of a date: October 2014"""
    period = _period(figure, "month")
    if (period.start.year, period.start.month) != (period.end.year, period.end.month):
        raise _refused("month", figure, "It takes a day or a month. Leave |month out: the period prints its name.")
    return _taken(figure, "month", f"{period.start:%B %Y}", period)


def short_month(figure: Any) -> Any:
    """the month and year of a date in short, for tables: Oct 2014"""
    return month(figure).reworded(f"{_period(figure, 'short_month').start:%b %Y}")


def year(figure: Any) -> Any:
    """the year of a date: 2014; a financial year as it is"""
    period = _period(figure, "year")
    taken = f"{period.start:%Y}" if period.start.year == period.end.year else str(period)
    return _taken(figure, "year", taken, period)


def weekday(figure: Any) -> Any:
    """the day of the week of a date: Wednesday"""
    period = _period(figure, "weekday")
    if period.start != period.end:
        raise _refused("weekday", figure, "It takes one day, such as 13 October 2014. Leave |weekday out.")
    return _taken(figure, "day of the week", f"{period.start:%A}", period)


def capitalise(text: Any) -> Any:
    """with a capital first letter, the rest as it is"""
    printed = text.printed if isinstance(text, Traced) else str(text)
    changed = printed[:1].upper() + printed[1:]
    return text.reworded(changed) if isinstance(text, Traced) else changed


_NAMED = (
    *(words, or_none, number, percent, in_millions, in_thousands, in_pounds, rounded, magnitude),
    *(long_date, short_date, numeric_date, month, short_month, year, weekday, capitalise),
)
_CALLED: dict[Callable[..., Any], str] = {rounded: "round", magnitude: "abs"}
FILTERS: dict[str, Callable[..., Any]] = {_CALLED.get(one, one.__name__): one for one in _NAMED}


def _figure(value: Any, name: str, places: object = None) -> Figure:
    """The figure that a value is; a bare number (3, loop.index, actions|length) becomes one."""
    if places is not None and (not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= 10):
        raise NoAnswerError(f"|{name} cannot give {places} decimal places.", f"Type |{name}(1), for example.")
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        if value == value and not -LARGEST < value < LARGEST:
            raise NoAnswerError(f"|{name} cannot be used on so large a number.", "Use a smaller one.")
        return typed(value)
    if not isinstance(value, Figure) or not isinstance(value.value, Decimal):
        raise _refused(name, value, "It takes a figure that is a number.")
    return value


def _taken(figure: Any, what: str, text: str, period: Period) -> Any:
    """A part of a date, unless it is all of it."""
    return _said(figure, text, None if text == str(period) else part_of(what, period))


def _said(value: Any, text: str, *how: Any) -> Any:
    """A value said in other words: the same figure, where it is one."""
    return value.reworded(text, *how) if isinstance(value, Traced) else text


def _period(value: Any, name: str) -> Period:
    """The date or period that a value is, or that the words of a cell name: 'August 2014' among the details."""
    held = value.value if isinstance(value, Traced) else None
    period = parse(held)
    if period is None or isinstance(held, Decimal):
        raise _refused(name, value, "It takes a date.")
    return period


def _refused(name: str, value: Any, remedy: str) -> NoAnswerError:
    shown = value.printed if isinstance(value, Traced) else value
    origin = value.origin if isinstance(value, Traced) else UNASKED
    return NoAnswerError(f'|{name} cannot be used on "{shown}".', remedy, origin)
