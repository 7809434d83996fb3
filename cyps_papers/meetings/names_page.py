"""The names as a Word page, to keep beside a template while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from cyps_papers.problems import Problems
from cyps_papers.sources.tree import NameGroup
from cyps_papers.word.parts.opening import read_document

HEADINGS = ("Tag to paste", "What it gives", "In this meeting", "Used in")
WIDTHS = (8.6, 8.6, 5.0, 4.5)  # centimetres, of the 26.7 that A4 on its side leaves


def names_page(names: Sequence[NameGroup], meeting: str, when: date) -> bytes:
    """The page as a Word document, its dates that day."""
    import docx
    from docx.shared import Cm

    document = docx.Document(str(Path(__file__).with_name("names.docx")))
    document.core_properties.title = f"Names for templates, {meeting}"
    document.core_properties.author = "cyps-papers"
    document.add_heading(f"Names for templates, {meeting}", 1)
    document.add_paragraph("Copy a tag into a template, in Word, where its value should stand.")
    for group in names:
        document.add_heading(group.title, 2)
        document.add_paragraph(group.about).paragraph_format.keep_with_next = True
        table: Any = document.add_table(rows=0, cols=len(HEADINGS), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = Cm(width)
        _add_row(table, HEADINGS, is_heading=True)
        for row in group.rows:
            _add_row(table, (row.tag, row.sentence, row.value, ", ".join(row.used_in)))
    saved = BytesIO()
    document.save(saved)
    package = read_document(saved.getvalue(), "names.docx", Problems())
    assert package is not None
    return package.to_bytes(when)


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
