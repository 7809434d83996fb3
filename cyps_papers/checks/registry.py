"""The rules in the order in which they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType

from cyps_papers.checks.acceptance import OF_PEOPLE, Review, weigh
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.rules import (
    abbreviations,
    contradiction,
    dates_and_numbers,
    implausible,
    names,
    no_later_value,
    personal_data,
    placeholders,
    readability,
    references,
    small_numbers,
    stale,
    totals,
    two_dates,
    typed_number,
    unsupported_trend,
)
from cyps_papers.problems import Problem

RULES: Mapping[str, ModuleType] = {
    "personal-data": personal_data,
    "small-numbers": small_numbers,
    "contradiction": contradiction,
    "totals": totals,
    "two-dates": two_dates,
    "no-later-value": no_later_value,
    "stale": stale,
    "implausible": implausible,
    "unsupported-trend": unsupported_trend,
    "typed-number": typed_number,
    "placeholders": placeholders,
    "references": references,
    "names": names,
    "abbreviations": abbreviations,
    "dates-and-numbers": dates_and_numbers,
    "readability": readability,
}

Rule = Callable[[Pack], Iterator[Problem]]

WITH_GAPS = frozenset((*OF_PEOPLE, "placeholders", "names", "abbreviations", "dates-and-numbers"))
"""The rules that hold even where some figures could not be read: those of people, and those that read words alone."""


def of_people(pack: Pack) -> list[Problem]:
    """What the rules that protect people find in a pack, but for what the officer accepts."""
    found = {name: [*RULES[name].check(pack)] for name in OF_PEOPLE}
    return [
        problem for problem in weigh(found, pack.paper.accepted, pack.meeting).problems if problem.rule in OF_PEOPLE
    ]


def review(pack: Pack, of_sources: Iterable[tuple[str, Rule]] = (), is_whole: bool = True) -> Review:
    """Every rule over the pack, those `of_sources` too, what the officer accepts kept apart; of a pack with gaps, only
    the rules that hold with them.
    """
    found: dict[str, list[Problem] | None] = {}
    for name, check in [*((name, rule.check) for name, rule in RULES.items()), *of_sources]:
        if is_whole or name in WITH_GAPS:
            found[name] = [*(found.get(name) or ()), *check(pack)]
        else:
            found.setdefault(name, None)
    return weigh(found, pack.paper.accepted, pack.meeting)
