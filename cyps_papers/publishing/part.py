"""One document of a pack, as all its forms take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, by_element, of_tree
from cyps_papers.word.story.stories import stories

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class Part:
    """One document of a pack, with its title, and its paragraphs where these have been read already."""

    document: Package
    title: str
    known: Sequence[Paragraph] = ()

    @classmethod
    def of(cls, document: Package, known: Sequence[Paragraph] = ()) -> Part:
        """A document with the title that its properties say."""
        core = document.parts.get(document.related("", "core-properties"), b"<none/>")
        return cls(document, next((element.text or "" for element in parse(core).iter("{*}title")), ""), known)

    def paragraphs(self, root: _Element) -> dict[_Element, Paragraph]:
        """The paragraphs of its body, whose tree this is, by their elements."""
        if self.known:
            return by_element(root, self.known)
        return of_tree(Walk(self.document.name, stories(self.document)[0], Numbering.of(self.document)), root)
