"""What is wrong, where it is, and what to do about it.

Problems are collected and never raised one at a time. A kind of problem is declared once, with its wording,
as a `ProblemKind` beside the code that finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import ClassVar, Protocol

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.words import listed

MOST_LISTED = 8


class Level(IntEnum):
    """How much a problem matters: a warning lets a paper be made, an error does not."""

    WARNING = 1
    ERROR = 2


class Place(Protocol):
    """Where a problem is, as an officer would look for it."""

    @property
    def file(self) -> str:
        """The file to open, as the officer names it."""

    @property
    def order(self) -> tuple[object, ...]:
        """Where the place stands within its file, for sorting."""

    @property
    def section(self) -> str:
        """The heading or the sheet that it stands under; empty where it stands under none."""

    def within(self) -> str:
        """The place inside its file, in words; empty for the file as a whole."""


@dataclass(frozen=True)
class FilePlace:
    """A whole file or folder."""

    file: str
    order: ClassVar[tuple[object, ...]] = ()
    section: ClassVar[str] = ""

    def within(self) -> str:
        return ""


@dataclass(frozen=True)
class About:
    """One thing that a problem is about, as an officer accepts it: its names (of a figure its name and code, of an
    action its reference) or the words quoted from the document; and its value, blank where the words say it all.
    """

    names: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its kind, its place and what was found.

    `subject` is what was asked for and is not in the data, so that the problem only follows from whatever kept that
    from being read; none is, where something is wrong whatever the data. It can be accepted by what it is `about`, all
    of that together; where that is nothing, it cannot.
    """

    kind: ProblemKind
    place: Place
    found: tuple[tuple[str, str], ...]
    subject: Origin = UNASKED
    about: tuple[About, ...] = ()

    @property
    def rule(self) -> str:
        """The rule that it offends."""
        return self.kind.rule

    @property
    def level(self) -> Level:
        return self.kind.level

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.kind.message.format_map(_Said(self.found))

    @property
    def hint(self) -> str:
        """What to do about it; what was found may be blank."""
        return " ".join(self.kind.hint.format_map(_Said(self.found)).split())

    def __str__(self) -> str:
        within = self.place.within()
        where = f"{self.place.file}, {within}" if within else self.place.file
        return f"{where}: {self.message} {self.hint}".rstrip()


class _Said(dict[str, str]):
    """What was found, by its names; and of two wordings, 'has|have', the one for one cell or for several.

    A wording may be a name of what was found: 'reference|each'.
    """

    def __init__(self, found: Iterable[tuple[str, str]], several: bool = False) -> None:
        super().__init__(found)
        self.several = several

    def __missing__(self, wordings: str) -> str:
        if "|" not in wordings:
            raise KeyError(wordings)
        wording = wordings.split("|")[self.several]
        return self.get(wording, wording)


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem, declared once: its rule, level and wording, with {names} for what was found.

    Cells that differ in one thing only, `many`, are told of together: {has|have} is worded for one or for several.
    """

    rule: str
    level: Level
    message: str
    hint: str
    many: str = ""

    def at(self, place: Place, about: Iterable[About] = (), subject: Origin = UNASKED, /, **found: object) -> Problem:
        """The problem of this kind at a place, with what it is about, what is not in the data, and what was found."""
        said = tuple((name, str(what)) for name, what in found.items())
        return Problem(self, place, said, subject, tuple(dict.fromkeys(about)))


def error(rule: str, message: str, hint: str, many: str = "") -> ProblemKind:
    """A kind of problem with which no paper is made."""
    return ProblemKind(rule, Level.ERROR, message, hint, many)


def warning(rule: str, message: str, hint: str, many: str = "") -> ProblemKind:
    """A kind of problem that is said, and with which a paper can still be made."""
    return ProblemKind(rule, Level.WARNING, message, hint, many)


@dataclass(frozen=True)
class Matter:
    """The same thing wrong at several places, in their order, the first of them in `file`: it is said once."""

    kind: ProblemKind
    file: str
    places: tuple[Place, ...]
    message: str
    hint: str
    about: tuple[About, ...] = ()


def matters(problems: Iterable[Problem]) -> list[Matter]:
    """What is wrong, each matter once, in the order in which they were found.

    What several documents ask for in vain is one matter, at its places in all of them.
    """
    together: dict[object, list[Problem]] = {}
    for problem in problems:
        same = [(name, what) for name, what in problem.found if name != problem.kind.many]
        file = problem.place.file
        if problem.subject != UNASKED:
            file = ""
        together.setdefault((problem.kind, file, tuple(same)), []).append(problem)
    return [_matter(_in_order(those)) for those in together.values()]


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Those of each file in the order of its places, the files in the order in which they came."""
    files = list(dict.fromkeys(problem.place.file for problem in problems))
    return sorted(problems, key=lambda problem: (files.index(problem.place.file), problem.place.order))


def _matter(those: list[Problem]) -> Matter:
    first, kind, many = those[0], those[0].kind, those[0].kind.many
    message, hint = first.message, first.hint
    differing = list(dict.fromkeys(dict(problem.found)[many] for problem in those)) if many else []
    if len(differing) > 1:
        wording, quoted = kind.message, f'"{{{many}}}"'
        if quoted in wording:
            wording, differing = wording.replace(quoted, quoted.strip('"')), [f'"{what}"' for what in differing]
        found = _Said([*first.found, (many, listed(differing, MOST_LISTED))], several=True)
        message, hint = wording.format_map(found), " ".join(kind.hint.format_map(found).split())
    about = tuple(dict.fromkeys(about for problem in those for about in problem.about))
    return Matter(kind, first.place.file, tuple(problem.place for problem in those), message, hint, about)


@dataclass
class Problems:
    """The problems found so far, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)
    _known: set[Problem] = field(default_factory=set, init=False, repr=False, compare=False)

    def add(self, kind: ProblemKind, place: Place, subject: Origin = UNASKED, /, **found: object) -> None:
        """Note one problem; the same one twice is noted once."""
        self.include([kind.at(place, (), subject, **found)])

    def include(self, problems: Iterable[Problem]) -> None:
        """Note problems found elsewhere."""
        for problem in problems:
            if problem not in self._known:
                self._known.add(problem)
                self.found.append(problem)

    @property
    def errors(self) -> list[Problem]:
        """Those with which no paper is made."""
        return [problem for problem in self.found if problem.level is Level.ERROR]

    def __bool__(self) -> bool:
        return bool(self.found)


class NoAnswerError(Exception):
    """A name in a template was asked for what the data does not hold.

    Raised by what templates may ask about, and turned into a problem at the tag's place by the rendering. `subject`
    is what the data do not hold; none is, where the question itself is wrong.
    """

    def __init__(self, message: str, hint: str = "", subject: Origin = UNASKED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.subject = subject


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """'Did you mean completed?', or nothing where no known name is near."""
    from difflib import get_close_matches

    near = get_close_matches(wrong.lower(), [name.lower() for name in known], n=1, cutoff=0.6)
    return f"Did you mean {next(name for name in known if name.lower() == near[0])}?" if near else ""


def in_a_few_words(reason: BaseException) -> str:
    """The first cause of an exception in one line: libraries wrap what they met in advice to programmers."""
    while reason.__cause__:
        reason = reason.__cause__
    words = " ".join(str(reason).split()) or type(reason).__name__
    return shortened(words, 100)


def shortened(words: str, most: int) -> str:
    """Words of no more than so many characters, with an ellipsis where they were more."""
    if len(words) <= most:
        return words
    return words[: most - 3].rstrip() + "..."
