"""What templates may ask of a risk register: its risks, how many there are of each rating, and how they moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import cached_property

from cyps_papers.figures.coded import NO_FILL, CodedCount
from cyps_papers.figures.figure import Figure, Wording, counted
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP
from cyps_papers.figures.measure import Measure
from cyps_papers.figures.source import SINCE_LAST, Source, no_last_report
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell
from cyps_papers.sources.matching import Pair
from cyps_papers.sources.risk_register.levels import Band, band_of, number_of, rank_of
from cyps_papers.sources.risk_register.reading import RiskRecord
from cyps_papers.sources.risk_register.risk import Risk, coded
from cyps_papers.sources.since import RecordChange, RecordMovement, RecordsSince, count_of, list_of
from cyps_papers.vocabulary import named


class RiskMove(Enum):
    """How a risk moved: its arrow and words. What rises is worse here."""

    NEW = PLUS, "new"
    CLOSED = CROSS, "closed"
    RISEN = UP, "risen (worse)"
    FALLEN = DOWN, "fallen (better)"
    UNCHANGED = ON, "unchanged"
    CHANGED = ON, "changed"  # from one code to another, and nothing says which is the higher


def moved(pair: Pair[RiskRecord]) -> RiskMove | None:
    """How a risk moved; None where it was closed before, or the register does not say yet how high it is now."""
    now, then = pair.now, pair.then
    if then is None or (then.is_closed and now is not None and not now.is_closed):
        return RiskMove.NEW if now is not None and not now.is_closed else None
    if now is None or now.is_closed:
        return None if then.is_closed else RiskMove.CLOSED
    for part in ("score", "rating"):
        before, after = then.level(f"residual_{part}"), now.level(f"residual_{part}")
        if before is not None and after is not None:
            return _between(before, after)
    if any(then.level(name) and not now.level(name) for name in ("residual_likelihood", "residual_impact")):
        return None
    steps = [_between(then.level(name), now.level(name)) for name in ("residual_likelihood", "residual_impact")]
    different = set(steps) - {RiskMove.UNCHANGED}
    if not different:
        return RiskMove.UNCHANGED
    return different.pop() if len(different) == 1 else RiskMove.CHANGED


def _between(before: object, after: object) -> RiskMove:
    """How a level moved: by its numbers, its colours or its words."""
    was, now = number_of(before), number_of(after)
    if was is None or now is None:
        one, two = band_of(before), band_of(after)
        if one and two and one.compares(two):
            was, now = Decimal(one.rank), Decimal(two.rank)
        else:
            was, now = rank_of(before), rank_of(after)
    if was is None or now is None:
        return RiskMove.UNCHANGED if before == after else RiskMove.CHANGED
    if was == now:
        return RiskMove.UNCHANGED
    return RiskMove.RISEN if now > was else RiskMove.FALLEN


class RiskMovement(RecordMovement):
    """What happened to one risk since the last report: a row of the table."""

    def __init__(self, pair: Pair[RiskRecord], how: RiskMove, source: str) -> None:
        self._pair = pair
        self._how = how
        self._source = source

    @property
    def origin(self) -> Origin:
        return Origin(self._source, self._pair.record.called, item="risk")

    @cached_property
    def moved(self) -> RecordChange[RiskMove]:
        cells = tuple(cell for one in (self._pair.then, self._pair.now) if one for cell in cells_now(one))
        return RecordChange(self._how, *self._how.value, cells, self._points(cells))

    def _points(self, cells: tuple[Cell, ...]) -> Figure | None:
        """By how much its score rose or fell, where both scores are numbers."""
        if self._pair.then is None or self._pair.now is None:
            return None
        then, now = (number_of(one.level("residual_score")) for one in (self._pair.then, self._pair.now))
        if then is None or now is None:
            return None
        how = worked_out("difference between the two scores")
        return Figure(value=abs(now - then), unit="points", cells=cells, how=how, origin=self.origin.asked("by"))

    @named
    def risk(self) -> Risk:
        """the risk as it is now, or as it was where it is no longer in the register"""
        return Risk(self._pair.record, self._source)

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
        return Risk(self._pair.then, self._source).rating.fill if self._pair.then else NO_FILL

    @named
    def after_fill(self) -> str:
        """the colour of its rating now: {% cellbg row.after_fill %}"""
        return Risk(self._pair.now, self._source).rating.fill if self._pair.now else NO_FILL

    def _standing(self, record: RiskRecord | None, when: str) -> Figure | Wording:
        if record is None:
            return Wording("Not in the register", self.moved.cells, self.origin.asked(when), SINCE_LAST)
        risk = Risk(record, self._source)
        return risk.score if "residual_score" in record.fields else risk.rating


def cells_now(record: RiskRecord) -> tuple[Cell, ...]:
    """The cells that say how high a risk is now; that of its wording where none does."""
    entries = [entry for name, entry in record.fields.items() if name.startswith("residual_")]
    return tuple(entry.cell for entry in entries) or (record.risk.cell,)


class RisksSince(RecordsSince[RiskMovement]):
    """What happened to a register's risks since the last report."""

    counted_in = "risks"

    def __init__(self, source: str, matches: Sequence[Pair[RiskRecord]]) -> None:
        self.source = source
        self.all = [RiskMovement(pair, how, source) for pair in matches if (how := moved(pair)) is not None]

    @named
    def movements(self) -> list[RiskMovement]:
        """every risk with how it moved, in the order of the register, those no longer in it at the end"""
        return list(self.all)

    new = count_of(RiskMove.NEW, "how many risks are new since the last report")
    new_risks = list_of(RiskMove.NEW, RiskMovement, "the risks that are new")
    closed = count_of(RiskMove.CLOSED, "how many risks were closed, or are no longer in the register")
    closed_risks = list_of(
        RiskMove.CLOSED, RiskMovement, "the risks that were closed, or are no longer in the register"
    )
    risen = count_of(RiskMove.RISEN, "how many risks are higher than in the last report")
    risen_risks = list_of(RiskMove.RISEN, RiskMovement, "the risks that are higher, with .by for how many points")
    fallen = count_of(RiskMove.FALLEN, "how many risks are lower than in the last report")
    fallen_risks = list_of(RiskMove.FALLEN, RiskMovement, "the risks that are lower, with .by for how many points")
    unchanged = count_of(RiskMove.UNCHANGED, "how many risks are as high as in the last report")
    unchanged_risks = list_of(RiskMove.UNCHANGED, RiskMovement, "the risks that are as high as they were")
    changed = count_of(RiskMove.CHANGED, "how many risks have another code, of which nothing says whether it is higher")
    changed_risks = list_of(RiskMove.CHANGED, RiskMovement, "the risks that have another code")


MOST_AT_TOP = 5


class RatingCount(CodedCount):
    """A rating, and how many risks have it now."""


class RiskRegister(Source):
    """A risk register; risks that it says are closed are not counted."""

    def __init__(self, records: Sequence[RiskRecord], source: str, since: RisksSince | None) -> None:
        self._all = records
        self._records = [record for record in records if not record.is_closed]
        self._source = source
        self._since = since

    def measures(self) -> Iterable[Measure]:
        yield Measure.count(self.total, f"risks {self._source.replace('_', ' ')}", "risks")

    @named
    def total(self) -> Figure:
        """how many risks there are, closed ones left out"""
        cells = tuple(record.risk.cell for record in self._records)
        how, origin = "number of risks that are not closed", Origin(self._source).asked("total")
        return counted(len(self._records), "risks", cells, how, origin)

    @named
    def risks(self) -> list[Risk]:
        """every risk that is not closed, in the order of the register"""
        return [Risk(record, self._source) for record in self._records]

    @named
    def closed_risks(self) -> list[Risk]:
        """the risks that the register says are closed"""
        return [Risk(record, self._source) for record in self._all if record.is_closed]

    @named
    def top(self) -> list[Risk]:
        """the five risks that are highest now, the highest first; of those scored alike, as in the register"""
        scored = [(rank, record) for record in self._records if (rank := _height(record)) is not None]
        if not scored:
            raise NoAnswerError(f"{self._source}.top: no risk has a score that is a number, or a rating.", _GIVE_THEM)
        highest = sorted(scored, key=lambda one: -one[0])[:MOST_AT_TOP]
        return [Risk(record, self._source) for _, record in highest]

    @named
    def high(self) -> Figure:
        """how many the register rates high, very high or red now"""
        count = sum(band.is_high for band in self._bands)
        how, origin = "number of risks rated high, very high or red", Origin(self._source).asked("high")
        return counted(count, "risks", self._rating_cells, how, origin)

    @named
    def ratings(self) -> list[RatingCount]:
        """each rating that the register gives a risk now, the highest first, with .label and .count"""
        different = {band.code: band for band in self._bands}
        asked = Origin(self._source).asked("ratings")
        ratings = []
        for band in sorted(different.values(), key=lambda band: -band.rank):
            count = sum(other.code == band.code for other in self._bands)
            how, origin = f"number of risks rated {band.label.lower()}", Origin(self._source).asked(band.code)
            figure = counted(count, "risks", self._rating_cells, how, origin)
            ratings.append(RatingCount(coded(band, (), asked.asked(band.code)), figure))
        return ratings

    @named
    def since_last(self) -> RisksSince:
        """what happened to its risks since the last report; only where paper.has_previous"""
        if self._since is None:
            raise no_last_report(Origin(self._source).asked("since_last"))
        return self._since

    @property
    def _bands(self) -> list[Band]:
        """The ratings of the risks as they are now, where the register gives any: none are made of scores."""
        bands = [band for record in self._records if (band := band_of(record.level("residual_rating"))) is not None]
        if not bands and self._records:
            raise NoAnswerError(f"{self._source} gives no ratings, such as Red or High.", _GIVE_THEM)
        return bands

    @property
    def _rating_cells(self) -> tuple[Cell, ...]:
        entries = (record.fields.get("residual_rating") for record in self._records)
        return tuple(entry.cell for entry in entries if entry)


_GIVE_THEM = "Give the register a column Residual score or Rating, or take the tag away."


def _height(record: RiskRecord) -> Decimal | None:
    """What a risk is ranked by: its score now, or else the place of its rating."""
    score = number_of(record.level("residual_score"))
    band = band_of(record.level("residual_rating"))
    return Decimal(band.rank) if score is None and band else score
