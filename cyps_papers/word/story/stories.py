"""The stories of a document: its body, headers, footers, footnotes and endnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cyps_papers.opc.package import Package

_REFERENCE = re.compile(r"<w:(header|footer)Reference\b([^>]*)>")
_SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_PAGES = {"first": "first-page ", "even": "even-page "}


@dataclass(frozen=True)
class Story:
    """A part that holds text: its name in the package, and what officers call it ('' for the body)."""

    part: str
    name: str
    order: int

    @property
    def is_body(self) -> bool:
        return not self.name

    @property
    def is_notes(self) -> bool:
        """Whether it holds numbered notes: each then is a story of its own to officers."""
        return self.name in ("footnote", "endnote")


def stories(package: Package) -> list[Story]:
    """The stories of a package, the body first, then headers and footers by section, then notes."""
    main = package.main
    named = {main: ""} | _headers_and_footers(package)
    for kind in ("header", "footer"):
        for part in package.of_type(f"{kind}+xml"):
            named.setdefault(part, f"a {kind}")
    for kind in ("footnote", "endnote"):
        if part := package.related(main, f"{kind}s"):
            named[part] = kind
    return [Story(part, name, order) for order, (part, name) in enumerate(named.items())]


def _headers_and_footers(package: Package) -> dict[str, str]:
    targets = {relationship.id: relationship.target for relationship in package.relationships(package.main)}
    text = package.parts[package.main].decode("utf-8", "replace")
    sections = _SECTION.findall(text)
    named: dict[str, str] = {}
    for number, section in enumerate(sections, start=1):
        of_section = f" of section {number}" if len(sections) > 1 else ""
        for kind, attributes in _REFERENCE.findall(section):
            found = dict(re.findall(r'([rw]:\w+)="([^"]*)"', attributes))
            part = targets.get(found.get("r:id", ""), "")
            if part in package.parts:
                named.setdefault(part, f"the {_PAGES.get(found.get('w:type', ''), '')}{kind}{of_section}")
    return named
