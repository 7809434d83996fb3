"""What a budget is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Table, TableSchema, find_table
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry
from cyps_papers.sources.budget.figures import Budget, BudgetSince, Line
from cyps_papers.sources.budget.reading import FIELDS, SPENT, LineRecord, read_lines
from cyps_papers.sources.kind import Headings, Opened
from cyps_papers.sources.money import money_in
from cyps_papers.sources.rows import RowsKind
from cyps_papers.words import count


class BudgetKind(RowsKind[LineRecord]):
    """Budgets: one service a row, with its budget and what it spends."""

    name = "budget"
    also = ("budgets", "budget monitoring", "finance")
    example = "budget"
    subject = Budget
    fields = FIELDS
    schema = TableSchema(FIELDS, has_totals=False)
    starter = "budget.xlsx"
    since = BudgetSince
    of_row = Line
    row_called = "Line"
    asked: ClassVar = {"actual": "actual", "forecast": "forecast", "variance": "variance"}

    def records(self, table: Table, opened: Opened) -> Iterable[LineRecord]:
        return read_lines(table)

    def fits(self, sheet: Sheet, own: Headings) -> int:
        fit = super().fits(sheet, own)
        table = find_table(sheet, self.schema.with_own(own), Problems()) if fit else None
        if table is None or table.columns.keys().isdisjoint(SPENT):
            return 0
        budgets = [found for row in table.rows if (found := row.content("budget"))]
        return fit if 2 * sum(money_in(budget, "£") is not None for budget in budgets) > len(budgets) else 0

    def holds(self, records: Iterable[LineRecord]) -> tuple[str, ...]:
        lines = [line for line in records if not line.is_total]
        return (count(len(lines), "line"),) if lines else ()

    def examples(self, records: Iterable[LineRecord]) -> Iterator[Entry[str]]:
        return (line.service for line in records if not line.is_total)
