"""A template's tree made ready for its tags: without what must not be published, and with ids that stay unique."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyps_papers.word.parts.wordml import COMPATIBILITY, DRAWING, WORD_2010, local, w
from cyps_papers.word.rendering.printing import FIRST_BOOKMARK
from cyps_papers.word.templates.planting import Bed, Snippet, nodes
from cyps_papers.word.templates.sites import Site, Stands
from cyps_papers.word.templates.structure import REPEATING, opens
from cyps_papers.word.templates.tags import Level, Mark, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(
    w(name)
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr"),
        *("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        *("numberingChange", "tblPrExChange", "cellIns", "cellDel", "cellMerge", "lastRenderedPageBreak"),
    )
)
_UNWRAPPED = frozenset((w("ins"), w("moveTo")))
_PARAGRAPH_IDS = (f"{{{WORD_2010}}}paraId", f"{{{WORD_2010}}}textId")
_HOLDS_TEXT = frozenset(("t", "instrText", "delText"))


def clean(root: _Element) -> None:
    """Take out comments' anchors, tracked changes (accepted), spelling marks, and the text boxes' second copies."""
    for element in list(root.iter()):
        for name in _PARAGRAPH_IDS:
            if name in element.attrib:
                del element.attrib[name]
        _drop_blank(element)
        if element.tag in _LEFT_OUT or _is_second_copy(element) or _is_last_place(element):
            _remove(element)
        elif element.tag in _UNWRAPPED:
            _unwrap(element)


def _drop_blank(element: _Element) -> None:
    if local(element) not in _HOLDS_TEXT and len(element) and not (element.text or "").strip():
        element.text = None
    if not (element.tail or "").strip():
        element.tail = None


def _is_second_copy(element: _Element) -> bool:
    # Word 2010 and LibreOffice read the first copy of a text box; the second is for Word 2007.
    is_fallback = element.tag == f"{{{COMPATIBILITY}}}Fallback"
    return is_fallback and next(element.iter(w("txbxContent")), None) is not None


def _is_last_place(element: _Element) -> bool:
    return element.tag == w("bookmarkStart") and element.get(w("name")) == "_GoBack"


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        run = parent if parent.tag == w("r") else None
        parent.remove(element)
        if run is not None and all(local(child) == "rPr" for child in run):
            _remove(run)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag in (w("rPr"), w("trPr")):
        parent.remove(element)
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def unbind_controls(root: _Element, bed: Bed) -> None:
    """Free content controls with tags from their data, which Word would put in place of the text."""
    for node in nodes(root):
        for control in node.iterancestors(w("sdt")):
            for properties in control.findall(w("sdtPr")):
                for binding in properties.findall(w("dataBinding")):
                    properties.remove(binding)


def renew_contents(root: _Element) -> None:
    """Let Word make tables of contents anew when it opens the document, as headings and pages may be others."""
    begun: _Element | None = None
    for element in root.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if element.get(w("fldCharType")) == "begin" or element.tag == w("fldSimple"):
            begun = element
        asked = element.get(w("instr")) or element.text or ""
        if begun is not None and asked.split()[:1] == ["TOC"]:
            begun.set(w("dirty"), "true")


@dataclass
class Ids:
    """The ids and names of a template's bookmarks, over all its stories: no two come out the same."""

    bed: Bed
    taken: set[str] = field(default_factory=set)
    again: int = 0

    def number(self, root: _Element, part: str) -> None:
        """Give pictures ids of their own, and bookmarks inside loops an id and name of their own each time round."""
        depth = 0
        ends: dict[str, str] = {}
        for element in list(root.iter()):
            if not isinstance(element.tag, str):
                depth += _deeper(self.bed.of(element).reading)
            elif element.tag == f"{{{DRAWING}}}docPr":
                element.set("id", self._token(part, "fresh_id('docPr')"))
            elif element.tag == w("bookmarkStart"):
                self._start(element, part, ends, depth)
            elif element.tag == w("bookmarkEnd") and element.get(w("id")) in ends:
                element.set(w("id"), ends[str(element.get(w("id")))])

    def _start(self, element: _Element, part: str, ends: dict[str, str], depth: int) -> None:
        identity, name = str(element.get(w("id"))), str(element.get(w("name")))
        ends.pop(identity, None)
        if depth:
            element.set(w("id"), self._token(part, f"bookmark_id({identity!r})"))
            element.set(w("name"), self._token(part, f"bookmark_name({name!r})"))
            ends[identity] = self._token(part, f"bookmark_end({identity!r})")
        elif f"id {identity}" in self.taken or f"name {name}" in self.taken:
            self.again += 1
            ends[identity] = str(FIRST_BOOKMARK - self.again)
            element.set(w("id"), ends[identity])
            element.set(w("name"), f"{name[:34]}_{self.again}")
        self.taken |= {f"id {identity}", f"name {name}"}

    def _token(self, part: str, source: str) -> str:
        reading = Reading(Mark.PRINT, Level.TEXT, source)
        return self.bed.token(Snippet(reading, None, Site(Stands.PROPERTY, part)))


def _deeper(reading: Reading) -> int:
    if reading.keyword in REPEATING:
        return 1
    return -1 if reading.keyword.startswith("end") and reading.keyword[3:] in REPEATING else 0


def drop_half_bookmarks(root: _Element, bed: Bed) -> None:
    """Drop the bookmarks that lost an end in a paragraph whose tag took its place, and those of which a loop or a
    condition would print one end without the other."""
    starts, ends = _branches(root, bed, "bookmarkStart"), _branches(root, bed, "bookmarkEnd")
    paired = set(starts.values()) & set(ends.values())
    for element, identity in (*starts.items(), *ends.items()):
        if identity not in paired:
            _remove(element)


def _branches(root: _Element, bed: Bed, name: str) -> dict[_Element, tuple[str, int]]:
    """The elements of a name, each with its id and the branch of a loop or condition that it stands in."""
    found: dict[_Element, tuple[str, int]] = {}
    around = [0]
    for number, element in enumerate(root.iter(), 1):
        if isinstance(element.tag, str):
            if element.tag == w(name):
                found[element] = str(element.get(w("id"))), around[-1]
            continue
        reading = bed.of(element).reading
        if reading.keyword in ("else", "elif"):
            around[-1] = number
        elif opens(reading):
            around.append(number)
        elif reading.keyword.startswith("end") and len(around) > 1:
            around.pop()
    return found
