"""Small counts of people, wherever they reach the paper and whatever else is wrong with it."""

import docx
import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems
from tests.conftest import build, with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


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
    assert "the chart shows 3 (kpi.cin_no_plan): counts 1 to 5 people" in remark
    assert "Enter c in kpis.xlsx, Values!C" in remark


def add_indicators(folder, *rows):
    """Indicators that count children, each with its value of February 2015 and the one that it is part of."""
    book = openpyxl.load_workbook(folder / "kpis.xlsx")
    defined, values = book["Indicators"], book["Values"]
    defined.cell(5, 11, "Part of")
    for code, value, part_of in rows:
        row = defined.max_row + 1
        for column, said in enumerate((code, code, "children", "neither"), start=1):
            defined.cell(row, column, said)
        defined.cell(row, 9, "Yes")
        defined.cell(row, 11, part_of)
        for column, said in enumerate((code, "Feb 2015", value, "actual"), start=1):
            values.cell(values.max_row + (column == 1), column, said)
    book.save(folder / "kpis.xlsx")


def write(folder, *paragraphs):
    path = folder.parents[1] / "templates" / "report.docx"
    template = docx.Document(path)
    for text in paragraphs:
        template.add_paragraph(text)
    template.save(path)


def suppress(folder):
    book = openpyxl.load_workbook(folder / "paper.xlsx")
    book["Details"].append(["Suppress small numbers", "yes"])
    book.save(folder / "paper.xlsx")


def test_what_would_give_a_small_number_away_is_held_back_and_the_build_says_so(march, tmp_path):
    add_indicators(march, ("looked_after", 43, ""), ("girls", 40, "looked_after"), ("boys", 3, "looked_after"))
    write(
        march,
        "There were {{ kpi.looked_after.latest }} children: {{ kpi.girls.latest }} girls, {{ kpi.boys.latest }} boys.",
        "Note: c means confidential, a small number or one that would give such a number away.",
    )
    suppress(march)
    problems = Problems()
    made = build(MeetingFolder(march), tmp_path / "out", problems)
    assert made, [str(one) for one in problems.errors]
    texts = [one.text for one in docx.Document(tmp_path / "out" / "report.docx").paragraphs]
    assert "There were 43 children: c girls, c boys." in texts
    (told,) = [line for line in made.lines() if "girls" in line]
    assert told.startswith("Printed as c as well as small numbers: girls for February 2015 (kpis.xlsx, Values!C")
    assert told.endswith("), which would give away boys.")
