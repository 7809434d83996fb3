"""Parsing the parts of a document, with nothing fetched, expanded or repaired."""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree
from lxml.etree import XMLParser, _Element

from cyps_papers.opc.package import DECLARATION
from cyps_papers.word.parts.wordml import WORD


def parser() -> XMLParser:
    """A strict parser: no entities, no network, no comments or processing instructions kept."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parse(content: bytes) -> _Element:
    """The tree of a part that `open_document` has found well formed, its Word namespace under the prefix w."""
    root = etree.fromstring(content, parser())
    if root.nsmap.get("w") == WORD or WORD not in root.nsmap.values():
        return root
    names = {str(prefix): uri for prefix, uri in root.nsmap.items() if prefix and uri != WORD} | {"w": WORD}
    renamed = etree.Element(root.tag, dict(root.attrib), nsmap=names)
    renamed.extend(root)
    return renamed


def serialised(root: _Element) -> str:
    """The XML text of a whole part, without its declaration."""
    return etree.tostring(root, encoding="unicode")


def written(root: _Element) -> bytes:
    """A whole part as it stands in a package."""
    return (DECLARATION + serialised(root)).encode()


def check_well_formed(content: bytes) -> str:
    """What is wrong with this XML in the parser's words, or nothing where it and its prefixes are well formed."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    except expat.ExpatError as failure:
        return str(failure)
    return ""
