"""Tags taken out of the text they were typed in, over however many runs Word split it, and put between the runs as one
node each, or as a token where no node can stand."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import XML_SPACE, local, w
from cyps_papers.word.story import marks
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.cleaning import remove
from cyps_papers.word.templates.tags import ESCAPED, Mark, Reading, TagLevel, unescaped
from cyps_papers.word.templates.tree import Position, Tag, TextLine

TOKEN_START, _TOKEN_END = "\ufdd7", "\ufdd8"
PLANTED = re.compile(rf"<\?tag (\d+)\?>|{TOKEN_START}(\d+){_TOKEN_END}")
"""A tag in a story's XML: its number."""

_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("softHyphen"): ""}
_TEXTS = (w("t"), w("noBreakHyphen"), *_BREAKS)
_BRACES = re.compile(r"\{[{%#_]|[}%]_\}")
_LITERAL = re.compile(r"\{[{%#]|[}%#]\}")
_OURS = TextLine("", DocumentPlace(""), Position.PROPERTY)


@dataclass(frozen=True)
class Construct:
    """A loop, condition or the like in a story's tree: its nodes from the first to the last."""

    keyword: str
    nodes: tuple[_Element, ...]


@dataclass
class Planting:
    """The tags of a template by their numbers, those that rendering adds included; nodes and tokens hold a number."""

    tags: list[Tag] = field(default_factory=list)

    def node(self, tag: Tag) -> _Element:
        """A tag as a node for a tree."""
        return etree.ProcessingInstruction("tag", str(self._number(tag)))

    def token(self, tag: Tag) -> str:
        """A tag as a token inside text; '' for a comment."""
        if tag.reading.mark is Mark.COMMENT:
            return ""
        return f"{TOKEN_START}{self._number(tag)}{_TOKEN_END}"

    def of(self, node: _Element) -> Tag:
        """The tag that a node stands for."""
        return self.tags[int(node.text or 0)]

    def block(self, source: str) -> _Element:
        """A block of our own ('if loop.first') as a node."""
        return self.node(Tag(Reading(Mark.BLOCK, TagLevel.TEXT, source), _OURS))

    def ours(self, source: str, position: Position = Position.PROPERTY, like: Tag | None = None) -> Tag:
        """A tag of our own that prints an expression, where an officer typed that other one if any."""
        line = TextLine("", like.place if like else _OURS.place, position)
        return Tag(Reading(Mark.PRINT, TagLevel.TEXT, source), line, like.typed if like else "")

    def _number(self, tag: Tag) -> int:
        if tag.number < 0:
            tag.number = len(self.tags)
            self.tags.append(tag)
        return tag.number

    def plant_text(self, line: TextLine, was_raw: bool = False) -> str:
        """A line that can hold no runs, its tags made tokens."""
        text = line.text
        for start, end, put in reversed(_changes(line, was_raw)):
            if isinstance(put, Tag):
                put = self.token(put)
            text = text[:start] + put + text[end:]
        return text

    def plant_runs(self, texts: Texts, line: TextLine, was_raw: bool) -> None:
        """Plant the tags of a line that is made of these texts and breaks."""
        for start, end, put in reversed(_changes(line, was_raw)):
            if isinstance(put, Tag) and not line.is_of_story:
                put = self.token(put)
            if isinstance(put, str):
                texts.replace(start, end, put)
            else:
                run = texts.divide(start, end)
                if put.reading.mark is not Mark.COMMENT or put.reading.level is not TagLevel.TEXT:
                    put.run_properties = fragment(run.find(w("rPr")))
                    run.addnext(self.node(put))
        texts.drop_empty()


def nodes(root: _Element) -> list[_Element]:
    """The planted nodes of a tree, in the order of the document."""
    return list(root.iter(etree.ProcessingInstruction))


def may_hold_tags(text: str | None) -> bool:
    """Whether there is anything like a tag in a text."""
    return text is not None and _BRACES.search(text) is not None


def _leaves(element: _Element, names: tuple[str, ...]) -> Iterator[_Element]:
    for child in element:
        if child.tag in names:
            yield child
        elif local(child) not in ("txbxContent", "p", "pPr"):
            yield from _leaves(child, names)


def _changes(line: TextLine, was_raw: bool) -> list[tuple[int, int, Tag | str]]:
    """What is to change in a line's text, in order: its tags, with the blanks that they trim, and literal braces."""
    changes: list[tuple[int, int, Tag | str]] = []
    end, is_raw = 0, was_raw
    for tag in [*line.tags, None]:
        start = tag.start if tag else len(line.text)
        for found in (_LITERAL if is_raw else ESCAPED).finditer(line.text, end, start):
            changes.append((found.start(), found.end(), marks.LITERAL + unescaped(found.group())))
        if tag:
            is_raw = tag.reading.keyword == "raw"
            if tag.reading.trim_before:
                changes.append((max(end, len(line.text[:start].rstrip())), start, ""))
            changes.append((start, tag.end, tag))
            end = tag.end
            if tag.reading.trim_after:
                end = len(line.text) - len(line.text[end:].lstrip())
                changes.append((tag.end, end, ""))
    return changes


class Texts:
    """The texts and breaks that a line is made of. Changed from the last to the first, those before stay in place."""

    def __init__(self, paragraph: _Element, names: tuple[str, ...] = _TEXTS) -> None:
        """Those of a paragraph with these names, those of text boxes inside it left out.

        Where the text may hold a tag, hyphens become part of it.
        """
        self.leaves = list(_leaves(paragraph, names))
        for leaf in self.leaves if may_hold_tags("".join(leaf.text or "" for leaf in self.leaves)) else ():
            if leaf.tag == w("noBreakHyphen"):
                leaf.tag, leaf.text = w("t"), "\u2011"
        self.texts = [_BREAKS.get(str(leaf.tag), leaf.text or "") for leaf in self.leaves]
        self.changed: list[_Element] = []
        for index, leaf in enumerate(self.leaves):
            if leaf.tag in _BREAKS:
                beside = "".join(self.texts[:index])[-1:] + "".join(self.texts[index + 1 :])[:1]
                if _LITERAL.fullmatch(beside):
                    self.texts[index] = ""  # a break between two braces divides no tag

    @property
    def text(self) -> str:
        """What they say together."""
        return "".join(self.texts)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of what stands between two positions."""
        for index, first, last in self._spans(start, end):
            self._set(index, self.texts[index][:first] + text + self.texts[index][last:])
            text = ""

    def divide(self, start: int, end: int) -> _Element:
        """Take out what stands between two positions; what follows it in its run goes on in a run of its own. Gives
        the run before."""
        index, at, _ = next(self._spans(start, end))
        self.replace(start, end, "")
        leaf = self.leaves[index]
        run = leaf.getparent()
        assert run is not None
        rest = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
        rest.extend(map(copy.deepcopy, run.findall(w("rPr"))))
        following = etree.SubElement(rest, w("t"), {XML_SPACE: "preserve"})
        following.text = self.texts[index][at:]
        rest.extend(list(leaf.itersiblings()))
        run.addnext(rest)
        self._set(index, self.texts[index][:at])
        self.changed.append(following)
        return run

    def drop_empty(self) -> None:
        """Take out the changed texts in which nothing is left, and runs of which only the properties are."""
        for leaf in self.changed:
            if leaf.tag == w("t") and not leaf.text:
                remove(leaf)

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The texts between two positions by their indexes, each with where in it what stands there begins and ends."""
        at = 0
        for index, text in enumerate(self.texts):
            if start < at + len(text) and at < end:
                yield index, max(0, start - at), min(len(text), end - at)
            at += len(text)

    def _set(self, index: int, text: str) -> None:
        leaf, parent = self.leaves[index], self.leaves[index].getparent()
        self.texts[index] = text
        if leaf.tag not in _BREAKS:
            leaf.text = text
            if leaf.tag == w("t"):
                leaf.set(XML_SPACE, "preserve")
            self.changed.append(leaf)
        elif parent is not None:
            parent.remove(leaf)


def fragment(element: _Element | None) -> str:
    """The XML of an element inside a part whose root declares its prefixes; '' for None."""
    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in element.getroottree().getroot().nsmap.items():
        declaration = f':{prefix}="{uri}"'.removeprefix(":None")
        text = text.replace(f" xmlns{declaration}", "")
    return text


def parse_without_marks(content: bytes) -> _Element:
    """The tree of a part, without the characters that marks are made of."""
    return parse(marks.clean(content.decode("utf-8")).encode())
