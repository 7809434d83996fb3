"""What the values of a measure give for a claim, in each way that it can be read, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, product

from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy
from cyps_papers.figures.forms import in_unit, share, worked_out_places
from cyps_papers.figures.measure import ABOUT_A_YEAR, Aspect, KnownValue, Measure, Role
from cyps_papers.language.amounts import TIMES, Amount, Hedge, Measured
from cyps_papers.language.claim import Extreme, Relation, Standing, Trend
from cyps_papers.language.dates import Form, WrittenDate
from cyps_papers.periods import Period
from cyps_papers.records import Direction, Unit
from cyps_papers.words import listed, stem, stems

MONEY = (Unit.POUNDS, Unit.THOUSANDS, Unit.MILLIONS)
SHARES = (Unit.SHARE, Unit.POINTS)
STEADY, MOVED = Decimal("0.03"), Decimal("0.1")
"""Up to which share a value can move and be called steady, and beyond which it can't."""
FEW = 2  # by which 'about' may differ of a small count
IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
Pair = tuple[KnownValue, KnownValue]


def given(claim: Stated, measure: Measure) -> list[Given]:
    """What the values of a measure give for a claim; nothing where they say nothing of it."""
    reading = _READINGS.get(claim.claim.relation) if measure.aspect is None else _line
    if measure.counts:
        reading = _count
    if _is_finer(claim.claim.amount, measure):
        return []
    return list(reading(claim, measure)) if reading and measure.observations else []


def _is_finer(amount: Amount | None, measure: Measure) -> bool:
    """Whether an amount has decimal places, and what is counted never has: '3.6 posts' beside 12 and 14."""
    if amount is None or not amount.places or amount.measured is not Measured.COUNT or amount.per:
        return False
    return amount.rounding < 1 and all(one.value % 1 == 0 for one in measure.observations)


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


def at(measure: Measure, when: WrittenDate) -> list[KnownValue]:
    """The values of a measure at a date, in order."""
    return [one for one in measure.observations if one.when is not None and when.agrees(one.when)]


def _dated(known: KnownValue) -> str:
    return f"{known.printed} ({known.when})" if known.when else known.printed


def _given(
    measure: Measure, agrees: bool, words: str, *known: KnownValue, tag: str = "", differs: Differs = Differs.VALUE
) -> Given:
    tag = tag or (known[0].tag if len(known) == 1 else "")
    cells = tuple(cell for one in known for cell in one.cells)
    return Given(measure.name, words, agrees, GivenBy.MEASURE, cells, tag, measure, known, differs=differs)


def _is(claim: Stated, measure: Measure) -> Iterator[Given]:
    """The value at the date, or of several the last, any of them, or their sum; without a date the latest."""
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    if amount.measured is Measured.POINTS:
        if claim.of_target:
            yield from _beyond_target(claim, measure, amount)
        return
    if claim.of_target and claim.sentence.passage.is_cell:
        yield from _target(claim, measure)
        return
    found = at(measure, claim.when) if claim.when is not None else measure.observations
    base = claim.claim.base
    if amount.measured is not Measured.SHARE and (claim.claim.relation is Relation.SHARE or base is not None):
        found = [one for one in found if base is not None and not shows(base, one.value)]  # not the whole itself
    for one in reversed(found):
        yield _given(measure, shows(amount, one.value), one.printed, one)
    if len(found) > 1 and claim.when is not None and measure.unit not in SHARES:
        yield from _total(amount, measure, found)


_OF_SOME = stems("area stream team theme priority directorate objective completed delayed overdue red amber green")


def _count(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A count of records as they are now, none of which is labelled: 'the plan has 41 actions'."""
    amount, said = claim.claim.amount, claim.claim
    is_of_all = amount is not None and amount.unit in stems(measure.counts) and not said.label and said.base is None
    is_of_all = is_of_all and not (_OF_SOME & stems(claim.sentence.text) - {amount.unit if amount else ""})
    if amount is not None and is_of_all and not claim.is_dated and said.relation in (Relation.IS, Relation.SUM):
        for one in measure.observations:
            yield _given(measure, shows(amount, one.value), one.printed, one)


def _total(amount: Amount, measure: Measure, found: Sequence[KnownValue]) -> Iterator[Given]:
    added = sum((one.value for one in found), Decimal(0))
    words = f"{in_unit(added, measure.unit)} in all ({_span(found)})"
    yield _given(measure, shows(amount, added), words, *found)


def _span(found: Sequence[KnownValue]) -> str:
    return f"{found[0].when} to {found[-1].when}" if len(found) > 1 else str(found[0].when)


def _sum(claim: Stated, measure: Measure) -> Iterator[Given]:
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit) or measure.unit in SHARES:
        return
    found = _within(claim, measure)
    if len(found) > 1:
        yield from _total(amount, measure, found)
    else:
        yield from _is(claim, measure)


def _within(claim: Stated, measure: Measure) -> list[KnownValue]:
    """The values of the time that a claim speaks of: since a date, in a span, or of the year so far."""
    dated = [one for one in measure.observations if one.when is not None]
    if claim.since is not None:
        return [one for one in dated if _is_since(one, claim.since) and not _is_after(one, claim.when)]
    return at(measure, claim.when) if claim.when is not None else dated


def _is_since(known: KnownValue, since: WrittenDate) -> bool:
    return known.when is not None and since.period is not None and known.when.end >= since.period.start


def _is_after(known: KnownValue, when: WrittenDate | None) -> bool:
    if when is None or when.period is None or known.when is None:
        return False
    return known.when.start > when.period.end


def _to(claim: Stated, measure: Measure) -> Iterator[Given]:
    """Where it has come to, and from where: both have to be right, and the way between them."""
    amount, earlier = claim.claim.amount, claim.claim.earlier
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    lasts = at(measure, claim.when) if claim.when else measure.observations[-1:]
    firsts: list[KnownValue] = []
    if earlier is not None and claim.earlier_when is not None:
        firsts = at(measure, claim.earlier_when)
    elif earlier is not None:
        firsts = [one for one in measure.observations if shows(earlier, one.value)] or measure.observations[:-1]
    if earlier is None or not firsts:
        for last in reversed(lasts):
            yield _given(measure, shows(amount, last.value), last.printed, last)
        return
    for last, first in product(reversed(lasts), firsts):
        if first is not last:
            ends = shows(amount, last.value) and shows(earlier, first.value)
            goes = _goes(claim.claim.trend, last.value - first.value, measure)
            words, differs = f"{_dated(first)} and {_dated(last)}", Differs.WAY if ends else Differs.VALUE
            wanted = _way(claim.claim.trend, measure)
            if ends and goes and wanted and claim.claim.is_each:
                goes, words = _goes_steadily(measure, first, last, wanted)
                differs = Differs.STEADINESS
            yield _given(measure, ends and goes, words, first, last, differs=differs)


def _goes(trend: Trend | None, change: Decimal, measure: Measure) -> bool:
    """Whether a change goes the way that is said."""
    wanted = _way(trend, measure)
    return not wanted or wanted * change > 0


def _way(trend: Trend | None, measure: Measure) -> int:
    """1 for up, -1 for down, 0 where nothing is said, or what is better is not known."""
    better = {Direction.LOWER.value: -1, Direction.HIGHER.value: 1}.get(measure.direction, 0)
    return {Trend.RISE: 1, Trend.FALL: -1, Trend.BETTER: better, Trend.WORSE: -better, None: 0}[trend]


def pairs(claim: Stated, measure: Measure) -> list[Pair]:
    """The values between which a change can be meant, by the dates that are said."""
    dated = [one for one in measure.observations if one.when is not None]
    if claim.since is not None:
        lasts = at(measure, claim.when) if claim.when is not None else dated[-1:]
        firsts = at(measure, claim.since)
        found = [(first, last) for last in lasts[-1:] for first in _ends(firsts)]
    elif claim.when is not None:
        within = _met(measure, claim.when) if _is_between(claim.when) else at(measure, claim.when)
        before = [one for one in dated if within and one.when < within[0].when]  # type: ignore[operator]
        is_between = len(within) > 1 and claim.when.form is not Form.STRETCH
        found = [(within[0], within[-1])] if is_between else [(one, within[-1]) for one in before[-1:]]
        found += [(within[0], within[-1])] if len(within) > 1 else []
        if len(within) == 1:
            found += _a_year_before(before, within[-1])
        if within and claim.goes_on:
            found += [(one, within[-1]) for one in before]  # the time before it may be that of the sentence before
    else:
        found = [(one, dated[-1]) for one in (*dated[-2:-1], *dated[:1])]
        found += _a_year_before(dated, dated[-1]) if dated else []
    return [pair for pair in dict.fromkeys(found) if pair[0] is not pair[1]]


def _is_between(when: WrittenDate) -> bool:
    return when.form is not Form.STRETCH and any(joint in when.text for joint in (" and ", " to "))


def _met(measure: Measure, when: WrittenDate) -> list[KnownValue]:
    """The values from that of the first of two dates to that of the last."""
    span = when.period
    return [one for one in measure.observations if span is not None and one.when is not None and one.when.meets(span)]


def _ends(values: Sequence[KnownValue]) -> list[KnownValue]:
    return [values[0], values[-1]] if len(values) > 1 else list(values)


def _a_year_before(values: Iterable[KnownValue], last: KnownValue) -> list[Pair]:
    return [(one, last) for one in values if one is not last and _is_a_year_before(one.when, last.when)]


def _is_a_year_before(one: Period | None, last: Period | None) -> bool:
    return one is not None and last is not None and (last.end - one.end).days in ABOUT_A_YEAR


def _by(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A change: in its unit, in percentage points, or as a share of what it was."""
    amount = claim.claim.amount
    if amount is None or amount.per:
        return
    if claim.of_target and claim.since is None:
        yield from _beyond_target(claim, measure, amount)
        return
    for first, last in pairs(claim, measure):
        worked = _changes(amount, measure, first.value, last.value)
        if worked:
            goes = _goes(claim.claim.trend, last.value - first.value, measure)
            agrees = goes and any(shows(amount, abs(one)) for one in worked)
            words, tag = _change(amount, measure, first, last), _change_tag(measure, claim)
            yield _given(measure, agrees, words, first, last, tag=tag)


def _beyond_target(claim: Stated, measure: Measure, amount: Amount) -> Iterator[Given]:
    """So much above or below the target: 'two days longer than the target of 28'."""
    lasts = at(measure, claim.when) if claim.when is not None else measure.observations[-1:]
    targets = [one for one in measure.values if one.role is Role.TARGET]
    for last, target in product(reversed(lasts), targets):
        worked = _changes(amount, measure, target.value, last.value)
        goes = _goes(claim.claim.trend, last.value - target.value, measure)
        agrees = goes and any(shows(amount, abs(one)) for one in worked)
        if worked:
            yield _given(measure, agrees, f"{_dated(last)} against a target of {target.printed}", last, target)


def _changes(amount: Amount, measure: Measure, first: Decimal, last: Decimal) -> list[Decimal]:
    difference = last - first
    if amount.measured in (Measured.SHARE, Measured.POINTS):
        found = [difference] if measure.unit in SHARES else []
        if amount.measured is Measured.SHARE and first:
            found.append(difference / abs(first))
        return found
    return [difference] if is_in_unit(amount, measure.unit) else []


def _change(amount: Amount | None, measure: Measure, first: KnownValue, last: KnownValue) -> str:
    """'A fall of 67, from 241 (April 2024) to 174 (August 2024)'."""
    change = last.value - first.value
    between = f"from {_dated(first)} to {_dated(last)}"
    if not change:
        return f"no change, {between}"
    word = "rise" if change > 0 else "fall"
    if amount is not None and amount.measured is Measured.SHARE and measure.unit not in SHARES and first.value:
        part = abs(change / first.value)
        return f"a {word} of {share(part, worked_out_places(part, Unit.SHARE))}, {between}"
    unit = Unit.POINTS if measure.unit in SHARES else measure.unit
    return f"a {word} of {in_unit(abs(change), unit)}, {between}"


def _change_tag(measure: Measure, claim: Stated) -> str:
    return f"{measure.origin}.change" if claim.when is None and claim.since is None else ""


def _times(claim: Stated, measure: Measure) -> Iterator[Given]:
    amount = claim.claim.amount
    if amount is None:
        return
    for first, last in _to_target(claim, measure) if claim.of_target else pairs(claim, measure):
        if first.value > 0:
            ratio = last.value / first.value
            near = amount.hedge is Hedge.NONE and abs(ratio - amount.value) <= amount.value / 10
            agrees = near or amount.interval.holds(ratio)
            yield _given(measure, agrees, _change(None, measure, first, last), first, last)


def _to_target(claim: Stated, measure: Measure) -> list[Pair]:
    """The target and the value: 'almost twice the target'."""
    lasts = at(measure, claim.when) if claim.when is not None else measure.observations[-1:]
    return [(target, last) for last in lasts[-1:] for target in measure.values if target.role is Role.TARGET]


def _direction(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A way without an amount: 'has fallen', 'did not rise'."""
    wanted = _way(claim.claim.trend, measure)
    if not wanted:
        return
    for first, last in pairs(claim, measure):
        agrees = wanted * (last.value - first.value) > 0
        words = _change(None, measure, first, last)
        differs = Differs.WAY
        if agrees and claim.claim.is_each and not claim.claim.is_negated:
            agrees, words = _goes_steadily(measure, first, last, wanted)
            differs = Differs.STEADINESS
        yield _given(measure, agrees is not claim.claim.is_negated, words, first, last, differs=differs)


def _goes_steadily(measure: Measure, first: KnownValue, last: KnownValue, wanted: int) -> tuple[bool, str]:
    """Whether each value between two goes on the same way, and all of them in words."""
    begin, end = sorted(one.when for one in (first, last) if one.when is not None)
    between = [(when, value) for when, value in measure.series if when is not None and begin <= when <= end]
    return _is_steady([value for _, value in between], wanted), _all_of(measure, between)


def _is_steady(values: Sequence[Decimal | None], wanted: int) -> bool:
    """Whether each value is known and goes on from the one before, or stands still."""
    known = [wanted * value for value in values if value is not None]
    return len(known) == len(values) and all(one <= other for one, other in pairwise(known))


def _all_of(measure: Measure, series: Sequence[tuple[Period, Decimal | None]]) -> str:
    """Values with their periods, those that follow one another and are the same said once."""
    told = []
    for value, same in groupby(series, key=lambda one: one[1]):
        periods = [when for when, _ in same]
        span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        told.append(f"{'no value' if value is None else in_unit(value, measure.unit)} for {span}")
    return listed(told)


def _steady(claim: Stated, measure: Measure) -> Iterator[Given]:
    """Little change between two dates; nothing is said of what is neither steady nor clearly moved."""
    amount = claim.claim.amount
    if amount is not None:
        yield from _is(claim, measure)
        return
    for first, last in pairs(claim, measure):
        moved = abs(last.value - first.value) / abs(first.value) if first.value else Decimal(1)
        if moved <= STEADY or moved > MOVED:
            agrees = (moved <= STEADY) is not claim.claim.is_negated
            yield _given(measure, agrees, _change(None, measure, first, last), first, last)


def _rank(claim: Stated, measure: Measure) -> Iterator[Given]:
    """The highest or the lowest since a date, of the year, or of all."""
    extreme, amount = claim.claim.extreme, claim.claim.amount
    if extreme is None:
        return
    sign = _highest_is(extreme, measure)
    dated = [one for one in measure.observations if one.when is not None]
    last = at(measure, claim.when) if claim.when is not None else dated[-1:]
    if not sign or not last or (amount is not None and not is_in_unit(amount, measure.unit)):
        return
    for among in _ranges(claim, dated):
        if last[-1] in among and len(among) > 2:
            best = max(among, key=lambda one: sign * one.value)
            agrees = best.value == last[-1].value and (amount is None or shows(amount, last[-1].value))
            yield _given(measure, agrees, f"{_dated(best)}, and {_dated(last[-1])}", best, last[-1])


def _highest_is(extreme: Extreme, measure: Measure) -> int:
    better = _way(Trend.BETTER, measure)
    return {Extreme.HIGHEST: 1, Extreme.LOWEST: -1, Extreme.BEST: better, Extreme.WORST: -better}[extreme]


def _ranges(claim: Stated, dated: Sequence[KnownValue]) -> Iterator[Sequence[KnownValue]]:
    if claim.since is not None:
        yield [one for one in dated if _is_since(one, claim.since)]
        return
    yield dated
    latest = dated[-1].when
    if latest is not None:
        yield [one for one in dated if one.when and (latest.end - one.when.end).days < 335]
    yield dated[-6:]


def _target(claim: Stated, measure: Measure) -> Iterator[Given]:
    """How the value stands to the target: met, missed, above, below, or so much short of it."""
    targets = [one for one in measure.values if one.role is Role.TARGET]
    if not targets:
        return
    target, amount, standing = targets[0], claim.claim.amount, claim.claim.standing
    is_level = amount is not None and is_in_unit(amount, measure.unit) and amount.measured is not Measured.POINTS
    if standing is None:
        if amount is not None and is_level:
            yield _given(measure, shows(amount, target.value), f"{target.printed} as the target", target)
        return
    for last in reversed(_standing_at(claim, measure)):
        stands = _stands(standing, last.value - target.value, measure)
        if stands is None:
            return
        agrees = stands is not claim.claim.is_negated
        if claim.claim.is_first:
            earlier = [one for one in measure.observations if one.when and last.when and one.when < last.when]
            agrees = agrees and not any(_stands(standing, one.value - target.value, measure) for one in earlier)
        if amount is not None and is_level:
            agrees = agrees and (shows(amount, target.value) or standing is Standing.SHORT)
        elif amount is not None:
            agrees = agrees and shows(amount, abs(last.value - target.value))
        yield _given(measure, agrees, f"{_dated(last)} against a target of {target.printed}", last, target)


def _standing_at(claim: Stated, measure: Measure) -> list[KnownValue]:
    """The values that a claim of a target is of: those of a date, the worst since one, or the latest."""
    if claim.when is not None:
        return at(measure, claim.when)
    if claim.since is not None and _way(Trend.BETTER, measure):
        since = [one for one in measure.observations if _is_since(one, claim.since)]
        return [min(since, key=lambda one: _way(Trend.BETTER, measure) * one.value)] if since else []
    return measure.observations[-1:]


def _stands(standing: Standing, beyond: Decimal, measure: Measure) -> bool | None:
    """Whether a value so much beyond its target stands so; None where what is better is not known."""
    better = _way(Trend.BETTER, measure)
    if standing is Standing.ABOVE:
        return beyond > 0
    if standing is Standing.BELOW:
        return beyond < 0
    if not better:
        return None
    if standing in (Standing.MISSED, Standing.SHORT):
        return better * beyond < 0
    return better * beyond >= 0


def _rate(claim: Stated, measure: Measure) -> Iterator[Given]:
    """So many a month on average, over the time that is said."""
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    if not amount.per:
        yield from _is(claim, measure)
        return
    found = _within(claim, measure)
    per = IN_MONTHS.get(amount.per)
    covered = sum(one.when.months for one in found if one.when)
    if not per or not covered:
        return
    if amount.hedge is Hedge.BETWEEN:
        low, high = min(found, key=lambda one: one.value), max(found, key=lambda one: one.value)
        agrees = all(amount.interval.holds(one.value) for one in found)
        yield _given(measure, agrees, f"{_dated(low)} to {_dated(high)}", low, high)
        return
    mean = sum((one.value for one in found), Decimal(0)) * per / covered
    words = f"a mean of {_worked(mean, measure.unit)} a {amount.per} ({_span(found)})"
    yield _given(measure, shows(amount, mean), words, *found)


def part(claim: Stated, amount: Amount, measure: Measure, whole: Measure) -> Given | None:
    """What share a measure is of another at the date of a claim, or the latest that both have."""
    for one in reversed(at(measure, claim.when) if claim.when is not None else measure.observations):
        for all_of in reversed(whole.observations):
            if all_of.when == one.when and abs(one.value) <= abs(all_of.value) and all_of.value:
                worked = one.value / all_of.value
                words = f"{share(worked, worked_out_places(worked, Unit.SHARE))}: {_dated(one)} of {_dated(all_of)}"
                return _given(measure, shows(amount, worked), words, one, all_of)
    return None


def _line(claim: Stated, measure: Measure) -> Iterator[Given]:
    """An amount of a budget's line: its budget, what it is forecast to spend, or what it is over or under."""
    amount, known = claim.claim.amount, measure.observations[0]
    if amount is None or amount.measured is not Measured.MONEY or measure.aspect not in _aspects(claim, amount):
        return
    agrees = shows(amount, abs(known.value))
    words = known.printed
    if measure.aspect is Aspect.VARIANCE:
        agrees = agrees and _goes(claim.claim.trend, known.value, measure)
        words = f"{in_unit(abs(known.value), known.unit)} {'over' if known.value > 0 else 'under'} budget"
    yield _given(measure, agrees, words, known)


def _aspects(claim: Stated, amount: Amount) -> tuple[Aspect, ...]:
    """Which amounts of a line are meant: by the nearest word before the amount that tells it, else after it."""
    text, (begin, end) = claim.sentence.passage.text, claim.claim.near
    before, after = (_told_by(part) for part in (text[begin : amount.begin], text[amount.end : end]))
    beyond = text[amount.end : end].lower().split()
    is_beyond = not {"over", "under", "above", "below"}.isdisjoint(beyond) and (Aspect.BUDGET,) in after
    if claim.claim.relation is Relation.DIFFERENCE or is_beyond:
        return (Aspect.VARIANCE,) if (Aspect.BUDGET,) in after else ()
    return next((one for one in (*reversed(before), *after[:4]) if one), ())


def _told_by(text: str) -> list[tuple[Aspect, ...]]:
    return [_TOLD_BY.get(stem(word.strip(".,;:()")), ()) for word in text.split()]


_SPENDING = (Aspect.FORECAST, Aspect.SPENT)
_TOLD_BY: Mapping[str, tuple[Aspect, ...]] = {
    **{
        stem(word): (Aspect.VARIANCE,) for word in "overspend overspent underspend underspent variance pressure".split()
    },
    **{stem(word): (Aspect.BUDGET,) for word in "budget budgeted".split()},
    **{stem(word): _SPENDING for word in "forecast outturn projected spend spent expenditure spending cost".split()},
}


def _worked(value: Decimal, unit: str) -> str:
    return in_unit(value, unit, worked_out_places(value, unit))


_Reading = Callable[[Stated, Measure], Iterator[Given]]
_READINGS: Mapping[Relation, _Reading] = {
    Relation.IS: _is,
    Relation.BY: _by,
    Relation.TO: _to,
    Relation.FROM: _to,
    Relation.TIMES: _times,
    Relation.DIFFERENCE: _by,
    Relation.RATE: _rate,
    Relation.SHARE: _is,
    Relation.SUM: _sum,
    Relation.RANK: _rank,
    Relation.TARGET: _target,
    Relation.DIRECTION: _direction,
    Relation.STEADY: _steady,
    Relation.RECORDS: _is,
}
