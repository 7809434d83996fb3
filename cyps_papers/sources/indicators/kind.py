"""What a workbook of indicators is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Heading, Table, find_table, fits
from cyps_papers.reading.workbook import Sheet
from cyps_papers.sources.indicators.across import across, is_period
from cyps_papers.sources.indicators.reading import LONG, read_long
from cyps_papers.sources.indicators.rolling import AcrossSheet, DownSheet
from cyps_papers.sources.indicators.wide import WIDE, fits_wide, read_wide, wide_table
from cyps_papers.sources.kind import Headings, Opened
from cyps_papers.sources.series.kind import SeriesKind
from cyps_papers.sources.series.observations import Gathering
from cyps_papers.sources.series.rolling import SeriesSheet


class IndicatorsKind(SeriesKind):
    """Indicators: one observation a row, or one indicator a row and periods across."""

    name = "indicators"
    also = ("indicator", "kpi", "kpis", "performance", "performance indicators", "measures")
    example = "kpi"
    fields = (*LONG.fields, *WIDE.fields)
    keeps_others = False
    starter = "indicators.xlsx"

    def fits(self, sheet: Sheet, own: Headings) -> int:
        return fits(sheet, LONG.with_own(own)) or fits_wide(sheet, own)

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        sheet, long = opened.sheet, LONG.with_own(opened.own)
        if not fits(sheet, long) and fits_wide(sheet, opened.own):
            return wide_table(sheet, opened.own, problems)
        return find_table(sheet, long, problems)

    def gathered(self, table: Table, defined: dict[str, Gathering], definitions: Sheet | None) -> Iterable[Gathering]:
        if "period" in table.columns:
            read_long(table, defined, definitions)
        else:
            read_wide(table, defined)
        return defined.values()

    def called(self, heading: Heading) -> str:
        return "a period" if is_period(heading) else ""

    def form(self, table: Table) -> type[SeriesSheet] | None:
        if "period" in table.columns:
            return DownSheet
        divided = (across(heading) for heading in table.headings.values() if len(heading.texts) > 1)
        return None if any(names and names.words for names in divided) else AcrossSheet
