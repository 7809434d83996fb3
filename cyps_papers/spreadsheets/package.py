"""The parts of a workbook's file, each as it stands, and how they are related."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from cyps_papers.spreadsheets.frame import RELATIONSHIP

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is written


class Package:
    """A workbook's parts by name. One that is parsed and marked as changed is written anew, the others as they were."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self._parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in the order of the file."""
        return tuple(self._parts)

    def tree(self, part: str) -> Any:
        """The root element of a part that is XML; raises lxml's error where it is not."""
        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._trees[part] = etree.fromstring(self._parts[part], parser)
        return self._trees[part]

    def change(self, part: str) -> None:
        """Note that a part's tree was changed."""
        self._changed.add(part)

    def main(self) -> str:
        """The name of the workbook's own part."""
        return next((target for kind, target, _ in self._related("") if kind == "officeDocument"), "xl/workbook.xml")

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part is related to in one way: 'table', 'drawing', 'comments'."""
        return [target for found, target, _ in self._related(part) if found == kind and target in self._parts]

    def target(self, part: str, identifier: str) -> str:
        """The part that a relationship of a part's leads to; raises KeyError where there is none."""
        return {found: target for _, target, found in self._related(part)}[identifier]

    def add(self, part: str, content: bytes, content_type: str, kind: str) -> str:
        """Put a part in, related to the workbook in one way; the identifier of that relationship."""
        self._parts[part] = content
        types, main = self.tree(_TYPES), self.main()
        named = {"PartName": f"/{part}", "ContentType": content_type}
        types.append(types.makeelement(f"{{{_CONTENT}}}Override", named))
        relationships = self.tree(_relationships_of(main))
        known = {element.get("Id") for element in relationships}
        identifier = next(name for number in range(1, 10_000) if (name := f"rId{number}") not in known)
        relationships.append(
            relationships.makeelement(
                f"{{{_RELATIONSHIPS}}}Relationship",
                {"Id": identifier, "Type": f"{RELATIONSHIP}/{kind}", "Target": f"/{part}"},
            )
        )
        self.change(_TYPES)
        self.change(_relationships_of(main))
        return identifier

    def drop(self, part: str) -> None:
        """Leave a part out, with what names it among the content types and the workbook's relationships."""
        del self._parts[part]
        self._remove(_TYPES, lambda element: element.get("PartName") == f"/{part}")
        main = self.main()
        self._remove(_relationships_of(main), lambda element: _absolute(main, element.get("Target", "")) == part)

    def to_bytes(self) -> bytes:
        """The file: changed parts written anew, every other one byte for byte."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, self._written(name) if name in self._changed else content)
        return stream.getvalue()

    def _written(self, part: str) -> bytes:
        written: bytes = etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
        return written

    def _related(self, part: str) -> list[tuple[str, str, str]]:
        """Kind, target and identifier of each relationship inside the file."""
        relationships = _relationships_of(part)
        if relationships not in self._parts:
            return []
        return [
            (
                element.get("Type", "").rsplit("/")[-1],
                _absolute(part, element.get("Target", "")),
                element.get("Id", ""),
            )
            for element in self.tree(relationships)
            if element.get("TargetMode") != "External" and isinstance(element.tag, str)
        ]

    def _remove(self, part: str, unwanted: Any) -> None:
        tree = self.tree(part)
        for element in [one for one in tree if isinstance(one.tag, str) and unwanted(one)]:
            tree.remove(element)
            self.change(part)


def _relationships_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _absolute(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
