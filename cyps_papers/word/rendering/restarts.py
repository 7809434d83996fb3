"""Numbered lists inside a loop inside a loop: each time round the outer loop, the numbers begin again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyps_papers.word.parts.wordml import value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.templates.planting import Construct, Planting

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def restart_lists(root: _Element, constructs: list[Construct], planting: Planting, numbering: Numbering) -> None:
    """Make the lists that stand in an inner loop only begin again each time round the outer one."""
    loops = [each for each in constructs if each.keyword == "for" and each.nodes[0].getparent() is not None]
    if len(loops) < 2:
        return
    order = {element: position for position, element in enumerate(root.iter())}
    spans = [(order[each.nodes[0]], order[each.nodes[-1]], each) for each in loops]
    for number, paragraphs in _lists(root, numbering).items():
        positions = [order[paragraph] for paragraph in paragraphs]
        around = sorted((last - first, each) for first, last, each in _around(spans, positions))
        if len(around) > 1:
            _restart(number, paragraphs, around[1][1], planting, numbering)


def _around(spans: list[tuple[int, int, Construct]], positions: list[int]) -> Iterator[tuple[int, int, Construct]]:
    return (span for span in spans if span[0] < min(positions) and max(positions) < span[1])


def _lists(root: _Element, numbering: Numbering) -> dict[str, list[_Element]]:
    """The numbered paragraphs of a story by their lists, those with bullets left out."""
    lists: dict[str, list[_Element]] = {}
    for paragraph in root.iter(w("p")):
        number, level = _number(paragraph, numbering)
        abstract = numbering.lists.get(number, "")
        form = numbering.levels.get((abstract, level))
        if form and form.format != "bullet":
            lists.setdefault(number, []).append(paragraph)
    return lists


def _number(paragraph: _Element, numbering: Numbering) -> tuple[str, int]:
    style = value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or numbering.default_style
    direct = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    if direct is None:
        return numbering.of_style(style)
    level = value(paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}"))
    return value(direct), int(level) if level.isdigit() else 0


def _restart(
    number: str, paragraphs: list[_Element], outer: Construct, planting: Planting, numbering: Numbering
) -> None:
    outer.nodes[0].addnext(planting.node(planting.ours(f"restart_list({number!r})")))
    for paragraph in paragraphs:
        identity = planting.asking(f"list_id({number!r})")
        _set_number(paragraph, identity, _number(paragraph, numbering)[1])


def _set_number(paragraph: _Element, identity: str, level: int) -> None:
    from lxml import etree

    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    numbered = etree.Element(w("numPr"))
    etree.SubElement(numbered, w("ilvl"), {w("val"): str(level)})
    etree.SubElement(numbered, w("numId"), {w("val"): identity})
    before = [child for child in properties if child.tag in {w(name) for name in _PARAGRAPH_ORDER}]
    properties.insert(len(before), numbered)
