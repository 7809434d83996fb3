"""A residual action has not been picked up in another plan, or under another work stream than the one it is said to
have moved to; or an action is said to carry on one that is still open in its own plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from cyps_papers.checks.pack import Pack
from cyps_papers.problems import About, Problem, warning
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.vocabulary import comparable
from cyps_papers.words import listed

NOT_TAKEN_ON = warning(
    "residual",
    "residual {action|actions} {reference} {has|have} not been picked up in another plan.",
    "Enter {reference|the reference of each} beside the action that takes it on, in the column for where it came from.",
    "reference",
)
NO_DESTINATION = warning(
    "residual",
    "residual {action|actions} {reference} {does|do} not say where {it|they} moved to, but the others do.",
    "Enter the plan or work stream that takes {it|each} on.",
    "reference",
)
ELSEWHERE = warning(
    "residual",
    'residual action {reference} is said to have moved to "{said}", but is taken on by {takers}.',
    "Correct one of the two.",
)
NEARLY_ONE = warning(
    "names",
    '"{odd}", the area of action {reference}, differs by a letter from "{usual}", and is counted as another.',
    "Write it as the other actions do; or accept this, if they are two areas.",
)
STILL_OPEN = warning(
    "residual",
    "{reference} is said to carry on {former}, which is {status} in its own plan.",
    "Give {former} the status Residual, or take it out of this cell.",
)


def residual(pack: Pack) -> Iterator[Problem]:
    plans = [subject for subject in pack.context.values() if isinstance(subject, Plan)]
    areas = {comparable(record.area_name) for plan in plans for record in plan.records if record.area}
    for plan in plans:
        residual = plan.residual_actions
        are_followed = len(plans) > 1 or any(action.taken_on_by for action in residual)
        name_places = any(action.record.moved_to for action in residual)
        for action in residual:
            reference, about, said = action.record.reference, [action.record.about()], _moved_to(action)
            if name_places and action.record.moved_to is None:
                yield NO_DESTINATION.at(reference.cell, about, reference=reference.value)
            if are_followed and not action.taken_on_by and (not said or said in areas):  # else it went to no plan here
                yield NOT_TAKEN_ON.at(reference.cell, about, reference=reference.value)
            yield from _elsewhere(action, areas)
        yield from (problem for action in plan.actions for problem in _still_open(action))


def _elsewhere(action: Action, areas: set[str]) -> Iterator[Problem]:
    takers, moved_to = [taker.record for taker in action.taken_on_by], action.record.moved_to
    if (
        moved_to is None
        or not takers
        or _moved_to(action) not in areas - {comparable(taker.area_name) for taker in takers}
    ):
        return
    shown = listed([f'{taker.reference.value} under "{taker.area_name}"' for taker in takers], 3)
    found = {"reference": action.record.reference.value, "said": moved_to.value, "takers": shown}
    yield ELSEWHERE.at(moved_to.cell, [action.record.about(moved_to.value)], **found)


def _still_open(action: Action) -> Iterator[Problem]:
    status, former = action.record.status, action.record.reference.value
    if status is None or action.record.is_closed:
        return
    for taker in (taken.record for taken in action.taken_on_by):
        if taker.came_from is not None:
            found = {"former": former, "status": status.value.label.lower()}
            about = [taker.about(found["status"])]
            yield STILL_OPEN.at(taker.came_from.cell, about, reference=taker.reference.value, **found)


def _moved_to(action: Action) -> str:
    return comparable(action.record.moved_to.value) if action.record.moved_to else ""


def areas(pack: Pack) -> Iterator[Problem]:
    """Areas that differ by a slip of the keyboard, the one with fewer actions taken for the slip."""
    for plan in (subject for subject in pack.context.values() if isinstance(subject, Plan)):
        groups: dict[str, list[ActionRecord]] = {}
        for record in plan.records:
            groups.setdefault(comparable(record.area_name), []).append(record)
        for one, other in _but_for_a_slip(groups):
            odd, usual = (those[0] for those in sorted((groups[one], groups[other]), key=len))
            found = {"odd": odd.area_name, "usual": usual.area_name}
            about = [About((odd.area_name,))]
            yield NEARLY_ONE.at(odd.reference.cell, about, **found, reference=odd.reference.value)


def _but_for_a_slip(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names that differ in one word, and in that by a slip; only those that share all other words are compared."""
    sharing: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for name in names:
        words = name.split()
        for place, word in enumerate(words):
            sharing.setdefault((place, *words[:place], None, *words[place + 1 :]), []).append((word, name))
    for those in sharing.values():
        for (a, one), (b, other) in combinations(those, 2):
            if _is_slip(a, b):
                yield one, other


def _is_slip(a: str, b: str) -> bool:
    """Whether two long words differ by a letter, or by two that changed places."""
    if min(len(a), len(b)) < 5 or not (a + b).isalpha():
        return False
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    changes = [(a[i:j], b[k:m]) for kind, i, j, k, m in steps if kind != "equal"]
    changed_places = len(changes) == 2 and len({"".join(change) for change in changes}) == 1
    return max(len(part) for change in changes for part in change) == 1 and (len(changes) == 1 or changed_places)
