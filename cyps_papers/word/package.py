"""A Word file as its parts: opened safely, and written so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from cyps_papers.problems import FilePlace, Kind, Problems, error

NOT_THERE = error("file", "The file is not there.", "Check its name and folder.")
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
MACROS = error("file", "The document is of the kind that holds macros.", "In Word save it as Word Document (*.docx).")
WORD_TEMPLATE = error(
    "file",
    "The file is a Word template (.dotx), not a document.",
    "In Word save it as Word Document (*.docx).",
)
OTHER_KIND = error("file", "This is {thing}, not a Word document.", "Check which file was meant.")
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

LARGEST_PART = 200_000_000
LARGEST_PACKAGE = 400_000_000
MOST_PARTS = 5_000
STEEPEST = 500
"""How many times smaller than its content a large part may be: beyond that it is a zip bomb."""

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORD_TYPE + "document.main+xml"
RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_KINDS = {
    "spreadsheetml": "an Excel workbook",
    "ms-excel": "an Excel workbook",
    "presentationml": "a PowerPoint presentation",
    "ms-powerpoint": "a PowerPoint presentation",
}


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part: its id, its type, and its target (a part's name unless external)."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass
class Package:
    """A Word file: its parts by name ('word/document.xml'), their content types and relationships."""

    name: str
    parts: dict[str, bytes]
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, problems: Problems) -> Package | None:
        """The Word document at a path, or None with a problem that says why it cannot be used."""
        refusal = _Refusal(FilePlace(path.name), problems)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return refusal(NOT_THERE)
        except OSError as failure:
            return refusal(UNREADABLE, why=failure.strerror or "no reason given")
        return cls.read(content, path.name, problems)

    @classmethod
    def read(cls, content: bytes, name: str, problems: Problems) -> Package | None:
        """The Word document that these bytes are, or None with a problem that says why it cannot be used."""
        refusal = _Refusal(FilePlace(name), problems)
        if not content.startswith(b"PK"):
            return refusal(_not_a_zip(content))
        try:
            parts = _unpacked(content)
            package = cls(name, parts)
            package._read_content_types()
            _check_kind(package)
            for part in list(package.parts):
                if _is_xml(package, part):
                    package.parts[part] = _in_utf_8(package.parts[part])
                    _check_xml(package, part)
        except _RefusedError as refused:
            return refusal(refused.kind, **refused.found)
        package._keep_one_core()
        return package

    def copy(self) -> Package:
        """A package with the same parts, to be changed without changing this one."""
        return Package(self.name, dict(self.parts), dict(self.defaults), dict(self.overrides))

    @property
    def main(self) -> str:
        """The name of the main document part."""
        for relationship in self.relationships(""):
            if relationship.type == OFFICE + "officeDocument" and relationship.target in self.parts:
                return relationship.target
        return next((part for part in self.parts if self.type_of(part) == DOCUMENT_TYPE), "")

    def type_of(self, part: str) -> str:
        """The content type of a part, empty where none is declared."""
        return self.overrides.get(part) or self.defaults.get(_extension(part), "")

    def of_type(self, ending: str) -> list[str]:
        """The names of the parts whose content type ends so ('footnotes+xml'), in the order of their names."""
        return sorted(part for part in self.parts if self.type_of(part).endswith(ending))

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part; those of the package itself for ''."""
        content = self.parts.get(relationships_part(part))
        return list(_relationships(content, part)) if content else []

    def related(self, part: str, kind: str) -> str:
        """The name of the first part that this one is related to so ('styles'), or ''."""
        for relationship in self.relationships(part):
            if relationship.type == OFFICE + kind and relationship.target in self.parts:
                return relationship.target
        return ""

    def relate(self, part: str, type_: str, target: str, external: bool = False) -> str:
        """The id of a relationship of this part with this target, made where there is none yet."""
        relationships = self.relationships(part)
        for relationship in relationships:
            if (relationship.type, relationship.target, relationship.external) == (type_, target, external):
                return relationship.id
        taken = {relationship.id for relationship in relationships}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        relationships.append(Relationship(identity, type_, target, external))
        self.set_relationships(part, relationships)
        return identity

    def set_relationships(self, part: str, relationships: list[Relationship]) -> None:
        """Write the relationships of a part."""
        rows = "".join(_relationship_xml(part, relationship) for relationship in relationships)
        text = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS_NAMESPACE}">{rows}</Relationships>'
        self.parts[relationships_part(part)] = text.encode()

    def add(self, part: str, content: bytes, type_: str) -> None:
        """Add a part, or replace it, with its content type."""
        self.parts[part] = content
        if self.defaults.get(_extension(part)) != type_:
            self.overrides[part] = type_

    def drop(self, part: str) -> None:
        """Take out a part, its own relationships, and every relationship that leads to it."""
        for name in (part, relationships_part(part)):
            self.parts.pop(name, None)
            self.overrides.pop(name, None)
        for source in [_source_of(name) for name in self.parts if name.endswith(".rels")]:
            relationships = self.relationships(source)
            kept = [each for each in relationships if each.external or each.target != part]
            if len(kept) < len(relationships):
                self.set_relationships(source, kept)

    def to_bytes(self, when: date) -> bytes:
        """The whole file; its dates are this day, never the clock's."""
        content = io.BytesIO()
        self._write(content, when)
        return content.getvalue()

    def write(self, path: Path, when: date) -> None:
        """Write the file; its dates are this day, never the clock's."""
        with path.open("wb") as file:
            self._write(file, when)

    def _write(self, file: io.BufferedIOBase | io.BufferedWriter, when: date) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for part in [CONTENT_TYPES, *self._in_order()]:
                info = zipfile.ZipInfo(part, (max(when.year, 1980), when.month, when.day, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0  # the same bytes on every system
                archive.writestr(info, self._content(part, when))

    def _in_order(self) -> list[str]:
        first = ["_rels/.rels", self.main, relationships_part(self.main)]
        return [part for part in first if part in self.parts] + sorted(set(self.parts) - set(first))

    def _content(self, part: str, when: date) -> bytes:
        if part == CONTENT_TYPES:
            return self._content_types_xml()
        return _dated(self.parts[part], when) if self.type_of(part) == CORE_TYPE else self.parts[part]

    def _content_types_xml(self) -> bytes:
        rows = [
            f"<Default Extension={quoted(extension)} ContentType={quoted(type_)}/>"
            for extension, type_ in sorted(self.defaults.items())
        ]
        rows += [
            f"<Override PartName={quoted('/' + part)} ContentType={quoted(type_)}/>"
            for part, type_ in sorted(self.overrides.items())
            if part in self.parts
        ]
        return f'{DECLARATION}<Types xmlns="{TYPES_NAMESPACE}">{"".join(rows)}</Types>'.encode()

    def _read_content_types(self) -> None:
        content = self.parts.pop(CONTENT_TYPES, None)
        if content is None:
            raise _RefusedError(NOT_A_PACKAGE)
        for name, attributes in _elements(content):
            if name.endswith("Default"):
                self.defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")
            elif name.endswith("Override"):
                self.overrides[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    def _keep_one_core(self) -> None:
        # LibreOffice and older libraries can leave two sets of core properties, which Word calls damage.
        cores = [each.target for each in self.relationships("") if each.type == CORE_RELATIONSHIP]
        others = [part for part in self.of_type(CORE_TYPE) if part not in cores]
        for part in [*cores[1:], *(others if cores else others[1:])]:
            if part not in cores[:1]:
                self.drop(part)
        kept = self.relationships("")
        doubled = [each for each in kept if each.type == CORE_RELATIONSHIP][1:]
        if doubled:
            self.set_relationships("", [each for each in kept if each not in doubled])


def relationships_part(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    path = PurePosixPath(part)
    return f"{path.parent}/_rels/{path.name}.rels".removeprefix("./") if part else "_rels/.rels"


def quoted(text: str) -> str:
    """Text as the value of an attribute, its quotes around it."""
    return f'"{escape(text)}"'


def _source_of(relationships: str) -> str:
    path = PurePosixPath(relationships)
    return str(path.parent.parent / path.name.removesuffix(".rels")).removeprefix("./").removesuffix(".")


def _extension(part: str) -> str:
    return part.rpartition(".")[2].lower()


class _RefusedError(Exception):
    def __init__(self, kind: Kind, **found: object) -> None:
        super().__init__(kind.rule)
        self.kind = kind
        self.found = found


@dataclass
class _Refusal:
    place: FilePlace
    problems: Problems

    def __call__(self, kind: Kind, **found: object) -> Package | None:
        self.problems.add(kind, self.place, **found)
        return None


def _not_a_zip(content: bytes) -> Kind:
    if not content.strip():
        return EMPTY
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return PASSWORD if encrypted else OLD_WORD
    if len(content) < 500 and re.fullmatch(rb"[^\n<>]*\.docx?\s*", content):
        return LINK
    return NOT_A_PACKAGE


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_sizes(entries)
            return {entry.filename.replace("\\", "/"): archive.read(entry) for entry in entries}
    except RuntimeError as failure:  # zipfile's word for an encrypted entry, NotImplementedError's parent
        raise _RefusedError(DAMAGED, what="it cannot be unpacked") from failure
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as failure:
        raise _RefusedError(DAMAGED, what="its parts cannot be unpacked") from failure


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _RefusedError(TOO_LARGE, what=f"{len(entries):,} parts")
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_PACKAGE or any(_is_bomb(entry) for entry in entries):
        raise _RefusedError(TOO_LARGE, what=f"{total / 1_000_000:,.0f} MB")
    names = {entry.filename.lower() for entry in entries}
    if len(names) < len(entries):
        raise _RefusedError(DAMAGED, what="two of its parts have one name")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    steep = entry.file_size > 10_000_000 and entry.file_size > STEEPEST * max(entry.compress_size, 1)
    return entry.file_size > LARGEST_PART or steep


def _check_kind(package: Package) -> None:
    type_ = package.type_of(package.main) if package.main else ""
    if not type_:
        declared = " ".join(package.overrides.values())
        kind = next((words for sign, words in _KINDS.items() if sign in declared), "")
        raise _RefusedError(OTHER_KIND, thing=kind) if kind else _RefusedError(NOT_A_PACKAGE)
    kind = next((words for sign, words in _KINDS.items() if sign in type_), "")
    if kind:
        raise _RefusedError(OTHER_KIND, thing=kind)
    if "macroEnabled" in type_:
        raise _RefusedError(MACROS)
    if type_ == WORD_TYPE + "template.main+xml":
        raise _RefusedError(WORD_TEMPLATE)
    if type_ != DOCUMENT_TYPE:
        raise _RefusedError(NOT_A_PACKAGE)
    if b"purl.oclc.org/ooxml" in package.parts[package.main][:5000]:
        raise _RefusedError(STRICT)


def _is_xml(package: Package, part: str) -> bool:
    return _extension(part) == "rels" or package.type_of(part).endswith("xml")


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
    return re.sub(r"^<\?xml[^>]*\?>", DECLARATION.strip(), text).encode()


def _check_xml(package: Package, part: str) -> None:
    if not package.parts[part].strip():
        raise _RefusedError(DAMAGED, what=f"its part {part} is empty")
    for _ in _elements(package.parts[part], part):
        pass


def _elements(content: bytes, part: str = CONTENT_TYPES) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise _RefusedError(ENTITIES, part=part)

    parser.StartDoctypeDeclHandler = refuse
    if part == CONTENT_TYPES or part.endswith(".rels"):
        parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as failure:
        raise _RefusedError(DAMAGED, what=f"its part {part} is not well formed") from failure
    return iter(found)


def _relationships(content: bytes, part: str) -> Iterator[Relationship]:
    text = content.decode("utf-8-sig", "replace")
    for element in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", text):
        named = {name: unescape(a or b) for name, a, b in _ATTRIBUTE.findall(element)}
        external = named.get("TargetMode") == "External"
        target = named.get("Target", "")
        target = target if external else _absolute(part, target)
        yield Relationship(named.get("Id", ""), named.get("Type", ""), target, external)


def _absolute(part: str, target: str) -> str:
    base = PurePosixPath("/" + part).parent if not target.startswith("/") else PurePosixPath("/")
    steps: list[str] = []
    for step in (base / target.lstrip("/")).parts[1:]:
        if step == "..":
            steps[-1:] = []
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _relationship_xml(part: str, relationship: Relationship) -> str:
    target, mode = relationship.target, ' TargetMode="External"'
    if not relationship.external:
        folder = str(PurePosixPath(part).parent) + "/" if "/" in part else ""
        target = target.removeprefix(folder) if target.startswith(folder) else "/" + target
        mode = ""
    identity, type_ = quoted(relationship.id), quoted(relationship.type)
    return f"<Relationship Id={identity} Type={type_} Target={quoted(target)}{mode}/>"


def _dated(core: bytes, when: date) -> bytes:
    text = core.decode("utf-8", "replace")
    stamp = escape(f"{when.isoformat()}T00:00:00Z")
    text = re.sub(r"(<dcterms:(created|modified)\b[^>]*>)[^<]*", rf"\g<1>{stamp}", text)
    return re.sub(r"<cp:lastPrinted>[^<]*</cp:lastPrinted>", "", text).encode()
