"""What officers hang on their workbooks is there after rolling forward: shown part by part, for every workbook, twice.

Takes over a second: five workbooks are decorated, rolled forward, filled in and rolled forward again.
"""

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Problems

ROOT = Path(__file__).parent.parent.parent
BOOKS = {
    "paper.xlsx": "Details",
    "ofsted_action_plan.xlsx": "Action plan",
    "improvement_plan.xlsx": "Improvement plan",
    "kpis.xlsx": "Values",
    "case_file_audits.xlsx": "Audits",
}
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GROWS = ("ref", "sqref", "topLeftCell", "activeCell", "count", "spans")


def decorate(path, name):
    """Everything that an officer may have put on the sheet of a source, in and beside its table."""
    book = openpyxl.load_workbook(path)
    sheet = book[name]
    sheet["B7"].comment = Comment("Agreed with the lead.", "an officer")
    sheet["A8"].font = Font(bold=True, color="FF00FF", name="Georgia")
    sheet["A8"].protection = Protection(locked=False)
    sheet["A9"].fill = PatternFill("solid", fgColor="00FFFF")
    sheet["A9"].hyperlink = "https://www.hillingdon.gov.uk/"
    sheet.row_dimensions[8].height = 41
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.add_data_validation(DataValidation(type="textLength", operator="lessThan", formula1="900", sqref="A6:A14"))
    red = PatternFill("solid", bgColor="FF0000")
    sheet.conditional_formatting.add("A6:A14", CellIsRule(operator="equal", formula=['"x"'], fill=red))
    sheet.oddFooter.center.text = "Page &P"
    sheet.page_margins.left = 0.33
    sheet.sheet_properties.tabColor = "FF8800"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=6, max_row=14))
    chart.title = "An officer's own chart"
    sheet.add_chart(chart, "Z2")
    own = book.create_sheet("Own")
    own["A1"], own["A2"] = f"='{name}'!A6", "=A1&A1"
    own.sheet_state = "veryHidden"
    book.defined_names["First"] = DefinedName("First", attr_text=f"'{name}'!$A$6")
    book.save(path)


def fill_in(folder):
    """As little as lets the folder be rolled forward again."""
    book = openpyxl.load_workbook(folder / "improvement_plan.xlsx")
    for row in book["Improvement plan"].iter_rows(min_row=6, max_row=35):
        row[5].value = row[10].value
    book.save(folder / "improvement_plan.xlsx")
    paper = openpyxl.load_workbook(folder / "paper.xlsx")
    paper["Details"]["B20"] = "March 2016"
    paper.save(folder / "paper.xlsx")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """March decorated, September rolled forward from it, and the March after rolled forward from that."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "templates", root / "templates")
    march = shutil.copytree(ROOT / "inputs" / "2015-03", root / "inputs" / "2015-03")
    for file, sheet in BOOKS.items():
        decorate(march / file, sheet)
    problems = Problems()
    september = roll_forward(MeetingFolder(march), march.parent / "2015-09", date(2015, 9, 9), problems)
    shutil.copytree(september.folder.path, march.parent / "filled")
    fill_in(march.parent / "filled")
    filled = MeetingFolder(march.parent / "filled")
    assert roll_forward(filled, march.parent / "2016-03", date(2016, 3, 16), problems), problems.found
    assert problems.found == []
    return march.parent


TURNS = pytest.mark.parametrize(("old", "new"), [("2015-03", "2015-09"), ("filled", "2016-03")])
EACH = pytest.mark.parametrize("file", BOOKS)


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheets(path):
    """The sheets that officers keep: the list of what is to be filled in is made anew each time."""
    found = {name: etree.fromstring(part) for name, part in parts(path).items() if "worksheets/sheet" in name}
    return {name: sheet for name, sheet in found.items() if "What is to be filled in" not in sheet.itertext()}


def kept(element):
    """An element as it reads, without the areas that a table's growth may change."""
    if element.tag == f"{S}formula1":
        return (element.tag, element.text)
    attributes = {name: value for name, value in element.attrib.items() if name not in GROWS}
    return (element.tag, tuple(sorted(attributes.items())), tuple(kept(child) for child in element))


@TURNS
@EACH
def test_no_part_is_lost_and_those_without_cells_keep_their_bytes(inputs, old, new, file):
    before, after = parts(inputs / old / file), parts(inputs / new / file)
    assert set(before) <= set(after)
    grown = {name for name in before if before[name] != after[name]}
    assert {name for name in grown if not re.search(r"xl/worksheets/sheet\d|xl/charts/chart\d", name)} <= {
        *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "docProps/app.xml")
    }


@TURNS
@EACH
def test_all_around_the_cells_is_as_it_was(inputs, old, new, file):
    """Panes, margins, footers, drop-downs, colours by rule, links, comments and drawings."""
    before, after = sheets(inputs / old / file), sheets(inputs / new / file)
    for name, sheet in before.items():
        around = [[kept(one) for one in each if one.tag not in CELLS] for each in (sheet, after[name])]
        assert around[0] == around[1], name


CELLS = (f"{S}sheetData", f"{S}cols", f"{S}dimension")


@TURNS
@EACH
def test_every_cell_row_and_column_keeps_its_format_and_every_cell_its_formula(inputs, old, new, file):
    before, after = sheets(inputs / old / file), sheets(inputs / new / file)
    for name, sheet in before.items():
        assert formats(sheet).items() <= formats(after[name]).items(), name


def formats(sheet):
    """What each cell, row and column looks like, and each cell's formula."""
    cells = {one.get("r"): (one.get("s"), one.findtext(f"{S}f")) for one in sheet.iter(f"{S}c")}
    rows = {f"row {one.get('r')}": (one.get("ht"), one.get("hidden"), one.get("s")) for one in sheet.iter(f"{S}row")}
    columns = {
        f"column {number}": (one.get("width"), one.get("hidden"), one.get("style"))
        for one in sheet.iter(f"{S}col")
        for number in range(int(one.get("min")), int(one.get("max")) + 1)
    }
    return {**cells, **rows, **columns}


@TURNS
@EACH
def test_every_chart_is_as_it_was_but_for_the_rows_it_shows(inputs, old, new, file):
    def look(part):
        chart = etree.fromstring(part)
        etree.strip_elements(chart, "{*}f", "{*}numCache", with_tail=False)
        return etree.tostring(chart, method="c14n")

    before, after = parts(inputs / old / file), parts(inputs / new / file)
    charts = [name for name in before if "charts/chart" in name]
    assert charts
    assert [look(before[name]) for name in charts] == [look(after[name]) for name in charts]


@TURNS
@EACH
def test_excel_reads_it_with_what_was_hidden_named_and_commented(inputs, old, new, file):
    book = openpyxl.load_workbook(inputs / new / file)
    sheet = book[BOOKS[file]]
    assert sheet["B7"].comment.text == "Agreed with the lead."
    assert (book["Own"].sheet_state, book["Own"]["A2"].value) == ("veryHidden", "=A1&A1")
    assert book.defined_names["First"].attr_text == f"'{sheet.title}'!$A$6"
    assert sheet["A9"].hyperlink.target == "https://www.hillingdon.gov.uk/"
    assert len(sheet._charts) == 1
