"""Money as officers type it: '£9.4m', '(350)', '£1,234', and the unit that a heading or a note names."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cyps_papers.numerals import MONEY, quantity_in
from cyps_papers.reading.contents import Content
from cyps_papers.records import Quantity, Unit

_OVER = r"\b(?:over|overspend|overspent|adverse|pressure)\b"
_UNDER = r"\b(?:under|underspend|underspent|saving|favourable)\b"


def money_in(found: Content, unit: str) -> Quantity | None:
    """The amount in a cell, in pounds, with the unit that it prints in; None for what is no money.

    `unit` is what the column is in. '(350)', '-350' and '350 under' are below zero, and '-' is zero.
    """
    if isinstance(found.value, Decimal):
        if found.is_percentage:
            return None
        places = found.quantity.places if found.quantity and unit == Unit.MILLIONS else None
        return Quantity(found.value * MONEY[unit], Unit.THOUSANDS if _shows_thousands(found) else unit, places)
    text = found.text.lower().strip()
    if text in ("-", "–", "nil"):
        return Quantity(Decimal(0), unit)
    bare = re.sub(rf"{_OVER}|{_UNDER}|\bby\b|[()]", "", text).strip()
    typed = quantity_in(re.sub(" 000$", "k", bare))
    if typed is None or typed.unit == Unit.SHARE:
        return None
    if typed.unit in (Unit.NUMBER, Unit.POUNDS):
        typed = Quantity(typed.value * MONEY[unit], unit, typed.places)
    is_below = text.startswith("(") or re.search(_UNDER, text)
    return replace(typed, value=-abs(typed.value) if is_below else typed.value, places=typed.places or 0)


def own_money_in(found: Content) -> Quantity | None:
    """The amount in a cell that says itself that it is money, by its text or by how it is shown; in pounds."""
    if isinstance(found.value, Decimal):
        if "£" not in found.format:
            return None
        unit = Unit.THOUSANDS if _shows_thousands(found) else Unit.POUNDS
        return Quantity(found.value, unit, found.quantity.places if found.quantity else None)
    return money_in(found, Unit.POUNDS) if isinstance(found.value, str) and "£" in found.value else None


def money_unit_in(text: str) -> str:
    """The unit that a heading or a note names: '(£000)', 'All figures in £m'."""
    pounds = r"£ ?['’]?(?:(000s?|k|thousands?)|(m|millions?)|)(?![\w,.])|\b(thousands?)\b|\b(millions)\b"
    named = re.search(pounds, text.lower())
    if named is None:
        return ""
    if named[1] or named[3]:
        return Unit.THOUSANDS
    return Unit.MILLIONS if named[2] or named[4] else Unit.POUNDS


def _shows_thousands(found: Content) -> bool:
    return bool(re.search("[#0?],$", found.format))
