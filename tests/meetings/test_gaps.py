"""What is wrong with a template is said whatever could not be read; what it only misses of that is not."""

import docx
import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems
from tests.conftest import with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


EMPTY = "the file holds nothing (0 bytes)"


def said(march, *paragraphs):
    """What is said of the folder, with these paragraphs added to the report."""
    path = march.parents[1] / "templates" / "report.docx"
    document = docx.Document(path)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(path)
    problems = Problems()
    prepare(MeetingFolder(march), problems)
    return [problem.message for problem in problems.found]


FAULTS_OF_FORM = {
    "{{ kpi.cin_open.latest|wrods }}": '"{{ kpi.cin_open.latest|wrods }}": there is no filter |wrods.',
    "{{ kpi.cin_open.latest) }}": '"{{ kpi.cin_open.latest) }}" cannot be read',
    "{{ kpi.all }}": '"{{ kpi.all }}": kpi.all is a list, where one value belongs.',
    "{{ ofsted.totl }} {{ kpi.cin_open.latest }}": '"{{ ofsted.totl }}": ofsted has no totl.',
    "{% if kpi.cin_open.has_later %}": '"{% if kpi.cin_open.has_later %}" is not ended.',
}


def test_a_fault_of_form_is_said_though_what_it_names_could_not_be_read(march):
    (march / "kpis.xlsx").write_bytes(b"")
    empty, *others = said(march, *FAULTS_OF_FORM)
    assert empty.startswith(EMPTY)
    begin = FAULTS_OF_FORM.values()
    assert [other for other in others if other.startswith(tuple(begin))] == others
    assert [message for message in begin if not any(other.startswith(message) for other in others)] == []


def test_a_name_that_the_data_do_not_give_is_said_though_its_source_could_not_be_read(march):
    (march / "ofsted_action_plan.xlsx").write_bytes(b"")
    assert '"{{ ofsted.totl }}": ofsted has no totl.' in said(march, "{{ ofsted.totl }}")


def test_a_chart_that_says_nothing_of_itself_is_told_of_whatever_an_unread_source_is_called(march):
    book = openpyxl.load_workbook(march / "paper.xlsx")
    for value, column in zip(("chart", "indicators", "charts.xlsx"), "ABC", strict=True):
        book["Sources"][f"{column}10"] = value
    book.save(march / "paper.xlsx")
    (march / "charts.xlsx").write_bytes(b"")
    template = docx.Document(march.parents[1] / "templates" / "report.docx")
    (drawing,) = [one for one in template.element.iter("{*}docPr") if "chart:" in one.get("descr", "")]
    drawing.set("descr", "")
    template.save(march.parents[1] / "templates" / "report.docx")
    assert [one for one in said(march) if one.startswith("The alternative text of the chart asks for no data")]


def test_what_is_asked_of_a_source_that_could_not_be_read_only_follows(march):
    (march / "kpis.xlsx").write_bytes(b"")
    (empty,) = said(march, "{{ kpi.no_such }} {{ kpi.cin_open.latest }}", "{% for one in kpi.key %}{% endfor %}")
    assert empty.startswith(EMPTY)


def test_a_misspelt_name_is_said_of_a_source_that_lacks_only_a_value(march):
    book = openpyxl.load_workbook(march / "kpis.xlsx")
    book["Values"]["C6"] = "thirty"
    book.save(march / "kpis.xlsx")
    wrong, misspelt = said(march, "{{ kpi.cin_opn.latest }}")
    assert wrong.startswith('"thirty" is not a number.')
    assert misspelt == '"{{ kpi.cin_opn.latest }}": kpi has no cin_opn.'
