"""Small workbooks, written as officers would fill them, and what is read in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cyps_papers.problems import Problems
from cyps_papers.reading.workbook import Sheet, open_workbook
from cyps_papers.records import Cell, Entry

Rows = Iterable[Iterable[Any]]


def filled(sheet: Worksheet, rows: Rows, first_row: int = 1, first_column: int = 1) -> None:
    """Write rows into a sheet; None leaves a cell out, and a text ending in % becomes a percentage cell."""
    for row, values in enumerate(rows, first_row):
        for column, value in enumerate(values, first_column):
            if value is not None:
                sheet.cell(row, column, value)


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Saves a workbook whose sheets are given by name as rows."""

    def saved(name: str = "book.xlsx", **sheets: Rows) -> Path:
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            filled(book.create_sheet(title), rows)
        book.save(tmp_path / name)
        return tmp_path / name

    return saved


@pytest.fixture
def sheet_of(tmp_path: Path, problems: Problems) -> Callable[..., Sheet]:
    """The one sheet of a workbook, Plan, made of rows and then changed as an officer would, as it is read."""

    def read(rows: Rows, change: Callable[[Worksheet], object] | None = None, row: int = 1, column: int = 1) -> Sheet:
        book = Workbook()
        sheet = book.active
        sheet.title = "Plan"
        filled(sheet, rows, row, column)
        if change:
            change(sheet)
        book.save(tmp_path / "plan.xlsx")
        opened = open_workbook(tmp_path / "plan.xlsx", problems)
        assert opened is not None
        return opened.sheet("Plan")

    return read


def said(problems: Problems) -> list[str]:
    """What is said of each problem, without the hint, and where: 'Plan!B3: "thirty" is not a number.'"""
    return [f"{problem.place.within()}: {problem.message}".removeprefix(": ") for problem in problems.found]


def entry(value: Any, coordinate: str = "A1") -> Entry[Any]:
    """A value as if it stood in paper.xlsx."""
    return Entry(value, Cell("paper.xlsx", "Sources", coordinate))


@pytest.fixture
def what_is_said(problems: Problems) -> Callable[[], list[str]]:
    return lambda: said(problems)
