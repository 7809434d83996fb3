"""Indicators and audits rolled forward: every old observation kept, new empty periods up to the meeting."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from cyps_papers.coordinates import area, cells_of, coordinate, row_and_column
from cyps_papers.periods import Convention, Grain, Period, day, readings, written_like
from cyps_papers.problems import Problem, warning
from cyps_papers.reading.contents import Content
from cyps_papers.reading.table import Table
from cyps_papers.reading.to_do import TO_FILL_IN, ToDo
from cyps_papers.records import CellRange, IndicatorRecord, ObservationRecord, SourceRecord
from cyps_papers.sources.rolling import Rolling
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import EditedWorkbook

VALUE, DAYS, FORECAST = "value", "value and day", "forecast"
"""What is asked for: values; values of which the day is to be given too; a later forecast."""
FORECAST_PASSED = warning(
    "to-do", "the forecast for {when} is for a date that has passed.", "Add a row with a later forecast."
)
DAYS_TO_FILL_IN = warning(
    "to-do", "{what}: still to be filled in.", "Correct the days too, where it was not counted on a month's last."
)
MOST = 24  # new periods for one series; more would be a slip in a date
OVER = timedelta(days=400)  # a series this far behind it is over


def roll_series(table: Table, source: SourceRecord, rolling: Rolling, form: type[SeriesSheet]) -> list[ToDo]:
    """Roll a sheet of series forward in its open workbook; what is then to be filled in."""
    indicators: Sequence[IndicatorRecord] = rolling.data[source.name.value].records
    notes = rolling.notes(table)
    written = [observation.period.value.written for indicator in indicators for observation in indicator.observations]
    sheet = form(table, indicators, rolling.book(table.sheet.workbook), source.convention.beside(written))
    asked = sheet.roll(rolling.last, rolling.meeting)
    values = [_to_do(table, source.name.value, block) for block in _blocks(asked)]
    return [*notes, *values, *_passed_forecasts(table, source.name.value, indicators, rolling.meeting)]


@dataclass(frozen=True)
class Asked:
    """A value to be filled in: its indicator, its period, its cell."""

    code: str
    period: Period
    row: int
    column: int
    field: str = VALUE

    def goes_on_from(self, other: Asked) -> bool:
        """Whether it is the same indicator's next, in the next cell."""
        step = self.row - other.row, self.column - other.column
        same = (self.code, self.field) == (other.code, other.field)
        return same and step in ((1, 0), (0, 1)) and other.period.following().matches(self.period)


def _blocks(asked: Iterable[Asked]) -> list[list[Asked]]:
    """What is asked, together where it stands together."""
    blocks: list[list[Asked]] = []
    for value in asked:
        if blocks and value.goes_on_from(blocks[-1][-1]):
            blocks[-1].append(value)
        else:
            blocks.append([value])
    return blocks


def _to_do(table: Table, source: str, block: Sequence[Asked]) -> ToDo:
    first, last = block[0], block[-1]
    where = area([coordinate(value.row, value.column) for value in block])
    about = f"{first.code}, {first.period}" + (f" until {last.period}" if len(block) > 1 else "")
    what = "Values, and their days if those are not the months' last" if first.field == DAYS else "Values"
    return ToDo(
        "Value", table.sheet.workbook, table.sheet.name, where, about, what,
        source=source, subject=first.code, fields=(first.field,), first=first.period, last=last.period,
    )  # fmt: skip


@dataclass(frozen=True)
class SeriesSheet(ABC):
    """A sheet of series with its workbook open for editing."""

    table: Table
    indicators: Sequence[IndicatorRecord]
    book: EditedWorkbook
    convention: Convention

    @abstractmethod
    def roll(self, last: date, meeting: date) -> Iterator[Asked]:
        """Add the periods up to the new meeting; the values then to be filled in."""

    def put_period(self, row: int, column: int, like: Content, period: Period) -> None:
        """A period in the form of another: a date where that is one, else its words; for a day, the month's last."""
        sheet = self.book.sheet(self.table.sheet.name)
        known = self.period_in(like)
        if known and known.grain is Grain.DAY:
            period = day(period.end)
        if isinstance(like.value, date):
            sheet.set(row, column, period.start)
        else:
            sheet.set(row, column, written_like(like.text, period, self.convention))

    def period_in(self, found: Content) -> Period | None:
        """The period that a cell holds or names."""
        return found.period or next(iter(readings(found.text, self.convention)), None)


class PeriodSheet(SeriesSheet):
    """Periods along one axis of a sheet, series along the other: new lines after the last."""

    axis: ClassVar[Axis]

    @abstractmethod
    def lines(self) -> dict[int, tuple[Period, Content]]:
        """The periods by where they stand along the axis, each with the cell that names it."""

    @abstractmethod
    def extent(self) -> tuple[int, int]:
        """The first and the last place that the table takes across the axis."""

    def roll(self, last: date, meeting: date) -> Iterator[Asked]:
        named = self.lines()
        if not named:
            return
        periods = {line: readings(period, self.convention)[0] for line, (period, _) in named.items()}
        sheet, across = self.book.sheet(self.table.sheet.name), self.extent()
        end, edge = max(periods, key=lambda line: periods[line].start), max(periods)
        first = min(periods) if self.axis is Axis.COLUMNS else self.table.heading_rows[1] + 1
        fresh = list(until(periods[end], meeting))
        if fresh:
            self.book.make_room(self.table.sheet.name, self.axis, (first, edge), len(fresh), across)
        like = named[end][1]
        _, place = self.axis.cell(*row_and_column(like.coordinate))
        for line, period in enumerate(fresh, edge + 1):
            sheet.copy_line(self.axis, end, line, across)
            row, column = self.axis.cell(line, place)
            if not sheet.has_formula(row, column):
                self.put_period(row, column, like, period)
            periods[line] = period
        for indicator in self.indicators:
            latest = latest_of(indicator)
            if latest is None or last - latest.period.value.end > OVER:
                continue
            _, place = self.axis.cell(*row_and_column(latest.value.cell.coordinate))
            for line, period in periods.items():
                new = period.start > latest.period.value.start and period.end < meeting
                if new and sheet.is_blank(*self.axis.cell(line, place)):
                    yield Asked(indicator.code, period, *self.axis.cell(line, place))


def _passed_forecasts(
    table: Table, source: str, indicators: Sequence[IndicatorRecord], meeting: date
) -> Iterator[ToDo]:
    """The forecasts for times that have come by the meeting, where no later one stands."""
    for indicator in indicators:
        forecasts = [observation for observation in indicator.observations if observation.forecast]
        if forecasts and forecasts[-1].period.value.start < meeting:
            where, when = forecasts[-1].value.cell, forecasts[-1].period.value
            yield ToDo(
                "Forecast", table.sheet.workbook, where.sheet, where.coordinate, f"{indicator.code}, {when}",
                "A later forecast", source=source, subject=indicator.code, fields=(FORECAST,), first=when, last=when,
            )  # fmt: skip


def series_left(item: ToDo, indicators: Sequence[IndicatorRecord]) -> Problem | None:
    """What is left of the values asked for of an indicator: the periods for which none stands; or its old forecast."""
    observed = [found for record in indicators if record.code == item.subject for found in record.observations]
    if item.first is None or item.last is None:
        return None
    if FORECAST in item.fields:
        forecasts = [found for found in observed if found.forecast]
        passed = next((found for found in forecasts if found.period.value.matches(item.first)), None)
        if passed is None or forecasts[-1] is not passed:
            return None
        return FORECAST_PASSED.at(passed.value.cell, when=replace(passed.period.value, qualifier=""))
    periods = [item.first]
    while periods[-1].end < item.last.end:
        periods.append(periods[-1].following())
    there = [found.period.value for found in observed if not found.forecast]
    missing = [
        at
        for at, period in enumerate(periods)
        if not any(period.start <= found.start and found.end <= period.end for found in there)
    ]
    if not missing:
        return None
    cells, where, when = cells_of(item.where), [], []
    for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        those = [at for _, at in run]
        where.append(area([cells[at] for at in those]))
        first, last = periods[those[0]], periods[those[-1]]
        when.append(str(first) if first == last else f"{first} to {last}")
    asked = DAYS_TO_FILL_IN if DAYS in item.fields else TO_FILL_IN
    return asked.at(CellRange(item.file, item.sheet, ", ".join(where)), what=f"{item.subject}, {' and '.join(when)}")


def latest_of(indicator: IndicatorRecord) -> ObservationRecord | None:
    """The latest observation that is no forecast."""
    actual = [observed for observed in indicator.observations if not observed.forecast and not observed.aside]
    return actual[-1] if actual else None


def until(period: Period, meeting: date) -> Iterator[Period]:
    """The periods after one that are over before a meeting."""
    following = period.following()
    for _ in range(MOST):
        if following.end >= meeting:
            return
        yield following
        following = following.following()
