"""Statuses, ratings and the like: each one of a few wordings, with a code and a colour; and how many have it."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.origin import Origin
from cyps_papers.records import Cell, Entry, Rag, Status
from cyps_papers.vocabulary import Subject, named

NO_FILL = "auto"


class Coded(Wording):
    """A status, a rating or the like: prints its wording, and has a code to compare and a colour for its cell."""

    _code: str
    _fill: str
    _choices: Mapping[str, str]

    @classmethod
    def of(cls, entry: Entry[Status] | Entry[Rag] | None, origin: Origin) -> Coded:
        """The status or rating of a cell; blank, and without a colour, where there is none."""
        return cls("", (), origin) if entry is None else cls.labelled(entry.value, (entry.cell,), origin)

    @classmethod
    def labelled(cls, value: Status | Rag, cells: tuple[Cell, ...], origin: Origin) -> Coded:
        """A status or rating in its usual wording."""
        fill = value.fill if isinstance(value, Rag) else STATUS_FILLS[value]
        return cls.worded(value.label, value.code, fill, cells, origin, CHOICES[type(value)])

    @classmethod
    def worded(
        cls, text: str, code: str, fill: str, cells: tuple[Cell, ...], origin: Origin, choices: Mapping[str, str]
    ) -> Coded:
        """A wording with its code and colour, and all that it could be."""
        coded = cls(text, cells, origin)
        coded._code, coded._fill, coded._choices = code, fill, choices
        return coded

    @property
    def choices(self) -> Mapping[str, str]:
        return getattr(self, "_choices", {})

    @named
    def code(self) -> str:
        """its code, for comparing: completed, residual, in_progress; green, amber, red"""
        return getattr(self, "_code", "")

    @named
    def fill(self) -> str:
        """the colour for its cell: {% cellbg action.rag.fill %}"""
        return getattr(self, "_fill", NO_FILL)


class CodedCount(Subject):
    """A status or a rating, and how many have it."""

    def __init__(self, label: Coded, count: Figure) -> None:
        self._label = label
        self._count = count

    @named
    def label(self) -> Coded:
        """the status or rating, with .code and .fill"""
        return self._label

    @named
    def count(self) -> Figure:
        """how many have it"""
        return self._count


CHOICES: Mapping[type[Status] | type[Rag], Mapping[str, str]] = {
    kind: {one.code: one.label for one in kind} for kind in (Status, Rag)
}
STATUS_FILLS = {
    Status.COMPLETED: Rag.BLUE.fill,
    Status.RESIDUAL: "E4DFEC",
    Status.IN_PROGRESS: "EDEDED",
    Status.DELAYED: "FCE4D6",
    Status.ON_HOLD: "D9D9D9",
    Status.NOT_STARTED: NO_FILL,
    Status.CANCELLED: "D9D9D9",
}
