"""What openpyxl keeps to itself, and the reading of .xlsx asks it for: a new openpyxl must pass this."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side

from cyps_papers.problems import Problems
from cyps_papers.reading.xlsx import open_bytes


def reopened(**options):
    book = Workbook()
    sheet = book.active
    sheet["B3"] = "struck"
    sheet["B3"].font = Font(strike=True)
    sheet["C4"].fill = PatternFill("solid", fgColor="FFC000")
    held = BytesIO()
    book.save(held)
    return load_workbook(held, **options)


def test_cells_are_kept_by_row_and_column_and_name_their_styles():
    book = reopened()
    sheet = book.active
    assert sheet.parent is book
    assert sorted(sheet._cells) == [(3, 2), (4, 3)]
    struck, filled = sheet._cells[3, 2], sheet._cells[4, 3]
    assert (struck.has_style, filled.has_style) == (True, True)
    assert book._fonts[struck._style.fontId].strike
    assert not book._fonts[filled._style.fontId].strike
    assert book._fills[filled._style.fillId].fgColor.rgb == "00FFC000"
    assert book._fills[filled._style.fillId].fill_type == "solid"


def test_merged_cells_are_read_without_their_borders(monkeypatch):
    held = BytesIO()
    book = Workbook()
    book.active["A1"] = "over both"
    book.active["A1"].border = Border(top=Side("thin"))
    book.active["B1"] = "hidden by it"
    book.active.merge_cells("A1:B2")
    book.save(held)
    monkeypatch.setattr("openpyxl.worksheet.merge.Border", None)
    sheet = open_bytes("book.xlsx", held.getvalue(), Problems()).sheet("Sheet")
    assert [[(found.text, found.width) for found in row.values()] for row in sheet.rows.values()] == [
        [("over both", 2)]
    ]


def test_a_lean_sheet_keeps_no_cells_and_can_forget_its_dimensions():
    sheet = reopened(read_only=True).active
    assert not hasattr(sheet, "_cells")
    sheet.reset_dimensions()
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][2][1] == "struck"
