"""The series of a chart, brought to one list of categories: what its cells and its cached values both are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from cyps_papers.periods import Period, month
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Series, Traced
from cyps_papers.word.charts.request import Request

MOST_PLACES = 2
MOST_ROUNDED = Decimal("0.005")
"""What each of several whole percentages may leave out of 100%."""


SeriesOf = Callable[[str], Series]
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
        exponents = [int(value.normalize().as_tuple().exponent) for value in shown]
        places = min(MOST_PLACES, -min(0, *exponents, 0))
        decimals = "." + "0" * places if places else ""
        return f"0{decimals}%" if is_share else f"#,##0{decimals}"


@dataclass(frozen=True)
class ChartTable:
    """The cells of a chart: its categories, and under each heading a value or a gap for each of them.

    `crowded` is the series and the month with two values, where days are kept that months could have brought together.
    """

    categories: tuple[str, ...]
    columns: tuple[Column, ...]
    crowded: tuple[str, Period] | None = None


NOTHING = ChartTable(("",), (Column("No data", Unit.NUMBER, (None,)),))
"""What a chart is given whose request cannot be met, so that a draft never shows the figures of the template."""


def within(series: Series, request: Request, everything: Sequence[Series]) -> Series:
    """The series with only the points that the request holds, those of every period included."""
    latest = max((when.end for whole in everything for when in whole.periods), default=None)
    points = tuple(point for point in series.points if not point.when or (latest and request.holds(point.when, latest)))
    return replace(series, points=points)


def by_period(series: Sequence[Series]) -> ChartTable:
    """A column to a series and a category to a period: the periods that any of them has, in the order of time.

    Where series have values on different days of one month, each month is a category; unless one of them has two
    values in a month, of which neither can be left out.
    """
    found = {when: month_of(when) for line in series for when in line.periods}
    months = {when: found_month for when, found_month in found.items() if found_month}
    categories, crowded = {when: when for when in found}, None
    if len(months) == len(found) and _share_a_month(series, months):
        counts = ((line, Counter(months[when] for when in line.periods)) for line in series)
        crowded = next(((plain(line.title), when) for line, count in counts for when in count if count[when] > 1), None)
        if not crowded:
            categories = months
    periods = sorted(set(categories.values()))
    columns = []
    for line in series:
        points = {point.when and categories[point.when]: point for point in reversed(line.points)}
        throughout = points.get(None)
        aligned = tuple(points.get(period, throughout) for period in periods or (None,))
        columns.append(Column(plain(line.title), line.unit, aligned))
    return ChartTable(tuple(period.short for period in periods) or ("",), tuple(columns), crowded)


def by_series(series: Sequence[Series]) -> ChartTable:
    """One column with a category to a series, as a pie has it; each has one point."""
    points = [part.points[-1] for part in series]
    whens = {point.when.short for point in points if point.when is not None}
    heading = whens.pop() if len(whens) == 1 else "Latest"
    return ChartTable(tuple(plain(part.title) for part in series), (Column(heading, series[0].unit, tuple(points)),))


def latest_only(series: Series) -> Series:
    """The series with only its latest point that has a value."""
    return replace(series, points=tuple(point for point in series.points if number(point) is not None)[-1:])


def not_a_whole(series: Sequence[Series]) -> str:
    """Why the latest values of series are not the parts of one whole; '' where they may be."""
    first = series[0]
    if len(series) == 1:
        return f"the chart asks for {first.name} alone"
    total = Decimal(0)
    for part in series:
        value = number(latest_only(part).points[-1]) or Decimal(0)
        if part.unit != first.unit:
            return f"{first.name} is in {first.unit}, {part.name} in {part.unit}"
        if value < 0:
            return f"{part.name} is below zero"
        total += value
    if first.unit == Unit.SHARE and abs(total - 1) > MOST_ROUNDED * len(series):
        return f"the latest percentages add up to {total:.0%}"
    return ""


def number(point: Traced | None) -> Decimal | None:
    """The number of a point, None where it is withheld or there is no point."""
    return point.value if point is not None and isinstance(point.value, Decimal) else None


def plain(text: str) -> str:
    """Text on one line, without the characters that XML cannot hold."""
    return re.sub("[\x00-\x1f\ufffe\uffff]", "", " ".join(text.split()))


def month_of(period: Period) -> Period | None:
    """The month that a period lies in, None for one that is longer."""
    start, end = period.start, period.end
    return month(start.year, start.month) if (start.year, start.month) == (end.year, end.month) else None


def _share_a_month(series: Sequence[Series], months: dict[Period, Period]) -> bool:
    """Whether there is a month in which each of two series has a value on a day on which the other has none."""
    for found in set(months.values()):
        days = [{when for when in line.periods if months[when] == found} for line in series]
        if any(first - second and second - first for first, second in combinations(days, 2)):
            return True
    return False
