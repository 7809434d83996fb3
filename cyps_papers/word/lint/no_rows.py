"""Tables whose loops found nothing to list: their headings alone would be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyps_papers.origin import Origin
from cyps_papers.problems import Problem, warning
from cyps_papers.vocabulary import Name
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.tags import TagLevel
from cyps_papers.word.templates.template import Template
from cyps_papers.word.templates.tree import Block

NO_ROWS = warning(
    "no-rows",
    'the table has headings and no rows: "{tag}" finds nothing to list.',
    "{what} If there may be none, put {{%p if {name} %}} before the table and {{%p endif %}} after it.",
)


def without_rows(template: Template, rendered: Rendered, known: Mapping[str, Name]) -> Iterator[Problem]:
    """Each table of which something is printed, and nothing from within its loops over rows.

    `known` are the declarations of the names that the template uses.
    """
    loops: dict[tuple[int, int], list[Block]] = {}
    for part in template.parts:
        for block in part.tree.blocks():
            if block.keyword == "for" and block.tag.reading.level is TagLevel.ROW:
                loops.setdefault(_table(block.tag.place), []).append(block)
    printed: dict[tuple[int, int], set[int]] = {}
    for paragraph in rendered.paragraphs if loops else ():
        if paragraph.template and paragraph.template.table:
            printed.setdefault(_table(paragraph.template), set()).add(paragraph.template.row)
    for table, blocks in loops.items():
        first = blocks[0].tag
        rows = range(first.place.row, max(block.tags[-1].place.row for block in blocks) + 1)
        if table in printed and printed[table].isdisjoint(rows):
            name = first.reading.argument.partition(" in ")[2]
            what = f"It lists {known[name].sentence}." if name in known else ""
            yield first.says(NO_ROWS, Origin(name.partition(".")[0]), name=name, what=what)


def _table(place: DocumentPlace) -> tuple[int, int]:
    """A table of a template, by its part and its number."""
    return place.part_order, place.table
