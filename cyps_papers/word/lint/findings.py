"""The problems of one template while they are being found, to be said in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import Place, Problem, ProblemKind
from cyps_papers.word.templates.tree import Tag, TextLine


@dataclass(frozen=True)
class NameUse:
    """One name that a template uses: its path as typed, the kind of thing it was asked of, the name, and its place."""

    path: str
    kind: type[Any]
    name: str
    place: Place


@dataclass
class Findings:
    """What was found so far, each with where it stands in its line; `tags` are those at fault, `uses` what names were
    used, well or not.
    """

    found: dict[Problem, int] = field(default_factory=dict)
    tags: set[tuple[Place, str]] = field(default_factory=set)
    uses: list[NameUse] = field(default_factory=list)

    def of_tag(self, kind: ProblemKind, tag: Tag, subject: Origin = UNASKED, /, **found: object) -> None:
        """A problem of a tag."""
        self.note(tag, tag.says(kind, subject, **found))

    def note(self, tag: Tag, problem: Problem) -> None:
        """A problem of a tag that was found before; the same one twice is noted once."""
        self.tags.add((tag.place, tag.typed))
        self.found.setdefault(problem, tag.start)

    def at(self, kind: ProblemKind, line: TextLine, start: int, /, **found: object) -> None:
        """A problem at a place in a line."""
        self.found.setdefault(kind.at(line.place, **found), start)
