"""Tags on their way into a paper: what each may ask for, and the text that it is to stand for."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.figures.measure import KnownValue
from cyps_papers.vocabulary import Traced


@dataclass(frozen=True)
class Tag:
    """What a tag may ask for, '' where none would be right, and why it is that or none.

    `known` are the values that it was found by, in the order of time.
    """

    expression: str
    why: str
    known: tuple[KnownValue, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A tag for a typed text: where that begins and ends in its passage, and what the tag prints."""

    passage: Passage
    start: int
    end: int
    tag: Tag
    traced: Traced

    @property
    def text(self) -> str:
        """What was typed."""
        return self.passage.text[self.start : self.end]

    @property
    def sentence(self) -> Sentence:
        """The sentence that it stands in."""
        return self.passage.sentence_at(self.start)


@dataclass(frozen=True)
class NotFound:
    """A number or date without a tag, and why."""

    sentence: Sentence
    text: str
    why: str
