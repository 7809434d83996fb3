"""A figure is quoted from a good while before the meeting and nothing later stands in the paper, so that Members
cannot see whether it has got better. Give the later value beside it, or say plainly that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyps_papers.checks.measures import end_of
from cyps_papers.checks.misquoted import misquoted
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.pointing import Quote
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.origin import Origin
from cyps_papers.problems import Problem, warning

NONE_HELD = warning(
    "no-later-value",
    '"{number}" ({name}) is of {when}, {days} days before the meeting, and no later value is given anywhere.',
    "The workbook has none either: enter one and quote it, or say in the paragraph that there is no later figure.",
)
NONE_QUOTED = warning(
    "no-later-value",
    '"{number}" ({name}) is of {when}, {days} days before the meeting, and no later value is given anywhere.',
    "The workbook has {later} for {later_when}: quote it beside the earlier one, with {{{{ {tag} }}}}.",
)
_SAID = re.compile(
    r"\bno (?:later|more recent|further|newer) (?:\w+ )?(?:figures?|values?|data|counts?)\b"
    r"|\b(?:figures?|values?|data) (?:is|are) not (?:yet )?(?:available|held|collected)\b"
    r"|\bnot (?:been )?measured since\b",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    seen: set[Origin] = set()
    given = [(one.measure, one.known) for one in pack.quotes if one.known.role in (Role.OBSERVED, Role.CHANGE)]
    given += [(one.measure, one.known) for one in misquoted(pack)]  # quoted wrongly, which another rule says
    for quote in pack.quotes:
        tag = quote.measure.origin
        if (
            quote.known.role is not Role.OBSERVED
            or quote.measure.counts
            or tag in seen
            or not _is_old(pack, quote.known)
        ):
            continue
        seen.add(tag)
        if not (_is_followed(quote, given) or _is_held_back(pack, quote) or _is_admitted(pack, quote)):
            yield _remark(pack, quote)


def _is_old(pack: Pack, known: KnownValue) -> bool:
    return known.when is not None and pack.age(end_of(known.when)) > pack.stale_after


def _is_followed(quote: Quote, given: Sequence[tuple[Measure, KnownValue]]) -> bool:
    """Whether a later value of the same indicator stands anywhere in the pack."""
    when = quote.known.when
    return any(
        measure is quote.measure and known.when is not None and when is not None and known.when > when
        for measure, known in given
    )


def _is_held_back(pack: Pack, quote: Quote) -> bool:
    """Whether the pack prints a later observation as withheld: c, or x."""
    printed = (traced for passage in pack.passages for _, _, traced in passage.traced)
    mine = (one for one in printed if quote.measure.origin.is_of(one.origin) and one.value is None)
    return any(one.when is not None and quote.known.when is not None and one.when > quote.known.when for one in mine)


def _is_admitted(pack: Pack, quote: Quote) -> bool:
    """Whether the paper itself says, where it gives the figure, that there is no later one."""
    uses = (other.sentence.passage for other in pack.quotes if other.measure is quote.measure)
    return any(_SAID.search(passage.text) for passage in uses)


def _remark(pack: Pack, quote: Quote) -> Problem:
    when, latest = quote.known.when, quote.measure.latest
    assert when is not None
    found = {"number": quote.number.text, "name": quote.measure.name, "when": when, "days": pack.age(end_of(when))}
    place = quote.sentence.passage.place
    if latest is None or latest.when is None or not latest.when > when:
        return NONE_HELD.at(place, **found)
    return NONE_QUOTED.at(place, **found, later=latest.printed, later_when=latest.when, tag=latest.tag)
