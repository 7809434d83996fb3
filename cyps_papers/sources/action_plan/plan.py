"""Action plans: their actions and areas, and how many there are of each status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cyps_papers.figures.coded import Coded, CodedCount
from cyps_papers.figures.figure import Figure, Wording, counted, from_entry, share_of, unread
from cyps_papers.figures.measure import LabelledRecord, Measure, Tallies, Tally
from cyps_papers.figures.source import Source, no_last_report
from cyps_papers.origin import Origin, worked_out
from cyps_papers.periods import Period
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import CLOSED, Cell, Status
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.matching import Plans
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.action_plan.since import PlanSince
from cyps_papers.vocabulary import Subject, answer, comparable, declared_as, named

AREA_WORDS = "areas improvement work streams themes priorities"
COUNTED = "actions areas streams themes priorities recommendations"
"""What a number of a plan may be said to be a number of."""


class StatusCount(CodedCount):
    """A status, and how many actions have it."""


def _with_status(status: Status, sentence: str) -> property:
    """Declare how many actions have a status."""
    return declared_as(Figure, sentence, lambda actions: actions.with_status(status))


class Actions(Subject):
    """Some actions, counted: those of a whole plan or of one of its areas."""

    def __init__(self, actions: Sequence[Action], plan: str, origin: Origin) -> None:
        self.records = [action.record for action in actions]
        self._actions = actions
        self._plan = plan
        self._origin = origin

    @named
    def total(self) -> Figure:
        """how many actions there are"""
        cells = tuple(record.reference.cell for record in self.records)
        return counted(len(self.records), "actions", cells, "number of actions", self._origin.asked("total"))

    completed = _with_status(Status.COMPLETED, "how many are completed")
    residual = _with_status(Status.RESIDUAL, "how many are residual: moved to another plan")
    in_progress = _with_status(Status.IN_PROGRESS, "how many are in progress")
    delayed = _with_status(Status.DELAYED, "how many are delayed")
    on_hold = _with_status(Status.ON_HOLD, "how many are on hold")
    not_started = _with_status(Status.NOT_STARTED, "how many are not started")
    cancelled = _with_status(Status.CANCELLED, "how many were cancelled")

    @named
    def open(self) -> Figure:
        """how many are still to be completed in this plan: neither completed, residual nor cancelled"""
        count = sum(not record.is_closed for record in self.records)
        return self._of_statuses(count, "number of actions still open", "open")

    @named
    def completed_share(self) -> Figure:
        """the completed as a percentage of all"""
        how = "completed actions as a percentage of all actions"
        share = share_of(self.completed, self.total, how, self._origin.asked("completed_share"))
        return replace(share, cells=self._status_cells)

    @named
    def statuses(self) -> list[StatusCount]:
        """each status that occurs, with .label and .count"""
        occurring = [status for status in Status if any(_has(record, status) for record in self.records)]
        return [
            StatusCount(Coded.labelled(one, (), self._origin.asked("statuses").asked(one.code)), self.with_status(one))
            for one in occurring
        ]

    @named
    def actions(self) -> list[Action]:
        """every action, in the order of the workbook"""
        return list(self._actions)

    @named
    def completed_actions(self) -> list[Action]:
        """the completed actions"""
        return [action for action in self._actions if _has(action.record, Status.COMPLETED)]

    @named
    def residual_actions(self) -> list[Action]:
        """the residual actions, that moved to another plan"""
        return [action for action in self._actions if _has(action.record, Status.RESIDUAL)]

    @named
    def open_actions(self) -> list[Action]:
        """the actions still to be completed in this plan"""
        return [action for action in self._actions if not action.record.is_closed]

    @cached_property
    def _status_cells(self) -> tuple[Cell, ...]:
        return tuple(record.status.cell for record in self.records if record.status)

    def with_status(self, status: Status) -> Figure:
        """How many actions have a status."""
        count = sum(_has(record, status) for record in self.records)
        return self._of_statuses(count, f"number of actions {status.label.lower()}", status.code)

    def _of_statuses(self, count: int, how: str, part: str) -> Figure:
        """A count that depends on every status; refused where one could not be read."""
        for record in (record for record in self.records if "status" in record.unread):
            raise unread(self._origin.asked(part), record.unread["status"])
        return counted(count, "actions", self._status_cells, how, self._origin.asked(part))


class Area(Actions):
    """An area for improvement, or a work stream, with its actions."""

    def __init__(self, actions: Sequence[Action], plan: str, number: int, down_to: tuple[Cell, ...]) -> None:
        """`down_to` are the cells with the areas of the plan's actions down to its first."""
        super().__init__(actions, plan, Origin(plan, f"areas[{number}]"))
        self._number = number
        self._down_to = down_to

    @named
    def name(self) -> Figure | Wording:
        """what the area or work stream is called"""
        if not self.records[0].area:
            raise _no_areas(self._plan)
        return from_entry(self.records[0].area, self._origin.asked("name"))

    @named
    def number(self) -> Figure:
        """its place in the plan: 1, 2, 3"""
        return Figure(
            value=Decimal(self._number), cells=self._down_to, how=worked_out("its place in the plan"),
            origin=self._origin.asked("number"),
        )  # fmt: skip


class Plan(Actions, Source):
    """An action plan, its actions grouped by area for improvement or by work stream."""

    def __init__(
        self, records: Sequence[ActionRecord], source: str, beside: Plans, since: PlanSince | None = None
    ) -> None:
        """`beside` are the actions of the paper's other plans that say where they came from."""
        super().__init__([Action(record, source, beside, since) for record in records], source, Origin(source))
        self._since = since

    def measures(self) -> Iterator[Measure]:
        source = self._plan.replace("_", " ")
        for part in ("total", *(status.code for status in Status), "open"):
            figure = answer(self, part)
            if figure is not None:
                which = "" if part == "total" else part.replace("_", " ")
                yield Measure.count(figure, f"actions {source} {which}", COUNTED)
        if any(record.area for record in self.records):
            yield Measure.count(self.area_count, f"{AREA_WORDS} {source}", COUNTED)

    def tallies(self) -> Tallies | None:
        if any("status" in record.unread for record in self.records):
            return None
        counted = [
            Tally(status.label, self.with_status(status), status in CLOSED, status is Status.COMPLETED)
            for status in Status
        ]
        unlabelled = tuple(record.reference.cell for record in self.records if record.status is None)
        return Tallies(self.total, tuple(counted), unlabelled, tuple(_labelled(record) for record in self.records))

    def deadlines(self) -> Iterator[date]:
        dues = (record.due.value for record in self.records if record.due and not record.is_closed)
        return (due.last_day for due in dues if isinstance(due, Period))

    @property
    def as_it_was(self) -> Iterable[tuple[ActionRecord, ActionRecord]]:
        """Its actions that stood in the last report: as each was then, and as it is now."""
        return self._since.matched if self._since else ()

    @named
    def since_last(self) -> PlanSince:
        """what happened to its actions since the last report; only where paper.has_previous"""
        if self._since is None:
            raise no_last_report(self._origin.asked("since_last"))
        return self._since

    @named
    def areas(self) -> list[Area]:
        """its areas for improvement or work streams, in order, each with its own actions and counts"""
        groups: dict[str, list[Action]] = {}
        cells: list[Cell] = []
        down_to: dict[str, tuple[Cell, ...]] = {}
        for action in self._actions:
            cells += [action.record.area.cell] if action.record.area else []
            name = comparable(action.record.area_name)
            down_to.setdefault(name, tuple(cells))
            groups.setdefault(name, []).append(action)
        return [
            Area(group, self._plan, number, down_to[name])
            for number, (name, group) in enumerate(groups.items(), start=1)
        ]

    @named
    def area_count(self) -> Figure:
        """how many areas for improvement or work streams there are"""
        cells = tuple(record.area.cell for record in self.records if record.area)
        if not cells and self.records:
            raise _no_areas(self._plan)
        count = len({comparable(record.area_name) for record in self.records if record.area})
        origin = self._origin.asked("area_count")
        return counted(count, "areas", cells, "number of different areas or work streams", origin)


def _no_areas(plan: str) -> NoAnswerError:
    return NoAnswerError(
        f"no area for improvement or work stream is given in {plan}.",
        "Give the workbook a column Area, or take the tag away.",
        Origin(plan),
    )


def _labelled(record: ActionRecord) -> LabelledRecord:
    labels = [entry.value.label.lower() for entry in (record.status, record.rag) if entry]
    labels += [] if record.is_closed else ["open"]
    due = record.due.value if record.due and isinstance(record.due.value, Period) else None
    cell = (record.status or record.reference).cell
    return LabelledRecord(record.area_name, frozenset(labels), due, cell)


def _has(record: ActionRecord, status: Status) -> bool:
    return record.status is not None and record.status.value is status
