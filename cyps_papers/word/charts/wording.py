"""The alternative text of a chart, written from its data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from cyps_papers.periods import Period
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Series, Traced
from cyps_papers.word.charts.series import number, plain
from cyps_papers.words import listed

_BEFORE = {"by": "", "from": "", "end of": "at the "}


def described(kind: str, series: Sequence[Series]) -> str:
    """'Line chart: audits completed, from 31% in June 2014 to 100% in February 2015; no value for July 2014.'

    Each further series has a sentence of its own.
    """
    first, *others = list(map(_series, series))
    if first[1:2].islower() or first[1:2] == " ":  # no abbreviation
        first = first[:1].lower() + first[1:]
    sentences = [f"{kind[:1].upper()}{kind[1:]} chart: {first}", *others]
    return " ".join(f"{sentence}." for sentence in sentences)


def _series(series: Series) -> str:
    known = [point for point in series.points if number(point) is not None]
    gaps = [point.when for point in series.points if number(point) is None and point.when]
    said = []
    if known and known[0].when is None:
        said.append(f"{_value(known[0], series)} throughout")
    elif known:
        ends = [f"{_value(point, series)} {_dated(point.when)}" for point in (known[0], *known[1:][-1:])]
        said.append(ends[0] if len(ends) == 1 else f"from {ends[0]} to {ends[1]}")
    if gaps:
        said.append(f"no value for {_listed(gaps)}")
    return f"{plain(series.title)}, {'; '.join(said)}"


def _value(point: Traced, series: Series) -> str:
    """As it is printed, with its unit unless the title already says what is counted."""
    unit = str(point.unit)
    if unit in (Unit.SHARE, Unit.POINTS, Unit.NUMBER, "") or unit.lower() in series.title.lower():
        return point.printed
    return f"{point.printed} {unit.removesuffix('s') if point.value == Decimal(1) else unit}"


def _dated(when: Period | None) -> str:
    if when is None:
        return ""
    return _BEFORE.get(when.qualifier, "on " if when.is_day else "in ") + str(when)


def _listed(periods: Sequence[Period]) -> str:
    """'July 2014 and September to December 2014': those that follow one another are said as one."""
    groups: list[list[Period]] = []
    for period in periods:
        before = groups[-1][-1] if groups else None
        is_alike = before and before.grain is period.grain and not before.qualifier and not period.qualifier
        if before and is_alike and period.start == before.end + timedelta(days=1):
            groups[-1].append(period)
        else:
            groups.append([period])
    return listed([_span(group) for group in groups], most=len(groups))


def _span(group: Sequence[Period]) -> str:
    first, last = str(group[0]), str(group[-1])
    if len(group) == 1:
        return first
    if first.split()[-1] == last.split()[-1]:
        first = first.rpartition(" ")[0] or first  # the year is said once
    return f"{first} {'and' if len(group) == 2 else 'to'} {last}"
