"""What happened to the records of a source since the last report, as every kind of source says it."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum
from types import GenericAlias
from typing import Any, ClassVar, Generic, TypeVar

from cyps_papers.figures.figure import Figure, Wording, counted
from cyps_papers.figures.source import SINCE_LAST
from cyps_papers.origin import Origin
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell
from cyps_papers.vocabulary import Subject, declared_as, named

Counted = TypeVar("Counted", bound=Enum | None)
"""What movements are counted by."""


@dataclass(frozen=True)
class RecordChange(Generic[Counted]):
    """How a record moved: what that counts as, in an arrow and words, by which cells, and how far."""

    kind: Counted
    arrow: str
    word: str
    cells: tuple[Cell, ...]
    by: Figure | None = None


class RecordMovement(Subject):
    """One thing that happened to one record since the last report: a row of the table."""

    @property
    @abstractmethod
    def moved(self) -> RecordChange[Any]:
        """How it moved."""

    @property
    @abstractmethod
    def origin(self) -> Origin:
        """What a figure or wording of it answers."""

    @named
    def movement(self) -> Wording:
        """how it moved, as an arrow and words: ▲ completed, ▼ slipped by 2 months, ▲ risen (worse), ► unchanged"""
        return self._wording(f"{self.moved.arrow} {self.moved.word}", "movement")

    @named
    def word(self) -> Wording:
        """how it moved, in words alone: slipped by 2 months"""
        return self._wording(self.moved.word, "movement in words")

    @named
    def arrow(self) -> str:
        """the arrow alone; never print it without the word"""
        return self.moved.arrow

    @named
    def by(self) -> Figure:
        """how far it moved, where that has a length: 2 months, 1 step, 4 points, £200,000"""
        if self.moved.by is None:
            raise NoAnswerError(f"{self.origin}: {self.moved.word} has no length.", "Use .movement instead.")
        return self.moved.by

    def _wording(self, text: str, part: str) -> Wording:
        return Wording(text, self.moved.cells, self.origin.asked(part), SINCE_LAST)


Movement = TypeVar("Movement", bound=RecordMovement)


class RecordsSince(Subject, Generic[Movement]):
    """What happened to the records of one source since the last report."""

    counted_in: ClassVar[str]
    source: str
    all: list[Movement]

    def of(self, kind: Enum) -> list[Movement]:
        """The movements of one kind."""
        return [one for one in self.all if one.moved.kind is kind]

    def cells_of(self, *fields: str) -> tuple[Cell, ...]:
        """The cells on which a count of movements rests; those of some `fields`, where a kind tells them apart."""
        return tuple(dict.fromkeys(cell for one in self.all for cell in one.moved.cells))


def count_of(kind: Enum, sentence: str, *fields: str) -> property:
    """Declare how many movements there are of one kind, under its name."""

    def count(since: RecordsSince[Any]) -> Figure:
        origin = Origin(since.source).asked("since_last").asked(kind.name.lower())
        return counted(len(since.of(kind)), since.counted_in, since.cells_of(*fields), sentence, origin)

    return declared_as(Figure, sentence, count)


def list_of(kind: Enum, movement: type[RecordMovement], sentence: str) -> property:
    """Declare the movements of one kind."""
    return declared_as(GenericAlias(list, movement), sentence, lambda since: since.of(kind))
