"""The gate: each finished document read again, and refused with what Word or a reader would stumble on.

Everything is looked for in a part's text as a whole, which takes a tenth of the time of reading its elements. Only
what is found has its place looked for, by reading the story up to there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import FilePlace, Problem, ProblemKind, error
from cyps_papers.vocabulary import Traced
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
_NOTHING = re.compile(r"\bNone\b|\b[Nn]a[Nn]\b|\bNaT\b")
_WORDS = "\ufffc"
"""What stands for words from a workbook while a text is looked through."""

_HOLDERS = {
    "tc": "cell of a table",
    "hdr": "header",
    "ftr": "footer",
    "footnote": "footnote",
    "endnote": "endnote",
    "txbxContent": "text box",
}
_LAST = (
    (NO_PARAGRAPH, _HOLDERS, ("</w:p>", "</w:sdt>", "</w:customXml>", "<w:p/>")),
    (NO_CELL, {"tr": "row"}, ("</w:tc>", "</w:sdt>", "</w:customXml>")),
    (NO_ROW, {"tbl": "table"}, ("</w:tr>", "</w:sdt>", "</w:customXml>")),
)
"""What each of these elements must end with."""
_RANGES = re.compile(r"(?:<w:(?:(?:bookmark|commentRange|perm)(?:Start|End)|proofErr)\b[^<>]*/>)+$")
_EMPTY_PARAGRAPH = re.compile(r"<w:(?:p|altChunk) [^<>]*/>$")
_IDS = {
    "picture's id": re.compile(r'<wp:docPr\b[^<>]*?\bid="([^"]*)"'),
    "bookmark's id": re.compile(r'<w:bookmarkStart\b[^<>]*?w:id="([^"]*)"'),
    "bookmark": re.compile(r'<w:bookmarkStart\b[^<>]*?w:name="([^"]*)"'),
    "paragraph's id": re.compile(r'w14:paraId="([^"]*)"'),
    "footnote": re.compile(r'<w:footnoteReference\b[^<>]*?w:id="([^"]*)"'),
    "endnote": re.compile(r'<w:endnoteReference\b[^<>]*?w:id="([^"]*)"'),
    "permission's id": re.compile(r'<w:permStart\b[^<>]*?w:id="([^"]*)"'),
    "content control's id": re.compile(r'<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val="([^"]*)"'),
    "embedded object's id": re.compile(r'<o:OLEObject\b[^<>]*?ObjectID="([^"]*)"'),
    "shape's id": re.compile(r'<v:(?!shapetype\b)\w+\b[^<>]*? id="([^"]*)"'),
}
_REFERENCE = re.compile(r' r:\w+="([^"]+)"')
_LIST = re.compile(r'<w:numId\b[^<>]*?w:val="([^"]*)"')
_HIDDEN = re.compile(
    r'<w:r(?: [^<>]*)?><w:rPr>(?:(?!</w:rPr>).)*<w:vanish(?! w:val="(?:0|false|off)")[^<>]*/>.*?</w:r>', re.DOTALL
)
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)")
_OTHER_TEXT = re.compile(r'<[am]:t(?: [^<>]*)?>([^<]*)|\b(?:descr|title)="([^"]*)"')
_FALLBACK = re.compile(r"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")
_DOUBTFUL = re.compile(r"\{[{%#]|[}%#]\}")


def examine(package: Package, document_name: str, rendered: Iterable[Paragraph] = ()) -> list[Problem]:
    """What a finished document must not be handed over with; `rendered` are its paragraphs, which tell what in it was
    printed: words from a workbook may say anything, and a number must be one.
    """
    main = package.main
    if not main:
        return [NO_MAIN.at(FilePlace(document_name))]
    malformed = [
        MALFORMED.at(FilePlace(document_name), part=part, why=why)
        for part in sorted(package.parts)
        if (part.endswith(".rels") or package.type_of(part).endswith("xml"))
        and (why := check_well_formed(package.parts[part]))
    ]
    if malformed:
        return malformed
    numbering = Numbering.of(package)
    examination = _Examination(package, document_name, numbering, tuple(rendered))
    for story in stories(package):
        examination.story(story)
    examination.numbers()
    examination.properties()
    examination.targets()
    return list(dict.fromkeys(examination.found))


def _tag(text: str) -> str:
    """The first tag, or half of one, in a text; '' where there is none."""
    found = next((found for form in _TAGS if (found := form.search(text))), None)
    return found.group().strip() if found else ""


def _is_words(traced: Traced | None) -> bool:
    return traced is not None and isinstance(traced.value, str)


@dataclass
class _Examination:
    package: Package
    document: str
    numbering: Numbering
    rendered: tuple[Paragraph, ...]
    found: list[Problem] = field(default_factory=list)

    def story(self, story: Story) -> None:
        """Examine a story."""
        xml = self.package.parts[story.part].decode("utf-8", "replace")
        if "<mc:Fallback>" in xml:  # what stands there stands before it too
            xml = _FALLBACK.sub(lambda second: " " * len(second.group()), xml)
        faults = [*_structure(xml), *_twice(xml), *self._lost(xml, story), *self._other_texts(xml)]
        runs = _HIDDEN.finditer(xml) if "<w:vanish" in xml else ()
        hidden = [(each.start(), " ".join(_TEXT.findall(each.group()))) for each in runs]
        if marks.has(xml):
            self.found.append(MARK_LEFT.at(DocumentPlace(self.document, story.name)))
        is_doubtful = ("{" in xml or "}" in xml) and _DOUBTFUL.search(_MARKUP.sub("", xml))
        if not (faults or hidden or is_doubtful):
            return
        walk = Walk(self.document, story, self.numbering, self._paragraph)
        places = _places(walk, xml, sorted([each[0] for each in faults] + [each[0] for each in hidden]))
        for offset, kind, found in faults:
            self.found.append(kind.at(places[offset], **found))
        texts: dict[DocumentPlace, list[str]] = {}
        for offset, text in hidden:
            texts.setdefault(places[offset], []).extend(text.split())
        self.found += [HIDDEN.at(place, text=" ".join(words)) for place, words in texts.items() if words]

    def _lost(self, xml: str, story: Story) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
        """Relationships and lists that are not there."""
        related = {each.id for each in self.package.relationships(story.part)}
        known = {abstract for abstract, _ in self.numbering.levels}
        lists = {number for number, abstract in self.numbering.lists.items() if abstract in known} | {"0"}
        for found in _REFERENCE.finditer(xml):
            if found.group(1) not in related:
                yield found.start(), NO_TARGET, {"identity": found.group(1), "part": story.part}
        for found in _LIST.finditer(xml):
            if found.group(1) not in lists:
                yield found.start(), NO_LIST, {"identity": found.group(1)}

    def _other_texts(self, xml: str) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
        """Tags in alternative texts, equations and drawings."""
        for found in _OTHER_TEXT.finditer(xml) if _DOUBTFUL.search(xml) else ():
            if tag := _tag(self._without_words(found.group(1) or found.group(2) or "")):
                yield found.start(), LEFT_OVER, {"text": tag}

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Look for a tag in a paragraph's text; words from a workbook in it may look like one."""
        if not _tag(paragraph.text):
            return
        place = paragraph.story.part, paragraph.place.ordinal
        printed = next((one for one in self.rendered if (one.story.part, one.place.ordinal) == place), paragraph)
        if tag := _tag("".join(_WORDS if _is_words(traced) else text for text, traced in printed.pieces)):
            self.found.append(LEFT_OVER.at(paragraph.place, text=tag))

    def _without_words(self, text: str) -> str:
        """A text that holds no runs, without the words from a workbook that look like a tag."""
        for words in {one.text for each in self.rendered for one in each.printed} if _tag(text) else ():
            text = text.replace(words, _WORDS) if _tag(words) else text
        return text

    def numbers(self) -> None:
        """Examine what was printed as a number for what is none: what was typed may say None."""
        for paragraph in self.rendered:
            for text, traced in paragraph.pieces:
                nothing = _NOTHING.search(text) if traced is not None and not _is_words(traced) else None
                if nothing:
                    self.found.append(NOTHING_PRINTED.at(paragraph.place, text=nothing.group()))

    def properties(self) -> None:
        """Examine the document's properties for tags."""
        for part in self.package.of_type(CORE_TYPE):
            text = _MARKUP.sub("\n", self.package.parts[part].decode("utf-8", "replace"))
            if tag := _tag(self._without_words(text)):
                place = DocumentPlace(self.document, "the document's properties", part_order=1000)
                self.found.append(LEFT_OVER.at(place, text=tag))

    def targets(self) -> None:
        """Examine where the relationships lead."""
        for part in ["", *sorted(self.package.parts)]:
            for relationship in self.package.relationships(part):
                broken = not relationship.external and relationship.target not in self.package.parts
                if broken and "#" not in relationship.target:
                    place = FilePlace(self.document)
                    self.found.append(NO_TARGET.at(place, identity=relationship.id, part=part or "the package"))


def _structure(xml: str) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
    """Cells, headers and the like without a paragraph at their end, rows without cells, tables without rows."""
    for kind, holders, last in _LAST:
        for name, what in holders.items():
            for end in re.finditer(f"</w:{name}>", xml):
                if not xml.endswith(last, 0, end.start()):
                    before = _RANGES.sub("", xml[: end.start()][-5000:])
                    if not before.endswith(last) and not (kind is NO_PARAGRAPH and _EMPTY_PARAGRAPH.search(before)):
                        yield end.start(), kind, {"what": what}
            for empty in re.finditer(f"<w:{name}(?: [^<>]*)?/>", xml):
                yield empty.start(), kind, {"what": what}


def _twice(xml: str) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
    """Ids and names that stand twice in a story."""
    for what, form in _IDS.items():
        found = list(form.finditer(xml))
        if len({each.group(1) for each in found}) < len(found):
            seen: Counter[str] = Counter()
            for each in found:
                seen[each.group(1)] += 1
                if seen[each.group(1)] == 2:
                    yield each.start(), TWICE, {"what": what, "identity": each.group(1)}


def _places(walk: Walk, xml: str, offsets: list[int]) -> dict[int, DocumentPlace]:
    """Where these offsets of a story stand: the paragraph around each, or the table and row."""
    pending = [(len(xml[:offset].encode()), offset) for offset in offsets]
    places: dict[int, DocumentPlace] = {}
    inside: list[tuple[int, int]] = []
    parser = expat.ParserCreate()

    def reach() -> None:
        while pending and pending[0][0] <= parser.CurrentByteIndex:
            offset = pending.pop(0)[1]
            places[offset] = walk.here()
            if walk.open:  # its whole place is known where it ends
                inside.append((walk.open[-1].ordinal, offset))

    def start(name: str, attributes: dict[str, str]) -> None:
        reach()
        walk.start(name, attributes)

    def end(name: str) -> None:
        reach()
        paragraph = walk.end(name)
        if paragraph:
            places.update((offset, paragraph.place) for ordinal, offset in inside if ordinal == paragraph.place.ordinal)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, walk.text
    parser.Parse(xml.encode(), True)
    return places
