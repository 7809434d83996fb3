"""A rendered document: what is published, what was printed in it and where, and what was missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cyps_papers.opc.package import Package
from cyps_papers.problems import Problem
from cyps_papers.word.parts.wordml import WORD_TYPE
from cyps_papers.word.rendering.missing import Absent
from cyps_papers.word.rendering.printing import Rendering
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Printed, Walk, of_text
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.source import Source


@dataclass
class Rendered:
    """What a template made of a context: `published` is the document, and `missing` what it asked for in vain."""

    document: str
    numbering: Numbering
    rendering: Rendering
    marked: list[tuple[Story, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def published(self) -> Package:
        """The document as it is published, without a trace of the marks."""
        return self.rendering.package

    @property
    def missing(self) -> list[Absent]:
        """What tags asked for and did not get, each once, with its place in the template."""
        return self.rendering.absent

    @cached_property
    def marks(self) -> list[Printed]:
        """Every figure printed, with its place, in the order of the document; headers, footers and notes after it."""
        return [printed for paragraph in self.paragraphs for printed in paragraph.printed]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the document, each story in one pass."""
        return tuple(paragraph for story, text in self.marked for paragraph in self._of_story(story, text))

    def _of_story(self, story: Story, text: str) -> Iterator[Paragraph]:
        walk = Walk(self.document, story, self.numbering, lambda made: None, self.rendering.traced)
        return of_text(walk, text)

    def put(self, source: Source, text: str) -> None:
        """Take a part's text as rendered."""
        package = self.rendering.package
        if source.story:
            self.marked.append((source.story, text))
        package.parts[source.part] = marks.without(text).encode()

    def settle(self) -> None:
        """Take out what stands for comments in the template."""
        package = self.rendering.package
        package.name = self.document
        self.rendering.lists.write(package)
        if self.rendering.lists.made:
            self.numbering = Numbering.of(package)
        for part in package.of_type("comments+xml") + _other_comment_parts(package):
            package.drop(part)


def _other_comment_parts(package: Package) -> list[str]:
    kinds = ("commentsExtended", "commentsIds", "commentsExtensible", "people")
    return [part for kind in kinds for part in package.of_type(f"{WORD_TYPE}{kind}+xml")]
