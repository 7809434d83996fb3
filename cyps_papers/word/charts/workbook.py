"""The workbook inside a chart, which Word opens for 'Edit Data': the same cells that the chart's formulas name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from cyps_papers.coordinates import column_letters
from cyps_papers.spreadsheets import frame
from cyps_papers.word.charts.series import ChartTable, Column

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Sheet1"
_FIRST_FORMAT = 164  # those before it are Excel's own


def formula(column: int, first: int, last: int | None = None) -> str:
    """The cells of a column, counted from 0, from one row to another: 'Sheet1!$B$2:$B$10'."""
    letters = _letters(column)
    return f"{SHEET}!${letters}${first}" + (f":${letters}${last}" if last else "")


def workbook(table: ChartTable) -> bytes:
    """A workbook with the categories in column A and each series beside them; the same bytes each time."""
    return frame.workbook([frame.SheetPart(SHEET, _sheet(table))], _styles(table), date(1980, 1, 1))


def _sheet(table: ChartTable) -> str:
    headings = [_text(0, 1, ""), *(_text(n, 1, column.heading) for n, column in enumerate(table.columns, 1))]
    rows = [headings, *(list(_row(table, nth)) for nth in range(len(table.categories)))]
    lines = "".join(f'<row r="{n}">{"".join(cells)}</row>' for n, cells in enumerate(rows, 1))
    return f'<worksheet xmlns="{frame.MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _row(table: ChartTable, nth: int) -> Iterator[str]:
    yield _text(0, nth + 2, table.categories[nth])
    for n, column in enumerate(table.columns, 1):
        value = column.values[nth]
        if value is not None:  # a gap is an empty cell: text there would be drawn as nought
            yield frame.number_cell(f"{_letters(n)}{nth + 2}", f"{value.normalize():f}", n)


def _text(column: int, row: int, text: str) -> str:
    return frame.text_cell(f"{_letters(column)}{row}", text) if text else ""


def _letters(column: int) -> str:
    return column_letters(column + 1)


def _styles(table: ChartTable) -> str:
    """A style to a column, after the plain one that every workbook has first."""
    formats = "".join(map(_format, range(len(table.columns)), table.columns))
    uses = "".join(
        f'<xf numFmtId="{_FIRST_FORMAT + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in range(len(table.columns))
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'<styleSheet xmlns="{frame.MAIN}"><numFmts count="{len(table.columns)}">{formats}</numFmts>'
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
