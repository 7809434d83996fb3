"""A story read paragraph by paragraph: each with its place, and its text as typed or as printed from a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from cyps_papers.vocabulary import Traced
from cyps_papers.word.parts.wordml import COMPATIBILITY, WORD
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Counter, ListNumber, Numbering
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story

if TYPE_CHECKING:
    from lxml.etree import _Element

Piece = tuple[str, Traced | None]


@dataclass(frozen=True)
class Printed:
    """A figure as it was printed in a document: the figure, its text there, and its place.

    `number` is its mark's, and `paragraph` the ordinal of the paragraph in its story, the outermost round a text box.
    """

    traced: Traced
    text: str
    place: DocumentPlace
    number: int
    story: Story
    paragraph: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document: its place, its text in pieces (each with the figure it was printed from, or None),
    its style's name, and its heading level (1 to 9; 0 for text).

    `template` is the place of the template's paragraph that it comes from, and `literal` the braces in it that the
    template means as such ({% raw %}, {_{).
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

    @property
    def text(self) -> str:
        """Its text, figures included, without its automatic number."""
        return "".join(text for text, _ in self.pieces)


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0
    width: int = 1
    nth: int = 0


@dataclass
class _Open:
    """A paragraph while it is being read."""

    ordinal: int
    style: str = ""
    number: str | None = None
    level: int | None = None
    outline: str = ""
    pieces: list[tuple[str, int | None]] = field(default_factory=list)
    attributes: list[tuple[str, int]] = field(default_factory=list)
    template: DocumentPlace | None = None
    literal: list[str] = field(default_factory=list)


@dataclass
class Walk:
    """One walk through a story: told of elements and text in their order, it makes the paragraphs.

    Names are with their prefix ('w:p'). `traced` are the figures by the numbers of their marks, and `templates` the
    places of the template's paragraphs.
    """

    document: str
    story: Story
    numbering: Numbering
    made: Callable[[Paragraph], None]
    traced: Mapping[int | None, Traced] = field(default_factory=dict)
    templates: Sequence[DocumentPlace] = ()
    counter: Counter = field(init=False)
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
    reads_attributes: bool = False

    def __post_init__(self) -> None:
        self.counter = Counter(self.numbering)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self.skipped or name in _SKIPPED:
            self._skip(name, attributes)
        if self.skipped:
            return
        action = _STARTS.get(name)
        if action:
            action(self, attributes)
        elif attributes and self.reads_attributes and self.open:
            self._read_attributes(attributes)

    def text(self, text: str) -> None:
        """Text stands here."""
        if self.skipped or not self.open:
            return
        paragraph = self.open[-1]
        number = None if self.in_text else marks.paragraph_of(text)
        if number is not None:
            self.template = paragraph.template = self.templates[number]
        if marks.LITERAL in text:
            paragraph.literal += [after[:2] for after in text.split(marks.LITERAL)[1:]]
            text = text.replace(marks.LITERAL, "")
        if self.in_text and marks.INLINE_OPEN not in text:
            paragraph.pieces.append((text, self.mark))
            return
        for piece, opened, closes in marks.scan(text):
            if opened is not None:
                self.mark = opened
            if piece and (self.in_text or self.mark is not None):
                paragraph.pieces.append((piece, self.mark))
            if closes:
                self.mark = None

    def end(self, name: str) -> Paragraph | None:
        """An element ends; the paragraph, where it was one."""
        if self.skipped:
            self.skipped -= name == self.skipping
            return None
        if name == "w:t":
            self.in_text = False
        elif name == "w:p":
            return self._finish(self.open.pop())
        elif name in _ENDS:
            self.inside.pop()
        return None

    def _skip(self, name: str, attributes: Mapping[str, str]) -> None:
        """Pass over second copies of text boxes, and the lines above footnotes."""
        if self.skipped:
            self.skipped += name == self.skipping
        elif name == "mc:Fallback" or attributes.get("w:type", "normal") != "normal":
            self.skipped, self.skipping = 1, name

    def here(self) -> DocumentPlace:
        """Where the walk is, outside any paragraph: its heading, or its table, row and column."""
        table = next((table for table in self.inside if table), None)
        return DocumentPlace(
            self.document,
            self._story_name(),
            self.heading,
            table=table.number if table else 0,
            row=table.row if table else 0,
            column=table.column if table else 0,
            part_order=self.story.order,
            ordinal=self.ordinal,
        )

    def _start_paragraph(self, attributes: Mapping[str, str]) -> None:
        self.ordinal += 1
        self.open.append(_Open(self.ordinal, template=self.template))

    def _start_text(self, attributes: Mapping[str, str]) -> None:
        self.in_text = True

    def _start_break(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].pieces.append(("\n", self.mark))

    def _start_tab(self, attributes: Mapping[str, str]) -> None:
        # A tab stop in w:pPr has the same name as a tab in a run; only the stop has a position.
        if self.open and "w:pos" not in attributes:
            self.open[-1].pieces.append(("\t", self.mark))

    def _start_hyphen(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].pieces.append(("\u2011", self.mark))

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].style = attributes.get("w:val", "")

    def _number(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].number = attributes.get("w:val", "")

    def _level(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].level = _count(attributes.get("w:val", ""))

    def _outline(self, attributes: Mapping[str, str]) -> None:
        if self.open:
            self.open[-1].outline = attributes.get("w:val", "")

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        if not any(self.inside):
            self.tables += 1
        self.inside.append(_Table(self.tables))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if table := self._innermost():
            table.row, table.column, table.width = table.row + 1, 0, 1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if table := self._innermost():
            table.column, table.width, table.nth = table.column + table.width, 1, 0

    def _span(self, attributes: Mapping[str, str]) -> None:
        if table := self._innermost():
            table.width = max(1, _count(attributes.get("w:val", "")))

    def _start_box(self, attributes: Mapping[str, str]) -> None:
        self.inside.append(None)

    def _start_note(self, attributes: Mapping[str, str]) -> None:
        self.note += 1
        self.nth = 0

    def _innermost(self) -> _Table | None:
        return self.inside[-1] if self.inside else None

    def _read_attributes(self, attributes: Mapping[str, str]) -> None:
        for text in attributes.values():
            if marks.INLINE_OPEN in text:
                self.open[-1].attributes += marks.inline(text)

    def _finish(self, paragraph: _Open) -> Paragraph:
        style = self.numbering.style(paragraph.style)
        level = _count(paragraph.outline) + 1 if paragraph.outline else style.heading
        level = 0 if level > 9 else level
        number = self._next_number(paragraph)
        text = "".join(piece for piece, _ in paragraph.pieces)
        place = self._place(paragraph, " ".join(text.split()), level, number)
        joined = _joined(paragraph.pieces)
        pieces = tuple((piece, self.traced.get(mark)) for piece, mark in joined)
        around = self.open[0].ordinal if self.open else paragraph.ordinal
        printed = tuple(self._printed(paragraph, joined, place, around))
        made = Paragraph(
            place, pieces, style.name, level, self.story, number, printed, paragraph.template, tuple(paragraph.literal)
        )
        self.made(made)
        return made

    def _next_number(self, paragraph: _Open) -> ListNumber | None:
        style_id = paragraph.style or self.numbering.default_style
        number, level = self.numbering.of_style(style_id)
        if paragraph.number is not None:
            number, level = paragraph.number, paragraph.level or 0
        elif paragraph.level is not None:
            level = paragraph.level
        return self.counter.next(number, level) if number and number != "0" else None

    def _place(self, paragraph: _Open, text: str, level: int, number: ListNumber | None) -> DocumentPlace:
        table = next((table for table in self.inside if table), None)
        in_text_box = None in self.inside
        is_heading = bool(level and text) and not table and not in_text_box
        bullet = nth = 0
        if table:
            table.nth += bool(text)
            nth = table.nth
        elif not in_text_box:
            bullet, nth = self._count(text, is_heading, number)
        running = not table and not in_text_box and not is_heading
        return DocumentPlace(
            self.document,
            self._story_name(),
            self.heading,
            self.number if running else "",
            self.item if running else "",
            bullet,
            nth,
            table.number if table else 0,
            table.row if table else 0,
            table.column if table else 0,
            is_heading,
            in_text_box,
            "",
            self.story.order,
            paragraph.ordinal,
        )

    def _count(self, text: str, is_heading: bool, number: ListNumber | None) -> tuple[int, int]:
        """Count a paragraph of running text: its count among bullets, and among paragraphs without a number."""
        if is_heading:
            self.heading, self.number, self.item, self.bullets, self.nth = text, "", "", 0, 0
            return 0, 0
        if number and number.is_bullet:
            self.bullets += 1
            return self.bullets, 0
        if number:
            self._count_number(number)
            return 0, 0
        self.nth += bool(text)
        return 0, self.nth or 1

    def _count_number(self, number: ListNumber) -> None:
        self.bullets = self.nth = 0
        is_item = number.is_letter or (number.level > 0 and number.bare.isdigit())
        if is_item:
            self.item = number.bare
        else:
            self.number, self.item = number.bare, ""

    def _story_name(self) -> str:
        return f"{self.story.name} {self.note}" if self.story.is_notes else self.story.name

    def _printed(
        self, paragraph: _Open, joined: list[tuple[str, int | None]], place: DocumentPlace, around: int
    ) -> Iterator[Printed]:
        for text, mark in joined:
            if mark is not None and mark in self.traced:
                yield Printed(self.traced[mark], text, place, mark, self.story, around)
        if paragraph.attributes:
            there = replace(place, detail="in the alternative text or a link")
            for text, mark in paragraph.attributes:
                if mark in self.traced:
                    yield Printed(self.traced[mark], text, there, mark, self.story, around)


_STARTS: dict[str, Callable[[Walk, Mapping[str, str]], None]] = {
    "w:p": Walk._start_paragraph,
    "w:t": Walk._start_text,
    "w:br": Walk._start_break,
    "w:cr": Walk._start_break,
    "w:tab": Walk._start_tab,
    "w:noBreakHyphen": Walk._start_hyphen,
    "w:pStyle": Walk._style,
    "w:numId": Walk._number,
    "w:ilvl": Walk._level,
    "w:outlineLvl": Walk._outline,
    "w:tbl": Walk._start_table,
    "w:tr": Walk._start_row,
    "w:tc": Walk._start_cell,
    "w:gridSpan": Walk._span,
    "w:txbxContent": Walk._start_box,
    "w:footnote": Walk._start_note,
    "w:endnote": Walk._start_note,
}
_SKIPPED = frozenset(("mc:Fallback", "w:footnote", "w:endnote"))
_ENDS = frozenset(("w:tbl", "w:txbxContent"))


def of_text(walk: Walk, xml: str) -> Iterator[Paragraph]:
    """The paragraphs of a rendered story, marks and all, read in one pass."""
    made: list[Paragraph] = []
    walk.made = made.append
    walk.reads_attributes = marks.INLINE_OPEN in xml
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    for start in range(0, len(xml), _CHUNK):
        parser.Parse(xml[start : start + _CHUNK].encode(), False)
        yield from made
        made.clear()
    parser.Parse(b"", True)
    yield from made


def of_tree(walk: Walk, root: _Element) -> dict[_Element, Paragraph]:
    """The paragraphs of a template's story by their elements."""
    from lxml import etree

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


_CHUNK = 1_000_000
_PREFIXES = {WORD: "w:", COMPATIBILITY: "mc:"}


@cache
def _prefixed(name: str | bytes) -> str:
    uri, _, local = str(name)[1:].rpartition("}")
    return _PREFIXES.get(uri, "") + local if uri else str(name)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 0


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
