"""A template's tree without what must not be published: comments, tracked changes, second copies of text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from cyps_papers.problems import Place
from cyps_papers.word.parts.wordml import COMPATIBILITY, WORD_2010, local, value, w
from cyps_papers.word.story.paragraphs import Paragraph

TRACKED = frozenset(
    (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
)
_ACCEPTED = frozenset((w("ins"), w("moveTo")))
_LEFT_OUT = frozenset(
    w(name)
    for name in (
        *(TRACKED - {"ins", "moveTo"}),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("tblPrExChange", "lastRenderedPageBreak"),
    )
)
_PARAGRAPH_IDS = (f"{{{WORD_2010}}}paraId", f"{{{WORD_2010}}}textId")
_HOLDS_TEXT = frozenset(("t", "instrText", "delText"))


def left_in(root: _Element, paragraphs: Mapping[_Element, Paragraph]) -> Iterator[tuple[str, str, Place]]:
    """The tracked changes and references to comments in a story: each one's name and id, and its place: in its
    paragraph, or else in the first of its row, or the last of the story.
    """
    last = next(reversed(list(paragraphs.values())), None)
    for element in root.iter(*map(w, TRACKED), w("commentReference")):
        for ancestor in element.iterancestors():
            row = ancestor.iter(w("p")) if ancestor.tag == w("tr") else iter((ancestor,))
            here = next((paragraphs[inner] for inner in row if inner in paragraphs), None)
            if here or ancestor.tag in (w("p"), w("tr")):  # not in a paragraph of a text box's second copy
                break
        else:
            here = last
        if here:
            yield local(element), value(element, "id"), here.place


def clean(root: _Element) -> None:
    """Take out comments' anchors, tracked changes (accepted), spelling marks, and the text boxes' second copies."""
    for element in list(root.iter()):
        for name in _PARAGRAPH_IDS:
            if name in element.attrib:
                del element.attrib[name]
        if local(element) not in _HOLDS_TEXT and len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
        # Word 2010 and LibreOffice read the first copy of a text box; the second is for Word 2007.
        is_fallback = element.tag == f"{{{COMPATIBILITY}}}Fallback"
        is_second_copy = is_fallback and next(element.iter(w("txbxContent")), None) is not None
        is_last_place = element.tag == w("bookmarkStart") and element.get(w("name")) == "_GoBack"
        parent = element.getparent()
        if element.tag == w("del") and parent is not None and parent.tag == w("trPr"):
            remove(next(element.iterancestors(w("tr"))))  # the row itself is struck out
        elif element.tag in _LEFT_OUT or is_second_copy or is_last_place:
            remove(element)
        elif element.tag in _ACCEPTED:
            _unwrap(element)


def remove(element: _Element) -> None:
    """Take out an element, and its run where nothing but properties is left in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if parent.tag == w("r") and all(local(child) == "rPr" for child in parent):
            remove(parent)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag not in (w("rPr"), w("trPr")):
        for child in list(element):
            element.addprevious(child)
    parent.remove(element)
