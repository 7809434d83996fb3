"""The rules in the order in which they are run, and what the officer has accepted of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType

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
from cyps_papers.problems import Problem, did_you_mean, warning
from cyps_papers.records import AcceptedRecord

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

NO_SUCH_RULE = warning(
    "accepted", "there is no rule {rule}, so nothing is accepted by this row.", "{near} The rules are: {rules}."
)
TOO_GENERAL = warning(
    "accepted",
    '"{words}" does not say which remark is accepted, so nothing is accepted by this row.',
    "Copy from the remark the words or the number that it is about, at least {least} letters or digits.",
)
LEAST_WORDS = 3  # letters or digits: fewer stand in every remark
WITH_GAPS = frozenset(("personal-data", "small-numbers", "placeholders", "names", "abbreviations", "dates-and-numbers"))
"""The rules that hold even where some figures could not be read: those of people, and those that read words alone."""


@dataclass(frozen=True)
class Accepted:
    """A problem that the officer accepts, with the reason."""

    problem: Problem
    record: AcceptedRecord


@dataclass
class Review:
    """What the rules found: the problems left, and those that the officer accepts."""

    problems: list[Problem] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)


def review(pack: Pack, of_sources: Iterable[tuple[str, Rule]] = (), is_whole: bool = True) -> Review:
    """Every rule over the pack, those `of_sources` too, what the officer accepts kept apart; of a pack with gaps, only
    the rules that hold with them.
    """
    rules = [*((name, rule.check) for name, rule in RULES.items()), *of_sources]
    reviewed = Review(list(_refused(pack.paper.accepted, list(dict.fromkeys(name for name, _ in rules)))))
    for name, check in rules:
        for problem in check(pack) if is_whole or name in WITH_GAPS else ():
            record = accepting(problem, pack.paper.accepted)
            if record is None:
                reviewed.problems.append(problem)
            else:
                reviewed.accepted.append(Accepted(problem, record))
    return reviewed


def _refused(records: Iterable[AcceptedRecord], rules: Sequence[str]) -> Iterator[Problem]:
    for record in records:
        rule = record.rule.value.strip().lower()
        if rule not in rules:
            near = did_you_mean(rule, rules)
            yield NO_SUCH_RULE.at(record.rule.cell, rule=rule, near=near, rules=", ".join(rules))
        elif len(_words(record)) < LEAST_WORDS:
            yield TOO_GENERAL.at(record.words.cell, words=record.words.value.strip(), least=LEAST_WORDS)


def _words(record: AcceptedRecord) -> str:
    return " ".join(record.words.value.lower().split())


def accepting(problem: Problem, records: Iterable[AcceptedRecord]) -> AcceptedRecord | None:
    """The record by which a problem is accepted: one of its rule, whose words its place or message holds."""
    text = f"{problem} {problem.place.within()}".lower()
    for record in records:
        words = _words(record)
        if record.rule.value.strip().lower() == problem.rule and len(words) >= LEAST_WORDS and words in text:
            return record
    return None
