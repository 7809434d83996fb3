"""What happened to a register's risks since the last report: new, closed, risen, fallen, unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import cached_property

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP
from cyps_papers.figures.source import SINCE_LAST
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell
from cyps_papers.sources.matching import Naming, Pair, pairs
from cyps_papers.sources.risk_register.levels import band_of, number_of, rank_of
from cyps_papers.sources.risk_register.reading import RiskRecord
from cyps_papers.sources.risk_register.risk import Risk
from cyps_papers.vocabulary import Subject, named


class Moved(Enum):
    """How a risk moved: its arrow and words. What rises is worse here."""

    NEW = PLUS, "new"
    CLOSED = CROSS, "closed"
    RISEN = UP, "risen (worse)"
    FALLEN = DOWN, "fallen (better)"
    UNCHANGED = ON, "unchanged"
    CHANGED = ON, "changed"  # from one code to another, and nothing says which is the higher

    def __init__(self, arrow: str, word: str) -> None:
        self.arrow = arrow
        self.word = word


def match_risks(then: Sequence[RiskRecord], now: Sequence[RiskRecord]) -> list[Pair[RiskRecord]]:
    """The risks now, each with what it was in the last report, then those that are in the register no more."""
    return pairs(then, now, lambda risk: Naming(risk.reference, risk.risk.value, str(risk.level("category") or "")))


def moved(pair: Pair[RiskRecord]) -> Moved | None:
    """How a risk moved; None where it was closed before, or the register does not say yet how high it is now."""
    now, then = pair.now, pair.then
    if then is None or (then.is_closed and now is not None and not now.is_closed):
        return Moved.NEW if now is not None and not now.is_closed else None
    if now is None or now.is_closed:
        return None if then.is_closed else Moved.CLOSED
    for part in ("score", "rating"):
        before, after = then.level(f"residual_{part}"), now.level(f"residual_{part}")
        if before is not None and after is not None:
            return _between(before, after)
    if any(then.level(name) and not now.level(name) for name in ("residual_likelihood", "residual_impact")):
        return None
    steps = [_between(then.level(name), now.level(name)) for name in ("residual_likelihood", "residual_impact")]
    different = set(steps) - {Moved.UNCHANGED}
    if not different:
        return Moved.UNCHANGED
    return different.pop() if len(different) == 1 else Moved.CHANGED


def _between(before: object, after: object) -> Moved:
    """How a level moved: by its numbers, its colours or its words."""
    was, now = number_of(before), number_of(after)
    if was is None or now is None:
        one, two = band_of(before), band_of(after)
        if one and two and one.compares(two):
            was, now = Decimal(one.rank), Decimal(two.rank)
        else:
            was, now = rank_of(before), rank_of(after)
    if was is None or now is None:
        return Moved.UNCHANGED if before == after else Moved.CHANGED
    if was == now:
        return Moved.UNCHANGED
    return Moved.RISEN if now > was else Moved.FALLEN


class RiskMovement(Subject):
    """What happened to one risk since the last report: a row of the table."""

    def __init__(self, pair: Pair[RiskRecord], how: Moved, source: str) -> None:
        self.how = how
        self._pair = pair
        self._source = source

    @named
    def risk(self) -> Risk:
        """the risk as it is now, or as it was where it is no longer in the register"""
        record = self._pair.now or self._pair.then
        assert record is not None, "a pair has a risk now or then"
        return self._of(record)

    @named
    def before(self) -> Figure | Wording:
        """its score in the last report, or its rating where it has no score"""
        return self._standing(self._pair.then, "in the last report")

    @named
    def after(self) -> Figure | Wording:
        """its score now, or its rating where it has no score"""
        return self._standing(self._pair.now, "now")

    @named
    def before_fill(self) -> str:
        """the colour of its rating in the last report: {% cellbg row.before_fill %}"""
        return self._of(self._pair.then).rating.fill if self._pair.then else "auto"

    @named
    def after_fill(self) -> str:
        """the colour of its rating now: {% cellbg row.after_fill %}"""
        return self._of(self._pair.now).rating.fill if self._pair.now else "auto"

    @named
    def movement(self) -> Wording:
        """how it moved, as an arrow and words: ▲ risen (worse), ▼ fallen (better)"""
        return self._wording(f"{self.how.arrow} {self.how.word}", "movement")

    @named
    def word(self) -> Wording:
        """how it moved, in words alone: risen (worse)"""
        return self._wording(self.how.word, "movement in words")

    @named
    def arrow(self) -> str:
        """the arrow alone; never print it without the word"""
        return self.how.arrow

    @named
    def by(self) -> Figure:
        """by how many points its score rose or fell; only where both scores are numbers"""
        then, now = (
            number_of(one.level("residual_score")) if one else None for one in (self._pair.then, self._pair.now)
        )
        if then is None or now is None:
            raise NoAnswerError(f"{self._origin}: there are not two scores to compare.", "Use .movement instead.")
        how = worked_out("difference between the two scores")
        return Figure(value=abs(now - then), unit="points", cells=self._cells, how=how, origin=self._origin.asked("by"))

    @property
    def _origin(self) -> Origin:
        record = self._pair.now or self._pair.then
        return Origin(self._source, record.called if record else "", item="risk")

    @property
    def _cells(self) -> tuple[Cell, ...]:
        return tuple(cell for one in (self._pair.then, self._pair.now) if one for cell in cells_now(one))

    def _of(self, record: RiskRecord) -> Risk:
        return Risk(record, self._source)

    def _standing(self, record: RiskRecord | None, when: str) -> Figure | Wording:
        if record is None:
            return Wording("Not in the register", self._cells, self._origin.asked(when), SINCE_LAST)
        risk = self._of(record)
        return risk.score if "residual_score" in record.fields else risk.rating

    def _wording(self, text: str, part: str) -> Wording:
        return Wording(text, self._cells, self._origin.asked(part), SINCE_LAST)


def cells_now(record: RiskRecord) -> tuple[Cell, ...]:
    """The cells that say how high a risk is now; that of its wording where none does."""
    entries = [entry for name, entry in record.fields.items() if name.startswith("residual_")]
    return tuple(entry.cell for entry in entries) or (record.risk.cell,)


def _count(how: Moved, sentence: str) -> property:
    """Declare how many risks moved in one way."""

    def count(since: RisksSince) -> Figure:
        movements = since.of(how)
        cells = tuple(dict.fromkeys(cell for one in since.movements for cell in one._cells))
        origin = Origin(since.source).asked("since_last").asked(how.name.lower())
        return Figure(value=Decimal(len(movements)), unit="risks", cells=cells, how=worked_out(sentence), origin=origin)

    count.__doc__ = sentence
    return named(count)


def _list(how: Moved, sentence: str) -> property:
    """Declare the risks that moved in one way."""

    def movements(since: RisksSince) -> list[RiskMovement]:
        return since.of(how)

    movements.__doc__ = sentence
    return named(movements)


class RisksSince(Subject):
    """What happened to a register's risks since the last report."""

    def __init__(self, source: str, matches: Sequence[Pair[RiskRecord]]) -> None:
        self.source = source
        self._matches = matches

    @cached_property
    def _movements(self) -> list[RiskMovement]:
        return [RiskMovement(pair, how, self.source) for pair in self._matches if (how := moved(pair)) is not None]

    @named
    def movements(self) -> list[RiskMovement]:
        """every risk with how it moved, in the order of the register, those no longer in it at the end"""
        return list(self._movements)

    new = _count(Moved.NEW, "how many risks are new since the last report")
    new_risks = _list(Moved.NEW, "the risks that are new")
    closed = _count(Moved.CLOSED, "how many risks were closed, or are no longer in the register")
    closed_risks = _list(Moved.CLOSED, "the risks that were closed, or are no longer in the register")
    risen = _count(Moved.RISEN, "how many risks are higher than in the last report")
    risen_risks = _list(Moved.RISEN, "the risks that are higher, with .by for how many points")
    fallen = _count(Moved.FALLEN, "how many risks are lower than in the last report")
    fallen_risks = _list(Moved.FALLEN, "the risks that are lower, with .by for how many points")
    unchanged = _count(Moved.UNCHANGED, "how many risks are as high as in the last report")
    unchanged_risks = _list(Moved.UNCHANGED, "the risks that are as high as they were")
    changed = _count(Moved.CHANGED, "how many risks have another code, of which nothing says whether it is higher")
    changed_risks = _list(Moved.CHANGED, "the risks that have another code")

    def of(self, how: Moved) -> list[RiskMovement]:
        return [one for one in self._movements if one.how is how]
