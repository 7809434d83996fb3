"""The text of a template line by line: its paragraphs, fields, alternative texts and properties, with their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cyps_papers.opc.package import Package
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import local, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories
from cyps_papers.word.templates.tags import Found, Mark, Tag, find
from cyps_papers.word.templates.template import PROPERTIES

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = re.compile(r"\{[{%#]")
_CLOSING = re.compile(r"\}\}|%\}|#\}")
_READ = frozenset(w(name) for name in ("t", "instrText", "delText"))
_DOUBLE_QUOTES = '"“”„‟″'


@dataclass(frozen=True)
class Typed:
    """A tag of a template, and where in its line it begins."""

    tag: Tag
    line: Line
    start: int
    end: int


@dataclass(frozen=True)
class Loose:
    """A mark that opens no tag, or closes none: where it stands in its line, and what is typed there."""

    typed: str
    start: int
    opens: bool


@dataclass(eq=False)
class Line:
    """A paragraph of a template, or another text that may hold tags; `element` is its paragraph, if it has one."""

    text: str
    place: DocumentPlace
    element: _Element | None = None
    is_paragraph: bool = False
    tags: list[Typed] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)

    @property
    def rest(self) -> str:
        """Its text with every tag and every loose mark blanked out, as long as the text itself."""
        text = self.text
        spans = [(typed.start, typed.end) for typed in self.tags]
        spans += [(loose.start, loose.start + len(loose.typed)) for loose in self.loose]
        for start, end in spans:
            text = text[:start] + "\0" * (end - start) + text[end:]
        return text


@dataclass(frozen=True)
class TemplateStory:
    """A story of a template: its tree, its paragraphs by their elements, and its lines in order."""

    story: Story
    root: _Element
    paragraphs: Mapping[_Element, Paragraph]
    lines: tuple[Line, ...]


def read_stories(package: Package, document: str) -> list[TemplateStory]:
    """The stories of a template, the body first."""
    numbering = Numbering.of(package)
    return [_read_story(package, story, document, numbering) for story in stories(package)]


def other_lines(package: Package, document: str) -> list[Line]:
    """The document's properties and the addresses of its links that hold tags."""
    properties = [part for type_ in PROPERTIES for part in package.of_type(type_)]
    lines = [line for part in properties for line in _properties(package, part, document)]
    lines += [line for story in stories(package) for line in _links(package, story.part, document)]
    for line in lines:
        _find_tags(line, False)
    return lines


def _properties(package: Package, part: str, document: str) -> Iterator[Line]:
    for number, element in enumerate(parse(package.parts[part]).iter()):
        if element.text and not len(element) and _OPENING.search(element.text):
            yield Line(
                element.text,
                DocumentPlace(
                    document, "the document's properties", detail=local(element), part_order=1000, ordinal=number
                ),
            )


def _links(package: Package, part: str, document: str) -> Iterator[Line]:
    for number, link in enumerate(package.relationships(part)):
        target = unquote(link.target)
        if link.external and _OPENING.search(target):
            place = DocumentPlace(document, detail="in the address of a link", part_order=999, ordinal=number)
            yield Line(target, place)


def _read_story(package: Package, story: Story, document: str, numbering: Numbering) -> TemplateStory:
    root = parse(package.parts[story.part])
    paragraphs = of_tree(Walk(document, story, numbering, lambda paragraph: None), root)
    lines: list[Line] = []
    is_raw = False
    in_order = sorted(paragraphs.items(), key=lambda item: item[1].place.ordinal)
    for element, paragraph in in_order:
        for line in _lines(element, paragraph):
            is_raw = _find_tags(line, is_raw)
            lines.append(line)
    return TemplateStory(story, root, dict(in_order), tuple(lines))


def _lines(element: _Element, paragraph: Paragraph) -> Iterator[Line]:
    yield Line(paragraph.text, paragraph.place, element, is_paragraph=True)
    instruction = "".join(text.text or "" for text in _own(element) if text.tag == w("instrText"))
    if _OPENING.search(instruction):
        yield Line(instruction, replace(paragraph.place, detail="in a field"), element)
    for child in _own(element):
        if child.text and child.tag not in _READ and _OPENING.search(child.text):
            yield Line(child.text, replace(paragraph.place, detail="in an equation or a drawing"), element)
        for text in child.attrib.values():
            if _OPENING.search(str(text)):
                place = replace(paragraph.place, detail="in the alternative text or a link")
                yield Line(str(text), place, element)


def _own(element: _Element) -> Iterator[_Element]:
    """What stands in a paragraph, the paragraphs of text boxes in it left out."""
    for child in element:
        if isinstance(child.tag, str) and local(child) not in ("p", "txbxContent", "Fallback"):
            yield child
            yield from _own(child)


def _find_tags(line: Line, is_raw: bool) -> bool:
    """Put the line's tags and loose marks into it; whether what follows stands between raw and endraw."""
    position = 0
    for found in _closed(line.text):
        keyword = found.reading.keyword
        if keyword == "endraw" or not is_raw:
            line.loose += [] if is_raw else _loose(line.text, position, found.start)
            tag = Tag(line.text[found.start : found.end], line.place, found.reading)
            line.tags.append(Typed(tag, line, found.start, found.end))
        is_raw = keyword == "raw" or (is_raw and keyword != "endraw")
        position = found.end
    line.loose += [] if is_raw else _loose(line.text, position, len(line.text))
    return is_raw


def _closed(text: str) -> Iterator[Found]:
    """The closed tags; where one seems to hold another, the first was not closed, and the other counts."""
    start = 0
    while start < len(text):
        for found in find(text[start:]):
            inner = _opening_inside(text[start + found.start : start + found.end])
            if inner and found.reading.mark is not Mark.COMMENT:
                start += found.start + inner
                break
            yield Found(start + found.start, start + found.end, found.reading)
        else:
            return


def _opening_inside(typed: str) -> int:
    """Where another tag opens inside this one, outside its quoted texts; 0 where none does."""
    for opening in re.finditer(r"\{[{%]", typed[2:]):
        before = typed[2 : 2 + opening.start()]
        if sum(before.count(quote) for quote in _DOUBLE_QUOTES) % 2 == 0:
            return opening.start() + 2
    return 0


def _loose(text: str, start: int, end: int) -> Iterator[Loose]:
    position = start
    while position < end:
        opening, closing = _OPENING.search(text, position, end), _CLOSING.search(text, position, end)
        if opening and (not closing or opening.start() < closing.start()):
            typed = _until_it_breaks_off(text[opening.start() : end])
            yield Loose(typed, opening.start(), opens=True)
            position = opening.start() + len(typed)
        elif closing:
            begun = max(text.rfind("{", position, closing.start()), position)
            begun = begun if text[begun] == "{" else _word_before(text, position, closing.start())
            yield Loose(text[begun : closing.end()], begun, opens=False)
            position = closing.end()
        else:
            return


def _until_it_breaks_off(text: str) -> str:
    ends = re.match(r"\{[{%#][^{}]*(\}(?!\})|[^\s{}](?=\s*($|\{)))?", text)
    return (ends.group() if ends else text[:2])[:80].rstrip()


def _word_before(text: str, start: int, end: int) -> int:
    word = re.search(r"\S*\s*$", text[start:end])
    return start + word.start() if word else end
