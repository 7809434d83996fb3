"""The places of a template where values are printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cyps_papers.word.rendering.runs import TEXT_START, with_style
from cyps_papers.word.templates.tree import Position, Tag


@dataclass
class Placeholder:
    """A place of a template where a tag prints its value.

    `run_properties` and `paragraph_properties` are XML; the latter is None where the run does not stand in the
    paragraph itself, which then cannot be divided. `before` and `after` stand around plain text in place of an element.
    """

    tag: Tag
    part: str
    position: Position
    run_properties: str = ""
    paragraph_properties: str | None = None
    before: str = ""
    after: str = ""

    @property
    def is_paragraph(self) -> bool:
        """Whether its tag takes the place of a whole paragraph, and of no more."""
        return self.position is Position.ELEMENT and self.before.startswith("<w:p>")

    @cached_property
    def takes_text(self) -> bool:
        """Whether texts and figures print here as they are: in runs, and not before a % sign."""
        return self.position is Position.RUNS and not self.tag.is_before_percent

    @cached_property
    def opening(self) -> str:
        """How a run begins here."""
        return f"<w:r>{self.run_properties}{TEXT_START}"

    def styled(self, bold: bool, italic: bool, is_link: bool = False) -> str:
        """How a bold or italic run, or one of a link, begins here."""
        return f"<w:r>{with_style(self.run_properties, bold, italic, is_link)}{TEXT_START}"
