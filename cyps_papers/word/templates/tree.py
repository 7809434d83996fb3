"""The tags of a template as one tree: each with its line and place, loops and conditions with what stands in them, and
what is wrong with their form. Lint looks it through, and rendering compiles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml.etree import _Element

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import Problem, ProblemKind, error
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.syntax import TOO_DEEP, fault
from cyps_papers.word.templates.tags import OPENERS, Mark, Reading, TagLevel, find

NOT_ENDED = error("tag-not-ended", '"{tag}" is not ended.', "Type {{%{level} {end} %}} where it should end.")
NOT_BEGUN = error(
    "tag-not-begun",
    '"{tag}" ends nothing that was begun.',
    "Type {{%{level} {start} ... %}} before it, or take it out.",
)
CROSSES_CELLS = error(
    "tag-crosses-cells",
    '"{tag}" begins in one cell and "{end}" ends it in another.',
    "Put both in one cell; to repeat or leave out whole rows, give each a row of its own: {row} and {row_end}.",
)
OTHER_LEVEL = error(
    "tag-levels", '"{tag}" is ended by "{end}", which does not take the place of the same thing.', "Type {correction}."
)

_GOING_ON = {"else": ("if", "for"), "elif": ("if",)}
DEEPEST = 15
"""The most loops and conditions in one another: Python allows twenty loops."""

BLANK = "\0"
"""Stands in the rest of a line for each character of a tag."""


class Position(Enum):
    """Where a tag stands, and so what a value printed there may hold."""

    RUNS = "among runs"
    TEXT = "inside text"
    ATTRIBUTE = "in an attribute"
    PROPERTY = "in a property of the document, or of our own making"
    LINK = "in the target of a link"
    COLOUR = "as a colour"
    SPAN = "as a count of columns"
    ELEMENT = "in place of a paragraph, cell or row"


@dataclass(eq=False)
class TextLine:
    """A paragraph of a template, or another text that may hold tags; `cell` is the cell that a paragraph stands in.

    `rest` is its text with every tag blanked out, and all between raw and endraw; `is_raw_after` says that what follows
    stands between them.
    """

    text: str
    place: DocumentPlace
    position: Position = Position.RUNS
    cell: _Element | None = None
    tags: list[Tag] = field(default_factory=list)
    rest: str = ""
    is_raw_after: bool = False

    @classmethod
    def of(
        cls, text: str, place: DocumentPlace, position: Position, cell: _Element | None = None, is_raw: bool = False
    ) -> TextLine:
        """A line with its tags; between raw and endraw what looks like a tag is text."""
        line = cls(text, place, position, cell)
        end = 0
        for found in find(text):
            keyword = found.reading.keyword
            if is_raw and keyword != "endraw":
                continue
            line.tags.append(Tag(found.reading, line, text[found.start : found.end], found.start, found.end))
            if not is_raw:
                line.rest += text[end : found.start]
            line.rest = line.rest.ljust(found.end, BLANK)
            is_raw, end = keyword == "raw", found.end
        if not is_raw:
            line.rest += text[end:]
        line.is_raw_after = is_raw
        return line

    @property
    def is_of_story(self) -> bool:
        """Whether it is a paragraph's, so that what begins in it may end in another."""
        return self.position is Position.RUNS


@dataclass(eq=False)
class Tag:
    """A tag of a template: how it is read, its line, and the tag as typed, with where it starts and ends in the line.

    `run_properties` is XML, that of the run it was typed in. One that cannot be used is left out by the rendering:
    it asks for nothing. Rendering makes tags of its own, of which nothing is typed.
    """

    reading: Reading
    line: TextLine
    typed: str = ""
    start: int = 0
    end: int = 0
    run_properties: str = ""
    is_left_out: bool = False
    problem: Problem | None = None
    number: int = -1

    @property
    def place(self) -> DocumentPlace:
        """The place of its line."""
        return self.line.place

    @property
    def is_before_percent(self) -> bool:
        """Whether a percent sign is typed after it."""
        return self.line.text[self.end :].lstrip().startswith("%")

    def says(self, kind: ProblemKind, subject: Origin = UNASKED, /, **found: object) -> Problem:
        """A problem of this tag."""
        return kind.at(self.place, (), subject, tag=shown(self.typed), **found)


def shown(typed: str) -> str:
    """A tag as it was typed, in one line and of a length that can be quoted."""
    line = " ".join(typed.split())
    return line if len(line) <= 90 else f"{line[:60]} ... {line[-20:]}"


@dataclass(eq=False)
class Block:
    """A loop, condition or the like: its branches, each a tag and what stands under it, and the tag that ends it."""

    branches: list[tuple[Tag, Body]]
    end: Tag | None = None

    @property
    def tag(self) -> Tag:
        """The tag that begins it."""
        return self.branches[0][0]

    @property
    def keyword(self) -> str:
        """What it is: 'for', 'if'."""
        return self.tag.reading.keyword

    @property
    def tags(self) -> list[Tag]:
        """Those of its own, from the one that begins it to the one that ends it."""
        return [tag for tag, _ in self.branches] + ([self.end] if self.end else [])


Body = list["Tag | Block"]
Fault = tuple[Tag, Problem]
"""A tag and what is wrong with it."""


@dataclass
class TagTree:
    """The tags of one story, or of other texts, in the order of the document; and the problems of their form."""

    body: Body = field(default_factory=list)
    faults: dict[Fault, None] = field(default_factory=dict)
    _open: list[Block] = field(default_factory=list)

    @classmethod
    def of(cls, tags: Iterable[Tag]) -> TagTree:
        """The tree of these tags. What has no counterpart is left out, and hides nothing that stands around it."""
        tree = cls()
        for tag in tags:
            # What was begun in a text that holds no runs must end there.
            while tree._open and not tree._open[-1].tag.line.is_of_story and tree._open[-1].tag.line is not tag.line:
                tree._not_ended()
            tree._add(tag)
        while tree._open:
            tree._not_ended()
        return tree

    def blocks(self, body: Body | None = None) -> Iterator[Block]:
        """Every loop and condition that is ended, the outer before the inner."""
        for block in self.body if body is None else body:
            if isinstance(block, Block):
                if block.end:
                    yield block
                for _, inside in block.branches:
                    yield from self.blocks(inside)

    def _add(self, tag: Tag) -> None:
        reading = tag.reading
        if found := fault(reading):
            tag.problem = self._say(tag, found[0], **found[1])
        goes_on = (reading.ends,) if reading.ends else _GOING_ON.get(reading.keyword)
        here = self._open[-1].branches[-1][1] if self._open else self.body
        if goes_on:
            self._go_on_or_end(tag, goes_on)
        elif reading.opens:
            block = Block([(tag, [])])
            tag.is_left_out = len(self._open) >= DEEPEST
            if not tag.is_left_out:
                here.append(block)
            else:
                self._say(self._open[0].tag, TOO_DEEP)
            self._open.append(block)
        elif reading.mark is not Mark.COMMENT:
            here.append(tag)

    def _say(self, tag: Tag, kind: ProblemKind, **found: str) -> Problem:
        problem = tag.says(kind, **found)
        self.faults[tag, problem] = None
        return problem

    def _go_on_or_end(self, tag: Tag, keywords: tuple[str, ...]) -> None:
        """Let a tag go on with, or end, the innermost open block that begins with one of these keywords."""
        for index in reversed(range(len(self._open))):
            begun = self._open[index].tag
            is_near = (tag.line.is_of_story and begun.line.is_of_story) or begun.line is tag.line
            if begun.reading.keyword in keywords and is_near:
                break
        else:
            tag.is_left_out = True
            if keywords[0] in OPENERS and not (tag.reading.ends and tag.problem):
                self._say(tag, NOT_BEGUN, start=keywords[0], level=tag.reading.level.value)
            return
        while len(self._open) > index + 1:
            self._not_ended()
        block = self._open[index]
        if tag.reading.ends:
            block.end = tag
            self._open.pop()
        else:
            block.branches.append((tag, []))
        tag.is_left_out = begun.is_left_out
        self._check_standing(begun, tag)

    def _not_ended(self) -> None:
        block = self._open.pop()
        for tag in block.tags:
            tag.is_left_out = True
        self._say(block.tag, NOT_ENDED, end=f"end{block.keyword}", level=block.tag.reading.level.value)

    def _check_standing(self, first: Tag, tag: Tag) -> None:
        """Say where a tag that goes on or ends does not stand on a par with the one that began."""
        level, other = first.reading.level, tag.reading.level
        if level is not other and {level, other} != {TagLevel.TEXT, TagLevel.RUN}:
            correction = f"{{%{level.value} {tag.reading.source} %}}"
            self._say(first, OTHER_LEVEL, end=shown(tag.typed), correction=correction)
        elif level not in (TagLevel.ROW, TagLevel.CELL) and first.line.cell is not tag.line.cell:
            row, row_end = f"{{%tr {first.reading.source} %}}", f"{{%tr {tag.reading.source} %}}"
            self._say(first, CROSSES_CELLS, end=shown(tag.typed), row=row, row_end=row_end)
