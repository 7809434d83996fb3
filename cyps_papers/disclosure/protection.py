"""Which small counts are given away by what is shown beside them, and what to hold back as well so that none is."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from cyps_papers.disclosure.reader import ANY, Bounds, Reader, Sum

SAFE = 3  # numbers that a withheld count could be: with fewer it is as good as shown
MOST_HIDDEN = 60  # in rows and columns together; beyond that all that is summed with them is held back unsearched
MOST_WITHHELD = 40  # beyond that the count most needed is held back, without looking for the smallest that would do


@dataclass(frozen=True)
class Total:
    """A total and its parts, by the keys of their counts. A key may be in several: a cell is in a row and a column."""

    total: Hashable
    parts: tuple[Hashable, ...]

    @cached_property
    def keys(self) -> tuple[Hashable, ...]:
        return (*self.parts, self.total)


@dataclass(frozen=True)
class Withheld:
    """Totals with the counts that are shown, and the bounds that a reader is told of each count that is not."""

    totals: Sequence[Total]
    shown: Mapping[Hashable, int]
    bounds: Mapping[Hashable, Bounds]

    def given_away(self, solution: Mapping[Hashable, int] | None = None) -> dict[Hashable, set[int]]:
        """The small counts withheld that could be fewer than three numbers, with these numbers.

        A reader takes each marker at its word. Where the sums rule that out, one of them was held back to protect
        another; which one it was the reader does not know, so each is looked at as the small one in turn. A `solution`
        that is known shortens the search.
        """
        known = sums(self.totals, self.shown)
        at_their_word, any_of_them = Reader(self.bounds, known), Reader(dict.fromkeys(self.bounds, ANY), known)
        if solution:
            any_of_them.note(solution)
        found = {}
        for key, bounds in self.bounds.items():
            if bounds == ANY:
                continue
            if at_their_word.can_be_met(key):
                possible = at_their_word.possible(key, SAFE)
            else:
                possible = any_of_them.possible(key, SAFE, bounds)
            if 0 < len(possible) < SAFE:
                found[key] = possible
        return found


def sums(totals: Sequence[Total], shown: Mapping[Hashable, int]) -> list[Sum]:
    """What the totals say of the counts in them that are not shown."""
    found = []
    for total in totals:
        signs = dict.fromkeys(total.parts, 1) | {total.total: -1}
        terms = tuple((key, sign) for key, sign in signs.items() if key not in shown)
        found.append(Sum(terms, -sum(sign * shown[key] for key, sign in signs.items() if key in shown)))
    return found


def hanging_together(totals: Iterable[Total]) -> list[list[Total]]:
    """The totals in groups, so that those of different groups have no count in common and can be judged apart."""
    groups: list[tuple[set[Hashable], list[Total]]] = []
    for total in totals:
        keys, among, apart = set(total.keys), [total], []
        for group in groups:
            if keys.isdisjoint(group[0]):
                apart.append(group)
            else:
                keys |= group[0]
                among = [*group[1], *among]
        groups = [*apart, (keys, among)]
    return [among for _, among in groups]


@dataclass(frozen=True)
class Protection:
    """Counts with their totals, of which the `small` ones are withheld: what else must be.

    What is `never_shown` has no number or marker anywhere: the rest of a total whose parts are not all of it. What is
    `held_already` has a marker, as a small one has, whatever it is.
    """

    counts: Mapping[Hashable, int]
    totals: Sequence[Total]
    small: range
    never_shown: Collection[Hashable] = ()
    held_already: Collection[Hashable] = ()

    def held_back_as_well(self) -> list[Hashable]:
        """The further counts to hold back so that no small one can be worked out: as few and as small as do it."""
        chosen: list[Hashable] = []
        exposed = self.given_away
        while exposed:
            hidden = {*self._withheld, *chosen}
            candidates = self._candidates(hidden, exposed)
            if not candidates:
                return chosen
            if len(hidden) > MOST_HIDDEN:
                chosen += candidates
                exposed = self.exposed(chosen)
                continue
            best, left = candidates[0], exposed
            for key in candidates if len(hidden) <= MOST_WITHHELD else ():
                tried = self.exposed([*chosen, key])
                if len(tried) < len(left):
                    best, left = key, tried
                if not left:
                    break
            if left is exposed:
                best = max(candidates, key=partial(self._room, hidden, exposed))
                left = self.exposed([*chosen, best])
            chosen.append(best)
            exposed = left
        for key in sorted(chosen, key=lambda key: self.counts[key], reverse=True):
            fewer = [one for one in chosen if one != key]
            if not self.exposed(fewer):
                chosen = fewer
        return chosen

    @cached_property
    def given_away(self) -> list[Hashable]:
        """The counts that are exposed where nothing but the small ones is withheld."""
        return self.exposed(())

    def exposed(self, chosen: Collection[Hashable]) -> list[Hashable]:
        """The counts that can be tied down to fewer than three small numbers where what is `chosen` is withheld too.

        That is by a reader who knows which counts are the small ones, and that any other withheld is 0 or more; or
        else by one who takes each marker for a small number.
        """
        is_small = Bounds(self.small[0], self.small[-1])
        withheld = {*self._withheld, *chosen}
        totals = [total for total in self.totals if not withheld.isdisjoint(total.keys)]
        summed = {key for total in totals for key in total.keys}
        hidden = [key for key in (*self._withheld, *chosen) if key in summed]  # nothing tells of any other
        shown = {key: count for key, count in self.counts.items() if key in summed and key not in withheld}
        told = {key: ANY if key in self.never_shown else is_small for key in hidden}
        known = {key: told[key] if self.counts[key] in self.small else ANY for key in hidden}
        knowing = Reader(known, sums(totals, shown))
        entangled = {key for key in hidden if not knowing.is_in_one_sum(key)}
        unsearched = entangled if len(entangled) > MOST_HIDDEN else set()
        knowing.note(self.counts)
        exposed = [
            key
            for key in hidden
            if self.counts[key] in self.small and (key in unsearched or len(knowing.possible(key, SAFE)) < SAFE)
        ]
        return exposed or list(Withheld(totals, shown, told).given_away(self.counts))

    @cached_property
    def _withheld(self) -> list[Hashable]:
        hidden = {*self.never_shown, *self.held_already}
        return [key for key, count in self.counts.items() if count in self.small or key in hidden]

    def _candidates(self, hidden: Collection[Hashable], exposed: Collection[Hashable]) -> list[Hashable]:
        """The counts shown in the totals of an exposed one, and in those of what is withheld in these, and so on; the
        smallest first.
        """
        reached, near = set(exposed), set(exposed)
        while reached:
            touched = {key for total in self.totals if not reached.isdisjoint(total.keys) for key in total.keys}
            reached = (touched & set(hidden)) - near
            near |= touched
        return sorted(near - set(hidden), key=lambda key: (self.counts[key], str(key)))

    def _room(self, hidden: Collection[Hashable], exposed: Collection[Hashable], key: Hashable) -> tuple[int, ...]:
        """How much a count leaves open: the totals in which it joins one that stands alone, or an exposed one; then
        its size, since 0 gives way in one direction only.
        """
        own = [total for total in self.totals if key in total.keys]
        alone = sum(sum(other in hidden for other in total.keys) == 1 for total in own)
        return (
            alone,
            sum(not set(exposed).isdisjoint(total.keys) for total in own),
            min(self.counts[key], len(self.small)),
        )
