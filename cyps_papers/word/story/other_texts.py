"""What a document says outside its paragraphs: in its properties, its links' addresses, and its charts and drawings.

Alternative texts stand in paragraphs and tables, and are read with these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.vocabulary import Traced
from cyps_papers.word.story import marks
from cyps_papers.word.story.paragraphs import Paragraph, in_pieces
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story

_PROPERTY = re.compile(r"<(?:dc|cp):(?!language)(\w+)>([^<]+)<")
_DRAWN = re.compile(r"<a:p\b[^/>]*>.*?</a:p>|<c:v>[^<]+</c:v>", re.DOTALL)
_OF_ONE_PARAGRAPH = re.compile(r"<(?:a:t|c:v)>([^<]+)</")
_NAMES_ALONE = re.compile(r"<c:(?:numCache|numLit|numRef)>.*?</c:(?:numCache|numLit|numRef)>", re.DOTALL)
_DRAWN_TYPES = ("drawingml.chart+xml", "drawingml.chartshapes+xml", "drawingml.diagramData+xml", "chartex+xml")


@dataclass(frozen=True)
class Marked:
    """What was rendered of a document outside its paragraphs, with marks, and the figures by the marks' numbers: the
    part of its properties, '' where that has no tag, and its links' addresses by what is published of them.
    """

    properties: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    traced: Mapping[int | None, Traced] = field(default_factory=dict)


def other_texts(package: Package, document: str, marked: Marked) -> Iterator[Paragraph]:
    """The texts of a document outside its paragraphs."""
    order = 1000  # after every story
    properties = {(name, marks.without(text)): text for name, text in _PROPERTY.findall(marked.properties)}
    for part in package.of_type(CORE_TYPE):
        for name, text in _PROPERTY.findall(package.parts[part].decode("utf-8", "replace")):
            said = unescape(properties.get((name, text), text))
            yield _said(document, part, "the document's properties", order, said, marked.traced, name)
    for part in sorted(package.parts):
        for relationship in package.relationships(part):
            if relationship.external:
                said = _in_words(marked.addresses.get(relationship.target, relationship.target))
                yield _said(document, part, "the address of a link", order + 1, said, marked.traced)
    for ending in _DRAWN_TYPES:
        for part in package.of_type(ending):
            xml = _NAMES_ALONE.sub("", package.parts[part].decode("utf-8", "replace"))
            for text in dict.fromkeys("".join(_OF_ONE_PARAGRAPH.findall(one)) for one in _DRAWN.findall(xml)):
                yield _said(document, part, "a chart or drawing", order + 2, unescape(text), marked.traced)


def _in_words(address: str) -> str:
    """An address as it reads: 'https://example.org/three-children' says three children."""
    address = unquote(address)
    return address if address.startswith(("mailto:", "tel:")) else re.sub(r"[/_+?=&-]+", " ", address)


def _said(
    document: str, part: str, where: str, order: int, text: str, traced: Mapping[int | None, Traced], detail: str = ""
) -> Paragraph:
    place = DocumentPlace(document, where, detail=detail, part_order=order)
    return Paragraph(place, in_pieces(text, traced), "", 0, Story(part, where, order))
