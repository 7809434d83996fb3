"""What an action plan is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cyps_papers.checks.registry import Rule
from cyps_papers.disclosure.columns import Columns
from cyps_papers.figures.source import columns, note_taken
from cyps_papers.periods import Period
from cyps_papers.problems import Problem, Problems
from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import ActionRecord, Cell, Entry, LastReport, SourceData, SourceRecord
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.matching import match_plans, say_matches
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.reading import FIELDS, read_actions
from cyps_papers.sources.action_plan.since import PlanSince
from cyps_papers.sources.conventions import settled
from cyps_papers.sources.kind import Kind, Opened, Reporting
from cyps_papers.sources.rolling import Rolling


class ActionPlanKind(Kind[ActionRecord]):
    """Action plans: one action a row, with its reference and its status."""

    name = "action plan"
    also = ("action plans", "actions")
    example = "ofsted"
    subject = Plan
    fields = FIELDS
    starter = "action_plan.xlsx"

    def read(self, opened: Opened, problems: Problems) -> SourceData[ActionRecord]:
        actions = read_actions(opened.sheet, opened.own, opened.statuses, problems)
        dues = [Entry(due.value, due.cell) for one in actions if (due := one.due) and isinstance(due.value, Period)]
        read = settled(dues, opened.convention, problems)
        return SourceData(
            self.name, tuple(replace(one, due=one.due and read.get(one.due.cell, one.due)) for one in actions)
        )

    def subjects(
        self, now: Mapping[str, SourceData[ActionRecord]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Plan]:
        plans = {name: data.records for name, data in now.items()}
        last = reporting.last
        matches = match_plans(reporting.before(self.name), plans) if last else {}
        if all(plans.values()):  # where a plan could not be read, that is said, and not that all of it vanished
            say_matches(matches, problems)
        carrying = {name: [record for record in records if record.came_from] for name, records in plans.items()}
        subjects = {}
        for name, records in plans.items():
            note_taken(columns(one.others for one in records), Action, problems)
            beside = {other: those for other, those in carrying.items() if other != name}
            since = PlanSince(name, matches[name], last, reporting.meeting, beside) if last else None
            subjects[name] = Plan(records, name, beside, since)
        return subjects

    def columns(self, record: ActionRecord) -> Columns:
        return record.others

    def with_columns(self, record: ActionRecord, columns: Columns) -> ActionRecord:
        return replace(record, others=columns)

    def label(self, record: ActionRecord) -> str:
        return record.reference.value

    def holds(self, records: Iterable[ActionRecord]) -> tuple[str, ...]:
        actions = list(records)
        areas = {action.area.value for action in actions if action.area}
        return (f"{len(actions)} actions" + (f" in {len(areas)} areas" if areas else ""),) if actions else ()

    def as_read(self, records: Iterable[ActionRecord]) -> Mapping[Cell, str]:
        found = {}
        for action in records:
            found.update({one.cell: one.value.label for one in (action.status, action.rag) if one})
            if action.due and isinstance(action.due.value, Period):
                found[action.due.cell] = str(action.due.value)
        return found

    def rules(self) -> Iterable[tuple[str, Rule]]:
        from cyps_papers.sources.action_plan.implausible import implausible
        from cyps_papers.sources.action_plan.rules import areas, residual

        return (("residual", residual), ("names", areas), ("implausible", implausible))

    def is_over(self, records: Iterable[ActionRecord]) -> bool:
        actions = list(records)
        return bool(actions) and all(action.is_closed for action in actions)

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        from cyps_papers.sources.action_plan.rolling import roll_source

        return roll_source(source, rolling, self)

    def left(self, item: ToDo, data: SourceData[ActionRecord], last: LastReport | None) -> Problem | None:
        from cyps_papers.sources.action_plan.rolling import action_left

        return action_left(item, data.records)

    def examples(self, records: Iterable[ActionRecord]) -> Iterator[Entry[str]]:
        return (record.action for record in records)
