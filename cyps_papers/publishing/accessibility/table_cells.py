"""A table is a plain grid: screen readers lose their way in merged cells, tables within cells and empty tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

MERGED = warning(
    "table-cells",
    "Cells of the table are merged, so that what is read out has no clear row or column.",
    "In the template click in the cell, and choose Layout (Table Tools), Split Cells.",
)
NESTED = warning(
    "table-cells",
    "There is a table inside a cell of another.",
    "In the template move it out, or enter its words in the cells of the outer one.",
)
EMPTY = warning(
    "table-cells",
    "The table is empty.",
    "In the template delete it (Layout (Table Tools), Delete, Delete Table); space comes from Layout, Spacing.",
)


def check(body: Body) -> Iterator[Problem]:
    """The merged cells of each table (told of once), the tables in tables, and those without a word."""
    for table in body.tables:
        outer = next(table.iterancestors(w("tbl")), None)
        if outer is not None:
            yield NESTED.at(body.place(table))
            continue
        merged = next(
            (element for element in table.iter(w("gridSpan"), w("vMerge"), w("hMerge")) if _merges(element)), None
        )
        if merged is not None:
            yield MERGED.at(body.place(next(merged.iterancestors(w("tc")))))
        holds_nothing = not any((element.text or "").strip() for element in table.iter(w("t")))
        if holds_nothing and next(table.iter(w("drawing"), w("pict"), w("object")), None) is None:
            yield EMPTY.at(body.table_place(table))


def _merges(properties: _Element) -> bool:
    return properties.tag != w("gridSpan") or value(properties) not in ("", "1")
