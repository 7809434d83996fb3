"""A template's tree made ready for its tags: without what must not be published, and with ids that stay unique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyps_papers.word.planting import Bed, Snippet, nodes
from cyps_papers.word.printing import Site, Stands
from cyps_papers.word.structure import REPEATING
from cyps_papers.word.tags import Level, Mark, Reading
from cyps_papers.word.wordml import COMPATIBILITY, DRAWING, WORD_2010, local, w

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


def number_ids(root: _Element, bed: Bed, part: str) -> None:
    """Give pictures ids of their own, and bookmarks inside loops an id and name of their own each time round."""
    depth = 0
    marked_in_loop: set[str] = set()
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            depth += _deeper(bed.of(element).reading)
        elif element.tag == f"{{{DRAWING}}}docPr":
            element.set("id", _token(bed, part, "fresh_id('docPr')"))
        elif element.tag == w("bookmarkStart"):
            _number_bookmark(element, bed, part, marked_in_loop, depth)
        elif element.tag == w("bookmarkEnd"):
            _number_bookmark_end(element, bed, part, marked_in_loop)
    _drop_half_bookmarks(root)


def _deeper(reading: Reading) -> int:
    if reading.keyword in REPEATING:
        return 1
    return -1 if reading.keyword.removeprefix("end") in REPEATING and reading.keyword.startswith("end") else 0


def _number_bookmark(element: _Element, bed: Bed, part: str, marked: set[str], depth: int) -> None:
    identity, name = element.get(w("id"), ""), element.get(w("name"), "")
    if depth:
        marked.add(identity)
        element.set(w("id"), _token(bed, part, f"bookmark_id({identity!r})"))
        element.set(w("name"), _token(bed, part, f"bookmark_name({name!r})"))


def _number_bookmark_end(element: _Element, bed: Bed, part: str, marked: set[str]) -> None:
    identity = element.get(w("id"), "")
    if identity in marked:
        element.set(w("id"), _token(bed, part, f"bookmark_end({identity!r})"))


def _token(bed: Bed, part: str, source: str) -> str:
    return bed.token(Snippet(Reading(Mark.PRINT, Level.TEXT, source), None, Site(Stands.PROPERTY, part)))


def _drop_half_bookmarks(root: _Element) -> None:
    """A bookmark that lost one end in a paragraph whose tag took its place loses the other too."""
    starts = list(root.iter(w("bookmarkStart")))
    ends = list(root.iter(w("bookmarkEnd")))
    if len(starts) != len(ends):
        _drop_without_partner(starts, ends)


def _drop_without_partner(starts: list[_Element], ends: list[_Element]) -> None:
    if any("\ue030" in str(each.get(w("id"))) for each in (*starts, *ends)):
        return
    paired = {each.get(w("id")) for each in starts} & {each.get(w("id")) for each in ends}
    for each in (*starts, *ends):
        if each.get(w("id")) not in paired:
            _remove(each)
