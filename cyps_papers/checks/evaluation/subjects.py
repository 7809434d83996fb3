"""Which subject the words around a claim name: stems that few subjects share say more than those of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from cyps_papers.checks.evaluation.stated import SAYS_NOTHING, Stated
from cyps_papers.words import stem

ALIKE = (
    "spending expenditure cost outturn", "vacant vacancy", "sickness absence", "waiting queue",
    "home dwelling house property", "employee staff workforce worker", "child children young", "income revenue",
    "timeliness promptness time", "received taken submitted lodged made", "permission approval granted",
    "decision decided determined", "tenant resident occupier", "debt owed arrears", "approved agreed", "pupil student",
)  # fmt: skip
"""Words that officers write for one another."""
_GROUPS = {stem(word): [stem(other) for other in group.split()] for group in ALIKE for word in group.split()}
_LEAST, _MOST_LEFT = 5, 3  # letters that two forms of a word begin with, and that either has beyond them


class Named(Protocol):
    """What can be spoken of: the stems of all that it is called by."""

    @property
    def stems(self) -> frozenset[str]: ...


T = TypeVar("T", bound=Named)


@dataclass(frozen=True)
class Fit(Generic[T]):
    """A subject, and how well the words around a claim fit it."""

    subject: T
    signs: Mapping[str, float]


@dataclass
class Subjects(Generic[T]):
    """What the claims of a paper can be of. `spelled` gives the stems that an abbreviation stands for."""

    all: Sequence[T]
    _known: dict[frozenset[str], tuple[frozenset[str], int]] = field(default_factory=dict)
    _kin: dict[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, claim: Stated) -> list[Fit[T]]:
        """The subjects of whose name anything stands near a claim or in its sentence."""
        far, _ = self._in(claim.far)
        near, unknown = self._in(claim.near)
        around, _ = self._in(claim.around)
        found: dict[int, T] = {id(one): one for each in far | near for one in self._by_stem.get(each, ())}
        about = sum(self._weights[one] for one in near) + 0.7 * unknown
        return [Fit(one, self._signs(self._own(one), near, far, around, about)) for one in found.values()]

    def together(self, claim: Stated, first: T, second: T) -> dict[str, float]:
        """How well the words around a claim fit two subjects together."""
        near, unknown = self._in(claim.near)
        about = sum(self._weights[one] for one in near) + 0.7 * unknown
        both = self._own(first) | self._own(second)
        return self._signs(both, near, self._in(claim.far)[0], self._in(claim.around)[0], about)

    def tells(self, claim: Stated, one: T, other: T) -> bool:
        """Whether a word stands near a claim that tells one subject from another."""
        return bool((self._own(one) - self._own(other)) & self._in(claim.near)[0])

    def _signs(
        self, own: frozenset[str], near: frozenset[str], far: frozenset[str], around: frozenset[str], about: float
    ) -> dict[str, float]:
        whole = sum(self._weights[each] for each in own)
        explained = sum(self._weights[each] for each in near if each in own)
        return {
            "near": explained / whole,
            "far": sum(self._weights[each] for each in own if each in far) / whole,
            "around": sum(self._weights[each] for each in own if each in around) / whole,
            "explained": explained / about if about else 0.0,
        }

    def _in(self, stems: frozenset[str]) -> tuple[frozenset[str], int]:
        """The stems of names that stand among others, and how many of these are in no name."""
        found = self._known.get(stems)
        if found is None:
            kin = [self._kin_of(one) for one in stems]
            found = frozenset().union(*kin), sum(not one for one in kin)
            self._known[stems] = found
        return found

    def _kin_of(self, said: str) -> frozenset[str]:
        """The stems of names that mean the same as one of a text."""
        found = self._kin.get(said)
        if found is None:
            forms = [said, *_GROUPS.get(said, ())]
            found = frozenset(form for form in forms if form in self._weights)
            if not found:
                found = frozenset(one for one in self._weights if _are_forms_of_a_word(one, said))
            self._kin[said] = found
        return found

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(each for one in self.all for each in self._own(one))
        return {each: count**-0.5 for each, count in counts.items()}

    @cached_property
    def _by_stem(self) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {}
        for one in self.all:
            for each in self._own(one):
                found.setdefault(each, []).append(one)
        return found

    @staticmethod
    def _own(one: T) -> frozenset[str]:
        return (one.stems - SAYS_NOTHING) or one.stems


def _are_forms_of_a_word(one: str, other: str) -> bool:
    """'Exclus' and 'excluded', 'specialist' and 'special'."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared >= _LEAST and max(len(one), len(other)) - shared <= _MOST_LEFT
