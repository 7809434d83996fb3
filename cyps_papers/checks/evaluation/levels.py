"""What a measure gives for a claim of how many there are or were: at a date, in all, or on average over a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from cyps_papers.checks.evaluation.shown import SHARES, at, dated, held, is_in_unit, is_since, shows, shows_worked_out
from cyps_papers.checks.evaluation.standings import beyond_target, target
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Differs, Given
from cyps_papers.figures.forms import in_unit, worked_out_places
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language import lexicon
from cyps_papers.language.amounts import Amount, Hedge, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.language.dates import Form
from cyps_papers.records import Direction
from cyps_papers.words import stems

IN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_OF_A_DAY_OR_MONTH = (Form.LONG, Form.NUMERIC, Form.MONTH, Form.SHORT, Form.QUARTER)
_OF_SOME = stems("area stream team theme priority directorate objective completed delayed overdue red amber green")


def level(claim: Stated, measure: Measure) -> Iterator[Given]:
    """The value at the date, or of several the last, any of them, or their sum; without a date the latest."""
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    if amount.measured is Measured.POINTS:
        if claim.of_target:
            yield from beyond_target(claim, measure, amount)
        return
    if claim.of_target and claim.sentence.passage.is_cell:
        yield from target(claim, measure)
        return
    found = at(measure, claim.when) if claim.when is not None else measure.observations
    base = claim.claim.base
    if amount.measured is not Measured.SHARE and (claim.claim.relation is Relation.SHARE or base is not None):
        found = [value for value in found if base is not None and not shows(base, value.value)]  # not the whole itself
    if amount.hedge is Hedge.AT_MOST or claim.sentence.passage.text[: amount.begin].endswith("against "):
        yield from planned(claim, measure)
    may_be_of_the_rest = _may_be_of_the_rest(claim, amount)
    for one in reversed(found):
        agrees = shows(amount, one.value) or (may_be_of_the_rest and shows(amount, 1 - one.value))
        agrees = agrees is not claim.claim.is_negated
        yield held(measure, agrees, one.printed, one)
    is_of_a_time = claim.when is not None or claim.months
    if is_of_a_time and measure.unit not in SHARES:
        yield from _totals(claim, measure, amount)
    if not found and claim.when is not None and claim.when.form in _OF_A_DAY_OR_MONTH:
        yield from _of_another_date(measure, amount)


def _may_be_of_the_rest(claim: Stated, amount: Amount) -> bool:
    """Whether a share can be that of all the others: 'one in ten was not seen in time' where nine in ten were."""
    after = claim.sentence.passage.text[amount.end : claim.claim.near[1]].lower()
    return amount.measured is Measured.SHARE and not lexicon.OF_THE_REST.isdisjoint(after.strip(".").split())


def _of_another_date(measure: Measure, amount: Amount) -> Iterator[Given]:
    """A value that the measure has at another date than the one that is said, and none at that."""
    for observation in reversed(measure.observations):
        if observation.when is not None and shows(amount, observation.value):
            yield held(measure, False, dated(observation), observation, differs=Differs.DATE)


def count(claim: Stated, measure: Measure) -> Iterator[Given]:
    """A count of records as they are now, none of which is labelled: 'the plan has 41 actions'."""
    amount, said = claim.claim.amount, claim.claim
    is_of_all = amount is not None and amount.unit in stems(measure.counts) and not said.label and said.base is None
    is_of_all = is_of_all and not (_OF_SOME & stems(claim.sentence.text) - {amount.unit if amount else ""})
    if amount is not None and is_of_all and not claim.is_dated and said.relation in (Relation.IS, Relation.SUM):
        for observation in measure.observations:
            yield held(measure, shows(amount, observation.value), observation.printed, observation)


def planned(claim: Stated, measure: Measure) -> Iterator[Given]:
    """What is aimed at or forecast, where it is what is told; nothing else is said of what is still to come."""
    amount = claim.claim.amount
    if amount is not None and is_in_unit(amount, measure.unit):
        for value in measure.values:
            if value.role in (Role.TARGET, Role.FORECAST) and shows(amount, value.value):
                yield held(measure, True, value.printed, value)


ARREARS = stems("backlog overdue outstanding late unallocated waiting without missing")


def left(_: Stated, measure: Measure) -> Iterator[Given]:
    """Whether nothing is left of what is in arrears."""
    latest = measure.latest
    if measure.direction == Direction.LOWER and measure.stems & ARREARS and latest is not None and latest.when:
        yield held(measure, latest.value == 0, dated(latest), latest)


def total(claim: Stated, measure: Measure) -> Iterator[Given]:
    """The sum of the values of a time; the value itself where there is only one."""
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit) or measure.unit in SHARES:
        return
    totals = list(_totals(claim, measure, amount))
    yield from totals or level(claim, measure)


def _totals(claim: Stated, measure: Measure, amount: Amount) -> Iterator[Given]:
    for found in _times(claim, measure):
        if len(found) > 1:
            added = sum((one.value for one in found), Decimal(0))
            words = f"{in_unit(added, measure.unit)} in all ({found[0].when} to {found[-1].when})"
            yield held(measure, shows_worked_out(amount, added), words, *found)


def rate(claim: Stated, measure: Measure) -> Iterator[Given]:
    """So many a month on average, over the time that is said."""
    amount = claim.claim.amount
    if amount is None or not is_in_unit(amount, measure.unit):
        return
    if not amount.is_rate and amount.per not in IN_MONTHS:
        yield from level(claim, measure)
        return
    per = IN_MONTHS.get(amount.per)
    for found in _times(claim, measure):
        covered = sum(value.when.months for value in found if value.when)
        if not per or not covered:
            return
        span = f"{found[0].when} to {found[-1].when}" if len(found) > 1 else str(found[0].when)
        if amount.hedge is Hedge.BETWEEN:
            low, high = min(found, key=lambda value: value.value), max(found, key=lambda value: value.value)
            agrees = all(amount.interval.holds(value.value) for value in found)
            yield held(measure, agrees, f"{dated(low)} to {dated(high)}", low, high)
            return
        mean = sum((value.value for value in found), Decimal(0)) * per / covered
        shown = in_unit(mean, measure.unit, worked_out_places(mean, measure.unit))
        words = f"a mean of {shown} a {amount.per} ({span})"
        yield held(measure, shows_worked_out(amount, mean), words, *found)


def _times(claim: Stated, measure: Measure) -> Iterator[Sequence[KnownValue]]:
    """The values of the time that a claim speaks of: since a date, in a span, six months, or the year so far."""
    observed = [observation for observation in measure.observations if observation.when is not None]
    if claim.since is not None:
        end = claim.when.period.end if claim.when is not None and claim.when.period else claim.meeting
        yield [value for value in observed if is_since(value, claim.since) and value.when and value.when.start <= end]
    elif claim.when is not None:
        yield at(measure, claim.when)
        if claim.when.step is not None and claim.when.step.to_date:
            yield from _last(observed, -claim.when.step.months)
    else:
        run = unbroken(observed)
        yield from _last(run, claim.months)
        if not claim.months:
            yield run
            if len(run) < len(observed):
                yield observed


def _last(observed: Sequence[KnownValue], months: int) -> Iterator[Sequence[KnownValue]]:
    """The last values of a series that are together of so many months."""
    covered = 0
    for number, one in enumerate(reversed(observed), start=1):
        covered += one.when.months if one.when else 0
        if covered == months:
            yield observed[-number:]


def unbroken(observed: Sequence[KnownValue]) -> Sequence[KnownValue]:
    """The last values of a series that follow one another without a gap: the months after one of a year before."""
    first = len(observed) - 1
    for at_, (one, other) in reversed(list(enumerate(pairwise(observed)))):
        if one.when is None or other.when is None or (other.when.start - one.when.end).days > 1:
            break
        first = at_
    return observed[max(first, 0) :]
