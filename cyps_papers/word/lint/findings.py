"""What was found in one template: its problems, to be said in the order of the document, and the names that it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import Place, Problem, ProblemKind
from cyps_papers.vocabulary import declared
from cyps_papers.word.lint.no_rows import without_rows
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template
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
    """What was found so far in a template: problems, each with where it stands in its line, and the names in use.

    `at_fault` are the tags of which something was said, by place and as typed: what else they lead to need not be.
    """

    template: Template
    found: dict[Problem, int] = field(default_factory=dict)
    at_fault: set[tuple[Place, str]] = field(default_factory=set)
    uses: list[NameUse] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """The problems in the document's order."""
        return sorted(self.found, key=lambda problem: (problem.place.order, self.found[problem]))

    def and_of(self, rendered: Rendered) -> list[Problem]:
        """The problems, and with them those of the rendering that do not follow from them, in the document's order."""
        missing = [absent.problem for absent in rendered.missing if (absent.place, absent.tag) not in self.at_fault]
        known = {use.path: declared(use.kind)[use.name] for use in self.uses if use.name in declared(use.kind)}
        empty = without_rows(self.template, rendered, known)
        found = dict.fromkeys([*self.problems, *missing, *rendered.problems, *empty])
        return sorted(found, key=lambda problem: problem.place.order)

    def of_tag(self, kind: ProblemKind, tag: Tag, subject: Origin = UNASKED, /, **found: object) -> None:
        """A problem of a tag."""
        self.note(tag, tag.says(kind, subject, **found))

    def note(self, tag: Tag, problem: Problem) -> None:
        """A problem of a tag that was found before; the same one twice is noted once."""
        self.at_fault.add((tag.place, tag.typed))
        self.found.setdefault(problem, tag.start)

    def at(self, kind: ProblemKind, line: TextLine, start: int, /, **found: object) -> None:
        """A problem at a place in a line."""
        self.found.setdefault(kind.at(line.place, **found), start)
