"""An action plan rolled forward: what was last reported is kept beside what this report has to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cyps_papers.coordinates import row_of
from cyps_papers.periods import Period, month, parse_date
from cyps_papers.problems import Problems, warning
from cyps_papers.reading.table import Table
from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import SourceRecord, Status
from cyps_papers.sources.action_plan.matching import carries_on
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.beside import KeptBeside
from cyps_papers.sources.kind import Kind
from cyps_papers.sources.rolling import Rolling
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import EditedWorkbook
from cyps_papers.vocabulary import comparable

NO_PLAN_FOR_RESIDUAL = warning(
    "residual-without-plan",
    "no plan that is still open takes on the residual {action|actions} {reference}.",
    "Add {it|each} to the plan that does, with {reference|its reference} as where it came from.",
    "reference",
)
ASKED = {"status": "Status", "rag": "RAG", "progress": "Progress"}
REPORTED = "Reported"
CAME_FROM = "Came from"


@dataclass(frozen=True)
class MovedIn:
    """A residual action of a closed plan, that this plan takes on."""

    action: ActionRecord
    plan: str


def roll_source(source: SourceRecord, rolling: Rolling, kind: Kind[ActionRecord]) -> list[ToDo]:
    """Roll a plan forward in its open workbook; what is then to be filled in.

    Each action's status, RAG and progress are copied to columns of their own; those of open actions are then blank.
    """
    table = rolling.table(source, kind)
    if table is None:
        return []
    name = source.name.value
    plans: dict[str, Sequence[ActionRecord]] = {
        other: data.records for other, data in rolling.data.items() if data.kind == kind.name
    }
    closed = {other for other, actions in plans.items() if kind.is_over(actions)}
    todo = [] if name in closed else list(rolling.notes(table))
    moved_in = [moved for moved, plan in _homeless(plans, closed, rolling.problems) if plan == name]
    reported = str(month(rolling.last.year, rolling.last.month))
    rolled = _RolledPlan(table, name, rolling.book(table.sheet.workbook), bool(moved_in))
    rows = [row_of(action.reference.cell.coordinate) for action in plans[name]]
    for action, row in zip(plans[name], rows, strict=True):
        rolled.keep(row)
        if not action.is_closed:
            todo += rolled.ask(row, action.reference.value)
        elif action.status:
            rolled.mark(row, f"{action.status.value.label}, {reported}")
    return [*todo, *rolled.take_on(moved_in, plans[name], rows)]


def _homeless(
    plans: Mapping[str, Sequence[ActionRecord]], closed: Collection[str], problems: Problems
) -> Iterator[tuple[MovedIn, str]]:
    """The residual actions of closed plans that no open one holds yet, each with the plan that is to take it on."""
    open_plans = {name: plan for name, plan in plans.items() if name not in closed}
    carrying = [action for plan in open_plans.values() for action in plan]
    for name in closed:
        for action in plans[name]:
            is_residual = action.status is not None and action.status.value is Status.RESIDUAL
            if is_residual and not any(carries_on(one, action) for one in carrying):
                named = comparable(action.moved_to.value) if action.moved_to else ""
                homes = [
                    other
                    for other, plan in open_plans.items()
                    if any(action.area and comparable(action.area_name) == named for action in plan)
                ]
                if not homes and len(open_plans) == 1:
                    homes = list(open_plans)
                if homes:
                    yield MovedIn(action, name), homes[0]
                else:
                    problems.add(NO_PLAN_FOR_RESIDUAL, action.reference.cell, reference=action.reference.value)


class _RolledPlan(KeptBeside):
    """A plan's sheet, with the columns that rolling it forward adds or finds."""

    def __init__(self, table: Table, source: str, book: EditedWorkbook, takes_on: bool) -> None:
        others = {REPORTED: "status"}
        if takes_on and "came_from" not in table.columns:
            others[CAME_FROM] = "reference"
        super().__init__("Action", source, table, book, ASKED, others)
        if CAME_FROM in self.columns:
            self.fields["came_from"] = self.columns[CAME_FROM]

    def mark(self, row: int, text: str) -> None:
        """Say of a closed action that it was reported as such, unless an earlier report did."""
        if self.sheet.is_blank(row, self.columns[REPORTED]):
            self.sheet.set(row, self.columns[REPORTED], text)

    def take_on(
        self, moved_in: Sequence[MovedIn], actions: Sequence[ActionRecord], rows: Sequence[int]
    ) -> Iterable[ToDo]:
        """Add the residual actions of another plan at the end, each with its old reference and history."""
        if moved_in:
            data = (self.table.heading_rows[1] + 1, self.table.last_row)
            self.book.make_room(self.table.sheet.name, Axis.ROWS, data, len(moved_in), self._across)
        taken = [action.reference.value for action in actions]
        for row, moved in enumerate(moved_in, self.table.last_row + 1):
            named = moved.action.moved_to.value if moved.action.moved_to else ""
            there = (action.area_name for action in actions if action.area)
            area = next((area for area in there if comparable(area) == comparable(named)), named)
            like = [there for there, action in zip(rows, actions, strict=True) if _is_in(action, area)]
            taken.append(_next_reference(area, actions, taken) or f"{moved.plan} {moved.action.reference.value}")
            self._add(row, (like or [self.table.last_row])[-1], moved, area, taken[-1])
            yield from self.asked(row, taken[-1], list(self.kept))

    def _add(self, row: int, like: int, moved: MovedIn, area: str, reference: str) -> None:
        sheet, action = self.sheet, moved.action
        sheet.copy_line(Axis.ROWS, like, row, self._across)
        values: dict[str, date | str] = {"reference": reference, "area": area, "came_from": action.reference.value}
        for name in ("action", "lead", "measure"):
            entry = getattr(action, name)
            values |= {name: entry.value} if entry else {}
        if action.due:
            when = action.due.value
            values["due"] = (parse_date(when) if isinstance(when, Period) else None) or str(when)
        for name, value in values.items():
            if name in self.fields and not sheet.has_formula(row, self.fields[name]):
                sheet.set(row, self.fields[name], value)
        said = {
            "status": action.status.value.label if action.status else "",
            "rag": action.rag.value.label if action.rag else "",
            "progress": action.progress.value if action.progress else "",
        }
        for name, heading in self.kept.items():
            if said[name]:
                sheet.set(row, self.columns[heading], said[name])

    @property
    def _across(self) -> tuple[int, int]:
        return self.table.extent[0], max(self.table.extent[1], *self.columns.values())


def _is_in(action: ActionRecord, area: str) -> bool:
    return action.area is not None and comparable(action.area_name) == comparable(area)


def _next_reference(area: str, actions: Sequence[ActionRecord], taken: Sequence[str]) -> str:
    """The next reference in an area: WS1.5 after WS1.4; empty where its references do not end in a number."""
    there = [re.fullmatch(r"(.*?)(\d+)", action.reference.value) for action in actions if _is_in(action, area)]
    if not there or None in there:
        return ""
    beginnings = {found[1] for found in there if found}
    beginning = beginnings.pop()
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(rf"{re.escape(beginning)}(\d+)", one))]
    return "" if beginnings else f"{beginning}{max(numbers) + 1}"
