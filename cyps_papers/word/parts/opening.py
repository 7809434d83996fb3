"""Word documents opened: what cannot be used as one is told apart before anything of it is read."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from lxml import etree

from cyps_papers.files.causes import in_words
from cyps_papers.files.kinds import FileKind, file_kind
from cyps_papers.files.places import other_than_file
from cyps_papers.opc.archive import DamagedError, EntitiesError, NoPackageError, TooLargeError, elements, unpacked
from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import FilePlace, Problem, Problems, error
from cyps_papers.word.parts.trees import parser
from cyps_papers.word.parts.wordml import CHART_TYPE

NOT_THERE = error("file", "The file is not there.", "Check its name and folder.")
NOT_A_FILE = error("file", "This is {what}, not a Word document.", "Put the document itself here.")
UNREADABLE = error("file", "The file cannot be read ({why}).", "Close it in Word, and check that you may open it.")
EMPTY = error("file", "The file is empty.", "Save it again in Word, or take it from a copy.")
LINK = error("file", "This is a link saved as text, not a document.", "Put the document itself in its place.")
NOT_A_PACKAGE = error("file", "This is not a Word document.", "Open it in Word and save it as Word Document (*.docx).")
PASSWORD = error(
    "file",
    "The document is protected by a password.",
    "In Word choose File, Info, Protect Document, take the password out, and save it.",
)
OLD_WORD = error(
    "file", "This is a document of Word 97-2003.", "Open it in Word and save it as Word Document (*.docx)."
)
DAMAGED = error("file", "The file is damaged ({what}).", "Open it in Word, let Word repair it, and save it again.")
TOO_LARGE = error(
    "file",
    "The file unpacks to more than a document should ({what}).",
    "Take out large pictures and attachments, or save it again in Word.",
)
MACROS = error("file", "The document is of a kind that can hold macros.", "In Word save it as Word Document (*.docx).")
WORD_TEMPLATE = error(
    "file", "The file is a Word template (.dotx), not a document.", "In Word save it as Word Document (*.docx)."
)
OTHER_KIND = error("file", "This is {thing}, not a Word document.", "{remedy}")
STRICT = error(
    "file",
    "The document is a Strict Open XML document.",
    "In Word save it as Word Document (*.docx), without 'Strict'.",
)
ENTITIES = error(
    "file",
    "The document declares XML entities ({part}), which Word never does.",
    "Do not use this file: take the document from whoever made it, saved by Word.",
)

_UNTOLD = (FileKind.EXCEL, FileKind.DAMAGED, FileKind.WORD, FileKind.TEXT, FileKind.WEB_PAGE, FileKind.OTHER)
"""What is no Word document is not told apart as these here: by their parts, or not at all."""
_OTHERS = {
    "spreadsheetml": "an Excel workbook",
    "ms-excel": "an Excel workbook",
    "presentationml": "a PowerPoint presentation",
    "ms-powerpoint": "a PowerPoint presentation",
}


def open_document(path: Path, problems: Problems) -> Package | None:
    """The Word document at a path, or None with a problem that says why it cannot be used."""
    content = document_bytes(path, problems)
    if content is None:
        return None
    return read_document(content, path.name, problems)


def document_bytes(path: Path, problems: Problems) -> bytes | None:
    """What stands in the file at a path, or None with a problem that says why it cannot be read."""
    try:
        if other := other_than_file(path):
            problems.add(NOT_A_FILE, FilePlace(path.name), what=other)
            return None
        return path.read_bytes()
    except FileNotFoundError:
        problems.add(NOT_THERE, FilePlace(path.name))
    except OSError as failure:
        problems.add(UNREADABLE, FilePlace(path.name), why=in_words(failure))
    return None


def read_document(content: bytes, name: str, problems: Problems) -> Package | None:
    """The Word document that these bytes are, or None with a problem that says why it cannot be used.

    The same bytes are looked through once in a process.
    """
    package, found = _looked_through(content, name)
    problems.include(found)
    if package is None:
        return None
    return package.copy()


@lru_cache(maxsize=32)
def _looked_through(content: bytes, name: str) -> tuple[Package | None, list[Problem]]:
    problems = Problems()
    return _read(content, name, problems), problems.found


def _read(content: bytes, name: str, problems: Problems) -> Package | None:
    place = FilePlace(name)
    if not content.startswith(b"PK"):
        problems.include([_not_a_zip(content, place)])
        return None
    try:
        package = Package.of(unpacked(content), name)
        if other := _other_format(package, place):
            problems.include([other])
            return None
        for part in package.parts:
            if is_xml(package, part):
                package.parts[part] = _in_utf_8(package.parts[part])
                elements(package.parts[part], part)
                etree.fromstring(package.parts[part], parser())
        if not package.related("", "officeDocument"):
            raise DamagedError("it does not say which of its parts is the document")
    except NoPackageError:
        problems.include([_other_kind(content, place)])
    except DamagedError as damage:
        problems.add(DAMAGED, place, what=damage)
    except etree.XMLSyntaxError:  # of some XML that is well formed no tree can be made, for a namespace or its size
        problems.add(DAMAGED, place, what=f"its part {part} is not well formed")
    except TooLargeError as size:
        problems.add(TOO_LARGE, place, what=size)
    except EntitiesError as part_with_entities:
        problems.add(ENTITIES, place, part=part_with_entities)
    else:
        _keep_one_core(package)
        _forget_lost_workbooks(package)
        return package
    return None


def is_xml(package: Package, part: str) -> bool:
    """Whether a part is XML, by its name or its content type: one of the two may be wrong."""
    return part.endswith((".rels", ".xml")) or package.type_of(part).endswith("xml")


def _not_a_zip(content: bytes, place: FilePlace) -> Problem:
    """What a file is that is no zip archive, and so no Word document."""
    if not content.strip(b"\0 \r\n\t"):
        return EMPTY.at(place)
    kind = file_kind(content)
    known = {FileKind.PROTECTED: PASSWORD, FileKind.OLD_WORD: OLD_WORD, FileKind.OLD_OFFICE: OLD_WORD}
    if kind in known:
        return known[kind].at(place)
    if kind is FileKind.LINK:
        return LINK.at(place)
    return _other_kind(content, place)


def _other_kind(content: bytes, place: FilePlace) -> Problem:
    kind = file_kind(content)
    if kind in _UNTOLD:
        return NOT_A_PACKAGE.at(place)
    return OTHER_KIND.at(place, thing=kind.called, remedy=kind.remedy)


def _other_format(package: Package, place: FilePlace) -> Problem | None:
    """What a package is that is no Word document, or one in the strict dialect, whose names are all different."""
    main = package.type_of(package.main)
    for sign, thing in _OTHERS.items():
        if sign in (main or " ".join(package.overrides.values())):
            return OTHER_KIND.at(place, thing=thing, remedy="Check which file was meant.")
    if any("macroEnabled" in type_ or "vba" in type_.lower() for type_ in map(package.type_of, package.parts)):
        return MACROS.at(place)
    if main.endswith("template.main+xml"):
        return WORD_TEMPLATE.at(place)
    if not main.endswith("wordprocessingml.document.main+xml"):
        return NOT_A_PACKAGE.at(place)
    return STRICT.at(place) if b"purl.oclc.org/ooxml" in package.parts[package.main][:5000] else None


def _in_utf_8(content: bytes) -> bytes:
    """XML in the encoding that Word writes, whatever it was written in."""
    encoding = re.match(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", content)
    name = encoding.group(1).decode().lower() if encoding else "utf-8"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        name = "utf-16"
    if name in ("utf-8", "us-ascii", "ascii"):
        return content
    try:
        text = content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return content
    return re.sub(r"encoding=[\"'][\w.-]+[\"']", 'encoding="UTF-8"', text, count=1).encode()


def _keep_one_core(package: Package) -> None:
    # LibreOffice and older libraries can leave two sets of core properties, which Word calls damage.
    cores = [*package.all_related("", "core-properties"), *package.of_type(CORE_TYPE)]
    for part in {*cores} - {*cores[:1]}:
        package.drop(part)
    leading = [relationship for relationship in package.relationships("") if relationship.kind == "core-properties"]
    package.unrelate("", lambda relationship: relationship in leading[1:])


def _forget_lost_workbooks(package: Package) -> None:
    # LibreOffice, saving a chart that it read from an .odt, points to a workbook that it does not save.
    for part in package.of_type(CHART_TYPE):
        for lost in package.unrelate(part, lambda led: not led.external and led.target not in package.parts):
            data = rf'<(\w+:)?externalData\b[^>]*"{re.escape(lost.id)}"[^>]*?(/>|>.*?</(\w+:)?externalData>)'
            package.parts[part] = re.sub(data.encode(), b"", package.parts[part], flags=re.DOTALL)
