"""Small counts of people, wherever they reach the paper and whatever else is wrong with it."""

import docx
import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems


@pytest.fixture
def few(march):
    """The folder with 3 as the latest value of an indicator that counts children."""
    book = openpyxl.load_workbook(march / "kpis.xlsx")
    *_, row = [row for row in book["Values"].iter_rows() if row[0].value == "cin_no_plan"]
    row[2].value = 3
    book.save(march / "kpis.xlsx")
    return march


def small(folder):
    problems = Problems()
    prepare(MeetingFolder(folder), problems)
    return [str(one) for one in problems.errors if one.rule == "small-numbers"]


def test_a_small_number_is_an_error_beside_a_misspelt_status(few):
    alone = small(few)
    assert any('"3" (' in one for one in alone)
    book = openpyxl.load_workbook(few / "ofsted_action_plan.xlsx")
    sheet = book.worksheets[0]
    (heading,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Status"]
    sheet.cell(heading.row + 2, heading.column, "Compleeted")
    book.save(few / "ofsted_action_plan.xlsx")
    assert small(few) == alone


def test_a_small_number_that_only_a_chart_shows_is_an_error(few):
    path = few.parents[1] / "templates" / "report.docx"
    template = docx.Document(path)
    (drawing,) = [one for one in template.element.iter("{*}docPr") if "chart:" in one.get("descr", "")]
    drawing.set("descr", "chart: kpi.cin_no_plan")
    template.save(path)
    (remark,) = [one for one in small(few) if "chart" in one]
    assert "the chart shows 3 (kpi.cin_no_plan): counts from 1 to 5 people" in remark
    assert "Enter c in kpis.xlsx, Values!C" in remark
