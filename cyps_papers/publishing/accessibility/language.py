"""A document says what language it is in, so that screen readers use the right voice (WCAG 2.2, 3.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import FilePlace, Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import value, w

NO_LANGUAGE = warning(
    "document-language",
    "The document does not say what language it is in, so it may be read out with the wrong voice.",
    "In Word select all of it, choose Review, Language, Set Proofing Language, and English (United Kingdom).",
)


def check(body: Body) -> Iterator[Problem]:
    """The document, where neither its styles nor all of its runs have a language."""
    if not any(value(element) for element in body.styles_part.iter(w("lang"))):
        yield NO_LANGUAGE.at(FilePlace(body.package.name))
