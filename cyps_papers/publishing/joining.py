"""Several documents made one, part by part: each keeps its pages, headers and footers, styles, lists, notes and charts.

The styles of the first serve all. A style that is another in a later document comes in under a name of its own; lists
come in anew, so that each document's numbers start afresh; ids and bookmarks are told apart.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, OFFICE, Package, Relationship
from cyps_papers.word.parts.fields import take
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import (
    COMPATIBILITY,
    PARAGRAPH_PROPERTIES,
    RELATIONSHIP,
    RUN_PROPERTIES,
    SECTION_PROPERTIES,
    WORD,
    WORD_TYPE,
    based_on,
    is_on,
    local,
    put_in_order,
    value,
    w,
)
from cyps_papers.word.story.numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHARED = frozenset("styles numbering settings webSettings fontTable theme footnotes endnotes".split())
"""What a document has one of: of a later document it is taken over bit by bit, or not at all."""
_IGNORABLE = f"{{{COMPATIBILITY}}}Ignorable"
_STORIES = ("header+xml", "footer+xml")
_KINDS = ("default", "first", "even")
_NOTES = ("footnote", "endnote")
_LOOKS = frozenset(map(w, "basedOn link numPr pPr rPr tblPr trPr tcPr tblStylePr".split()))
"""What of a style makes a difference to how it looks."""
_FIELD_TARGET = re.compile(r"^(\s*(?:PAGE|NOTE)?REF\s+|\s*HYPERLINK\s+\\l\s+\"?)([^\s\"]+)")


def joined(documents: Sequence[Package]) -> Package:
    """One document of all these, in order, each beginning on a new page; pages are numbered through."""
    joining = _Joining(documents[0].copy())
    for number, document in enumerate(documents[1:], 2):
        joining.add(document, number)
    return joining.finish()


@dataclass
class _Carried:
    """A later document on its way in: what its styles, lists, notes and bookmarks are called there."""

    document: Package
    number: int
    numbering: Numbering
    styles: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, _Element] = field(default_factory=dict)


class _Joining:
    def __init__(self, pack: Package) -> None:
        self.pack = pack
        self.root = parse(pack.parts[pack.main])
        self.styles = self._shared("styles")
        self.numbering = self._shared("numbering")
        self.settings = self._shared("settings")
        self.notes = {kind: self._shared(f"{kind}s") for kind in _NOTES if pack.related(pack.main, f"{kind}s")}
        self.even_pages = _has_even_pages(self.settings)
        for section in self.root.iter(w("sectPr")):
            _number_through(section)

    @property
    def body(self) -> _Element:
        return _body(self.root)

    def _shared(self, kind: str) -> _Element:
        """A part of which there is one, made where the first document has none."""
        part = self.pack.related(self.pack.main, kind)
        if not part:
            part = f"{posixpath.dirname(self.pack.main)}/{kind}.xml"
            content = f'{DECLARATION}<w:{kind} xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP}"/>'
            self.pack.add(part, content.encode(), f"{WORD_TYPE}{kind}+xml")
            self.pack.relate(self.pack.main, OFFICE + kind, part)
        return parse(self.pack.parts[part])

    def finish(self) -> Package:
        """The whole document."""
        pack = self.pack
        for nth, element in enumerate(self.root.iter("{*}docPr"), 1):
            element.set("id", str(nth))
        shared = {"styles": self.styles, "numbering": self.numbering, "settings": self.settings}
        shared |= {f"{kind}s": root for kind, root in self.notes.items()}
        for kind, root in shared.items():
            pack.parts[pack.related(pack.main, kind)] = written(root)
        pack.parts[pack.main] = written(self.root)
        for part in (part for type_ in _STORIES for part in pack.of_type(type_)):
            pack.parts[part] = pack.parts[part].replace(b"SECTIONPAGES", b"NUMPAGES")
        return pack

    def add(self, document: Package, number: int) -> None:
        """Put a document behind those that are there."""
        carried = _Carried(document, number, Numbering.of(document))
        styles = parse(_part(document, "styles"))
        carried.theirs = {value(style, "styleId"): style for style in styles.iter(w("style"))}
        self.styles = _understanding(self.styles, styles)
        self._name_styles(styles, carried)
        self._carry_lists(carried)
        self._carry_styles(styles, carried)
        for kind in _NOTES:
            self._carry_notes(kind, carried)
        relationships = document.relationships(document.main)
        ids = {
            relationship.id: self._relate(relationship, carried)
            for relationship in relationships
            if relationship.kind not in _SHARED
        }
        root = parse(document.parts[document.main])
        self.root, body = _understanding(self.root, root), _body(root)
        self._rewrite(body, carried, ids)
        self._end_section()
        self._begin_sections(body, _has_even_pages(parse(_part(document, "settings"))))
        self.body.extend(list(body))

    def _name_styles(self, styles: _Element, carried: _Carried) -> None:
        """Find which styles of a document are others than those of that name which are there."""
        mine = {value(element, "styleId"): element for element in self.styles.iter(w("style"))}
        defaults = [_canonical(element.find(w("docDefaults"))) for element in (self.styles, styles)]
        differing = {
            identity
            for identity, style in carried.theirs.items()
            if identity in mine and (defaults[0] != defaults[1] or _looks(style) != _looks(mine[identity]))
        }
        for identity in carried.theirs:  # one that stands on another that differs is another itself
            lineage = (value(style, "styleId") for style in based_on(identity, carried.theirs))
            if identity in mine and not differing.isdisjoint(lineage):
                carried.styles[identity] = f"{identity}_{carried.number}"

    def _carry_styles(self, styles: _Element, carried: _Carried) -> None:
        """Take over the styles that are not there, or are there as others."""
        mine = {value(element, "styleId") for element in self.styles.iter(w("style"))}
        names = {value(element.find(w("name"))).lower() for element in self.styles.iter(w("style"))}
        is_same_base = _canonical(self.styles.find(w("docDefaults"))) == _canonical(styles.find(w("docDefaults")))
        for identity, style in carried.theirs.items():
            if identity in mine and identity not in carried.styles:
                continue
            copy = deepcopy(style)
            copy.attrib.pop(w("default"), "")
            copy.set(w("styleId"), carried.styles.get(identity, identity))
            name = copy.find(w("name"))
            if name is not None and value(name).lower() in names:
                name.set(w("val"), f"{value(name)} ({carried.document.name.removesuffix('.docx')})")
            for reference in copy.iter(w("basedOn"), w("next"), w("link")):
                reference.set(w("val"), carried.styles.get(value(reference), value(reference)))
            for numbered in copy.iter(w("numId")):
                numbered.set(w("val"), carried.lists.get(value(numbered), "0"))
            level = carried.numbering.style(identity).heading
            properties = _within(copy, "pPr", ("tblPr", "rPr")) if value(copy, "type") == "paragraph" else None
            if properties is not None and level and properties.find(w("outlineLvl")) is None:
                put_in_order(properties, _valued(properties, "outlineLvl", str(level - 1)),
                             PARAGRAPH_PROPERTIES)  # fmt: skip
            if properties is not None and not is_same_base and copy.find(w("basedOn")) is None:
                _take_defaults(copy, properties, styles)
            self.styles.append(copy)

    def _carry_lists(self, carried: _Carried) -> None:
        """Take over a document's lists under new numbers, so that each begins afresh."""
        document = carried.document
        if not document.related(document.main, "numbering"):
            return
        root = parse(_part(document, "numbering"))
        self.numbering = _understanding(self.numbering, root)
        abstracts: dict[str, str] = {}
        for kind, identity in (("abstractNum", "abstractNumId"), ("num", "numId")):
            there = self.numbering.findall(w(kind))
            fresh = count(1 + max((int(value(element, identity)) for element in there), default=0))
            for element in root.findall(w(kind)):
                copy, number = deepcopy(element), str(next(fresh))
                old = value(element, identity)
                copy.set(w(identity), number)
                if kind == "num":
                    carried.lists[old] = number
                    for of in copy.findall(w("abstractNumId")):
                        of.set(w("val"), abstracts.get(value(of), "0"))
                    self.numbering.append(copy)
                    continue
                abstracts[old] = number
                for nsid in copy.findall(w("nsid")):  # Word takes lists of one nsid for the same list
                    nsid.set(w("val"), sha256(f"{carried.number} {old}".encode()).hexdigest()[:8].upper())
                for styled in [*copy.iter(w("pStyle"), w("lvlPicBulletId"), w("styleLink"), w("numStyleLink"))]:
                    if value(styled) in carried.styles:
                        styled.set(w("val"), carried.styles[value(styled)])
                    else:
                        take(styled)
                last = self.numbering.findall(w("abstractNum"))
                self.numbering.insert(self.numbering.index(last[-1]) + 1 if last else 0, copy)

    def _carry_notes(self, kind: str, carried: _Carried) -> None:
        """Take over a document's footnotes or endnotes under new numbers."""
        document = carried.document
        part = document.related(document.main, f"{kind}s")
        if not part:
            return
        root = parse(document.parts[part])
        if kind not in self.notes:
            self.notes[kind] = self._shared(f"{kind}s")
            for line in root.iter(w(kind)):
                if line.get(w("type"), "normal") != "normal":
                    self.notes[kind].append(deepcopy(line))
        there = self.notes[kind] = _understanding(self.notes[kind], root)
        target = self.pack.related(self.pack.main, f"{kind}s")
        ids = {
            relationship.id: self._relate(relationship, carried, target)
            for relationship in document.relationships(part)
        }
        fresh = count(1 + max((int(value(element, "id")) for element in there.iter(w(kind))), default=0))
        carried.notes[kind] = {}
        for note in root.findall(w(kind)):
            if note.get(w("type"), "normal") == "normal":
                copy, number = deepcopy(note), str(next(fresh))
                carried.notes[kind][value(note, "id")] = number
                copy.set(w("id"), number)
                self._rewrite(copy, carried, ids)
                there.append(copy)

    def _relate(self, relationship: Relationship, carried: _Carried, source: str = "") -> str:
        """The id of what a document relates to in the whole, its part copied."""
        target = relationship.target
        if not relationship.external:
            target = self._copied(target, carried)
        return self.pack.relate(source or self.pack.main, relationship.type, target, relationship.external)

    def _copied(self, part: str, carried: _Carried) -> str:
        """The name of a part's copy, which has copies of all that it relates to."""
        if part in carried.parts:
            return carried.parts[part]
        document, (stem, ending) = carried.document, posixpath.splitext(part)
        copy = carried.parts[part] = f"{stem}_{carried.number}{ending}"
        content, type_ = document.parts[part], document.type_of(part)
        relationships = [
            replace(link, target=link.target if link.external else self._copied(link.target, carried))
            for link in document.relationships(part)
        ]
        if type_.endswith(_STORIES):
            root = parse(content)
            self._rewrite(root, carried, {})
            content = written(root)
        self.pack.add(copy, content, type_)
        if relationships:
            self.pack.set_relationships(copy, relationships)
        return copy

    def _rewrite(self, root: _Element, carried: _Carried, ids: Mapping[str, str]) -> None:
        """Let what a story refers to be what it is called in the whole."""
        for paragraph in list(root.iter(w("p"))):
            self._number(paragraph, carried)
        for element in list(root.iter("{*}*")):
            self._rename(element, carried)
            is_drawn = element.tag.startswith("{urn:schemas-microsoft-com:vml}")
            for attribute, target in list(element.attrib.items()):
                if str(attribute).startswith(f"{{{RELATIONSHIP}}}"):
                    element.set(attribute, ids.get(str(target), str(target)))
                elif is_drawn and (str(attribute).rpartition("}")[2] in ("id", "spid") or str(target).startswith("#")):
                    element.set(attribute, f"{target!s}_{carried.number}")
        default = carried.styles.get(carried.numbering.default_style, "")
        for paragraph in root.iter(w("p")) if default else ():
            properties = _within(paragraph, "pPr")
            if properties.find(w("pStyle")) is None:
                put_in_order(properties, _valued(properties, "pStyle", default), PARAGRAPH_PROPERTIES)

    def _rename(self, element: _Element, carried: _Carried) -> None:
        """Give a style, a bookmark, a note or a reference to one its name in the whole."""
        match local(element):
            case "pStyle" | "rStyle" | "tblStyle":
                element.set(w("val"), carried.styles.get(value(element), value(element)))
            case "bookmarkStart":
                element.set(w("id"), f"{carried.number}{value(element, 'id').zfill(5)}")
                element.set(w("name"), self._bookmark(value(element, "name"), carried))
            case "bookmarkEnd":
                element.set(w("id"), f"{carried.number}{value(element, 'id').zfill(5)}")
            case "hyperlink" if value(element, "anchor"):
                element.set(w("anchor"), self._bookmark(value(element, "anchor"), carried))
            case "instrText":
                element.text = self._field(element.text or "", carried)
            case "fldSimple":
                element.set(w("instr"), self._field(value(element, "instr"), carried))
            case "footnoteReference" | "endnoteReference" as reference:
                notes = carried.notes[reference.removesuffix("Reference")]
                element.set(w("id"), notes[value(element, "id")])
            case "id" if element.tag == w("id"):  # of a content control: Word gives it a new one
                take(element)

    def _number(self, paragraph: _Element, carried: _Carried) -> None:
        """Let a paragraph belong to its document's own list, where its style's is the first document's."""
        properties = paragraph.find(w("pPr"))
        numbered = properties.find(w("numPr")) if properties is not None else None
        own = numbered.find(w("numId")) if numbered is not None else None
        if own is not None:
            own.set(w("val"), carried.lists.get(value(own), "0"))
            return
        style = value(properties.find(w("pStyle"))) if properties is not None else ""
        identity, level = carried.numbering.of_paragraph(style)
        if identity not in carried.lists or (style or carried.numbering.default_style) in carried.styles:
            return
        properties = _within(paragraph, "pPr")
        given = properties.makeelement(w("numPr"))
        given.append(_valued(given, "ilvl", str(level)))
        given.append(_valued(given, "numId", carried.lists[identity]))
        put_in_order(properties, given, PARAGRAPH_PROPERTIES)
        indents = (found.find(f"{w('pPr')}/{w('ind')}") for found in based_on(style, carried.theirs))
        indent = next((found for found in indents if found is not None), None)
        if indent is not None and properties.find(w("ind")) is None:  # a list of its own would outdo the style's
            put_in_order(properties, deepcopy(indent), PARAGRAPH_PROPERTIES)

    def _bookmark(self, name: str, carried: _Carried) -> str:
        return f"{name[:36]}_{carried.number}"  # Word takes forty letters

    def _field(self, instruction: str, carried: _Carried) -> str:
        return _FIELD_TARGET.sub(lambda found: found.group(1) + self._bookmark(found.group(2), carried), instruction)

    def _end_section(self) -> None:
        """Put the last section's properties where the next document can begin behind them."""
        section = self.body.find(w("sectPr"))
        if section is None:
            section = self.body.makeelement(w("sectPr"))
        else:
            self.body.remove(section)
        last = self.body[-1] if len(self.body) else None
        if last is None or last.tag != w("p") or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            last = self.body.makeelement(w("p"))
            self.body.append(last)
            properties = _within(last, "pPr")
            spacing = {w("before"): "0", w("after"): "0", w("line"): "20", w("lineRule"): "exact"}
            properties.append(properties.makeelement(w("spacing"), spacing))
        put_in_order(_within(last, "pPr"), section, PARAGRAPH_PROPERTIES)

    def _begin_sections(self, body: _Element, even_pages: bool) -> None:
        """Let a document's sections begin on a page of their own, with no header that is another document's."""
        if body.find(w("sectPr")) is None:
            body.append(body.makeelement(w("sectPr")))
        sections = list(body.iter(w("sectPr")))
        for section in sections:
            _number_through(section)
        first = sections[0]
        begins = first.find(w("type"))
        if begins is None or value(begins) not in ("evenPage", "oddPage"):
            put_in_order(first, _valued(first, "type", "nextPage"), SECTION_PROPERTIES)
        if next(body.iter(w("footnoteReference")), None) is not None:
            _restart_notes(sections)
        for what in ("header", "footer"):
            tag = w(f"{what}Reference")
            before = {value(element, "type") or "default" for element in self.body.iter(tag)}
            own = {value(element, "type") or "default" for element in first.iter(tag)}
            for kind in _KINDS:
                if kind in before - own:
                    reference = first.makeelement(tag, {w("type"): kind})
                    reference.set(f"{{{RELATIONSHIP}}}id", self._blank(what))
                    first.insert(len(first.findall(w("headerReference"))), reference)
        if even_pages != self.even_pages:
            self._give_even_pages([*self.body.iter(w("sectPr"))] if even_pages else sections)

    def _blank(self, what: str) -> str:
        """The id of a header or footer that is blank."""
        part = f"{posixpath.dirname(self.pack.main)}/{what}_blank.xml"
        if part not in self.pack.parts:
            root = {"header": "hdr", "footer": "ftr"}[what]
            content = f'{DECLARATION}<w:{root} xmlns:w="{WORD}"><w:p/></w:{root}>'
            self.pack.add(part, content.encode(), f"{WORD_TYPE}{what}+xml")
        return self.pack.relate(self.pack.main, OFFICE + what, part)

    def _give_even_pages(self, sections: Sequence[_Element]) -> None:
        """Let even pages have the header of the others in sections that know no even pages: Word has one setting."""
        if not self.even_pages:
            self.even_pages = True
            at = [i for i, each in enumerate(self.settings) if local(each) in _BEFORE_EVEN_PAGES]
            self.settings.insert(at[-1] + 1 if at else 0, self.settings.makeelement(w("evenAndOddHeaders")))
        for section in sections:
            for reference in section.findall(w("headerReference")) + section.findall(w("footerReference")):
                if value(reference, "type") == "even":
                    section.remove(reference)
                elif value(reference, "type") == "default":
                    copy = deepcopy(reference)
                    copy.set(w("type"), "even")
                    reference.addnext(copy)


_BEFORE_EVEN_PAGES = frozenset(
    (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
        "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
        "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
        "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions "
        "doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme "
        "styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle"
    ).split()
)
"""The children of w:settings that stand before w:evenAndOddHeaders."""


def _body(root: _Element) -> _Element:
    return next(root.iter(w("body")))


def _understanding(root: _Element, other: _Element) -> _Element:
    """A root that knows the namespaces of another as well, and which of them older Words may pass over."""
    from lxml import etree

    if other.nsmap.items() <= root.nsmap.items():
        return root
    names = {str(prefix): uri for element in (other, root) for prefix, uri in element.nsmap.items() if prefix}
    wider = etree.Element(root.tag, nsmap=names)
    for name, text in root.attrib.items():
        wider.set(name, text)
    passed_over = [each for element in (root, other) for each in element.get(_IGNORABLE, "").split() if each in names]
    if passed_over:
        wider.set(_IGNORABLE, " ".join(dict.fromkeys(passed_over)))
    wider.extend(root)
    return wider


def _part(document: Package, kind: str) -> bytes:
    """The content of a document's part of this kind; of a blank one where it has none."""
    return document.parts.get(document.related(document.main, kind), f'<w:{kind} xmlns:w="{WORD}"/>'.encode())


def _has_even_pages(settings: _Element) -> bool:
    return is_on(settings.find(w("evenAndOddHeaders")))


def _number_through(section: _Element) -> None:
    """Let the pages of a section be numbered on from those before."""
    for numbers in section.findall(w("pgNumType")):
        numbers.attrib.pop(w("start"), "")


def _restart_notes(sections: Sequence[_Element]) -> None:
    """Let a document's footnotes begin at 1."""
    for nth, section in enumerate(sections):
        properties = section.find(w("footnotePr"))
        if properties is None:
            properties = section.makeelement(w("footnotePr"))
            put_in_order(section, properties, SECTION_PROPERTIES)
        order = "pos numFmt numStart numRestart".split()
        restart = _valued(properties, "numRestart", "continuous" if nth else "eachSect")
        put_in_order(properties, restart, order)


def _looks(style: _Element) -> list[bytes]:
    return [_canonical(child) for child in style if child.tag in _LOOKS]


def _canonical(element: _Element | None) -> bytes:
    from lxml import etree

    return b"" if element is None else etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _within(element: _Element, name: str, before: Sequence[str] = ()) -> _Element:
    """A child of an element, made where there is none: first in it, or in a style before these."""
    found = element.find(w(name))
    if found is None:
        found = element.makeelement(w(name))
        at = [i for i, each in enumerate(element) if local(each) in before] or [len(element)]
        element.insert(at[0] if element.tag == w("style") else 0, found)
    return found


def _valued(beside: _Element, name: str, text: str) -> _Element:
    """A new element that says one thing: <w:pStyle w:val="Title"/>."""
    return beside.makeelement(w(name), {w("val"): text})


def _take_defaults(style: _Element, paragraph: _Element, styles: _Element) -> None:
    """Let a style have what its document gives by default, where that is other than the whole's."""
    run = _within(style, "rPr", ("tblPr", "trPr", "tcPr", "tblStylePr"))
    for properties, path, order in (
        (paragraph, f"{w('pPrDefault')}/{w('pPr')}", PARAGRAPH_PROPERTIES),
        (run, f"{w('rPrDefault')}/{w('rPr')}", RUN_PROPERTIES),
    ):
        for given in styles.iterfind(f"{w('docDefaults')}/{path}/*"):
            if properties.find(given.tag) is None and local(given) in order:
                put_in_order(properties, deepcopy(given), order)
