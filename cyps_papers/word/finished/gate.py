"""The gate: each finished document read again, and refused with what Word or a reader would stumble on.

Everything is looked for in a part's text as a whole, which takes a tenth of the time of reading its elements. Only
what is found has its place looked for, by reading the story up to there.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from cyps_papers.opc.archive import EARLIEST
from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import FilePlace, Problem, ProblemKind, error
from cyps_papers.vocabulary import Traced
from cyps_papers.word.parts.opening import is_xml
from cyps_papers.word.parts.trees import check_well_formed
from cyps_papers.word.story import marks
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, of_text
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories

_OURS = "This is a fault of cyps-papers: send us the template."
LEFT_OVER = error(
    "gate",
    'A tag is left in the text: "{text}".',
    "Look for a missing bracket in the template, or take it out.{template}",
)
NOTHING_PRINTED = error(
    "gate",
    'The text holds "{text}", which stands for a missing value.',
    "Fill in the value where it comes from.{template}",
)
MARK_LEFT = error("gate", "A mark of a figure is left in the document.", _OURS)
NO_PARAGRAPH = error("gate", "A {what} has no paragraph at its end, so Word cannot open it.", _OURS)
NO_CELL = error("gate", "A row of a table has no cell, so Word cannot open it.", _OURS)
NO_ROW = error("gate", "A table has no row, so Word cannot open it.", _OURS)
TWICE = error("gate", "The {what} {identity} appears twice in the document.", _OURS)
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
    "In the template show hidden text with the ¶ button, then delete it or take Hidden off it under Home, Font."
    "{template}",
)
MALFORMED = error("gate", "The part {part} is not well formed ({why}).", _OURS)
NO_TYPE = error(
    "gate",
    "The document does not say what kind of part {part} is, so Word cannot open it.",
    "Open the template in Word, let Word repair it, and save it again.",
)
NOT_OPENED = error(
    "gate",
    "The document that was made cannot be opened again: its parts do not fit together.",
    "Open the template in Word, let Word repair it, and save it again.",
)
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
_HIDDEN_ROW = re.compile(
    r"<w:tr(?: [^<>]*)?>(?:<w:tblPrEx>(?:(?!</w:tblPrEx>).)*</w:tblPrEx>)?<w:trPr>(?:(?!</w:trPr>).)*"
    r'<w:hidden(?! w:val="(?:0|false|off)")[^<>]*/>.*?</w:tr>',
    re.DOTALL,
)
_STYLE = re.compile(r'<w:style [^<>]*w:styleId="([^"]*)".*?</w:style>', re.DOTALL)
_VANISHES = re.compile(r'<w:vanish(?! w:val="(?:0|false|off)")[^<>]*/>')
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)")
_OTHER_TEXT = re.compile(r'<[am]:t(?: [^<>]*)?>([^<]*)|\b(?:descr|title)="([^"]*)"')
_SKIPPED = re.compile(
    r'<mc:Fallback>.*?</mc:Fallback>|<w:(footnote|endnote)(?= )[^>]*w:type="(?!normal)[^>]*>.*?</w:\1>', re.DOTALL
)
"""What says again what stands before it, and the lines above notes."""
_PARAGRAPH = re.compile(r"<w:p[ >/]")
_MARKUP = re.compile(r"<[^<>]*>")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def examine(package: Package, document_name: str, rendered: Iterable[Paragraph] = ()) -> list[Problem]:
    """What a finished document must not be handed over with; `rendered` are its paragraphs, which tell what in it was
    printed: words from a workbook may say anything, and a number must be one.
    """
    main = package.main
    if not main:
        return [NO_MAIN.at(FilePlace(document_name))]
    place, parts = FilePlace(document_name), sorted(package.parts)
    broken = [
        MALFORMED.at(place, part=part, why=why)
        for part in parts
        if is_xml(package, part) and (why := check_well_formed(package.parts[part]))
    ]
    broken += [
        NO_TYPE.at(place, part=part) for part in parts if not part.endswith(".rels") and not package.type_of(part)
    ]
    if broken:
        return broken
    numbering = Numbering.of(package)
    examination = _Examination(package, document_name, numbering, tuple(rendered))
    for story in stories(package):
        examination.story(story)
    examination.numbers()
    examination.properties()
    examination.targets()
    return list(dict.fromkeys(examination.found)) or _not_opened(package, place)


def _not_opened(package: Package, place: FilePlace) -> list[Problem]:
    """That a finished document cannot be opened as another program opens it, by what its parts say of one another."""
    import docx

    try:
        opened = docx.Document(io.BytesIO(package.to_bytes(EARLIEST)))
        stories = [opened, *(story for section in opened.sections for story in (section.header, section.footer))]
        _ = [story.paragraphs for story in stories], opened.core_properties.title, opened.styles.element
    except Exception:  # the library raises whatever it meets, and what it cannot open is not handed over
        return [NOT_OPENED.at(place)]
    return []


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

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The styles whose text is hidden."""
        styles = self.package.text_beside("styles")
        found = _STYLE.finditer(styles) if "<w:vanish" in styles else iter(())
        return frozenset(style.group(1) for style in found if _VANISHES.search(style.group()))

    def story(self, story: Story) -> None:
        """Examine a story."""
        xml = self.package.parts[story.part].decode("utf-8", "replace")
        xml = _SKIPPED.sub(lambda skipped: " " * len(skipped.group()), xml)
        if marks.has(xml):
            self.found.append(MARK_LEFT.at(DocumentPlace(self.document, story.name)))
        for offset, kind, what in _structure(xml):
            probed = self._paragraphs(story, f"{xml[:offset]}<w:p/>{xml[offset:]}")
            self._say(kind, probed.get(_ordinal(xml, offset) + 1), story, what=what)
        faults = [*_twice(xml), *self._lost(xml, story), *self._other_texts(xml), *_hidden(xml, self.hiding)]
        if not (faults or (("{" in xml or "}" in xml) and _BRACES.search(_MARKUP.sub("", xml)))):
            return
        rendered = (paragraph for paragraph in self.rendered if paragraph.story.part == story.part)
        paragraphs = {paragraph.place.ordinal: paragraph for paragraph in rendered} or self._paragraphs(story, xml)
        for offset, kind, found in faults:
            self._say(kind, paragraphs.get(_ordinal(xml, offset)), story, **found)
        for paragraph in paragraphs.values():
            self._tags(paragraph)

    def _paragraphs(self, story: Story, xml: str) -> dict[int, Paragraph]:
        walk = Walk(self.document, story, self.numbering)
        return {paragraph.place.ordinal: paragraph for paragraph in of_text(walk, xml)}

    def _say(self, kind: ProblemKind, paragraph: Paragraph | None, story: Story, **found: str) -> None:
        """Say what a paragraph of a story holds, with its place in the template where that is known."""
        place = paragraph.place if paragraph else DocumentPlace(self.document, story.name, part_order=story.order)
        comes = paragraph.template if paragraph else None
        template = f" Its paragraph in the template: {comes.file}, {comes.within()}." if comes else ""
        self.found.append(kind.at(place, **{**found, "template": template}))

    def _lost(self, xml: str, story: Story) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
        """Relationships and lists that are not there."""
        related = {relationship.id for relationship in self.package.relationships(story.part)}
        known = {abstract for abstract, _ in self.numbering.levels}
        lists = {number for number, abstract in self.numbering.lists.items() if abstract in known} | {"0"}
        for form, there, kind in ((_REFERENCE, related, NO_TARGET), (_LIST, lists, NO_LIST)):
            for found in form.finditer(xml):
                if found.group(1) not in there:
                    yield found.start(), kind, {"identity": found.group(1), "part": story.part}

    def _other_texts(self, xml: str) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
        """Tags in alternative texts, equations and drawings."""
        if not _BRACES.search(xml):
            return
        for found in _OTHER_TEXT.finditer(xml):
            if tag := _tag(self._without_words(found.group(1) or found.group(2) or "")):
                yield found.start(), LEFT_OVER, {"text": tag}

    def _tags(self, paragraph: Paragraph) -> None:
        """Look for a tag in a paragraph's text. Words from a workbook may look like one, and braces can be meant."""
        if _tag(paragraph.text):
            text = "".join(_WORDS if _is_words(traced) else text for text, traced in paragraph.pieces)
            if (tag := _tag(text)) and Counter(_BRACES.findall(text)) - Counter(paragraph.literal):
                self._say(LEFT_OVER, paragraph, paragraph.story, text=tag)

    def _without_words(self, text: str) -> str:
        """A text that holds no runs, without the words from a workbook that look like a tag."""
        if not _tag(text):
            return text
        for words in {printed.text for paragraph in self.rendered for printed in paragraph.printed}:
            if _tag(words):
                text = text.replace(words, _WORDS)
        return text

    def numbers(self) -> None:
        """Examine what was printed as a number for what is none: what was typed may say None."""
        for paragraph in self.rendered:
            for text, traced in paragraph.pieces:
                if traced is not None and not _is_words(traced) and (nothing := _NOTHING.search(text)):
                    self._say(NOTHING_PRINTED, paragraph, paragraph.story, text=nothing.group())

    def properties(self) -> None:
        """Examine the document's properties for tags."""
        for part in self.package.of_type(CORE_TYPE):
            text = _MARKUP.sub("\n", self.package.parts[part].decode("utf-8", "replace"))
            if tag := _tag(self._without_words(text)):
                place = DocumentPlace(self.document, "the document's properties", part_order=1000)
                self.found.append(LEFT_OVER.at(place, text=tag, template=""))

    def targets(self) -> None:
        """Examine where the relationships lead."""
        for part in ["", *sorted(self.package.parts)]:
            for relationship in self.package.relationships(part):
                broken = not relationship.external and relationship.target not in self.package.parts
                if broken and "#" not in relationship.target:
                    place = FilePlace(self.document)
                    self.found.append(NO_TARGET.at(place, identity=relationship.id, part=part or "the package"))


def _structure(xml: str) -> Iterator[tuple[int, ProblemKind, str]]:
    """Cells, headers and the like without a paragraph at their end, rows without cells, tables without rows."""
    for kind, holders, last in _LAST:
        for name, what in holders.items():
            for end in re.finditer(f"</w:{name}>", xml):
                if not xml.endswith(last, 0, end.start()):
                    before = _RANGES.sub("", xml[: end.start()][-5000:])
                    if not before.endswith(last) and not (kind is NO_PARAGRAPH and _EMPTY_PARAGRAPH.search(before)):
                        yield end.start(), kind, what
            for empty in re.finditer(f"<w:{name}(?: [^<>]*)?/>", xml):
                yield empty.start(), kind, what


def _twice(xml: str) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
    """Ids and names that appear twice in a story."""
    for what, form in _IDS.items():
        seen: Counter[str] = Counter()
        for found in form.finditer(xml):
            seen[found.group(1)] += 1
            if seen[found.group(1)] == 2:
                yield found.start(), TWICE, {"what": what, "identity": found.group(1)}


def _hidden(xml: str, hiding: frozenset[str]) -> Iterator[tuple[int, ProblemKind, dict[str, str]]]:
    """Hidden text, each paragraph's as one: hidden by itself, by one of these styles, or with its row of a table."""
    runs = list(_HIDDEN.finditer(xml)) if "<w:vanish" in xml else []
    runs += _HIDDEN_ROW.finditer(xml) if "<w:hidden" in xml else ()
    if hiding:
        styles = "|".join(map(re.escape, hiding))
        run = rf'<w:r(?: [^<>]*)?><w:rPr><w:rStyle w:val="(?:{styles})"/>.*?</w:r>'
        paragraph = rf'<w:p(?: [^<>]*)?><w:pPr><w:pStyle w:val="(?:{styles})"/>.*?</w:p>'
        runs += re.finditer(f"{run}|{paragraph}", xml, re.DOTALL)
    texts = [text for run in runs for text in _TEXT.finditer(xml, run.start(), run.end()) if text.group(1).strip()]
    for _, those in groupby(sorted(texts, key=lambda text: text.start()), lambda text: _ordinal(xml, text.start())):
        hidden = list(dict.fromkeys((text.start(), text.group(1)) for text in those))
        yield hidden[0][0], HIDDEN, {"text": " ".join(" ".join(text for _, text in hidden).split())}


def _ordinal(xml: str, offset: int) -> int:
    """The ordinal of the paragraph that was begun last before an offset of a story."""
    return len(_PARAGRAPH.findall(xml, 0, offset))
