"""What a template may ask: subjects, the names that each declares, and values that know their cells.

A name is declared once, with `named` or `question` on the property or method that answers it. The docstring there
is the sentence that officers read, and the annotation says what it gives: rendering, lint, `names` and
docs/pages/names.md all read this declaration.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from inspect import isfunction
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar

from cyps_papers.origin import Derivation, Origin
from cyps_papers.periods import Period
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Name:
    """A name that templates may use.

    `asked` holds the example arguments of a question ('("June 2014")') and is empty for a plain name. `gives` is the
    type of the answer and, where the answer is a list, `each` the type of what is in it.
    """

    name: str
    sentence: str
    gives: type | UnionType = object
    each: type | None = None
    asked: str = ""


class Subject:
    """Something that a template may ask about: only the names it declares can be reached from a template."""

    __slots__ = ()

    def own_names(self) -> Mapping[str, Name]:
        """Names that come from the data (an indicator's code, a column), over those that the class declares."""
        return {}


class Traced(Subject):
    """What prints itself in a paper and knows where it came from.

    `cells` are those it was read from, `how` says how it was come by, `origin` is the question that it answers, and
    `when` the date or period that it speaks of. `value` is a number, a period or a text, and None where it is
    withheld.
    """

    __slots__ = ()

    origin: Origin
    value: Decimal | Period | str | None
    unit: str
    cells: tuple[Cell, ...]
    how: Derivation
    when: Period | None

    @property
    def name(self) -> str:
        """What templates call it, or what it is called in words where they have no name for it."""
        return str(self.origin)

    @property
    def choices(self) -> Mapping[str, str]:
        """The only texts that it can have, by the codes to compare; empty where it can be anything."""
        return {}

    @property
    def printed(self) -> str:
        """As it stands in the paper."""
        raise NotImplementedError

    def reworded(self, text: str, how: Derivation | None = None) -> Traced:
        """The same thing printed as another text, its cells kept; and `how` that was come by, where that is another."""
        raise NotImplementedError


@dataclass(frozen=True)
class Series:
    """What a chart can show: its title in words, its unit, and its points in the order of time.

    A point that has no `when` (a target) holds in every period. One that has no value is a gap.
    """

    origin: Origin
    title: str
    unit: str
    points: tuple[Traced, ...]

    @property
    def name(self) -> str:
        """What templates call it."""
        return str(self.origin)

    @property
    def periods(self) -> list[Period]:
        """Those of its points, a gap's included."""
        return [point.when for point in self.points if point.when]


if TYPE_CHECKING:
    named = property
else:

    class named(property):  # noqa: N801 - it is used as a decorator, as property is
        """Declare a name for templates on the method that answers it, as `property` does."""


def declared_as(gives: Any, sentence: str, answer: Callable[[Any], Any]) -> property:
    """Declare a name that is answered as others are: what it gives, the sentence that officers read, and its answer."""

    def answered(subject: Any) -> Any:
        return answer(subject)

    answered.__doc__, answered.__annotations__ = sentence, {"return": gives}
    return named(answered)


def question(asked: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Declare a name that takes arguments, with an example of them: '("June 2014")'."""

    def declare(answer: Callable[..., Answer]) -> Callable[..., Answer]:
        answer.asked = asked  # type: ignore[attr-defined]
        return answer

    return declare


def declared(subject: type[Any]) -> Mapping[str, Name]:
    """The names that a class declares, its ancestors' included, in the order in which they stand."""
    kind: Any = subject
    return _declared(kind)


@cache
def _declared(subject: type[Any]) -> Mapping[str, Name]:
    names: dict[str, Name] = {}
    for ancestor in reversed(subject.__mro__):
        for name, value in vars(ancestor).items():
            if isinstance(value, named):
                names[name] = _declaration(name, value.fget)
            elif isfunction(value) and hasattr(value, "asked"):
                names[name] = _declaration(name, value, value.asked)
    return names


def names_of(subject: Subject) -> Mapping[str, Name]:
    """Every name that can be asked of this subject: its class's and its own."""
    own = subject.own_names()
    return {**declared(type(subject)), **own} if own else declared(type(subject))


def _declaration(name: str, answer: Any, asked: str = "") -> Name:
    gives = typing.get_type_hints(answer).get("return", object)
    sentence = " ".join((answer.__doc__ or "").split())
    if isinstance(gives, UnionType):
        return Name(name, sentence, gives, None, asked)
    each = next(iter(typing.get_args(gives)), None)
    return Name(name, sentence, typing.get_origin(gives) or gives, each, asked)


def own_name(name: str, kind: type[Subject]) -> str:
    """What templates call something that only the data name: with an underscore where its kind has that name itself."""
    return f"{name}_" if hasattr(kind, name) else name


def answer(subject: Subject, name: str) -> Any:
    """What a name gives; None where it has no answer."""
    try:
        return getattr(subject, name)
    except NoAnswerError:
        return None


def name_in_templates(heading: str) -> str:
    """What a heading or a detail is called in templates: 'Meeting date' is meeting_date; brackets are left out."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|['’]", "", heading.lower())
    name = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
    return f"number_{name}" if name[:1].isdigit() else name


def comparable(text: str) -> str:
    """A text as it is compared with another: in small letters, with single spaces and straight apostrophes."""
    return " ".join(text.lower().replace("’", "'").split())
