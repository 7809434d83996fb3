"""What a measure gives for a claim of change: by so much, to so much, so many times, which way, or hardly at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from cyps_papers.checks.evaluation.levels import IN_MONTHS, level, unbroken
from cyps_papers.checks.evaluation.shown import (
    SHARES,
    at,
    dated,
    goes,
    goes_steadily,
    held,
    is_in_unit,
    latest_or_at,
    shows,
    shows_multiple,
    shows_worked_out,
    way,
)
from cyps_papers.checks.evaluation.standings import beyond_target
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Differs, Given
from cyps_papers.figures.forms import in_unit, share, worked_out_places
from cyps_papers.figures.measure import ABOUT_A_YEAR, KnownValue, Measure, Role
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Degree, Relation
from cyps_papers.language.dates import Form, WrittenDate
from cyps_papers.periods import Period
from cyps_papers.records import Unit

STILL, STEADY, MOVED = Decimal("0.01"), Decimal("0.03"), Decimal("0.1")
"""Up to which share a value can move and be unchanged, and be steady; and beyond which it has clearly moved."""
MONTHS_A_YEAR = 12
DAYS_A_MONTH, SAME_TIME = 30.4375, 20
"""Days by which a time of so many months may differ from that between two values."""
Pair = tuple[KnownValue, KnownValue]


def to(claim: Stated, measure: Measure) -> Iterator[Given]:
    """Where it has come to, and from where: both have to be right, and the way between them."""
    amount, earlier = claim.claim.amount, claim.claim.earlier
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    lasts = latest_or_at(measure, claim.when)
    firsts: list[KnownValue] = []
    within = _met(measure, claim.when) if claim.when is not None and _is_between(claim.when) else []
    if claim.when is not None and claim.when.form is Form.STRETCH:
        lasts = lasts[-1:]
    if earlier is not None and within:
        firsts, lasts = within[:1], within[-1:]
    elif earlier is not None and claim.earlier_when not in (None, claim.when):
        firsts = at(measure, claim.earlier_when)
    elif earlier is not None:
        firsts = [
            observation for observation in measure.observations if shows(earlier, observation.value)
        ] or measure.observations[:-1]
    if earlier is None or not firsts:
        for last in reversed(lasts):
            agrees = shows(amount, last.value)
            if agrees and not _came_that_way(claim, measure, last):
                continue
            yield held(measure, agrees, last.printed, last)
        return
    for last, first in product(reversed(lasts), firsts):
        if first is not last:
            ends = shows(amount, last.value) and shows(earlier, first.value)
            is_that_way = goes(claim.claim.trend, last.value - first.value, measure)
            words, differs = f"{dated(first)} and {dated(last)}", Differs.WAY if ends else Differs.VALUE
            said = way(claim.claim.trend, measure)
            if ends and is_that_way and said and claim.claim.is_each:
                is_that_way, words = goes_steadily(measure, first, last, said)
                differs = Differs.STEADINESS
            yield held(measure, ends and is_that_way, words, first, last, differs=differs)


def _came_that_way(claim: Stated, measure: Measure, last: KnownValue) -> bool:
    """Whether a value was reached the way that is said, where it is not said from what: from the one before it."""
    observed = [known for known in measure.observations if known.when is not None]
    before = observed[observed.index(last) - 1] if last in observed[1:] else None
    return before is None or goes(claim.claim.trend, last.value - before.value, measure)


def pairs(claim: Stated, measure: Measure) -> list[Pair]:
    """The values between which a change can be meant, by the dates that are said."""
    observed = [observation for observation in measure.observations if observation.when is not None]
    if claim.since is not None:
        lasts = at(measure, claim.when) if claim.when is not None else observed[-1:]
        firsts = at(measure, claim.since)
        found = [(first, last) for last in lasts[-1:] for first in _ends(firsts)]
    elif claim.when is not None:
        within = _met(measure, claim.when) if _is_between(claim.when) else at(measure, claim.when)
        before = [value for value in observed if within and value.when < within[0].when]  # type: ignore[operator]
        is_between = len(within) > 1 and claim.when.form is not Form.STRETCH
        found = [(within[0], within[-1])] if is_between else [(value, within[-1]) for value in before[-1:]]
        found += [(within[0], within[-1])] if len(within) > 1 else []
        if len(within) == 1:
            found += _a_year_before(before, within[-1])
        if within and claim.goes_on:
            # it may be compared with the time of the sentence before, or with now
            found += [*((value, within[-1]) for value in before), (observed[-1], within[-1])]
    elif claim.months and claim.claim.relation is not Relation.RATE and claim.claim.amount is not None:
        found = [
            (first, observed[-1])
            for first in observed
            if first.when and observed[-1].when
            and abs((observed[-1].when.end - first.when.end).days - claim.months * DAYS_A_MONTH) < SAME_TIME
        ]  # fmt: skip
    else:
        found = [(value, observed[-1]) for value in (*observed[-2:-1], *unbroken(observed)[:1], *observed[:1])]
        found += _a_year_before(observed, observed[-1]) if observed else []
        if observed and claim.of_extreme:  # 'by a quarter since it peaked'
            found += [(end(observed, key=lambda known: known.value), observed[-1]) for end in (max, min)]
    return [pair for pair in dict.fromkeys(found) if pair[0] is not pair[1]]


def _is_between(when: WrittenDate) -> bool:
    return when.form is not Form.STRETCH and any(joint in when.text for joint in (" and ", " to "))


def _met(measure: Measure, when: WrittenDate) -> list[KnownValue]:
    """The values from that of the first of two dates to that of the last."""
    span = when.period
    return [
        observation
        for observation in measure.observations
        if span is not None and observation.when is not None and observation.when.meets(span)
    ]


def _ends(values: Sequence[KnownValue]) -> list[KnownValue]:
    return [values[0], values[-1]] if len(values) > 1 else list(values)


def _a_year_before(values: Iterable[KnownValue], last: KnownValue) -> list[Pair]:
    return [(value, last) for value in values if value is not last and _is_a_year_before(value.when, last.when)]


def _is_a_year_before(one: Period | None, last: Period | None) -> bool:
    return one is not None and last is not None and (last.end - one.end).days in ABOUT_A_YEAR


def by(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A change: in its unit, in percentage points, or as a share of what it was; of each month on average."""
    amount = claim.claim.amount
    if amount is None:
        return
    if claim.of_target and claim.since is None and not amount.per:
        yield from beyond_target(claim, measure, amount)
        return
    for first, last in pairs(claim, measure):
        count = _count_of_times(amount.per, first.when, last.when) if amount.per else 1
        worked = [number / count for number in changes(amount, measure, first.value, last.value)] if count else []
        if worked:
            is_coarser = _is_coarser(claim, first, last)
            is_that_way = goes(claim.claim.trend, last.value - first.value, measure)
            agrees = is_that_way and any(shows_worked_out(amount, abs(number)) for number in worked)
            words = change(amount, measure, first, last)
            if (claim.is_compared_otherwise or is_coarser) and not agrees:
                continue
            tag = "" if claim.when or claim.since or amount.per else f"{measure.origin}.change"
            yield held(measure, agrees, words, first, last, tag=tag)


def _is_coarser(claim: Stated, first: KnownValue, last: KnownValue) -> bool:
    """Whether a claim speaks of a year, and the values are of months or quarters: it can be of all of them together."""
    years = [
        date.period for date in (claim.when, claim.since) if date is not None and date.form in (Form.SPAN, Form.YEAR)
    ]
    lengths = [known.when.months for known in (first, last) if known.when is not None]
    return bool(years) and any(0 < length < MONTHS_A_YEAR for length in lengths)


def _count_of_times(per: str, first: Period | None, last: Period | None) -> Decimal:
    """How many months, quarters or years lie between two periods; 0 where that can't be told."""
    if first is None or last is None or per not in IN_MONTHS:
        return Decimal(0)
    return Decimal((last.end.year - first.end.year) * 12 + last.end.month - first.end.month) / IN_MONTHS[per]


def changes(amount: Amount, measure: Measure, first: Decimal, last: Decimal) -> list[Decimal]:
    """What an amount of change can be between two values."""
    difference = last - first
    if amount.measured in (Measured.SHARE, Measured.POINTS):
        found = [difference] if measure.unit in SHARES else []
        if amount.measured is Measured.SHARE and first:
            found.append(difference / abs(first))
        return found
    return [difference] if is_in_unit(amount, measure.unit) else []


def change(amount: Amount | None, measure: Measure, first: KnownValue, last: KnownValue) -> str:
    """'A fall of 67, from 241 (April 2024) to 174 (August 2024)'."""
    moved = last.value - first.value
    between = f"from {dated(first)} to {dated(last)}"
    if not moved:
        return f"no change, {between}"
    word = "rise" if moved > 0 else "fall"
    if amount is not None and amount.measured is Measured.SHARE and measure.unit not in SHARES and first.value:
        part = abs(moved / first.value)
        return f"a {word} of {share(part, worked_out_places(part, Unit.SHARE))}, {between}"
    unit = Unit.POINTS if measure.unit in SHARES else measure.unit
    return f"a {word} of {in_unit(abs(moved), unit)}, {between}"


def times(claim: Stated, measure: Measure) -> Iterator[Given]:
    """So many times what it was; of the target, where that is spoken of: 'almost twice the target'."""
    amount = claim.claim.amount
    if amount is None:
        return
    found = pairs(claim, measure)
    if claim.of_target:
        targets = [value for value in measure.values if value.role is Role.TARGET]
        found = list(product(targets, latest_or_at(measure, claim.when)[-1:]))
    for first, last in found:
        if first.value > 0:
            ratio = last.value / first.value
            agrees = shows_multiple(amount, ratio)
            if claim.is_compared_otherwise and not agrees:
                continue
            yield held(measure, agrees, change(None, measure, first, last), first, last)


def direction(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A way without an amount: 'has fallen', 'did not rise', 'rose sharply'."""
    said = way(claim.claim.trend, measure)
    if not said:
        return
    for first, last in pairs(claim, measure):
        agrees = said * (last.value - first.value) > 0
        words, differs = change(None, measure, first, last), Differs.WAY
        if agrees and claim.claim.degree is not None and not claim.claim.is_negated:
            agrees = _is_of_degree(claim.claim.degree, measure, first, last)
        if agrees and claim.claim.is_each:
            agrees, words = goes_steadily(measure, first, last, said)
            differs = Differs.STEADINESS
        yield held(measure, agrees is not claim.claim.is_negated, words, first, last, differs=differs)


def _is_of_degree(degree: Degree, measure: Measure, first: KnownValue, last: KnownValue) -> bool:
    """Whether a change can be called great or small: a slight one may be up to a quarter."""
    moved = _moved(first, last)
    if degree is Degree.GREAT:
        return moved > STEADY
    return moved <= MOVED * Decimal("2.5") or measure.unit in SHARES


def _moved(first: KnownValue, last: KnownValue) -> Decimal:
    """By what share of itself a value has moved."""
    return abs(last.value - first.value) / abs(first.value) if first.value else Decimal(1)


def steady(claim: Stated, measure: Measure) -> Iterator[Given]:
    """Little or no change between two dates; nothing is said of what is neither steady nor clearly moved."""
    if claim.claim.amount is not None:
        yield from level(claim, measure)
        return
    most, least = (STILL, STEADY) if claim.claim.degree is Degree.NONE else (STEADY, MOVED)
    for first, last in pairs(claim, measure):
        moved = _moved(first, last)
        if moved <= most or moved > least:
            agrees = (moved <= most) is not claim.claim.is_negated
            yield held(measure, agrees, change(None, measure, first, last), first, last)
