"""Lint: every problem of a template at once, in the order of the document, with nothing rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cyps_papers.opc.package import Package
from cyps_papers.problems import Place, Problem, error
from cyps_papers.vocabulary import Subject
from cyps_papers.word.lint import blocks, lookalikes, sharing, state
from cyps_papers.word.lint.expressions import Expressions
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.lint.lines import Line, other_lines, read_stories
from cyps_papers.word.lint.names import Names
from cyps_papers.word.lint.uses import Use
from cyps_papers.word.templates.tags import Tag

TOO_DEEP = error(
    "tag-too-deep",
    '"{tag}" is too long, or stands too deep in others, to be followed.',
    "Make it shorter, or take out the loops and conditions that it does not need.",
)
Filters = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Examined:
    """What lint found in a template: its problems, its tags and the names that it uses, in the document's order.

    `at_fault` are the tags of which something was said, by place and as typed: what else they lead to need not be.
    """

    problems: list[Problem]
    tags: list[Tag]
    uses: list[Use]
    at_fault: frozenset[tuple[Place, str]]


def examine(
    package: Package, document: str, context: Mapping[str, Subject] | None = None, filters: Filters | None = None
) -> Examined:
    """A template's problems, tags and the names that it uses. Without a context, names are not looked up."""
    findings = Findings()
    stories = read_stories(package, document)
    groups = [story.lines for story in stories]
    groups += [(line,) for line in other_lines(package, document)]
    for story in stories:
        state.check_tracked_changes(story, findings)
        state.check_comments(story, package, findings)
    known = lookalikes.Known.of(context or {})
    uses: list[Use] = []
    for lines in groups:
        _check(lines, known, Expressions(context, filters or {}, findings, uses))
    tags = [typed.tag for lines in groups for line in lines for typed in line.tags]
    if not tags and not findings.found and not _asks_for_a_chart(package):
        state.say_there_is_no_tag(document, findings)
    return Examined(findings.in_order(), tags, uses, frozenset(findings.tags))


def _check(lines: tuple[Line, ...], known: lookalikes.Known, expressions: Expressions) -> None:
    findings = expressions.findings
    tags = [typed for line in lines for typed in line.tags]
    lookalikes.check_marks(lines, findings)
    lookalikes.check_look_alikes(lines, known, findings)
    lookalikes.check_writing(tags, findings)
    sharing.check_sharing(lines, findings)
    blocks.check_levels(tags, findings)
    try:
        Names(expressions).follow(blocks.arrange(tags, findings))
    except RecursionError:
        findings.of_tag(TOO_DEEP, expressions.typed or tags[0])


def _asks_for_a_chart(package: Package) -> bool:
    return any(b"chart:" in package.parts[part] for part in package.parts if part.startswith("word/"))
