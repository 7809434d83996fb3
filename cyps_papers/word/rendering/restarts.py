"""Numbered lists inside a loop inside a loop: each time round the outer loop, the numbers begin again."""

from __future__ import annotations

from lxml.etree import _Element

from cyps_papers.word.parts.wordml import put_in_order, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.templates.planting import Construct, Planting

_UP_TO_NUMBER = "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr".split()


def restart_lists(root: _Element, constructs: list[Construct], planting: Planting, numbering: Numbering) -> None:
    """Make the lists that stand in an inner loop only begin again each time round the outer one."""
    loops = [each.nodes for each in constructs if each.keyword == "for" and each.nodes[0].getparent() is not None]
    if len(loops) < 2:
        return
    order = {element: position for position, element in enumerate(root.iter())}
    for number, paragraphs in _lists(root, numbering).items():
        positions = [order[paragraph] for paragraph, _ in paragraphs]
        around = [nodes for nodes in loops if order[nodes[0]] < min(positions) and max(positions) < order[nodes[-1]]]
        if len(around) > 1:
            _, outer, *_ = sorted(around, key=lambda nodes: order[nodes[-1]] - order[nodes[0]])
            outer[0].addnext(planting.node(planting.ours(f"restart_list({number!r})")))
            for paragraph, level in paragraphs:
                _set_number(paragraph, planting.asking(f"list_id({number!r})"), level)


def _lists(root: _Element, numbering: Numbering) -> dict[str, list[tuple[_Element, int]]]:
    """The numbered paragraphs of a story with their levels, by their lists, those with bullets left out."""
    lists: dict[str, list[tuple[_Element, int]]] = {}
    for paragraph in root.iter(w("p")):
        properties = f"{w('pPr')}/{w('numPr')}"
        direct = paragraph.find(f"{properties}/{w('numId')}")
        number, level = value(direct), value(paragraph.find(f"{properties}/{w('ilvl')}"))
        at = int(level) if level.isdigit() else 0
        if direct is None:
            style = value(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))
            number, at = numbering.of_style(style or numbering.default_style)
        form = numbering.levels.get((numbering.lists.get(number, ""), at))
        if form and form.format != "bullet":
            lists.setdefault(number, []).append((paragraph, at))
    return lists


def _set_number(paragraph: _Element, identity: str, level: int) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(w("pPr"))
        paragraph.insert(0, properties)
    numbered = paragraph.makeelement(w("numPr"))
    for name, number in (("ilvl", str(level)), ("numId", identity)):
        numbered.append(paragraph.makeelement(w(name), {w("val"): number}))
    put_in_order(properties, numbered, _UP_TO_NUMBER)
