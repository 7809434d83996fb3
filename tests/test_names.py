"""One declaration of names: what is listed, what lint knows, what renders, and what the docs say are the same."""

import re
from pathlib import Path

import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.names import as_data, lines, names_in, those_of
from cyps_papers.meetings.names_page import names_page
from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.problems import Problems
from cyps_papers.records import Cell, Entry
from cyps_papers.sources.table.kind import Row, TableRecord, TableSource
from cyps_papers.sources.tree import declarations, tree
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.wordml import DOCUMENT_TYPE
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template
from docs.names import PAGE
from docs.names import names_page as list_of_names

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def meeting():
    return read_meeting(MeetingFolder(ROOT / "inputs" / "2015-03"), Problems())


@pytest.fixture(scope="module")
def names(meeting):
    return names_in(meeting, Problems())


def test_the_columns_of_each_table_are_listed():
    entry = Entry("x", Cell("tables.xlsx", "A", "A2"))
    columns = {"risks": "risk_number", "costs": "cost_code"}
    tables = {
        name: TableSource({column: entry}, [TableRecord({column: entry})], name) for name, column in columns.items()
    }
    listed = [(group.title, row.tag) for group in tree(tables) for row in group.rows if row.kind is Row]
    assert listed == [
        ("row, in {% for row in risks.rows %}", "{{ row.risk_number }}"),
        ("row, in {% for row in costs.rows %}", "{{ row.cost_code }}"),
    ]


def test_a_name_is_listed_with_those_below_it_and_no_other(names):
    paths = [row.path for group in those_of(names, "kpi.cin_open") for row in group.rows]
    assert paths == ["kpi.cin_open"]
    below = [row.path for group in those_of(names, "ofsted") for row in group.rows]
    assert "ofsted.completed" in below
    assert {path.partition(".")[0] for path in below} == {"ofsted"}


def document(paragraphs):
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    main = f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
    ns = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts = {
        "_rels/.rels": f"<Relationships {ns}>{main}</Relationships>".encode(),
        "word/document.xml": f"<w:document {w}><w:body>{body}</w:body></w:document>".encode(),
    }
    return Package("all.docx", parts, overrides={"word/document.xml": DOCUMENT_TYPE})


def as_paragraphs(group, row):
    """A listed tag in the loop that its group stands in; one that gives a list, as a loop of its own."""
    loop = re.search(r", in (\{% for .* %\})$", group.title)
    begins, ends = [loop.group(1)] if loop else [], ["{% endfor %}"] if loop else []
    first = row.path.split(".")[0]
    if not loop and first in ("indicator", "action", "area", "status", "movement"):
        source = {"indicator": "kpi.all", "movement": "ofsted.since_last.movements"}.get(first, f"ofsted.{first}s")
        source = "ofsted.statuses" if first == "status" else source
        begins, ends = [f"{{% for {first} in {source} %}}"], ["{% endfor %}"]
    if first == "area" or " in area." in group.title:
        begins, ends = ["{% for area in ofsted.areas %}", *begins], [*ends, "{% endfor %}"]
    if " in indicator." in group.title:
        begins, ends = ["{% for indicator in kpi.all %}", *begins], [*ends, "{% endfor %}"]
    return [*begins, *row.tag.split(" ... "), *ends]


def test_every_tag_that_is_listed_with_a_value_is_right_to_lint_and_renders(meeting):
    paragraphs = [
        text
        for group in tree(meeting.context)
        for row in group.rows
        if row.value and not row.path.startswith("|") and "cellbg" not in row.tag
        for text in as_paragraphs(group, row)
    ]
    package = document(["{% set nothing = 0 %}", *paragraphs])
    assert [str(problem) for problem in examine(Template.of(package), meeting.context, FILTERS).problems] == []
    template = Template.of(package)
    assert template.faults == []
    absent = [each.message for each in render_template(template, meeting.context, FILTERS).missing]
    assert [message for message in absent if message.startswith("There is no")] == []


def test_what_is_not_listed_is_unknown_to_lint_and_to_rendering_alike(meeting):
    package = document(["{{ ofsted.records }}", "{{ ofsted.total.cells }}", "{{ kpi.cin_open.code }}"])
    told = [problem.rule for problem in examine(Template.of(package), meeting.context, FILTERS).problems]
    assert told == ["unknown-name", "unknown-name", "unknown-name"]
    absent = [each.tag for each in render_template(Template.of(package), meeting.context, FILTERS).missing]
    assert absent == ["{{ ofsted.records }}", "{{ ofsted.total.cells }}", "{{ kpi.cin_open.code }}"]


def test_every_filter_is_listed_and_every_listed_filter_is_there():
    listed = [row.name for group in declarations() for row in group.rows if row.path.startswith("|")]
    assert listed == list(FILTERS)


def test_every_name_has_a_sentence_and_a_tag():
    rows = [row for group in declarations() for row in group.rows]
    assert [row.path for row in rows if not row.sentence or not row.tag] == []
    assert len({row.path for row in rows}) == len(rows)


def test_names_have_their_value_a_tag_and_the_templates_that_use_them(names):
    rows = {row["name"]: row for group in as_data(names) for row in group["names"]}
    assert rows["ofsted.completed"] == {
        "name": "ofsted.completed",
        "gives": "how many are completed",
        "value": "30",
        "tag": "{{ ofsted.completed }}",
        "used_in": ["report.docx", "appendix-1.docx"],
    }
    assert rows["improvement.residual"]["used_in"] == []
    assert rows["kpi.cin_open"]["value"] == "1,463"
    assert rows["action.reference"]["tag"] == "{{ action.reference }}"
    assert "report.docx" in rows["|words"]["used_in"]


def test_what_there_are_many_of_is_listed_once(names):
    titles = [group.title for group in names]
    assert len(titles) == len(set(titles))
    paths = [row.path for group in names for row in group.rows]
    assert len(paths) == len(set(paths))
    assert not any(path.startswith("kpi.cin_open.") for path in paths)


def test_the_list_stars_what_is_used(names):
    told = list(lines(names, 110))
    assert "  * {{ ofsted.completed }}                      30          how many are completed" in told
    assert any(line.startswith("    {{ improvement.residual }}                  0 ") for line in told)
    assert all(len(line) <= 125 for line in told)


def test_the_page_opens_and_is_the_same_each_time(names, meeting):
    # Over a second: two pages of over two hundred rows.
    page = names_page(names, "2015-03", meeting.date)
    assert page == names_page(names, "2015-03", meeting.date)
    opened = read_document(page, "names.docx", Problems())
    assert b"{{ ofsted.completed }}" in opened.parts["word/document.xml"]


def test_the_page_of_names_lists_them_as_they_are_declared():
    assert PAGE.read_text(encoding="utf-8") == list_of_names(), "run 'python docs/names.py'"
