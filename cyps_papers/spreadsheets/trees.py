"""The parts of a workbook's package as trees: those that are marked as changed are written anew, the others kept."""

from __future__ import annotations

from typing import Any

from lxml import etree

from cyps_papers.opc.archive import EARLIEST, unpacked, zipped
from cyps_papers.opc.package import CONTENT_TYPES, Package


class Trees:
    """A workbook's parts by name, each read once. Raises what reading a package, and lxml, raise."""

    def __init__(self, content: bytes) -> None:
        self._read = unpacked(content)
        self.package = Package.of(self._read)
        self._types = self.package.content_types
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()

    def of(self, part: str) -> Any:
        """The root element of a part."""
        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._trees[part] = etree.fromstring(self.package.parts[part], parser)
        return self._trees[part]

    def change(self, part: str) -> None:
        """Note that a part's tree was changed."""
        self._changed.add(part)

    def to_bytes(self) -> bytes:
        """The file, its parts in the order in which they were read: what was not changed is so byte for byte."""
        parts = dict(self.package.parts)
        for part in self._changed & parts.keys():
            parts[part] = etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
        types = self.package.content_types
        parts[CONTENT_TYPES] = self._read[CONTENT_TYPES] if types == self._types else types
        return zipped({name: parts[name] for name in {**self._read, **parts} if name in parts}, EARLIEST)
