"""One paper with a picture, an included passage and another document in it."""

import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm, Pt, RGBColor

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.names import lines, names_in
from cyps_papers.problems import Problems
from tests.conftest import build, with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


PICTURE = Path(__file__).parents[2] / "docs/pages/pictures/report.png"


@pytest.fixture
def folder(march):
    """The March folder, its report with a picture named in Details, a passage in templates, and another document."""
    shutil.copy(PICTURE, march / "page.png")
    book = openpyxl.load_workbook(march / "paper.xlsx")
    book["Details"].append(["Page", "page.png"])
    book.save(march / "paper.xlsx")
    templates = march.parents[1] / "templates"
    passage = docx.Document()
    passage.add_paragraph("Of {{ ofsted.total }} actions {{ ofsted.completed }} are completed, a passage says.")
    passage.save(templates / "passage.docx")
    annex = docx.Document()
    annex.styles["Normal"].font.name, annex.styles["Normal"].font.size = "Courier New", Pt(9)
    annex.styles["Heading 1"].font.color.rgb = RGBColor(200, 0, 0)
    annex.add_heading("How the annex looks", 1)
    for text in ("The first of the annex.", "The second of the annex."):
        annex.add_paragraph(text, style="List Number")
    annex.add_picture(str(PICTURE), width=Cm(2))
    annex.add_table(1, 2, style="Light Grid Accent 2").cell(0, 0).text = "A table of the annex"
    annex.save(march / "annex.docx")
    report = docx.Document(templates / "report.docx")
    for typed in (
        '{% include "passage.docx" %}',
        '{{ picture(paper.page, width="5 cm", alt="The first page of the report, small") }}',
        '{{p document("annex.docx") }}',
    ):
        report.add_paragraph(typed, style="Normal")
    report.save(templates / "report.docx")
    return march


def test_all_three_stand_in_the_paper_and_its_inputs_are_in_the_manifest(folder):
    problems = Problems()
    result = build(MeetingFolder(folder), folder.parent / "output", problems)
    assert [str(problem) for problem in problems.errors] == []
    report = docx.Document(result.folder / "report.docx")
    styles = {paragraph.text: paragraph.style.name for paragraph in report.paragraphs}
    assert styles["Of 41 actions 30 are completed, a passage says."] == "Normal"
    assert styles["How the annex looks"] == "heading 1 (annex)"
    assert styles["The second of the annex."] == "List Number (annex)"
    shown = {shape.width.cm: shape._inline.docPr.get("descr") for shape in report.inline_shapes}
    assert shown[5] == "The first page of the report, small"
    assert 2 in shown
    made = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {"page.png", "passage.docx", "annex.docx"} <= made["inputs"].keys()
    assert any("a passage says" in figure["place"] or figure["printed"] == "41" for figure in made["figures"])


def test_the_names_say_what_may_be_put_in_and_who_does(folder):
    problems = Problems()
    names = names_in(read_meeting(MeetingFolder(folder), problems), problems)
    (line,) = [line for line in lines(names, 110) if 'picture("map.png"' in line]
    assert line.strip().startswith("*")
