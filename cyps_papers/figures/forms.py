"""UK forms: how numbers, shares and dates are written in a paper."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cyps_papers.numerals import MONEY
from cyps_papers.records import Unit
from cyps_papers.words import count

UP, DOWN, ON, PLUS, CROSS = "▲", "▼", "►", "+", "×"  # each stands in Arial, and beside a word
ONES = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


MOST_DIGITS = 10  # that a person types


def rounded(value: Decimal, places: int) -> Decimal:
    """The value to that many decimal places, halves away from zero as a calculator shows them."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal, places: int | None = None) -> str:
    """'2,066' or '37.7'; as many decimal places as it has unless `places` are asked for.

    A number with more digits than anybody types was worked out in the workbook, and is rounded as one worked out here.
    """
    shown = _shown(value, places)
    text = f"{shown:,f}"
    return text if shown else text.lstrip("-")


def _shown(value: Decimal, places: int | None) -> Decimal:
    if places is None and value % 1 and len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        places = worked_out_places(value, Unit.NUMBER)
    return value.normalize() if places is None else rounded(value, places)


def share(value: Decimal, places: int | None = None) -> str:
    """A share of one as a percentage: 0.31 is '31%', 0.075 is '7.5%'.

    One that is neither all nor none never prints as 100% or 0%: it has as many more places as that takes.
    """
    shown = value * 100
    while places is not None and shown not in (0, 100) and rounded(shown, places) in (0, 100):
        places += 1
    return f"{number(shown, places)}%"


def in_unit(value: Decimal, unit: str, places: int | None = None) -> str:
    """The number alone in the form that its unit asks for: '2,066', '31%', '3 percentage points'."""
    if unit == Unit.SHARE:
        return share(value, places)
    if unit == Unit.POINTS:
        points = number(value * 100, places)
        return f"{points} percentage point{'' if points == '1' else 's'}"
    if unit in MONEY:
        amount = number(abs(known_as(value, unit)), places)
        return f"{'-' if value < 0 and amount.strip('0.') else ''}£{amount}{unit[1:]}"
    return number(value, places)


def known_as(value: Decimal, unit: str) -> Decimal:
    """The number that a value prints as: 31 for a share of 0.31, 1.2 for £1,200,000 in millions."""
    return value * 100 if unit in (Unit.SHARE, Unit.POINTS) else value / MONEY.get(unit, 1)


def exact(value: Decimal, unit: str, places: int | None) -> str:
    """A number with all its decimal places, of which four are shown where there are more; '' where it prints so."""
    known = known_as(value, unit)
    if _shown(known, places) == known:
        return ""
    return in_unit(value, unit) if known == rounded(known, 4) else f"about {in_unit(value, unit, 4)}"


def worked_out_places(value: Decimal, unit: str) -> int:
    """Decimal places for a number that was worked out: none from ten upwards, or where it is whole, else one.

    Where one would show zero for what is not, as many as its first digit needs.
    """
    shown = known_as(value, unit)
    if abs(shown) >= 10 or shown == shown.to_integral_value():
        return 0
    return 1 if rounded(shown, 1) else -shown.adjusted()


def difference_places(one: int | None, other: int | None, value: Decimal, unit: str) -> int | None:
    """Decimal places for a sum or difference: as many as either shows; None, all of its own, where both show all."""
    if one is None and other is None:
        return None
    return worked_out_places(value, unit) if one is None or other is None else max(one, other)


def words(value: Decimal) -> str:
    """A whole number below a hundred in words ('seven', 'forty-one'); any other in figures."""
    if value != value.to_integral_value() or not 0 <= value < 100:
        return number(value)
    whole = int(value)
    if whole < len(ONES):
        return ONES[whole]
    tens, ones = divmod(whole, 10)
    return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")


def length_of_time(start: date, end: date) -> str:
    """'2 months' where it is so to the day or between two ends of months, '9 days' below three weeks, else weeks."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months and (start.day == end.day or (_ends_its_month(start) and _ends_its_month(end))):
        return count(months, "month")
    days = (end - start).days
    return count(days, "day") if days < 21 else count(int(rounded(Decimal(days) / 7, 0)), "week")


def _ends_its_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
