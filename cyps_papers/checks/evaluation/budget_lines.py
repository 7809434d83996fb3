"""What a line of a budget gives for a claim: what was budgeted, what will be spent, and what is over or under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cyps_papers.checks.evaluation.shown import goes, held, shows
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Given
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.measure import Aspect, Measure
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.words import stem


def line(claim: Stated, measure: Measure) -> Iterator[Given]:
    """An amount of a budget's line: its budget, what it is forecast to spend, or what it is over or under."""
    amount, known = claim.claim.amount, measure.observations[0]
    if amount is None or amount.measured is not Measured.MONEY or measure.aspect not in _aspects(claim, amount):
        return
    near = claim.sentence.passage.text[slice(*claim.claim.near)].lower()
    if not measure.is_whole and _OF_ALL.search(near):
        return
    if claim.is_of_earlier and known.when is None:
        return
    agrees = shows(amount, abs(known.value))
    words = known.printed
    if measure.aspect is Aspect.VARIANCE:
        agrees = agrees and goes(claim.claim.trend, known.value, measure)
        words = f"{in_unit(abs(known.value), known.unit)} {'over' if known.value > 0 else 'under'} budget"
    yield held(measure, agrees, words, known)


def _aspects(claim: Stated, amount: Amount) -> tuple[Aspect, ...]:
    """Which amounts of a line are meant: by the nearest word before the amount that tells it, else after it."""
    text, (begin, end) = claim.sentence.passage.text, claim.claim.near
    after = text[amount.end : end]
    is_of_budget = (Aspect.BUDGET,) in _told_by(after)
    is_beyond = is_of_budget and not {"over", "under", "above", "below"}.isdisjoint(after.lower().split())
    if claim.claim.relation is Relation.DIFFERENCE or is_beyond:
        return (Aspect.VARIANCE,) if is_of_budget else ()
    return aspects_told(text[begin : amount.begin], after)


def aspects_told(before: str, after: str) -> tuple[Aspect, ...]:
    """Which amounts of a line the words before an amount tell, the nearest first, or else the few after it."""
    return next((told for told in (*reversed(_told_by(before)), *_told_by(after)[:4]) if told), ())


def _told_by(text: str) -> list[tuple[Aspect, ...]]:
    return [_TOLD_BY.get(stem(word.strip(".,;:()")), ()) for word in text.split()]


_OF_ALL = re.compile(r"\b(?:whole|total|overall|entire) budget\b")
_SPENDING = (Aspect.FORECAST, Aspect.SPENT)
_TOLD_BY: Mapping[str, tuple[Aspect, ...]] = {
    **{
        stem(word): (Aspect.VARIANCE,) for word in "overspend overspent underspend underspent variance pressure".split()
    },
    **{stem(word): (Aspect.BUDGET,) for word in "budget budgeted".split()},
    **{stem(word): _SPENDING for word in "forecast outturn projected spend spent expenditure spending cost".split()},
}
