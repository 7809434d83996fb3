"""Tables whose loops found nothing to list: their headings alone would be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_papers.origin import Origin
from cyps_papers.problems import Problem, warning
from cyps_papers.vocabulary import declared
from cyps_papers.word.lint.findings import NameUse
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.tags import TagLevel
from cyps_papers.word.templates.template import Template
from cyps_papers.word.templates.tree import Tag

NO_ROWS = warning(
    "no-rows",
    'the table has headings and no rows: "{tag}" finds nothing to list.',
    "{what} If there may be none, put {{%p if {name} %}} before the table and {{%p endif %}} after it.",
)
Table = tuple[int, int]
"""A table of a template by its part and number."""


def without_rows(template: Template, rendered: Rendered, uses: Iterable[NameUse]) -> Iterator[Problem]:
    """Each table of which something is printed, and nothing from within its loops over rows."""
    loops: dict[Table, list[Tag]] = {}
    ends: dict[Table, int] = {}
    for tag in template.tags:
        if tag.reading.level is TagLevel.ROW and tag.reading.keyword == "for":
            loops.setdefault(_table(tag.place), []).append(tag)
        elif tag.reading.level is TagLevel.ROW and tag.reading.ends == "for":
            ends[_table(tag.place)] = tag.place.row
    printed: dict[Table, set[int]] = {}
    for paragraph in rendered.paragraphs if loops else ():
        if paragraph.template and paragraph.template.table:
            printed.setdefault(_table(paragraph.template), set()).add(paragraph.template.row)
    sentences = {use.path: declared(use.kind)[use.name].sentence for use in uses if use.name in declared(use.kind)}
    for table, (first, *_) in loops.items():
        rows = range(first.place.row, ends.get(table, first.place.row) + 1)
        if table in printed and printed[table].isdisjoint(rows):
            name = first.reading.argument.partition(" in ")[2]
            what = f"It lists {sentences[name]}." if name in sentences else ""
            yield first.says(NO_ROWS, Origin(name.partition(".")[0]), name=name, what=what)


def _table(place: DocumentPlace) -> Table:
    return place.part_order, place.table
