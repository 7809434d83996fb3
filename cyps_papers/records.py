"""The records that the readers give: every value with the cell that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from cyps_papers.coordinates import row_and_column
from cyps_papers.periods import UNSAID, Convention, Period

T = TypeVar("T", covariant=True)
MEETING_DATE = "meeting_date"
"""What templates call the date of the meeting among the details."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet of an officer's workbook: the file's name, and the sheet's, which is blank in a .csv."""

    workbook: str
    sheet: str

    @property
    def file(self) -> str:
        return self.workbook

    @property
    def order(self) -> tuple[object, ...]:
        return (self.sheet,)

    @property
    def section(self) -> str:
        return self.sheet

    def within(self) -> str:
        return f"sheet {self.sheet}" if self.sheet else ""


@dataclass(frozen=True, slots=True)
class Cell(SheetPlace):
    """One cell by its coordinate ('F7')."""

    coordinate: str

    @property
    def order(self) -> tuple[object, ...]:
        """Sheet, row and column, so that cells sort as they are read."""
        return (self.sheet, *row_and_column(self.coordinate))

    def within(self) -> str:
        return f"{self.sheet}!{self.coordinate}" if self.sheet else self.coordinate

    def __str__(self) -> str:
        return f"{self.workbook}, {self.within()}"


@dataclass(frozen=True, slots=True)
class CellRange(SheetPlace):
    """Cells of a sheet that stand together: 'C25:C31', or several such: 'C25, C29:C31'."""

    cells: str

    @property
    def order(self) -> tuple[object, ...]:
        """As its first cell's."""
        return Cell(self.workbook, self.sheet, self.cells.replace(",", ":").partition(":")[0]).order

    def within(self) -> str:
        return f"{self.sheet}!{self.cells}" if self.sheet else self.cells

    def __str__(self) -> str:
        return f"{self.workbook}, {self.within()}"


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value and the cell that it stands in."""

    value: T
    cell: Cell


class Unit(StrEnum):
    """How a number is written: a share as 31%, money as £1,234, anything else as a number and its unit's word."""

    SHARE = "%"
    POINTS = "percentage points"
    POUNDS = "£"
    THOUSANDS = "£k"
    MILLIONS = "£m"
    NUMBER = "number"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the officer saw it; a share is of one. `places` are the decimal places shown, None for all it has.

    It `counts_people` where officers say so of its column, and may be `rounded_to` a multiple so that none of them can
    be recognised.
    """

    value: Decimal
    unit: str = Unit.NUMBER
    places: int | None = None
    counts_people: bool = False
    rounded_to: int = 0

    def __str__(self) -> str:
        """The bare number with its sign, for messages and for settings: '31%', '92', '£5.50'."""
        shown = self.value * 100 if self.unit == Unit.SHARE else self.value
        text = f"{shown:f}" if self.places is None else f"{shown:.{self.places}f}"
        text = text.rstrip("0").rstrip(".") if self.places is None and "." in text else text
        return f"{'£' if self.unit == Unit.POUNDS else ''}{text}{'%' if self.unit == Unit.SHARE else ''}"


class Marker(str):
    """What stands in place of a number that is withheld or not there: c, x."""

    __slots__ = ()


class HeldBackMarker(Marker):
    """What is shown in place of a number that stands in the workbook and is held back here."""

    __slots__ = ()


class ProtectingMarker(HeldBackMarker):
    """The same in place of a number that may be of any size: shown, it would give a small one away."""

    __slots__ = ()


Meaning = Quantity | Period | Marker | str
"""What a cell says: a number, a time or words."""


class StyledRun(NamedTuple):
    """Part of a cell's text with one set of bold and italic, and the address that it links to, if any."""

    text: str
    bold: bool
    italic: bool
    link: str = ""


class StyledText(str):
    """The text of a cell that is partly bold or italic, or links somewhere; `runs` are its parts in order."""

    runs: tuple[StyledRun, ...]

    def __new__(cls, runs: tuple[StyledRun, ...]) -> StyledText:
        text = super().__new__(cls, "".join(run.text for run in runs))
        text.runs = runs
        return text


class Status(Enum):
    """The status of an action: its code, and the wording it prints as unless paper.xlsx says otherwise."""

    COMPLETED = "completed", "Completed"
    RESIDUAL = "residual", "Residual"
    IN_PROGRESS = "in_progress", "In progress"
    DELAYED = "delayed", "Delayed"
    ON_HOLD = "on_hold", "On hold"
    NOT_STARTED = "not_started", "Not started"
    CANCELLED = "cancelled", "Cancelled"

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label


CLOSED = frozenset((Status.COMPLETED, Status.RESIDUAL, Status.CANCELLED))
"""The statuses with which nothing more is to be done on an action in its own plan."""


class Rag(Enum):
    """A RAG rating: code, wording, and a pale fill on which black text has a contrast above 4.5 to 1."""

    BLUE = "blue", "Blue", "BDD7EE"
    GREEN = "green", "Green", "C6E0B4"
    AMBER_GREEN = "amber_green", "Amber/Green", "E2EFB5"
    AMBER = "amber", "Amber", "FFD966"
    AMBER_RED = "amber_red", "Amber/Red", "F8CBAD"
    RED = "red", "Red", "F4A6A0"

    def __init__(self, code: str, label: str, fill: str) -> None:
        self.code = code
        self.label = label
        self.fill = fill


Wordings = Mapping[str, Status | Rag]
"""The paper's own wordings, with the status or the rating that each stands for."""


class Direction(StrEnum):
    """Which way an indicator should go; the value is what officers write."""

    LOWER = "lower is better"
    HIGHER = "higher is better"
    BAND = "a band"
    NEITHER = "neither"


@dataclass(frozen=True)
class ObservationRecord:
    """One indicator in one period: a number in the indicator's unit, or the marker of one withheld, never a zero.

    One that stands `aside` is of a time of which others are parts: a year's total after its months.
    """

    period: Entry[Period]
    value: Entry[Quantity | Marker]
    forecast: bool = False
    note: Entry[str] | None = None
    aside: bool = False

    @property
    def number(self) -> Decimal | None:
        """The number; None where it is withheld."""
        return self.value.value.value if isinstance(self.value.value, Quantity) else None

    @property
    def marker(self) -> str:
        """What stands in place of the number, if one is withheld."""
        return self.value.value if isinstance(self.value.value, Marker) else ""


@dataclass(frozen=True)
class IndicatorRecord:
    """An indicator and its observations, in the order of time. Values with the unit '%' are shares of one.

    Its target may be counted otherwise: 45 working days beside a mean in days. `unread` are the cells with a value of
    it, or with the period of one, that could not be read. `part_of` is the code of the indicator whose total it is part
    of. `other_names` are what else it is called, with semicolons.
    """

    code: str
    name: Entry[str]
    unit: str = Unit.NUMBER
    direction: Direction = Direction.NEITHER
    target: Entry[Quantity] | None = None
    definition: Entry[str] | None = None
    counts_people: bool = False
    key: bool = False
    observations: tuple[ObservationRecord, ...] = ()
    unread: tuple[Cell, ...] = ()
    part_of: Entry[str] | None = None
    other_names: Entry[str] | None = None


@dataclass(frozen=True)
class DocumentRecord:
    """One document of the paper: its file name without '.docx', its title and its template's file name.

    `exempt` is the paragraph of Schedule 12A to the Local Government Act 1972 under which it is not for the public, and
    `public_interest` why that is outweighed by no public interest in publishing it (paragraph 10; in Wales 21).
    """

    name: Entry[str]
    title: Entry[str]
    template: Entry[str]
    as_at: Entry[date] | None = None
    exempt: Entry[str] | None = None
    public_interest: Entry[str] | None = None


@dataclass(frozen=True)
class SourceRecord:
    """One source of figures: its name in templates, the name of its kind, and where it stands.

    `headings` are the officer's own headings for the usual fields: 'Responsible officer' to 'lead'. `convention` says
    what is meant by periods that have two readings. `counts_people` is what is said of the columns that do. `elsewhere`
    is the folder that its workbook stands in where that is not the meeting's.
    """

    name: Entry[str]
    kind: Entry[str]
    workbook: Entry[str]
    sheet: Entry[str] | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    convention: Convention = UNSAID
    counts_people: Entry[str] | None = None
    elsewhere: Path | None = None

    def path(self, meeting: Path) -> Path:
        """Its workbook, of a meeting in this folder."""
        return (self.elsewhere or meeting) / self.workbook.value


@dataclass(frozen=True)
class TermRecord:
    """A preferred name, what else it is called, and its abbreviation."""

    name: Entry[str]
    abbreviation: Entry[str] | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class AcceptedRecord:
    """What the officer accepts of what a rule finds, and the reason: a figure, by its name or code, or words quoted
    from the document; with the value that it has, and the date of the meeting that it is accepted for.

    It is `of_old` where the sheet has no columns for these two, as those of earlier versions.
    """

    rule: Entry[str]
    words: Entry[str]
    reason: Entry[str]
    value: Entry[str] | None = None
    meeting: Entry[date] | None = None
    of_old: bool = False


@dataclass(frozen=True)
class PaperRecord:
    """All that paper.xlsx says. `details` are by their names in templates: 'Meeting date' is meeting_date."""

    details: Mapping[str, Entry[object]] = field(default_factory=dict)
    documents: tuple[DocumentRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    statuses: Wordings = field(default_factory=dict)
    terms: tuple[TermRecord, ...] = ()
    accepted: tuple[AcceptedRecord, ...] = ()

    @property
    def meeting(self) -> Entry[date] | None:
        """The date of the meeting; None where none is given, or what is given is none."""
        entry = self.details.get(MEETING_DATE)
        return Entry(entry.value, entry.cell) if entry and isinstance(entry.value, date) else None


@dataclass(frozen=True)
class SourceData(Generic[T]):
    """What was read of one source: the name of its kind, and its records in the order of the sheet.

    `headings` are those of columns of no usual kind, by their names in templates. It `is_sound` where nothing in it was
    an error; without records, it could not be read at all. `held_back` are the counts of people that are withheld
    though they are not small, each with its cell and why.
    """

    kind: str
    records: tuple[T, ...] = ()
    headings: Mapping[str, Entry[str]] = field(default_factory=dict)
    is_sound: bool = True
    held_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastReport:
    """What the report before this one was made from. Its cells name its folder: '2015-03/kpis.xlsx'."""

    meeting: str
    date: Entry[date] | None
    data: Mapping[str, SourceData[Any]]


_YES = frozenset(("yes", "y", "true", "on", "1", "x", "✓", "✔"))
_NO = frozenset(("no", "n", "false", "off", "0", "-"))


def yes_or_no(text: str) -> bool | None:
    """Whether an officer says yes or no; None for anything else."""
    word = text.strip().lower()
    if word in _YES:
        return True
    return False if word in _NO else None
