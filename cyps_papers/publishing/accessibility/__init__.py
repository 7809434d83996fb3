"""What keeps somebody from reading a document (WCAG 2.2, level AA): one rule to a file, looked for in what is made."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import Problem
from cyps_papers.publishing.accessibility import (
    alternative_text,
    colour_alone,
    contrast,
    document_title,
    heading_order,
    inline_objects,
    language,
    layout_by_blanks,
    link_text,
    restricted_access,
    table_cells,
    table_header,
    typed_headings,
    typed_lists,
)
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.publishing.part import Part

RULES = (
    document_title,
    language,
    restricted_access,
    heading_order,
    typed_headings,
    typed_lists,
    layout_by_blanks,
    link_text,
    table_header,
    table_cells,
    alternative_text,
    inline_objects,
    colour_alone,
    contrast,
)


def review(part: Part) -> Iterator[Problem]:
    """What is found in a document by all rules."""
    body = Body(part)
    for rule in RULES:
        yield from rule.check(body)
