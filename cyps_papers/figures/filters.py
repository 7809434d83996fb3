"""The filters that templates may put figures through: each takes a figure and gives a figure.

A filter's docstring is the sentence that officers read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cyps_papers.figures import forms
from cyps_papers.figures.figure import Figure
from cyps_papers.periods import Period, parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced


def words(figure: Any) -> Any:
    """a whole number in words: seven"""
    return figure.reworded(forms.words(_number(figure, "words")))


def number(figure: Any, places: int | None = None) -> Any:
    """the number without its unit's form, with so many decimal places: 0.31"""
    return figure.reworded(forms.number(_number(figure, "number"), places))


def percent(figure: Any, places: int = 0) -> Any:
    """as a percentage, with so many decimal places: 44.6%"""
    return replace(_figure(figure, "percent"), unit=Unit.SHARE, places=places)


def rounded(figure: Any, places: int = 0) -> Any:
    """rounded to so many decimal places"""
    return replace(_figure(figure, "round"), places=places)


def magnitude(figure: Any) -> Any:
    """without its sign"""
    return abs(_figure(figure, "abs"))


def long_date(figure: Any) -> Any:
    """a date in full: 13 October 2014"""
    return figure.reworded(str(_period(figure, "long_date")))


def short_date(figure: Any) -> Any:
    """a date in short, for tables: 13 Oct 2014"""
    return figure.reworded(_short(str(_period(figure, "short_date"))))


def month(figure: Any) -> Any:
    """the month and year of a date: October 2014"""
    return figure.reworded(f"{_period(figure, 'month').start:%B %Y}")


def year(figure: Any) -> Any:
    """the year of a date: 2014; a financial year as it is"""
    period = _period(figure, "year")
    return figure.reworded(f"{period.start:%Y}" if period.start.year == period.end.year else str(period))


def weekday(figure: Any) -> Any:
    """the day of the week of a date: Wednesday"""
    return figure.reworded(f"{_period(figure, 'weekday').start:%A}")


def capitalise(text: Any) -> Any:
    """with a capital first letter, the rest as it is"""
    printed = text.printed if isinstance(text, Traced) else str(text)
    changed = printed[:1].upper() + printed[1:]
    return text.reworded(changed) if isinstance(text, Traced) else changed


FILTERS: dict[str, Callable[..., Any]] = {
    "words": words,
    "number": number,
    "percent": percent,
    "round": rounded,
    "abs": magnitude,
    "long_date": long_date,
    "short_date": short_date,
    "month": month,
    "year": year,
    "weekday": weekday,
    "capitalise": capitalise,
}


def _figure(value: Any, name: str) -> Figure:
    if isinstance(value, (int, float, Decimal)):
        return Figure(value=Decimal(str(value)), name=str(value))
    if not isinstance(value, Figure) or not isinstance(value.value, Decimal):
        raise NoAnswerError(f"|{name} cannot be used on {_shown(value)}.", "It takes a figure that is a number.")
    return value


def _number(value: Any, name: str) -> Decimal:
    return _figure(value, name).number


def _period(value: Any, name: str) -> Period:
    """The date or period that a value is, or that the words of a cell name: 'August 2014' among the details."""
    held = value.value if isinstance(value, Traced) else None
    period = held if isinstance(held, Period) else parse(held)
    if period is None or isinstance(held, Decimal):
        raise NoAnswerError(f"|{name} cannot be used on {_shown(value)}.", "It takes a date.")
    return period


def _shown(value: Any) -> str:
    return f'"{value.printed}"' if isinstance(value, Traced) else f'"{value}"'


def _short(long: str) -> str:
    return " ".join(word[:3] if word.isalpha() and word.istitle() and len(word) > 3 else word for word in long.split())
