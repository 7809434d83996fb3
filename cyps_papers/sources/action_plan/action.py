"""One action of a plan, and what happened to it since the last report: each movement as an arrow and a word."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from cyps_papers.figures.coded import NO_FILL, Coded
from cyps_papers.figures.figure import Figure, Wording, from_entry, unread
from cyps_papers.figures.source import SINCE_LAST, Columned, said
from cyps_papers.origin import Origin
from cyps_papers.records import Status
from cyps_papers.sources.action_plan.matching import How, Match, Plans, carries_on
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.since import RecordChange, RecordMovement
from cyps_papers.vocabulary import named

if TYPE_CHECKING:
    from cyps_papers.sources.action_plan.since import PlanSince


class Action(Columned):
    """One action of a plan."""

    def __init__(self, record: ActionRecord, plan: str, beside: Plans, since: PlanSince | None = None) -> None:
        """`beside` are the actions of the paper's other plans that say where they came from."""
        super().__init__(record.others, origin_of(plan, record))
        self._record = record
        self._beside = beside
        self._since = since

    @property
    def record(self) -> ActionRecord:
        """What the plan says of it."""
        return self._record

    reference = said("reference", "its reference in the plan")
    area = said("area", "the area for improvement, or work stream, that it belongs to")
    action = said("action", "what is to be done")
    lead = said("lead", "who leads on it")
    due = said("due", "when it is due: a date, or the plan's words")

    @named
    def status(self) -> Coded:
        """its status, with .code and .fill"""
        self._need_read("status")
        return Coded.of(self.record.status, self._origin.asked("status"))

    @named
    def rag(self) -> Coded:
        """its RAG rating, with .code and .fill"""
        self._need_read("rag")
        return Coded.of(self.record.rag, self._origin.asked("RAG"))

    progress = said("progress", "what has been done so far")
    evidence = said("evidence", "the evidence, or the impact")
    measure = said("measure", "how its success is measured")
    moved_to = said("moved_to", "the plan or work stream that takes it on")
    came_from = said("came_from", "the reference of the earlier action that it carries on")

    @named
    def taken_on_by(self) -> list[Action]:
        """the actions of the paper's other plans that say they came from it"""
        others = ((name, record) for name, records in self._beside.items() for record in records)
        return [Action(one, name, {}) for name, one in others if carries_on(one, self.record)]

    @named
    def since_last(self) -> list[Movement]:
        """what happened to it since the last report; none where nothing did, or nothing was reported"""
        return self._since.of_action(self.record) if self._since else []

    def field(self, field: str) -> Figure | Wording:
        self._need_read(field)
        return from_entry(getattr(self.record, field), self._origin.asked(field))

    def _need_read(self, field: str) -> None:
        if field in self.record.unread:
            raise unread(self._origin.asked(field), self.record.unread[field])


class Move(Enum):
    """What a movement of an action counts as."""

    NEW = auto()
    CARRIED_ON = auto()
    DROPPED = auto()
    NEWLY_COMPLETED = auto()
    REOPENED = auto()
    STATUS = auto()
    SLIPPED = auto()
    BROUGHT_FORWARD = auto()
    RAG_IMPROVED = auto()
    RAG_WORSENED = auto()
    RATED = auto()

    @property
    def field(self) -> str:
        """The field of the action that moved."""
        if self in (Move.SLIPPED, Move.BROUGHT_FORWARD):
            return "due"
        return "rag" if self in (Move.RAG_IMPROVED, Move.RAG_WORSENED, Move.RATED) else "status"


WHAT = {"status": "Status", "due": "Due date", "rag": "RAG"}


class Movement(RecordMovement):
    """One thing that happened to one action since the last report: a row of the table."""

    def __init__(self, match: Match, moved: RecordChange[Move], plan: str, action: Action) -> None:
        self._match = match
        self._moved = moved
        self._kind = moved.kind
        self._plan = plan
        self._action = action

    @property
    def moved(self) -> RecordChange[Move]:
        return self._moved

    @property
    def origin(self) -> Origin:
        return origin_of(self._plan, self._action.record).asked(self.what)

    @property
    def completes(self) -> bool:
        """Whether the action is completed now, and was not in the last report."""
        if self._kind is Move.NEWLY_COMPLETED:
            return True
        is_now = status_of(self._match.now) is Status.COMPLETED is not status_of(self._match.then)
        return is_now and self._kind in (Move.NEW, Move.CARRIED_ON) and self._match.how is not How.MOVED

    @named
    def action(self) -> Action:
        """the action as it is now, or as it was where it is no longer in the plan"""
        return self._action

    @named
    def reference(self) -> Figure | Wording:
        """the action's reference"""
        return self._action.field("reference")

    @named
    def was_reference(self) -> Figure | Wording:
        """the action's reference in the last report; nothing for a new one"""
        then = self._match.then
        return from_entry(then.reference if then else None, self.origin.asked("reference in the last report"))

    @named
    def what(self) -> str:
        """what moved: Status, Due date or RAG"""
        return WHAT[self._kind.field]

    @named
    def before(self) -> Figure | Wording:
        """how it stood in the last report: its status, due date or RAG"""
        return self._standing(self._match.then, "in the last report")

    @named
    def after(self) -> Figure | Wording:
        """how it stands now: its status, due date or RAG"""
        if self._match.how is How.DROPPED:
            return Wording("No longer in the plan", self._moved.cells, self.origin.asked("now"), SINCE_LAST)
        if self._match.how is How.MOVED and self._match.now is not None:
            reference = self._match.now.reference
            return Wording(f"Now {reference.value}", (reference.cell,), self.origin.asked("now"))
        return self._standing(self._match.now, "now")

    @named
    def before_fill(self) -> str:
        """the colour for the cell of .before: {% cellbg row.before_fill %}"""
        return _fill(self.before)

    @named
    def after_fill(self) -> str:
        """the colour for the cell of .after: {% cellbg row.after_fill %}"""
        return _fill(self.after)

    def _standing(self, record: ActionRecord | None, when: str) -> Figure | Wording:
        origin = self.origin.asked(when)
        if record is None:
            return Wording("Not in the plan", self._moved.cells, origin, SINCE_LAST)
        if self._kind.field == "due":
            return from_entry(record.due, origin)
        return Coded.of(getattr(record, self._kind.field), origin)


def origin_of(plan: str, record: ActionRecord) -> Origin:
    """What a figure or wording of an action answers."""
    return Origin(plan, record.reference.value, item="action")


def status_of(record: ActionRecord | None) -> Status | None:
    """The status of an action; None where it has none, or there is no action."""
    return record.status.value if record is not None and record.status is not None else None


def _fill(standing: Figure | Wording) -> str:
    return standing.fill if isinstance(standing, Coded) else NO_FILL
