"""What happened to a plan's actions since the last report: what moved, and how many of each kind there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from cyps_papers.figures import forms
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP
from cyps_papers.origin import worked_out
from cyps_papers.periods import Grain, Period, day
from cyps_papers.records import CLOSED, Cell, Entry, LastReport, Rag, Status, Unit
from cyps_papers.sources.action_plan.action import Action, Move, Movement, origin_of, status_of
from cyps_papers.sources.action_plan.matching import How, Match, Plans, cells_of
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.since import RecordChange, RecordsSince, count_of, list_of
from cyps_papers.vocabulary import named

USUAL_RATINGS = (Rag.BLUE, Rag.GREEN, Rag.AMBER, Rag.RED)
"""A step is from one of these to the next, unless the plan uses more."""


class PlanSince(RecordsSince[Movement]):
    """What happened to a plan's actions since the last report."""

    counted_in = "actions"

    def __init__(
        self, plan: str, matches: Sequence[Match], last: LastReport, meeting: Entry[date] | None, beside: Plans
    ) -> None:
        """`beside` are the actions of the paper's other plans that say where they came from."""
        self.source = plan
        self._matches = matches
        self._last = last
        self._meeting = meeting
        self.all = []
        self._of_actions: dict[Cell, list[Movement]] = {}
        for match in matches:
            then = match.then if match.how is How.MOVED else None
            action = Action(then or match.record, plan, beside)
            movements = [Movement(match, moved, plan, action) for moved in self._moves(match)]
            self.all += movements
            if match.now is not None and match.how is not How.MOVED:
                self._of_actions[match.now.reference.cell] = movements

    @property
    def matched(self) -> Iterator[tuple[ActionRecord, ActionRecord]]:
        """The actions of both reports: as each was then, and as it is now."""
        return (
            (match.then, match.now)
            for match in self._matches
            if match.then and match.now and match.how is not How.MOVED
        )

    def of(self, kind: Enum) -> list[Movement]:
        if kind is Move.NEWLY_COMPLETED:
            return [one for one in self.all if one.completes]
        return super().of(kind)

    def of_action(self, record: ActionRecord) -> list[Movement]:
        """What happened to one action of the plan as it is now."""
        return self._of_actions.get(record.reference.cell, [])

    @named
    def movements(self) -> list[Movement]:
        """everything that moved, action by action in the order of the plan, those no longer in it at the end"""
        return list(self.all)

    newly_completed = count_of(Move.NEWLY_COMPLETED, "how many actions were completed since the last report", "status")
    newly_completed_actions = list_of(Move.NEWLY_COMPLETED, Movement, "the actions completed since the last report")
    slipped = count_of(
        Move.SLIPPED, "how many actions slipped: given a later date or none, or not completed in time", "due", "status"
    )
    slipped_actions = list_of(Move.SLIPPED, Movement, "the actions that slipped, with .by for how long")
    reopened = count_of(Move.REOPENED, "how many actions were closed in the last report and are open again", "status")
    reopened_actions = list_of(Move.REOPENED, Movement, "the actions that are open again")
    new = count_of(Move.NEW, "how many actions are new since the last report", "reference", "came_from")
    new_actions = list_of(Move.NEW, Movement, "the actions that are new")
    dropped = count_of(
        Move.DROPPED, "how many actions that were not completed are in no plan any more", "reference", "status"
    )
    dropped_actions = list_of(Move.DROPPED, Movement, "the actions that are in no plan any more")
    carried_on = count_of(
        Move.CARRIED_ON, "how many actions are carried on from or in another plan, or renumbered", "reference",
        "came_from",
    )  # fmt: skip
    carried_on_actions = list_of(
        Move.CARRIED_ON, Movement, "the actions carried on from or in another plan, or renumbered"
    )
    rag_improved = count_of(Move.RAG_IMPROVED, "how many open actions have a better RAG rating", "rag", "status")
    rag_improved_actions = list_of(
        Move.RAG_IMPROVED, Movement, "the open actions with a better RAG rating, with .by for the steps"
    )
    rag_worsened = count_of(Move.RAG_WORSENED, "how many open actions have a worse RAG rating", "rag", "status")
    rag_worsened_actions = list_of(
        Move.RAG_WORSENED, Movement, "the open actions with a worse RAG rating, with .by for the steps"
    )

    def cells_of(self, *fields: str) -> tuple[Cell, ...]:
        both = [record for match in self._matches for record in (match.then, match.now) if record is not None]
        cells = cells_of(both, *fields)
        if "due" in fields and self._meeting is not None:
            cells += (self._meeting.cell,)
        return tuple(dict.fromkeys(cells))

    def _moves(self, match: Match) -> Iterator[RecordChange[Move]]:
        yield from _standing(match)
        if match.how in (How.DROPPED, How.MOVED) or match.now is None or status_of(match.now) in CLOSED:
            return
        yield from self._due(match.now, match.then)
        if match.then is not None and status_of(match.then) not in (Status.COMPLETED, Status.CANCELLED):
            yield from self._rag(match.now, match.then)

    def _due(self, now: ActionRecord, then: ActionRecord | None) -> Iterator[RecordChange[Move]]:
        """A due date that moved, was taken away, or has passed."""
        due, was = _date(now), _date(then)
        words, lengths, cells = [], [], cells_of([record for record in (then, now) if record], "due")
        if due and was and due > was:
            words.append(f"slipped by {forms.length_of_time(was, due)}")
            lengths.append((was, due))
        if was and not due:
            words.append("no longer has a date")
            cells = cells or cells_of([now], "reference")
        if due and self._meeting is not None and due < self._meeting.value:
            last = self._last.date
            was_overdue = bool(was and last and was < last.value) and status_of(then) not in CLOSED
            still = "still " if due == was and was_overdue else ""
            words.append(f"{still}overdue by {forms.length_of_time(due, self._meeting.value)}")
            lengths.append((due, self._meeting.value))
            cells += (self._meeting.cell,)
        if words:
            by = self._time(lengths, cells, now)
            yield RecordChange(Move.SLIPPED, DOWN, ", and ".join(words), cells, by)
        elif due and was and due < was:
            by = self._time([(due, was)], cells, now)
            word = f"brought forward by {forms.length_of_time(due, was)}"
            yield RecordChange(Move.BROUGHT_FORWARD, UP, word, cells, by)

    def _time(self, lengths: list[tuple[date, date]], cells: tuple[Cell, ...], now: ActionRecord) -> Figure | None:
        """How far a due date moved or, where it did not, how long ago it passed: days, printed as months or weeks."""
        if not lengths:
            return None
        start, end = lengths[0]
        return Figure(
            value=Decimal((end - start).days), unit=Unit.DAYS, cells=cells, text=forms.length_of_time(start, end),
            how=worked_out(f"time from {day(start)} to {day(end)}", day(start), day(end)),
            when=Period(start, end, Grain.DAY), origin=origin_of(self.source, now).asked("time slipped"),
        )  # fmt: skip

    def _rag(self, now: ActionRecord, then: ActionRecord) -> Iterator[RecordChange[Move]]:
        if then.rag is None or (now.rag is not None and now.rag.value is then.rag.value):
            return
        cells = cells_of((then, now), "rag")
        if now.rag is None:
            yield RecordChange(Move.RATED, ON, "no longer rated", cells)
            return
        steps = self._scale.index(now.rag.value) - self._scale.index(then.rag.value)
        by = self._steps(abs(steps), cells, now)
        length = f" by {by.printed}" if abs(steps) > 1 else ""
        if steps < 0:
            yield RecordChange(Move.RAG_IMPROVED, UP, f"improved{length}", cells, by)
        else:
            yield RecordChange(Move.RAG_WORSENED, DOWN, f"worsened{length}", cells, by)

    @cached_property
    def _scale(self) -> list[Rag]:
        """The plan's ratings from the best to the worst: the usual ones, and any between them that it uses."""
        records = [record for match in self._matches for record in (match.now, match.then) if record is not None]
        used = {record.rag.value for record in records if record.rag is not None}
        return [rating for rating in Rag if rating in USUAL_RATINGS or rating in used]

    def _steps(self, steps: int, cells: tuple[Cell, ...], now: ActionRecord) -> Figure:
        scale = ", ".join(rating.label for rating in self._scale)
        return Figure(
            value=Decimal(steps), unit="steps", cells=cells, text=f"{steps} step{'' if steps == 1 else 's'}",
            how=worked_out(f"steps between the two ratings: {scale}"),
            origin=origin_of(self.source, now).asked("RAG steps"),
        )  # fmt: skip


STATUS_WORDS: dict[Status, Callable[[Status], tuple[str, str]]] = {
    Status.IN_PROGRESS: lambda then: (UP, "resumed" if then in (Status.DELAYED, Status.ON_HOLD) else "started"),
    Status.NOT_STARTED: lambda then: (DOWN, "not started after all"),
    Status.DELAYED: lambda then: (DOWN, "delayed"),
    Status.ON_HOLD: lambda then: (DOWN, "put on hold"),
    Status.CANCELLED: lambda then: (CROSS, "cancelled"),
    Status.RESIDUAL: lambda then: (ON, "moved to another plan"),
}


def _standing(match: Match) -> Iterator[RecordChange[Move]]:
    """Where an action stands that is new, gone, carried on, or has another status."""
    now, then = match.now, match.then
    cells = cells_of([record for record in (then, now) if record is not None], "reference", "status")
    if match.how is How.NEW:
        yield RecordChange(Move.NEW, PLUS, "new", cells)
    elif match.how is How.CARRIED_ON and then is not None:
        yield RecordChange(Move.CARRIED_ON, ON, f"carried on from {then.reference.value}", cells)
    elif match.how is How.MOVED and now is not None:
        yield RecordChange(Move.CARRIED_ON, ON, f"carried on as {now.reference.value}", cells)
    elif match.how is How.DROPPED and status_of(then) not in (Status.COMPLETED, Status.CANCELLED):
        yield RecordChange(Move.DROPPED, CROSS, "dropped", cells)
    elif now is not None and then is not None and status_of(now) is not status_of(then):
        yield from _status_moved(status_of(then), status_of(now), cells_of((then, now), "status"))


def _status_moved(then: Status | None, now: Status | None, cells: tuple[Cell, ...]) -> Iterator[RecordChange[Move]]:
    if now is Status.COMPLETED:
        yield RecordChange(Move.NEWLY_COMPLETED, UP, "completed", cells)
    elif then in CLOSED and now not in CLOSED:
        yield RecordChange(Move.REOPENED, DOWN, "reopened", cells)
    elif then is None:
        return  # a status given where there was none says nothing about what happened
    elif now is None:
        yield RecordChange(Move.STATUS, ON, "no longer has a status", cells)
    else:
        arrow, word = STATUS_WORDS[now](then)
        yield RecordChange(Move.STATUS, arrow, word, cells)


def _date(record: ActionRecord | None) -> date | None:
    """The last day on which an action is on time; None where its due date is words."""
    due = record.due if record is not None else None
    return due.value.last_day if due is not None and isinstance(due.value, Period) else None
