"""Where what a paper prints came from: what was asked of which source, and how the answer was come by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from cyps_papers.periods import Period


@dataclass(frozen=True, slots=True)
class Origin:
    """The question that a figure answers.

    kpi.cin_open.between("13/10/14", "02/02/15").by is asked of the source kpi and its subject cin_open: the question
    is between, with two arguments, and by is asked `further` of the answer. A subject that templates come to in a
    loop, and so have no name for, says what it is: the `item` action, 3.4, of ofsted. What a template works out has a
    `sign` and the two that it was worked out `of`.
    """

    source: str = ""
    subject: str = ""
    question: str = ""
    arguments: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    item: str = ""
    of: tuple[Origin, ...] = ()
    sign: str = ""

    def asked(self, question: str, *arguments: str) -> Origin:
        """What is asked of this: a question of a subject, or something further of an answer."""
        further = self.further
        if self.question or self.sign:
            question, arguments, further = self.question, self.arguments, (*further, question)
        # replace() takes three times as long, and every cell of a plan is asked for its texts
        return Origin(self.source, self.subject, question, arguments, further, self.item, self.of, self.sign)

    def is_of(self, other: Origin) -> bool:
        """Whether another was asked of this subject."""
        return bool(self.subject) and (self.source, self.subject, self.item) == (
            other.source,
            other.subject,
            other.item,
        )

    @property
    def is_since_last(self) -> bool:
        """Whether it was asked what changed since the last report."""
        return "since_last" in (self.question, *self.further)

    @property
    def last(self) -> str:
        """The name that was asked last."""
        return self.further[-1] if self.further else self.question

    def __str__(self) -> str:
        """As a template has it, or in words where templates have no name for it."""
        if self.sign:
            return ".".join((f" {self.sign} ".join(map(str, self.of)), *self.further))
        question = self.question
        if self.arguments:
            question += "(" + ", ".join(f'"{argument}"' for argument in self.arguments) + ")"
        if self.item:
            said = (f"{self.source} {self.item} {self.subject}", question, *self.further)
            return ", ".join(part.replace("_", " ") if part is not said[0] else part for part in said if part)
        return ".".join(part for part in (self.source, self.subject, question, *self.further) if part)


def named(path: str) -> Origin:
    """What a name asks for as it is typed in a template: 'kpi.cin_open.latest'."""
    source, subject, question = (*path.split("."), "", "")[:3]
    return Origin(source, subject, question)


UNASKED = Origin()
"""The origin of what no template asked for."""


class Method(Enum):
    """How a value was come by."""

    READ = auto()  # as a cell has it
    TAKEN = auto()  # a part of what a cell has, or another form of it
    TYPED = auto()  # a number in a template
    WORKED_OUT = auto()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a value was come by, in words too; `periods` are those that the words name."""

    method: Method
    words: str
    periods: tuple[Period | None, ...] = ()

    def __str__(self) -> str:
        return self.words


READ = Derivation(Method.READ, "as it stands in the workbook")
TYPED = Derivation(Method.TYPED, "typed in the template")


def part_of(what: str, whole: Period) -> Derivation:
    """How a part of what a cell has was come by: the year of 13 October 2014."""
    return Derivation(Method.TAKEN, f"the {what} of {whole}", (whole,))


def worked_out(words: str, *periods: Period | None) -> Derivation:
    """How a value was worked out, in words that name these periods."""
    return Derivation(Method.WORKED_OUT, words, periods)
