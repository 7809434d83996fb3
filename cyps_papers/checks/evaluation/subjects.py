"""Which subject the words around a claim name: stems that few subjects share say more than those of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from cyps_papers.checks.evaluation.stated import SAYS_NOTHING, Stated
from cyps_papers.figures.measure import Measure
from cyps_papers.words import stem, stems

ALIKE = (
    "spending expenditure cost outturn", "vacant vacancy", "sickness absence", "waiting queue",
    "home dwelling house property", "employee staff workforce worker", "child children young", "income revenue",
    "timeliness promptness time", "received taken submitted lodged made", "permission approval granted",
    "decision decided determined", "tenant resident occupier", "debt owed arrears", "approved agreed", "pupil student",
    "lent loan borrowed",
)  # fmt: skip
"""Words that officers write for one another."""
_GROUPS = {stem(word): [stem(other) for other in group.split()] for group in ALIKE for word in group.split()}
_GROUPS["backlog"] = [*map(stem, "overdue outstanding late unallocated without".split())]
QUALIFYING = stems("earlier later before after within over under between second third repeat")
"""Words that say when or how much, but in a name tell it from a shorter one: 'referrals within a year of another'."""
LEFT_OUT = 0.3  # what each weighs
UNKNOWN = 0.7  # what a word weighs that is in no name
_LEAST, _MOST_LEFT = 5, 3  # letters that two forms of a word begin with, and that either has beyond them


@dataclass(frozen=True)
class Fit:
    """A subject, and how well the words around a claim fit it."""

    subject: Measure
    signs: Mapping[str, float]


@dataclass
class Subjects:
    """What the claims of a paper can be of."""

    all: Sequence[Measure]
    _known: dict[frozenset[str], list[frozenset[str]]] = field(default_factory=dict)
    _kin: dict[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, claim: Stated) -> list[Fit]:
        """The subjects of whose name anything stands near a claim or in its sentence."""
        said = {form for stems in (claim.far, claim.near) for kin in self._in(stems) for form in kin}
        found = {id(one): one for form in sorted(said) for one in self._by_stem.get(form, ())}
        return [
            Fit(measure, self._signs(claim, self._own(measure), len(measure.stems & QUALIFYING)))
            for measure in found.values()
        ]

    def together(self, claim: Stated, first: Measure, second: Measure) -> dict[str, float]:
        """How well the words around a claim fit two subjects together."""
        return self._signs(claim, self._own(first) | self._own(second))

    def tells(self, claim: Stated, one: Measure, other: Measure) -> bool:
        """Whether a word stands near a claim that tells one subject from another."""
        apart = self._own(one) - self._own(other)
        return any(not apart.isdisjoint(kin) for kin in self._in(claim.near))

    def named(self, one: Measure, stems: frozenset[str]) -> float:
        """How much of the name of a subject stands among stems, from 0 to 1."""
        return self._named(self._own(one), stems)

    def _named(self, own: frozenset[str], stems: frozenset[str], left_out: int = 0) -> float:
        forms = frozenset().union(*self._in(stems)) & own
        return sum(self._weights[form] for form in forms) / (
            sum(self._weights[form] for form in own) + LEFT_OUT * left_out
        )

    def _signs(self, claim: Stated, own: frozenset[str], left_out: int = 0) -> dict[str, float]:
        return {
            "near": self._named(own, claim.near, left_out),
            "far": self._named(own, claim.far, left_out),
            "around": self._named(own, claim.around, left_out),
            "explained": self._explained(own, claim.near),
        }

    def says_only(self, measure: Measure, said: frozenset[str]) -> bool:
        """Whether stems are of nothing else than a subject's name and its unit, or of nothing at all."""
        others = said - SAYS_NOTHING - stems(measure.unit)
        return not others or self._explained(self._own(measure), others) == 1

    def _explained(self, own: frozenset[str], said: frozenset[str]) -> float:
        about = explained = 0.0
        for kin in self._in(said):
            weight = max((self._weights[form] for form in kin), default=UNKNOWN)
            about += weight
            explained += weight * (not own.isdisjoint(kin))
        return explained / about if about else 0.0

    def _in(self, stems: frozenset[str]) -> list[frozenset[str]]:
        """For each of some stems those of names that mean the same; of none where it is in no name."""
        if stems not in self._known:
            self._known[stems] = [self._kin_of(form) for form in stems]
        return self._known[stems]

    def _kin_of(self, said: str) -> frozenset[str]:
        """The stems of names that mean the same as one of a text."""
        found = self._kin.get(said)
        if found is None:
            forms = [said, *_GROUPS.get(said, ())]
            found = frozenset(form for form in forms if form in self._weights)
            if not found:
                found = frozenset(form for form in self._weights if _are_forms_of_a_word(form, said))
            self._kin[said] = found
        return found

    @cached_property
    def holders(self) -> Counter[Decimal]:
        """How many measures have each value."""
        return Counter(value for measure in self.all for value in {known.value for known in measure.values})

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(each for measure in self.all for each in self._own(measure))
        return {each: count**-0.5 for each, count in counts.items()}

    @cached_property
    def _by_stem(self) -> dict[str, list[Measure]]:
        found: dict[str, list[Measure]] = {}
        for measure in self.all:
            for each in self._own(measure):
                found.setdefault(each, []).append(measure)
        return found

    @staticmethod
    def _own(one: Measure) -> frozenset[str]:
        return (one.stems - SAYS_NOTHING) or one.stems


def _are_forms_of_a_word(one: str, other: str) -> bool:
    """'Exclus' and 'excluded', 'specialist' and 'special'."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared >= _LEAST and max(len(one), len(other)) - shared <= _MOST_LEFT
