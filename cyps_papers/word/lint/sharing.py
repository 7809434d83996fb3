"""Tags that take the place of a row, cell or paragraph and share it with what they would sweep away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cyps_papers.problems import error
from cyps_papers.word.lint.findings import Findings, shown
from cyps_papers.word.lint.lines import Line, Typed
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.templates.tags import Level, Mark

if TYPE_CHECKING:
    from lxml.etree import _Element

TWO_IN_ONE = error(
    "two-tags-in-one",
    '"{tag}" stands in one {what} with "{first}".',
    "Each takes the place of the whole {what}: give each a {what} of its own{otherwise}.",
)
SHARED = error(
    "tag-not-alone",
    '"{tag}" shares its {what} with {content}, which would be lost: it takes the place of the whole {what}.',
    "Give the tag a {what} of its own{otherwise}.",
)
_WHAT = {Level.ROW: ("tr", "row"), Level.CELL: ("tc", "cell"), Level.PARAGRAPH: ("p", "paragraph")}


def check_sharing(lines: Iterable[Line], findings: Findings) -> None:
    """Say each row, cell or paragraph in which a tag that takes its place does not stand alone."""
    held: dict[tuple[_Element, Level], list[Line]] = {}
    for line in lines:
        if line.is_paragraph and line.element is not None:
            for level, (name, _) in _WHAT.items():
                element = _around(line.element, w(name))
                if element is not None:
                    held.setdefault((element, level), []).append(line)
    for (_, level), those in held.items():
        _check(level, those, findings)


def _around(paragraph: _Element, name: str) -> _Element | None:
    return paragraph if paragraph.tag == name else next(paragraph.iterancestors(name), None)


def _check(level: Level, lines: list[Line], findings: Findings) -> None:
    tags = [typed for line in lines for typed in line.tags]
    lifted = [typed for typed in tags if typed.tag.reading.level is level]
    if not lifted:
        return
    what, first = _WHAT[level][1], lifted[0]
    for typed in lifted[1:]:
        if typed.tag.reading.mark is not Mark.COMMENT:
            findings.of_tag(
                TWO_IN_ONE, typed, what=what, first=shown(first.tag.typed), otherwise=_otherwise(level, first)
            )
    content = _content(lines, tags, lifted)
    if content and len(lifted) == 1 and first.tag.reading.mark is Mark.BLOCK:
        findings.of_tag(SHARED, first, what=what, content=content, otherwise=_otherwise(level, first))


def _content(lines: list[Line], tags: list[Typed], lifted: list[Typed]) -> str:
    """What stands beside the tags in question: the next tag, or text; '' where nothing does."""
    for typed in tags:
        if typed not in lifted and typed.tag.reading.mark is not Mark.COMMENT:
            return f'"{shown(typed.tag.typed)}"'
    text = " ".join(" ".join(line.rest.replace("\0", " ") for line in lines).split())
    return f'"{text if len(text) <= 40 else text[:37].rstrip() + "..."}"' if text else ""


def _otherwise(level: Level, typed: Typed) -> str:
    if level is not Level.PARAGRAPH:
        return ""
    return f", or type {{% {typed.tag.reading.source} %}} for what stands inside the paragraph"
