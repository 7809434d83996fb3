"""A figure in a workbook is hard to believe: one value five times as high or as low as all the others of its series,
far from its target, or a share over 100%; or no whole count gives a percentage of the paper, as 44% of 12 homes. The
same goes for a plan that contradicts itself: an action completed and rated red, overdue and rated green or rated
better, or not started after it was in progress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.forms import known_as, rounded
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language.amounts import Hedge, Measured
from cyps_papers.numerals import MONEY
from cyps_papers.problems import Problem, warning
from cyps_papers.records import Unit

EXAMPLES = (Example(("1 44% of the 12 homes are let.",), ("1 42% of the 12 homes are let.",)),)
FAR_FROM_OTHERS = warning(
    "implausible",
    'the value of "{name}" for {when} is {value}, but the others are between {least} and {most}.',
    "Correct it if a digit is missing or there is one too many; accept this if it is right.",
)
FAR_FROM_TARGET = warning(
    "implausible",
    'the latest value of "{name}" is {value}, but its target is {target}.',
    "Correct the one that is wrong, or enter both in one unit; or accept this, if they are right.",
)
OVER_ALL = warning(
    "implausible",
    'the value of "{name}" for {when} is {value}, but a share of a whole cannot be more than 100%.',
    "Correct it; or accept this, if it is not a share of a whole.",
)
NO_WHOLE_COUNT = warning(
    "implausible",
    '"{words}" is not possible: {count} of {base} is {worked}, and one more is {next}.',
    "Correct the percentage or the number that it is of.",
)
TIMES = 5  # as far from the nearest of the others
ALIKE = 3  # times, that the others differ among themselves at the most: else nothing is far from them
LEAST = 20  # below it small counts swing by as much
TIMES_TARGET = 50
_MAY_PASS_ALL = re.compile(
    r"\b(?:change|growth|increase|rise|inflation|of (?:the )?(?:budget|target|plan|capacity|profile)|spen[dt]"
    r"|occupan|capacity|utili[sz]|fill(?:ed)? rate|hours|return|cover)",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    for measure in (measure for measure in pack.measures if not measure.counts):
        yield from _far_from_others(measure)
        yield from _far_from_target(measure)
        yield from _over_all(measure)
    for sentence in pack.sentences:
        yield from _no_whole_count(sentence)


def _far_from_others(measure: Measure) -> Iterator[Problem]:
    """A value beside at least two others that lie near one another; a zero was not mistyped."""
    values = [
        value for value in measure.values if value.role in (Role.OBSERVED, Role.FORECAST) and value.when and value.cells
    ]
    for value in values:
        others = sorted((other for other in values if other is not value), key=lambda known: known.value)
        if len(others) > 1 and others[0].value > 0 and value.value > 0 and _is_far(value, others):
            found = {"value": value.printed, "least": others[0].printed, "most": others[-1].printed}
            about = [measure.about(value.printed)]
            yield FAR_FROM_OTHERS.at(value.cells[0], about, name=measure.name, when=value.when, **found)


def _is_far(one: KnownValue, others: Sequence[KnownValue]) -> bool:
    least, most = others[0].value, others[-1].value
    is_apart = one.value >= TIMES * most or one.value * TIMES <= least
    is_small = max(known_as(known.value, known.unit) for known in (one, others[-1])) < LEAST and one.unit not in MONEY
    return is_apart and most <= ALIKE * least and not is_small


def _far_from_target(measure: Measure) -> Iterator[Problem]:
    target = next((value for value in measure.values if value.role is Role.TARGET and value.value > 0), None)
    latest = measure.latest
    if target is None or latest is None or latest.is_share or not latest.cells or latest.value <= 0:
        return
    if max(latest.value / target.value, target.value / latest.value) >= TIMES_TARGET:
        found = {"value": latest.printed, "target": target.printed}
        yield FAR_FROM_TARGET.at(latest.cells[0], [measure.about(latest.printed)], name=measure.name, **found)


def _over_all(measure: Measure) -> Iterator[Problem]:
    """A share between one and two: what is more was doubted when it was read."""
    for observation in measure.observations:
        if (
            measure.unit == Unit.SHARE
            and 1 < observation.value < 2
            and observation.cells
            and not _MAY_PASS_ALL.search(measure.name)
        ):
            about = [measure.about(observation.printed)]
            yield OVER_ALL.at(
                observation.cells[0], about, name=measure.name, when=observation.when, value=observation.printed
            )


def _no_whole_count(sentence: Sentence) -> Iterator[Problem]:
    """'44% of the 12 homes', 'of the 12 homes, 44%': five of them are 42%, and six are 50%."""
    for claim in sentence.claims if any(number.is_share for number in sentence.numbers) else ():
        share, base = claim.amount, claim.base
        is_share = share is not None and share.measured is Measured.SHARE and share.is_in_digits
        if share is None or base is None or not is_share or base.measured is not Measured.COUNT:
            continue
        if share.hedge is not Hedge.NONE or base.hedge is not Hedge.NONE or base.value % 1 or share.value > 1:
            continue
        below = int(share.value * base.value)
        near = [rounded(count / base.value * 100, share.places) for count in map(Decimal, (below, below + 1))]
        if share.value * 100 not in near:
            found = {"count": below, "base": base.text, "worked": f"{near[0]}%", "next": f"{near[1]}%"}
            words = sentence.passage.text[min(share.start, base.start) : max(share.end, base.end)]
            yield NO_WHOLE_COUNT.at(sentence.passage.place, [sentence.about(words)], words=words, **found)
