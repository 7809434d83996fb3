"""Action plans: one action a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from cyps_papers.coordinates import row_of
from cyps_papers.periods import Convention, Period
from cyps_papers.problems import Level, Problems, error, warning
from cyps_papers.reading.contents import Content
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.looks import is_rating
from cyps_papers.reading.statuses import rag_in, rag_of, status_in, status_of
from cyps_papers.reading.table import Table, TableRow, left_blank, plain_heading, with_labels, without_tail
from cyps_papers.reading.values import due_date, number_in, short
from cyps_papers.records import Entry, Wordings
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.conventions import settled
from cyps_papers.sources.matching import say_twice

NO_REFERENCE = error("action-without-reference", "the action has no reference.", "Give it one that no other has.")
NO_ACTION = error(
    "action-without-words",
    "{action|actions} {reference} {has|have} no description.",
    "Enter the action, or clear the row.",
    "reference",
)
NO_STATUS = error(
    "action-without-status",
    "{action|actions} {reference} {has|have} no status.",
    "Enter one, for example In progress.",
    "reference",
)
NO_AREA = error(
    "action-without-area",
    "{action|actions} {reference} {has|have} no area, and there is none above {it|them}.",
    "Enter {its area|the area of each}.",
    "reference",
)
AREA_FROM_ABOVE = warning(
    "action-without-area",
    '{action|actions} {reference} {has|have} no area, and {was|were} taken with those above {it|them}, under "{area}".',
    "Enter {its|their} area: the other rows have theirs.",
    "reference",
)
NO_ACTIONS = error(
    "no-actions", "no action was found under the headings in row {row}.", "Enter the actions below the headings."
)

COLOUR_ALONE = warning(
    "rag-by-colour",
    "ratings that are given by the colour of a cell alone are not read: {cells}.",
    "Enter Red, Amber or Green in each of them.",
)
STRUCK = warning(
    "struck-through",
    "{action|actions} {reference} {is|are} struck through, and {was|were} read like the others.",
    "Delete {its row|their rows}, or give {it|them} the status Cancelled, if {it is|they are} not to be done; "
    "otherwise remove the {line|lines}.",
    "reference",
)

FIELDS = fields_in(Path(__file__).with_name("headings.toml"))


def read_actions(table: Table, statuses: Wordings, convention: Convention) -> tuple[ActionRecord, ...]:
    """The actions of a table, in its order. `statuses` are the paper's own wordings."""
    problems = table.problems
    labelled = with_labels(rows_of_plan(table), "area")
    found = [(row, action) for row, area in labelled if (action := _action(row, area, statuses))]
    actions = tuple(action for _, action in found)
    if not table.rows:
        row = min(row_of(heading.content.coordinate) for heading in table.headings.values())
        problems.add(NO_ACTIONS, table.sheet.place, row=row)
    say_twice((action.reference for action in actions), problems)
    _check_areas(found, problems)
    _check_looks(found, problems)
    dues = [Entry(due.value, due.cell) for action in actions if (due := action.due) and isinstance(due.value, Period)]
    read = settled(dues, convention, problems)
    return tuple(replace(action, due=action.due and read.get(action.due.cell, action.due)) for action in actions)


def _action(row: TableRow, area: Entry[str] | None, statuses: Wordings) -> ActionRecord | None:
    problems = row.table.problems
    known = len(problems.found)
    reference, action, status = row.text("reference"), row.text("action"), status_of(row, statuses)
    if not reference:
        if not row.content("reference"):
            problems.add(NO_REFERENCE, row.cell("reference"))
        return None
    if not action:
        if not row.content("action"):
            problems.add(NO_ACTION, row.cell("action"), reference=short(reference.value))
        return None
    if not row.content("status"):
        problems.add(NO_STATUS, row.cell("status"), reference=short(reference.value))
    texts = {name: row.text(name) for name in ("lead", "progress", "evidence", "measure", "moved_to", "came_from")}
    due, rag, others = due_date(row, "due"), rag_of(row, statuses), row.others()
    wrong = {problem.place for problem in problems.found[known:] if problem.level is Level.ERROR}
    cells = {field.name: row.cell(field.name) for field in FIELDS if wrong and field.name in row.table.columns}
    unread = {name: cell for name, cell in cells.items() if cell in wrong}
    return ActionRecord(reference, action, area, due=due, status=status, rag=rag, others=others, unread=unread, **texts)


def _check_areas(found: Sequence[tuple[TableRow, ActionRecord]], problems: Problems) -> None:
    """Note an action without an area where others have one, and one left blank where most rows repeat theirs."""
    references = {row.number: short(action.called) for row, action in found}
    for row, action in found:
        if action.area is None and any(action.area for _, action in found):
            problems.add(NO_AREA, row.cell("area"), reference=references[row.number])
    for row, area in left_blank([(row, action.area) for row, action in found], "area"):
        problems.add(AREA_FROM_ABOVE, row.cell("area"), reference=references[row.number], area=short(area))


def _check_looks(found: Sequence[tuple[TableRow, ActionRecord]], problems: Problems) -> None:
    """Note what is said by a look alone: a rating by the colour of its cell, an end by a line through it."""
    coloured = {row.cell("rag"): colour for row, _ in found if (colour := _colour_alone(row))}
    if is_rating(coloured.values()):
        cells = [cell.coordinate for cell in coloured]
        more = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
        problems.add(COLOUR_ALONE, next(iter(coloured)), cells=", ".join(cells[:MOST_NAMED]) + more)
    for row, action in found:
        if (row.number, row.table.columns["action"]) in row.table.sheet.looks.struck and not action.is_closed:
            problems.add(STRUCK, action.action.cell, reference=short(action.reference.value))


def _colour_alone(row: TableRow) -> str:
    """The colour of a rating that is blank, where it is not that of the whole row."""
    column, fills = row.table.columns.get("rag"), row.table.sheet.looks.fills
    if column is None or row.content("rag"):
        return ""
    colour = fills.get((row.number, column), "")
    return "" if colour == fills.get((row.number, row.table.columns["action"])) else colour


MOST_NAMED = 12  # cells that one problem names


def rows_of_plan(table: Table) -> Sequence[TableRow]:
    """The rows of a plan without those that stand below a gap and of which none can be an action."""
    rows = table.rows
    return without_tail(rows, lambda at: _is_no_action(rows[at]) or _heads_a_count(rows[at], rows[at + 1 :]))


def _is_no_action(row: TableRow) -> bool:
    """Whether a row has neither words nor a status, and no reference with a figure: 'Completed | 30'.

    A status or a rating is no reference: 'Green | On track' is a line of a key.
    """
    reference, words = row.content("reference"), row.content("action")
    if not _is_count(row.content("status")):
        return False
    if reference:
        text = reference.text[:100]
        is_status = bool(re.match("[A-Za-z]{3}", text) and (status_in(text) or rag_in(text)))
        if is_status or re.fullmatch(_TOTAL, plain_heading(text)):
            return True
    return _is_count(words) and not (reference and re.search(r"\d", reference.text[:100]))


def _is_count(found: Content | None) -> bool:
    """Whether a cell is blank or holds no more than a figure."""
    return found is None or isinstance(found.value, Decimal) or number_in(found.text[:100]) is not None


def _heads_a_count(row: TableRow, below: Sequence[TableRow]) -> bool:
    """Whether a row is the heading of the counts below it: 'Status | Number'."""
    texts = [found.text[:100] for column in row.table.headings if (found := row.at(column))]
    return bool(below) and all(re.fullmatch(_HEADING, plain_heading(text)) for text in texts)


_TOTAL = r"(?:grand |overall )?totals?(?: number)?(?: of)?(?: actions?)?|(?:number|no) of actions"
_HEADING = (
    rf"{_TOTAL}|status|rag|(?:rag )?rating|number|no|count|%|percent(?:age)?|actions?|key|meaning|what it means|colour"
)
