"""Workbooks edited in place: what an officer put in them is still there, and every other part is untouched."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import EditedWorkbook


def saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def reopened(content):
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def planted():
    """Six months with a total below, and everything that officers hang on a table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Audits"
    sheet.append(["Month", "Done", "Due", "Share"])
    for row in range(2, 8):
        sheet.append([f"Month {row}", row, 10, f"=B{row}/C{row}"])
    sheet.append(["Total", "=SUM(B2:B7)", "=SUM(C2:C7)", "=B8/C8"])
    sheet["A9"] = "A note below"
    sheet.merge_cells("A9:D9")
    sheet["B7"].comment = Comment("checked", "an officer")
    sheet["B8"].comment = Comment("the total", "an officer")
    sheet.add_data_validation(DataValidation(type="whole", formula1="0", sqref="B2:B7"))
    red = PatternFill("solid", bgColor="FF0000")
    sheet.conditional_formatting.add("B2:B7", CellIsRule(operator="lessThan", formula=["5"], fill=red))
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=7), titles_from_data=True)
    sheet.add_chart(chart, "F10")
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_area = "B2", "A1:D7", "A1:D8"
    sheet.print_title_rows = "1:1"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["B"].width = 30
    other = book.create_sheet("Other")
    other["A1"], other["A2"], other["A3"] = "=SUM(Audits!B2:B7)", "=Audits!B8", "=AVERAGE(Audits!B5:B7)"
    other.sheet_state = "hidden"
    third = book.create_sheet("Untouched")
    third["A1"] = "=SUM(B1:B7)"
    book.defined_names["Done"] = DefinedName("Done", attr_text="Audits!$B$2:$B$7")
    return saved(book)


@pytest.fixture
def grown(planted):
    book = EditedWorkbook(planted)
    book.make_room("Audits", Axis.ROWS, (2, 7), 3, (1, 4))
    sheet = book.sheet("Audits")
    for row in range(8, 11):
        for column in range(1, 5):
            sheet.copy((7, column), (row, column))
        sheet.set(row, 1, f"Month {row}")
        sheet.blank(row, 2)
    return book.to_bytes()


def test_a_workbook_in_which_nothing_was_changed_keeps_its_very_bytes(planted):
    assert EditedWorkbook(planted).to_bytes() == planted


def test_only_the_parts_that_had_to_change_do(planted):
    book = EditedWorkbook(planted)
    book.sheet("Audits").set(2, 2, 5)
    before, after = parts(planted), parts(book.to_bytes())
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_the_same_edits_give_the_same_bytes(planted):
    def edited():
        book = EditedWorkbook(planted)
        book.sheet("Audits").set(2, 2, 5)
        return book.to_bytes()

    assert edited() == edited()


def test_a_total_below_moves_down_and_counts_the_new_rows(grown):
    sheet = reopened(grown)["Audits"]
    assert [cell.value for cell in sheet[11]] == ["Total", "=SUM(B2:B10)", "=SUM(C2:C10)", "=B11/C11"]
    assert [cell.value for cell in sheet[9]] == ["Month 9", None, 10, "=B9/C9"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A12:D12"]


def test_formulas_and_names_elsewhere_follow(grown):
    book = reopened(grown)
    assert [book["Other"][f"A{row}"].value for row in (1, 2)] == ["=SUM(Audits!B2:B10)", "=Audits!B11"]
    assert book.defined_names["Done"].attr_text == "Audits!$B$2:$B$10"


def test_a_mean_of_the_last_three_stays_as_it_was(grown):
    assert reopened(grown)["Other"]["A3"].value == "=AVERAGE(Audits!B5:B7)"


def test_drop_downs_colours_filters_and_print_areas_take_in_the_new_rows(grown):
    sheet = reopened(grown)["Audits"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["B2:B10"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B2:B10"]
    assert sheet.auto_filter.ref == "A1:D10"
    assert sheet.print_area == "'Audits'!$A$1:$D$11"
    assert sheet.print_title_rows == "$1:$1"


def test_charts_show_the_new_rows_and_stand_where_they_stood_by_the_cells(grown):
    (chart,) = reopened(grown)["Audits"]._charts
    assert chart.series[0].val.numRef.f == "'Audits'!$B$2:$B$10"
    assert chart.anchor._from.row == 12


def test_comments_stay_with_their_cells(grown):
    sheet = reopened(grown)["Audits"]
    assert (sheet["B7"].comment.text, sheet["B11"].comment.text) == ("checked", "the total")


def test_what_was_hidden_frozen_or_wide_still_is(grown):
    book = reopened(grown)
    sheet = book["Audits"]
    assert sheet.row_dimensions[4].hidden
    assert sheet.column_dimensions["C"].hidden
    assert sheet.column_dimensions["B"].width == 30
    assert sheet.freeze_panes == "B2"
    assert book["Other"].sheet_state == "hidden"


def test_a_sheet_that_does_not_refer_to_the_table_keeps_its_bytes(planted, grown):
    assert parts(planted)["xl/worksheets/sheet3.xml"] == parts(grown)["xl/worksheets/sheet3.xml"]


def test_excel_is_asked_to_calculate_what_was_changed(grown):
    assert b'fullCalcOnLoad="1"' in parts(grown)["xl/workbook.xml"]


def test_columns_grow_before_a_total_at_the_right():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Indicator", "Jan", "Feb", "Total"])
    sheet.append(["Cases", 1, 2, "=SUM(B2:C2)"])
    sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width = 12, 40
    edited = EditedWorkbook(saved(book))
    edited.make_room("Sheet", Axis.COLUMNS, (2, 3), 2, (1, 2))
    edited.sheet("Sheet").copy_column_width(3, 4)
    sheet = reopened(edited.to_bytes())["Sheet"]
    assert sheet["F2"].value == "=SUM(B2:E2)"
    assert sheet["F1"].value == "Total"
    assert [sheet.column_dimensions[letter].width for letter in "DF"] == [12, 40]


def test_rows_are_not_moved_where_there_is_room():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Month", "Done", None, "Key"],
        ["Jan", 1, None, "a"],
        [None, None, None, "b"],
        [None, None, None, "c"],
    ):
        sheet.append(row)
    edited = EditedWorkbook(saved(book))
    edited.make_room("Sheet", Axis.ROWS, (2, 2), 2, (1, 2))
    edited.sheet("Sheet").set(3, 1, "Feb")
    sheet = reopened(edited.to_bytes())["Sheet"]
    assert [sheet[f"D{row}"].value for row in range(1, 5)] == ["Key", "a", "b", "c"]


def test_a_table_of_excels_own_grows_and_its_new_column_has_a_name():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Ref", "Status"], ["1", "Open"], ["2", "Open"]):
        sheet.append(row)
    sheet.add_table(Table(displayName="Plan", ref="A1:B3"))
    edited = EditedWorkbook(saved(book))
    edited.make_room("Sheet", Axis.COLUMNS, (1, 2), 1, (1, 3), alike=False)
    edited.sheet("Sheet").set(1, 3, "Last reported status")
    edited.make_room("Sheet", Axis.ROWS, (2, 3), 1, (1, 3))
    table = reopened(edited.to_bytes())["Sheet"].tables["Plan"]
    assert table.ref == table.autoFilter.ref == "A1:C4"
    assert [column.name for column in table.tableColumns] == ["Ref", "Status", "Last reported status"]


def test_a_new_column_beside_a_drop_down_does_not_get_it():
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Status"])
    book.active.append(["1", "Open"])
    book.active.add_data_validation(DataValidation(type="list", formula1='"Open,Done"', sqref="B2:B2"))
    edited = EditedWorkbook(saved(book))
    edited.make_room("Sheet", Axis.COLUMNS, (1, 2), 1, (1, 2), alike=False)
    edited.sheet("Sheet").set(1, 3, "Reported")
    validations = reopened(edited.to_bytes())["Sheet"].data_validations.dataValidation
    assert [str(one.sqref) for one in validations] == ["B2"]


def test_formulas_that_share_a_text_each_get_their_own():
    book = openpyxl.Workbook()
    for row in range(1, 4):
        book.active.append([row, None])
    content = saved(book)
    shared = (
        b'<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c>',
        b'<c r="B2"><f t="shared" si="0"/><v>4</v></c>',
        b'<c r="B3"><f t="shared" si="0"/><v>6</v></c>',
    )
    everything = parts(content)
    xml = everything["xl/worksheets/sheet1.xml"]
    for row, cell in enumerate(shared, 1):
        start = xml.index(b"</row>", xml.index(f'<row r="{row}"'.encode()))
        xml = xml[:start] + cell + xml[start:]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in {**everything, "xl/worksheets/sheet1.xml": xml}.items():
            archive.writestr(name, part)
    edited = EditedWorkbook(stream.getvalue())
    edited.make_room("Sheet", Axis.ROWS, (1, 2), 1, (1, 2))
    sheet = reopened(edited.to_bytes())["Sheet"]
    assert [sheet[f"B{row}"].value for row in range(1, 5)] == ["=A1*2", "=A2*2", None, "=A4*2"]


def test_dates_are_counted_as_the_workbook_counts_them():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"].number_format = "d mmmm yyyy"
    book.active["A1"] = date(2015, 3, 18)
    edited = EditedWorkbook(saved(book))
    edited.sheet("Sheet").set(1, 1, date(2015, 9, 9))
    cell = reopened(edited.to_bytes())["Sheet"]["A1"]
    assert (cell.value.date(), cell.number_format) == (date(2015, 9, 9), "d mmmm yyyy")


def test_a_text_keeps_its_spaces_lines_and_signs_and_the_cell_its_format():
    book = openpyxl.Workbook()
    book.active["A1"] = "old"
    book.active["A1"].font = Font(bold=True)
    edited = EditedWorkbook(saved(book))
    edited.sheet("Sheet").set(1, 1, " <a & b>\nline\x07 ")
    cell = reopened(edited.to_bytes())["Sheet"]["A1"]
    assert (cell.value, cell.font.bold) == (" <a & b>\nline ", True)


def test_a_sheet_is_added_after_the_others_and_opens():
    book = openpyxl.Workbook()
    edited = EditedWorkbook(saved(book))
    edited.add_sheet("To do", (10, 20), 1, yes="B2:B9").set(1, 1, "Kind")
    again = reopened(edited.to_bytes())
    assert again.sheetnames == ["Sheet", "To do"]
    assert again["To do"]["A1"].value == "Kind"
    assert again["To do"].freeze_panes == "A2"
