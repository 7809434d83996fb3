"""Lint: every problem of a template at once, in the order of the document, with nothing rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from cyps_papers.problems import FilePlace, Place, Problem
from cyps_papers.vocabulary import Subject
from cyps_papers.word.lint import lookalikes, state
from cyps_papers.word.lint.findings import Findings, NameUse
from cyps_papers.word.lint.names import Names
from cyps_papers.word.lint.no_rows import without_rows
from cyps_papers.word.parts.outside import from_outside
from cyps_papers.word.rendering.environment import Filters
from cyps_papers.word.rendering.preparing import Preparation
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template


@dataclass(frozen=True)
class Examined:
    """What lint found in a template: its problems and the names that it uses, in the document's order.

    `at_fault` are the tags of which something was said, by place and as typed: what else they lead to need not be.
    """

    template: Template
    problems: list[Problem]
    uses: list[NameUse]
    at_fault: frozenset[tuple[Place, str]]

    def and_of(self, rendered: Rendered) -> list[Problem]:
        """The problems, and with them those of the rendering that do not follow from them, in the document's order."""
        missing = [absent.problem for absent in rendered.missing if (absent.place, absent.tag) not in self.at_fault]
        empty = without_rows(self.template, rendered, self.uses)
        found = dict.fromkeys([*self.problems, *missing, *rendered.problems, *empty])
        return sorted(found, key=lambda problem: problem.place.order)


def examine(
    template: Template, context: Mapping[str, Subject] | None = None, filters: Filters | None = None
) -> Examined:
    """A template's problems and the names that it uses. Without a context, names are not looked up."""
    findings = Findings()
    of_tree = chain.from_iterable(part.tree.faults for part in template.parts)
    for tag, problem in (*of_tree, *Preparation.of(template).faults):
        findings.note(tag, problem)
    for part in template.parts:
        lookalikes.check_lines(part.lines, context or {}, findings)
        Names(context, filters or {}, findings).follow(part.tree.body)
    for problem in (*template.not_included, *from_outside(template.package), *state.left_in(template)):
        findings.found.setdefault(problem, 0)
    asks_for_charts = any(
        b"chart:" in part for name, part in template.package.parts.items() if name.startswith("word/")
    )
    if not findings.found and not template.tags and not asks_for_charts:
        findings.found[state.NO_TAG.at(FilePlace(template.name))] = 0
    in_order = sorted(findings.found, key=lambda problem: (problem.place.order, findings.found[problem]))
    return Examined(template, in_order, findings.uses, frozenset(findings.tags))
