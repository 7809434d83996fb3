"""What is found of a claim: whether the figures bear it out, and which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cyps_papers.checks.passages import Sentence
from cyps_papers.language.claim import Claim
from cyps_papers.periods import Period
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
    NOTHING = "no figure has these words and this date"
    NOT_ENOUGH = "its words do not say clearly enough which figure is meant"


@dataclass(frozen=True)
class Given:
    """What the figures give for one reading of a claim: of which `subject`, in words, and whether that bears it out.

    `when` is the date where it is one value, `tag` what prints it in a template, '' where no tag does. `is_own` tells
    that it is worked out from the other numbers of the claim's own sentence.
    """

    subject: str
    words: str
    agrees: bool
    when: Period | None = None
    cells: tuple[Cell, ...] = ()
    tag: str = ""
    is_own: bool = False

    @property
    def where(self) -> str:
        """The first of its cells, or 'the workbook'."""
        return str(self.cells[0]) if self.cells else "the workbook"


@dataclass(frozen=True)
class Verdict:
    """A claim with its ruling. `given` is what it was held to, the best first: two where it can't be told of which."""

    sentence: Sentence
    claim: Claim
    ruling: Ruling
    given: tuple[Given, ...] = ()
    unheld: Unheld | None = None

    @property
    def start(self) -> int:
        """Where the claim begins in its passage's text, its hedge included."""
        return self.claim.start

    @property
    def words(self) -> str:
        """The words that claim it."""
        return self.sentence.passage.text[self.claim.start : self.claim.end]
