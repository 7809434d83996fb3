"""What a table of monthly audits is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Table, fits
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import IndicatorRecord, SourceData, SourceRecord
from cyps_papers.sources.audits.reading import FIELDS, monthly_table, read_audits
from cyps_papers.sources.kind import Headings, Opened
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.series.kind import SeriesKind
from cyps_papers.sources.series.periods import with_settled_periods


class AuditsKind(SeriesKind):
    """Monthly audits and the like: one month a row, one series a column, called as officers like."""

    name = "audits"
    also = ("audit", "monthly audits", "case file audits")
    example = "audits"

    def read(self, opened: Opened, problems: Problems) -> SourceData[IndicatorRecord]:
        found = read_audits(opened.workbook, opened.sheet, opened.own, problems)
        return SourceData(self.name, with_settled_periods(found, opened.convention, problems))

    def fits(self, sheet: Sheet, own: Headings) -> int:
        return fits(sheet, FIELDS, own)

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        return monthly_table(opened.sheet, opened.own, problems)

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        from cyps_papers.sources.audits.rolling import MonthsSheet
        from cyps_papers.sources.series.rolling import roll_series

        table = rolling.table(source, self)
        return roll_series(table, source, rolling, MonthsSheet) if table else ()
