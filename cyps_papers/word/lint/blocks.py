"""Which tag begins what and where it ends: loops and conditions paired, and held to one cell, row or table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyps_papers.problems import error
from cyps_papers.word.lint.findings import Findings, shown
from cyps_papers.word.lint.lines import Typed
from cyps_papers.word.parts.wordml import local, w
from cyps_papers.word.templates.structure import opens
from cyps_papers.word.templates.tags import OPENERS, Level, Mark

if TYPE_CHECKING:
    from lxml.etree import _Element

NOT_ENDED = error("tag-not-ended", '"{tag}" is not ended.', "Type {{%{level} {end} %}} where it should end.")
NOT_BEGUN = error(
    "tag-not-begun",
    '"{tag}" ends nothing that was begun.',
    "Type {{%{level} {start} ... %}} before it, or take it out.",
)
CROSSES_CELLS = error(
    "tag-crosses-cells",
    '"{tag}" begins in one cell and "{end}" ends it in another.',
    "Put both in one cell; to repeat or leave out whole rows, give each a row of its own: {row} and {row_end}.",
)
CROSSES = error(
    "tag-crosses",
    '"{tag}" begins in one part of the document and "{end}" ends it in another.',
    "{hint}",
)
SAME_TEXT = "Put both in the same table, the same cell, or the text outside tables."
SAME_CONTROL = (
    "One of them stands in a content control: right-click it and choose Remove Content Control, or put both into it."
)
OTHER_LEVEL = error(
    "tag-levels", '"{tag}" is ended by "{end}", which does not take the place of the same thing.', "Type {wanted}."
)
LEVEL_NOWHERE = error(
    "tag-level", '"{tag}" stands outside a table, so there is no {what} to take the place of.', "{hint}"
)

_ELEMENTS = {Level.ROW: "tr", Level.CELL: "tc", Level.PARAGRAPH: "p", Level.TEXT: "p", Level.RUN: "p"}


@dataclass(eq=False)
class Node:
    """A tag with, where it opens something, its branches and its end. A branch is its tag and what stands under it."""

    typed: Typed
    branches: list[tuple[Typed, list[Node]]] = field(default_factory=list)
    end: Typed | None = None

    @property
    def inside(self) -> list[Node]:
        """What stands under its last branch."""
        return self.branches[-1][1]


def arrange(tags: Iterable[Typed], findings: Findings) -> list[Node]:
    """The tags of a story as a tree; what has no counterpart is said, and does not hide what stands around it."""
    top: list[Node] = []
    open_: list[Node] = []
    for typed in tags:
        reading = typed.tag.reading
        if reading.mark is Mark.COMMENT:
            continue
        if reading.mark is Mark.BLOCK and reading.keyword.startswith("end"):
            _end(typed, open_, findings)
        elif reading.mark is Mark.BLOCK and reading.keyword in ("else", "elif"):
            _go_on(typed, open_, findings)
        else:
            node = Node(typed)
            (open_[-1].inside if open_ else top).append(node)
            if reading.mark is Mark.BLOCK and opens(reading):
                node.branches.append((typed, []))
                open_.append(node)
    for node in open_:
        _say_not_ended(node, findings)
    return top


def _end(typed: Typed, open_: list[Node], findings: Findings) -> None:
    keyword = typed.tag.reading.keyword.removeprefix("end")
    if keyword not in [_keyword(node) for node in open_]:
        if keyword in OPENERS:
            findings.of_tag(NOT_BEGUN, typed, start=keyword, level=typed.tag.reading.level.value)
        return
    while _keyword(open_[-1]) != keyword:
        _say_not_ended(open_.pop(), findings)
    node = open_.pop()
    node.end = typed
    _check_standing(node, typed, findings)


def _go_on(typed: Typed, open_: list[Node], findings: Findings) -> None:
    index = next((i for i in reversed(range(len(open_))) if _keyword(open_[i]) in ("if", "for")), -1)
    if index < 0:
        findings.of_tag(NOT_BEGUN, typed, start="if", level=typed.tag.reading.level.value)
        return
    while len(open_) > index + 1:
        _say_not_ended(open_.pop(), findings)
    node = open_[-1]
    node.branches.append((typed, []))
    _check_standing(node, typed, findings)


def _say_not_ended(node: Node, findings: Findings) -> None:
    level = node.typed.tag.reading.level.value
    findings.of_tag(NOT_ENDED, node.typed, end=f"end{_keyword(node)}", level=level)


def _keyword(node: Node) -> str:
    return node.typed.tag.reading.keyword


def _check_standing(node: Node, typed: Typed, findings: Findings) -> None:
    """Say where a tag that goes on or ends does not stand on a par with the one that began."""
    first, level, other = node.typed, node.typed.tag.reading.level, typed.tag.reading.level
    if _grade(level) is not _grade(other):
        wanted = f"{{%{level.value} {typed.tag.reading.source} %}}"
        findings.of_tag(OTHER_LEVEL, first, end=shown(typed.tag.typed), wanted=wanted)
        return
    if first.line.element is None or typed.line.element is None:
        return
    if level not in (Level.ROW, Level.CELL) and _cell(first.line.element) is not _cell(typed.line.element):
        row = f"{{%tr {first.tag.reading.source} %}}"
        end = f"{{%tr {typed.tag.reading.source} %}}"
        findings.of_tag(CROSSES_CELLS, first, end=shown(typed.tag.typed), row=row, row_end=end)
        return
    shapes = _shape(first, typed), _shape(typed, first)
    if shapes[0] != shapes[1]:
        hint = SAME_CONTROL if any("sdt" in shape for shape in shapes) else SAME_TEXT
        findings.of_tag(CROSSES, first, end=shown(typed.tag.typed), hint=hint)


def _grade(level: Level) -> Level:
    return Level.TEXT if level is Level.RUN else level


def _cell(element: _Element) -> _Element | None:
    return next(element.iterancestors(w("tc")), None)


def _standing(typed: Typed) -> _Element | None:
    """The element that a tag takes the place of, or the paragraph that it stands in."""
    name = w(_ELEMENTS[typed.tag.reading.level])
    element = typed.line.element
    if element is None or element.tag == name:
        return element
    return next(element.iterancestors(name), None)


def _shape(typed: Typed, other: Typed) -> list[str]:
    """The names of the elements around a tag, up to the first that is around the other too."""
    one, two = _standing(typed), _standing(other)
    if one is None or two is None:
        return []
    shared = set(two.iterancestors())
    return [local(ancestor) for ancestor in one.iterancestors() if ancestor not in shared]


def check_levels(tags: Iterable[Typed], findings: Findings) -> None:
    """Say each tag of a row or cell that stands outside a table."""
    for typed in tags:
        level = typed.tag.reading.level
        if level in (Level.ROW, Level.CELL) and typed.line.is_paragraph and _standing(typed) is None:
            what = "row" if level is Level.ROW else "cell"
            hint = f"Type {{%p {typed.tag.reading.source} %}}."
            findings.of_tag(LEVEL_NOWHERE, typed, what=what, hint=hint)
