"""What is found of a claim: whether the figures bear it out, and which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import KnownValue, Measure
from cyps_papers.language.amounts import Measured
from cyps_papers.language.claim import Claim, Relation
from cyps_papers.language.dates import WrittenDate
from cyps_papers.records import Cell


class Ruling(Enum):
    """How a claim stands to the figures."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    EITHER = "can't be told of which"  # two subjects fit alike, and neither bears it out
    UNHELD = "not held to a figure"


class Unheld(Enum):
    """Why a claim is held to no figure."""

    PLANNED = "it is planned, expected or supposed"
    ELSEWHERE = "it speaks of another place"
    OTHER_DATE = "the figure that has its value is of another date"
    NOTHING = "no figure has these words and this date"
    NOT_ENOUGH = "its words do not say clearly enough which figure is meant"


class GivenBy(Enum):
    """What a claim is held to."""

    MEASURE = "the values of a measure"
    RECORDS = "the records of a plan"
    SENTENCE = "the other numbers of its sentence"


class Differs(Enum):
    """In what a claim differs that is not borne out."""

    VALUE = "its amount, or what else it says"
    WAY = "only the way that it says a change goes"
    STEADINESS = "only that the change went on all the time"
    WHOLE = "only the whole of which it is a part"
    DATE = "only the date: its value is of another"


@dataclass(frozen=True)
class Given:
    """What the figures give for one reading of a claim: of which `subject`, in words, and whether that bears it out.

    It comes from values of a `measure`, all `known`, from the records of a plan, or from the other numbers of the
    claim's own sentence. `tag` is what prints it in a template, '' where no tag does. `unit` and `label` are what
    records are called and said to be; `differs` is of one that doesn't agree.
    """

    subject: str
    words: str
    agrees: bool
    source: GivenBy = GivenBy.MEASURE
    cells: tuple[Cell, ...] = ()
    tag: str = ""
    measure: Measure | None = None
    known: tuple[KnownValue, ...] = ()
    unit: str = ""
    label: str = ""
    differs: Differs = Differs.VALUE

    @property
    def where(self) -> str:
        """Its cell, or 'the workbook' where it has several."""
        return str(self.cells[0]) if len(self.cells) == 1 else "the workbook"


@dataclass(frozen=True)
class Verdict:
    """A claim with its ruling. `given` is what it was held to, the best first: two where it can't be told of which.

    `subject` is what it is of, though it could not be held to it, and `when` the date that it is of, said or meant; it
    `seems_right` where what it is likely to be of bears it out.
    """

    sentence: Sentence
    claim: Claim
    ruling: Ruling
    given: tuple[Given, ...] = ()
    unheld: Unheld | None = None
    subject: Measure | None = None
    seems_right: bool = False
    when: WrittenDate | None = None

    @property
    def start(self) -> int:
        """Where the claim begins in its passage's text, its hedge included."""
        return self.claim.start

    @property
    def value(self) -> KnownValue | None:
        """The one value that it is held to, where it is told as a value."""
        known = self.given[0].known if self.given else ()
        return known[0] if len(known) == 1 else None

    @property
    def is_free(self) -> bool:
        """Whether no figure is known that it is of, and none is ruled out."""
        is_open = self.unheld is not None and self.unheld is not Unheld.ELSEWHERE
        return is_open and self.claim.base is None and self.subject is None

    @property
    def is_wrong(self) -> bool:
        """Whether no figure that it can be of bears it out."""
        return self.ruling in (Ruling.CONTRADICTS, Ruling.EITHER)

    @property
    def is_of_a_trend(self) -> bool:
        """Whether it is only the way of a change that is wrong, or that it went on all the time."""
        is_of_it = self.claim.relation in (Relation.DIRECTION, Relation.STEADY)
        return is_of_it or self.given[0].differs in (Differs.WAY, Differs.STEADINESS)

    @property
    def is_of_parts(self) -> bool:
        """Whether it is a share that its own sentence gives otherwise."""
        is_share = self.claim.amount is not None and self.claim.amount.measured is Measured.SHARE
        is_of_a_whole = self.claim.base is not None or self.claim.relation is Relation.IS
        return is_share and is_of_a_whole and self.given[0].source is GivenBy.SENTENCE

    @property
    def words(self) -> str:
        """The words that claim it: of a rate with what it is by, '43 cases per week'."""
        text, amount = self.sentence.passage.text, self.claim.amount
        if self.given and self.given[0].differs is Differs.WHOLE and self.claim.base is not None:
            return self.claim.base.text
        if amount is not None and self.claim.relation is Relation.RANK:
            return text[self.claim.start : amount.end]
        if amount is not None and amount.per:
            after = re.match(rf"[^,;.]{{0,40}}?\b{amount.per}\w*", text[amount.end :])
            if after:
                return text[amount.start : amount.end + after.end()]
        return text[self.claim.start : self.claim.end]
