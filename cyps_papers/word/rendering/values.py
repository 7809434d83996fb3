"""What the values in a context say when they are printed: nothing for None, dates as in the United Kingdom."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from inspect import isroutine
from typing import Any

from markupsafe import Markup

from cyps_papers.periods import day
from cyps_papers.vocabulary import Subject, Traced, names_of
from cyps_papers.word.inserted.documents import Document
from cyps_papers.word.inserted.pictures import Picture
from cyps_papers.word.rendering.missing import Missing, NoNeighbour
from cyps_papers.word.story import marks

NOT_A_VALUE = "This is not a value that can be printed."


def worded(value: Any) -> Any:
    """A value as it can be printed: text, a figure, markup, a picture, a document; or why it cannot be."""
    if value is None or isinstance(value, NoNeighbour):
        return ""
    if isinstance(value, str | Traced | Missing | Picture | Document):
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    if isinstance(value, float | Decimal):
        if math.isnan(value):
            return ""
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return str(day(date(value.year, value.month, value.day)))
    return _unless_unprintable(value)


def _unless_unprintable(value: Any) -> Any:
    if isinstance(value, Subject):
        names = ", ".join(list(names_of(value))[:8])
        return Missing(f"Ask for one of the names under it: {names}.", message=NOT_A_VALUE)
    if isinstance(value, list | tuple | dict | set | range):
        hint, shown = "Go through it with a 'for', or join it: |join(', ').", ""
        if not isinstance(value, range) and all(isinstance(one, str | int | float) for one in value):
            shown = str(value)
        return Missing(hint, message="This is a list, not a value.", shown=shown)
    if isroutine(value):
        hint = 'Type the brackets after it, for example ("June 2014").'
        return Missing(hint, message="This asks nothing yet.")
    if str(value) == object.__repr__(value):
        return Missing("Ask for one of the names under it.", message=NOT_A_VALUE)
    return str(value)


def text_of(value: Any) -> str:
    """The text of a value that can be printed, without formatting or marks."""
    if isinstance(value, Traced):
        return value.printed
    return marks.without(value.unescape()) if isinstance(value, Markup) else str(value)
