"""Which record of the last report each record is now: by its reference, else by its wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Generic, TypeVar

from cyps_papers.problems import Problems, error
from cyps_papers.reading.values import short
from cyps_papers.records import Cell, Entry
from cyps_papers.vocabulary import comparable

REFERENCE_TWICE = error(
    "reference-twice",
    "the reference {reference} appears twice: also at {first}.",
    "Give each a reference of its own; a number such as 1.10 must be kept as text.",
)
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

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    def is_called(self, other: Naming) -> bool:
        """Whether both have one reference."""
        return bool(self.plain) and self.plain == other.plain

    def likeness(self, other: Naming) -> float:
        """How alike the two are worded, from 0 to 1."""
        return SequenceMatcher(None, self.words, other.words, autojunk=False).ratio()

    def may_be_like(self, other: Naming) -> bool:
        """A quick no: comparing every wording with every other in full takes seconds in a long plan."""
        in_common, most = self.vocabulary & other.vocabulary, max(len(self.vocabulary), len(other.vocabulary))
        return bool(in_common) and 2 * len(in_common) >= ALIKE * most


@dataclass(frozen=True)
class Pair(Generic[Record]):
    """A record as it is now and as it was in the last report; None where it was not, or is no more."""

    now: Record | None
    then: Record | None
    likeness: float = 1
    same_reference: bool = True

    @property
    def record(self) -> Record:
        """The record as it is now, or as it was where it is no more."""
        record = self.then if self.now is None else self.now
        assert record is not None, "a pair has a record now or then"
        return record


def pairs(then: Sequence[Record], now: Sequence[Record], naming: Callable[[Record], Naming]) -> list[Pair[Record]]:
    """The records now, in order, each with what it was; then those of the last report that are no more.

    The best pairs come first: those that have reference, group and wording in common. Where two that have gone are as
    like one that is new, or one is as like two, nothing says which it is: neither.
    """
    old, new = [naming(record) for record in then], [naming(record) for record in now]
    found: dict[int, Pair[Record]] = {}
    taken: set[int] = set()
    likely = sorted(_likely(old, new), key=lambda one: -one[0])
    alike: dict[tuple[str, float, int], set[int]] = {}
    for score, i, j in likely:
        alike.setdefault(("now", score, j), set()).add(i)
        alike.setdefault(("then", score, i), set()).add(j)
    for score, i, j in likely:
        if i in taken or j in found:
            continue
        same = old[i].is_called(new[j])
        if not same and (alike["now", score, j] - taken != {i} or alike["then", score, i] - found.keys() != {j}):
            continue
        taken.add(i)
        found[j] = Pair(now[j], then[i], old[i].likeness(new[j]), same)
    matched = [found.get(j, Pair(record, None)) for j, record in enumerate(now)]
    return matched + [Pair(None, record) for i, record in enumerate(then) if i not in taken]


def plain_reference(reference: str) -> str:
    """A reference as it is compared with another: 'WS 1.' is 'ws1'."""
    return "".join(reference.casefold().split()).rstrip(".")


def say_twice(references: Iterable[Entry[str]], problems: Problems) -> None:
    """Say which references appear twice."""
    first: dict[str, Cell] = {}
    for reference in references:
        there = first.setdefault(plain_reference(reference.value), reference.cell)
        if there is not reference.cell:
            found = {"reference": short(reference.value), "first": there.coordinate}
            problems.add(REFERENCE_TWICE, reference.cell, **found)


def _likely(then: Sequence[Naming], now: Sequence[Naming]) -> Iterator[tuple[float, int, int]]:
    """How like each record of the last report is to each now, where it can be the same one.

    A record that has reference, wording and group of only one other is that one, and is compared with no more.
    """
    same = _same(then, now)
    for i, j in same.items():
        yield 1 + SAME_REFERENCE + SAME_GROUP, i, j
    left = sorted(set(range(len(now))) - set(same.values()))
    for i, old in enumerate(then):
        for j in left if i not in same else ():
            new = now[j]
            is_called = old.is_called(new)
            likeness = old.likeness(new) if is_called or old.may_be_like(new) else 0
            if is_called or likeness >= ALIKE:
                beside = SAME_GROUP if old.group and comparable(old.group) == comparable(new.group) else 0
                yield likeness + beside + (SAME_REFERENCE if is_called else 0), i, j


def _same(then: Sequence[Naming], now: Sequence[Naming]) -> dict[int, int]:
    """The records that have kept reference, wording and group, where only one has that reference."""
    places = _only(now)
    same = {}
    for reference, i in _only(then).items():
        j = places.get(reference)
        if j is not None and then[i].words == now[j].words and comparable(then[i].group) == comparable(now[j].group):
            same[i] = j
    return same


def _only(namings: Sequence[Naming]) -> dict[str, int]:
    """Where each reference stands that stands once."""
    counted = Counter(naming.plain for naming in namings)
    return {one.plain: at for at, one in enumerate(namings) if one.plain and counted[one.plain] == 1}
