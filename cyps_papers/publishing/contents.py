"""The contents of a pack: the titles of its documents and their headings, with their pages where these are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package, quoted
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import PARAGRAPH_PROPERTIES, WORD, put_in_order, value, w, whole
from cyps_papers.word.story.marks import clean
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING = "Contents"
_TITLE = "title"
_ASKS = ' TOC \\h \\z \\t "Title,1,Heading 1,2,Heading 2,3" '
_FLAT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_TAB = "<w:r><w:tab/></w:r>"


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
    identity = 1 + max((whole(value(start, "id")) for start in root.iter(w("bookmarkStart"))), default=0)
    entries: list[Entry] = []
    for element, paragraph in part.paragraphs(root).items():
        level = 1
        if paragraph.style.lower() != _TITLE:
            level = paragraph.level + 1 if 1 <= paragraph.level <= (2 if number == 1 else 1) else 0
        if not level or not is_listed(paragraph):
            continue
        name = f"_Toc{number:03}{len(entries) + 1:05}"
        bookmark(element, name, identity + len(entries))
        properties = element.find(w("pPr"))
        if level == 1 and properties is not None:
            outline = element.makeelement(w("outlineLvl"), {w("val"): "0"})
            put_in_order(properties, outline, PARAGRAPH_PROPERTIES)
        entries.append(Entry(listed(paragraph), level, name if number == 1 else f"{name}_{number}"))
    copy.parts[copy.main] = written(root)
    return copy, entries


def is_listed(paragraph: Paragraph) -> bool:
    """Whether a heading can stand in contents: it says something, and outside the boxes beside the text."""
    return bool(paragraph.text.strip()) and not paragraph.place.in_text_box


def listed(paragraph: Paragraph) -> str:
    """A heading as it stands in contents: with its number, in one line."""
    number = f"{paragraph.number.shown} " if paragraph.number and not paragraph.number.is_bullet else ""
    return number + " ".join(clean(paragraph.text).split())


def bookmark(heading: _Element, name: str, identity: int) -> None:
    """Put a bookmark around the words of a heading."""
    ends = {w("id"): str(identity)}
    begins = heading.makeelement(w("bookmarkStart"), {**ends, w("name"): name})
    heading.insert(len(heading.findall(w("pPr"))), begins)
    heading.append(heading.makeelement(w("bookmarkEnd"), ends))


def with_contents(document: Package, title: str, entries: Sequence[Entry]) -> Package:
    """A document with the contents of the whole pack before it, on pages of their own that look like its first."""
    return _front(document, title, entries, _ASKS if entries[0].page else f"{_ASKS}\\n ")


def contents_alone(document: Package, title: str, entries: Sequence[Entry]) -> Package:
    """The same contents as a document by itself, in words: what they lead to is not in it."""
    return _front(document, title, entries, "")


def _front(document: Package, title: str, entries: Sequence[Entry], asks: str) -> Package:
    """The contents in a field that asks so, before the document; in words, and alone, where none does."""
    copy = document.copy()
    styles = styles_by_name(Numbering.of(copy))
    root = parse(copy.parts[copy.main])
    body = next(root.iter(w("body")))
    section = deepcopy(next(root.iter(w("sectPr"))))
    blocks = [block(styles.get(_TITLE, ""), run_of(title)), block(styles.get("heading 1", ""), run_of(HEADING))]
    blocks += lines(entries, asks, styles, section)
    if asks:
        # a paragraph of its own: LibreOffice loses the fields of a footer where a section ends inside a field
        blocks.append(block("", "", _FLAT))
        put_in_order(blocks[-1][0], section, PARAGRAPH_PROPERTIES)
    else:
        body[:] = [section]
    body[:0] = blocks
    copy.parts[copy.main] = written(root)
    return copy


def styles_by_name(numbering: Numbering) -> dict[str, str]:
    """The ids of a document's styles by their names, which are the same in every language of Word."""
    return {style.name.lower(): identity for identity, style in numbering.styles.items()}


def lines(entries: Sequence[Entry], asks: str, styles: Mapping[str, str], section: _Element) -> list[_Element]:
    """Lines of contents as Word makes them, with dots to their page at the right margin of a section.

    They stand in the field that asks for them, which Word can bring up to date; in words where none does.
    """
    sides = [whole(value(section.find(w("pgMar")), side)) or 1440 for side in ("left", "right")]
    width = (whole(value(section.find(w("pgSz")), "w")) or 11906) - sum(sides)
    begin, end = field_runs(asks, "\0").split("\0")
    blocks = []
    for entry in entries:
        runs = run_of(entry.text) + page_of(entry, bool(asks))
        if asks:
            runs = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{runs}</w:hyperlink>'
        if asks and entry is entries[0]:
            runs = begin + runs
        if asks and entry is entries[-1]:
            runs += end
        layout = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        style = styles.get(f"toc {entry.level}", "")
        if not style:
            layout += f'<w:spacing w:before="{120 if entry.level == 1 else 0}" w:after="40"/>'
            layout += f'<w:ind w:left="{284 * (entry.level - 1)}"/><w:jc w:val="left"/>'
        blocks.append(block(style, runs, layout))
    return blocks


def page_of(entry: Entry, is_field: bool = True) -> str:
    """The runs at the end of a line of contents, where its page is known; Word can bring that of a field up to date."""
    if not entry.page:
        return ""
    page = run_of(str(entry.page))
    return _TAB + (field_runs(f" PAGEREF {entry.bookmark} \\h ", page) if is_field else page)


def block(style: str, runs: str, properties: str = "") -> _Element:
    """A paragraph of this style, if it is given, with these runs."""
    named = f"<w:pStyle w:val={quoted(style)}/>" if style else ""
    return parse(f'<w:p xmlns:w="{WORD}"><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>'.encode())


def run_of(text: str) -> str:
    """A run with this text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_runs(asks: str, shown: str) -> str:
    """The runs of a field: what it asks for, and the runs that it shows."""
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(asks, quote=False)}</w:instrText></w:r>'
    return begin + instruction + between + shown + end
