"""A Word file as its parts: opened safely, and written so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from pathlib import Path, PurePosixPath

from cyps_papers.problems import FilePlace, Problems
from cyps_papers.word.parts.opening import (
    NOT_A_PACKAGE,
    NOT_THERE,
    UNREADABLE,
    RefusedError,
    check_dialect,
    check_type,
    elements,
    in_utf_8,
    not_a_zip,
    unpacked,
)

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORD_TYPE + "document.main+xml"
RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


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
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            problems.add(NOT_THERE, FilePlace(path.name))
            return None
        except OSError as failure:
            problems.add(UNREADABLE, FilePlace(path.name), why=failure.strerror or "no reason given")
            return None
        return cls.read(content, path.name, problems)

    @classmethod
    def read(cls, content: bytes, name: str, problems: Problems) -> Package | None:
        """The Word document that these bytes are, or None with a problem that says why it cannot be used."""
        if not content.startswith(b"PK"):
            problems.add(not_a_zip(content), FilePlace(name))
            return None
        try:
            package = cls(name, unpacked(content))
            package._read_content_types()
            check_type(package.type_of(package.main), " ".join(package.overrides.values()))
            check_dialect(package.parts[package.main])
            package._check_parts()
        except RefusedError as refused:
            problems.add(refused.kind, FilePlace(name), **refused.found)
            return None
        package._keep_one_core()
        package._forget_lost_workbooks()
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
            raise RefusedError(NOT_A_PACKAGE)
        for name, attributes in elements(content, CONTENT_TYPES):
            if name.endswith("Default"):
                self.defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")
            elif name.endswith("Override"):
                self.overrides[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    def _check_parts(self) -> None:
        for part in self.parts:
            if _extension(part) == "rels" or self.type_of(part).endswith("xml"):
                self.parts[part] = in_utf_8(self.parts[part])
                elements(self.parts[part], part)

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

    def _forget_lost_workbooks(self) -> None:
        # LibreOffice, saving a chart that it read from an .odt, points to a workbook that it does not save.
        for part in self.of_type(CHART_TYPE):
            relationships = self.relationships(part)
            kept = [each for each in relationships if each.external or each.target in self.parts]
            if len(kept) < len(relationships):
                self.set_relationships(part, kept)
                for lost in set(relationships) - set(kept):
                    data = rf'<(\w+:)?externalData\b[^>]*"{re.escape(lost.id)}"[^>]*?(/>|>.*?</(\w+:)?externalData>)'
                    self.parts[part] = re.sub(data.encode(), b"", self.parts[part], flags=re.DOTALL)


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
