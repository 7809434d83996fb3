"""The series of a chart, brought to one list of categories: what its cells and its cached values both are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cyps_papers.periods import Period
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.word.charts.request import Request

MOST_PLACES = 2
_QUALIFIERS = {"early": 0, "mid": 1, "": 2, "late": 3}


@dataclass(frozen=True)
class ChartSeries:
    """A series as it is asked for by its name: its title in words, its unit, and its points in the order of time.

    A point that has no `when` (a target) holds in every period. One that has no value is a gap.
    """

    name: str
    title: str
    unit: str
    points: tuple[Traced, ...]


SeriesOf = Callable[[str], ChartSeries]
"""Gives the series that has a name; raises NoAnswerError, with a hint, where there is none."""


@dataclass(frozen=True)
class Column:
    """One column of a chart's cells under its heading; None where there is no point for the category."""

    heading: str
    unit: str
    points: tuple[Traced | None, ...]

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """The numbers of the points, None for a gap; shares are of one."""
        return tuple(number(point) for point in self.points)

    @property
    def format(self) -> str:
        """The number format that the unit asks for: '0%', '#,##0', with the decimal places that the values have."""
        is_share = self.unit == Unit.SHARE
        shown = [value * 100 if is_share else value for value in self.values if value is not None]
        places = min(MOST_PLACES, max((_places(value) for value in shown), default=0))
        decimals = "." + "0" * places if places else ""
        return f"0{decimals}%" if is_share else f"#,##0{decimals}"


@dataclass(frozen=True)
class ChartTable:
    """The cells of a chart: its categories, and under each heading a value or a gap for each of them."""

    categories: tuple[str, ...]
    columns: tuple[Column, ...]


NOTHING = ChartTable(("",), (Column("No data", Unit.NUMBER, (None,)),))
"""What a chart is given whose request cannot be met, so that a draft never shows the figures of the template."""


def within(series: ChartSeries, request: Request, everything: Sequence[ChartSeries]) -> ChartSeries:
    """The series with only the points that the request holds, those of every period included."""
    latest = max((when.end for each in everything for when in _whens(each)), default=None)
    points = tuple(point for point in series.points if not point.when or (latest and request.holds(point.when, latest)))
    return replace(series, points=points)


def by_period(series: Sequence[ChartSeries]) -> ChartTable:
    """A column to a series and a category to a period: the periods that any of them has, in the order of time."""
    periods = sorted({when for each in series for when in _whens(each)}, key=_in_time)
    return ChartTable(
        tuple(period.short for period in periods) or ("",),
        tuple(Column(plain(one.title), one.unit, _aligned(one, periods)) for one in series),
    )


def by_series(series: Sequence[ChartSeries]) -> ChartTable:
    """One column with a category to a series, as a pie has it; each has one point."""
    points = [one.points[-1] for one in series]
    whens = {point.when.short for point in points if point.when is not None}
    heading = whens.pop() if len(whens) == 1 else "Latest"
    return ChartTable(tuple(plain(one.title) for one in series), (Column(heading, series[0].unit, tuple(points)),))


def latest_only(series: ChartSeries) -> ChartSeries:
    """The series with only its latest point that has a value."""
    return replace(series, points=tuple(point for point in series.points if number(point) is not None)[-1:])


def number(point: Traced | None) -> Decimal | None:
    """The number of a point, None where it is withheld or there is no point."""
    return point.value if point is not None and isinstance(point.value, Decimal) else None


def plain(text: str) -> str:
    """Text on one line, without the characters that XML cannot hold."""
    return re.sub("[\x00-\x1f\ufffe\uffff]", "", " ".join(text.split()))


def _aligned(series: ChartSeries, periods: Sequence[Period]) -> tuple[Traced | None, ...]:
    points = {point.when: point for point in reversed(series.points)}
    throughout = points.get(None)
    return tuple(points.get(period, throughout) for period in periods or (None,))


def _whens(series: ChartSeries) -> list[Period]:
    return [point.when for point in series.points if point.when]


def _in_time(period: Period) -> tuple[object, ...]:
    return period.start, period.end, _QUALIFIERS.get(period.qualifier, 2), period.qualifier


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))
