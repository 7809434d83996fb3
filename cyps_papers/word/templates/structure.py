"""What opens and what closes: loops and conditions paired, and made to stand where both ends can be left out or
repeated together without harm to the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyps_papers.problems import Problem, error
from cyps_papers.word.parts.wordml import local, w
from cyps_papers.word.rendering.runs import escaped
from cyps_papers.word.templates.planting import Bed, Snippet, token
from cyps_papers.word.templates.sites import Stands
from cyps_papers.word.templates.tags import OPENERS, Level, Mark, Reading, Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

NOT_CLOSED = error("template", '"{tag}" is not ended.', "Type {{% {end} %}} where it should end, or take the tag out.")
NOT_OPENED = error(
    "template", '"{tag}" ends nothing that was begun.', "Type {{% {start} ... %}} before it, or take the tag out."
)
CROSSED = error(
    "template",
    '"{tag}" begins in one part of the document and "{end}" ends it in another.',
    "Put both in the same cell, in cells of the same row, or in paragraphs outside the table.",
)

_INLINE = frozenset(("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "dir", "bdo", "customXml"))
CAPTURING = frozenset(("set", "filter", "macro", "call"))
REPEATING = frozenset(("for", "macro", "call"))


@dataclass(frozen=True)
class Construct:
    """A loop, condition or the like: its nodes from the first to the last."""

    keyword: str
    nodes: tuple[_Element, ...]


def opens(reading: Reading) -> bool:
    """Whether a block tag needs an end: `set` does only where it has no equals sign."""
    if reading.keyword == "set":
        return "=" not in reading.argument
    return reading.keyword in OPENERS


def pair(story: list[_Element], bed: Bed, problems: list[Problem]) -> list[Construct]:
    """The constructs of a story; what has no counterpart is taken out, with a problem."""
    open_: list[list[_Element]] = []
    made: list[Construct] = []
    for node in story:
        reading = bed.of(node).reading
        keyword = reading.keyword
        if reading.mark is not Mark.BLOCK:
            continue
        if opens(reading):
            open_.append([node])
        elif keyword.startswith("end"):
            _close(node, open_, made, bed, problems)
        elif keyword in ("else", "elif"):
            _go_on(node, open_, bed, problems)
    for unclosed in open_:
        _refuse_unclosed(unclosed, bed, problems)
    return made


def _close(
    node: _Element, open_: list[list[_Element]], made: list[Construct], bed: Bed, problems: list[Problem]
) -> None:
    keyword = bed.of(node).reading.keyword.removeprefix("end")
    started = [bed.of(each[0]).reading.keyword for each in open_]
    if keyword not in started:
        _report(NOT_OPENED, bed.of(node).tag, problems, start=keyword)
        _take_out(node)
        return
    while bed.of(open_[-1][0]).reading.keyword != keyword:
        _refuse_unclosed(open_.pop(), bed, problems)
    made.append(Construct(keyword, (*open_.pop(), node)))


def _go_on(node: _Element, open_: list[list[_Element]], bed: Bed, problems: list[Problem]) -> None:
    if open_ and bed.of(open_[-1][0]).reading.keyword in ("if", "for"):
        open_[-1].append(node)
    else:
        _report(NOT_OPENED, bed.of(node).tag, problems, start="if")
        _take_out(node)


def _refuse_unclosed(construct: list[_Element], bed: Bed, problems: list[Problem]) -> None:
    snippet = bed.of(construct[0])
    _report(NOT_CLOSED, snippet.tag, problems, end=f"end{snippet.reading.keyword}")
    for node in construct:
        _take_out(node)


def _report(kind: object, tag: Tag | None, problems: list[Problem], **found: str) -> None:
    if tag:
        problems.append(kind.at(tag.place, tag=tag.typed, **found))  # type: ignore[attr-defined]


def _take_out(node: _Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def level_out(construct: Construct, bed: Bed, problems: list[Problem]) -> None:
    """Make the nodes of a construct stand equally deep, out of links and the like; a problem where they cannot."""
    shapes = {_shape(node, construct) for node in construct.nodes}
    if len(shapes) > 1:
        for node in construct.nodes:
            _out_of_inline(node, first=node is construct.nodes[0])
        shapes = {_shape(node, construct) for node in construct.nodes}
    if len(shapes) > 1:
        first, last = bed.of(construct.nodes[0]).tag, bed.of(construct.nodes[-1]).tag
        _report(CROSSED, first, problems, end=last.typed if last else "")
        for node in construct.nodes:
            _take_out(node)


def _shape(node: _Element, construct: Construct) -> tuple[str, ...]:
    """The names of the elements between a node and what holds the whole construct."""
    shared = set.intersection(*(set(each.iterancestors()) for each in construct.nodes))
    return tuple(local(ancestor) for ancestor in node.iterancestors() if ancestor not in shared)


def _out_of_inline(node: _Element, first: bool) -> None:
    for ancestor in list(node.iterancestors()):
        if local(ancestor) not in _INLINE or next(ancestor.iterancestors(w("p")), None) is None:
            return
        if first:
            ancestor.addprevious(node)
        else:
            ancestor.addnext(node)


def capture(construct: Construct, bed: Bed) -> None:
    """Where a set, filter, macro or call begins and ends in one paragraph, what it holds is text, without runs."""
    first, last = construct.nodes[0], construct.nodes[-1]
    if construct.keyword not in CAPTURING or first.getparent() is not last.getparent():
        return
    parent = first.getparent()
    if parent is None or parent.tag != w("p"):
        return
    held = list(_between(first, last))
    text = _token(first) + "".join(_as_text(node, bed) for node in held) + _token(last)
    first.addprevious(bed.node(Snippet(Reading(Mark.COMMENT, Level.TEXT, ""), text=text)))
    for node in (first, *held, last):
        parent.remove(node)


def _between(first: _Element, last: _Element) -> list[_Element]:
    held = []
    for sibling in first.itersiblings():
        if sibling is last:
            break
        held.append(sibling)
    return held


def _token(node: _Element) -> str:
    return token(int(node.text or 0))


def _as_text(element: _Element, bed: Bed) -> str:
    if not isinstance(element.tag, str):
        snippet = bed.of(element)
        if snippet.site:
            snippet.site.stands = Stands.TEXT
        return _token(element)
    return "".join(
        _as_text(child, bed) if not isinstance(child.tag, str) else escaped(child.text or "")
        for child in element.iter()
        if not isinstance(child.tag, str) or child.tag == w("t")
    )
