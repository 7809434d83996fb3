"""The gate: each finished document read again, and refused with what Word or a reader would stumble on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

from cyps_papers.problems import FilePlace, Kind, Place, Problem, error
from cyps_papers.vocabulary import Traced
from cyps_papers.word.finished.glance import Glance
from cyps_papers.word.parts.package import CORE_TYPE, Package
from cyps_papers.word.parts.trees import check_well_formed
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories

_OURS = "This is a fault of cyps-papers: send us the template."
LEFT_OVER = error(
    "gate", 'A tag is left in the text: "{text}".', "Look for a missing bracket in the template, or take it out."
)
NOTHING_PRINTED = error(
    "gate", 'The text holds "{text}", which stands for a missing value.', "Fill in the value where it comes from."
)
MARK_LEFT = error("gate", "A mark of a figure is left in the document.", _OURS)
NO_PARAGRAPH = error("gate", "A {what} has no paragraph at its end, and Word cannot open it.", _OURS)
NO_CELL = error("gate", "A row of a table has no cell, and Word cannot open it.", _OURS)
NO_ROW = error("gate", "A table has no row, and Word cannot open it.", _OURS)
TWICE = error("gate", "The {what} {identity} stands twice in the document.", _OURS)
NO_TARGET = error(
    "gate",
    "A picture or link leads to nothing ({identity} in {part}).",
    "Put the picture or link into the template again.",
)
NO_LIST = error(
    "gate", "A paragraph's number belongs to a list that is not there ({identity}).", "Number the paragraph again."
)
HIDDEN = error(
    "gate",
    'Hidden text would be published: "{text}".',
    "In the template show hidden text with the ¶ button, then delete it or take Hidden off it under Home, Font.",
)
MALFORMED = error("gate", "The part {part} is not well formed ({why}).", _OURS)
NO_MAIN = error("gate", "The document has no main part.", _OURS)

_TAGS = (
    re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"),
    re.compile(r"(?:\{\{|\{%|\{#).{0,40}"),
    re.compile(r".{0,40}(?:\}\}|%\}|#\})"),
)
_NOTHING = re.compile(
    r"^(?:None|nan)$|\bNa[NT]\b|\bnan ?%|£ ?(?:None|nan)\b|\bNone ?%|(?<=[a-z0-9,;:(] )None\b(?! of\b)"
    r"|\bnan(?= (?:weeks?|days?|months?|cases?|per|percentage|children|actions?)\b)"
)
_OTHER_TEXT = re.compile(r"<[am]:t(?: [^<>]*)?>([^<]*)")
_WORDS = "\ufffc"
"""What stands for words from a workbook while a text is looked through."""
_MUST_END = {
    "w:tc": "cell of a table",
    "w:hdr": "header",
    "w:ftr": "footer",
    "w:footnote": "footnote",
    "w:endnote": "endnote",
    "w:txbxContent": "text box",
}
_PARAGRAPH_LIKE = frozenset(("w:p", "w:sdt", "w:customXml", "w:altChunk"))
_IDS = {
    "wp:docPr": ("id", "picture's id"),
    "w:bookmarkStart": ("w:id", "bookmark's id"),
    "w:comment": ("w:id", "comment's id"),
}
OFF = frozenset(("0", "false", "off"))
_AFTER = frozenset(("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart", "w:commentRangeEnd"))


def examine(package: Package, document_name: str, rendered: Iterable[Paragraph] = ()) -> list[Problem]:
    """What a finished document must not be handed over with; `rendered` are its paragraphs, which tell what in it are
    words from a workbook: those may say anything.
    """
    main = package.main
    if not main:
        return [NO_MAIN.at(FilePlace(document_name))]
    malformed = [
        MALFORMED.at(FilePlace(document_name), part=part, why=why)
        for part in sorted(package.parts)
        if _is_xml(package, part) and (why := check_well_formed(package.parts[part], names=True))
    ]
    if malformed:
        return malformed
    numbering = Numbering.of(package)
    examination = _Examination(package, document_name, numbering, rendered)
    for story in stories(package):
        examination.story(story)
    examination.properties()
    examination.targets()
    return examination.found


def _tag(text: str) -> str:
    """The first tag, or half of one, in a text; '' where there is none."""
    may_hold = "{" in text or "}" in text
    found = next((found for form in _TAGS if (found := form.search(text))), None) if may_hold else None
    return found.group().strip() if found else ""


def _is_words(traced: Traced | None) -> bool:
    return traced is not None and isinstance(traced.value, str)


def _is_xml(package: Package, part: str) -> bool:
    return part.endswith(".rels") or package.type_of(part).endswith("xml")


@dataclass
class _Element:
    name: str
    last: str = ""
    children: int = 0
    is_hidden: bool = False


@dataclass
class _Examination:
    package: Package
    document: str
    numbering: Numbering
    rendered: Iterable[Paragraph]
    found: list[Problem] = field(default_factory=list)

    def story(self, story: Story) -> None:
        """Examine a story: at a glance, and in one pass with places where there may be something to find."""
        content = self.package.parts[story.part].decode("utf-8", "replace")
        related = {each.id for each in self.package.relationships(story.part)}
        if not Glance(content, related, self.lists).is_clear():
            self._read(story, content, related)

    def _read(self, story: Story, content: str, related: set[str]) -> None:
        walk = Walk(self.document, story, self.numbering, self._paragraph)
        reading = _Reading(self, walk, related)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reading.start
        parser.EndElementHandler = reading.end
        parser.CharacterDataHandler = reading.text
        parser.Parse(content.encode(), True)
        for text in _OTHER_TEXT.findall(content):
            reading.alternative(text)
        if marks.has(content):
            self.add(MARK_LEFT, DocumentPlace(self.document, story.name))

    @cached_property
    def lists(self) -> set[str]:
        """The ids of the lists that are there."""
        known = {abstract for abstract, _ in self.numbering.levels}
        return {number for number, abstract in self.numbering.lists.items() if abstract in known} | {"0"}

    def properties(self) -> None:
        """Examine the document's properties for tags."""
        for part in self.package.of_type(CORE_TYPE):
            text = re.sub(r"<[^>]+>", "\n", self.package.parts[part].decode("utf-8", "replace"))
            place = DocumentPlace(self.document, "the document's properties", part_order=1000)
            self._text(self.without_words(text), place)

    def targets(self) -> None:
        """Examine where the relationships lead."""
        for part in ["", *sorted(self.package.parts)]:
            for relationship in self.package.relationships(part):
                broken = not relationship.external and relationship.target not in self.package.parts
                if broken and "#" not in relationship.target:
                    place = FilePlace(self.document)
                    self.add(NO_TARGET, place, identity=relationship.id, part=part or "the package")

    def add(self, kind: Kind, place: Place, **found: object) -> None:
        """Note a problem once."""
        problem = kind.at(place, **found)
        if problem not in self.found:
            self.found.append(problem)

    @cached_property
    def _typed(self) -> Mapping[tuple[str, int], str]:
        """The texts of the paragraphs that words from a workbook stand in, without those words."""
        return {
            (each.story.part, each.place.ordinal): "".join(
                _WORDS if _is_words(traced) else text for text, traced in each.pieces
            )
            for each in self.rendered
            if any(_is_words(traced) for _, traced in each.pieces)
        }

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words from a workbook that look like a tag."""
        return frozenset(one.text for each in self.rendered for one in each.printed if _tag(one.text))

    def without_words(self, text: str) -> str:
        """A text that holds no runs, without the words from a workbook that look like a tag."""
        for words in self._words if _tag(text) else ():
            text = text.replace(words, _WORDS)
        return text

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        if _tag(text) or _NOTHING.search(text.strip()):
            text = self._typed.get((paragraph.story.part, paragraph.place.ordinal), text)
        self._text(text, paragraph.place)

    def _text(self, text: str, place: Place) -> None:
        if tag := _tag(text):
            self.add(LEFT_OVER, place, text=tag)
        if nothing := _NOTHING.search(text.strip()):
            self.add(NOTHING_PRINTED, place, text=nothing.group().strip())


@dataclass
class _Reading:
    """One pass over a story's elements, beside the walk that makes its paragraphs."""

    examination: _Examination
    walk: Walk
    relationships: set[str]
    stack: list[_Element] = field(default_factory=lambda: [_Element("")])
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    hidden: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self.stack[-1]
        if name not in _AFTER:
            parent.last = name
        parent.children += name in ("w:tr", "w:tc", "w:sdt", "w:customXml")
        self.stack.append(_Element(name))
        if name == "w:vanish" and attributes.get("w:val", "true") not in OFF:
            self.stack[-3].is_hidden = True  # the run, whose properties these are
        if attributes:
            self._attributes(name, attributes)
        self.walk.start(name, attributes)

    def text(self, text: str) -> None:
        run = self.stack[-2] if self.stack[-1].name == "w:t" else self.stack[0]
        if run.is_hidden:
            self.hidden += marks.clean(text)
        self.walk.text(text)

    def end(self, name: str) -> None:
        element = self.stack.pop()
        what = _MUST_END.get(name)
        if what and element.last not in _PARAGRAPH_LIKE:
            self._report(NO_PARAGRAPH, what=what)
        elif name == "w:tr" and not element.children:
            self._report(NO_CELL)
        elif name == "w:tbl" and not element.children:
            self._report(NO_ROW)
        paragraph = self.walk.end(name)
        if paragraph and self.hidden.strip():
            self.examination.add(HIDDEN, paragraph.place, text=" ".join(self.hidden.split()))
        self.hidden = "" if paragraph else self.hidden

    def _attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _IDS:
            attribute, what = _IDS[name]
            self._once(what, attributes.get(attribute, ""))
        if name == "w:bookmarkStart":
            self._once("bookmark", attributes.get("w:name", ""))
        elif name == "w:numId":
            self._number(attributes.get("w:val", ""))
        for attribute, text in attributes.items():
            if attribute == "w14:paraId":
                self._once("paragraph's id", text)
            elif attribute.startswith("r:") and text and text not in self.relationships:
                self._report(NO_TARGET, identity=text, part=self.walk.story.part)
            elif attribute in ("descr", "title"):
                self.alternative(text)

    def alternative(self, text: str) -> None:
        """Examine an alternative text, or one in an equation or a drawing."""
        if tag := _tag(self.examination.without_words(text)):
            self._report(LEFT_OVER, text=tag)

    def _number(self, identity: str) -> None:
        if identity not in self.examination.lists:
            self._report(NO_LIST, identity=identity)

    def _once(self, what: str, identity: str) -> None:
        self.seen[what, identity] += 1
        if self.seen[what, identity] == 2 and not self.walk.skipped:
            self._report(TWICE, what=what, identity=identity)

    def _report(self, kind: Kind, **found: object) -> None:
        self.examination.add(kind, self.walk.here(), **found)
