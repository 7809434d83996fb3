"""The contents of a pack: the titles of its documents and their headings, with their pages where these are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, Package, quoted
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import PARAGRAPH_PROPERTIES, WORD, put_in_order, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING = "Contents"
_TITLE = "title"
_ASKS = ' TOC \\h \\z \\t "Title,1,Heading 1,2,Heading 2,3" '
_FLAT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
TAB = "<w:r><w:tab/></w:r>"


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its words, its level (1 for the title of a document), its bookmark, and its page."""

    text: str
    level: int
    bookmark: str
    page: int | None = None


def marked(part: Part, number: int) -> tuple[Package, list[Entry]]:
    """A document with a bookmark at its title and each main heading, and the lines of the contents that these make.

    `number` is its place in the pack, by which `joined` names the bookmarks of all but the first, the report: this
    has the headings one level deeper listed too.
    """
    copy = part.document.copy()
    root = parse(copy.parts[copy.main])
    identity = 1 + max((int(value(each, "id") or 0) for each in root.iter(w("bookmarkStart"))), default=0)
    entries: list[Entry] = []
    for element, level, text in _headings(part.paragraphs(root), 2 if number == 1 else 1):
        name = f"_Toc{number:03}{len(entries) + 1:05}"
        ends = {w("id"): str(identity + len(entries))}
        properties = element.find(w("pPr"))
        begin = element.makeelement(w("bookmarkStart"), {**ends, w("name"): name})
        element.insert(0 if properties is None else 1, begin)
        element.append(element.makeelement(w("bookmarkEnd"), ends))
        if level == 1 and properties is not None:
            outline = element.makeelement(w("outlineLvl"), {w("val"): "0"})
            put_in_order(properties, outline, PARAGRAPH_PROPERTIES)
        entries.append(Entry(text, level, name if number == 1 else f"{name}_{number}"))
    copy.parts[copy.main] = (DECLARATION + serialised(root)).encode()
    return copy, entries


def _headings(paragraphs: Mapping[_Element, Paragraph], deepest: int) -> Iterator[tuple[_Element, int, str]]:
    """A document's title and its headings down to a level, with their levels in the contents."""
    for element, paragraph in paragraphs.items():
        level = 1
        if paragraph.style.lower() != _TITLE:
            level = paragraph.level + 1 if 1 <= paragraph.level <= deepest else 0
        if level and paragraph.text.strip() and not paragraph.place.in_text_box:
            number = f"{paragraph.number.shown} " if paragraph.number and not paragraph.number.is_bullet else ""
            yield element, level, number + " ".join(paragraph.text.split())


def with_contents(document: Package, title: str, entries: Sequence[Entry]) -> Package:
    """A document with the contents of the whole pack before it, on pages of their own that look like its first."""
    return _front(document, title, _linked(entries), with_document=True)


def contents_alone(document: Package, title: str, entries: Sequence[Entry]) -> Package:
    """The same contents as a document by itself, in words: what they lead to is not in it."""
    lines = [(each.level, run_of(each.text) + (TAB + run_of(str(each.page)) if each.page else "")) for each in entries]
    alone = _front(document, title, lines, with_document=False)
    alone.name = "contents.docx"
    return alone


def _linked(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    """The lines of the contents as Word makes them, each leading to its heading; Word can bring them up to date."""
    asks = _ASKS if entries[0].page else f"{_ASKS}\\n "
    lines = []
    for entry in entries:
        number = ""
        if entry.page:
            number = TAB + field_runs(f" PAGEREF {entry.bookmark} \\h ", run_of(str(entry.page)))
        runs = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run_of(entry.text)}{number}</w:hyperlink>'
        lines.append((entry.level, runs))
    begin, end = field_runs(asks, "\0").split("\0")
    lines[0] = (lines[0][0], begin + lines[0][1])
    lines[-1] = (lines[-1][0], lines[-1][1] + end)
    return lines


def _front(document: Package, title: str, lines: Sequence[tuple[int, str]], with_document: bool) -> Package:
    copy = document.copy()
    numbering = Numbering.of(copy)
    styles = {style.name.lower(): identity for identity, style in numbering.styles.items()}
    root = parse(copy.parts[copy.main])
    body = next(root.iter(w("body")))
    section = deepcopy(next(root.iter(w("sectPr"))))
    text = _paragraph(styles.get(_TITLE, ""), run_of(title)) + _paragraph(styles.get("heading 1", ""), run_of(HEADING))
    for level, runs in lines:
        text += _paragraph(styles.get(f"toc {level}", ""), runs, line_layout(section, level))
    blocks = list(parse(f'<w:body xmlns:w="{WORD}">{text}</w:body>'.encode()))
    if with_document:
        # a paragraph of its own: LibreOffice loses the fields of a footer where a section ends inside a field
        blocks += parse(f'<w:body xmlns:w="{WORD}">{_paragraph("", "", _FLAT)}</w:body>'.encode())
        put_in_order(blocks[-1][0], section, PARAGRAPH_PROPERTIES)
    else:
        for child in list(body):
            body.remove(child)
        blocks.append(section)
    for nth, block in enumerate(blocks):
        body.insert(nth, block)
    copy.parts[copy.main] = (DECLARATION + serialised(root)).encode()
    return copy


def line_layout(section: _Element, level: int) -> str:
    """The properties of a line of contents of this level: dots to its page, at the right margin of a section."""
    sides = [int(value(section.find(w("pgMar")), side) or 1440) for side in ("left", "right")]
    width = int(value(section.find(w("pgSz")), "w") or 11906) - sum(sides)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    spacing = f'<w:spacing w:before="{120 if level == 1 else 0}" w:after="40"/>'
    return f'{tabs}{spacing}<w:ind w:left="{284 * (level - 1)}"/><w:jc w:val="left"/>'


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    named = f"<w:pStyle w:val={quoted(style)}/>" if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def run_of(text: str) -> str:
    """A run with this text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_runs(asks: str, shown: str) -> str:
    """The runs of a field: what it asks for, and the runs that it shows."""
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(asks, quote=False)}</w:instrText></w:r>'
    return begin + instruction + between + shown + end
