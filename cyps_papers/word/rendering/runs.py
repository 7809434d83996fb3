"""Text as runs of WordprocessingML."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from cyps_papers.word.parts.wordml import RUN_PROPERTIES, WORD, put_in_order

TEXT_START = '<w:t xml:space="preserve">'
RUN_END = "</w:t></w:r>"

_NOT_XML = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(f"[&<>]|{_NOT_XML.pattern}")
_FORMS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BREAKS = re.compile("[\n\t\a\f]")


def escaped(text: str) -> str:
    """Text as it stands in XML, without the characters that XML or our marks cannot have."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(lambda special: _FORMS.get(special.group(), ""), text)


def run(opening: str, text: str, paragraph: str | None) -> str:
    """A run that begins so and says this; nothing where there is no text. `paragraph` is the properties of the
    paragraph it stands in, None where that cannot be divided."""
    if not text.isprintable() or "&" in text or "<" in text or ">" in text:
        text = escaped(text)
        if _BREAKS.search(text):
            text = _with_breaks(text, opening, paragraph)
    return opening + text + RUN_END if text else ""


def _with_breaks(text: str, opening: str, paragraph: str | None) -> str:
    """Line breaks, tabs, page breaks (form feed) and new paragraphs (bell), as docxtpl's Listing has them."""
    page = '<w:br w:type="page"/>'
    text = text.replace("\n", f"</w:t><w:br/>{TEXT_START}").replace("\t", f"</w:t><w:tab/>{TEXT_START}")
    if paragraph is None:
        return text.replace("\a", f"</w:t><w:br/>{TEXT_START}").replace("\f", f"</w:t>{page}{TEXT_START}")
    again = f"<w:p>{paragraph}{opening}"
    text = text.replace("\a", f"{RUN_END}</w:p>{again}")
    return text.replace("\f", f"{RUN_END}</w:p><w:p><w:r>{page}</w:r></w:p>{again}")


def with_breaks_in_text(xml: str, paragraph: str | None = None) -> str:
    """XML made by another library, with the breaks in its text made Word's: line breaks, tabs, pages, paragraphs.

    Where it holds paragraphs itself, the one that it stands in ends before and goes on after.
    """
    has_blocks = re.search(r"<w:(p|tbl)[ >/]", xml) is not None
    divides = None if has_blocks or "<w:hyperlink" in xml else paragraph

    def broken(found: re.Match[str]) -> str:
        begun, opening, text = found.groups()
        return begun + opening + _with_breaks(_NOT_XML.sub("", text), begun + TEXT_START, divides if begun else None)

    form = r"(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?|)(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)"
    xml = re.sub(form, broken, xml)
    return f"</w:p>{xml}<w:p>{paragraph}" if has_blocks and paragraph is not None else xml


@lru_cache(maxsize=1000)
def with_style(properties: str, bold: bool, italic: bool, is_link: bool = False) -> str:
    """A run's properties with bold and italic added to them, and a link's blue and underline."""
    added = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    added += '<w:color w:val="0563C1"/><w:u w:val="single"/>' * is_link
    return _with(properties, added) if added else properties


@lru_cache(maxsize=1000)
def with_yellow(properties: str) -> str:
    """A run's properties with yellow behind it, so that what is missing is seen: a highlight is somebody's own."""
    return _with(properties, '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>')


def _with(properties: str, added: str) -> str:
    inside = set(re.findall(r"xmlns:(\w+)=", properties))
    used = set(re.findall(r"[ </](\w+):", properties + added)) - inside - {"xml", "xmlns"}
    declared = [f' xmlns:{prefix}="{WORD if prefix == "w" else f"urn:{prefix}"}"' for prefix in sorted(used)]
    root = etree.fromstring(f"<x{''.join(declared)}>{properties or '<w:rPr/>'}<w:rPr>{added}</w:rPr></x>")
    for child in list(root[1]):
        put_in_order(root[0], child, RUN_PROPERTIES)
    text = etree.tostring(root[0], encoding="unicode")
    for declaration in declared:
        text = text.replace(declaration, "")
    return text
