"""Tags that take the place of a row, cell or paragraph and share it with what they would sweep away."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_papers.problems import error, shortened
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.templates.tags import Mark, TagLevel
from cyps_papers.word.templates.tree import Tag, TextLine, shown

TWO_IN_ONE = error(
    "two-tags-in-one",
    '"{tag}" shares its {what} with "{first}".',
    "Each takes the place of the whole {what}: give each a {what} of its own{otherwise}.",
)
SHARED = error(
    "tag-not-alone",
    '"{tag}" shares its {what} with {content}, which would be lost: it takes the place of the whole {what}.',
    "Give the tag a {what} of its own{otherwise}.",
)
LEVEL_NOWHERE = error("tag-level", '"{tag}" is outside a table, so there is no {what} for it to replace.', "{hint}")
_WHAT = {TagLevel.ROW: "row", TagLevel.CELL: "cell", TagLevel.PARAGRAPH: "paragraph"}


def check_levels(lines: Iterable[TextLine], findings: Findings) -> None:
    """Say each row, cell or paragraph in which a tag that takes its place does not stand alone, and each tag of a row
    or cell that stands in none."""
    for level, what in _WHAT.items():
        held: dict[object, list[TextLine]] = {}
        for line in lines:
            element = line.standing(level)
            if element is not None and line.is_of_story:
                held.setdefault(element, []).append(line)
            elif line.is_of_story:
                for tag in (tag for tag in line.tags if tag.reading.level is level):
                    hint = f"Type {{%p {tag.reading.source} %}}."
                    findings.of_tag(LEVEL_NOWHERE, tag, what=what, hint=hint)
        for those in held.values():
            _check(level, those, findings)


def _check(level: TagLevel, lines: list[TextLine], findings: Findings) -> None:
    tags = [tag for line in lines for tag in line.tags]
    lifted = [tag for tag in tags if tag.reading.level is level]
    if not lifted:
        return
    what, first, otherwise = _WHAT[level], lifted[0], ""
    if level is TagLevel.PARAGRAPH:
        otherwise = f", or type {{% {first.reading.source} %}} for what stands inside the paragraph"
    for tag in lifted[1:]:
        if tag.reading.mark is not Mark.COMMENT:
            findings.of_tag(TWO_IN_ONE, tag, what=what, first=shown(first.typed), otherwise=otherwise)
    content = _content(lines, [tag for tag in tags if tag not in lifted])
    if content and len(lifted) == 1 and first.reading.mark is Mark.BLOCK:
        findings.of_tag(SHARED, first, what=what, content=content, otherwise=otherwise)


def _content(lines: list[TextLine], others: list[Tag]) -> str:
    """What stands beside the tags in question: the next tag, or text; '' where nothing does."""
    for tag in others:
        if tag.reading.mark is not Mark.COMMENT:
            return f'"{shown(tag.typed)}"'
    text = shortened(" ".join(" ".join(line.rest.replace("\0", " ") for line in lines).split()), 40)
    return f'"{text}"' if text else ""
