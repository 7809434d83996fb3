"""What a source measures and counts, in one form whatever its kind: what the rules hold a paper's words against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import in_unit
from cyps_papers.origin import Origin
from cyps_papers.periods import Period
from cyps_papers.problems import About
from cyps_papers.records import Cell, Unit
from cyps_papers.words import stems

ABOUT_A_YEAR = range(350, 381)  # days: a census is not always on the same day


class Role(Enum):
    """What a known value is of its measure."""

    OBSERVED = auto()
    FORECAST = auto()
    TARGET = auto()
    CHANGE = auto()


class Aspect(Enum):
    """Which amount of a budget's line a measure is."""

    BUDGET = "budget"
    SPENT = "spent"
    FORECAST = "forecast"
    VARIANCE = "variance"


@dataclass(frozen=True)
class KnownValue:
    """A value that the workbooks hold, or that follows from them: the question that gives it, and of when it is."""

    value: Decimal
    origin: Origin
    when: Period | None
    unit: str
    role: Role = Role.OBSERVED
    cells: tuple[Cell, ...] = ()

    @classmethod
    def of(cls, figure: Figure, role: Role = Role.OBSERVED, origin: Origin | None = None) -> KnownValue:
        """The value of a figure that has one, under the question that gives it."""
        return cls(figure.number, origin or figure.origin, figure.when, figure.unit, role, figure.cells)

    @property
    def tag(self) -> str:
        """What to type in a template for it."""
        return str(self.origin)

    @property
    def printed(self) -> str:
        return in_unit(self.value, self.unit)

    @property
    def is_share(self) -> bool:
        return self.unit in (Unit.SHARE, Unit.POINTS)


@dataclass(frozen=True)
class Measure:
    """An indicator, or a count of records; `words` are all that it may be called by.

    `others` are other names of it, and `part_of` is the indicator whose total it is part of. `series` are its
    observations in the order of time, None where withheld. `counts` are the words for what a count of records counts
    ('actions areas'); an indicator has none. `aspect` is which amount of a budget's line it is, and `is_whole` tells
    that it is the total of the others of its source.
    """

    origin: Origin
    name: str
    words: str
    unit: str
    direction: str = ""
    counts_people: bool = False
    series: tuple[tuple[Period | None, Decimal | None], ...] = ()
    values: tuple[KnownValue, ...] = ()
    counts: str = ""
    aspect: Aspect | None = None
    is_whole: bool = False
    part_of: Origin | None = None
    others: tuple[str, ...] = ()

    @classmethod
    def count(cls, figure: Figure, words: str, counts: str) -> Measure:
        """A count of records."""
        series = ((None, figure.number),)
        return cls(
            figure.origin, str(figure.how), words, figure.unit, "", figure.counts_people, series,
            (KnownValue.of(figure),), counts,
        )  # fmt: skip

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that it is called by."""
        return stems(self.words)

    def about(self, value: str) -> About:
        """It with a value, as a problem is about it: by its name, and by what the workbook and templates call it."""
        names = (self.name, self.origin.subject, str(self.origin), *self.others)
        return About(tuple(filter(None, names)), value)

    @property
    def observations(self) -> list[KnownValue]:
        """The values that were observed, those withheld left out, in the order of time."""
        return [known for known in self.values if known.role is Role.OBSERVED]

    @property
    def latest(self) -> KnownValue | None:
        return self.observations[-1] if self.observations else None

    @cached_property
    def rhythm(self) -> int:
        """The days from one value to the next, as they usually come: 365 for what is counted once a year.

        Two values that are not a year apart say nothing of a rhythm. Then it is the length of the last one's period.
        """
        dates = [when for when, _ in self.series if when is not None]
        gaps = [(later.last_day - earlier.last_day).days for earlier, later in pairwise(dates)]
        if len(gaps) > 1 or (gaps and gaps[0] in ABOUT_A_YEAR):
            return median_low(gaps)
        return (dates[-1].end - dates[-1].start).days + 1 if dates else 0


@dataclass(frozen=True)
class Tally:
    """How many records have a label. With a label that closes, nothing more is to be done on them; `is_done` is the
    one with which they are completed.
    """

    label: str
    count: Figure
    closes: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class LabelledRecord:
    """One record of a source: the group that it stands in, all that it is labelled, in small letters, when it is due,
    and where it stands.
    """

    group: str
    labels: frozenset[str]
    due: Period | None
    cell: Cell


@dataclass(frozen=True)
class Tallies:
    """The records of a source counted by their labels, such as actions by status; `unlabelled` are the cells of those
    that have none. `records` are they one by one, where they can be told apart.
    """

    total: Figure
    by_label: tuple[Tally, ...]
    unlabelled: tuple[Cell, ...] = ()
    records: tuple[LabelledRecord, ...] = ()

    @property
    def done(self) -> Figure | None:
        """How many are completed; None where there is no such label."""
        return next((tally.count for tally in self.by_label if tally.is_done), None)

    @property
    def open(self) -> Decimal:
        """How many there is something to be done on."""
        return self.total.number - sum(tally.count.number for tally in self.by_label if tally.closes)

    def labelled(self, label: str) -> Tally | None:
        """The tally of a label, in any case."""
        return next((tally for tally in self.by_label if tally.label.lower() == label), None)
