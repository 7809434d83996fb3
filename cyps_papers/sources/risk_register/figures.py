"""What templates may ask of a risk register: its risks, how high each is, and how many there are of each rating."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cyps_papers.figures.coded import CodedCount
from cyps_papers.figures.figure import Figure, counted
from cyps_papers.figures.measure import Measure
from cyps_papers.figures.source import Source, no_last_report
from cyps_papers.origin import Origin
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell
from cyps_papers.sources.risk_register.levels import Band, band_of, number_of
from cyps_papers.sources.risk_register.reading import RiskRecord
from cyps_papers.sources.risk_register.risk import Risk, coded
from cyps_papers.sources.risk_register.since import RisksSince
from cyps_papers.vocabulary import named

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
            count = sum(one.code == band.code for one in self._bands)
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
