"""What an action plan is, as a kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cyps_papers.checks.registry import Rule
from cyps_papers.figures.source import note_taken
from cyps_papers.periods import Period
from cyps_papers.problems import ProblemKind, Problems
from cyps_papers.reading.table import Table, TableSchema
from cyps_papers.reading.to_do import MUST_FILL_IN, TO_FILL_IN, ToDo
from cyps_papers.records import Cell, Entry, SourceData, SourceRecord
from cyps_papers.sources.action_plan.action import Action
from cyps_papers.sources.action_plan.matching import match_plans, say_matches
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.reading import FIELDS, read_actions
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.action_plan.rolling import ASKED, roll_source
from cyps_papers.sources.action_plan.since import PlanSince
from cyps_papers.sources.kind import Opened, Reporting
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.rows import RowsKind


class ActionPlanKind(RowsKind[ActionRecord]):
    """Action plans: one action a row, with its reference and its status."""

    name = "action plan"
    also = ("action plans", "actions")
    example = "ofsted"
    subject = Plan
    fields = FIELDS
    schema = TableSchema(FIELDS)
    since = PlanSince
    of_row = Action
    row_called = "Action"
    asked = ASKED
    starter = "action_plan.xlsx"

    def records(self, table: Table, opened: Opened) -> Iterable[ActionRecord]:
        return read_actions(table, opened.statuses, opened.convention)

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
            note_taken(now[name].headings, Action, problems)
            beside = {other: those for other, those in carrying.items() if other != name}
            since = PlanSince(name, matches[name], last, reporting.meeting, beside) if last else None
            subjects[name] = Plan(records, name, beside, since)
        return subjects

    def holds(self, records: Iterable[ActionRecord]) -> tuple[str, ...]:
        actions = list(records)
        areas = {action.area.value for action in actions if action.area}
        return (f"{len(actions)} actions" + (f" in {len(areas)} areas" if areas else ""),) if actions else ()

    def as_read(self, records: Iterable[ActionRecord]) -> Mapping[Cell, str]:
        found = {}
        for action in records:
            found.update({entry.cell: entry.value.label for entry in (action.status, action.rag) if entry})
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
        return roll_source(source, rolling, self)

    def left_as(self, record: ActionRecord) -> ProblemKind:
        return TO_FILL_IN if record.status else MUST_FILL_IN

    def examples(self, records: Iterable[ActionRecord]) -> Iterator[Entry[str]]:
        return (record.action for record in records)
