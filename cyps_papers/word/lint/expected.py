"""What an expression in a tag is expected to give before it is rendered: its values in this meeting, or a type."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from types import UnionType
from typing import Any

from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Name, Subject, Traced, declared, names_of

MOST = 5_000
"""The most values of a list that are looked at."""
UNKNOWN = object()
"""Stands for a value that is not known before the rendering."""
UNDECLARED = Name("", "")


@dataclass(frozen=True)
class Expected:
    """The values that an expression takes in this meeting, in `path`'s words; where there are none, what it gives by
    its declaration.

    A loop's variable takes those of its items. `choices` are the only texts it can have, where they are limited. `like`
    stands, where there are no values, for what such a thing is like.
    """

    values: tuple[Any, ...] = ()
    declaration: Name = UNDECLARED
    path: str = ""
    choices: tuple[str, ...] = ()
    like: Any = None

    @property
    def asked(self) -> str:
        """The example of brackets of a question that was named and still waits for them."""
        return self.declaration.asked

    @property
    def types(self) -> tuple[Any, ...]:
        """The types that it can have."""
        gives = self.declaration.gives
        if self.values:
            return tuple(dict.fromkeys(type(value) for value in self.values))
        return typing.get_args(gives) if isinstance(gives, UnionType) else (gives,)

    def is_all(self, *kinds: type, but: tuple[type, ...] = ()) -> bool:
        """Whether it can only be of these types, and of none of the others."""
        return all(
            isinstance(kind, type) and issubclass(kind, kinds) and not issubclass(kind, but) for kind in self.types
        )

    @property
    def is_list(self) -> bool:
        return self.is_all(list, tuple)

    @property
    def is_value(self) -> bool:
        """Whether it is a single value: a figure, a text, a number."""
        return self.is_all(Traced, str, int, float)

    @property
    def is_false(self) -> bool:
        """Whether none of the values that it takes is true."""
        return bool(self.values) and not any(self.values)

    @property
    def is_blank(self) -> bool:
        """Whether it is of several things, and prints nothing for any of them."""
        return len(self.values) > 1 and all(
            isinstance(value, Traced) and not value.printed.strip() for value in self.values
        )

    @property
    def items(self) -> Expected:
        """What is in it, one after another."""
        found: list[Any] = []
        for value in self.values:
            if hasattr(type(value), "__iter__"):
                found += list(value)[: MOST - len(found)]
        return Expected(tuple(found), Name("", "", self.declaration.each or object), like=self.like)

    @property
    def constant(self) -> Any:
        """The one value that it has; UNKNOWN where it is not known before the rendering."""
        return self.values[0] if len(self.values) == 1 else UNKNOWN

    @property
    def names(self) -> Mapping[str, Name]:
        """The names that can be asked of it, by the first of it, by what it is like, or by its declaration."""
        for example in (*self.values[:1], self.like):
            if isinstance(example, Subject):
                return names_of(example)
        kinds = [kind for kind in self.types if isinstance(kind, type) and issubclass(kind, Subject)]
        return {name: declaration for kind in kinds for name, declaration in declared(kind).items()}

    @property
    def has_names_of_data(self) -> bool:
        """Whether some of the names that can be asked of it come from the data."""
        return any(getattr(kind, "own_names", Subject.own_names) is not Subject.own_names for kind in self.types)


NOTHING_KNOWN = Expected()


def attribute(owner: Expected, name: str) -> Expected | None:
    """What is expected of a name asked of something; None where none of it has that name."""
    found = Expected(path=f"{owner.path}.{name}")
    if not owner.values:
        if declaration := owner.names.get(name):
            return replace(found, declaration=declaration)
        is_open = owner.like is None and (owner.has_names_of_data or not owner.is_all(Subject))
        return found if is_open else None
    having = [value for value in owner.values if _has(value, name)]
    if not having:
        return None
    found = replace(found, values=answers(partial(getattr, value, name) for value in having)[0])
    if not isinstance(having[0], Subject):
        return found
    declaration = names_of(having[0])[name]
    if declaration.asked:
        return replace(found, declaration=declaration)
    like = _like(declaration, having[0]) if declaration.each and not any(found.values) else None
    return replace(found, declaration=declaration, choices=_choices(found.values, having), like=like)


def answers(questions: Iterable[Callable[[], Any]]) -> tuple[tuple[Any, ...], NoAnswerError | None]:
    """What these are answered with, those without an answer left out; and why the first of those has none."""
    found, first = [], None
    for question in questions:
        try:
            found.append(question())
        except NoAnswerError as refused:
            first = first or refused
    return tuple(found), first


def refusal(owner: Expected, name: str) -> NoAnswerError | None:
    """What the first of something itself says of a name that it does not have, where it says something."""
    try:
        for value in owner.values[:1]:
            value.__getattr__(name)
    except NoAnswerError as refused:
        return refused
    except AttributeError:
        return None
    return None


def _has(value: Any, name: str) -> bool:
    if isinstance(value, Subject):
        return name in names_of(value)
    return not name.startswith("_") and hasattr(value, name)


def _like(declaration: Name, owner: Subject) -> Any:
    """One of the kind that a list without any is of, out of another list of the same owner."""
    for other, known in declared(type(owner)).items():
        if known.each is declaration.each and not known.asked:
            for items in answers([partial(getattr, owner, other)])[0]:
                for item in items:
                    return item
    return None


def _choices(values: tuple[Any, ...], owners: list[Any]) -> tuple[str, ...]:
    """The only texts that it can have: its own labels, or, where it gives the code of such a one, the codes."""
    own: list[str] = []
    for value in values:
        if isinstance(value, StrEnum):
            own += type(value)
        elif isinstance(value, Traced):
            own += value.choices.values()
    if own:
        return tuple(dict.fromkeys(str(text) for text in (*values, *own) if str(text)))
    codes = dict.fromkeys(code for owner in owners if isinstance(owner, Traced) for code in owner.choices)
    is_code = bool(codes) and any(values) and all(value in codes for value in values if value)
    return tuple(codes) if is_code else ()
