"""What an expression in a tag is expected to give before it is rendered: its values in this meeting, or a type."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from types import UnionType
from typing import Any

from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Name, Subject, Traced, declared, names_of

MOST = 5_000
"""The most values of a list that are looked at."""


@dataclass(frozen=True)
class Expected:
    """The values that an expression takes in this meeting, in `path`'s words; where there are none, what it gives.

    `is_many` says that they are those of a loop variable, one after another. `asks` is the question that was named and
    still waits for its brackets. `choices` are the only texts it can have, where they are limited. `like` stands, where
    there are no values, for what such a thing is like.
    """

    values: tuple[Any, ...] = ()
    gives: Any = object
    each: Any = object
    path: str = ""
    is_many: bool = False
    asks: Name | None = None
    choices: tuple[str, ...] = ()
    like: Any = None

    @property
    def types(self) -> tuple[Any, ...]:
        """The types that it can have."""
        if self.values:
            return tuple(dict.fromkeys(type(value) for value in self.values))
        return typing.get_args(self.gives) if isinstance(self.gives, UnionType) else (self.gives,)

    def is_all(self, *kinds: type, but: tuple[type, ...] = ()) -> bool:
        """Whether it can only be of these types, and of none of the others."""
        return all(
            isinstance(kind, type) and issubclass(kind, kinds) and not issubclass(kind, but) for kind in self.types
        )

    @property
    def is_list(self) -> bool:
        return self.is_all(list, tuple)

    @property
    def is_unprintable(self) -> bool:
        """Whether it is something to ask further, and no value."""
        return self.is_all(Subject, but=(Traced,))

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
        return len(self.values) > 1 and not any(
            value.printed.strip() if isinstance(value, Traced) else True for value in self.values
        )

    @property
    def items(self) -> Expected:
        """What is in it, one after another."""
        found: list[Any] = []
        for value in self.values:
            if hasattr(type(value), "__iter__"):
                found += list(value)[: MOST - len(found)]
        return Expected(tuple(found), gives=self.each, is_many=True, like=self.like)

    @property
    def constant(self) -> Any:
        """The one value that it has; UNKNOWN where it is not known before the rendering."""
        return self.values[0] if len(self.values) == 1 and not self.is_many else UNKNOWN

    @property
    def names(self) -> list[str]:
        """The names that can be asked of it."""
        examples = [*self.values[:1], *([self.like] if isinstance(self.like, Subject) else [])]
        for example in examples:
            if isinstance(example, Subject):
                return list(names_of(example))
        return [name for kind in self.types if _is_subject(kind) for name in declared(kind)]


UNKNOWN = object()
"""Stands for a value that is not known before the rendering."""
NOTHING_KNOWN = Expected()


class NotDeclaredError(Exception):
    """A name that nothing here has; `refusal` is what is said of it by what was asked, where it says something."""

    def __init__(self, refusal: NoAnswerError | None = None) -> None:
        super().__init__()
        self.refusal = refusal


def attribute(owner: Expected, name: str) -> Expected:
    """What is expected of a name asked of something; raises NotDeclaredError where none of it has that name."""
    path = f"{owner.path}.{name}"
    if not owner.values:
        return replace(_by_type(owner, name), path=path, is_many=owner.is_many)
    having = [value for value in owner.values if _has(value, name)]
    if not having:
        raise NotDeclaredError(_refusal(owner.values[0], name))
    found = Expected(answers(having, name), path=path, is_many=owner.is_many)
    if not isinstance(having[0], Subject):
        return found
    declaration = names_of(having[0])[name]
    found = replace(found, gives=declaration.gives, each=declaration.each)
    if declaration.asked:
        return replace(found, asks=declaration)
    found = replace(found, choices=_choices(found.values, having))
    if declaration.each and not any(found.values):  # one of that kind, out of another list that the same owner has
        others = declared(type(having[0])).items()
        lists = [other for other, known in others if known.each is declaration.each and not known.asked]
        like = [item for other in lists for those in answers(having[:1], other) for item in list(those)[:1]]
        return replace(found, like=next(iter(like), None))
    return found


def answers(owners: Iterable[Any], name: str) -> tuple[Any, ...]:
    """What each of these answers to a name; those that have no answer are left out."""
    found = []
    for owner in owners:
        try:
            found.append(getattr(owner, name))
        except NoAnswerError:
            continue
    return tuple(found)


def _by_type(owner: Expected, name: str) -> Expected:
    """By the types alone, or what it is like, where there is no value to ask."""
    if isinstance(owner.like, Subject):
        known = [names_of(owner.like)]
    else:
        kinds = [kind for kind in owner.types if _is_subject(kind)]
        known = [declared(kind) for kind in kinds]
        has_more = any(map(has_names_of_data, kinds))
        if len(kinds) < len(owner.types) or (has_more and not any(name in names for names in known)):
            return NOTHING_KNOWN
    declaration = next((names[name] for names in known if name in names), None)
    if declaration is None:
        raise NotDeclaredError
    asks = declaration if declaration.asked else None
    return Expected(gives=declaration.gives, each=declaration.each, asks=asks)


def has_names_of_data(kind: Any) -> bool:
    """Whether some names of what is of this kind come from the data."""
    return _is_subject(kind) and kind.own_names is not Subject.own_names


def _is_subject(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Subject)


def _has(value: Any, name: str) -> bool:
    if isinstance(value, Subject):
        return name in names_of(value)
    return not name.startswith("_") and hasattr(value, name)


def _refusal(value: Any, name: str) -> NoAnswerError | None:
    """What a subject itself says of a name that it does not have, where it says something."""
    if isinstance(value, Subject) and hasattr(type(value), "__getattr__"):
        try:
            getattr(value, name)
        except NoAnswerError as refused:
            return refused
        except AttributeError:
            return None
    return None


def _choices(values: tuple[Any, ...], owners: list[Any]) -> tuple[str, ...]:
    """The only texts that it can have: its own labels, or, where it gives the code of such a one, the codes."""
    own: dict[str, str] = {}
    for value in values:
        if isinstance(value, StrEnum):
            own.update({str(label): str(label) for label in type(value)})
        elif isinstance(value, Traced):
            own.update(value.choices)
    if own:
        return tuple(dict.fromkeys([*(str(value) for value in values if str(value)), *own.values()]))
    codes = {code: label for owner in owners if isinstance(owner, Traced) for code, label in owner.choices.items()}
    is_code = bool(codes) and any(values) and all(value in codes for value in values if value)
    return tuple(codes) if is_code else ()
