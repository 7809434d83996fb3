"""Indicators rolled forward: every old observation kept, new empty periods up to the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from cyps_papers.coordinates import row_of
from cyps_papers.periods import Grain, Period
from cyps_papers.reading.contents import Content
from cyps_papers.reading.table import with_labels
from cyps_papers.records import Entry, IndicatorRecord
from cyps_papers.sources.indicators.across import heading_period
from cyps_papers.sources.series.rolling import DAYS, OVER, VALUE, Asked, PeriodSheet, SeriesSheet, latest_of, until
from cyps_papers.spreadsheets.places import Axis

GAP = timedelta(days=92)  # a series this far behind the last meeting goes on from that meeting, not from its end


class DownSheet(SeriesSheet):
    """An observation to a row: new rows at the end, an indicator's together."""

    def roll(self, last: date, meeting: date) -> Iterator[Asked]:
        to_ask = [
            (indicator, period)
            for indicator in self.indicators
            if (latest := latest_of(indicator))
            for period in _new_periods(latest.period.value, last, meeting)
        ]
        there = self._there()
        for indicator, period in to_ask:
            row = there.get((_row(indicator), period.start, period.end))
            if row:
                yield Asked(indicator.code, period, row, self._columns["value"])
        fresh = [(one, period) for one, period in to_ask if (_row(one), period.start, period.end) not in there]
        yield from self._add(fresh)

    def _add(self, fresh: Sequence[tuple[IndicatorRecord, Period]]) -> Iterator[Asked]:
        data = self.table.heading_rows[1] + 1, self.table.last_row
        if fresh:
            self.book.make_room(self.table.sheet.name, Axis.ROWS, data, len(fresh), self.table.extent)
        for row, (indicator, period) in enumerate(fresh, self.table.last_row + 1):
            self._copy_row(_row(indicator), row)
            like = self.table.sheet.content(_row(indicator), self._columns["period"])
            if like:
                self.put_period(row, self._columns["period"], like, period)
            known = like and self.period_in(like)
            asked = DAYS if known and known.grain is Grain.DAY else VALUE
            yield Asked(indicator.code, period, row, self._columns["value"], asked)

    def _copy_row(self, like: int, row: int) -> None:
        sheet = self.book.sheet(self.table.sheet.name)
        sheet.copy_line(Axis.ROWS, like, row, self.table.extent)
        for column in self._same:
            sheet.copy((like, column), (row, column))
        if sheet.is_blank(row, self._columns["indicator"]):
            named = row_of(self._labels[like].cell.coordinate)
            sheet.copy((named, self._columns["indicator"]), (row, self._columns["indicator"]))

    @property
    def _columns(self) -> Mapping[str, int]:
        return self.table.columns

    @property
    def _same(self) -> set[int]:
        """The columns that say the same of all an indicator's observations: its name, 'actual', its team."""
        never = {self._columns.get(name) for name in ("period", "value", "note")}
        rows = [
            [
                row_of(observation.value.cell.coordinate)
                for observation in indicator.observations
                if not observation.forecast
            ]
            for indicator in self.indicators
        ]
        return {column for column in self.table.headings if column not in never and self._is_same(column, rows)}

    def _is_same(self, column: int, rows: Sequence[Sequence[int]]) -> bool:
        sheet = self.table.sheet
        for those in rows:
            said = [found.value if (found := sheet.content(row, column)) else None for row in those]
            if any(one != said[0] or not isinstance(one, str | None) for one in said):
                return False
        return True

    @cached_property
    def _labels(self) -> dict[int, Entry[str]]:
        """The name of the indicator that each row is of, which may stand on the first row of a group only."""
        return {row.number: label for row, label in with_labels(self.table.rows, "indicator") if label}

    def _there(self) -> dict[tuple[int, date, date], int]:
        """The rows that were given in advance, without a value, by their indicator's row and their period."""
        models = {
            self._labels[row_of(observation.value.cell.coordinate)].value.lower(): _row(indicator)
            for indicator in self.indicators
            for observation in indicator.observations
        }
        there = {}
        for row in self.table.rows:
            found, label = row.content("period"), self._labels.get(row.number)
            period = self.period_in(found) if found and not row.content("value") else None
            if period and label and label.value.lower() in models:
                there[models[label.value.lower()], period.start, period.end] = row.number
        return there


class AcrossSheet(PeriodSheet):
    """An indicator to a row, periods across: new columns after the last period."""

    axis = Axis.COLUMNS

    def lines(self) -> dict[int, tuple[Period, Content]]:
        known = self.table.columns.values()
        found = {}
        for column, heading in self.table.headings.items():
            period = heading_period(heading)
            if column not in known and period:
                found[column] = (period, heading.content)
        return found

    def extent(self) -> tuple[int, int]:
        """The rows of the table, its totals included."""
        rows = self.table.sheet.rows
        left = range(self.table.extent[0], self.table.extent[1] + 1)
        bottom = self.table.last_row
        while any(column in rows.get(bottom + 1, {}) for column in left):
            bottom += 1
        return self.table.heading_rows[0], bottom


def _new_periods(latest: Period, last: date, meeting: date) -> Iterator[Period]:
    """The periods to be filled in after the latest observation; none for a series that is over."""
    if last - latest.end > OVER:
        return
    behind = latest.grain in (Grain.DAY, Grain.MONTH) and last - latest.end > GAP
    for period in until(latest, meeting):
        if not behind or period.end >= last:
            yield period


def _row(indicator: IndicatorRecord) -> int:
    """The row of an indicator's latest observation, which stands for it."""
    latest = latest_of(indicator)
    return row_of(latest.value.cell.coordinate) if latest else 0
