"""Numbered lists inside a loop inside a loop: each time round the outer loop, the numbers begin again."""

from __future__ import annotations

import re

from lxml.etree import _Element

from cyps_papers.opc.package import Package
from cyps_papers.word.parts.wordml import PARAGRAPH_PROPERTIES, put_in_order, value, w
from cyps_papers.word.story.numbering import LEVELS, Numbering
from cyps_papers.word.templates.planting import Construct, Planting


class Lists:
    """The lists of one rendering: which id a list has this time round, and which ids were made for it."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.rounds: dict[str, int] = {}
        self.made: dict[tuple[str, int], str] = {}
        self.free = 1 + max((int(number) for number in numbering.lists if number.isdigit()), default=0)

    def restart(self, number: str) -> str:
        """Begin the next round of a list."""
        self.rounds[number] = self.rounds.get(number, 0) + 1
        return ""

    def identity(self, number: str) -> str:
        """The id of a list this time round: its own the first time."""
        count = self.rounds.get(number, 1)
        if count == 1:
            return number
        if (number, count) not in self.made:
            self.made[number, count] = str(self.free + len(self.made))
        return self.made[number, count]

    def write(self, package: Package) -> None:
        """Write the lists that were made into the package's numbering."""
        part = package.related(package.main, "numbering")
        if not self.made or not part:
            return
        text = package.parts[part].decode("utf-8")
        end = text.rindex("</w:num>") + len("</w:num>")
        made = "".join(self._definition(number, identity) for (number, _), identity in self.made.items())
        package.parts[part] = (text[:end] + made + text[end:]).encode()

    def _definition(self, number: str, identity: str) -> str:
        abstract = self.numbering.lists[number]
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{form.start}"/></w:lvlOverride>'
            for level in range(LEVELS)
            if (form := self.numbering.levels.get((abstract, level)))
        )
        written = re.sub(r"[^\w-]", "", abstract)
        return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{written}"/>{starts}</w:num>'


def restart_lists(root: _Element, constructs: list[Construct], planting: Planting, numbering: Numbering) -> None:
    """Make the lists that stand in an inner loop only begin again each time round the outer one."""
    loops = [loop.nodes for loop in constructs if loop.keyword == "for" and loop.nodes[0].getparent() is not None]
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
                _set_number(paragraph, planting.token(planting.ours(f"list_id({number!r})")), level)


def _lists(root: _Element, numbering: Numbering) -> dict[str, list[tuple[_Element, int]]]:
    """The numbered paragraphs of a story with their levels, by their lists, those with bullets left out."""
    lists: dict[str, list[tuple[_Element, int]]] = {}
    for paragraph in root.iter(w("p")):
        stated = ("pPr/pStyle", "pPr/numPr/numId", "pPr/numPr/ilvl")
        paths = ("/".join(map(w, path.split("/"))) for path in stated)
        number, level = numbering.of_paragraph(*(value(paragraph.find(path)) for path in paths))
        form = numbering.levels.get((numbering.lists.get(number, ""), level))
        if form and form.format != "bullet":
            lists.setdefault(number, []).append((paragraph, level))
    return lists


def _set_number(paragraph: _Element, identity: str, level: int) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = paragraph.makeelement(w("pPr"))
        paragraph.insert(0, properties)
    numbered = paragraph.makeelement(w("numPr"))
    for name, number in (("ilvl", str(level)), ("numId", identity)):
        numbered.append(paragraph.makeelement(w(name), {w("val"): number}))
    put_in_order(properties, numbered, PARAGRAPH_PROPERTIES)
