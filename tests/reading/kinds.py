"""What a kind of source reads in a sheet, with nothing of it said in paper.xlsx but what a test gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cyps_papers.problems import Problems
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import IndicatorRecord
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import kind_called


def read_actions(
    sheet: Sheet, own: Mapping[str, str], statuses: Mapping[str, Any], problems: Problems
) -> tuple[ActionRecord, ...]:
    book = Workbook(sheet.workbook, (sheet.name,), lambda _: sheet)
    return kind_called("action plan").read(Opened(book, sheet, own, statuses), problems).records


def read_indicators(
    book: Workbook, sheet: Sheet, own: Mapping[str, str], problems: Problems
) -> tuple[IndicatorRecord, ...]:
    return kind_called("indicators").read(Opened(book, sheet, own, {}), problems).records


def read_audits(
    book: Workbook, sheet: Sheet, own: Mapping[str, str], problems: Problems
) -> tuple[IndicatorRecord, ...]:
    return kind_called("audits").read(Opened(book, sheet, own, {}), problems).records
