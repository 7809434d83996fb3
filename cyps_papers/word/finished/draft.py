"""DRAFT, or what else there is to say, on each page: a bold red line at the top of every header, in a header made for
it where there is none; and notes at the end of paragraphs, on yellow as missing values are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from cyps_papers.opc.package import DECLARATION, OFFICE, Package
from cyps_papers.word.parts.wordml import RELATIONSHIP, WORD, WORD_TYPE
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.rendering.runs import RUN_END, TEXT_START, with_yellow

_LINE = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="C00000"/>'
    '<w:sz w:val="{size}"/></w:rPr><w:t>{words}</w:t></w:r></w:p>'
)
HEADER = "word/header_draft.xml"
_HEADER_OF = r'<w:headerReference\b[^>]*w:type="{}"'
_FIRST = re.compile(r'<w:titlePg\b(?! w:val="(?:0|false|off)")')
_EVEN = re.compile(r'<w:evenAndOddHeaders\b(?! w:val="(?:0|false|off)")')
_SECTION = re.compile(r"(<w:sectPr\b[^>]*?)(?:/>|>(.*?)</w:sectPr>)", re.DOTALL)
_PARAGRAPH = re.compile(
    r"<mc:Fallback>.*?</mc:Fallback>"
    r'|<w:(?P<skipped>footnote|endnote)(?= )[^>]*w:type="(?!normal)[^>]*>.*?</w:(?P=skipped)>'
    r"|(?P<begins><w:p(?=[ >/])[^>]*>)|(?P<ends></w:p>)",
    re.DOTALL,
)


def note_in_text(rendered: Rendered, notes: Mapping[tuple[int, int], str]) -> None:
    """Put notes at the end of paragraphs of a rendered document, by their story's order and their ordinals."""
    for number, (story, text) in enumerate(rendered.marked):
        own = {ordinal: note for (order, ordinal), note in notes.items() if order == story.order}
        if own:
            published = rendered.published.parts[story.part].decode()
            rendered.marked[number] = (story, _noted(text, own))
            rendered.published.parts[story.part] = _noted(published, own).encode()


def _noted(xml: str, notes: Mapping[int, str]) -> str:
    ordinal, inside = 0, list[int]()

    def noted(found: re.Match[str]) -> str:
        nonlocal ordinal
        tag = found.group()
        if found["begins"]:
            ordinal += 1
            if not tag.endswith("/>"):
                inside.append(ordinal)
        elif found["ends"] and (note := notes.get(inside.pop())):
            return f"<w:r>{with_yellow('')}{TEXT_START} [{escape(note, quote=False)}]{RUN_END}{tag}"
        return tag

    return _PARAGRAPH.sub(noted, xml)


def marked_as_draft(package: Package) -> Package:
    """The document with DRAFT at the top of each page."""
    return headed(package, "DRAFT", 32)


def headed(package: Package, words: str, size: int) -> Package:
    """The document with words at the top of each page, first pages and even pages of their own included; `size` is in
    half points.

    Only the first section inherits no header: given one for each kind of page, it passes them on to the others.
    """
    draft, line = package.copy(), _LINE.format(words=escape(words, quote=False), size=size)
    for part in draft.of_type("header+xml"):
        header = re.sub(r"(<w:hdr\b[^>]*?)/>", r"\1></w:hdr>", draft.parts[part].decode("utf-8"))
        draft.parts[part] = re.sub(r"<w:hdr\b[^>]*>", lambda root: root.group() + line, header, count=1).encode()
    text = draft.parts[draft.main].decode("utf-8")
    if not _SECTION.search(text):  # Word then has one with everything by default
        text = text.replace("</w:body>", "<w:sectPr/></w:body>")
    settings = draft.text_beside("settings")
    kinds = ["default"] + ["first"] * bool(_FIRST.search(text)) + ["even"] * bool(_EVEN.search(settings))
    first = _SECTION.search(text)
    there = first.group() if first else ""
    missing = [kind for kind in kinds if not re.search(_HEADER_OF.format(kind), there)]
    if first and missing:
        draft.add(HEADER, f'{DECLARATION}<w:hdr xmlns:w="{WORD}">{line}</w:hdr>'.encode(), f"{WORD_TYPE}header+xml")
        identity = draft.relate(draft.main, OFFICE + "header", HEADER)
        added = "".join(
            f'<w:headerReference xmlns:r="{RELATIONSHIP}" w:type="{kind}" r:id="{identity}"/>' for kind in missing
        )
        section = f"{first.group(1)}>{added}{first.group(2) or ''}</w:sectPr>"
        draft.parts[draft.main] = (text[: first.start()] + section + text[first.end() :]).encode()
    return draft
