"""Headings use heading styles: a screen reader does not list a paragraph that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import is_on, w

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPED = warning(
    "typed-heading",
    '"{text}" looks like a heading, as all of it is bold, but has no heading style.',
    "In the template give it the style Heading 1, 2 or 3 (Home, Styles); or take the bold off.",
)
_STYLES = ("title", "subtitle", "caption")
_LONGEST = 80
_ENDS = tuple(".:;,?!\u2026")
_NO_HEADING = re.compile(r"\[.*\]|\{.*\}|<.*>|.*(?:://|www\.|\S@\S).*")
"""What stands in brackets to be filled in, and an address."""


def check(body: Body) -> Iterator[Problem]:
    """The short paragraphs that somebody made bold throughout, with text below that is not."""
    shown = [(element, paragraph) for element, paragraph in body.running if paragraph.text.strip()]
    for (element, paragraph), (below, following) in pairwise(shown):
        text = " ".join(paragraph.text.split())
        is_styled = paragraph.level or following.level or paragraph.number or paragraph.style.lower() in _STYLES
        if is_styled or len(text) > _LONGEST or text.endswith(_ENDS) or _NO_HEADING.fullmatch(text):
            continue
        if _is_bold(element) and not _is_bold(below):
            yield TYPED.at(paragraph.place, text=text)


def _is_bold(paragraph: _Element) -> bool:
    """Whether each of its runs with text was made bold by itself, whatever its style says."""
    runs = [
        element
        for element in paragraph.iter(w("r"))
        if "".join(text.text or "" for text in element.iter(w("t"))).strip()
    ]
    bold = [run.find(f"{w('rPr')}/{w('b')}") for run in runs]
    return bool(runs) and all(is_on(each) for each in bold)
