"""The body of a document as the rules of accessibility read it: its elements, their places, and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import based_on, is_second_copy, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass
class Body:
    """A document's body; `paragraphs` are those of its tree by their elements, in order."""

    part: Part
    _properties: dict[tuple[str, str], list[_Element]] = field(default_factory=dict)

    @property
    def package(self) -> Package:
        return self.part.document

    @cached_property
    def root(self) -> _Element:
        return parse(self.package.parts[self.package.main])

    @cached_property
    def paragraphs(self) -> Mapping[_Element, Paragraph]:
        return self.part.paragraphs(self.root)

    @cached_property
    def running(self) -> list[tuple[_Element, Paragraph]]:
        """The paragraphs outside tables and text boxes."""
        return [item for item in self.paragraphs.items() if not item[1].place.table and not item[1].place.in_text_box]

    @cached_property
    def tables(self) -> list[_Element]:
        return [element for element in self.root.iter(w("tbl")) if not is_second_copy(element)]

    @cached_property
    def drawings(self) -> list[_Element]:
        """What is drawn, as Word writes it, and as older ones did (VML)."""
        drawn = self.root.iter(w("drawing"), w("pict"), w("object"))
        return [drawing for drawing in drawn if not is_second_copy(drawing)]

    def place(self, element: _Element, detail: str = "") -> DocumentPlace:
        """Where an element stands: the paragraph that it is in, or the first one in it."""
        around = (ancestor for ancestor in element.iterancestors(w("p")) if ancestor in self.paragraphs)
        inside = (inner for inner in element.iter(w("p")) if inner in self.paragraphs)
        found = next(around, None)
        if found is None:
            found = next(inside, None)
        place = self.paragraphs[found].place if found is not None else DocumentPlace(self.package.name)
        return place._replace(detail=detail)

    def table_place(self, table: _Element) -> DocumentPlace:
        """The place of a whole table."""
        return self.place(table)._replace(row=0, column=0, nth=0)

    def beside(self, kind: str) -> _Element:
        """The part that the document has of a kind, such as 'settings'; without one, an element of nothing."""
        return parse(self.package.parts.get(self.package.related(self.package.main, kind), b"<none/>"))

    @cached_property
    def styles_part(self) -> _Element:
        return self.beside("styles")

    @cached_property
    def styles(self) -> Mapping[str, _Element]:
        """The styles by their ids."""
        return {value(element, "styleId"): element for element in self.styles_part.iter(w("style"))}

    @cached_property
    def default_style(self) -> str:
        """The id of the style of paragraphs that name none."""
        return Numbering.of(self.package).default_style

    def properties(self, identity: str, kind: str) -> list[_Element]:
        """The properties ('rPr', 'pPr', 'tcPr') of a style and of those that it is based on, the nearest first."""
        if (identity, kind) not in self._properties:
            found = [element for style in based_on(identity, self.styles) for element in style.iterchildren(w(kind))]
            self._properties[identity, kind] = found
        return self._properties[identity, kind]


def is_decoration(drawing: _Element) -> bool:
    """Whether a drawing is marked as one that only decorates."""
    return any(element.get("val") in ("1", "true") for element in drawing.iter("{*}decorative"))
