"""One action of a plan."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.figures.coded import Coded
from cyps_papers.figures.figure import Figure, Wording, from_entry, unread
from cyps_papers.origin import Origin
from cyps_papers.records import ActionRecord
from cyps_papers.sources.action_plan.matching import Plans, carries_on
from cyps_papers.vocabulary import Name, Subject, named


class Action(Subject):
    """One action of a plan."""

    def __init__(self, record: ActionRecord, plan: str, beside: Plans) -> None:
        """`beside` are the actions of the paper's other plans that say where they came from."""
        self.record = record
        self._origin = Origin(plan, record.reference.value, item="action")
        self._beside = beside

    def own_names(self) -> Mapping[str, Name]:
        return {column: Name(column, f"what its column {column} says", Wording) for column in self.record.others}

    def __getattr__(self, column: str) -> Figure | Wording:
        if column.startswith("_") or column == "record" or column not in self.record.others:
            raise AttributeError(column)
        return from_entry(self.record.others[column], self._origin.asked(column))

    @named
    def reference(self) -> Figure | Wording:
        """its reference in the plan"""
        return self._field("reference")

    @named
    def area(self) -> Figure | Wording:
        """the area for improvement, or work stream, that it belongs to"""
        return self._field("area")

    @named
    def action(self) -> Figure | Wording:
        """what is to be done"""
        return self._field("action")

    @named
    def lead(self) -> Figure | Wording:
        """who leads on it"""
        return self._field("lead")

    @named
    def due(self) -> Figure | Wording:
        """when it is due: a date, or the plan's words"""
        return self._field("due")

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

    @named
    def progress(self) -> Figure | Wording:
        """what has been done so far"""
        return self._field("progress")

    @named
    def evidence(self) -> Figure | Wording:
        """the evidence, or the impact"""
        return self._field("evidence")

    @named
    def measure(self) -> Figure | Wording:
        """how its success is measured"""
        return self._field("measure")

    @named
    def moved_to(self) -> Figure | Wording:
        """the plan or work stream that takes it on"""
        return self._field("moved_to")

    @named
    def came_from(self) -> Figure | Wording:
        """the reference of the earlier action that it carries on"""
        return self._field("came_from")

    @named
    def taken_on_by(self) -> list[Action]:
        """the actions of the paper's other plans that say they came from it"""
        others = ((name, one) for name, records in self._beside.items() for one in records)
        return [Action(one, name, {}) for name, one in others if carries_on(one, self.record)]

    def _field(self, field: str) -> Figure | Wording:
        self._need_read(field)
        return from_entry(getattr(self.record, field), self._origin.asked(field))

    def _need_read(self, field: str) -> None:
        if field in self.record.unread:
            raise unread(self._origin.asked(field), self.record.unread[field])
