"""A rendered document: what is published, what was printed in it and where, and what was missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from cyps_papers.opc.package import Package
from cyps_papers.problems import Problem
from cyps_papers.word.parts.wordml import WORD_TYPE
from cyps_papers.word.rendering.missing import Absent
from cyps_papers.word.rendering.printing import Rendering
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.other_texts import Marked, other_texts
from cyps_papers.word.story.paragraphs import Paragraph, Printed, Walk, of_text
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.template import TemplatePart


@dataclass
class Rendered:
    """What a template made of a context: `published` is the document, and `missing` what it asked for in vain.

    `templates` are the places of the template's paragraphs, so that each paragraph knows the one that it comes from;
    `properties` is the text of the parts of its properties that have tags, with marks.
    """

    document: str
    numbering: Numbering
    rendering: Rendering
    templates: list[DocumentPlace]
    marked: list[tuple[Story, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    properties: str = ""

    @property
    def published(self) -> Package:
        """The document as it is published, without a trace of the marks."""
        return self.rendering.package

    @property
    def missing(self) -> list[Absent]:
        """What tags asked for and did not get, each once, with its place in the template."""
        return list(self.rendering.absent)

    @cached_property
    def marks(self) -> list[Printed]:
        """Every figure printed, with its place, in the order of the document; headers, footers and notes after it."""
        return [printed for paragraph in self.paragraphs for printed in paragraph.printed]

    @cached_property
    def _walks(self) -> list[Walk]:
        """A walk through each story, in one pass."""
        walks = []
        for story, text in self.marked:
            walks.append(Walk(self.document, story, self.numbering, self.rendering.traced, self.templates))
            of_text(walks[-1], text)
        return walks

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the document, story by story."""
        return tuple(paragraph for walk in self._walks for paragraph in walk.made)

    @cached_property
    def _places(self) -> dict[DocumentPlace, DocumentPlace]:
        """Where each paragraph of the template is printed first; one that is not, where the one before it is."""
        printed: dict[DocumentPlace, DocumentPlace] = {}
        for paragraph in self.paragraphs:
            if paragraph.template:
                printed.setdefault(paragraph.template, paragraph.place)
        before: DocumentPlace | None = None
        for place in self.templates:
            if place in printed:
                before = printed[place]
            elif before and before.part_order == place.part_order:
                printed[place] = before._replace(row=0, column=0, nth=0) if before.table else before
        return printed

    def place_of(self, template: DocumentPlace) -> DocumentPlace | None:
        """Where the document has what stands at a place of the template; None where it has nothing there."""
        return self._places.get(template._replace(detail=""))

    @cached_property
    def other_texts(self) -> tuple[Paragraph, ...]:
        """What it says outside its paragraphs: in alternative texts, properties, links, charts and drawings."""
        asides = [aside for walk in self._walks for aside in walk.asides]
        marked = Marked(self.properties, self.rendering.addresses, self.rendering.traced)
        return (*asides, *other_texts(self.published, self.document, marked))

    def put(self, read: TemplatePart, text: str, content: bytes) -> None:
        """Take a part's text as rendered, with marks, and what is published of it."""
        if read.story:
            self.marked.append((read.story, text))
        else:
            self.properties += text
        self.published.parts[read.part] = content

    def settle(self) -> None:
        """Take out what stands for comments in the template, and say what only the whole document shows."""
        package = self.rendering.package
        self.problems += self.rendering.problems
        package.name = self.document
        if self.rendering.lists.made or self.rendering.documents:
            self.numbering = Numbering.of(package)
        for kind in ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"):
            for part in package.of_type(f"{WORD_TYPE}{kind}+xml"):
                package.drop(part)
