"""A paper adopted: which tags it gets, that nothing else in it changes, and what is said of the rest."""

import docx
import pytest

from cyps_papers.meetings.adopting.adopt import adopt
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.story.paragraphs import of_package
from tests.adopting.changes import settled
from tests.conftest import MARCH

SAID = (
    "On 2 February 2015 there were 1463 open children in need cases.",
    "The mean caseload of a qualified social worker is now 17 cases.",
    "The mean time to complete an assessment was 33 days.",
    "All 41 actions of the Ofsted Action Plan were looked at, and 4,321 letters were written.",
)


@pytest.fixture(scope="module")
def meeting():
    return read_meeting(MeetingFolder(MARCH), Problems())


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    document = docx.Document()
    for text in SAID:
        document.add_paragraph(text)
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
    return [one.text for one in of_package(package, "paper.docx")]


def test_numbers_and_dates_are_tags_that_stay_true(adopted):
    assert texts(settled(adopted.template, accept=True)) == [
        'On {{ kpi.cin_open.at("2 February 2015").date }} there were '
        '{{ kpi.cin_open.at("2 February 2015")|replace(",", "") }} open children in need cases.',
        "The mean caseload of a qualified social worker is now {{ kpi.caseload_qualified.latest }} cases.",
        'The mean time to complete an assessment was {{ kpi.assessment_days.at("August 2014") }} days.',
        "All {{ ofsted.total }} actions of the Ofsted Action Plan were looked at, and 4,321 letters were written.",
        *("Status", "Number", "{%tr for status in ofsted.statuses %}", ""),
        *("{{ status.label }}", "{{ status.count }}", "{%tr endfor %}", ""),
        *("All", "{{ ofsted.total }}"),
    ]


def test_rejected_changes_leave_the_paper_as_it_was(adopted, paper):
    assert texts(settled(adopted.template, accept=False)) == texts(open_document(paper, Problems()))


def test_what_no_workbook_holds_is_listed(adopted):
    assert [(one.text, one.why) for one in adopted.not_found] == [("4,321", "no workbook holds it in these words")]


def test_a_paper_with_tracked_changes_is_refused(adopted, meeting, tmp_path):
    path, problems = tmp_path / "changed.docx", Problems()
    path.write_bytes(adopted.template.to_bytes(meeting.date))
    assert adopt(path, meeting, problems) is None
    assert [one.rule for one in problems.found] == ["tracked-changes"]
