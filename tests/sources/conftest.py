"""Sheets laid out as officers lay them out, and what a kind of source reads in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cyps_papers.problems import Problems
from cyps_papers.reading.workbook import Sheet, open_workbook
from cyps_papers.sources.kind import Opened


def fill(sheet: Worksheet, rows: list[list[Any]]) -> None:
    """Write rows; (text, 3) is merged over three columns, and (number, '£#,##0') has a number format."""
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, tuple):
                value, how = value
                if isinstance(how, int):
                    sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + how - 1)
                else:
                    sheet.cell(row, column).number_format = how
            if value is not None:
                sheet.cell(row, column, value)


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def opened(tmp_path: Path, problems: Problems) -> Callable[..., Opened]:
    """The one sheet of a workbook, made of rows, as a kind of source is given it."""

    def made(rows: list[list[Any]], name: str = "book.xlsx") -> Opened:
        book = Workbook()
        fill(book.active, rows)
        book.active.title = "Sheet"
        book.save(tmp_path / name)
        workbook = open_workbook(tmp_path / name, problems)
        assert workbook is not None
        sheet: Sheet = workbook.sheet("Sheet")
        return Opened(workbook, sheet, {}, {})

    return made


@pytest.fixture
def said(problems: Problems) -> Callable[[], list[str]]:
    """What is said of each problem, without its hint, and where."""
    return lambda: [f"{problem.place.within()}: {problem.message}" for problem in problems.found]
