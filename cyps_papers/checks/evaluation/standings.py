"""What a measure gives for a claim of rank or of its target: the highest since a date, met, missed, so much short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from cyps_papers.checks.evaluation.shown import (
    SHARES,
    at,
    dated,
    goes,
    held,
    is_in_unit,
    is_since,
    latest_or_at,
    shows,
    way,
)
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Given
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Extreme, Standing, Trend


def rank(claim: Stated, measure: Measure) -> Iterator[Given]:
    """The highest or the lowest since a date, of the year, or of all."""
    extreme, amount = claim.claim.extreme, claim.claim.amount
    if extreme is None:
        return
    better = way(Trend.BETTER, measure)
    sign = {Extreme.HIGHEST: 1, Extreme.LOWEST: -1, Extreme.BEST: better, Extreme.WORST: -better}[extreme]
    observed = [observation for observation in measure.observations if observation.when is not None]
    last = at(measure, claim.when) if claim.when is not None else observed[-1:]
    if not sign or not last or (amount is not None and not is_in_unit(amount, measure.unit)):
        return
    if amount is not None and claim.when is None:
        for among in _ranges(claim, observed):
            best = max(among, key=lambda known: sign * known.value)
            yield held(measure, shows(amount, best.value), dated(best), best)
        return
    if amount is not None:
        beyond = [value for value in last if sign * (value.value - amount.value) > 0 and not shows(amount, value.value)]
        yield from (held(measure, False, one.printed, one) for one in beyond)
    for among in _ranges(claim, observed):
        if last[-1] in among and len(among) > (2 if amount is None and claim.when is None else claim.claim.nth):
            best = sorted(among, key=lambda known: -sign * known.value)[claim.claim.nth - 1]
            agrees = best.value == last[-1].value and (amount is None or shows(amount, last[-1].value))
            yield held(measure, agrees, f"{dated(best)}, and {dated(last[-1])}", best, last[-1])


def _ranges(claim: Stated, observed: Sequence[KnownValue]) -> Iterator[Sequence[KnownValue]]:
    if claim.since is not None:
        since = [value for value in observed if is_since(value, claim.since)]
        yield since
        yield since[1:]  # 'the highest since 2019/20', when there were more
        return
    yield observed
    latest = observed[-1].when
    if latest is not None:
        yield [value for value in observed if value.when and (latest.end - value.when.end).days < 335]
    yield observed[-6:]


def target(claim: Stated, measure: Measure) -> Iterator[Given]:
    """How the value stands to the target: met, missed, above, below, or so much short of it."""
    targets = [value for value in measure.values if value.role is Role.TARGET]
    if not targets:
        return
    aim, amount, standing = targets[0], claim.claim.amount, claim.claim.standing
    is_level = amount is not None and is_in_unit(amount, measure.unit) and amount.measured is not Measured.POINTS
    if standing is None:
        if amount is not None and is_level:
            yield held(measure, shows(amount, aim.value), f"{aim.printed} as the target", aim)
        return
    for last in reversed(_standing_at(claim, measure)):
        stands = _stands(standing, last.value - aim.value, measure)
        if stands is None:
            return
        agrees = stands is not claim.claim.is_negated
        if claim.claim.is_first:
            since = claim.since.period if claim.since is not None else None
            earlier = [
                observation
                for observation in measure.observations
                if observation.when and last.when and observation.when < last.when
            ]
            earlier = [value for value in earlier if since is None or (value.when and value.when > since)]
            agrees = agrees and not any(_stands(standing, value.value - aim.value, measure) for value in earlier)
        if amount is not None and is_level:
            agrees = agrees and (shows(amount, aim.value) or standing is Standing.SHORT)
        elif amount is not None:
            agrees = agrees and shows(amount, abs(last.value - aim.value))
        yield held(measure, agrees, f"{dated(last)} against a target of {aim.printed}", last, aim)


def _standing_at(claim: Stated, measure: Measure) -> list[KnownValue]:
    """The values that a claim of a target is of: those of a date, the worst since one, or the latest; where it was not
    met since, the best; where it is told as the first time, any.
    """
    if claim.when is not None:
        return at(measure, claim.when)
    if claim.claim.is_first:
        return measure.observations
    better = way(Trend.BETTER, measure)
    if claim.since is not None and better:
        since = [observation for observation in measure.observations if is_since(observation, claim.since)]
        if claim.claim.is_negated:  # not met at any time since, or not met again after
            better = -better
        return [min(some, key=lambda known: better * known.value) for some in (since[1:], since) if some]
    return measure.observations[-1:]


def _stands(standing: Standing, beyond: Decimal, measure: Measure) -> bool | None:
    """Whether a value so much beyond its target stands so; None where what is better is not known."""
    better = way(Trend.BETTER, measure)
    if standing is Standing.ABOVE:
        return beyond > 0
    if standing is Standing.BELOW:
        return beyond < 0
    if not better:
        return None
    if standing in (Standing.MISSED, Standing.SHORT):
        return better * beyond < 0
    return better * beyond >= 0


def beyond_target(claim: Stated, measure: Measure, amount: Amount) -> Iterator[Given]:
    """So much above or below the target: 'two days longer than the target of 28'."""
    targets = [value for value in measure.values if value.role is Role.TARGET]
    for last, aim in product(reversed(latest_or_at(measure, claim.when)), targets):
        beyond = last.value - aim.value
        if amount.measured is Measured.SHARE and measure.unit not in SHARES:
            worked = [beyond / abs(aim.value)] if aim.value else []
        else:
            is_points = amount.measured is Measured.POINTS and measure.unit in SHARES
            worked = [beyond] if is_points or is_in_unit(amount, measure.unit) else []
            worked += [beyond / abs(aim.value)] if amount.measured is Measured.SHARE and aim.value else []
        if worked:
            agrees = goes(claim.claim.trend, beyond, measure) and any(shows(amount, abs(number)) for number in worked)
            yield held(measure, agrees, f"{dated(last)} against a target of {aim.printed}", last, aim)
