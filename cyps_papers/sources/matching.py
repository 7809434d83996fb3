"""Which record of the last report each record is now: by its reference, else by its wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Generic, TypeVar

from cyps_papers.vocabulary import even

Record = TypeVar("Record")
ALIKE = 0.75  # of the words in the same order: the same record under another reference
UNLIKE = 0.4  # below this, one reference names two different records
SAME_REFERENCE = 0.25  # what the reference counts for against a likeness of wording
SAME_GROUP = 0.1  # what the group counts for, so that of two records worded alike each stays in its own


@dataclass(frozen=True)
class Naming:
    """What a record is found by: its reference and its group, '' where it has none, and its wording."""

    reference: str
    wording: str
    group: str = ""

    @cached_property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.wording.casefold())

    @cached_property
    def plain(self) -> str:
        return plain_reference(self.reference)

    def is_called(self, other: Naming) -> bool:
        """Whether both have one reference."""
        return bool(self.plain) and self.plain == other.plain

    def likeness(self, other: Naming) -> float:
        """How alike the two are worded, from 0 to 1."""
        return SequenceMatcher(None, self.words, other.words, autojunk=False).ratio()


@dataclass(frozen=True)
class Pair(Generic[Record]):
    """A record as it is now and as it was in the last report; None where it was not, or is no more."""

    now: Record | None
    then: Record | None
    likeness: float = 1
    same_reference: bool = True


def pairs(then: Sequence[Record], now: Sequence[Record], naming: Callable[[Record], Naming]) -> list[Pair[Record]]:
    """The records now, in order, each with what it was; then those of the last report that are no more.

    The best pairs come first: those that have reference, group and wording in common. Where two that have gone are as
    like one that is new, or one is as like two, nothing says which it is: neither.
    """
    old, new = [naming(record) for record in then], [naming(record) for record in now]
    found: dict[int, Pair[Record]] = {}
    taken: set[int] = set()
    likely = sorted(_likely(old, new), key=lambda one: -one[0])
    rivals: dict[tuple[str, float, int], set[int]] = {}
    for score, i, j in likely:
        rivals.setdefault(("now", score, j), set()).add(i)
        rivals.setdefault(("then", score, i), set()).add(j)
    for score, i, j in likely:
        if i in taken or j in found:
            continue
        same = old[i].is_called(new[j])
        if not same and (rivals["now", score, j] - taken != {i} or rivals["then", score, i] - found.keys() != {j}):
            continue
        taken.add(i)
        found[j] = Pair(now[j], then[i], old[i].likeness(new[j]), same)
    matched = [found.get(j, Pair(record, None)) for j, record in enumerate(now)]
    return matched + [Pair(None, record) for i, record in enumerate(then) if i not in taken]


def plain_reference(reference: str) -> str:
    """A reference as it is compared with another: 'WS 1.' is 'ws1'."""
    return "".join(reference.casefold().split()).rstrip(".")


def _likely(then: Sequence[Naming], now: Sequence[Naming]) -> Iterator[tuple[float, int, int]]:
    for i, old in enumerate(then):
        for j, new in enumerate(now):
            beside = SAME_GROUP if old.group and even(old.group) == even(new.group) else 0
            if old.is_called(new):
                yield old.likeness(new) + beside + SAME_REFERENCE, i, j
            elif _may_be_alike(old.words, new.words) and (likeness := old.likeness(new)) >= ALIKE:
                yield likeness + beside, i, j


def _may_be_alike(some: list[str], others: list[str]) -> bool:
    """A quick no: comparing every wording with every other in full takes seconds in a long plan."""
    return 2 * len(set(some) & set(others)) >= ALIKE * max(len(set(some)), len(set(others)))
