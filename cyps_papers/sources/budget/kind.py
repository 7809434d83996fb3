"""What a budget is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_papers.disclosure.columns import Columns
from cyps_papers.figures.source import columns, note_taken
from cyps_papers.problems import Problem, Problems
from cyps_papers.reading.table import Table, find_table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry, LastReport, SourceData, SourceRecord
from cyps_papers.sources.beside import row_left
from cyps_papers.sources.budget.figures import Budget
from cyps_papers.sources.budget.line import Line
from cyps_papers.sources.budget.reading import FIELDS, SPENT, LineRecord, read_budget
from cyps_papers.sources.budget.rolling import ASKED, roll_budget
from cyps_papers.sources.budget.since import BudgetSince, match_lines
from cyps_papers.sources.kind import Headings, Kind, Opened, Reporting
from cyps_papers.sources.money import money_in
from cyps_papers.sources.rolling import Rolling


class BudgetKind(Kind[LineRecord]):
    """Budgets: one service a row, with its budget and what it spends."""

    name = "budget"
    also = ("budgets", "budget monitoring", "finance")
    example = "budget"
    subject = Budget
    fields = FIELDS
    starter = "budget.xlsx"

    def read(self, opened: Opened, problems: Problems) -> SourceData[LineRecord]:
        return SourceData(self.name, read_budget(opened.sheet, opened.own, problems))

    def subjects(
        self, now: Mapping[str, SourceData[LineRecord]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Budget]:
        before = reporting.before(self.name)
        subjects = {}
        for name, data in now.items():
            note_taken(columns(one.others for one in data.records), Line, problems)
            matches = match_lines(before.get(name, ()), data.records)
            since = BudgetSince(name, matches) if reporting.last else None
            subjects[name] = Budget(data.records, name, since, data.held_back)
        return subjects

    def table(self, opened: Opened, problems: Problems) -> Table | None:
        return find_table(opened.sheet, FIELDS, problems, opened.own, has_totals=False)

    def fits(self, sheet: Sheet, own: Headings) -> int:
        fit = super().fits(sheet, own)
        table = find_table(sheet, FIELDS, Problems(), own) if fit else None
        if table is None or table.columns.keys().isdisjoint(SPENT):
            return 0
        budgets = [found for row in table.rows if (found := row.content("budget"))]
        return fit if 2 * sum(money_in(one, "£") is not None for one in budgets) > len(budgets) else 0

    def columns(self, record: LineRecord) -> Columns:
        return record.others

    def with_columns(self, record: LineRecord, columns: Columns) -> LineRecord:
        return replace(record, others=columns)

    def label(self, record: LineRecord) -> str:
        return record.service.value

    def holds(self, records: Iterable[LineRecord]) -> tuple[str, ...]:
        lines = [line for line in records if not line.is_total]
        return (f"{len(lines)} line{'' if len(lines) == 1 else 's'}",) if lines else ()

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        return roll_budget(source, rolling, self)

    def left(self, one: ToDo, data: SourceData[LineRecord], last: LastReport | None) -> Problem | None:
        line = next((line for line in data.records if line.called == one.subject), None)
        return row_left(one, line.service.cell, line.amounts, ASKED) if line else None

    def examples(self, records: Iterable[LineRecord]) -> Iterator[Entry[str]]:
        return (line.service for line in records if not line.is_total)
