"""The charts that stand in a story: what their alternative text asks for, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cyps_papers.word.charts import request as chart_request
from cyps_papers.word.parts.wordml import COMPATIBILITY, DRAWING, RELATIONSHIP, w
from cyps_papers.word.story.places import DocumentPlace

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = f"{{{RELATIONSHIP}}}id"


@dataclass
class Drawing:
    """A chart as it stands in a story: its c:chart (or cx:chart) and its wp:docPr elements, and its place."""

    chart: _Element
    properties: _Element
    place: DocumentPlace

    @property
    def request(self) -> str | None:
        """What its description or its title asks for, None where neither does."""
        texts = (self.properties.get("descr", ""), self.properties.get("title", ""))
        return next((asked for text in texts if (asked := chart_request.asked(text)) is not None), None)

    @property
    def is_described(self) -> bool:
        """Whether it has an alternative text, or is marked as decorative."""
        decorative = any(
            str(each.tag).endswith("}decorative") and each.get("val") in ("1", "true")
            for each in self.properties.iter()
        )
        return decorative or any(self.properties.get(name, "").strip() for name in ("descr", "title"))

    @property
    def reference(self) -> str:
        """The id of the relationship that leads to its part."""
        return self.chart.get(_REFERENCE, "")

    @reference.setter
    def reference(self, identity: str) -> None:
        self.chart.set(_REFERENCE, identity)

    def describe(self, text: str) -> None:
        """Write its alternative text, in place of the request."""
        self.properties.set("descr", text)
        if chart_request.asked(self.properties.get("title", "")) is not None:
            del self.properties.attrib["title"]


def drawings(root: _Element, places: Mapping[_Element, DocumentPlace]) -> Iterator[Drawing]:
    """The charts of a story in their order, with the places of the paragraphs that they stand in."""
    for chart in root.iter("{*}chart"):
        properties = next(
            (
                found
                for frame in chart.iterancestors(f"{{{DRAWING}}}inline", f"{{{DRAWING}}}anchor")
                if (found := frame.find(f"{{{DRAWING}}}docPr")) is not None
            ),
            None,
        )
        place = next((places[each] for each in chart.iterancestors(w("p")) if each in places), None)
        is_copy = next(chart.iterancestors(f"{{{COMPATIBILITY}}}Fallback"), None) is not None
        if properties is not None and place is not None and not is_copy:
            yield Drawing(chart, properties, replace(place, detail="chart"))
