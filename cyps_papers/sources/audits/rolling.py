"""Audits rolled forward: new empty months up to the meeting."""

from __future__ import annotations

from cyps_papers.periods import Period
from cyps_papers.reading.contents import Content
from cyps_papers.sources.series.rolling import PeriodSheet
from cyps_papers.spreadsheets.places import Axis


class MonthsSheet(PeriodSheet):
    """A month to a row, a series to a column: new rows at the end."""

    axis = Axis.ROWS

    def lines(self) -> dict[int, tuple[Period, Content]]:
        """The rows with a period, those included that were given in advance and hold nothing else."""
        sheet, column = self.table.sheet, self.table.columns["period"]
        last = self.table.last_row
        found = {}
        for number in (row for row in sheet.rows if row > self.table.heading_rows[1]):
            content = sheet.content(number, column)
            period = content and self.period_in(content)
            if content and period:
                found[number] = (period, content)
            elif number > last:
                break
        return found

    def extent(self) -> tuple[int, int]:
        return self.table.extent
