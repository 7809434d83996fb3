"""Headings skip no level, so that people who move from heading to heading know what belongs to what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body

LEFT_OUT = warning(
    "heading-order",
    'The heading "{text}" is a Heading {level}, and the one before it {before}: a level is left out.',
    "In the template give it the style Heading {right} (Home, Styles).",
)
NONE = warning(
    "heading-order",
    "The document has no headings, and more than {count} paragraphs: nobody can find their way in it by its headings.",
    "In the template give its headings the styles Heading 1, Heading 2 and so on (Home, Styles).",
)
_MOST_WITHOUT = 12
"""Paragraphs that a document may have without a heading: about a page."""


def check(body: Body) -> Iterator[Problem]:
    """The headings that are more than one level below the one before, and long documents without any."""
    said = [paragraph for _, paragraph in body.running if paragraph.text.strip()]
    headings = [paragraph for paragraph in said if paragraph.level]
    if not headings and len(said) > _MOST_WITHOUT:
        yield NONE.at(said[0].place, count=_MOST_WITHOUT)
    levels = [0, *(heading.level for heading in headings)]
    for (before, level), heading in zip(pairwise(levels), headings, strict=True):
        if level > before + 1:
            was = f"a Heading {before}" if before else "there is none"
            text = " ".join(heading.text.split())
            yield LEFT_OUT.at(heading.place, text=text, level=level, before=was, right=before + 1)
