"""What a risk register is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_papers.problems import Problems
from cyps_papers.reading.table import Table, TableSchema, find_table
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry
from cyps_papers.sources.kind import Headings, Opened
from cyps_papers.sources.risk_register.figures import RiskRegister, RisksSince
from cyps_papers.sources.risk_register.reading import FIELDS, LEVELS, STAGES, RiskRecord, read_risks
from cyps_papers.sources.risk_register.risk import Risk
from cyps_papers.sources.rows import RowsKind
from cyps_papers.words import count

SCHEMA = TableSchema(FIELDS)
SURE = 5  # a sheet that says of risks how high they are is a register, whatever else it says of them
ASKED = {
    "residual_likelihood": "likelihood",
    "residual_impact": "impact",
    "residual_score": "score",
    "residual_rating": "rating",
    "direction": "direction of travel",
}
"""What each report says anew of a risk that is not closed, as officers call it."""


class RiskRegisterKind(RowsKind[RiskRecord]):
    """Risk registers: one risk a row, with how high it is."""

    name = "risk register"
    also = ("risk registers", "risks", "register of risks")
    example = "risks"
    subject = RiskRegister
    fields = FIELDS
    schema = SCHEMA
    starter = "risk_register.xlsx"
    since = RisksSince
    of_row = Risk
    row_called = "Risk"
    asked = ASKED

    def records(self, table: Table, opened: Opened) -> Iterable[RiskRecord]:
        return read_risks(table)

    def fits(self, sheet: Sheet, own: Headings) -> int:
        fit = super().fits(sheet, own)
        return fit if fit and _levels(sheet, own) else 0

    def recognises(self, sheet: Sheet) -> int:
        fit = super().fits(sheet, {})
        levels = _levels(sheet, {}) if fit else set()
        likely = {f"{stage}_likelihood" for stage in STAGES} & levels
        scored = {f"{stage}_score" for stage in STAGES} & levels
        return fit + SURE if likely or len(scored) > 1 else 0

    def holds(self, records: Iterable[RiskRecord]) -> tuple[str, ...]:
        risks = list(records)
        closed = sum(risk.is_closed for risk in risks)
        return (count(len(risks), "risk") + (f", {closed} of them closed" if closed else ""),) if risks else ()

    def examples(self, records: Iterable[RiskRecord]) -> Iterator[Entry[str]]:
        return (risk.risk for risk in records)


def _levels(sheet: Sheet, own: Headings) -> set[str]:
    table = find_table(sheet, SCHEMA.with_own(own), Problems())
    return set(LEVELS) & table.columns.keys() if table else set()
