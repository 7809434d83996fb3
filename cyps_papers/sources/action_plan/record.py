"""What a plan says of one action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_papers.periods import Period
from cyps_papers.problems import About
from cyps_papers.records import CLOSED, Cell, Entry, Meaning, Rag, Status
from cyps_papers.sources.matching import Naming


@dataclass(frozen=True)
class ActionRecord:
    """One action of a plan. What a plan has no column for, or left blank, is None.

    A due date is a day, a month or a longer period, or stays words ('ongoing'). `others` holds the columns of no usual
    kind, under their headings' names in templates; `unread` the cells of usual fields that hold what could not be read.
    """

    reference: Entry[str]
    action: Entry[str]
    area: Entry[str] | None = None
    lead: Entry[str] | None = None
    due: Entry[Period | str] | None = None
    status: Entry[Status] | None = None
    rag: Entry[Rag] | None = None
    progress: Entry[str] | None = None
    evidence: Entry[str] | None = None
    measure: Entry[str] | None = None
    moved_to: Entry[str] | None = None
    came_from: Entry[str] | None = None
    others: Mapping[str, Entry[Meaning]] = field(default_factory=dict)
    unread: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Its reference."""
        return self.reference.value

    @property
    def cell(self) -> Cell:
        """The cell that names it."""
        return self.reference.cell

    @property
    def naming(self) -> Naming:
        """What it is found by in the next report."""
        return Naming(self.called, self.action.value, self.area_name)

    @property
    def area_name(self) -> str:
        """The area that it belongs to, as it is written; '' where it has none."""
        return self.area.value if self.area else ""

    def about(self, value: str = "") -> About:
        """It with a value, as a problem is about it: by its reference, and by that and its workbook."""
        return About((self.reference.value, f"{self.reference.value} of {self.reference.cell.workbook}"), value)

    def says(self, field: str) -> bool:
        """Whether a field of it holds something."""
        return getattr(self, field) is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done on it in its own plan."""
        return self.status is not None and self.status.value in CLOSED
