"""The workbook inside a chart, which Word opens for 'Edit Data': the same cells that the chart's formulas name."""

from __future__ import annotations

from html import escape

from cyps_papers.coordinates import column_letters
from cyps_papers.opc.archive import EARLIEST
from cyps_papers.spreadsheets import frame
from cyps_papers.word.charts.series import ChartTable

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Sheet1"
_FIRST_FORMAT = 164  # those before it are Excel's own


def formula(column: int, first: int, last: int | None = None) -> str:
    """The cells of a column, counted from 0, from one row to another: 'Sheet1!$B$2:$B$10'."""
    letters = column_letters(column + 1)
    return f"{SHEET}!${letters}${first}" + (f":${letters}${last}" if last else "")


def workbook(table: ChartTable) -> bytes:
    """A workbook with the categories in column A and each series beside them; the same bytes each time."""
    texts = [("", *(column.heading for column in table.columns)), *((category,) for category in table.categories)]
    rows = []
    for row, those in enumerate(texts, 1):
        cells = [frame.text_cell(f"{column_letters(n)}{row}", text) for n, text in enumerate(those, 1) if text]
        for n, column in enumerate(table.columns if row > 1 else (), 1):
            value = column.values[row - 2]
            if value is not None:  # a gap is an empty cell: text there would be drawn as zero
                cells.append(frame.number_cell(f"{column_letters(n + 1)}{row}", f"{value.normalize():f}", n))
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    sheet = f'<worksheet xmlns="{frame.MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    return frame.workbook([frame.SheetPart(SHEET, sheet)], _styles(table), EARLIEST)


def _styles(table: ChartTable) -> str:
    """A style to a column, after the plain one that every workbook has first."""
    numbered = list(enumerate(table.columns, _FIRST_FORMAT))
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{escape(column.format)}"/>' for n, column in numbered)
    uses = "".join(
        f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n, _ in numbered
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'<styleSheet xmlns="{frame.MAIN}"><numFmts count="{len(numbered)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{plain}</cellStyleXfs>'
        f'<cellXfs count="{len(numbered) + 1}">{plain[:-2]} xfId="0"/>{uses}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
