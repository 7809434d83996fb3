"""A template: a Word document with tags, read once: its stories with their tags planted, and the tree of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import _Element

from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import Place, Problem, Problems
from cyps_papers.word.parts.opening import document_bytes, read_document
from cyps_papers.word.parts.outside import detach
from cyps_papers.word.parts.trees import serialised
from cyps_papers.word.parts.wordml import RELATIONSHIP, local, w
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories
from cyps_papers.word.templates.cleaning import clean, left_in
from cyps_papers.word.templates.planting import PLANTED, Planting, Texts, may_hold_tags, parse_without_marks
from cyps_papers.word.templates.tags import Mark, Reading, TagLevel, unescaped
from cyps_papers.word.templates.tree import Position, Tag, TagTree, TextLine

Include = Callable[["_Element", dict["_Element", Paragraph], Package], list[Problem]]
"""Puts passages into a body, and into its package what they refer to; gives what is wrong with their tags."""

PROPERTIES = (CORE_TYPE, "extended-properties+xml", "custom-properties+xml")


@dataclass
class TemplatePart:
    """A part of a template that may hold tags: its tree with the tags planted, its lines, and the tree of its tags.

    `story` is None for properties.
    """

    part: str
    root: _Element
    story: Story | None = None
    lines: list[TextLine] = field(default_factory=list)
    tree: TagTree = field(default_factory=TagTree)


@dataclass(eq=False)
class Template:
    """A template that has been read: its parts, its tags by their numbers, and what is wrong with them by their form.

    `package` is the file as it was opened, `bare` what the rendering begins with, and `places` those of the paragraphs
    by the numbers of their marks. `left_in` are the tracked changes and comments: each one's element, id and place.
    """

    package: Package
    bare: Package
    numbering: Numbering
    parts: list[TemplatePart] = field(default_factory=list)
    planting: Planting = field(default_factory=Planting)
    places: list[DocumentPlace] = field(default_factory=list)
    not_included: list[Problem] = field(default_factory=list)
    left_in: list[tuple[str, str, Place]] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, problems: Problems, include: Include | None = None) -> Template | None:
        """The template at a path; None, with a problem that says why, where it is no document to be used.

        The same bytes are read once in a process, however often they are rendered; but passages are put in anew.
        """
        content = document_bytes(path, problems)
        if content is None:
            return None
        package = read_document(content, path.name, problems)
        if package is None:
            return None
        template = _opened(content, path.name)
        if include and any(tag.reading.keyword == "include" for tag in template.tags):
            return cls.of(package, include)
        return template

    @classmethod
    def of(cls, package: Package, include: Include | None = None) -> Template:
        """The template that a package is; `include` puts in the passages that its body includes."""
        template = cls(package.copy(), package.copy(), Numbering.of(package))
        template._read_story(stories(package)[0], include)
        for story in stories(template.package)[1:]:
            template._read_story(story)
        for part in (part for type_ in PROPERTIES for part in package.of_type(type_)):
            template._read_properties(part)
        for part_ in template.parts:
            numbers = [int(found.group(1) or found.group(2)) for found in PLANTED.finditer(serialised(part_.root))]
            order = dict.fromkeys(template.planting.tags[number] for number in numbers)
            unused = [tag for line in part_.lines if line.position is Position.LINK for tag in line.tags]
            part_.tree = TagTree.of(dict.fromkeys([*order, *unused]))
        detach(template.bare)
        return template

    @property
    def name(self) -> str:
        """The template's file name."""
        return self.package.name

    @property
    def tags(self) -> list[Tag]:
        """The tags as they were typed, part by part."""
        return [tag for part in self.parts for line in part.lines for tag in line.tags]

    @property
    def faults(self) -> list[Problem]:
        """What is wrong with the tags by their form alone: those that cannot be read, and those without counterpart."""
        return [*self.not_included, *(problem for part in self.parts for _, problem in part.tree.faults)]

    def _read_story(self, story: Story, include: Include | None = None) -> None:
        root = parse_without_marks(self.package.parts[story.part])
        paragraphs = of_tree(Walk(self.name, story, self.numbering), root)
        if include and b"include" in self.package.parts[story.part]:
            self.not_included = include(root, paragraphs, self.package)
            self.bare, self.numbering = self.package.copy(), Numbering.of(self.package)
        read = TemplatePart(story.part, root, story)
        self.left_in += left_in(root, paragraphs)
        self.parts.append(read)
        clean(root)
        self._plant_links(read)
        place, is_raw = DocumentPlace(self.name, story.name, part_order=story.order), False
        for element in list(root.iter()):
            if element in paragraphs:
                place = paragraphs[element].place
            for name, text in element.attrib.items() if isinstance(element.tag, str) else ():
                if may_hold_tags(str(text)):
                    there = place._replace(detail="in the alternative text or a link")
                    element.set(name, self._plant_text(read, str(text), there, Position.ATTRIBUTE))
            if element.tag == w("p"):
                is_raw = self._plant_paragraph(read, element, place, is_raw)
            elif element.tag not in (w("t"), w("instrText")) and not len(element) and may_hold_tags(element.text):
                there = place._replace(detail="in an equation or a drawing")
                element.text = self._plant_text(read, element.text or "", there, Position.TEXT)

    def _plant_paragraph(self, read: TemplatePart, paragraph: _Element, place: DocumentPlace, is_raw: bool) -> bool:
        cell = next(paragraph.iterancestors(w("tc")), None)
        texts, instructions = Texts(paragraph), Texts(paragraph, (w("instrText"),))
        line = TextLine.of(texts.text, place, Position.RUNS, cell, is_raw)
        there = place._replace(detail="in a field")
        field_line = TextLine.of(instructions.text, there, Position.TEXT, cell, line.is_raw_after)
        self.planting.plant_runs(texts, line, is_raw)
        self.planting.plant_runs(instructions, field_line, line.is_raw_after)
        read.lines.append(line)
        if field_line.text:
            read.lines.append(field_line)
        mark = marks.paragraph(len(self.places))
        self.places.append(place)
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            properties.tail = mark
        elif len(paragraph):
            paragraph.text = mark
        return field_line.is_raw_after

    def _plant_text(self, read: TemplatePart, text: str, place: DocumentPlace, position: Position) -> str:
        line = TextLine.of(text, place, position)
        read.lines.append(line)
        return self.planting.plant_text(line)

    def _plant_links(self, read: TemplatePart) -> None:
        """Let each link of a story whose address holds tags ask for its relationship where it stands, loops too."""
        tokens: dict[str, str] = {}
        relationships = self.package.relationships(read.part)
        for number, link in enumerate(relationships):
            target = unquote(link.target)
            if link.external and may_hold_tags(target):
                place = DocumentPlace(self.name, detail="in the address of a link", part_order=999, ordinal=number)
                line = TextLine.of(target, place, Position.LINK)
                read.lines.append(line)
                line.tags = [_address(line)]
                tokens[link.id] = self.planting.token(line.tags[0])
        for element in read.root.iter() if tokens else ():
            for name, identity in element.attrib.items():
                if str(name).startswith(f"{{{RELATIONSHIP}}}") and identity in tokens:
                    element.set(name, tokens[str(identity)])
        self.bare.unrelate(read.part, lambda relationship: relationship.id in tokens)

    def _read_properties(self, part: str) -> None:
        read = TemplatePart(part, parse_without_marks(self.package.parts[part]))
        for number, element in enumerate(read.root.iter()):
            if not len(element) and may_hold_tags(element.text):
                place = DocumentPlace(
                    self.name, "the document's properties", detail=local(element), part_order=1000, ordinal=number
                )
                element.text = self._plant_text(read, element.text or "", place, Position.PROPERTY)
        if read.lines:
            self.parts.append(read)


@lru_cache(maxsize=16)
def _opened(content: bytes, name: str) -> Template:
    package = read_document(content, name, Problems())
    assert package is not None  # whoever asks has read it
    return Template.of(package)


def _address(line: TextLine) -> Tag:
    """The one tag that prints the address of a link, whatever stands between the tags typed in it."""
    pieces, end = [], 0
    tags = [tag for tag in line.tags if tag.reading.mark is Mark.PRINT]
    for tag in tags:
        pieces += [repr(unescaped(line.text[end : tag.start])), f"({tag.reading.source})"]
        end = tag.end
    source = " ~ ".join([*pieces, repr(line.text[end:])])
    return Tag(Reading(Mark.PRINT, TagLevel.TEXT, source), line, tags[0].typed if len(tags) == 1 else line.text)
