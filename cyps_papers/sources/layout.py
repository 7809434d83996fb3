"""Where a source's table stands in its workbook, and whether its periods go down or across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Heading, Table, find_table
from cyps_papers.records import SourceKind, SourceRecord
from cyps_papers.sources.action_plan import reading as action_plan
from cyps_papers.sources.audits import reading as audits
from cyps_papers.sources.indicators import reading as indicators
from cyps_papers.sources.indicators.across import across
from cyps_papers.sources.reading import Opened, open_source


@dataclass(frozen=True)
class Layout:
    """A source's table. `wide` says that its periods are headings, `own` are the officer's headings' fields."""

    source: SourceRecord
    table: Table
    wide: bool = False

    @property
    def file(self) -> str:
        return self.table.sheet.workbook

    @property
    def sheet(self) -> str:
        return self.table.sheet.name

    @property
    def headings(self) -> Mapping[int, Heading]:
        return self.table.headings

    @property
    def top(self) -> int:
        """The first row of the headings, as far as their lowest cells tell."""
        return min(_row(heading) for heading in self.headings.values())

    @property
    def heading_row(self) -> int:
        """The lowest row of the headings."""
        return max(_row(heading) for heading in self.headings.values())

    @property
    def columns(self) -> tuple[int, int]:
        """The first and the last column."""
        return min(self.headings), max(self.headings)


def find_layout(source: SourceRecord, folder: Path) -> Layout | None:
    """Where a source's table stands; None for one to which no period can be added: it is turned round, its periods
    are divided into columns of their own, or no table was found.
    """
    opened = open_source(source, folder, Problems())
    table, wide = _table(source.kind.value, opened) if opened else (None, False)
    if table is None or table.sheet.turned or not table.rows or (wide and _is_divided(table)):
        return None
    return Layout(source, table, wide)


def _is_divided(table: Table) -> bool:
    """Whether columns stand below a period: Target and Actual under 'Sep 2014'."""
    headings = (heading for heading in table.headings.values() if len(heading.texts) > 1)
    return any(named is not None and named.words for named in map(across, headings))


def _table(kind: SourceKind, opened: Opened) -> tuple[Table | None, bool]:
    sheet, own, problems = opened.sheet, opened.own, Problems()
    if kind is SourceKind.ACTION_PLAN:
        return find_table(sheet, action_plan.FIELDS, problems, own), False
    if kind is SourceKind.AUDITS:
        return find_table(sheet, audits.FIELDS, problems, own), False
    if kind is not SourceKind.INDICATORS:
        return None, False
    long = find_table(sheet, indicators.LONG, problems, own)
    wide = long is None and indicators.fits_wide(sheet, own) > 0
    return (find_table(sheet, indicators.WIDE, problems, own, indicators.is_period) if wide else long), wide


def _row(heading: Heading) -> int:
    return int(heading.content.coordinate.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
