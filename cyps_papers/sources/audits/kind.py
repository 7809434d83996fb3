"""What a table of monthly audits is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import SourceRecord
from cyps_papers.sources.audits.reading import MONTHS, monthly_table, read_months
from cyps_papers.sources.audits.rolling import MonthsSheet
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.series.kind import SeriesKind
from cyps_papers.sources.series.observations import Gathering
from cyps_papers.sources.series.rolling import roll_series


class AuditsKind(SeriesKind):
    """Monthly audits and the like: one month a row, one series a column, called as officers like."""

    name = "audits"
    also = ("audit", "monthly audits", "case file audits")
    example = "audits"
    schema = MONTHS

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        return monthly_table(opened.sheet, opened.own, problems)

    def gathered(self, table: Table, defined: dict[str, Gathering], definitions: Sheet | None) -> Iterable[Gathering]:
        return read_months(table, defined)

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        table = rolling.table(source, self)
        return roll_series(table, source, rolling, MonthsSheet) if table else ()
