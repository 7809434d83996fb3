"""Numbers written in figures, the same in a cell and in a sentence: '1,463', '31%', '£1,234.50', '£1.2m'."""

from __future__ import annotations

import re
from decimal import Decimal

from cyps_papers.records import Quantity, Unit

MONEY: dict[str, int] = {Unit.POUNDS: 1, Unit.THOUSANDS: 1000, Unit.MILLIONS: 1_000_000}
"""What money is written in, in pounds."""
SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "thousand": 1000, "million": 10**6, "billion": 10**9}
"""What stands after a number that is written short: 1.2m."""
_WRITTEN = re.compile(
    r"(?P<sign>[-−]?)(?P<pounds>£?)(?P<below>[-−]?)(?P<number>(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
    r"(?: ?(?P<after>%|k|m|million))?"
)


def in_figures(text: str) -> tuple[Decimal, int]:
    """The number that digits make, and its decimal places: '1,463', '1 463.50'."""
    bare = re.sub("[, ]", "", text)
    return Decimal(bare), len(bare.partition(".")[2])


def quantity_in(text: str) -> Quantity | None:
    """The number that a text is, money in pounds and a share of one; None for anything more or else.

    What is written short is money, with a £ or without: '1.2m' is in millions of pounds.
    """
    parts = _WRITTEN.fullmatch(text.strip())
    if not parts or (parts["pounds"] and parts["after"] == "%") or (parts["below"] and not parts["pounds"]):
        return None
    value, places = in_figures(parts["number"])
    if parts["sign"] or parts["below"]:
        value = -value
    if parts["after"] == "%":
        return Quantity(value / 100, Unit.SHARE, places or None)
    if parts["after"]:
        scale = SCALES[parts["after"]]
        return Quantity(value * scale, Unit.THOUSANDS if scale == MONEY[Unit.THOUSANDS] else Unit.MILLIONS, places)
    return Quantity(value, Unit.POUNDS if parts["pounds"] else Unit.NUMBER, places or None)
