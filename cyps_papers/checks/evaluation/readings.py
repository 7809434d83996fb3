"""What the values of a measure give for a claim, in each way that it can be read, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from cyps_papers.checks.evaluation.budget_lines import line
from cyps_papers.checks.evaluation.changes import by, direction, steady, times, to
from cyps_papers.checks.evaluation.levels import count, left, level, planned, rate, total
from cyps_papers.checks.evaluation.shown import at, dated, held, is_finer, shows
from cyps_papers.checks.evaluation.standings import rank, target
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Given
from cyps_papers.figures.forms import share, worked_out_places
from cyps_papers.figures.measure import Measure
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.numerals import SCALES
from cyps_papers.records import Unit

LEAST_SCALED = 100
"""What part of a million an amount is at least that is told in millions: 0.01 million."""
_Reading = Callable[[Stated, Measure], Iterator[Given]]
_READINGS: Mapping[Relation, _Reading] = {
    Relation.IS: level,
    Relation.BY: by,
    Relation.TO: to,
    Relation.FROM: to,
    Relation.TIMES: times,
    Relation.DIFFERENCE: by,
    Relation.RATE: rate,
    Relation.SHARE: level,
    Relation.SUM: total,
    Relation.RANK: rank,
    Relation.TARGET: target,
    Relation.DIRECTION: direction,
    Relation.STEADY: steady,
    Relation.RECORDS: level,
    Relation.LEFT: left,
}


def given(claim: Stated, measure: Measure) -> list[Given]:
    """What the values of a measure give for a claim; nothing where they say nothing of it."""
    reading = _READINGS.get(claim.claim.relation)
    if measure.aspect is not None:
        reading = line
    elif claim.claim.is_planned:
        reading = planned
    elif measure.counts:
        reading = count
    if reading is None or not measure.observations or is_finer(claim.claim.amount, measure):
        return []
    return list(reading(_scaled(claim, measure), measure))


def _scaled(claim: Stated, measure: Measure) -> Stated:
    """The claim as it is counted in a measure's unit, where that is thousands or millions of something."""
    scale, amount = SCALES.get(measure.unit.partition(" ")[0], 1), claim.claim.amount
    if scale == 1 or amount is None or amount.measured is not Measured.COUNT or amount.value < scale / LEAST_SCALED:
        return claim
    return replace(claim, claim=replace(claim.claim, amount=amount.scaled(scale)))


def part(claim: Stated, amount: Amount, measure: Measure, whole: Measure) -> Given | None:
    """What share a measure is of another at the date of a claim, or the latest that both have."""
    for one in reversed(at(measure, claim.when) if claim.when is not None else measure.observations):
        for all_of in reversed(whole.observations):
            if all_of.when == one.when and abs(one.value) <= abs(all_of.value) and all_of.value:
                worked = abs(one.value / all_of.value)
                words = f"{share(worked, worked_out_places(worked, Unit.SHARE))}: {dated(one)} of {dated(all_of)}"
                return held(measure, shows(amount, worked), words, one, all_of)
    return None
