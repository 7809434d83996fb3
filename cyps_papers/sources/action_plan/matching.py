"""Which action of the last report each action is: by reference, by wording, or by what it says it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from cyps_papers.problems import Problems, error, warning
from cyps_papers.records import Cell, Status
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.matching import UNLIKE, Pair, pairs, plain_reference

VANISHED = error(
    "action-vanished",
    "{action|actions} {reference} {was|were} in the last report but {is|are} in no plan now.",
    "Put {it|them} back with the status that {it has|they have} now (Cancelled if {it was|they were} given up), or "
    "enter {reference|the reference of each} as where it came from beside the action that carries it on.",
    "reference",
)
RENUMBERED = warning(
    "reference-changed",
    "{reference} is taken for {former} of the last report ({cell}), whose wording it has.",
    "Use the reference of the last report, or enter {former} as where it came from. If it is another action, word "
    "it differently.",
)
REWORDED = warning(
    "action-reworded",
    "{reference} reads quite differently from {reference} of the last report ({cell}).",
    "If it is another action, give it a reference of its own and keep the old one in the plan.",
)


class How(Enum):
    """How an action was matched to the last report, or why it was not."""

    REFERENCE = auto()
    RENUMBERED = auto()
    CARRIED_ON = auto()  # this plan's action, another's in the last report
    MOVED = auto()  # this plan's action in the last report, another's now
    NEW = auto()
    DROPPED = auto()


@dataclass(frozen=True)
class Match(Pair[ActionRecord]):
    """An action as it is now and as it was in the last report, and how the two were matched."""

    how: How = How.REFERENCE


Plans = Mapping[str, Sequence[ActionRecord]]


def match_plans(then: Plans, now: Plans) -> dict[str, list[Match]]:
    """For each plan its matches: its actions now, in order, then those of the last report that it has no more."""
    within = {plan: _match(then.get(plan, ()), now.get(plan, ())) for plan in {**now, **then}}
    found = {plan: [_across(match, plan, within, then) for match in matches] for plan, matches in within.items()}
    return {plan: list(_without_the_carried_on(matches)) for plan, matches in found.items()}


def say_matches(matches: Mapping[str, list[Match]], problems: Problems) -> None:
    """Say what vanished since the last report, and what was matched by its wording alone."""
    for match in (match for those in matches.values() for match in those):
        now, then = match.now, match.then
        if match.how is How.DROPPED and then is not None and not _done_with(then):
            problems.add(VANISHED, then.reference.cell, reference=then.reference.value)
        elif now is None or then is None or carries_on(now, then):
            continue
        elif match.how is How.RENUMBERED:
            problems.add(
                RENUMBERED, now.reference.cell, reference=now.reference.value, former=then.reference.value,
                cell=then.reference.cell,
            )  # fmt: skip
        elif match.likeness < UNLIKE:
            problems.add(REWORDED, now.action.cell, reference=now.reference.value, cell=then.action.cell)


def cells_of(records: Iterable[ActionRecord], *fields: str) -> tuple[Cell, ...]:
    """The cells of some fields, action by action."""
    entries = [getattr(record, field) for record in records for field in fields]
    return tuple(entry.cell for entry in entries if entry is not None)


def _done_with(then: ActionRecord) -> bool:
    """Whether the last report already said that nothing more would come: it may be taken off the plan."""
    return then.status is not None and then.status.value in (Status.COMPLETED, Status.CANCELLED)


def _match(then: Sequence[ActionRecord], now: Sequence[ActionRecord]) -> list[Match]:
    """The actions of one plan, each with what it was."""
    matches = []
    for pair in pairs(then, now, lambda action: action.naming):
        how = How.REFERENCE if pair.same_reference else How.RENUMBERED
        if pair.then is None:
            how = How.NEW
        elif pair.now is None:
            how = How.DROPPED
        matches.append(Match(pair.now, pair.then, pair.likeness, how=how))
    return matches


def _across(match: Match, plan: str, within: Mapping[str, list[Match]], then: Plans) -> Match:
    """A match that its own plan does not have, found in the plans beside it by what an action came from."""
    if match.how is How.NEW and match.now is not None and match.now.came_from is not None:
        gone = [one.then for one in within[plan] if one.how is How.DROPPED and one.then is not None]
        others = [record for other, records in then.items() if other != plan for record in records]
        former = next((record for record in (*gone, *others) if carries_on(match.now, record)), None)
        return Match(match.now, former, how=How.CARRIED_ON) if former is not None else match
    if match.how is How.DROPPED and match.then is not None:
        others = [match.now for matches in within.values() for match in matches if match.now is not None]
        later = next((record for record in others if carries_on(record, match.then)), None)
        return Match(later, match.then, how=How.MOVED) if later is not None else match
    return match


def _without_the_carried_on(matches: list[Match]) -> Iterator[Match]:
    """The matches without those that an action of the same plan carries on under another reference."""
    carried_on = {match.then.reference for match in matches if match.how is How.CARRIED_ON and match.then is not None}
    for match in matches:
        if match.how is not How.MOVED or match.then is None or match.then.reference not in carried_on:
            yield match


def carries_on(now: ActionRecord, then: ActionRecord) -> bool:
    """Whether an action says that it came from an earlier one, or from one of another plan."""
    return now.came_from is not None and plain_reference(then.reference.value) in _origins(now.came_from.value)


@lru_cache(maxsize=10_000)
def _origins(came_from: str) -> frozenset[str]:
    """The references that are meant: '4.2', 'Ofsted 4.2', '4.2 and 7.1'; the last of 'Phase 2 of action 1'."""
    meant: set[str] = set()
    for part in re.split(r"[,;&\n]|\band\b", came_from):
        words = re.split(r"[\s/]+", part.strip())
        numbered = [word for word in words if re.search(r"\d", word)]
        meant.update(map(plain_reference, (part, *(numbered[-1:] or words))))
    return frozenset(meant)
