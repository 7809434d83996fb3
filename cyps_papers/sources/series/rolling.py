"""Indicators and audits rolled forward: every old observation kept, new empty periods up to the meeting."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from cyps_papers.coordinates import area, cells_of, coordinate, row_and_column
from cyps_papers.periods import Grain, Period, day, parse
from cyps_papers.problems import Problem, warning
from cyps_papers.reading.contents import Content
from cyps_papers.reading.to_do import TO_FILL_IN, ToDo
from cyps_papers.records import Area, IndicatorRecord, ObservationRecord, SourceRecord
from cyps_papers.sources.indicators.across import heading_period
from cyps_papers.sources.rolling import Layout, Rolling
from cyps_papers.sources.series.calendar import after, until, written_like
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import Workbook

GAP = timedelta(days=92)  # a series this far behind the last meeting goes on from that meeting, not from its end
VALUE, DAYS, FORECAST = "value", "value and day", "forecast"
"""What is asked for: values; values of which the day is to be given too; a later forecast."""
FORECAST_PASSED = warning(
    "to-do",
    "the forecast for {when} is for a time that has come.",
    "Add a row with a later forecast.",
)
DAYS_TO_FILL_IN = warning(
    "to-do", "{what}: still to be filled in.", "Correct the days too, where it was not counted on a month's last."
)
OVER = timedelta(days=400)  # a series this far behind it is over


def roll_series(layout: Layout, source: SourceRecord, rolling: Rolling, form: type[SeriesSheet]) -> list[ToDo]:
    """Roll a sheet of series forward in its open workbook; what is then to be filled in."""
    indicators: Sequence[IndicatorRecord] = rolling.data[source.name.value].records
    notes = rolling.notes(layout)
    asked = form(layout, indicators, rolling.book(layout.file)).roll(rolling.last, rolling.meeting)
    values = [_to_do(layout, source.name.value, block) for block in _blocks(asked)]
    return [*notes, *values, *_passed_forecasts(layout, source.name.value, indicators, rolling.meeting)]


@dataclass(frozen=True)
class _Asked:
    """A value to be filled in: its indicator, its period, its cell."""

    code: str
    period: Period
    row: int
    column: int
    field: str = VALUE

    def goes_on_from(self, other: _Asked) -> bool:
        """Whether it is the same indicator's next, in the next cell."""
        step = self.row - other.row, self.column - other.column
        same = (self.code, self.field) == (other.code, other.field)
        return same and step in ((1, 0), (0, 1)) and after(other.period).matches(self.period)


def _blocks(asked: Iterable[_Asked]) -> list[list[_Asked]]:
    """What is asked, together where it stands together."""
    blocks: list[list[_Asked]] = []
    for one in asked:
        if blocks and one.goes_on_from(blocks[-1][-1]):
            blocks[-1].append(one)
        else:
            blocks.append([one])
    return blocks


def _to_do(layout: Layout, source: str, block: Sequence[_Asked]) -> ToDo:
    first, last = block[0], block[-1]
    where = area([coordinate(one.row, one.column) for one in block])
    about = f"{first.code}, {first.period}" + (f" until {last.period}" if len(block) > 1 else "")
    what = "Values, and their days if those are not the months' last" if first.field == DAYS else "Values"
    return ToDo(
        "Value", layout.file, layout.sheet, where, about, what,
        source=source, subject=first.code, fields=(first.field,), first=first.period, last=last.period,
    )  # fmt: skip


@dataclass(frozen=True)
class SeriesSheet(ABC):
    """A sheet of series with its workbook open for editing."""

    layout: Layout
    indicators: Sequence[IndicatorRecord]
    book: Workbook

    @property
    def codes(self) -> Mapping[str, IndicatorRecord]:
        return {indicator.code: indicator for indicator in self.indicators}

    @abstractmethod
    def roll(self, last: date, meeting: date) -> Iterator[_Asked]:
        """Add the periods up to the new meeting; the values then to be filled in."""

    def put_period(self, row: int, column: int, like: Content, period: Period) -> None:
        """A period in the form of another: a date where that is one, else its words; for a day, the month's last."""
        sheet = self.book.sheet(self.layout.sheet)
        known = _period(like)
        if known and known.grain is Grain.DAY:
            period = day(period.end)
        if isinstance(like.value, date):
            sheet.set(row, column, period.start)
        else:
            sheet.set(row, column, written_like(like.text, period))


class Down(SeriesSheet):
    """An observation to a row: new rows at the end, an indicator's together."""

    def roll(self, last: date, meeting: date) -> Iterator[_Asked]:
        wanted = [
            (indicator, period)
            for indicator in self.indicators
            if (latest := _latest(indicator))
            for period in _new_periods(latest.period.value, last, meeting)
        ]
        there = self._there()
        for indicator, period in wanted:
            row = there.get((_row(indicator), period.start, period.end))
            if row:
                yield _Asked(indicator.code, period, row, self._columns["value"])
        fresh = [(one, period) for one, period in wanted if (_row(one), period.start, period.end) not in there]
        yield from self._add(fresh)

    def _add(self, fresh: Sequence[tuple[IndicatorRecord, Period]]) -> Iterator[_Asked]:
        data = self.layout.heading_row + 1, self._last_row
        if fresh:
            self.book.make_room(self.layout.sheet, Axis.ROWS, data, len(fresh), self.layout.columns)
        for row, (indicator, period) in enumerate(fresh, self._last_row + 1):
            self._copy_row(_row(indicator), row)
            like = self.layout.table.sheet.content(_row(indicator), self._columns["period"])
            if like:
                self.put_period(row, self._columns["period"], like, period)
            known = like and _period(like)
            asked = DAYS if known and known.grain is Grain.DAY else VALUE
            yield _Asked(indicator.code, period, row, self._columns["value"], asked)

    def _copy_row(self, like: int, row: int) -> None:
        sheet = self.book.sheet(self.layout.sheet)
        sheet.copy_row_format(like, row)
        for column in range(self.layout.columns[0], self.layout.columns[1] + 1):
            if column in self._same or sheet.has_formula(like, column):
                sheet.copy((like, column), (row, column))
            else:
                sheet.copy_format((like, column), (row, column))
        if sheet.is_blank(row, self._columns["indicator"]):
            sheet.copy((self._labelled(like), self._columns["indicator"]), (row, self._columns["indicator"]))

    @property
    def _columns(self) -> Mapping[str, int]:
        return self.layout.table.columns

    @property
    def _last_row(self) -> int:
        return max(row.number for row in self.layout.table.rows)

    @property
    def _same(self) -> set[int]:
        """The columns that say the same of all an indicator's observations: its name, 'actual', its team."""
        never = {self._columns.get(name) for name in ("period", "value", "note")}
        rows = [_actual_rows(indicator) for indicator in self.indicators]
        return {column for column in self.layout.headings if column not in never and self._is_same(column, rows)}

    def _is_same(self, column: int, rows: Sequence[Sequence[int]]) -> bool:
        sheet = self.layout.table.sheet
        for those in rows:
            said = [found.value if (found := sheet.content(row, column)) else None for row in those]
            if any(one != said[0] or not isinstance(one, str | None) for one in said):
                return False
        return True

    def _labelled(self, row: int) -> int:
        """The row at or above one that names its indicator: a group's label may stand on its first row only."""
        sheet = self.layout.table.sheet
        return next(one for one in range(row, 0, -1) if sheet.content(one, self._columns["indicator"]))

    def _there(self) -> dict[tuple[int, date, date], int]:
        """The rows that were given in advance, without a value, by their indicator's row and their period."""
        rows = {row: _row(indicator) for indicator in self.indicators for row in _rows(indicator)}
        names = {self._name(row): model for row, model in rows.items()}
        there = {}
        for row in self.layout.table.rows:
            found = row.content("period")
            period = _period(found) if found and not row.content("value") else None
            if period and self._name(row.number) in names:
                there[names[self._name(row.number)], period.start, period.end] = row.number
        return there

    def _name(self, row: int) -> str:
        found = self.layout.table.sheet.content(row, self._columns["indicator"])
        return found.text.lower() if found else ""


class Months(SeriesSheet):
    """A month to a row, a series to a column: new rows at the end."""

    def roll(self, last: date, meeting: date) -> Iterator[_Asked]:
        rows = dict(self._rows())
        if not rows:
            return
        end = max(rows, key=lambda row: rows[row].start)
        fresh = list(until(rows[end], meeting))
        bottom = max(rows)
        if fresh:
            data = self.layout.heading_row + 1, bottom
            self.book.make_room(self.layout.sheet, Axis.ROWS, data, len(fresh), self.layout.columns)
        for row, period in enumerate(fresh, bottom + 1):
            self._add(row, end, period)
            rows[row] = period
        yield from self._asked(rows, meeting)

    def _asked(self, rows: Mapping[int, Period], meeting: date) -> Iterator[_Asked]:
        for indicator in self.indicators:
            latest = _latest(indicator)
            if latest is None:
                continue
            column = row_and_column(latest.value.cell.coordinate)[1]
            for row, period in rows.items():
                if period.start > latest.period.value.start and period.end < meeting:
                    yield _Asked(indicator.code, period, row, column)

    def _rows(self) -> Iterator[tuple[int, Period]]:
        """The rows with a period, those included that were given in advance and hold nothing else."""
        sheet, column = self.layout.table.sheet, self.layout.table.columns["period"]
        last = max(row.number for row in self.layout.table.rows)
        for number in (row for row in sheet.rows if row > self.layout.heading_row):
            found = sheet.content(number, column)
            period = _period(found) if found else None
            if period:
                yield number, period
            elif number > last:
                return

    def _add(self, row: int, like: int, period: Period) -> None:
        sheet, column = self.book.sheet(self.layout.sheet), self.layout.table.columns["period"]
        sheet.copy_row_format(like, row)
        for other in range(self.layout.columns[0], self.layout.columns[1] + 1):
            if sheet.has_formula(like, other):
                sheet.copy((like, other), (row, other))
            else:
                sheet.copy_format((like, other), (row, other))
        content = self.layout.table.sheet.content(like, column)
        if content and not sheet.has_formula(row, column):
            self.put_period(row, column, content, period)


class Across(SeriesSheet):
    """An indicator to a row, periods across: new columns after the last period."""

    def roll(self, last: date, meeting: date) -> Iterator[_Asked]:
        known = set(self.layout.table.columns.values())
        headings = {column: heading for column, heading in self.layout.headings.items() if column not in known}
        columns = {column: period for column, one in headings.items() if (period := heading_period(one))}
        end = max(columns, key=lambda column: columns[column].start)
        fresh = list(until(columns[end], meeting))
        right, rows = max(columns), (self.layout.top, self._bottom)
        if fresh:
            data = min(columns), right
            self.book.make_room(self.layout.sheet, Axis.COLUMNS, data, len(fresh), rows)
        for column, period in enumerate(fresh, right + 1):
            self._add(column, end, period)
            columns[column] = period
        yield from self._asked(columns, last, meeting)

    def _asked(self, columns: Mapping[int, Period], last: date, meeting: date) -> Iterator[_Asked]:
        sheet = self.book.sheet(self.layout.sheet)
        for indicator in self.indicators:
            latest = _latest(indicator)
            if latest is None or last - latest.period.value.end > OVER:
                continue
            row = row_and_column(latest.value.cell.coordinate)[0]
            for column, period in columns.items():
                new = period.start > latest.period.value.start and period.end < meeting
                if new and sheet.is_blank(row, column):
                    yield _Asked(indicator.code, period, row, column)

    @property
    def _bottom(self) -> int:
        """The last row of the table, its totals included."""
        rows = self.layout.table.sheet.rows
        left = range(self.layout.columns[0], self.layout.columns[1] + 1)
        bottom = max(row.number for row in self.layout.table.rows)
        while any(column in rows.get(bottom + 1, {}) for column in left):
            bottom += 1
        return bottom

    def _add(self, column: int, like: int, period: Period) -> None:
        sheet = self.book.sheet(self.layout.sheet)
        sheet.copy_column_width(like, column)
        for row in range(self.layout.top, self._bottom + 1):
            if sheet.has_formula(row, like):
                sheet.copy((row, like), (row, column))
            else:
                sheet.copy_format((row, like), (row, column))
        heading = self.layout.headings[like].content
        row = row_and_column(heading.coordinate)[0]
        if not sheet.has_formula(row, column):
            self.put_period(row, column, heading, period)


def _passed_forecasts(
    layout: Layout, source: str, indicators: Sequence[IndicatorRecord], meeting: date
) -> Iterator[ToDo]:
    """The forecasts for times that have come by the meeting, where no later one stands."""
    for indicator in indicators:
        forecasts = [one for one in indicator.observations if one.forecast]
        if forecasts and forecasts[-1].period.value.start < meeting:
            where, when = forecasts[-1].value.cell, forecasts[-1].period.value
            yield ToDo(
                "Forecast", layout.file, where.sheet, where.coordinate, f"{indicator.code}, {when}",
                "A later forecast", source=source, subject=indicator.code, fields=(FORECAST,), first=when, last=when,
            )  # fmt: skip


def series_left(one: ToDo, indicators: Sequence[IndicatorRecord]) -> Problem | None:
    """What is left of the values asked for of an indicator: the periods for which none stands; or its old forecast."""
    observed = [found for record in indicators if record.code == one.subject for found in record.observations]
    if one.first is None or one.last is None:
        return None
    if FORECAST in one.fields:
        forecasts = [found for found in observed if found.forecast]
        passed = next((found for found in forecasts if found.period.value.matches(one.first)), None)
        if passed is None or forecasts[-1] is not passed:
            return None
        return FORECAST_PASSED.at(passed.value.cell, when=replace(passed.period.value, qualifier=""))
    periods = [one.first]
    while periods[-1].end < one.last.end:
        periods.append(after(periods[-1]))
    there = [found.period.value for found in observed if not found.forecast]
    missing = [
        at
        for at, period in enumerate(periods)
        if not any(period.start <= found.start and found.end <= period.end for found in there)
    ]
    if not missing:
        return None
    cells, where, when = cells_of(one.where), [], []
    for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        those = [at for _, at in run]
        where.append(area([cells[at] for at in those]))
        first, last = periods[those[0]], periods[those[-1]]
        when.append(str(first) if first == last else f"{first} to {last}")
    asked = DAYS_TO_FILL_IN if DAYS in one.fields else TO_FILL_IN
    return asked.at(Area(one.file, one.sheet, ", ".join(where)), what=f"{one.subject}, {' and '.join(when)}")


def _new_periods(latest: Period, last: date, meeting: date) -> Iterator[Period]:
    """The periods to be filled in after the latest observation; none for a series that is over."""
    if last - latest.end > OVER:
        return
    behind = latest.grain in (Grain.DAY, Grain.MONTH) and last - latest.end > GAP
    for period in until(latest, meeting):
        if not behind or period.end >= last:
            yield period


def _latest(indicator: IndicatorRecord) -> ObservationRecord | None:
    actual = [one for one in indicator.observations if not one.forecast]
    return actual[-1] if actual else None


def _row(indicator: IndicatorRecord) -> int:
    """The row of an indicator's latest observation, which stands for it."""
    latest = _latest(indicator)
    return row_and_column(latest.value.cell.coordinate)[0] if latest else 0


def _actual_rows(indicator: IndicatorRecord) -> list[int]:
    return [row_and_column(one.value.cell.coordinate)[0] for one in indicator.observations if not one.forecast]


def _rows(indicator: IndicatorRecord) -> list[int]:
    return [row_and_column(one.value.cell.coordinate)[0] for one in indicator.observations]


def _period(found: Content) -> Period | None:
    return found.period or parse(found.text)
