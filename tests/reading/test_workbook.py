import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.formula import ArrayFormula

from cyps_papers.reading import grid, xlsx
from cyps_papers.reading.contents import UNCALCULATED
from cyps_papers.reading.workbook import open_workbook


def changed(path, part, old, new):
    """Rewrite one part of a workbook, as a program other than Excel might have written it."""
    held = BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                text = text.replace(b"<v/>", b"<v />").replace(b"<v></v>", b"<v />")
                assert old in text
                text = text.replace(old, new)
            after.writestr(name, text)
    path.write_bytes(held.getvalue())


def test_cells_are_read_with_their_places(sheet_of):
    sheet = sheet_of([["Ref", None, "Action"], ["1.1", 7]], row=5, column=2)
    assert {row: {column: found.text for column, found in cells.items()} for row, cells in sheet.rows.items()} == {
        5: {2: "Ref", 4: "Action"},
        6: {2: "1.1", 3: "7"},
    }
    assert str(sheet.cell(6, 3)) == "plan.xlsx, Plan!C6"


def test_a_formula_that_nobody_calculated_is_told_from_a_blank(sheet_of):
    sheet = sheet_of([["=1+1", "x"]])
    assert sheet.content(1, 1).value is UNCALCULATED


def test_a_formula_gives_its_last_result(save, problems):
    path = save(Plan=[["=1+1", "=1/0", '=""']])
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, b'<c r="A1"><f>1+1</f><v />', b'<c r="A1"><f>1+1</f><v>2</v>')
    changed(path, part, b'<c r="B1"><f>1/0</f><v />', b'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v>')
    changed(path, part, b'<c r="C1"><f>""</f><v />', b'<c r="C1" t="str"><f>""</f><v></v>')
    sheet = open_workbook(path, problems).sheet("Plan")
    assert {column: found.value for column, found in sheet.rows[1].items()} == {1: 2, 2: "#DIV/0!"}
    assert not problems


def test_an_array_formula_is_a_formula(sheet_of):
    def change(sheet):
        sheet["A1"] = ArrayFormula("A1:A2", "=B1:B2")

    assert sheet_of([], change).content(1, 1).value is UNCALCULATED


def test_a_link_shows_its_text_and_not_the_zero_that_programs_leave(sheet_of):
    sheet = sheet_of([['=HYPERLINK("https://example.org", "The report")']])
    assert sheet.content(1, 1).text == "The report"


def test_formulas_that_all_give_zero_are_doubted(save, problems, what_is_said):
    path = save(Plan=[["=1+1", "=2+2", "=3+3"]])
    changed(path, "xl/worksheets/sheet1.xml", b"<v />", b"<v>0</v>")
    assert len(open_workbook(path, problems).sheet("Plan").rows[1]) == 3
    assert what_is_said() == [
        "sheet Plan: every formula in the sheet gives 0, as they do when nobody has calculated them."
    ]


def test_a_cell_merged_downwards_counts_for_each_row(sheet_of):
    sheet = sheet_of([["Area", "1.1"], [None, "1.2"]], lambda sheet: sheet.merge_cells("A1:A2"))
    assert (sheet.content(2, 1).text, str(sheet.cell(2, 1))) == ("Area", "plan.xlsx, Plan!A1")


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "B2:B1048576"])
def test_a_merge_of_the_whole_sheet_is_read_at_once(save, problems, merged):
    path = save(Plan=[["Area", "1.1"], ["x", "1.2"]])
    mended = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'.encode()
    changed(path, "xl/worksheets/sheet1.xml", b"</sheetData>", mended)
    assert open_workbook(path, problems).sheet("Plan").content(2, 2).text == "1.2"


@pytest.mark.parametrize("lie", [b"A1:XFD1048576", b"A0:B2", b"A1", b"nonsense"])
def test_lying_dimensions_do_not_hurt(save, problems, lie):
    path = save(Plan=[["Ref", "Action"], ["1.1", "Do it"]])
    changed(path, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B2"', b'<dimension ref="' + lie + b'"')
    assert open_workbook(path, problems).sheet("Plan").content(2, 2).text == "Do it"


def test_a_stray_cell_far_away_does_not_hurt(sheet_of):
    sheet = sheet_of([["Ref"]], lambda sheet: sheet.cell(1_048_576, 16_384, "stray"))
    assert list(sheet.rows) == [1, 1_048_576]


def test_a_sheet_without_end_is_cut_short_and_said(sheet_of, problems, monkeypatch, what_is_said):
    monkeypatch.setattr(grid, "MOST_CELLS", 10)
    sheet_of([[number] for number in range(20)])
    assert what_is_said()[0].startswith("sheet Plan: the sheet is too long to be read (over 10 cells)")


def test_a_large_workbook_is_read_lean_with_the_same_values(save, problems, monkeypatch):
    path = save(Plan=[["Ref", "Value"], ["1.1", 0.31], ["=1+1"]])
    monkeypatch.setattr(xlsx, "LARGEST_WHOLE", 10)
    sheet = open_workbook(path, problems).sheet("Plan")
    assert [found.text for row in sheet.rows.values() for found in row.values()] == ["Ref", "Value", "1.1", "0.31", ""]


def test_hidden_rows_columns_and_sheets_are_known(sheet_of):
    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.parent.create_sheet("Shown")
        sheet.parent.active = 1
        sheet.sheet_state = "hidden"

    sheet = sheet_of([["Ref", "Action"], ["1.1", "Do it"]], change)
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {2}, {2})


def test_charts_on_sheets_of_their_own_are_left_out(tmp_path, problems):
    book = Workbook()
    book.create_chartsheet("Chart", 0).add_chart(BarChart())
    book.save(tmp_path / "book.xlsx")
    assert open_workbook(tmp_path / "book.xlsx", problems).names == ("Sheet",)


def test_dangling_formats_break_the_whole_load_and_not_the_lean_one(save, problems):
    path = save(Plan=[["Ref", 7]])
    changed(path, "xl/worksheets/sheet1.xml", b'<c r="B1"', b'<c s="99" r="B1"')
    sheet = open_workbook(path, problems).sheet("Plan")
    assert sheet.content(1, 2).text == "7"
    assert not problems


def test_whatever_openpyxl_raises_is_one_plain_problem(save, problems, what_is_said):
    path = save(Plan=[["Ref"]])
    changed(path, "xl/styles.xml", b"<styleSheet", b"<styleSheet><broken")
    assert open_workbook(path, problems) is None
    assert [problem.rule for problem in problems.found] == ["workbook-unreadable"]
    assert "save it again as an Excel Workbook" in problems.found[0].hint


def test_a_spoiled_sheet_is_a_problem_at_that_sheet_alone(save, problems, monkeypatch):
    path = save(Plan=[["Ref"]], Other=[["Fine"]])
    changed(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetDat>")
    book = open_workbook(path, problems)
    assert [len(sheet.rows) for sheet in book.sheets] == [0, 1]
    assert [(problem.rule, problem.place.within()) for problem in problems.found] == [
        ("sheet-unreadable", "sheet Plan")
    ]


def test_the_workbook_is_not_kept_open(save, problems):
    path = save(Plan=[["Ref"]])
    open_workbook(path, problems).sheet("Plan")
    path.unlink()  # Windows refuses this while anything holds the file
    assert not path.exists()
