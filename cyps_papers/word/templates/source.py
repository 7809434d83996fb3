"""A story of a template as Jinja source: its tree with the tags planted, lifted and paired, written out as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, Package
from cyps_papers.problems import Problem
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import local, w
from cyps_papers.word.rendering.environment import BLOCK_END, BLOCK_START, PRINT_END, PRINT_START
from cyps_papers.word.rendering.mending import Mending
from cyps_papers.word.rendering.restarts import restart_lists
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.cleaning import Ids, clean, drop_half_bookmarks, renew_contents, unbind_controls
from cyps_papers.word.templates.lifting import lift, merge_lines, settle_cells
from cyps_papers.word.templates.planting import TARGET, TOKEN, Bed, Planter, Snippet, cleaned, fragment, nodes
from cyps_papers.word.templates.relationships import plant_links
from cyps_papers.word.templates.sites import Stands
from cyps_papers.word.templates.structure import Construct, capture, level_out, pair
from cyps_papers.word.templates.tags import Mark, Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_NODE = re.compile(rf"<\?{TARGET} (\d+)\?>|{TOKEN.pattern}")
_HAS_TAG = re.compile(r"\{[{%#_]|[%}]_\}|%7B%7B", re.IGNORECASE)


@dataclass
class Source:
    """A part of a template as Jinja source, with the snippet on each of its lines, and what may need mending."""

    part: str
    text: str
    lines: dict[int, int]
    mending: Mending = field(default_factory=Mending)
    story: Story | None = None


@dataclass
class Reader:
    """Reads the parts of one template: `bed` holds the snippets, `tags` each tag in order, `faults` what is wrong."""

    package: Package
    name: str
    numbering: Numbering
    bed: Bed = field(default_factory=Bed)
    tags: list[Tag] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    ids: Ids = field(init=False)

    def __post_init__(self) -> None:
        self.ids = Ids(self.bed)

    def story(self, story: Story) -> Source:
        """The source of a story."""
        root = parse(self.package.parts[story.part])
        cleaned(root)
        self.bed.is_raw = False
        self._plant(root, story)
        merge_lines(root, self.bed)
        lift(root, self.bed)
        settle_cells(root, self.bed)
        constructs = self._pair(root)
        restart_lists(root, constructs, self.bed, self.numbering, story.part)
        unbind_controls(root, self.bed)
        drop_half_bookmarks(root, self.bed)
        renew_contents(root)
        self.ids.number(root, story.part)
        self._settle_sites(root)
        mending = Mending.of(root, self.bed)
        return self._written(story.part, serialised(root), mending, story)

    def properties(self, part: str) -> Source | None:
        """The source of a part with the document's properties; None where there is no tag in it."""
        text = self.package.parts[part].decode("utf-8", "replace")
        if not _HAS_TAG.search(text):
            return None
        root = parse(self.package.parts[part])
        cleaned(root)
        planter = Planter(self.bed, part, self.tags)
        for element in root.iter():
            if element.text and not len(element):
                place = self._property_place(element)
                element.text = planter.plant_text(element.text, place, Stands.PROPERTY)
        return self._written(part, serialised(root), Mending())

    def _plant(self, root: _Element, story: Story) -> None:
        walk = Walk(self.name, story, self.numbering, lambda made: None)
        places = {element: paragraph.place for element, paragraph in of_tree(walk, root).items()}
        clean(root)
        planter = Planter(self.bed, story.part, self.tags)
        linked = DocumentPlace(self.name, story.name, detail="in the address of a link", part_order=story.order)
        plant_links(root, self.package, story.part, self.bed, planter.tag, linked)
        place: DocumentPlace | None = None
        for element in list(root.iter()):
            if element.tag == w("p"):
                place = places.get(element, place)
            here = place or DocumentPlace(self.name, story.name)
            self._plant_attributes(planter, element, here)
            if element.tag == w("p"):
                planter.plant_paragraph(element, here)
            elif element.tag not in (w("t"), w("instrText")) and element.text and not len(element):
                element.text = planter.plant_text(element.text, here, Stands.TEXT)

    def _plant_attributes(self, planter: Planter, element: _Element, place: DocumentPlace) -> None:
        if not isinstance(element.tag, str):
            return
        for name, text in element.attrib.items():
            if "{" in str(text):
                there = replace(place, detail="in the alternative text or a link")
                element.set(name, planter.plant_text(str(text), there, Stands.ATTRIBUTE))

    def _pair(self, root: _Element) -> list[Construct]:
        constructs = pair(nodes(root), self.bed, self.faults)
        for construct in constructs:
            level_out(construct, self.bed, self.faults)
        for construct in reversed(constructs):
            if construct.nodes[0].getparent() is not None:
                capture(construct, self.bed)
        return constructs

    def _settle_sites(self, root: _Element) -> None:
        """Tell the site of each value the paragraph that it can divide."""
        for node in nodes(root):
            site, parent = self.bed.of(node).site, node.getparent()
            if site and parent is not None and parent.tag == w("p") and site.stands is Stands.RUN:
                properties = parent.find(w("pPr"))
                site.paragraph_properties = "" if properties is None else _without_section(properties)

    def _property_place(self, element: _Element) -> DocumentPlace:
        return DocumentPlace(
            self.name, "the document's properties", detail=local(element), part_order=1000, ordinal=len(self.tags)
        )

    def _written(self, part: str, xml: str, mending: Mending, story: Story | None = None) -> Source:
        lines: dict[int, int] = {}
        line = 1
        pieces = [DECLARATION]
        line += DECLARATION.count("\n")
        for text, number in _divided(xml, self.bed):
            line += text.count("\n")
            pieces.append(text)
            if number is not None:
                jinja = _jinja(number, self.bed.snippets[number])
                line += jinja.count("\n")
                lines[line] = number
                pieces.append(jinja)
        return Source(part, "".join(pieces), lines, mending, story)


def _divided(xml: str, bed: Bed) -> list[tuple[str, int | None]]:
    """The text of a part between its snippets, each with the number of the snippet that follows it."""
    pieces: list[tuple[str, int | None]] = []
    end = 0
    for found in _NODE.finditer(xml):
        number = int(found.group(1) or found.group(2))
        pieces.append((xml[end : found.start()], None))
        end = found.end()
        if number >= len(bed.snippets):
            continue
        snippet = bed.snippets[number]
        pieces += _divided(snippet.text, bed) if snippet.text else [("", number)]
    return [*pieces, (xml[end:], None)]


def _jinja(number: int, snippet: Snippet) -> str:
    # Each snippet begins a line of its own inside its marks: an error's line then leads to its tag.
    reading = snippet.reading
    if reading.mark is Mark.PRINT:
        return f"{PRINT_START}\n({reading.source})|printed({number}){PRINT_END}"
    if reading.mark is Mark.BLOCK and reading.keyword not in ("raw", "endraw", ""):
        return f"{BLOCK_START}\n{reading.source}{BLOCK_END}"
    return ""


def _without_section(properties: _Element) -> str:
    return re.sub(r"<w:sectPr\b.*?</w:sectPr>", "", fragment(properties), flags=re.DOTALL)
