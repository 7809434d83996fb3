"""A document has a title in its properties. Screen readers say it first, and a tab shows it (WCAG 2.2, 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import FilePlace, Problem, warning
from cyps_papers.publishing.accessibility.body import Body

NO_TITLE = warning(
    "document-title",
    "The document has no title in its properties, so a screen reader cannot say what it is.",
    "In Word choose File, Info, and enter the title under Properties.",
)


def check(body: Body) -> Iterator[Problem]:
    """The document, where its properties have no title."""
    if not body.part.title.strip():
        yield NO_TITLE.at(FilePlace(body.package.name))
