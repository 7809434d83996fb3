"""The charts that stand in a story: what their alternative text asks for, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from cyps_papers.word.charts import request
from cyps_papers.word.parts.wordml import DRAWING, RELATIONSHIP, is_second_copy, w
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace

REFERENCE = f"{{{RELATIONSHIP}}}id"
"""The attribute with the id of the relationship that leads to a chart's part."""


@dataclass
class Drawing:
    """A chart as it stands in a story: its c:chart (or cx:chart) and its wp:docPr elements, and its place."""

    chart: _Element
    properties: _Element
    place: DocumentPlace

    @property
    def texts(self) -> tuple[str, str]:
        """Its description and its title."""
        return self.properties.get("descr", ""), self.properties.get("title", "")

    @property
    def asked(self) -> str | None:
        """What its description or its title asks for, None where neither does."""
        return next((asked for asked in map(request.asked, self.texts) if asked is not None), None)

    def describe(self, text: str) -> None:
        """Write its alternative text, in place of the request."""
        self.properties.set("descr", text)
        if request.asked(self.properties.get("title", "")) is not None:
            del self.properties.attrib["title"]


def drawings(root: _Element, paragraphs: Mapping[_Element, Paragraph]) -> Iterator[Drawing]:
    """The charts of a story in their order, each at the place of the paragraph that it stands in."""
    for chart in root.iter("{*}chart"):
        if is_second_copy(chart):
            continue  # a second copy, for older programs
        frames = chart.iterancestors(f"{{{DRAWING}}}inline", f"{{{DRAWING}}}anchor")
        properties = next((found for frame in frames for found in frame.iterfind(f"{{{DRAWING}}}docPr")), None)
        around = next(filter(None, map(paragraphs.get, chart.iterancestors(w("p")))), None)
        if properties is not None and around is not None:
            yield Drawing(chart, properties, around.place._replace(detail="chart"))
