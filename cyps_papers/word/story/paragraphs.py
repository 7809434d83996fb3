"""A story read paragraph by paragraph: each with its place, and its text as typed or as printed from a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.package import Package
from cyps_papers.vocabulary import Traced
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import COMPATIBILITY, WORD, whole
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import LEVELS, ListCounter, ListNumber, Numbering
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories

Piece = tuple[str, Traced | None]


class Printed(NamedTuple):
    """A figure as it was printed in a document: the figure, its text there, and its place.

    `number` is its mark's, and `paragraph` the ordinal of the paragraph in its story, the outermost round a text box.
    """

    traced: Traced
    text: str
    place: DocumentPlace
    number: int
    story: Story
    paragraph: int


class Paragraph(NamedTuple):
    """A paragraph of a document: its place, its text in pieces (each with the figure it was printed from, or None),
    its style's name, and its heading level (1 to 9; 0 for text).

    `template` is the place of the template's paragraph that it comes from, `literal` the braces in it that the
    template means as such ({% raw %}, {_{), and `highlighted` what was typed in it and is highlighted.
    """

    place: DocumentPlace
    pieces: tuple[Piece, ...]
    style: str
    level: int
    story: Story
    number: ListNumber | None = None
    printed: tuple[Printed, ...] = ()
    template: DocumentPlace | None = None
    literal: tuple[str, ...] = ()
    highlighted: str = ""

    @property
    def text(self) -> str:
        """Its text, figures included, without its automatic number."""
        return "".join(text for text, _ in self.pieces)


@dataclass
class _Table:
    """A table while it is being read, and where in it the walk is."""

    number: int
    row: int = 0
    column: int = 0
    width: int = 1
    nth: int = 0


_NO_TABLE = _Table(0)


@dataclass(slots=True)
class _Open:
    """A paragraph while it is being read; its properties by the names of their elements ('w:pStyle')."""

    ordinal: int
    template: DocumentPlace | None
    properties: dict[str, str] = field(default_factory=dict)
    pieces: list[tuple[str, int | None]] = field(default_factory=list)
    attributes: tuple[tuple[str, int], ...] = ()
    literal: tuple[str, ...] = ()
    highlighted: str = ""


class _Form(NamedTuple):
    """What a paragraph's properties make of it: its style's name, its heading level, its list and the level in that."""

    style: str
    level: int
    list_id: str
    list_level: int


_STRUCTURE = frozenset(
    "w:p w:r w:t w:tbl w:tblCaption w:tblDescription w:tr w:tc w:gridSpan w:txbxContent w:footnote w:endnote".split()
)
_PROPERTIES = frozenset(("w:pStyle", "w:numId", "w:ilvl", "w:outlineLvl"))
_HIGHLIGHT = "w:highlight"
CHARACTERS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:noBreakHyphen": "\u2011"}
"""The elements that stand for a character."""
_SAYING = frozenset(("descr", "title", "alt", "w:tooltip", "o:title"))
"""The attributes that hold alternative texts and what is shown when the pointer rests on something."""
_MAY_BE_SKIPPED = frozenset(("mc:Fallback", "w:footnote", "w:endnote"))


@dataclass
class Walk:
    """One walk through a story: told of elements and text in their order, it makes the paragraphs.

    Names are with their prefix ('w:p'). `traced` are the figures by the numbers of their marks, `templates` the places
    of the template's paragraphs, and `asides` the alternative texts that it came past.
    """

    document: str
    story: Story
    numbering: Numbering
    traced: Mapping[int | None, Traced] = field(default_factory=dict)
    templates: Sequence[DocumentPlace] = ()
    made: list[Paragraph] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)
    counter: ListCounter = field(init=False)
    heading: str = ""
    number: str = ""
    item: str = ""
    bullets: int = 0
    nth: int = 0
    ordinal: int = 0
    tables: int = 0
    note: int = 0
    skipped: int = 0
    skipping: str = ""
    mark: int | None = None
    template: DocumentPlace | None = None
    open: list[_Open] = field(default_factory=list)
    inside: list[_Table | None] = field(default_factory=list)
    in_text: bool = False
    is_highlighted: bool = False
    reads_attributes: bool = False
    forms: dict[tuple[tuple[str, str], ...], _Form] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counter = ListCounter(self.numbering)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self.skipped:
            self.skipped += name == self.skipping
        elif name in _MAY_BE_SKIPPED and (name == "mc:Fallback" or attributes.get("w:type", "normal") != "normal"):
            self.skipped, self.skipping = 1, name  # second copies of text boxes, and the lines above footnotes
        elif name in _STRUCTURE:
            self._structure(name, attributes)
        elif not self.open:
            return
        elif name in CHARACTERS:
            if "w:pos" not in attributes:  # a tab stop has the same name as a tab, and a position
                self.open[-1].pieces.append((CHARACTERS[name], self.mark))
        elif name == _HIGHLIGHT:
            self.is_highlighted = attributes.get("w:val") != "none"
        elif name in _PROPERTIES:
            self.open[-1].properties[name] = attributes.get("w:val", "")
        else:
            self._attributes(attributes)

    def _attributes(self, attributes: Mapping[str, str]) -> None:
        """Take what attributes say, and the figures that are printed in any."""
        for name, text in attributes.items():
            if name in _SAYING:
                self._aside(text)
            if self.reads_attributes and marks.INLINE_OPEN in text:
                marked = ((piece, number) for piece, number, _ in marks.scan(text))
                self.open[-1].attributes += tuple((piece, number) for piece, number in marked if number is not None)

    def _aside(self, text: str) -> None:
        """Take an alternative text, each once for its paragraph or table."""
        ordinal = self.open[-1].ordinal if self.open else self.ordinal + 1
        place = self._place(ordinal, self._table())._replace(detail="alternative text")
        made = Paragraph(place, in_pieces(text, self.traced), "", 0, self.story)
        if text.strip() and made not in self.asides[-1:]:
            self.asides.append(made)

    def text(self, text: str) -> None:
        """Text stands here."""
        if self.skipped or not self.open:
            return
        paragraph = self.open[-1]
        if self.in_text and marks.INLINE_OPEN not in text and marks.LITERAL not in text:
            self._put(paragraph, text)
            return
        if not self.in_text and self._marks(text, paragraph):
            return
        if not self.in_text and (number := marks.paragraph_of(text)) is not None:
            self.template = paragraph.template = self.templates[number]
        if marks.LITERAL in text:
            paragraph.literal += tuple(after[:2] for after in text.split(marks.LITERAL)[1:])
            text = text.replace(marks.LITERAL, "")
        for piece, opened, closes in marks.scan(text):
            if opened is not None:
                self.mark = opened
            if piece and (self.in_text or self.mark is not None):
                self._put(paragraph, piece)
            if closes:
                self.mark = None

    def _marks(self, text: str, paragraph: _Open) -> bool:
        """Take the marks that mostly stand between elements; whether there is nothing else."""
        if text == marks.CLOSE:
            self.mark = None
            return True
        begun = marks.beginning(text)
        if begun is None:
            return False
        template, figure = begun
        if template is not None:
            self.template = paragraph.template = self.templates[template]
        if figure is not None:
            self.mark = figure
        return True

    def _put(self, paragraph: _Open, text: str) -> None:
        paragraph.pieces.append((text, self.mark))
        if self.is_highlighted and self.mark is None:
            paragraph.highlighted += text

    def end(self, name: str) -> Paragraph | None:
        """An element ends; the paragraph, where it was one."""
        if self.skipped:
            self.skipped -= name == self.skipping
        elif name == "w:t":
            self.in_text = False
        elif name == "w:p":
            return self._finish(self.open.pop())
        elif name in ("w:tbl", "w:txbxContent"):
            self.inside.pop()
        return None

    def _table(self) -> _Table:
        """The outermost table around; one with the number 0 where there is none."""
        return next(filter(None, self.inside), _NO_TABLE)

    def _place(self, ordinal: int, table: _Table) -> DocumentPlace:
        """Where the walk is: its heading, or its table, row and column."""
        return DocumentPlace(
            self.document,
            f"{self.story.name} {self.note}" if self.story.is_notes else self.story.name,
            self.heading,
            nth=table.nth,
            table=table.number,
            row=table.row,
            column=table.column,
            in_text_box=None in self.inside,
            part_order=self.story.order,
            ordinal=ordinal,
        )

    def _structure(self, name: str, attributes: Mapping[str, str]) -> None:
        table = self.inside[-1] if self.inside else None
        match name:
            case "w:p":
                self.ordinal += 1
                self.open.append(_Open(self.ordinal, self.template))
            case "w:r":
                self.is_highlighted = False
            case "w:t":
                self.in_text = True
            case "w:tbl":
                self.tables += not any(self.inside)
                self.inside.append(_Table(self.tables))
            case "w:tblCaption" | "w:tblDescription":
                self._aside(attributes.get("w:val", ""))
            case "w:tr" if table:
                table.row, table.column, table.width = table.row + 1, 0, 1
            case "w:tc" if table:
                table.column, table.width, table.nth = table.column + table.width, 1, 0
            case "w:gridSpan" if table:
                table.width = max(1, whole(attributes.get("w:val", "")))
            case "w:txbxContent":
                self.inside.append(None)
            case "w:footnote" | "w:endnote":
                self.note, self.nth = self.note + 1, 0

    def _finish(self, paragraph: _Open) -> Paragraph:
        form = self._form(paragraph.properties)
        number = self.counter.next(form.list_id, form.list_level)
        joined = _joined(paragraph.pieces)
        place = self._counted(paragraph, "".join([text for text, _ in joined]).strip(), form.level, number)
        around = self.open[0].ordinal if self.open else paragraph.ordinal
        printed = [
            Printed(self.traced[mark], text, place, mark, self.story, around)
            for text, mark in joined
            if mark is not None and mark in self.traced
        ]
        if paragraph.attributes:
            there = place._replace(detail="in the alternative text or a link")
            printed += [
                Printed(self.traced[mark], text, there, mark, self.story, around)
                for text, mark in paragraph.attributes
                if mark in self.traced
            ]
        made = Paragraph(
            place,
            tuple([(piece, self.traced.get(mark)) for piece, mark in joined]),
            form.style,
            form.level,
            self.story,
            number,
            tuple(printed),
            paragraph.template,
            paragraph.literal,
            paragraph.highlighted,
        )
        self.made.append(made)
        return made

    def _form(self, properties: Mapping[str, str]) -> _Form:
        """What these properties make of a paragraph, worked out once."""
        said = tuple(properties.items())
        if said not in self.forms:
            style = self.numbering.style(properties.get("w:pStyle", ""))
            level = style.heading
            if outline := properties.get("w:outlineLvl"):
                level = whole(outline) + 1
            if level > LEVELS:
                level = 0
            stated = (properties.get(name, "") for name in ("w:pStyle", "w:numId", "w:ilvl"))
            self.forms[said] = _Form(style.name, level, *self.numbering.of_paragraph(*stated))
        return self.forms[said]

    def _counted(self, paragraph: _Open, text: str, level: int, number: ListNumber | None) -> DocumentPlace:
        """The place of a paragraph, which counts among those of its table, or of the running text."""
        table = self._table()
        if self.inside:
            table.nth += bool(text and table.number)
            return self._place(paragraph.ordinal, table)
        if level and text:
            self.heading, self.number, self.item, self.bullets, self.nth = " ".join(text.split()), "", "", 0, 0
            return self._place(paragraph.ordinal, table)._replace(is_heading=True)
        bullet = nth = 0
        if number and number.is_bullet:
            bullet = self.bullets = self.bullets + 1
        elif number:
            self.bullets = self.nth = 0
            if number.is_letter or (number.level > 0 and number.bare.isdigit()):
                self.item = number.bare
            else:
                self.number, self.item = number.bare, ""
        else:
            self.nth += bool(text)
            nth = self.nth or 1
        place = self._place(paragraph.ordinal, table)
        return place._replace(number=self.number, item=self.item, bullet=bullet, nth=nth)


def of_text(walk: Walk, xml: str) -> list[Paragraph]:
    """The paragraphs of a rendered story, marks and all, read in one pass."""
    walk.reads_attributes = marks.INLINE_OPEN in xml
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.Parse(xml.encode(), True)
    return walk.made


def of_tree(walk: Walk, root: _Element) -> dict[_Element, Paragraph]:
    """The paragraphs of a template's story by their elements."""
    made: dict[_Element, Paragraph] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.start(_prefixed(element.tag), {_prefixed(name): text for name, text in element.attrib.items()})
            if element.text:
                walk.text(element.text)
        else:
            paragraph = walk.end(_prefixed(element.tag))
            if paragraph:
                made[element] = paragraph
    return made


def by_element(root: _Element, paragraphs: Iterable[Paragraph]) -> dict[_Element, Paragraph]:
    """The paragraphs of a body that are known already, by their elements: what `of_tree` gives, and sooner."""
    fallback = f"{{{COMPATIBILITY}}}Fallback"
    shown = [element for element in root.iter(f"{{{WORD}}}p") if next(element.iterancestors(fallback), None) is None]
    known = {paragraph.place.ordinal: paragraph for paragraph in paragraphs if paragraph.story.is_body}
    return {element: known[ordinal] for ordinal, element in enumerate(shown, 1) if ordinal in known}


def of_package(package: Package, document: str) -> list[Paragraph]:
    """The paragraphs of a document, story by story, the body first."""
    made: list[Paragraph] = []
    numbering = Numbering.of(package)
    for story in stories(package):
        walk = Walk(document, story, numbering)
        made += of_tree(walk, parse(package.parts[story.part])).values()
    return made


_PREFIXES = {WORD: "w:", COMPATIBILITY: "mc:"}


@cache
def _prefixed(name: str | bytes) -> str:
    uri, _, local = str(name)[1:].rpartition("}")
    return _PREFIXES.get(uri, "") + local if uri else str(name)


def in_pieces(text: str, traced: Mapping[int | None, Traced]) -> tuple[Piece, ...]:
    """A text that can hold no runs in pieces, each with the figure that it was printed from."""
    return tuple((piece, traced.get(opened)) for piece, opened, _ in marks.scan(text) if piece)


def _joined(pieces: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """The pieces, those that follow one another under one mark joined."""
    if len(pieces) < 2:
        return pieces
    joined: list[tuple[str, int | None]] = []
    for text, mark in pieces:
        if joined and joined[-1][1] == mark:
            joined[-1] = joined[-1][0] + text, mark
        else:
            joined.append((text, mark))
    return joined
