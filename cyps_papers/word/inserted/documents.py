"""Other documents put into one: docxtpl's composer carries over their styles, lists, notes, pictures and links.

A document has styles and lists of its own. A passage takes those that the document has under the same names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count
from typing import Any

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.archive import unpacked
from cyps_papers.opc.package import Package, relationships_part
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.vocabulary import question
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.parts.outside import from_outside
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import local, value, w
from cyps_papers.word.templates.cleaning import clean, remove

ENDING = ".docx"
_ANY_DAY = date(2000, 1, 1)
_STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")))
_DEFAULTS = ("rFonts", "sz", "color", "b", "i", "spacing", "jc", "ind")
_NSID = re.compile(r'<w:nsid w:val="(\w+)"/>')


@dataclass(frozen=True)
class InsertedDocument:
    """Another document to print in place of a paragraph."""

    package: Package

    def __str__(self) -> str:
        return ""


def document(files: Files) -> Callable[[object], InsertedDocument]:
    """The question that a template asks for another document: its file."""

    @question('("annex.docx")')
    def ask(name: object) -> InsertedDocument:
        return InsertedDocument(opened(files, name))

    return ask


def opened(files: Files, name: object) -> Package:
    """The document of that name; NoAnswerError where it cannot be used."""
    path, problems = files.find(name, ENDING), Problems()
    package = open_document(path, problems)
    if package is None:
        raise NoAnswerError(f"{path.name}: {problems.found[0].message}", problems.found[0].hint)
    if outside := Problems(from_outside(package)).errors:
        raise NoAnswerError(f"{path.name}: {outside[0].message}", outside[0].hint)
    if b"<w:endnoteReference" in package.parts[package.main]:
        raise NoAnswerError(
            f"{path.name} has endnotes, which cannot be carried over.",
            "Make them footnotes: right-click one, Note Options, Convert.",
        )
    return package


def composed(package: Package, others: Sequence[Package], own_styles: bool) -> list[list[_Element]]:
    """The blocks of other documents as they can stand in this package's body, which gets all that they refer to.

    The sections of the others are left out: what stands in them takes the page that it comes to stand on.
    """
    import docx
    from docxtpl.subdoc import SubdocComposer

    composer: Any = SubdocComposer(docx.Document(io.BytesIO(package.to_bytes(_ANY_DAY))))
    composer.restart_numbering = own_styles
    there = {style.style_id for style in composer.doc.styles}
    blocks: list[list[_Element]] = []
    for number, other in enumerate(others, 1):
        source: Any = docx.Document(io.BytesIO(_bare(other).to_bytes(_ANY_DAY)))
        if own_styles:
            _rename_styles(source, composer.doc, re.sub(r"\W+", " ", other.name.removesuffix(ENDING)), number)
        composer.attach_parts(source)
        _carry_styles_beneath(composer, source, there)
        blocks.append(list(source.element.body))
    made = io.BytesIO()
    composer.doc.save(made)
    _take_over(package, made.getvalue())
    return blocks


def put_in(texts: Mapping[str, str], package: Package, documents: Sequence[InsertedDocument]) -> dict[str, str]:
    """The rendered texts with the documents in the places that `place_of` kept for them; what they need goes into the
    package."""
    made = dict(texts)
    notes = package.related(package.main, "footnotes")
    if notes:
        package.parts[notes] = texts[notes].encode()
    for number, blocks in enumerate(composed(package, [document.package for document in documents], own_styles=True)):
        xml = "".join(etree.tostring(block, encoding="unicode") for block in blocks)
        made[package.main] = made[package.main].replace(place_of(number), xml)
    if notes:
        made[notes] = package.parts[notes].decode("utf-8")
    return made


def place_of(number: int) -> str:
    """What keeps the place of a document in a text that is being rendered."""
    return f"<?document {number}?>"


def _bare(other: Package) -> Package:
    """A copy without sections, and without what must not be published."""
    bare = other.copy()
    root = parse(bare.parts[bare.main])
    clean(root)
    for element in list(root.iter(w("sectPr"), w("dataBinding"))):
        remove(element)
    bare.parts[bare.main] = written(root)
    return bare


def _rename_styles(source: Any, target: Any, name: str, number: int) -> None:
    """Give every style of a document a name of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RELATED

    _state_defaults(source, target)
    styles, first = source.styles.element, f"{name.replace(' ', '')}{number}-"
    for style in styles.iter(w("style")):
        style.set(w("styleId"), first + value(style, "styleId"))
        style.set(w("customStyle"), "1")
        style.attrib.pop(w("default"), None)
        style.find(w("name")).set(w("val"), f"{value(style.find(w('name')))} ({name})")
        for aliases in style.findall(w("aliases")):
            style.remove(aliases)
    links = [relationship for relationship in source.part.rels.values() if not relationship.is_external]
    lists = [link.target_part.element for link in links if link.reltype == RELATED.NUMBERING]
    for root in (styles, source.element.body, *lists):
        for element in root.iter(*_STYLED):
            element.set(w("val"), first + value(element))
    for notes in [link.target_part for link in links if link.reltype == RELATED.FOOTNOTES]:
        notes._blob = re.sub(rb'(<w:[prt]\w*Style w:val=")', rb"\g<1>" + first.encode(), notes.blob)


def _state_defaults(source: Any, target: Any) -> None:
    """Give paragraphs without a style the default one, with those defaults of the document that the target has not."""
    default = source.styles.default(1)  # of paragraphs
    if default is None:
        return
    for paragraph in source.element.body.iter(w("p")):
        paragraph.style = paragraph.style or default.style_id
    for kind, properties in (("rPr", default.element.get_or_add_rPr()), ("pPr", default.element.get_or_add_pPr())):
        ours, theirs = (
            {child.tag: child for child in document.styles.element.xpath(f"w:docDefaults/w:{kind}Default/w:{kind}/*")}
            for document in (target, source)
        )
        for tag, child in theirs.items():
            is_same = tag in ours and dict(ours[tag].attrib) == dict(child.attrib)
            if not is_same and properties.find(tag) is None and local(child) in _DEFAULTS:
                getattr(properties, f"_insert_{local(child)}")(deepcopy(child))


def _carry_styles_beneath(composer: Any, source: Any, there: set[str]) -> None:
    """Carry over what the styles that were carried over are based on, too; docxcompose carries those in use alone."""
    styles = composer.doc.styles.element
    for style in styles:  # goes on to those added meanwhile
        based = style.find(w("basedOn"))
        if based is not None and value(style, "styleId") not in there:
            holder = source.element.body.makeelement(w("p"))
            holder.style = value(based)
            composer.add_styles(source, holder)
            based.set(w("val"), holder.style)
    known = {value(style, "styleId") for style in styles}
    for reference in list(styles.iter(w("basedOn"), w("next"), w("link"))):
        if value(reference) not in known:
            reference.getparent().remove(reference)


def _take_over(package: Package, made: bytes) -> None:
    """Take over what a composition added to a package and changed in it; its stories stay as they are."""
    changed = Package.of(unpacked(made), package.name)
    numbering = changed.related(changed.main, "numbering")
    if numbering:
        before = set(_NSID.findall(package.parts.get(numbering, b"").decode("utf-8")))
        numbers = count(1)

        def fixed(found: re.Match[str]) -> str:
            """docxcompose draws these by lot; the same inputs must give the same bytes."""
            if found.group(1) in before:
                return found.group()
            drawn = sha256(f"{package.name} {next(numbers)}".encode()).hexdigest()[:8].upper()
            return f'<w:nsid w:val="{drawn}"/>'

        changed.parts[numbering] = _NSID.sub(fixed, changed.parts[numbering].decode("utf-8")).encode()
    shared = [changed.related(changed.main, kind) for kind in ("styles", "numbering", "footnotes")]
    shared += [relationships_part(part) for part in (changed.main, *shared) if part]
    for part, content in changed.parts.items():
        if part not in package.parts or part in shared:
            package.add(part, content, changed.type_of(part))
