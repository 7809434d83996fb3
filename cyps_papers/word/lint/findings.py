"""The problems of one template while they are being found, to be said in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import Place, Problem, ProblemKind
from cyps_papers.word.lint.lines import Line, Typed


@dataclass
class Findings:
    """What was found so far, each with where it stands in the document and in its line; `tags` are those at fault."""

    found: list[tuple[tuple[object, ...], int, Problem]] = field(default_factory=list)
    tags: set[tuple[Place, str]] = field(default_factory=set)

    def of_tag(self, kind: ProblemKind, typed: Typed, subject: Origin = UNASKED, /, **found: object) -> None:
        """A problem of a tag."""
        self.tags.add((typed.tag.place, typed.tag.typed))
        self.at(kind, typed.line, typed.start, subject, tag=shown(typed.tag.typed), **found)

    def at(self, kind: ProblemKind, line: Line, start: int, subject: Origin = UNASKED, /, **found: object) -> None:
        """A problem at a place in a line."""
        self.in_place(kind, line.place, start, subject, **found)

    def in_place(
        self, kind: ProblemKind, place: Place, start: int = 0, subject: Origin = UNASKED, /, **found: object
    ) -> None:
        """A problem at any place; the same one twice is noted once."""
        finding = (place.order, start, kind.at(place, subject, **found))
        if finding not in self.found:
            self.found.append(finding)

    def in_order(self) -> list[Problem]:
        """The problems in the order of the document."""
        return [problem for _, _, problem in sorted(self.found, key=lambda finding: finding[:2])]


def shown(typed: str) -> str:
    """A tag as it was typed, in one line and of a length that can be quoted."""
    line = " ".join(typed.split())
    return line if len(line) <= 90 else f"{line[:60]} ... {line[-20:]}"
