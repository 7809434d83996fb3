"""A package: its parts, their content types, and how they are related."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from cyps_papers.opc.archive import NoPackageError, elements, zipped

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
CORE_RELATIONSHIP = PACKAGE + "relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part: its id, its type, and its target (a part's name unless external)."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type: 'styles', 'worksheet'."""
        return self.type.rpartition("/")[2]


@dataclass
class Package:
    """A file of parts by name ('word/document.xml'), with their content types by extension and by part."""

    name: str
    parts: dict[str, bytes]
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Mapping[str, bytes], name: str = "") -> Package:
        """The package that these parts make, the one with the content types among them.

        Raises NoPackageError where that is missing, and what `elements` raises where it cannot be read.
        """
        if CONTENT_TYPES not in parts:
            raise NoPackageError
        package = cls(name, {part: content for part, content in parts.items() if part != CONTENT_TYPES})
        for element, attributes in elements(parts[CONTENT_TYPES], CONTENT_TYPES):
            if element.endswith("Default"):
                package.defaults[attributes.get("Extension", "").lower()] = attributes.get("ContentType", "")
            elif element.endswith("Override"):
                package.overrides[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")
        return package

    def copy(self) -> Package:
        """A package with the same parts, to be changed without changing this one."""
        return Package(self.name, dict(self.parts), dict(self.defaults), dict(self.overrides))

    @property
    def main(self) -> str:
        """The name of the part that the file is about: the document, or the workbook."""
        named = self.related("", "officeDocument")
        return named or next((part for part in self.parts if self.type_of(part).endswith(".main+xml")), "")

    def type_of(self, part: str) -> str:
        """The content type of a part, empty where none is declared."""
        return self.overrides.get(part) or self.defaults.get(_extension(part), "")

    def of_type(self, ending: str) -> list[str]:
        """The names of the parts whose content type ends so ('footnotes+xml'), in the order of their names."""
        return sorted(part for part in self.parts if self.type_of(part).endswith(ending))

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part; those of the package itself for ''."""
        name = relationships_part(part)
        found = []
        for element, attributes in elements(self.parts[name], name) if name in self.parts else ():
            if element.endswith(" Relationship"):
                target, external = attributes.get("Target", ""), attributes.get("TargetMode") == "External"
                if not external:
                    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                found.append(Relationship(attributes.get("Id", ""), attributes.get("Type", ""), target, external))
        return found

    def related(self, part: str, kind: str) -> str:
        """The name of the first part that this one is related to so ('styles'), or ''."""
        return next(iter(self.all_related(part, kind)), "")

    def all_related(self, part: str, kind: str) -> list[str]:
        """The names of the parts that this one is related to so ('comments')."""
        found = (relationship for relationship in self.relationships(part) if relationship.kind == kind)
        return [relationship.target for relationship in found if relationship.target in self.parts]

    def text_beside(self, kind: str) -> str:
        """The text of the part that the main one is related to so ('styles'); '' where there is none."""
        return self.parts.get(self.related(self.main, kind), b"").decode("utf-8", "replace")

    def relate(self, part: str, type_: str, target: str, external: bool = False) -> str:
        """The id of a relationship of this part with this target, made where there is none yet."""
        relationships = self.relationships(part)
        for relationship in relationships:
            if (relationship.type, relationship.target, relationship.external) == (type_, target, external):
                return relationship.id
        taken = {relationship.id for relationship in relationships}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        self.set_relationships(part, [*relationships, Relationship(identity, type_, target, external)])
        return identity

    def set_relationships(self, part: str, relationships: list[Relationship]) -> None:
        """Write the relationships of a part."""
        folder = posixpath.join(posixpath.dirname(part), "")
        rows = []
        for relationship in relationships:
            target, mode = relationship.target, ' TargetMode="External"'
            if not relationship.external:
                target, mode = f"/{target}".removeprefix(f"/{folder}"), ""
            identity, type_ = quoted(relationship.id), quoted(relationship.type)
            rows.append(f"<Relationship Id={identity} Type={type_} Target={quoted(target)}{mode}/>")
        text = f'{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">{"".join(rows)}</Relationships>'
        self.parts[relationships_part(part)] = text.encode()

    def unrelate(self, part: str, is_dropped: Callable[[Relationship], bool]) -> list[Relationship]:
        """Take out the relationships of a part of which this holds, and give them."""
        relationships = self.relationships(part)
        dropped = [relationship for relationship in relationships if is_dropped(relationship)]
        if dropped:
            self.set_relationships(part, [kept for kept in relationships if kept not in dropped])
        return dropped

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
        for source in ["", *self.parts]:
            self.unrelate(source, lambda led: led.target == part and not led.external)

    @property
    def content_types(self) -> bytes:
        """The part that declares the content types."""
        rows = [
            f"<Default Extension={quoted(extension)} ContentType={quoted(type_)}/>"
            for extension, type_ in sorted(self.defaults.items())
        ]
        rows += [
            f"<Override PartName={quoted('/' + part)} ContentType={quoted(type_)}/>"
            for part, type_ in sorted(self.overrides.items())
            if part in self.parts
        ]
        return f'{DECLARATION}<Types xmlns="{PACKAGE}content-types">{"".join(rows)}</Types>'.encode()

    def to_bytes(self, when: date) -> bytes:
        """The whole file, its parts in order of their names; its dates are this day, never the clock's."""
        first = [part for part in ("_rels/.rels", self.main, relationships_part(self.main)) if part in self.parts]
        parts = {part: self.parts[part] for part in [*first, *sorted(set(self.parts) - set(first))]}
        for part in self.of_type(CORE_TYPE):
            text = parts[part].decode("utf-8", "replace")
            text = re.sub(r"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*", rf"\g<1>{when}T00:00:00Z", text)
            parts[part] = re.sub(r"<cp:lastPrinted>[^<]*</cp:lastPrinted>", "", text).encode()
        return zipped({CONTENT_TYPES: self.content_types, **parts}, when)


def relationships_part(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def quoted(text: str) -> str:
    """Text as the value of an attribute, its quotes around it."""
    return f'"{escape(text)}"'


def _extension(part: str) -> str:
    return part.rpartition(".")[2].lower()
