"""The numbers of a text that could be data: counts, shares and rates, written in digits or printed from a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.vocabulary import Traced

_SHARES = (Measured.SHARE, Measured.POINTS)
_RATES = ("day", "week", "month", "year")


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a text. A share is of one: '31%' is 0.31. `unit` is the stem of what it counts, where known.

    `places` are the decimal places as written, of the percentage for a share; `traced` is None where it was typed.
    """

    start: int
    end: int
    text: str
    value: Decimal
    is_share: bool
    unit: str
    places: int
    traced: Traced | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it is so many a week or a month."""
        return self.unit.startswith("per ")

    @property
    def margin(self) -> Decimal:
        """How far from it a value can be that is rounded to its places."""
        half = Decimal("0.5").scaleb(-self.places)
        return half / 100 if self.is_share else half

    def shows(self, value: Decimal) -> bool:
        """Whether this is how the value would be written, rounded to the places of this number."""
        return self.value == value or (value % 1 != 0 and abs(self.value - value) <= self.margin)


def among(amounts: Iterable[Amount]) -> list[WrittenNumber]:
    """The numbers among amounts, in order; money, multiples, ranges and words that were typed are left out."""
    return [_made(one) for one in amounts if one.printed is not None or _is_held(one)]


def _is_held(amount: Amount) -> bool:
    return amount.is_in_digits and amount.upper is None and amount.measured in (*_SHARES, Measured.COUNT)


def _made(amount: Amount) -> WrittenNumber:
    is_share, unit = amount.measured in _SHARES, amount.unit
    if is_share:
        unit = "%"
    elif amount.per in _RATES:
        unit = f"per {amount.per}"
    return WrittenNumber(
        amount.start, amount.end, amount.text, amount.value, is_share, unit, amount.places, amount.printed
    )
