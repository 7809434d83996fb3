"""The table of contents that a template has itself: filled with its headings, and with their pages when known.

Word shows "Right-click to update" or the headings of the template until somebody updates the field, and what is
published would show that too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, Package, quoted
from cyps_papers.publishing.contents import TAB, field_runs, line_layout, run_of
from cyps_papers.word.parts.fields import fields, take
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import WORD, w
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
        return found[1] + TAB + field_runs(f" PAGEREF {_BOOKMARK}{found[2]} \\h ", run_of(str(page))) + found[3]

    copy = document.copy()
    copy.parts[copy.main] = _PAGES.sub(paged, text).encode()
    return copy


def _bare(text: str) -> str:
    return "".join(text.replace("&amp;", "&").split())


def _fill(root: _Element, paragraphs: dict[_Element, Paragraph], numbering: Numbering) -> None:
    headings = [(element, paragraph) for element, paragraph in paragraphs.items() if _is_listed(paragraph)]
    styles = {style.name.lower(): identity for identity, style in numbering.styles.items()}
    for field in [each for each in fields(root) if each.instruction.upper().startswith("TOC")]:
        replaced = list(_between(field.elements))
        if not replaced:
            continue
        levels = _LEVELS.search(field.instruction)
        deepest = int(levels[1]) if levels else _USUAL_LEVELS
        listed = [each for each in headings if each[1].level <= deepest]
        lines = []
        for nth, (element, paragraph) in enumerate(listed):
            number = f"{paragraph.number.shown} " if paragraph.number and not paragraph.number.is_bullet else ""
            runs = run_of(number + " ".join(marks.clean(paragraph.text).split()))
            name = f"{_BOOKMARK}{_marked(element, nth)}"
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'
            lines.append((paragraph.level, link))
        _replace(root, replaced, lines, field.instruction, styles)


def _is_listed(paragraph: Paragraph) -> bool:
    return bool(paragraph.level and paragraph.text.strip() and not paragraph.place.in_text_box)


def _between(elements: list[_Element]) -> Iterator[_Element]:
    """The paragraphs from the one in which a field begins to the one in which it ends; none where cells part them."""
    first, last = (next(each.iterancestors(w("p")), None) for each in (elements[0], elements[-1]))
    if first is None or last is None or first.getparent() is not last.getparent():
        return
    yield first
    while first is not last:
        first = first.getnext()
        if first is None:
            return
        yield first


def _marked(heading: _Element, number: int) -> str:
    """Put a bookmark around a heading, and give its number as it is written."""
    identity = str(900_000 + number)
    begin = heading.makeelement(w("bookmarkStart"), {w("id"): identity, w("name"): f"{_BOOKMARK}{number:05}"})
    properties = heading.find(w("pPr"))
    heading.insert(0 if properties is None else list(heading).index(properties) + 1, begin)
    heading.append(heading.makeelement(w("bookmarkEnd"), {w("id"): identity}))
    return f"{number:05}"


def _replace(
    root: _Element, old: list[_Element], lines: list[tuple[int, str]], instruction: str, styles: dict[str, str]
) -> None:
    """Put a paragraph to each line in place of these; the field begins in the first, and ends in the last."""
    begin, end = field_runs(f" {instruction} ", "\0").split("\0")
    if not lines:
        begin = end = ""
        lines = [(1, "")]
    section = next(root.iter(w("sectPr")))
    for nth, (level, runs) in enumerate(lines):
        runs = (begin if nth == 0 else "") + runs + (end if nth == len(lines) - 1 else "")
        layout = f"<w:pStyle w:val={quoted(styles.get(f'toc {level}', ''))}/>"
        if f"toc {level}" not in styles:
            layout = line_layout(section, level)
        old[0].addprevious(parse(f'<w:p xmlns:w="{WORD}"><w:pPr>{layout}</w:pPr>{runs}</w:p>'.encode()))
    for each in old:
        take(each)
