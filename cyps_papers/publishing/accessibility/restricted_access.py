"""Everybody can open, copy and search a document: protection keeps screen readers out too."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import FilePlace, Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import w

RESTRICTED = warning(
    "restricted-access",
    "The document is protected, which can keep screen readers out.",
    "In Word choose Review, Restrict Editing, Stop Protection, and take off what File, Info, Protect Document shows.",
)


def check(body: Body) -> Iterator[Problem]:
    """The document, where its settings protect it."""
    settings = body.beside("settings")
    if next(settings.iter(w("documentProtection"), w("writeProtection"), w("readModeInkLockDown")), None) is not None:
        yield RESTRICTED.at(FilePlace(body.package.name))
