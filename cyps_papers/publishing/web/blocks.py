"""A document's paragraphs, lists, tables, pictures and notes in the elements that the web has for them."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from html import escape
from itertools import count, groupby
from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package, Relationship
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.charts import chart
from cyps_papers.publishing.web.workings import Pieces, Workings
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import RELATIONSHIP, alternative_text, is_on, is_second_copy, local, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import CHARACTERS, Paragraph, Walk, of_tree
from cyps_papers.word.story.stories import stories

if TYPE_CHECKING:
    from lxml.etree import _Element

_THROUGH = frozenset("sdt sdtContent ins moveTo smartTag customXml fldSimple AlternateContent Choice".split())
"""What stands around runs and blocks and means nothing on the web."""
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "<br>", "cr": "<br>", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SHOWN_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
_MOST_HEADING = 6


class _Block(Enum):
    """What a block belongs to together with its neighbours."""

    PARAGRAPH, CAPTION, TABLE, BULLETS, LETTERS = range(5)


@dataclass(frozen=True)
class Heading:
    """A heading of the page: its level, its id and its words."""

    level: int
    identity: str
    text: str


@dataclass
class Page:
    """One document as part of the page: `identity` begins its ids, and `tables` counts the tables of the whole page.

    `changes` says how many figures of what changed since the last report stand below each heading that has any.
    """

    part: Part
    identity: str
    title_level: int
    workings: Workings
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    headings: list[Heading] = field(default_factory=list)
    changes: Counter[Heading] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def body(self) -> str:
        """What stands in the document, its notes at the end."""
        root = parse(self.package.parts[self.package.main])
        text = _Text(self, self.package.main, self.part.paragraphs(root)).blocks(next(root.iter(w("body"))))
        items = "".join(
            f'<li id="{self.identity}-note-{number}">{note}</li>' for number, note in enumerate(self.notes, 1)
        )
        return text + (f"<h{self.title_level + 1}>Notes</h{self.title_level + 1}><ol>{items}</ol>" if items else "")

    @property
    def package(self) -> Package:
        return self.part.document

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering.of(self.package)

    @cached_property
    def noted(self) -> dict[tuple[str, str], str]:
        """The footnotes and endnotes, by kind and id."""
        found: dict[tuple[str, str], str] = {}
        for story in (story for story in stories(self.package) if story.is_notes):
            root = parse(self.package.parts[story.part])
            text = _Text(self, story.part, of_tree(Walk(self.package.name, story, self.numbering), root))
            for note in root.iter(w(story.name)):
                found[story.name, value(note, "id")] = text.inside(note)
        return found


@dataclass
class _Text:
    """The text of one part on its way to the page; `figures` are the pictures of the paragraph at hand."""

    page: Page
    part: str
    paragraphs: dict[_Element, Paragraph]
    figures: list[str] = field(default_factory=list)

    @cached_property
    def related(self) -> dict[str, Relationship]:
        return {relationship.id: relationship for relationship in self.page.package.relationships(self.part)}

    def blocks(self, holder: _Element) -> str:
        """What stands in a body, a cell or a text box."""
        text, caption = "", ""
        for kind, group in groupby(_children(holder), self._kind):
            elements = list(group)
            if kind is _Block.CAPTION:
                caption = "".join(map(self._inline, elements))
                continue
            if kind is _Block.TABLE:
                text += self._table(elements[0], caption) + "".join(
                    self._table(element, "") for element in elements[1:]
                )
                caption = ""
                continue
            if caption:
                text, caption = f'{text}<p class="caption"><strong>{caption}</strong></p>', ""
            if kind is _Block.BULLETS:
                text += self._bullets(elements)
            elif kind is _Block.LETTERS:
                items = "".join(f"<li>{self._numbered(element)}</li>" for element in elements)
                text += f'<ol class="labelled">{items}</ol>'
            else:
                text += "".join(map(self._paragraph, elements))
        return text + (f"<p>{caption}</p>" if caption else "")

    def inside(self, holder: _Element) -> str:
        """What stands in a small place: one paragraph without its own tags."""
        text = self.blocks(holder)
        alone = text.removeprefix("<p>").removesuffix("</p>")
        return alone if text.count("<p") == 1 and text == f"<p>{alone}</p>" else text

    def _kind(self, element: _Element) -> _Block:
        if element.tag == w("tbl"):
            return _Block.TABLE
        paragraph = self.paragraphs.get(element)
        if paragraph is None or paragraph.level:
            return _Block.PARAGRAPH
        if paragraph.style.lower() == "caption":
            return _Block.CAPTION
        if paragraph.number is None or not paragraph.text.strip():
            return _Block.PARAGRAPH
        if paragraph.number.is_bullet:
            return _Block.BULLETS
        return _Block.LETTERS if paragraph.number.is_letter else _Block.PARAGRAPH

    def _paragraph(self, element: _Element) -> str:
        paragraph = self.paragraphs.get(element)
        text = self._inline(element)
        figures, self.figures = "".join(self.figures), []
        if paragraph is None or not text.strip():
            return figures
        level = self.page.title_level if paragraph.style.lower() == "title" else 0
        if paragraph.level:
            level = min(self.page.title_level + paragraph.level, _MOST_HEADING)
        if level:
            number = f"{paragraph.number.shown} " if paragraph.number and not paragraph.number.is_bullet else ""
            identity = f"{self.page.identity}-{len(self.page.headings) + 1}"
            words = number + " ".join(paragraph.text.split())
            self.page.headings.append(Heading(level, identity, words))
            return f'<h{level} id="{identity}">{escape(number)}{text}</h{level}>{figures}'
        if paragraph.number:
            return self._numbered(element, text) + figures
        return f"<p>{text}</p>{figures}"

    def _numbered(self, element: _Element, text: str = "") -> str:
        number = self.paragraphs[element].number
        shown = escape(number.shown) if number else ""
        return f'<p class="numbered"><span>{shown}</span> <span>{text or self._inline(element)}</span></p>'

    def _bullets(self, elements: Sequence[_Element], level: int = 0) -> str:
        """Bullets, those of a deeper level inside the one before them."""
        items: list[str] = []
        for deeper, group in groupby(elements, lambda element: self._level(element) > level):
            if deeper and items:
                items[-1] += self._bullets(list(group), level + 1)
            else:
                items += [self._inline(element) for element in group]
        figures, self.figures = "".join(self.figures), []
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>{figures}"

    def _level(self, element: _Element) -> int:
        number = self.paragraphs[element].number
        return number.level if number else 0

    def _inline(self, element: _Element) -> str:
        """What stands in a paragraph, each figure in a button that opens how it was worked out."""
        paragraph = self.paragraphs.get(element)
        if paragraph is None:
            return self._within(element, Pieces(()))
        changes = sum(traced is not None and traced.origin.is_since_last for _, traced in paragraph.pieces)
        if changes and self.page.headings:
            self.page.changes[self.page.headings[-1]] += changes
        return self._within(element, Pieces(paragraph.pieces))

    def _within(self, holder: _Element, pieces: Pieces, is_link: bool = False) -> str:
        text = ""
        for child in holder:
            name = local(child)
            if name == "r":
                text += self._run(child, pieces, is_link)
            elif name == "hyperlink":
                related = self.related.get(child.get(f"{{{RELATIONSHIP}}}id", ""))
                inner = self._within(child, pieces, related is not None)
                text += f'<a href="{escape(related.target)}">{inner}</a>' if related else inner
            elif name in _THROUGH:
                text += self._within(child, pieces, is_link)
            elif name in ("oMath", "oMathPara"):
                text += escape("".join(element.text or "" for element in child.iter("{*}t")))
        return text

    def _run(self, run: _Element, pieces: Pieces, is_link: bool) -> str:
        text = ""
        for child in run:
            name = local(child)
            if name == "t":
                for words, traced in pieces.cut(child.text or ""):
                    shown = escape(words, quote=False)
                    text += shown if traced is None or is_link else self.page.workings.button(shown, traced)
            elif name in _CHARACTERS:
                pieces.skip(CHARACTERS.get(f"w:{name}", ""))
                text += _CHARACTERS[name]
            elif name == "sym":
                text += "•"
            elif name in ("footnoteReference", "endnoteReference"):
                text += self._note(name.removesuffix("Reference"), value(child, "id"))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._draw(child)
        for tag in self._looks(run) if text.strip() else ():
            text = f"<{tag}>{text}</{tag}>"
        return text

    def _looks(self, run: _Element) -> Iterator[str]:
        properties = run.find(w("rPr"))
        if properties is None:
            return
        style = self.page.numbering.style(value(properties.find(w("rStyle")))).name.lower()
        for name, named, tag in (("b", "strong", "strong"), ("i", "emphasis", "em")):
            found = properties.find(w(name))
            if style == named or is_on(found):
                yield tag
        raised = {"superscript": "sup", "subscript": "sub"}.get(value(properties.find(w("vertAlign"))))
        if raised:
            yield raised

    def _note(self, kind: str, identity: str) -> str:
        self.page.notes.append(self.page.noted.get((kind, identity), ""))
        number = len(self.page.notes)
        return f'<sup><a href="#{self.page.identity}-note-{number}">{number}</a></sup>'

    def _draw(self, drawing: _Element) -> None:
        """Put a chart, a picture or a text box behind the paragraph at hand."""
        for element in list(drawing.iter("{*}chart", "{*}blip", "{*}imagedata", w("txbxContent"))):
            if is_second_copy(element):
                continue
            if element.tag == w("txbxContent"):
                outer, self.figures = self.figures, []
                self.figures = [*outer, f"<aside>{self.blocks(element)}</aside>"]
                continue
            names = (f"{{{RELATIONSHIP}}}{name}" for name in ("id", "embed"))
            related = next(
                (self.related[element.get(name, "")] for name in names if element.get(name) in self.related), None
            )
            description = alternative_text(drawing) or ""
            if related is None or related.external or related.target not in self.page.package.parts:
                continue
            if local(element) == "chart":
                self.figures.append(chart(self.page.package.parts[related.target], description))
            elif (type_ := self.page.package.type_of(related.target)) in _SHOWN_PICTURES:
                data = base64.b64encode(self.page.package.parts[related.target]).decode()
                self.figures.append(f'<img src="data:{type_};base64,{data}" alt="{escape(description)}">')
            else:
                self.figures.append(f"<p>{escape(description)}</p>")

    def _table(self, table: _Element, caption: str) -> str:
        properties = table.find(w("tblPr"))
        named = value(properties.find(w("tblCaption"))) if properties is not None else ""
        look = properties.find(w("tblLook")) if properties is not None else None
        heads_rows = look is not None and value(look, "firstColumn") == "1"
        rows = list(_children(table, "tr"))
        head = 0
        while head < len(rows) and rows[head].find(f"{w('trPr')}/{w('tblHeader')}") is not None:
            head += 1
        written = [self._row(row, rows[nth + 1 :], nth < head, heads_rows) for nth, row in enumerate(rows)]
        said = f"<caption>{caption or escape(named)}</caption>" if caption or named else ""
        label = f"Table {next(self.page.tables)}{f': {escape(named)}' if named else ''}"
        parts = f"<thead>{''.join(written[:head])}</thead>" if head else ""
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
            f"<table>{said}{parts}<tbody>{''.join(written[head:])}</tbody></table></div>"
        )

    def _row(self, row: _Element, below: Sequence[_Element], is_head: bool, heads_rows: bool) -> str:
        text, column = "", 0
        for nth, cell in enumerate(_children(row, "tc")):
            width = int(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1)
            merged = _merged(cell)
            if merged != "continue":
                down = 1
                if merged == "restart":
                    for element in below:
                        if _merged(_at(element, column)) != "continue":
                            break
                        down += 1
                text += self._cell(cell, width, down, "col" if is_head else "row" * (heads_rows and nth == 0))
            column += width
        return f"<tr>{text}</tr>"

    def _cell(self, cell: _Element, width: int, down: int, scope: str) -> str:
        attributes = f' colspan="{width}"' if width > 1 else ""
        attributes += f' rowspan="{down}"' if down > 1 else ""
        fill = value(cell.find(f"{w('tcPr')}/{w('shd')}"), "fill")
        if fill and fill not in ("auto", "FFFFFF") and not scope:
            attributes += f' data-fill style="--fill:#{escape(fill)}"'
        if scope:
            return f'<th scope="{scope}"{attributes}>{self.inside(cell)}</th>'
        return f"<td{attributes}>{self.inside(cell)}</td>"


def _children(holder: _Element, *names: str) -> Iterator[_Element]:
    """The blocks of a body or cell, or the rows and cells of a table, whatever stands around them."""
    for child in holder:
        name = local(child)
        if name in (names or ("p", "tbl")):
            yield child
        elif name in _THROUGH:
            yield from _children(child, *names)


def _merged(cell: _Element | None) -> str:
    """What a cell is to the one above it: 'restart' for the first of those that are one, 'continue' for the others."""
    found = cell.find(f"{w('tcPr')}/{w('vMerge')}") if cell is not None else None
    return "" if found is None else value(found) or "continue"


def _at(row: _Element, column: int) -> _Element | None:
    """The cell of a row that stands in a column."""
    at = 0
    for cell in _children(row, "tc"):
        if at >= column:
            return cell
        at += int(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1)
    return None
