"""A paper adopted: which tags it gets, that nothing else in it changes, and what is said of the rest."""

import json
import re

import docx
import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cyps_papers.cli import commands
from cyps_papers.console import as_json
from cyps_papers.meetings.adopting.adopt import adopt
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.story.paragraphs import of_package
from tests.adopting.changes import settled
from tests.adopting.papers import known_paper
from tests.adopting.score import score
from tests.conftest import MARCH
from tests.test_json import SCHEMA

SAID = (
    '1 On [[02/02/15|kpi.cin_open.at("2 February 2015").date|numeric_date]] there were '
    '[[1463|kpi.cin_open.at("2 February 2015")|replace(",", "")]] open children in need cases.',
    "11 The mean caseload of a qualified social worker is now [[17|kpi.caseload_qualified.latest]] cases.",
    'The mean time to complete an assessment was [[33|kpi.assessment_days.at("August 2014")]] days.',
    'In [[January 2015|kpi.conversion.at("January 2015").date]], '
    '[[29|(kpi.conversion.at("January 2015") * 100)|number]] per cent of contacts became referrals.',
    "[[Thirty|ofsted.completed|words|capitalise]] of the [[41|ofsted.total]] actions of the Ofsted Action Plan are "
    "completed, and 4,321 letters were written.",
    "On 29 September 2014, 30 actions of the Ofsted Action Plan were completed.",
)
TAG = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
FIELD = (
    '<w:fldChar w:fldCharType="begin"/>',
    "<w:instrText>REF share</w:instrText>",
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>29%</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
)


@pytest.fixture(scope="module")
def meeting():
    return read_meeting(MeetingFolder(MARCH), Problems())


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    document = docx.Document()
    for text in SAID:
        document.add_paragraph(TAG.sub(r"\1", text))
    in_runs = document.add_paragraph("There are ")
    in_runs.add_run("no").bold = True
    in_runs.add_run("w 2")
    in_runs.add_run("50").italic = True
    in_runs.add_run(" children in need cases without a plan for 6 weeks or longer.")
    in_field = document.add_paragraph("In January 2015 contacts that became referrals were ")
    for part in FIELD:
        in_field._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
    document.add_paragraph("The actions of the Ofsted Action Plan by status:")
    table = document.add_table(0, 2)
    for texts in (("Status", "Number"), ("Completed", "30"), ("Residual", "11"), ("All", "41")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    path = tmp_path_factory.mktemp("paper") / "paper.docx"
    document.save(path)
    return path


@pytest.fixture(scope="module")
def adopted(paper, meeting):
    return adopt(paper, meeting, Problems())


def texts(package):
    return [paragraph.text for paragraph in of_package(package, "paper.docx")]


def test_numbers_and_dates_are_tags_that_stay_true(adopted):
    assert texts(settled(adopted.template, accept=True)) == [
        *(TAG.sub(r"{{ \2 }}", text) for text in SAID),
        "There are now {{ kpi.cin_no_plan.latest }} children in need cases without a plan "
        "for {{ kpi.plan_wait.target }} weeks or longer.",
        'In {{ kpi.conversion.at("January 2015").date }} contacts that became referrals were 29%',
        "The actions of the Ofsted Action Plan by status:",
        *("Status", "Number", "{%tr for status in ofsted.statuses %}", ""),
        *("{{ status.label }}", "{{ status.count }}", "{%tr endfor %}", ""),
        *("All", "{{ ofsted.total }}"),
    ]


def test_rejected_changes_leave_the_paper_as_it_was(adopted, paper):
    assert texts(settled(adopted.template, accept=False)) == texts(open_document(paper, Problems()))


def test_each_tag_has_a_comment_with_its_cells(adopted):
    comments = adopted.template.parts[adopted.template.related(adopted.template.main, "comments")].decode()
    assert comments.count("<w:comment ") == len(adopted.tags) + 2  # the cells of the loop
    assert "kpis.xlsx, Values!C17" in comments


def test_what_has_no_tag_is_listed_with_the_reason(adopted):
    assert [(missing.text, missing.why) for missing in adopted.not_found] == [
        ("4,321", "no workbook holds it in these words"),
        ("30", "it is dated, and {{ ofsted.completed }} always gives the count as it is now"),
        ("29 September 2014", "no figure beside it and no detail has this date"),
        ("29%", "it stands in a field of Word's, or the text would change with a tag in it"),
    ]


def test_a_paper_with_tracked_changes_is_refused(adopted, meeting, tmp_path):
    path, problems = tmp_path / "changed.docx", Problems()
    path.write_bytes(adopted.template.to_bytes(meeting.date))
    assert adopt(path, meeting, problems) is None
    assert {problem.rule for problem in problems.found} == {"tracked-changes"}


def test_a_paper_of_other_workbooks_is_left_alone(meeting, tmp_path):
    document, problems = docx.Document(), Problems()
    document.add_paragraph("In May 2019 the fair drew 12,345 visitors.")
    document.save(tmp_path / "fair.docx")
    assert adopt(tmp_path / "fair.docx", meeting, problems) is None
    assert "none of its numbers and dates stands in the workbooks of 2015-03" in str(problems.found[0])


def test_the_command_writes_beside_the_paper_and_never_over_a_file(paper):
    said = CliRunner().invoke(commands, ["adopt", str(paper), str(MARCH)])
    assert said.exit_code == 0, said.output
    assert "Made beside it: paper (template).docx, paper (not found).xlsx." in said.output
    listed = openpyxl.load_workbook(paper.with_name("paper (not found).xlsx"))["Not found"]
    assert "4,321" in [row[2] for row in listed.iter_rows(values_only=True)]
    docx.Document(paper.with_name("paper (template).docx"))
    again = CliRunner().invoke(commands, ["adopt", str(paper), str(MARCH), "--json"])
    assert again.exit_code == 1
    assert {problem["rule"] for problem in json.loads(again.output)["problems"]} == {"not-ours"}


def test_what_it_gives_other_programs_keeps_to_the_schema(adopted):
    said = json.loads(as_json([], file="paper.docx", files=[], **adopted.as_data()))
    assert "{%tr for status in ofsted.statuses %}" in said["loops"]
    jsonschema.validate(said, {"$ref": "#/$defs/adopt", "$defs": SCHEMA["$defs"]})


def test_a_paper_on_another_subject_is_adopted_and_rolled_forward(tmp_path):
    found = score(*known_paper("libraries", tmp_path), tmp_path / "paper.docx")
    assert (found.wrong, found.missed, found.problems, found.moved) == ([], [], [], []), str(found)
    assert found.is_same
    assert found.loops == (2, 2)


def test_where_no_tag_and_no_loop_is_to_blame_for_what_differs_nothing_is_made(tmp_path, meeting, monkeypatch):
    path = tmp_path / "paper.docx"
    document = docx.Document()
    document.add_paragraph("The mean caseload of a qualified social worker is now 17 cases.")
    rows = [("Area", "Actions"), *((str(area.name), str(area.total)) for area in meeting.context["ofsted"].areas)]
    table = document.add_table(0, 2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    made = adopt(path, meeting, Problems())
    assert made.tags
    assert made.loops
    monkeypatch.setattr("cyps_papers.meetings.adopting.adopt._Printed.differs_from", lambda *_: {"elsewhere"})
    problems = Problems()
    assert adopt(path, meeting, problems) is None
    assert [problem.rule for problem in problems.found] == ["nothing-found"]
