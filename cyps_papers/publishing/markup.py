"""What stands unseen in the markup of a part: revision numbers, locks, fields that show a property, links to files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION
from cyps_papers.word.parts.fields import fields, take
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import RELATIONSHIP, local, w
from cyps_papers.word.templates.cleaning import TRACKED, clean

if TYPE_CHECKING:
    from lxml.etree import _Element


class Hidden(StrEnum):
    """A kind of thing that is taken out, in words."""

    AUTHOR = "who wrote and saved it"
    COMPANY = "the company and manager"
    KEYWORDS = "subject, keywords, category and remarks of its properties"
    CUSTOM = "custom properties"
    TEMPLATE = "the name of the template it was made from"
    REVISIONS = "the numbers that Word gives to revisions (rsids)"
    TRACKED = "tracked changes"
    COMMENTS = "comments, and who made them"
    PROTECTION = "protection against changes"
    PATH = "links to a file, a folder or a page inside the council (their words stay)"
    FIELD = "fields that show a property or a merged value (what they showed stays)"
    VARIABLES = "document variables"
    DATA = "data beside the text (custom XML)"
    MERGE = "the list of a mail merge"
    THUMBNAIL = "the small picture of its first page"
    GLOSSARY = "building blocks"
    PICTURE = "what was noted in pictures: where and when they were taken, and by whom"
    EMBEDDED = "an embedded workbook or document (its picture stays)"
    PRINTER = "the settings of a printer"
    MACROS = "macros, toolbars and add-ins"
    UNUSED = "pictures and other parts that it does not show"


_ELEMENTS = {
    **dict.fromkeys(("rsids", "docId"), Hidden.REVISIONS),
    **dict.fromkeys(("attachedTemplate", "linkStyles"), Hidden.TEMPLATE),
    **dict.fromkeys(("documentProtection", "writeProtection", "readModeInkLockDown"), Hidden.PROTECTION),
    **dict.fromkeys(("trackRevisions", "revisionView"), Hidden.TRACKED),
    **dict.fromkeys(("docVars",), Hidden.VARIABLES),
    **dict.fromkeys(("mailMerge",), Hidden.MERGE),
    **dict.fromkeys(("attachedSchema", "schemaLibrary", "saveThroughXslt"), Hidden.DATA),
    **dict.fromkeys(("permStart", "permEnd", "lock", "formProt"), Hidden.PROTECTION),
    **dict.fromkeys(("dataBinding", "smartTagPr", "customXmlPr"), Hidden.DATA),
    **dict.fromkeys(("entryMacro", "exitMacro"), Hidden.MACROS),
    "printerSettings": Hidden.PRINTER,
    "fldData": Hidden.FIELD,
    "rsid": Hidden.REVISIONS,
    "OLEObject": Hidden.EMBEDDED,
}
_WRAPPERS = {w("smartTag"), w("customXml")}
_RSID = re.compile(r' w:rsid\w*="[^"]*"')
_SUSPECTS = re.compile(
    rf"<(?:\w+:)?(?:{'|'.join(_ELEMENTS)}|smartTag|customXml)\b|<!--|instrText|fldSimple"
    r"|hlinkClick|hlinkHover|<w:hyperlink\b|\bhref="
)
_TRACKED = re.compile(rf"<w:(?:{'|'.join(TRACKED)})\b")
_FIELDS = re.compile(
    r"\s*(?:AUTHOR|LASTSAVEDBY|SUBJECT|KEYWORDS|COMMENTS|DOCPROPERTY|DOCVARIABLE|INFO|TEMPLATE|USERNAME|USERINITIALS"
    r"|USERADDRESS|FILENAME|MERGEFIELD|ADDIN|PRIVATE|MACROBUTTON|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|REVNUM)\b",
    re.IGNORECASE,
)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
_PUBLIC = re.compile(r"(?:https?://(?:[^/?#@]*@)?([^/?#:]+)|mailto:|tel:)", re.IGNORECASE)
_INSIDE = (".local", ".internal", ".lan", ".intranet", ".sharepoint.com", "localhost")


def is_private(target: str) -> bool:
    """Whether an address leads to a file or folder, or to a page that only the council's own machines reach.

    The bare name of a file is none: it stands beside the document wherever that is published.
    """
    target = target.strip()
    public = _PUBLIC.match(target)
    if public is None:
        return bool(re.search(r"[\\/:]", target.partition("#")[0]))
    host = (public.group(1) or "public.host").lower()
    return "." not in host or host.endswith(_INSIDE)


def without_hidden(text: str, links: Mapping[str, str] | None = None) -> tuple[str, set[Hidden]]:
    """The markup of a part without what readers do not see, and what that was.

    `links` are the addresses that the part links to, by the ids of their relationships. A text that holds nothing of
    the kind stays as it is, letter by letter.
    """
    taken: set[Hidden] = set()
    bare = _RSID.sub("", text)
    if bare != text:
        taken.add(Hidden.REVISIONS)
    if not _SUSPECTS.search(bare) and not _TRACKED.search(bare) and not _PATH.search(bare):
        return bare, taken
    root = parse(bare.encode())
    found = {
        *_elements(root),
        *_fields(root),
        *_links(root, links or {}),
        *_paths(root),
    }
    if _TRACKED.search(bare):
        clean(root)
        found.add(Hidden.TRACKED)
    if not found and "<!--" not in bare:
        return bare, taken
    return DECLARATION + serialised(root), taken | found


def _elements(root: _Element) -> Iterator[Hidden]:
    for element in list(root.iter(*(f"{{*}}{name}" for name in _ELEMENTS), *_WRAPPERS)):
        if kind := _ELEMENTS.get(local(element)):
            take(element)
            yield kind
        elif element.tag in _WRAPPERS:
            _unwrap(element)
            yield Hidden.DATA


def _fields(root: _Element) -> Iterator[Hidden]:
    """Leave of the fields that show what has been taken out what they show."""
    for field in list(fields(root)):
        if _is_private_field(field.instruction):
            field.unlink()
            yield Hidden.FIELD


def _is_private_field(instruction: str) -> bool:
    link = _LINK_FIELD.match(instruction)
    return bool(_FIELDS.match(instruction)) or (link is not None and is_private(link.group(1).replace("\\\\", "\\")))


def _links(root: _Element, links: Mapping[str, str]) -> Iterator[Hidden]:
    private = {identity for identity, target in links.items() if is_private(target)}
    for element in list(root.iter("{*}hyperlink", "{*}hlinkClick", "{*}hlinkHover")):
        if element.get(f"{{{RELATIONSHIP}}}id") in private:
            if element.tag == w("hyperlink"):
                _unwrap(element)
            else:
                take(element)
            yield Hidden.PATH
    for element in root.iterfind(".//*[@href]"):
        if is_private(element.get("href", "")):
            del element.attrib["href"]
            yield Hidden.PATH


def _unwrap(element: _Element) -> None:
    """Take out an element, and leave what stands in it."""
    for child in list(element):
        element.addprevious(child)
    take(element)


def _paths(root: _Element) -> Iterator[Hidden]:
    """Where pictures were taken from, which older Words wrote into their names and alternative texts."""
    for element in root.iter("{*}docPr", "{*}cNvPr", "{*}imagedata", "{*}shape"):
        for name, text in element.attrib.items():
            if _PATH.match(str(text)) and not str(name).startswith(f"{{{RELATIONSHIP}}}"):
                element.set(name, "Picture" if name == "name" else "")
                yield Hidden.PATH
