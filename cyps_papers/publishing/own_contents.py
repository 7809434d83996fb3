"""The table of contents that a template has itself: filled with its headings, and with their pages when known.

Word shows "Right-click to update" or the headings of the template until somebody updates the field, and what is
published would show that too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, Package
from cyps_papers.publishing.contents import (
    Entry,
    block,
    bookmark,
    is_listed,
    lines,
    listed,
    page_of,
    styles_by_name,
)
from cyps_papers.word.parts.fields import fields, take
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, of_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOOKMARK = "_TocOwn"
_LEVELS = re.compile(r'\\o\s+"?1-(\d)')
_USUAL_LEVELS = 3
_PAGES = re.compile(rf'(<w:hyperlink w:anchor="{_BOOKMARK}(\d+)".*?)(</w:hyperlink>)', re.DOTALL)


def fill(rendered: Rendered) -> None:
    """Put the headings of a rendered document into its tables of contents, each leading to its heading."""
    for number, (story, text) in enumerate(rendered.marked):
        if story.is_body and re.search(r"\bTOC\b", text):
            root = parse(text.encode())
            walk = Walk(rendered.document, story, rendered.numbering, templates=rendered.templates)
            _fill(root, of_tree(walk, root), rendered.numbering)
            rendered.marked[number] = (story, DECLARATION + serialised(root))
            rendered.published.parts[story.part] = marks.without(rendered.marked[number][1]).encode()


def with_pages(document: Package, headings: Iterable[tuple[str, int]]) -> Package:
    """A document with the pages of its headings in its table of contents; these are its headings with their pages."""
    text = document.parts[document.main].decode()
    if f'w:anchor="{_BOOKMARK}' not in text:
        return document
    left = iter(headings)

    def paged(found: re.Match[str]) -> str:
        words = _bare("".join(re.findall("<w:t[^>]*>([^<]*)", found[1])))
        page = next((page for heading, page in left if words in _bare(heading)), None)
        if page is None:
            return found[0]
        return found[1] + page_of(Entry("", 1, _BOOKMARK + found[2], page)) + found[3]

    copy = document.copy()
    copy.parts[copy.main] = _PAGES.sub(paged, text).encode()
    return copy


def _bare(text: str) -> str:
    return "".join(text.replace("&amp;", "&").split())


def _fill(root: _Element, paragraphs: dict[_Element, Paragraph], numbering: Numbering) -> None:
    asking = [field for field in fields(root) if field.instruction.upper().startswith("TOC")]
    headings = [(element, found) for element, found in paragraphs.items() if found.level and is_listed(found)]
    entries = [Entry(listed(found), found.level, f"{_BOOKMARK}{nth:05}") for nth, (_, found) in enumerate(headings)]
    for nth, (element, _) in enumerate(headings if asking else ()):
        bookmark(element, entries[nth].bookmark, 900_000 + nth)
    for field in asking:
        replaced = list(_between(field.elements))
        levels = _LEVELS.search(field.instruction)
        deepest = int(levels[1]) if levels else _USUAL_LEVELS
        shown = [entry for entry in entries if entry.level <= deepest]
        made = lines(shown, f" {field.instruction} ", styles_by_name(numbering), next(root.iter(w("sectPr"))))
        for line in made or [block("", "")] if replaced else ():
            replaced[0].addprevious(line)
        for old in replaced:
            take(old)


def _between(elements: list[_Element]) -> Iterator[_Element]:
    """The paragraphs from the one in which a field begins to the one in which it ends; none where cells part them."""
    first, last = (next(element.iterancestors(w("p")), None) for element in (elements[0], elements[-1]))
    if first is None or last is None or first.getparent() is not last.getparent():
        return
    yield first
    while first is not last:
        first = first.getnext()
        if first is None:
            return
        yield first
