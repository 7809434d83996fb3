"""The places of a template where values are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from cyps_papers.word.rendering.runs import TEXT_START, with_style
from cyps_papers.word.templates.tags import Tag


class Stands(Enum):
    """Where a printed value stands: it decides what the value may hold."""

    RUN = "among runs"
    TEXT = "inside text"
    ATTRIBUTE = "in an attribute"
    PROPERTY = "in a property of the document"
    LINK = "in the target of a link"
    FILL = "as a colour"
    SPAN = "as a count of columns"
    ELEMENT = "in place of a paragraph, cell or row"


@dataclass
class Site:
    """A place of a template where a value is printed.

    `run_properties` and `paragraph_properties` are XML; the latter is None where the run does not stand in the
    paragraph itself, which then cannot be divided. `before` and `after` stand around plain text in place of an element.
    """

    stands: Stands
    part: str
    tag: Tag | None = None
    run_properties: str = ""
    paragraph_properties: str | None = None
    before: str = ""
    after: str = ""

    @cached_property
    def opening(self) -> str:
        """How a run begins here."""
        return f"<w:r>{self.run_properties}{TEXT_START}"

    def styled(self, bold: bool, italic: bool) -> str:
        """How a bold or italic run begins here."""
        return f"<w:r>{with_style(self.run_properties, bold, italic)}{TEXT_START}"
