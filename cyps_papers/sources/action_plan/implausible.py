"""What a plan says against itself: completed and rated red, overdue and rated green or rated better than it was, or not
started after it was in progress."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_papers.checks.pack import Pack
from cyps_papers.periods import Period
from cyps_papers.problems import Problem, warning
from cyps_papers.records import Rag, Status
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord

COMPLETED_RED = warning(
    "implausible", "action {reference} is completed but rated {rag}.", "Correct the status or the rating."
)
OVERDUE_GREEN = warning(
    "implausible",
    "action {reference} was due {due} and is still open, but is rated {rag}.",
    "Correct the rating, the status or the due date.",
)
BETTER_OVERDUE = warning(
    "implausible",
    "action {reference} was due {due} and is still open, but its rating has gone from {before} to {rag}.",
    "Correct the rating, the status or the due date; or accept this, if progress was made.",
)
UNSTARTED = warning(
    "implausible",
    "action {reference} is not started, but the last report said that it was {before}.",
    "Correct the status; or accept this, if the action was started again.",
)
_RED = frozenset((Rag.RED, Rag.AMBER_RED))
_BEGUN = frozenset((Status.IN_PROGRESS, Status.DELAYED, Status.ON_HOLD))
_WORST_FIRST = (Rag.RED, Rag.AMBER_RED, Rag.AMBER, Rag.AMBER_GREEN, Rag.GREEN, Rag.BLUE)


def implausible(pack: Pack) -> Iterator[Problem]:
    for plan in (subject for subject in pack.context.values() if isinstance(subject, Plan)):
        for record in plan.records:
            yield from _rated_against(record, pack.meeting)
        for then, now in plan.as_it_was:
            yield from _against_the_last(then, now, pack.meeting)


def _rated_against(record: ActionRecord, meeting: date) -> Iterator[Problem]:
    if record.rag is None or record.status is None:
        return
    found = {"reference": record.reference.value, "rag": record.rag.value.label}
    if record.status.value is Status.COMPLETED and record.rag.value in _RED:
        yield COMPLETED_RED.at(record.rag.cell, [record.about(found["rag"])], **found)
    if record.rag.value is Rag.GREEN and _is_overdue(record, meeting):
        yield OVERDUE_GREEN.at(record.rag.cell, [record.about(found["rag"])], **found, due=_due(record))


def _against_the_last(then: ActionRecord, now: ActionRecord, meeting: date) -> Iterator[Problem]:
    if now.status and then.status and now.status.value is Status.NOT_STARTED and then.status.value in _BEGUN:
        found = {"reference": now.reference.value, "before": then.status.value.label.lower()}
        yield UNSTARTED.at(now.status.cell, [now.about(found["before"])], **found)
    if now.rag is None or then.rag is None or now.rag.value is Rag.GREEN or not _is_overdue(now, meeting):
        return
    if _WORST_FIRST.index(now.rag.value) > _WORST_FIRST.index(then.rag.value):
        found = {"reference": now.reference.value, "rag": now.rag.value.label, "before": then.rag.value.label}
        yield BETTER_OVERDUE.at(now.rag.cell, [now.about(found["rag"])], **found, due=_due(now))


def _is_overdue(record: ActionRecord, meeting: date) -> bool:
    due = record.due.value if record.due else None
    return isinstance(due, Period) and not record.is_closed and meeting != date.max and due.last_day < meeting


def _due(record: ActionRecord) -> str:
    return str(record.due.value) if record.due else ""
