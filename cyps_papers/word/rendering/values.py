"""What the values in a context say when they are printed: nothing for None, dates as in the United Kingdom."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from cyps_papers.periods import Period, day
from cyps_papers.vocabulary import Subject, Traced, names_of
from cyps_papers.word.inserted.documents import InsertedDocument
from cyps_papers.word.inserted.pictures import Picture
from cyps_papers.word.rendering.missing import Missing, NoNeighbour
from cyps_papers.word.story import marks

MOST_DIGITS = 1_000
NOT_A_VALUE = "This is not a value that can be printed."


def worded(value: Any) -> Any:
    """A value as it can be printed: text, a figure, markup, a picture, a document; or why it cannot be.

    Its type decides: what is none of these, a number, a date or nothing has no printed form.
    """
    if value is None or isinstance(value, NoNeighbour):
        return ""
    if isinstance(value, str | Traced | Missing | Picture | InsertedDocument):
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    if isinstance(value, float | Decimal):
        if math.isnan(value):
            return ""
        if math.isinf(value) or (isinstance(value, Decimal) and abs(value.adjusted()) > MOST_DIGITS):
            return Missing(message="This is too large or too small a number to print.")
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, int | Period):
        return str(value)
    if isinstance(value, date):
        return str(day(date(value.year, value.month, value.day)))
    return _why_not(value)


def _why_not(value: Any) -> Missing:
    """Why a value cannot be printed, with what to type instead."""
    if isinstance(value, Subject):
        names = ", ".join(list(names_of(value))[:8])
        return Missing(f"Ask for one of the names under it: {names}.", message=NOT_A_VALUE)
    if isinstance(value, list | tuple | dict | set | range | Iterator):
        hint, shown = "Go through it with a 'for', or join it: |join(', ').", ""
        if isinstance(value, list | tuple) and all(isinstance(item, str | int | float) for item in value):
            shown = ", ".join(map(str, value))
        return Missing(hint, message="This is a list, not a value.", shown=shown)
    if callable(value):
        hint = 'Type the brackets after it, for example ("June 2014").'
        return Missing(hint, message="This is incomplete.")
    return Missing("Ask for one of the names under it.", message=NOT_A_VALUE)


def text_of(value: Any) -> str:
    """The text of a value that can be printed, without formatting or marks."""
    if isinstance(value, Traced):
        return value.printed
    return marks.without(value.unescape()) if isinstance(value, Markup) else str(value)
