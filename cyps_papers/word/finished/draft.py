"""DRAFT on each page: a bold red line at the top of every header, in headers made for it where there are none."""

from __future__ import annotations

import re

from cyps_papers.word.parts.package import DECLARATION, OFFICE, WORD_TYPE, Package
from cyps_papers.word.parts.wordml import RELATIONSHIP, WORD

DRAFT = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="C00000"/><w:sz w:val="32"/></w:rPr>'
    "<w:t>DRAFT</w:t></w:r></w:p>"
)
HEADER = "word/header_draft.xml"
_ROOT = re.compile(r"<w:hdr\b[^>]*?(/?)>")
_SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_REFERENCE = re.compile(r'<w:headerReference\b[^>]*w:type="(\w+)"')


def marked_as_draft(package: Package) -> Package:
    """The document with DRAFT at the top of each page; first pages and even pages of their own included."""
    draft = package.copy()
    for part in draft.of_type("header+xml"):
        draft.parts[part] = _with_line(draft.parts[part].decode("utf-8")).encode()
    main = draft.main
    text = draft.parts[main].decode("utf-8")
    if any(_missing(section, first) for first, section in _sections(text)):
        draft.add(HEADER, _header(), f"{WORD_TYPE}header+xml")
        identity = draft.relate(main, OFFICE + "header", HEADER)
        draft.parts[main] = _with_headers(text, identity).encode()
    return draft


def _sections(text: str) -> list[tuple[bool, str]]:
    """Each section's properties, and whether it is the first: only that one inherits no header."""
    return [(number == 0, section) for number, section in enumerate(_SECTION.findall(text))]


def _missing(section: str, is_first: bool) -> list[str]:
    """The kinds of page that have no header: a later section takes over the headers of the one before it."""
    there = set(_REFERENCE.findall(section))
    wanted = ["default"] + ["first"] * bool(re.search(r'<w:titlePg(?! w:val="(?:0|false)")', section))
    return [kind for kind in wanted if kind not in there] if is_first or "first" in wanted else []


def _with_headers(text: str, identity: str) -> str:
    first = True

    def extend(found: re.Match[str]) -> str:
        nonlocal first
        section, is_first, first = found.group(), first, False
        added = "".join(
            _reference(kind, identity) for kind in _missing(section, is_first) if is_first or kind == "first"
        )
        if section.endswith("/>") and "</w:sectPr>" not in section:
            return f"{section[:-2]}>{added}</w:sectPr>"
        start = section.index(">") + 1
        return section[:start] + added + section[start:]

    text = _SECTION.sub(extend, text)
    if first:  # no section at all: Word then has one with everything by default
        text = text.replace("</w:body>", f"<w:sectPr>{_reference('default', identity)}</w:sectPr></w:body>")
    return text


def _reference(kind: str, identity: str) -> str:
    return f'<w:headerReference xmlns:r="{RELATIONSHIP}" w:type="{kind}" r:id="{identity}"/>'


def _with_line(header: str) -> str:
    root = _ROOT.search(header)
    if root is None:
        return header
    if root.group(1):
        return f"{header[: root.end() - 2]}>{DRAFT}</w:hdr>{header[root.end() :]}"
    return header[: root.end()] + DRAFT + header[root.end() :]


def _header() -> bytes:
    return f'{DECLARATION}<w:hdr xmlns:w="{WORD}">{DRAFT}</w:hdr>'.encode()
