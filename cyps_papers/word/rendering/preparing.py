"""A part of a template made ready to be compiled: its tags lifted to where they take effect, its loops and conditions
made to stand where both ends can be left out or repeated without harm to the document, its ids made to stay unique."""

from __future__ import annotations

import re
from collections.abc import Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import _Element

from cyps_papers.opc.package import DECLARATION
from cyps_papers.problems import error
from cyps_papers.word.parts.fields import take
from cyps_papers.word.parts.trees import serialised
from cyps_papers.word.parts.wordml import local, w
from cyps_papers.word.rendering.copies import drop_half_ranges, has_things, mark_rounds, put_notes_beside_references
from cyps_papers.word.rendering.jinja import CompiledCode
from cyps_papers.word.rendering.lifting import join_lines, lift, settle_cells
from cyps_papers.word.rendering.lists import restart_lists
from cyps_papers.word.rendering.mending import Mending
from cyps_papers.word.rendering.placeholders import Placeholder
from cyps_papers.word.templates.planting import PLANTED, Construct, Planting, fragment, nodes
from cyps_papers.word.templates.template import Template, TemplatePart
from cyps_papers.word.templates.tree import Fault, Position, Tag, shown

CROSSES = error("tag-crosses", '"{tag}" begins in one part of the document and "{end}" ends it in another.', "{hint}")
SAME_TEXT = "Put both in the same table, the same cell, or the text outside tables."
SAME_CONTROL = (
    "One of them stands in a content control: right-click it and choose Remove Content Control, or put both into it."
)

PreparedPiece = str | int
"""A piece of a prepared part: XML as it stands, or the number of a tag."""

_INLINE = frozenset(("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "dir", "bdo", "customXml"))
_CAPTURING = frozenset(("set", "filter", "macro", "call"))


@dataclass(frozen=True)
class PreparedPart:
    """A part ready to be compiled: its XML with the numbers of its tags, and what may need mending.

    It `has_things` in its XML that must stay unique in the document, or refer to such. `code` is what it was compiled
    to, which the next rendering runs again.
    """

    read: TemplatePart
    pieces: list[PreparedPiece]
    mending: Mending
    has_things: bool
    code: dict[Hashable, CompiledCode] = field(default_factory=dict)


@dataclass
class Preparation:
    """A template made ready to be rendered, once however often it is: `planting` has the tags of our own too."""

    template: Template
    planting: Planting
    placeholders: dict[int, Placeholder] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    parts: list[PreparedPart] = field(default_factory=list)

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, template: Template) -> Preparation:
        """The template made ready, which itself stays as it is."""
        preparation = cls(template, Planting(list(template.planting.tags)))
        ready = [(read, *preparation._ready(read)) for read in template.parts]
        put_notes_beside_references({read.story: root for read, root, _ in ready if read.story})
        for read, root, mending in ready:
            pieces = preparation._pieces(read, root)
            has = any(isinstance(piece, str) and has_things(piece) for piece in pieces)
            preparation.parts.append(PreparedPart(read, pieces, mending, has))
        return preparation

    def _ready(self, read: TemplatePart) -> tuple[_Element, Mending]:
        root, mending = deepcopy(read.root), Mending()
        if read.story:
            join_lines(root, self.planting)
            self.faults += lift(root, self.planting, lambda tag: self._placeholder(tag, read.part))
            settle_cells(root, self.planting)
            constructs = self._constructs(root, read)
            restart_lists(root, constructs, self.planting, self.template.numbering)
            _unbind_controls(root)
            drop_half_ranges(root, self.planting)
            _renew_contents(root)
            for node in nodes(root):
                parent, placeholder = node.getparent(), self._placeholder(self.planting.of(node), read.part)
                if parent is not None and parent.tag == w("p"):
                    properties = fragment(parent.find(w("pPr")))
                    without_section = re.sub(r"<w:sectPr\b.*?</w:sectPr>", "", properties, flags=re.DOTALL)
                    placeholder.paragraph_properties = without_section
            mending = Mending.of(root)
            mark_rounds(root, constructs)
        return root, mending

    def _pieces(self, read: TemplatePart, root: _Element) -> list[PreparedPiece]:
        pieces: list[PreparedPiece] = []
        end, xml = 0, DECLARATION + serialised(root)
        for found in PLANTED.finditer(xml):
            number = int(found.group(1) or found.group(2))
            self._placeholder(self.planting.tags[number], read.part)
            pieces += [xml[end : found.start()], number]
            end = found.end()
        return [piece for piece in (*pieces, xml[end:]) if piece != ""]

    def _placeholder(self, tag: Tag, part: str) -> Placeholder:
        made = Placeholder(tag, part, tag.line.position, tag.run_properties)
        return self.placeholders.setdefault(tag.number, made)

    def _constructs(self, root: _Element, read: TemplatePart) -> list[Construct]:
        """The loops and conditions of a story; of those that lost a tag, or cannot stand level, no tag is left."""
        by_number = {int(node.text or 0): node for node in nodes(root)}
        constructs = []
        for block in reversed(list(read.tree.blocks())):
            standing = [by_number.pop(tag.number) for tag in block.tags if tag.number in by_number]
            is_whole = len(standing) == len(block.tags)
            if is_whole and _level_out(standing):
                constructs.append(Construct(block.keyword, tuple(standing)))
                continue
            if is_whole and not any(tag is block.tag for tag, _ in read.tree.faults):
                shapes, hint = _shapes(standing), SAME_TEXT
                other = next(tag for tag, shape in zip(block.tags, shapes, strict=True) if shape != shapes[0])
                if any("sdt" in shape for shape in shapes):
                    hint = SAME_CONTROL
                self.faults.append((block.tag, block.tag.says(CROSSES, end=shown(other.typed), hint=hint)))
            for node in standing:
                take(node)
        for number, node in by_number.items():
            if self.planting.tags[number].is_left_out:
                take(node)
        for construct in reversed(constructs):
            if construct.nodes[0].getparent() is not None:
                self._capture(construct)
        return constructs

    def _capture(self, construct: Construct) -> None:
        """Where a set, filter, macro or call begins and ends in one paragraph, what it holds is text, without runs."""
        first, last = construct.nodes[0], construct.nodes[-1]
        parent, previous = first.getparent(), first.getprevious()
        if construct.keyword not in _CAPTURING or parent is not last.getparent() or parent is None:
            return
        if parent.tag != w("p"):
            return
        held = [first, *first.itersiblings()]
        held = held[: held.index(last) + 1]
        text = "".join(self._as_text(element) for element in held)
        for element in held:
            parent.remove(element)
        if previous is None:
            parent.text = (parent.text or "") + text
        else:
            previous.tail = (previous.tail or "") + text

    def _as_text(self, element: _Element) -> str:
        text = ""
        for child in element.iter():
            if not isinstance(child.tag, str):
                tag = self.planting.of(child)
                text += self.planting.token(tag)
                self.placeholders[tag.number] = Placeholder(tag, "", Position.TEXT)
            elif child.tag == w("t"):
                text += child.text or ""
        return text + (element.tail or "")


def _level_out(standing: list[_Element]) -> bool:
    """Make the nodes of a construct stand equally deep, out of links and the like; whether they do."""
    if len(set(_shapes(standing))) == 1:
        return True
    for node in standing:
        for ancestor in list(node.iterancestors()):
            if local(ancestor) not in _INLINE or next(ancestor.iterancestors(w("p")), None) is None:
                break
            if node is standing[0]:
                ancestor.addprevious(node)
            else:
                ancestor.addnext(node)
    return len(set(_shapes(standing))) == 1


def _shapes(standing: list[_Element]) -> list[tuple[str, ...]]:
    """The names of the elements between each of these nodes and what holds them all."""
    shared = set.intersection(*(set(node.iterancestors()) for node in standing))
    return [tuple(local(ancestor) for ancestor in node.iterancestors() if ancestor not in shared) for node in standing]


def _unbind_controls(root: _Element) -> None:
    """Free content controls with tags from their data, which Word would put in place of the text."""
    for node in nodes(root):
        for control in node.iterancestors(w("sdt")):
            for properties in control.findall(w("sdtPr")):
                for binding in properties.findall(w("dataBinding")):
                    properties.remove(binding)


def _renew_contents(root: _Element) -> None:
    """Let Word make tables of contents anew when it opens the document, as headings and pages may be others."""
    begun: _Element | None = None
    for element in root.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if element.get(w("fldCharType")) == "begin" or element.tag == w("fldSimple"):
            begun = element
        asked = element.get(w("instr")) or element.text or ""
        if begun is not None and asked.split()[:1] == ["TOC"]:
            begun.set(w("dirty"), "true")
