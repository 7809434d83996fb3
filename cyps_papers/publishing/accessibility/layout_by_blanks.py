"""Space comes from styles: screen readers say each blank paragraph, tab and space, or take them for the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import w

if TYPE_CHECKING:
    from lxml.etree import _Element

BLANK_PARAGRAPHS = warning(
    "layout-by-blanks",
    "{count} blank paragraphs follow one another here, to make space.",
    "In the template delete them, and set the space under Layout, Spacing, or begin a page by Layout, Breaks, Page.",
)
BLANKS = warning(
    "layout-by-blanks",
    "Tabs or spaces in a row move the text here.",
    "In the template put a table in their place (Insert, Table), or one tab with a tab stop (Paragraph, Tabs).",
)
_MOST_PARAGRAPHS = 1
_ROW = re.compile(r"\S *(?:\t *\t| {4})[\t ]*\S|^(?:\t *\t| {4})[\t ]*\S")


def check(body: Body) -> Iterator[Problem]:
    """The first of several blank paragraphs, and the paragraphs with blanks in a row."""
    for is_blank, group in groupby(
        body.running, lambda paragraph: not paragraph[1].text.strip() and not _holds(paragraph[0])
    ):
        blank = list(group)
        if is_blank and len(blank) > _MOST_PARAGRAPHS:
            yield BLANK_PARAGRAPHS.at(blank[0][1].place, count=len(blank))
    for paragraph in body.paragraphs.values():
        if _ROW.search(paragraph.text):
            yield BLANKS.at(paragraph.place)


def _holds(paragraph: _Element) -> bool:
    """Whether a paragraph without words holds something: a drawing, a break, the end of a section, a rule above it."""
    return next(paragraph.iter(w("drawing"), w("pict"), w("object"), w("br"), w("sectPr"), w("pBdr")), None) is not None
