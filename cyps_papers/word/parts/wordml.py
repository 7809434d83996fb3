"""The names of WordprocessingML that this room uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from lxml.etree import _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORD_TYPE + "document.main+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

CELL_PROPERTIES = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
).split()
RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
).split()
PARAGRAPH_PROPERTIES = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr"
).split()
SECTION_PROPERTIES = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
).split()
"""The children of w:tcPr, w:rPr, w:pPr and w:sectPr in the order that the schema asks for."""


@cache
def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it: w('p')."""
    return f"{{{WORD}}}{name}"


def value(element: _Element | None, name: str = "val") -> str:
    """The attribute w:val (or another) of an element, '' where either is missing."""
    return element.get(w(name), "") if element is not None else ""


def is_on(element: _Element | None) -> bool:
    """Whether a property that is on or off is there and on: w:b, w:tblHeader."""
    return element is not None and value(element) not in ("0", "false", "off")


def whole(text: str, otherwise: int = 0) -> int:
    """The number that an attribute's text is, the other one where it is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


def based_on(identity: str, styles: Mapping[str, _Element]) -> Iterator[_Element]:
    """The style of this id and those that it is based on, the nearest first; these are a document's by their ids."""
    seen: set[str] = set()
    while identity in styles and identity not in seen:
        seen.add(identity)
        yield styles[identity]
        identity = value(styles[identity].find(w("basedOn")))


def put_in_order(properties: _Element, child: _Element, order: list[str]) -> None:
    """Put a property where the schema has it, in place of one of the same name."""
    for old in properties.findall(child.tag):
        properties.remove(old)
    rank = order.index(local(child))
    before = [position for position, other in enumerate(properties, 1) if local(other) in order[:rank]]
    properties.insert(max(before, default=0), child)


def is_second_copy(element: _Element) -> bool:
    """Whether it stands in the copy of a drawing that Word 2007 shows in place of the first."""
    return next(element.iterancestors(f"{{{COMPATIBILITY}}}Fallback"), None) is not None


def alternative_text(drawing: _Element) -> str | None:
    """What a drawing says to those who cannot see it, as Word writes it or older ones did (VML); None if it cannot."""
    described = next(drawing.iter("{*}docPr", "{*}shape"), None)
    if described is None:
        return None
    return (described.get("descr") or described.get("alt") or "").strip()


def local(element: _Element) -> str:
    """An element's name without its namespace; '' for what is not an element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
