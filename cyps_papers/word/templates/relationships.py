"""Relationships in a template: links whose address holds tags, and what docxtpl's sub-documents bring with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cyps_papers.opc.package import Package
from cyps_papers.problems import Place
from cyps_papers.word.parts.wordml import RELATIONSHIP
from cyps_papers.word.templates.planting import Bed, Snippet
from cyps_papers.word.templates.sites import Site, Stands
from cyps_papers.word.templates.tags import Found, Level, Mark, Reading, Tag, find, unescaped

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGGED = re.compile(r"\{\{|%7B%7B", re.IGNORECASE)


def plant_links(
    root: _Element, package: Package, part: str, bed: Bed, tag_of: Callable[[str, Found, Place], Tag], place: Place
) -> None:
    """Let each link of a story whose address holds tags ask for its relationship where it stands, loops included."""
    relationships = package.relationships(part)
    tagged = {each.id: each for each in relationships if each.external and _TAGGED.search(each.target)}
    if not tagged:
        return
    for element in root.iter():
        for name, identity in element.attrib.items():
            if str(name).startswith(f"{{{RELATIONSHIP}}}") and identity in tagged:
                link = _link(unquote(tagged[str(identity)].target), part, tag_of, place)
                element.set(name, bed.token(link))
    package.set_relationships(part, [each for each in relationships if each.id not in tagged])


def _link(target: str, part: str, tag_of: Callable[[str, Found, Place], Tag], place: Place) -> Snippet:
    pieces, end, tag = [], 0, None
    for found in find(target):
        if found.reading.mark is Mark.PRINT:
            tag = tag_of(target, found, place)
            pieces += [repr(unescaped(target[end : found.start])), f"({found.reading.source})"]
            end = found.end
    source = " ~ ".join([*pieces, repr(target[end:])])
    return Snippet(Reading(Mark.PRINT, Level.TEXT, source), tag, Site(Stands.LINK, part, tag))


def adopt(xml: str, source: Any, package: Package, part: str) -> str:
    """XML of another python-docx document, with what it refers to there copied into this package."""
    relationships = source.rels

    def adopted(found: re.Match[str]) -> str:
        relationship = relationships.get(found.group(2))
        if relationship is None:
            return found.group()
        if relationship.is_external:
            identity = package.relate(part, relationship.reltype, relationship.target_ref, external=True)
        else:
            identity = package.relate(part, relationship.reltype, _copied(relationship.target_part, package))
        return f'{found.group(1)}"{identity}"'

    return re.sub(r'(\br:\w+=)"(rId\d+)"', adopted, xml)


def _copied(source: Any, package: Package) -> str:
    name = _free_name(str(source.partname).lstrip("/"), source.blob, package)
    if name not in package.parts:
        package.add(name, source.blob, source.content_type)
        for relationship in source.rels.values():
            target = relationship.target_ref if relationship.is_external else _copied(relationship.target_part, package)
            package.relate(name, relationship.reltype, target, relationship.is_external)
    return name


def _free_name(name: str, content: bytes, package: Package) -> str:
    stem, _, extension = name.rpartition(".")
    count = 1
    while name in package.parts and package.parts[name] != content:
        count += 1
        name = f"{stem}_{count}.{extension}"
    return name
