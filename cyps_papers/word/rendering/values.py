"""What the values in a context say when they are printed: nothing for None, dates as in the United Kingdom."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from inspect import isroutine
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.periods import day
from cyps_papers.vocabulary import Subject, Traced, names_of
from cyps_papers.word.inserted.documents import Document
from cyps_papers.word.inserted.pictures import Picture
from cyps_papers.word.rendering.missing import Missing, NoNeighbour
from cyps_papers.word.story import marks

NOT_A_VALUE = "This is not a value that can be printed."


@dataclass(frozen=True)
class Unprintable:
    """A value that is there, and is not one to print: a list, or something to ask further."""

    message: str
    hint: str
    shown: str = ""
    asked: str = ""
    subject: Origin = UNASKED


def worded(value: Any) -> Any:
    """A value as it can be printed: text, a figure, markup, a picture; or why it cannot be."""
    form = _WORDED.get(type(value))
    if form:
        return form(value)
    if isinstance(value, NoNeighbour):
        return ""
    if isinstance(value, str | Traced | Missing | Picture | Document):
        return value
    if isinstance(value, Undefined):
        return ""
    if isinstance(value, Subject):
        return Unprintable(NOT_A_VALUE, f"Ask for one of the names under it: {', '.join(list(names_of(value))[:8])}.")
    return _of_another_kind(value)


def _of_another_kind(value: Any) -> Any:
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    for kind, form in _WORDED.items():
        if isinstance(value, kind):
            return form(value)
    if isroutine(value):
        return Unprintable("This asks nothing yet.", 'Type the brackets after it, for example ("June 2014").')
    if str(value) == object.__repr__(value):
        return Unprintable(NOT_A_VALUE, "Ask for one of the names under it.")
    return str(value)


def _of_float(value: float) -> str:
    return "" if math.isnan(value) else str(value)


def _of_decimal(value: Decimal) -> str:
    return "" if value.is_nan() else f"{value:f}"


def _of_datetime(value: datetime) -> str:
    midnight = not (value.hour or value.minute or value.second)
    return _of_date(value) if midnight else f"{_of_date(value)}, {value:%H:%M}"


def _of_date(value: date) -> str:
    return str(day(date(value.year, value.month, value.day)))


def _of_list(value: Any) -> Unprintable:
    return Unprintable(
        "This is a list, not a value.",
        "Go through it with a 'for', or join it: |join(', ').",
        str(value) if all(isinstance(one, str | int | float) for one in value) else "",
    )


_WORDED: dict[type, Callable[[Any], Any]] = {
    str: lambda value: value,
    type(None): lambda value: "",
    bool: str,
    int: str,
    float: _of_float,
    Decimal: _of_decimal,
    datetime: _of_datetime,
    date: _of_date,
    list: _of_list,
    tuple: _of_list,
    dict: _of_list,
    set: _of_list,
    range: lambda value: Unprintable("This is a list, not a value.", "Go through it with a 'for'."),
}


def text_of(value: Any) -> str:
    """The text of a value that can be printed, without formatting or marks."""
    if isinstance(value, Traced):
        return value.printed
    return marks.without(value.unescape()) if isinstance(value, Markup) else str(value)


def is_plain_markup(value: Any) -> bool:
    """Whether this is text that is escaped already."""
    return isinstance(value, Markup) and "<" not in value and str(value) == str(Markup.escape(value.unescape()))
