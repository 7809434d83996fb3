"""Tags lifted to where they take effect: a row's, a cell's or a paragraph's tag takes the place of the whole element,
and the tags of a cell (its colour, its width, its merging) become its properties."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from cyps_papers.word.parts.wordml import CELL_PROPERTIES, local, put_in_order, w
from cyps_papers.word.templates.planting import Bed, Snippet, fragment, nodes
from cyps_papers.word.templates.sites import Site, Stands
from cyps_papers.word.templates.tags import Level, Mark, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELEMENTS = {Level.ROW: w("tr"), Level.CELL: w("tc"), Level.PARAGRAPH: w("p")}


def lift(root: _Element, bed: Bed) -> None:
    """Put each tag of a row, cell or paragraph in the place of its element, rows first."""
    for level, name in _ELEMENTS.items():
        by_element: dict[_Element, list[_Element]] = {}
        for node in nodes(root):
            element = next(node.iterancestors(name), None)
            if bed.of(node).reading.level is level and element is not None:
                by_element.setdefault(element, []).append(node)
        for element, lifted in by_element.items():
            _replace(element, lifted, bed)


def _replace(element: _Element, lifted: list[_Element], bed: Bed) -> None:
    for node in lifted:
        snippet = bed.of(node)
        if snippet.reading.mark is Mark.PRINT and snippet.site:
            _stand_in_place(snippet.site, element, node)
        if snippet.reading.mark is not Mark.COMMENT:
            element.addprevious(node)
    section = element.find(f"{w('pPr')}/{w('sectPr')}") if element.tag == w("p") else None
    if section is not None:
        _leave_only(element, section)
        return
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _leave_only(paragraph: _Element, section: _Element) -> None:
    """Keep the end of a section that stands in a paragraph whose tag takes its place."""
    properties = section.getparent()
    for child in list(paragraph):
        if child is not properties:
            paragraph.remove(child)


def _stand_in_place(site: Site, element: _Element, node: _Element) -> None:
    """A value that is plain text goes into a copy of the element that its tag takes the place of."""
    site.stands = Stands.ELEMENT
    ancestors = list(node.iterancestors())
    chain = ancestors[: ancestors.index(element) + 1]
    for ancestor in reversed(chain):
        name = f"w:{local(ancestor)}"
        if name in ("w:tr", "w:tc", "w:p"):
            site.before += f"<{name}>{fragment(ancestor.find(w(local(ancestor) + 'Pr')))}"
            site.after = f"</{name}>{site.after}"


def settle_cells(root: _Element, bed: Bed) -> None:
    """Turn the tags of cells into their properties."""
    for node in nodes(root):
        snippet = bed.of(node)
        cell = next(node.iterancestors(w("tc")), None)
        action = _CELL_TAGS.get(snippet.reading.keyword)
        if action is None:
            continue
        _take_out(node)
        if cell is not None:
            action(cell, snippet, bed)
            snippet.reading = Reading(Mark.COMMENT, Level.TEXT, "")


def _take_out(node: _Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _colour(cell: _Element, snippet: Snippet, bed: Bed) -> None:
    from lxml import etree

    fill = bed.token(_printing(snippet, snippet.reading.argument, Stands.FILL))
    shading = etree.Element(w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): fill})
    put_in_order(_properties(cell), shading, CELL_PROPERTIES)


def _columns(cell: _Element, snippet: Snippet, bed: Bed) -> None:
    _set_span(cell, snippet, snippet.reading.argument, bed)


def _merge_down(cell: _Element, snippet: Snippet, bed: Bed) -> None:
    from lxml import etree

    state = bed.token(_printing(snippet, "'restart' if loop.first else 'continue'", Stands.ATTRIBUTE))
    put_in_order(_properties(cell), etree.Element(w("vMerge"), {w("val"): state}), CELL_PROPERTIES)
    content = [child for child in cell if local(child) != "tcPr"]
    content[0].addprevious(bed.block("if loop.first"))
    content[-1].addnext(bed.block("endif"))
    content[-1].addnext(_empty_like(content[-1]))
    content[-1].addnext(bed.block("else"))


def _merge_across(cell: _Element, snippet: Snippet, bed: Bed) -> None:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    spanned = span.get(w("val"), "1") if span is not None else "1"
    count = spanned if re.fullmatch(r"\d+", spanned) else "1"
    _set_span(cell, snippet, f"{count} * loop.length", bed)
    cell.addprevious(bed.block("if loop.first"))
    cell.addnext(bed.block("endif"))


_CELL_TAGS = {"cellbg": _colour, "colspan": _columns, "vm": _merge_down, "hm": _merge_across}


def _set_span(cell: _Element, snippet: Snippet, source: str, bed: Bed) -> None:
    from lxml import etree

    count = bed.token(_printing(snippet, source, Stands.SPAN))
    put_in_order(_properties(cell), etree.Element(w("gridSpan"), {w("val"): count}), CELL_PROPERTIES)


def _printing(snippet: Snippet, source: str, stands: Stands) -> Snippet:
    part = snippet.site.part if snippet.site else ""
    return Snippet(Reading(Mark.PRINT, Level.TEXT, source), snippet.tag, Site(stands, part, snippet.tag))


def _properties(cell: _Element) -> _Element:
    from lxml import etree

    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    return properties


def _empty_like(paragraph: _Element) -> _Element:
    from lxml import etree

    empty = etree.Element(w("p"))
    properties = paragraph.find(w("pPr")) if paragraph.tag == w("p") else None
    if properties is not None:
        empty.append(copy.deepcopy(properties))
    return empty


def merge_lines(root: _Element, bed: Bed) -> None:
    """Join the paragraphs that `{%-` and `-%}` join: a tag at a line's beginning or end goes on in the other line."""
    for paragraph in list(root.iter(w("p"))):
        if _leads(paragraph, bed):
            _join_to_previous(paragraph)
    for paragraph in list(root.iter(w("p"))):
        while _trails(paragraph, bed) and _joined_to_next(paragraph):
            pass


def _content(paragraph: _Element) -> list[_Element]:
    return [child for child in paragraph if local(child) not in ("pPr", "proofErr", "bookmarkStart", "bookmarkEnd")]


def _leads(paragraph: _Element, bed: Bed) -> bool:
    content = _content(paragraph)
    return bool(content) and _trims(content[0], bed, "before")


def _trails(paragraph: _Element, bed: Bed) -> bool:
    content = _content(paragraph)
    return bool(content) and _trims(content[-1], bed, "after")


def _trims(node: _Element, bed: Bed, side: str) -> bool:
    if isinstance(node.tag, str):
        return False
    reading = bed.of(node).reading
    trims = reading.trim_before if side == "before" else reading.trim_after
    return trims and reading.mark is Mark.BLOCK and reading.level is Level.TEXT


def _join_to_previous(paragraph: _Element) -> None:
    previous = paragraph.getprevious()
    if previous is not None and previous.tag == w("p"):
        _join(previous, paragraph)


def _joined_to_next(paragraph: _Element) -> bool:
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        return False
    _join(paragraph, following)
    return True


def _join(first: _Element, second: _Element) -> None:
    parent = second.getparent()
    properties = second.find(w("pPr"))
    if properties is not None:
        second.remove(properties)
    first.extend(list(second))
    if parent is not None:
        parent.remove(second)
