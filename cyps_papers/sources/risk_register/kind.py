"""What a risk register is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_papers.disclosure.columns import Columns
from cyps_papers.figures.source import columns, note_taken
from cyps_papers.problems import Problem, Problems
from cyps_papers.reading.table import find_table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import Entry, LastReport, SourceData, SourceRecord
from cyps_papers.sources.kind import Headings, Kind, Opened, Reporting
from cyps_papers.sources.risk_register.figures import RiskRegister
from cyps_papers.sources.risk_register.reading import FIELDS, LEVELS, STAGES, RiskRecord, read_risks
from cyps_papers.sources.risk_register.risk import Risk
from cyps_papers.sources.risk_register.rolling import risk_left, roll_register
from cyps_papers.sources.risk_register.since import RisksSince, match_risks
from cyps_papers.sources.rolling import Rolling

SURE = 5  # a sheet that says of risks how high they are is a register, whatever else it says of them


class RiskRegisterKind(Kind[RiskRecord]):
    """Risk registers: one risk a row, with how high it is."""

    name = "risk register"
    also = ("risk registers", "risks", "register of risks")
    example = "risks"
    subject = RiskRegister
    fields = FIELDS
    starter = "risk_register.xlsx"

    def read(self, opened: Opened, problems: Problems) -> SourceData[RiskRecord]:
        return SourceData(self.name, read_risks(opened.sheet, opened.own, problems))

    def subjects(
        self, now: Mapping[str, SourceData[RiskRecord]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, RiskRegister]:
        before = reporting.before(self.name)
        subjects = {}
        for name, data in now.items():
            note_taken(columns(one.others for one in data.records), Risk, problems)
            matches = match_risks(before.get(name, ()), data.records)
            since = RisksSince(name, matches) if reporting.last else None
            subjects[name] = RiskRegister(data.records, name, since)
        return subjects

    def fits(self, sheet: Sheet, own: Headings) -> int:
        fit = super().fits(sheet, own)
        return fit if fit and _levels(sheet, own) else 0

    def recognises(self, sheet: Sheet) -> int:
        fit = super().fits(sheet, {})
        levels = _levels(sheet, {}) if fit else set()
        likely = {f"{stage}_likelihood" for stage in STAGES} & levels
        scored = {f"{stage}_score" for stage in STAGES} & levels
        return fit + SURE if likely or len(scored) > 1 else 0

    def columns(self, record: RiskRecord) -> Columns:
        return record.others

    def with_columns(self, record: RiskRecord, columns: Columns) -> RiskRecord:
        return replace(record, others=columns)

    def label(self, record: RiskRecord) -> str:
        return record.called

    def holds(self, records: Iterable[RiskRecord]) -> tuple[str, ...]:
        risks = list(records)
        closed = sum(risk.is_closed for risk in risks)
        count = f"{len(risks)} risk{'' if len(risks) == 1 else 's'}"
        return (count + (f", {closed} of them closed" if closed else ""),) if risks else ()

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        return roll_register(source, rolling, self)

    def left(self, one: ToDo, data: SourceData[RiskRecord], last: LastReport | None) -> Problem | None:
        return risk_left(one, {risk.called: risk for risk in data.records})

    def examples(self, records: Iterable[RiskRecord]) -> Iterator[Entry[str]]:
        return (risk.risk for risk in records)


def _levels(sheet: Sheet, own: Headings) -> set[str]:
    table = find_table(sheet, FIELDS, Problems(), own)
    return set(LEVELS) & table.columns.keys() if table else set()
