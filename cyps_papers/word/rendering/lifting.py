"""Tags lifted to where they take effect: a row's, a cell's or a paragraph's tag takes the place of the whole element,
and the tags of a cell (its colour, its width, its merging) become its properties."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from lxml import etree
from lxml.etree import _Element

from cyps_papers.problems import error, shortened
from cyps_papers.word.parts.fields import take
from cyps_papers.word.parts.wordml import CELL_PROPERTIES, local, put_in_order, value, w, whole
from cyps_papers.word.rendering.placeholders import Placeholder
from cyps_papers.word.story import marks
from cyps_papers.word.templates.planting import Planting, fragment, nodes
from cyps_papers.word.templates.tags import CELL_TAGS, Mark, TagLevel
from cyps_papers.word.templates.tree import Fault, Position, Tag, shown

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

PlaceholderOf = Callable[[Tag], Placeholder]


def join_lines(root: _Element, planting: Planting) -> None:
    """Join the paragraphs that `{%-` and `-%}` join: a tag at a line's beginning or end goes on in the other line."""
    for paragraph in list(root.iter(w("p"))):
        previous = paragraph.getprevious()
        if _trims(paragraph, 0, planting) and previous is not None and previous.tag == w("p"):
            _join(previous, paragraph)
    for paragraph in list(root.iter(w("p"))):
        following = paragraph.getnext()
        while following is not None and following.tag == w("p") and _trims(paragraph, -1, planting):
            _join(paragraph, following)
            following = paragraph.getnext()


def _trims(paragraph: _Element, side: int, planting: Planting) -> bool:
    """Whether a paragraph begins (0) or ends (-1) with a tag that joins it to the one there."""
    passed = ("pPr", "proofErr", "bookmarkStart", "bookmarkEnd")
    content = [child for child in paragraph if local(child) not in passed]
    if not content or isinstance(content[side].tag, str):
        return False
    reading = planting.of(content[side]).reading
    trims = reading.trim_after if side else reading.trim_before
    return trims and reading.mark is Mark.BLOCK and reading.level is TagLevel.TEXT


def _join(first: _Element, second: _Element) -> None:
    first.extend([child for child in second if child.tag != w("pPr")])
    take(second)


def lift(root: _Element, planting: Planting, placeholder_of: PlaceholderOf) -> list[Fault]:
    """Put each tag of a row, cell or paragraph in the place of its element, rows first.

    Gives the faults of those that do not stand alone in theirs, or stand in none.
    """
    faults: list[Fault] = []
    for level in (TagLevel.ROW, TagLevel.CELL, TagLevel.PARAGRAPH):
        by_element: dict[_Element, list[_Element]] = {}
        for node in nodes(root):
            tag, element = planting.of(node), next(node.iterancestors(w(level.value)), None)
            if tag.reading.level is level and element is not None:
                by_element.setdefault(element, []).append(node)
            elif tag.reading.level is level:
                hint = f"Type {{%p {tag.reading.source} %}}."
                faults.append((tag, tag.says(LEVEL_NOWHERE, what=level.name.lower(), hint=hint)))
        for element, lifted in by_element.items():
            faults += _not_alone(element, lifted, planting)
            for node in lifted:
                tag = planting.of(node)
                if tag.reading.mark is Mark.PRINT:
                    _stand_in_place(placeholder_of(tag), element, node)
                if tag.reading.mark is not Mark.COMMENT:
                    element.addprevious(node)
            _take_out(element)
    return faults


def _not_alone(element: _Element, lifted: list[_Element], planting: Planting) -> Iterator[Fault]:
    """What is to be said where the tags that take the place of an element are two, or share it with what is lost."""
    first, *others = map(planting.of, lifted)
    what, otherwise = first.reading.level.name.lower(), ""
    if first.reading.level is TagLevel.PARAGRAPH:
        inside = f"{{% {first.reading.source} %}}"
        if first.reading.mark is Mark.PRINT:
            inside = f"{{{{ {first.reading.source} }}}}"
        otherwise = f", or type {inside} for what stands inside the paragraph"
    for tag in others:
        if tag.reading.mark is not Mark.COMMENT:
            yield tag, tag.says(TWO_IN_ONE, what=what, first=shown(first.typed), otherwise=otherwise)
    if others or first.reading.mark is Mark.COMMENT:
        return
    beside = [planting.of(node) for node in nodes(element) if node is not lifted[0]]
    content = next((shown(tag.typed) for tag in beside if tag.reading.mark is not Mark.COMMENT), "")
    if not content:
        paragraphs = ("".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in element.iter(w("p")))
        content = shortened(" ".join(marks.clean(" ".join(paragraphs)).split()), 40)
    if content:
        yield first, first.says(SHARED, what=what, content=f'"{content}"', otherwise=otherwise)


def _take_out(element: _Element) -> None:
    """Take out an element whose tag took its place; the end of a section that stands in a paragraph is kept."""
    if element.find(f"{w('pPr')}/{w('sectPr')}") is None:
        take(element)
        return
    for child in list(element):
        if child.tag != w("pPr"):
            take(child)


def _stand_in_place(placeholder: Placeholder, element: _Element, node: _Element) -> None:
    """A value that is plain text goes into a copy of the element that its tag takes the place of."""
    placeholder.position = Position.ELEMENT
    ancestors = list(node.iterancestors())
    for ancestor in reversed(ancestors[: ancestors.index(element) + 1]):
        name, properties = local(ancestor), ancestor.find(w(local(ancestor) + "Pr"))
        if name in ("tr", "tc", "p"):
            mark = ancestor.text if properties is None else properties.tail
            placeholder.before += f"<w:{name}>{fragment(properties)}{mark or ''}"
            placeholder.after = f"</w:{name}>{placeholder.after}"


def settle_cells(root: _Element, planting: Planting) -> None:
    """Turn the tags of cells into their properties."""
    for node in nodes(root):
        tag = planting.of(node)
        keyword, asked = tag.reading.keyword, tag.reading.argument
        cell = next(node.iterancestors(w("tc")), None)
        if keyword not in CELL_TAGS:
            continue
        take(node)
        if cell is None or tag.problem:
            continue
        if keyword == "vm":
            _merge_down(cell, tag, planting)
        elif keyword == "hm":
            _merge_across(cell, tag, planting)
        elif asked and keyword == "colspan":
            _span(cell, asked, tag, planting)
        elif asked:
            fill = planting.token(planting.ours(asked, Position.COLOUR, tag))
            _set_property(cell, "shd", {"val": "clear", "color": "auto", "fill": fill})


def _merge_down(cell: _Element, tag: Tag, planting: Planting) -> None:
    state = planting.ours("'restart' if loop.first else 'continue'", Position.ATTRIBUTE, tag)
    _set_property(cell, "vMerge", {"val": planting.token(state)})
    content = [child for child in cell if local(child) != "tcPr"]
    empty, last = etree.Element(w("p")), content[-1]
    properties = last.find(w("pPr")) if last.tag == w("p") else None
    if properties is not None:
        empty.append(copy.deepcopy(properties))
    content[0].addprevious(planting.block("if loop.first"))
    for after in (planting.block("endif"), empty, planting.block("else")):
        last.addnext(after)


def _merge_across(cell: _Element, tag: Tag, planting: Planting) -> None:
    count = whole(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")), 1)
    _span(cell, f"{count} * loop.length", tag, planting)
    cell.addprevious(planting.block("if loop.first"))
    cell.addnext(planting.block("endif"))


def _span(cell: _Element, source: str, tag: Tag, planting: Planting) -> None:
    _set_property(cell, "gridSpan", {"val": planting.token(planting.ours(source, Position.SPAN, tag))})


def _set_property(cell: _Element, name: str, attributes: dict[str, str]) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    element = etree.Element(w(name), {w(key): text for key, text in attributes.items()})
    put_in_order(properties, element, CELL_PROPERTIES)
