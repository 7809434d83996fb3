"""A table says which row has its column headings, so that screen readers say them with each cell (WCAG 2.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import is_on, w

NO_HEADER = warning(
    "table-header",
    "The first row of the table is not marked as its headings.",
    "In the template click in that row, and choose Layout (Table Tools), Repeat Header Rows.",
)


def check(body: Body) -> Iterator[Problem]:
    """The tables of several rows and columns whose first row is no header row."""
    for table in body.tables:
        rows = list(table.iter(w("tr")))
        header = next(rows[0].iter(w("tblHeader")), None) if rows else None
        is_grid = len(rows) > 1 and len(list(rows[0].iter(w("tc")))) > 1
        if is_grid and not is_on(header):
            yield NO_HEADER.at(body.table_place(table))
