"""Tags planted in a story's tree: each taken out of the text it was typed in, over however many runs Word split it,
and put between the runs as one node."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyps_papers.problems import Place
from cyps_papers.word.parts.wordml import XML_SPACE, local, w
from cyps_papers.word.story import marks
from cyps_papers.word.templates.sites import Site, Stands
from cyps_papers.word.templates.tags import Found, Level, Mark, Reading, Tag, find, unescaped

if TYPE_CHECKING:
    from lxml.etree import _Element

TARGET = "tag"
_BREAKS = frozenset(w(name) for name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen"))
_OPENING = re.compile(r"\{[{%#_]|[%}]_\}")


@dataclass
class Snippet:
    """One piece of Jinja planted in a story: what it says, the tag it came from, and where its value is printed."""

    reading: Reading
    tag: Tag | None = None
    site: Site | None = None
    text: str = ""


@dataclass
class Bed:
    """The snippets planted in a template, over all its stories; a node or token in a story holds one's number."""

    snippets: list[Snippet] = field(default_factory=list)
    is_raw: bool = False

    def plant(self, snippet: Snippet) -> int:
        """The number of a snippet."""
        self.snippets.append(snippet)
        return len(self.snippets) - 1

    def node(self, snippet: Snippet) -> _Element:
        """A snippet as a node for a tree."""
        from lxml import etree

        return etree.ProcessingInstruction(TARGET, str(self.plant(snippet)))

    def block(self, source: str) -> _Element:
        """A block of our own ('if loop.first') as a node."""
        return self.node(Snippet(Reading(Mark.BLOCK, Level.TEXT, source)))

    def token(self, snippet: Snippet) -> str:
        """A snippet as a token inside text."""
        return token(self.plant(snippet))

    def of(self, node: _Element) -> Snippet:
        """The snippet that a node stands for."""
        return self.snippets[int(node.text or 0)]


TOKEN_START, TOKEN_END = "\ue030", "\ue031"
TOKEN = re.compile(f"{TOKEN_START}(\\d+){TOKEN_END}")


def token(number: int) -> str:
    """How a snippet stands inside text until the source is written."""
    return f"{TOKEN_START}{number}{TOKEN_END}"


def nodes(root: _Element) -> list[_Element]:
    """The planted nodes of a tree, in the order of the document."""
    from lxml import etree

    return list(root.iter(etree.ProcessingInstruction))


@dataclass
class Planter:
    """Plants the tags of one story; `part` is the story's part, `tags` gets each tag in order."""

    bed: Bed
    part: str
    tags: list[Tag]

    def plant_paragraph(self, paragraph: _Element, place: Place) -> None:
        """Plant the tags of a paragraph's text and of its fields' instructions."""
        for name in (w("t"), w("instrText")):
            leaves = [leaf for leaf in _leaves(paragraph, name) if leaf.text]
            text = "".join(leaf.text or "" for leaf in leaves)
            if _OPENING.search(text):
                _as_text(paragraph)
                leaves = [leaf for leaf in _leaves(paragraph, name) if leaf.text]
                self._plant_line(leaves, "".join(leaf.text or "" for leaf in leaves), place)

    def plant_text(self, text: str, place: Place, stands: Stands) -> str:
        """Text that can hold no runs, its tags made tokens."""
        if not _OPENING.search(text):
            return text
        pieces, end = [], 0
        for found in self._found(text):
            tag = self.tag(text, found, place)
            pieces += [unescaped(text[end : found.start]), self._token(tag, stands)]
            end = found.end
        return "".join([*pieces, unescaped(text[end:])])

    def _token(self, tag: Tag, stands: Stands) -> str:
        if tag.reading.mark is Mark.COMMENT:
            return ""
        return self.bed.token(Snippet(tag.reading, tag, Site(stands, self.part, tag)))

    def _found(self, text: str) -> list[Found]:
        """The tags to be planted: between {% raw %} and {% endraw %} what looks like a tag is text."""
        found = []
        for each in find(text):
            keyword = each.reading.keyword
            if keyword == "endraw" or not self.bed.is_raw:
                found.append(each)
            self.bed.is_raw = keyword == "raw" or (self.bed.is_raw and keyword != "endraw")
        return found

    def tag(self, text: str, found: Found, place: Place) -> Tag:
        """The tag found in a text, noted in its order."""
        tag = Tag(text[found.start : found.end], place, found.reading)
        self.tags.append(tag)
        return tag

    def _plant_line(self, leaves: list[_Element], text: str, place: Place) -> None:
        found = self._found(text)
        planted = [(each, self.tag(text, each, place)) for each in found]
        for each, tag in reversed(planted):
            self._plant_tag(leaves, each, tag)
        for leaf in leaves:
            for piece in _pieces(leaf):
                piece.text = unescaped(piece.text or "")
        for leaf in leaves:
            _drop_empty_run(leaf)

    def _plant_tag(self, leaves: list[_Element], found: Found, tag: Tag) -> None:
        first, start = _locate(leaves, found.start)
        last, end = _locate(leaves, found.end - 1)
        before = (leaves[first].text or "")[:start]
        after = (leaves[last].text or "")[end + 1 :]
        if tag.reading.trim_before:
            before = before.rstrip()
        if tag.reading.trim_after:
            after = after.lstrip()
        for leaf in leaves[first : last + 1]:
            leaf.text = ""
        _drop_breaks(leaves[first], leaves[last])
        leaves[last].text = after
        if first != last:
            leaves[first].text = before
            self._put_after(leaves[first], tag)
            return
        leaves[first].text = before
        rest = self._put_after(leaves[first], tag)
        _extend(rest, after)

    def _put_after(self, leaf: _Element, tag: Tag) -> _Element:
        """Put the tag after this text; what stands behind it in the run goes on in a run of its own."""
        run = leaf.getparent()
        if leaf.tag != w("t") or run is None or run.tag != w("r"):
            leaf.text = (leaf.text or "") + self._token(tag, Stands.TEXT)
            return leaf
        leaf.set(XML_SPACE, "preserve")
        rest = _split(run, leaf)
        site = Site(Stands.RUN, self.part, tag, fragment(run.find(w("rPr"))))
        if tag.reading.mark is not Mark.COMMENT or tag.reading.level is not Level.TEXT:
            run.addnext(self.bed.node(Snippet(tag.reading, tag, site)))
        text = rest.find(w("t"))
        assert text is not None
        return text


def _as_text(paragraph: _Element) -> None:
    """Make the hyphens that do not break, which Word has elements for, part of the text: one can stand in a tag."""
    for hyphen in _leaves(paragraph, w("noBreakHyphen")):
        hyphen.tag, hyphen.text = w("t"), "\u2011"


def _leaves(element: _Element, name: str) -> Iterator[_Element]:
    """The texts of a paragraph, those of text boxes inside it left out."""
    for child in element:
        if child.tag == name:
            yield child
        elif local(child) not in ("txbxContent", "p"):
            yield from _leaves(child, name)


def _locate(leaves: list[_Element], position: int) -> tuple[int, int]:
    # Tags are planted from the last to the first, so the texts before a tag are as they were.
    for index, leaf in enumerate(leaves):
        length = len(leaf.text or "")
        if position < length:
            return index, position
        position -= length
    raise IndexError(position)


def _split(run: _Element, leaf: _Element) -> _Element:
    """Divide a run after one of its texts; the new run begins with an empty text."""
    from lxml import etree

    rest = etree.Element(run.tag, {str(name): str(text) for name, text in run.attrib.items()})
    properties = run.find(w("rPr"))
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    text = etree.SubElement(rest, w("t"))
    text.set(XML_SPACE, "preserve")
    following = list(leaf.itersiblings())
    rest.extend(following)
    run.addnext(rest)
    return rest


def _extend(leaf: _Element, text: str) -> None:
    leaf.text = (leaf.text or "") + text


def _pieces(leaf: _Element) -> Iterator[_Element]:
    """A text and those that were divided from it."""
    yield leaf
    run = leaf.getparent()
    if leaf.tag == w("t") and run is not None:
        following = run.getnext()
        while following is not None and (not isinstance(following.tag, str) or following.tag == w("r")):
            if isinstance(following.tag, str):
                yield from following.iterchildren(w("t"))
            following = following.getnext()


def _drop_breaks(first: _Element, last: _Element) -> None:
    """Take out the tabs and line breaks between the first and the last text of a tag."""
    if first is last:
        return
    inside = False
    paragraph = next(first.iterancestors(w("p")), None)
    for element in list(paragraph.iter()) if paragraph is not None else []:
        if element is last:
            return
        inside = inside or element is first
        parent = element.getparent()
        if inside and element.tag in _BREAKS and parent is not None:
            parent.remove(element)


def _drop_empty_run(leaf: _Element) -> None:
    """Take out the runs in which nothing is left but their properties, from the text's run on."""
    for piece in list(_pieces(leaf)):
        run = piece.getparent()
        if run is None or run.tag != w("r") or piece.text:
            continue
        run.remove(piece)
        parent = run.getparent()
        if parent is not None and all(local(child) == "rPr" for child in run):
            parent.remove(run)


_DECLARED = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def fragment(element: _Element | None) -> str:
    """The XML of an element inside a part whose root declares its prefixes; '' for None."""
    from lxml import etree

    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    declared = set(_declarations(element.getroottree().getroot()))
    return _DECLARED.sub(lambda found: "" if found.group() in declared else found.group(), text)


def _declarations(root: _Element) -> Iterator[str]:
    for prefix, uri in root.nsmap.items():
        yield f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'


def cleaned(root: _Element) -> None:
    """Take the characters that marks use out of a tree."""
    for element in root.iter():
        for name, text in element.attrib.items():
            if marks.has(str(text)):
                element.set(name, marks.clean(str(text)))
        element.text = marks.clean(element.text) if element.text else element.text
        element.tail = marks.clean(element.tail) if element.tail else element.tail
