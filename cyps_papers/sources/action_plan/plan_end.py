"""Where a plan's actions end: what stands below them, such as a count of statuses or a key, is no action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from cyps_papers.reading.contents import Content
from cyps_papers.reading.statuses import rag_in, status_in
from cyps_papers.reading.table import Table, TableRow, plain_heading, without_tail
from cyps_papers.reading.values import number_in


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
    if reference and (_names_a_status(reference.text) or re.fullmatch(_TOTAL, plain_heading(reference.text[:100]))):
        return True
    return _is_count(words) and not (reference and re.search(r"\d", reference.text[:100]))


def _is_count(found: Content | None) -> bool:
    """Whether a cell is blank or holds no more than a figure."""
    return found is None or isinstance(found.value, Decimal) or number_in(found.text[:100]) is not None


def _names_a_status(text: str) -> bool:
    return bool(re.match("[A-Za-z]{3}", text)) and bool(status_in(text[:100]) or rag_in(text[:100]))


def _heads_a_count(row: TableRow, below: Sequence[TableRow]) -> bool:
    """Whether a row is the heading of the counts below it: 'Status | Number'."""
    texts = [found.text[:100] for column in row.table.headings if (found := row.at(column))]
    return bool(below) and all(re.fullmatch(_HEADING, plain_heading(text)) for text in texts)


_TOTAL = r"(?:grand |overall )?totals?(?: number)?(?: of)?(?: actions?)?|(?:number|no) of actions"
_HEADING = (
    rf"{_TOTAL}|status|rag|(?:rag )?rating|number|no|count|%|percent(?:age)?|actions?|key|meaning|what it means|colour"
)
