"""Lint: every problem of a template at once, in the order of the document, with nothing rendered."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from cyps_papers.problems import FilePlace
from cyps_papers.vocabulary import Subject
from cyps_papers.word.lint import lookalikes, state
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.lint.names import Names
from cyps_papers.word.parts.outside import from_outside
from cyps_papers.word.rendering.environment import Filters
from cyps_papers.word.rendering.preparing import Preparation
from cyps_papers.word.templates.template import Template


def examine(
    template: Template, context: Mapping[str, Subject] | None = None, filters: Filters | None = None
) -> Findings:
    """A template's problems and the names that it uses. Without a context, names are not looked up."""
    findings = Findings(template)
    of_tree = chain.from_iterable(part.tree.faults for part in template.parts)
    for tag, problem in (*of_tree, *Preparation.of(template).faults):
        findings.note(tag, problem)
    for part in template.parts:
        lookalikes.check_lines(part.lines, context or {}, findings)
        Names(context, filters or {}, findings).follow(part.tree.body)
    for problem in (*template.not_included, *from_outside(template.package), *state.left_in(template)):
        findings.found.setdefault(problem, 0)
    has_chart = any(b"chart:" in part for name, part in template.package.parts.items() if name.startswith("word/"))
    if not findings.found and not template.tags and not has_chart:
        findings.found[state.NO_TAG.at(FilePlace(template.name))] = 0
    return findings
