"""What a reader can work out of counts that are withheld, from the sums that they stand in with counts that are shown.

Every withheld count is a whole number within bounds. Bounds are drawn in by each sum in turn; what they leave open is
searched for whole numbers that meet all the sums at once, since bounds alone can leave open what no solution has.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

NO_LIMIT = 10**9  # more than any count of people
MOST_STEPS = 400  # of one search; what is not found by then is taken for impossible, so that more is held back
MOST_ROUNDS = 60  # of drawing in bounds, which can go on for long by steps of one


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a count can be."""

    low: int
    high: int

    @property
    def is_known(self) -> bool:
        return self.low == self.high


ANY = Bounds(0, NO_LIMIT)


@dataclass(frozen=True)
class Sum:
    """Withheld counts, each added (1) or taken away (-1), that come to a number that the reader knows."""

    terms: tuple[tuple[Hashable, int], ...]
    comes_to: int


class _ImpossibleError(Exception):
    """No whole numbers meet the sums."""


class _TooLongError(Exception):
    """The search was given up."""


@dataclass
class Reader:
    """A reader who knows the bounds of each withheld count, and the sums that these stand in."""

    bounds: Mapping[Hashable, Bounds]
    sums: Iterable[Sum]
    _witnessed: dict[Hashable, set[int]] = field(default_factory=dict)
    _tried: set[Hashable] = field(default_factory=set)
    _last: dict[Hashable, int] = field(default_factory=dict)  # a solution, near which another is looked for first

    def __post_init__(self) -> None:
        self._sums = [sum_ for sum_ in self.sums if sum_.terms]
        self._of: dict[Hashable, list[Sum]] = {key: [] for key in self.bounds}
        for sum_ in self._sums:
            for key, _ in sum_.terms:
                self._of[key].append(sum_)
        self._in_one_sum = {
            key
            for sum_ in self._sums
            if all(len(self._of[other]) == 1 for other, _ in sum_.terms)
            for key, _ in sum_.terms
        }
        self._drawn: dict[Hashable, Bounds] = {}  # without the counts whose sums nothing meets
        self._groups: dict[Hashable, list[Hashable]] = {}
        for key in self.bounds:
            if key not in self._groups:
                group = self._together(key)
                self._groups.update(dict.fromkeys(group, group))
                with suppress(_ImpossibleError):
                    their_sums = {id(sum_): sum_ for each in group for sum_ in self._of[each]}.values()
                    self._drawn |= self._draw_in({each: self.bounds[each] for each in group}, their_sums)

    def note(self, solution: Mapping[Hashable, int]) -> None:
        """Take numbers that are known to meet every sum for possible: the true ones."""
        for key in self.bounds:
            self._witnessed.setdefault(key, set()).add(solution[key])
            self._last[key] = solution[key]

    def is_in_one_sum(self, key: Hashable) -> bool:
        """Whether a count stands in one sum alone, and all that it is added up with too: then every number within the
        bounds that the sum leaves is possible."""
        return key in self._in_one_sum

    def possible(self, key: Hashable, enough: int, among: Bounds = ANY) -> set[int]:
        """Numbers within bounds that a withheld count could be: all of them, or `enough`; empty where no numbers at all
        meet the sums.
        """
        if key not in self._drawn:
            return set()
        low, high = max(self._drawn[key].low, among.low), min(self._drawn[key].high, among.high)
        if key in self._in_one_sum:
            return set(range(low, min(high, low + enough - 1) + 1))
        found = self._witnessed.setdefault(key, set())
        for value in range(low, min(high, low + MOST_STEPS) + 1):
            if sum(low <= one <= high for one in found) >= enough:
                break
            if value not in found:  # a solution with it settles the values of others too
                bounds = {other: self._drawn[other] for other in self._groups[key]}
                self._solve({**bounds, key: Bounds(value, value)}, self._of[key])
        return {one for one in found if low <= one <= high}

    def can_be_met(self, key: Hashable) -> bool:
        """Whether any numbers meet the sums that a count is bound up with."""
        if key in self._in_one_sum:
            return key in self._drawn
        if key in self._drawn and not self._witnessed.get(key) and key not in self._tried:
            group = self._groups[key]
            self._tried.update(group)
            self._solve({one: self._drawn[one] for one in group}, ())
        return bool(self._witnessed.get(key))

    def _solve(self, bounds: dict[Hashable, Bounds], changed: Iterable[Sum]) -> None:
        self._steps = MOST_STEPS
        try:
            solved = self._search(self._draw_in(bounds, changed))
        except (_ImpossibleError, _TooLongError):
            return
        for one, found in solved.items():
            self._witnessed.setdefault(one, set()).add(found.low)
            self._last[one] = found.low

    def _together(self, key: Hashable) -> list[Hashable]:
        """The counts that are bound up with one: by its sums, by those of the counts in these, and so on."""
        reached, left, seen = {key: None}, [key], set()
        while left:
            for sum_ in self._of[left.pop()]:
                if id(sum_) not in seen:
                    seen.add(id(sum_))
                    others = [other for other, _ in sum_.terms if other not in reached]
                    reached.update(dict.fromkeys(others))
                    left += others
        return list(reached)

    def _search(self, bounds: dict[Hashable, Bounds]) -> dict[Hashable, Bounds]:
        """Bounds with one number each, by taking the narrowest that have more apart."""
        self._steps -= 1
        if self._steps < 0:
            raise _TooLongError
        open_keys = [key for key, one in bounds.items() if not one.is_known]
        if not open_keys:
            for sum_ in dict.fromkeys(sum_ for known in bounds for sum_ in self._of[known]):
                self._narrowed(sum_, bounds)  # drawing in may have been cut short before it came to this sum
            return bounds
        key = min(open_keys, key=lambda key: bounds[key].high - bounds[key].low)
        for part in _parts(bounds[key], self._last.get(key)):
            try:
                return self._search(self._draw_in({**bounds, key: part}, self._of[key]))
            except _ImpossibleError:
                continue
        raise _ImpossibleError

    def _draw_in(self, bounds: dict[Hashable, Bounds], changed: Iterable[Sum]) -> dict[Hashable, Bounds]:
        """The bounds as the sums leave them, beginning with those of which a count has changed."""
        waiting = dict.fromkeys(changed)
        for _ in range(MOST_ROUNDS * (len(self._sums) + 1)):
            if not waiting:
                break
            one = next(iter(waiting))
            del waiting[one]
            for key in self._narrowed(one, bounds):
                waiting.update(dict.fromkeys(self._of[key]))
        return bounds

    def _narrowed(self, one: Sum, bounds: dict[Hashable, Bounds]) -> list[Hashable]:
        """Draw in the bounds of the counts of one sum, and give those that changed."""
        lows = [bounds[key].low if sign > 0 else -bounds[key].high for key, sign in one.terms]
        highs = [bounds[key].high if sign > 0 else -bounds[key].low for key, sign in one.terms]
        least, most = sum(lows), sum(highs)
        if not least <= one.comes_to <= most:
            raise _ImpossibleError
        narrowed = []
        for (key, sign), low, high in zip(one.terms, lows, highs, strict=True):
            at_least, at_most = one.comes_to - (most - high), one.comes_to - (least - low)
            if sign < 0:
                at_least, at_most = -at_most, -at_least
            before = bounds[key]
            drawn = Bounds(max(before.low, at_least), min(before.high, at_most))
            if drawn.low > drawn.high:
                raise _ImpossibleError
            if drawn != before:
                bounds[key] = drawn
                narrowed.append(key)
        return narrowed


def _parts(bounds: Bounds, last: int | None) -> list[Bounds]:
    """Bounds in parts to be searched in turn: what it was in the last solution, below and above it; else two halves."""
    low, high = bounds.low, bounds.high
    if last is None or not low <= last <= high:
        middle = (low + high) // 2
        return [Bounds(low, middle), Bounds(middle + 1, high)]
    parts = [Bounds(last, last), Bounds(low, last - 1), Bounds(last + 1, high)]
    return [part for part in parts if part.low <= part.high]
