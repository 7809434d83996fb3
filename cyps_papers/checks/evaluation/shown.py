"""Whether an amount as it is said shows a value, and what else every reading of a claim asks of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.measure import KnownValue, Measure
from cyps_papers.language.amounts import TIMES, Amount, Hedge, Measured
from cyps_papers.language.claim import Trend
from cyps_papers.language.dates import WrittenDate
from cyps_papers.periods import Period
from cyps_papers.records import Direction, Unit
from cyps_papers.words import listed

MONEY = (Unit.POUNDS, Unit.THOUSANDS, Unit.MILLIONS)
SHARES = (Unit.SHARE, Unit.POINTS)
FEW = 2  # by which 'about' may differ of a small count


def is_finer(amount: Amount | None, measure: Measure) -> bool:
    """Whether an amount has decimal places, and what is counted never has: '3.6 posts' beside 12 and 14."""
    if amount is None or not amount.places or amount.measured is not Measured.COUNT or amount.per:
        return False
    return amount.rounding < 1 and all(observation.value % 1 == 0 for observation in measure.observations)


def is_in_unit(amount: Amount, unit: str) -> bool:
    """Whether an amount can be one of a unit: a share, money, a time or a count of things."""
    if amount.measured in (Measured.SHARE, Measured.POINTS):
        return unit in SHARES
    if amount.measured is Measured.MONEY or unit in MONEY:
        return amount.measured is Measured.MONEY and unit in MONEY
    if unit in SHARES:
        return False
    said, known = _time_in(amount.unit), _time_in(unit)
    return said == known if said or (known and amount.unit) else True


def _time_in(unit: str) -> str:
    last = unit.rpartition(" ")[2]
    return last if last in TIMES.values() else ""


def shows(amount: Amount, value: Decimal) -> bool:
    """Whether an amount is how a value would be told: as it is hedged, or rounded to the places of its number."""
    if amount.interval.holds(value):
        return True
    if amount.hedge is Hedge.ABOUT and amount.measured is Measured.COUNT:
        return abs(value - amount.value) <= FEW
    if amount.hedge is not Hedge.NONE:
        return False
    last = Decimal(1).scaleb(-amount.places)
    if amount.measured in (Measured.SHARE, Measured.POINTS):
        last /= 100
    return value % last != 0 and abs(value - amount.value) <= last / 2


def shows_multiple(amount: Amount, ratio: Decimal) -> bool:
    """Whether so many times is how a ratio would be told: within a tenth where it isn't hedged."""
    is_near = amount.hedge is Hedge.NONE and abs(ratio - amount.value) <= amount.value / 10
    return is_near or amount.interval.holds(ratio)


def shows_worked_out(amount: Amount, value: Decimal) -> bool:
    """Whether an amount shows what was worked out, of which it may give only the first figures: 61,500 for 61,457."""
    return shows(amount, value) or (_is_rounded(amount) and abs(value - amount.value) <= _last_figure(amount) / 2)


def _is_rounded(amount: Amount) -> bool:
    """Whether a whole number has at least two figures and ends with a nought: '1,200', not '30'."""
    is_whole = amount.measured in (Measured.COUNT, Measured.MONEY) and amount.value % 1 == 0
    return is_whole and amount.value >= 100 and amount.value % 10 == 0 and amount.hedge is Hedge.NONE


def _last_figure(amount: Amount) -> Decimal:
    """What the last figure before the noughts is worth, at most a tenth of the first."""
    digits = str(int(amount.value))
    return Decimal(10) ** min(len(digits) - len(digits.rstrip("0")), len(digits) - 2)


def at(measure: Measure, when: WrittenDate) -> list[KnownValue]:
    """The values of a measure at a date, in order."""
    return [
        observation
        for observation in measure.observations
        if observation.when is not None and when.agrees(observation.when)
    ]


def latest_or_at(measure: Measure, when: WrittenDate | None) -> list[KnownValue]:
    """The values at a date, or the latest where none is said."""
    return at(measure, when) if when is not None else measure.observations[-1:]


def is_since(known: KnownValue, since: WrittenDate) -> bool:
    """Whether a value is of a date or later."""
    return known.when is not None and since.period is not None and known.when.end >= since.period.start


def dated(known: KnownValue) -> str:
    """A value with its date."""
    return f"{known.printed} ({known.when})" if known.when else known.printed


def held(
    measure: Measure, agrees: bool, words: str, *known: KnownValue, tag: str = "", differs: Differs = Differs.VALUE
) -> Given:
    """What a measure gives for a claim by some of its values."""
    tag = tag or (known[0].tag if len(known) == 1 else "")
    cells = tuple(cell for value in known for cell in value.cells)
    return Given(measure.name, words, agrees, GivenBy.MEASURE, cells, tag, measure, known, differs=differs)


def way(trend: Trend | None, measure: Measure) -> int:
    """1 for up, -1 for down, 0 where nothing is said, or what is better is not known."""
    better = {Direction.LOWER.value: -1, Direction.HIGHER.value: 1}.get(measure.direction, 0)
    return {Trend.RISE: 1, Trend.FALL: -1, Trend.BETTER: better, Trend.WORSE: -better, None: 0}[trend]


def goes(trend: Trend | None, change: Decimal, measure: Measure) -> bool:
    """Whether a change goes the way that is said."""
    said = way(trend, measure)
    return not said or said * change > 0


def goes_steadily(measure: Measure, first: KnownValue, last: KnownValue, said: int) -> tuple[bool, str]:
    """Whether each value between two is known and goes on the same way or stands still, and all of them in words."""
    begin, end = sorted(value.when for value in (first, last) if value.when is not None)
    between = [(when, value) for when, value in measure.series if when is not None and begin <= when <= end]
    known = [said * value for _, value in between if value is not None]
    is_steady = len(known) == len(between) and all(one <= other for one, other in pairwise(known))
    return is_steady, _all_of(measure, between)


def _all_of(measure: Measure, series: Sequence[tuple[Period, Decimal | None]]) -> str:
    """Values with their periods, those that follow one another and are the same said once."""
    told = []
    for value, same in groupby(series, key=lambda one: one[1]):
        periods = [when for when, _ in same]
        span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        told.append(f"{'no value' if value is None else in_unit(value, measure.unit)} for {span}")
    return listed(told)
