"""A residual action is taken on by no action of another plan, or under another work stream than the one it is said to
have moved to; or an action is said to carry on one that is still open in its own plan."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.checks.pack import Pack
from cyps_papers.problems import Problem, warning
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.vocabulary import even
from cyps_papers.words import listed

NOT_TAKEN_ON = warning(
    "residual",
    "residual action {reference} is taken on by no action of another plan.",
    "Enter {reference} beside the action that takes it on, in the column for where it came from.",
)
NO_DESTINATION = warning(
    "residual",
    "residual action {reference} does not say where it moved to, and the others do.",
    "Enter the plan or work stream that takes it on.",
)
ELSEWHERE = warning(
    "residual",
    'residual action {reference} is said to have moved to "{said}", and is taken on by {takers}.',
    "Correct one of the two.",
)
STILL_OPEN = warning(
    "residual",
    "{reference} is said to carry on {former}, which is {status} in its own plan.",
    "Give {former} the status Residual, or take it out of this cell.",
)


def check(pack: Pack) -> Iterator[Problem]:
    plans = [subject for subject in pack.context.values() if isinstance(subject, Plan)]
    areas = {even(one.area_name) for plan in plans for one in plan.records if one.area}
    for plan in plans:
        residual = plan.residual_actions
        are_followed = any(one.taken_on_by for one in residual)
        name_places = any(one.record.moved_to for one in residual)
        for one in residual:
            yield from _without_place(one) if name_places else ()
            yield from _not_followed(one, areas) if are_followed else ()
            yield from _elsewhere(one, areas)
        yield from (problem for one in plan.actions for problem in _still_open(one))


def _without_place(action: Action) -> Iterator[Problem]:
    reference = action.record.reference
    if action.record.moved_to is None:
        yield NO_DESTINATION.at(reference.cell, reference=reference.value)


def _not_followed(action: Action, areas: set[str]) -> Iterator[Problem]:
    """Taken on by nothing, unless it went to something that is no plan of this paper."""
    reference, said = action.record.reference, _moved_to(action)
    if not action.taken_on_by and (not said or said in areas):
        yield NOT_TAKEN_ON.at(reference.cell, reference=reference.value)


def _elsewhere(action: Action, areas: set[str]) -> Iterator[Problem]:
    takers, moved_to = [one.record for one in action.taken_on_by], action.record.moved_to
    if moved_to is None or not takers or _moved_to(action) not in areas - {even(one.area_name) for one in takers}:
        return
    shown = listed([f'{one.reference.value} under "{one.area_name}"' for one in takers], 3)
    reference = action.record.reference.value
    yield ELSEWHERE.at(moved_to.cell, reference=reference, said=moved_to.value, takers=shown)


def _still_open(action: Action) -> Iterator[Problem]:
    status, former = action.record.status, action.record.reference.value
    if status is None or action.record.is_closed:
        return
    for taker in (one.record for one in action.taken_on_by):
        if taker.came_from is not None:
            found = {"former": former, "status": status.value.label.lower()}
            yield STILL_OPEN.at(taker.came_from.cell, reference=taker.reference.value, **found)


def _moved_to(action: Action) -> str:
    return even(action.record.moved_to.value) if action.record.moved_to else ""
