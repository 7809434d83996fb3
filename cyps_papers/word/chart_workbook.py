"""The workbook inside a chart, which Word opens for 'Edit Data': the same cells that the chart's formulas name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from cyps_papers.word.chart_series import ChartTable, Column
from cyps_papers.word.package import DECLARATION, OFFICE, RELATIONSHIPS_NAMESPACE, TYPES_NAMESPACE

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Sheet1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_FIRST_FORMAT = 164  # those before it are Excel's own


def formula(column: int, first: int, last: int | None = None) -> str:
    """The cells of a column, counted from 0, from one row to another: 'Sheet1!$B$2:$B$10'."""
    letters = _letters(column)
    return f"{SHEET}!${letters}${first}" + (f":${letters}${last}" if last else "")


def workbook(table: ChartTable) -> bytes:
    """A workbook with the categories in column A and each series beside them; the same bytes each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            *_FRAME,
            ("xl/styles.xml", _styles(table)),
            ("xl/worksheets/sheet1.xml", _sheet(table)),
        ):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same bytes on every system
            archive.writestr(info, DECLARATION + text)
    return content.getvalue()


def _sheet(table: ChartTable) -> str:
    headings = [_text(0, 1, ""), *(_text(n, 1, column.heading) for n, column in enumerate(table.columns, 1))]
    rows = [headings, *(list(_row(table, nth)) for nth in range(len(table.categories)))]
    lines = "".join(f'<row r="{n}">{"".join(cells)}</row>' for n, cells in enumerate(rows, 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _row(table: ChartTable, nth: int) -> Iterator[str]:
    yield _text(0, nth + 2, table.categories[nth])
    for n, column in enumerate(table.columns, 1):
        value = column.values[nth]
        if value is not None:  # a gap is an empty cell: text there would be drawn as nought
            yield f'<c r="{_letters(n)}{nth + 2}" s="{n}"><v>{value.normalize():f}</v></c>'


def _text(column: int, row: int, text: str) -> str:
    if not text:
        return ""
    return f'<c r="{_letters(column)}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _styles(table: ChartTable) -> str:
    """A style to a column, after the plain one that every workbook has first."""
    formats = "".join(map(_format, range(len(table.columns)), table.columns))
    uses = "".join(
        f'<xf numFmtId="{_FIRST_FORMAT + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in range(len(table.columns))
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(table.columns)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{plain}</cellStyleXfs>'
        f'<cellXfs count="{len(table.columns) + 1}">{plain[:-2]} xfId="0"/>{uses}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(nth: int, column: Column) -> str:
    return f'<numFmt numFmtId="{_FIRST_FORMAT + nth}" formatCode="{escape(column.format)}"/>'


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def _relationships(*rows: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS_NAMESPACE}">{each}</Relationships>'


_FRAME = (
    (
        "[Content_Types].xml",
        f'<Types xmlns="{TYPES_NAMESPACE}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PART}worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_PART}styles+xml"/></Types>',
    ),
    ("_rels/.rels", _relationships(("officeDocument", "xl/workbook.xml"))),
    (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE[:-1]}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        _relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
    ),
)
