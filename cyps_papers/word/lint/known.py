"""What is known of an expression in a tag before anything is rendered: its values in this meeting, or their type."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import UnionType
from typing import Any

from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Name, Subject, Traced, declared, names_of

MOST = 5_000
"""The most values of a list that are looked at."""


@dataclass(frozen=True)
class Known:
    """The values that an expression takes in this meeting, in `path`'s words; where there are none, what it gives.

    `is_many` says that they are those of a loop variable, one after another. `refusal` is why none of them has an
    answer. `asks` is the question that was named and still waits for its brackets. `choices` are the only texts it
    can have, where they are limited. `like` stands, where there are no values, for what such a thing is like.
    """

    values: tuple[Any, ...] = ()
    gives: Any = object
    each: Any = object
    path: str = ""
    is_many: bool = False
    refusal: NoAnswerError | None = None
    asks: Name | None = None
    choices: tuple[str, ...] = ()
    like: Any = None

    @property
    def types(self) -> tuple[Any, ...]:
        """The types that it can have."""
        if self.values:
            return tuple(dict.fromkeys(type(value) for value in self.values))
        return typing.get_args(self.gives) if isinstance(self.gives, UnionType) else (self.gives,)

    @property
    def is_list(self) -> bool:
        """Whether it is a list, and nothing else."""
        return all(isinstance(kind, type) and issubclass(kind, list | tuple) for kind in self.types)

    @property
    def is_unprintable(self) -> bool:
        """Whether it is something to ask further, and no value."""
        return all(
            isinstance(kind, type) and issubclass(kind, Subject) and not issubclass(kind, Traced) for kind in self.types
        )

    @property
    def is_value(self) -> bool:
        """Whether it is a single value: a figure, a text, a number."""
        kinds = (Traced, str, int, float)
        return all(isinstance(kind, type) and issubclass(kind, kinds) for kind in self.types)

    @property
    def truth(self) -> bool | None:
        """Whether it is true or false for all its values; None where that differs or is not known."""
        try:
            truths = {bool(value) for value in self.values}
        except Exception:
            return None
        return truths.pop() if len(truths) == 1 else None

    @property
    def is_blank(self) -> bool:
        """Whether it is of several things, and prints nothing for any of them."""
        return len(self.values) > 1 and not any(
            value.printed.strip() if isinstance(value, Traced) else True for value in self.values
        )

    def ends_with(self, sign: str) -> bool:
        """Whether every value that it prints ends with a sign."""
        printed = [value.printed for value in self.values if isinstance(value, Traced)]
        return bool(printed) and all(text.endswith(sign) for text in printed)

    @property
    def items(self) -> Known:
        """What is in it, one after another."""
        found: list[Any] = []
        for value in self.values:
            if isinstance(value, list | tuple | Mapping) or hasattr(type(value), "__iter__"):
                found += list(value)[: MOST - len(found)]
        return Known(tuple(found), gives=self.each, is_many=True, like=self.like)

    def map(self, answer: Callable[[Any], Any], **changes: Any) -> Known:
        """What an answer gives for each value; where it refuses for all of them, the refusal."""
        found: list[Any] = []
        refusal: NoAnswerError | None = None
        for value in self.values:
            try:
                found.append(answer(value))
            except NoAnswerError as refused:
                refusal = refusal or refused
            except Exception:
                continue
        return Known(tuple(found), is_many=self.is_many, refusal=refusal if not found else None, **changes)


NOTHING_KNOWN = Known()


def constant(value: Any) -> Known:
    """What is known of a constant."""
    return Known((value,), gives=type(value))


class NotDeclaredError(Exception):
    """A name that nothing here has; `names` are those that there are."""

    def __init__(self, names: Iterable[str], refusal: NoAnswerError | None = None) -> None:
        super().__init__()
        self.names = list(names)
        self.refusal = refusal


@dataclass(frozen=True)
class Loop:
    """What `loop` gives in a loop through these items."""

    items: Known
    index = index0 = revindex = revindex0 = first = last = length = depth = depth0 = cycle = changed = None

    def neighbour(self, path: str) -> Known:
        """The item before or after the one in hand; there is none at the loop's beginning or end."""
        values = self.items.values
        return replace(self.items, values=(*values, None) if values else (), path=path)


def attribute(owner: Known, name: str) -> Known:
    """What is known of a name asked of something; raises NotDeclaredError where none of it has that name."""
    path = f"{owner.path}.{name}"
    if owner.values and isinstance(owner.values[0], Loop):
        if name in ("previtem", "nextitem"):
            return owner.values[0].neighbour(path)
        if hasattr(Loop, name):
            return Known(path=path)
    if not owner.values:
        return replace(_declared_attribute(owner, name), path=path, is_many=owner.is_many)
    having = [value for value in owner.values if _has(value, name)]
    if not having:
        raise NotDeclaredError(_names(owner.values[0]), _refusal(owner.values[0], name))
    declaration = _declaration(having[0], name)
    found = replace(owner, values=tuple(having)).map(lambda value: _get(value, name))
    gives, each = (declaration.gives, declaration.each) if declaration else (object, object)
    if declaration and declaration.asked:
        return replace(found, gives=gives, each=each, path=path, asks=declaration)
    like = _like(having[0], each) if each and not any(found.values) else None
    return replace(found, gives=gives, each=each, path=path, choices=_choices(found, having), like=like)


def _like(owner: Any, kind: Any) -> Any:
    """One of a kind of which a list is empty, out of another list that the same owner has."""
    for name, other in declared(type(owner)).items():
        if other.each is kind and not other.asked:
            try:
                return next(iter(getattr(owner, name)))
            except (NoAnswerError, StopIteration):
                continue
    return None


def _declared_attribute(owner: Known, name: str) -> Known:
    """By the types alone, or what it is like, where there is no value to ask."""
    if isinstance(owner.like, Subject):
        known = names_of(owner.like)
        if name not in known:
            raise NotDeclaredError(known)
        asks = known[name] if known[name].asked else None
        return Known(gives=known[name].gives, each=known[name].each, asks=asks)
    kinds = [kind for kind in owner.types if isinstance(kind, type) and issubclass(kind, Subject)]
    if len(kinds) < len(owner.types) or not kinds:
        return NOTHING_KNOWN
    for kind in kinds:
        if name in declared(kind):
            declaration = declared(kind)[name]
            asks = declaration if declaration.asked else None
            return Known(gives=declaration.gives, each=declaration.each, asks=asks)
    if any(kind.own_names is not Subject.own_names for kind in kinds):
        return NOTHING_KNOWN
    raise NotDeclaredError([each for kind in kinds for each in declared(kind)])


def _has(value: Any, name: str) -> bool:
    if isinstance(value, Subject):
        return _declaration(value, name) is not None
    if isinstance(value, Mapping):
        return name in value or hasattr(value, name)
    return not name.startswith("_") and hasattr(value, name)


def _get(value: Any, name: str) -> Any:
    return value[name] if isinstance(value, Mapping) and name in value else getattr(value, name)


def _declaration(value: Any, name: str) -> Name | None:
    if not isinstance(value, Subject):
        return None
    return declared(type(value)).get(name) or value.own_names().get(name)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Subject):
        yield from names_of(value)
    elif isinstance(value, Mapping):
        yield from map(str, value)


def _refusal(value: Any, name: str) -> NoAnswerError | None:
    """What a subject itself says of a name that it does not have, where it says something."""
    if isinstance(value, Subject) and hasattr(type(value), "__getattr__"):
        try:
            getattr(value, name)
        except NoAnswerError as refused:
            return refused
        except Exception:
            return None
    return None


def _choices(found: Known, owners: list[Any]) -> tuple[str, ...]:
    """The only texts that it can have: its own labels, or, where it gives the code of such a one, the codes."""
    own: dict[str, str] = {}
    codes: dict[str, str] = {}
    for value in found.values:
        own.update({str(one): str(one) for one in type(value)} if isinstance(value, StrEnum) else {})
        own.update(getattr(value, "choices", {}) if isinstance(value, Traced) else {})
    for owner in owners:
        codes.update(getattr(owner, "choices", {}) if isinstance(owner, Traced) else {})
    if own:
        return tuple(dict.fromkeys([*(str(value) for value in found.values if str(value)), *own.values()]))
    is_code = bool(codes) and all(value in codes for value in found.values if value)
    return tuple(codes) if is_code and any(found.values) else ()
