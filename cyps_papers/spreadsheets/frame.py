"""A new workbook's file: its sheets' XML and one set of formats, put together the same way each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from cyps_papers.opc.archive import EARLIEST, zipped
from cyps_papers.opc.package import CONTENT_TYPES, CORE_RELATIONSHIP, CORE_TYPE, DECLARATION, OFFICE, PACKAGE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIP = OFFICE.rstrip("/")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_767  # characters that a cell of Excel's can hold
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass(frozen=True)
class SheetPart:
    """A sheet of a new workbook: its XML, the rows printed on each page, and the files that its links lead to.

    The links' relationships are rId1, rId2 and so on, in the order of `targets`.
    """

    name: str
    xml: str
    print_titles: str = ""
    targets: Sequence[str] = ()


def workbook(sheets: Sequence[SheetPart], styles: str, when: date, title: str = "") -> bytes:
    """The file; its dates are this day, never the clock's, and a title brings the properties that programs show."""
    when = max(when, EARLIEST)
    return zipped({name: (DECLARATION + text).encode() for name, text in _parts(sheets, styles, when, title)}, when)


def text_cell(reference: str, text: str, style: int = 0) -> str:
    """A cell that holds a text, which never is taken for a formula."""
    content = escape(NOT_IN_XML.sub("", text)[:LONGEST], quote=False)
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def number_cell(reference: str, number: str, style: int = 0) -> str:
    """A cell that holds a number."""
    return f'<c r="{reference}" s="{style}"><v>{number}</v></c>'


def _parts(sheets: Sequence[SheetPart], styles: str, when: date, title: str) -> Iterator[tuple[str, str]]:
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number, _ in enumerate(sheets, 1)]
    root = [("officeDocument", "xl/workbook.xml")]
    yield CONTENT_TYPES, _content_types(len(sheets), bool(title))
    yield "_rels/.rels", _relationships(root, CORE_RELATIONSHIP if title else "")
    yield "xl/workbook.xml", _book(sheets)
    yield "xl/_rels/workbook.xml.rels", _relationships([*kinds, ("styles", "styles.xml")])
    yield "xl/styles.xml", styles
    for number, sheet in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{number}.xml", sheet.xml
        if sheet.targets:
            links = [("hyperlink", target) for target in sheet.targets]
            yield f"xl/worksheets/_rels/sheet{number}.xml.rels", _relationships(links, mode=' TargetMode="External"')
    if title:
        yield "docProps/core.xml", _properties(title, when)


def _content_types(count: int, has_properties: bool) -> str:
    parts = [("xl/workbook.xml", _PART + "sheet.main+xml"), ("xl/styles.xml", _PART + "styles+xml")]
    parts += [(f"xl/worksheets/sheet{number}.xml", _PART + "worksheet+xml") for number in range(1, count + 1)]
    parts += [("docProps/core.xml", CORE_TYPE)] if has_properties else []
    rows = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}content-types">{default}{rows}</Types>'


def _relationships(rows: Iterable[tuple[str, str]], properties: str = "", mode: str = "") -> str:
    each = [
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIP}/{kind}" Target="{escape(target)}"{mode}/>'
        for number, (kind, target) in enumerate(rows, 1)
    ]
    if properties:
        each.append(f'<Relationship Id="rIdCore" Type="{properties}" Target="docProps/core.xml"/>')
    return f'<Relationships xmlns="{PACKAGE}relationships">{"".join(each)}</Relationships>'


def _book(sheets: Sequence[SheetPart]) -> str:
    names = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        f"{escape(quoted(sheet.name), quote=False)}!{sheet.print_titles}</definedName>"
        for number, sheet in enumerate(sheets)
        if sheet.print_titles
    )
    defined = f"<definedNames>{titles}</definedNames>" if titles else ""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIP}"><sheets>{names}</sheets>{defined}</workbook>'


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it: 'Action plan' in its quotation marks."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _properties(title: str, when: date) -> str:
    stamp = f'xsi:type="dcterms:W3CDTF">{when}T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>cyps-papers</dc:creator>"
        f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified></cp:coreProperties>"
    )
