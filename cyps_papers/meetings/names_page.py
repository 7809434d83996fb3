"""The names as a Word page, to keep beside a template while it is written."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cyps_papers.meetings.names import MeetingNames
from cyps_papers.problems import Problems
from cyps_papers.sources.tree import NameGroup
from cyps_papers.word.parts.opening import read_document

if TYPE_CHECKING:
    from docx.document import Document

HEADINGS = ("Tag to paste", "What it gives", "In this meeting", "Used in")
WIDTHS = (8.6, 8.6, 5.0, 4.5)  # centimetres, of the 26.7 that A4 on its side leaves


def names_page(names: MeetingNames, meeting: str, when: date) -> bytes:
    """The page as a Word document, its dates that day."""
    import docx

    document = docx.Document()
    _lay_out(document)
    document.core_properties.title = f"Names for templates, {meeting}"
    document.core_properties.author = "cyps-papers"
    document.add_heading(f"Names for templates, {meeting}", 1)
    document.add_paragraph("Copy a tag into a template, in Word, where its value should stand.")
    for group in names.groups:
        _add_group(document, group, names)
    saved = BytesIO()
    document.save(saved)
    package = read_document(saved.getvalue(), "names.docx", Problems())
    assert package is not None
    return package.to_bytes(when)


def _lay_out(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.5))
    styles: Any = document.styles
    for name, size in (("Normal", 9), ("Heading 1", 16), ("Heading 2", 11)):
        font = styles[name].font
        font.name, font.size = "Arial", Pt(size)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            styles[name].element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            font.color.rgb = RGBColor(0, 0, 0)


def _add_group(document: Document, group: NameGroup, names: MeetingNames) -> None:
    from docx.shared import Cm

    document.add_heading(group.title, 2)
    document.add_paragraph(group.about).paragraph_format.keep_with_next = True
    table: Any = document.add_table(rows=0, cols=len(HEADINGS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    _add_row(table, HEADINGS, is_heading=True)
    for row in group.rows:
        _add_row(table, (row.tag, row.sentence, row.value, names.users(row)))


def _add_row(table: Any, texts: tuple[str, ...], is_heading: bool = False) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(text).bold = is_heading
