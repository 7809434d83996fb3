"""A claim: of what, which relation, what amount, of when, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cyps_papers.language.amounts import Amount
from cyps_papers.language.dates import WrittenDate


class Relation(Enum):
    """How what is spoken of stands to the amount."""

    IS = "is"
    BY = "by"  # changed by so much
    TO = "to"  # changed to it, from `earlier` where that is said
    FROM = "from"  # changed from it
    TIMES = "times"  # is so many times what it was, or what it is compared with
    DIFFERENCE = "difference"  # is so much more or less than what it is compared with
    RATE = "rate"
    SHARE = "share"
    SUM = "sum"
    RANK = "rank"
    TARGET = "target"
    DIRECTION = "direction"
    STEADY = "steady"
    RECORDS = "records"  # so many of a plan's records have a label
    COMPLETED = "completed"  # a plan is, and with it all of its records
    LEFT = "left"  # nothing is


class Trend(Enum):
    """Which way a change goes, or a difference lies."""

    RISE = "rise"
    FALL = "fall"
    BETTER = "better"
    WORSE = "worse"


class Extreme(Enum):
    """Which end of a series a rank is."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    BEST = "best"
    WORST = "worst"


class Standing(Enum):
    """How a figure stands to its target."""

    MET = "met"
    MISSED = "missed"
    ABOVE = "above"
    BELOW = "below"
    SHORT = "short"
    ON = "on"


class Degree(Enum):
    """How great a change is said to be."""

    GREAT = "great"
    SLIGHT = "slight"
    NONE = "none"


@dataclass(frozen=True)
class Claim:
    """One thing that a sentence says. Places are those in the text.

    `near` are the words of its clause, `sentence` those of the whole sentence: where its subject is named. `earlier` is
    the amount that it changed from and `earlier_when` the date of that; `base` the whole of which it is a part; `since`
    the date that it is compared with, or that a rank goes back to. `label` are the words that records are said to be.
    `place` is another place or the country that it speaks of: it is held to nothing of ours. What `is_planned` is
    hoped, forecast, required or supposed, and no claim of fact.
    `degree` is how great a change is said to be. What `is_each` is said of each time between two dates
    ('every month since'), what `is_first` is said not to have been so before. A rank is the first from its end, or the
    `nth`: 'the second highest'.
    """

    start: int
    end: int
    near: tuple[int, int]
    sentence: tuple[int, int]
    relation: Relation
    amount: Amount | None = None
    earlier: Amount | None = None
    base: Amount | None = None
    when: WrittenDate | None = None
    earlier_when: WrittenDate | None = None
    since: WrittenDate | None = None
    trend: Trend | None = None
    extreme: Extreme | None = None
    standing: Standing | None = None
    degree: Degree | None = None
    label: str = ""
    place: str = ""
    nth: int = 1
    is_negated: bool = False
    is_planned: bool = False
    is_each: bool = False
    is_first: bool = False
