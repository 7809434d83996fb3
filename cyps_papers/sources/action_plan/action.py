"""One action of a plan."""

from __future__ import annotations

from cyps_papers.figures.coded import Coded
from cyps_papers.figures.figure import Figure, Wording, from_entry, unread
from cyps_papers.figures.source import Columned
from cyps_papers.origin import Origin
from cyps_papers.records import ActionRecord
from cyps_papers.sources.action_plan.matching import Plans, carries_on
from cyps_papers.vocabulary import named


def _said(field: str, sentence: str) -> property:
    """Declare what an action says in one of its fields."""

    def said(action: Action) -> Figure | Wording:
        return action.field(field)

    said.__doc__ = sentence
    return named(said)


class Action(Columned):
    """One action of a plan."""

    def __init__(self, record: ActionRecord, plan: str, beside: Plans) -> None:
        """`beside` are the actions of the paper's other plans that say where they came from."""
        super().__init__(record.others, Origin(plan, record.reference.value, item="action"))
        self._record = record
        self._beside = beside

    @property
    def record(self) -> ActionRecord:
        """What the plan says of it."""
        return self._record

    reference = _said("reference", "its reference in the plan")
    area = _said("area", "the area for improvement, or work stream, that it belongs to")
    action = _said("action", "what is to be done")
    lead = _said("lead", "who leads on it")
    due = _said("due", "when it is due: a date, or the plan's words")

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

    progress = _said("progress", "what has been done so far")
    evidence = _said("evidence", "the evidence, or the impact")
    measure = _said("measure", "how its success is measured")
    moved_to = _said("moved_to", "the plan or work stream that takes it on")
    came_from = _said("came_from", "the reference of the earlier action that it carries on")

    @named
    def taken_on_by(self) -> list[Action]:
        """the actions of the paper's other plans that say they came from it"""
        others = ((name, one) for name, records in self._beside.items() for one in records)
        return [Action(one, name, {}) for name, one in others if carries_on(one, self.record)]

    def field(self, field: str) -> Figure | Wording:
        self._need_read(field)
        return from_entry(getattr(self.record, field), self._origin.asked(field))

    def _need_read(self, field: str) -> None:
        if field in self.record.unread:
            raise unread(self._origin.asked(field), self.record.unread[field])
