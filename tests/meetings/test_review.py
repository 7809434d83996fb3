"""The review copies of March 2015: the published documents, with comments and nothing else.

Takes some seconds: the paper is built anew for each thing that is changed in its inputs.
"""

import io
import re
from pathlib import Path

import docx
import pytest
from lxml import etree

from cyps_papers.meetings import review_copies
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.opc.package import OFFICE
from cyps_papers.problems import Problems
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.parts.opening import open_document
from tests.conftest import build

ROOT = Path(__file__).parent.parent.parent
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENTS = ["report.docx", "appendix-1.docx", "appendix-2.docx", "appendix-3.docx"]
COMMENTS = "word/comments.xml"


def built(folder, draft=False):
    problems, meeting = Problems(), MeetingFolder(folder)
    result = build(meeting, meeting.output, problems, draft=draft)
    assert result, [str(problem) for problem in problems.found]
    return result.folder


@pytest.fixture(scope="module")
def made(march_built):
    """The output folder of a build of March 2015."""
    return march_built[0].folder


def opened(path):
    problems = Problems()
    package = open_document(path, problems)
    assert package, problems.found
    return package


def without_comments(package):
    """The parts without the comments, their anchors and what leads to them, each XML part in canonical form."""
    package.drop(COMMENTS)
    parts = dict(package.parts)
    body = etree.fromstring(parts[package.main])
    for anchor in list(body.iter(WORD + "commentRangeStart", WORD + "commentRangeEnd", WORD + "commentReference")):
        taken = anchor.getparent() if anchor.tag == WORD + "commentReference" else anchor
        assert taken.tail is None
        taken.getparent().remove(taken)
    parts[package.main] = etree.tostring(body)
    return {name: canonical(name, content) for name, content in parts.items()}


def canonical(name, content):
    return etree.tostring(etree.fromstring(content), method="c14n") if name.endswith((".xml", ".rels")) else content


def parts_of(package):
    return {name: canonical(name, content) for name, content in package.parts.items()}


def comments(path):
    return [comment.text for comment in docx.Document(path).comments]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_review_copy_with_its_comments_taken_out_is_the_published_document(made, name):
    published, review = opened(made / name), opened(made / "review" / review_copies.called(name))
    assert COMMENTS in review.parts
    assert COMMENTS not in published.parts
    assert parts_of(published) == without_comments(review)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_review_copy_opens_in_word(made, name):
    assert examine(opened(made / "review" / review_copies.called(name)), name) == []
    body = etree.fromstring(opened(made / "review" / review_copies.called(name)).parts["word/document.xml"])
    identities = [
        comment.comment_id for comment in docx.Document(made / "review" / review_copies.called(name)).comments
    ]
    for anchor in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(int(one.get(WORD + "id")) for one in body.iter(WORD + anchor)) == identities


def test_each_figure_of_the_register_has_a_comment_and_no_other_text_has_one():
    paper = prepare(MeetingFolder(ROOT / "inputs" / "2015-03"), Problems())
    copies = review_copies.files(Edition(paper, ROOT, False))
    assert len(copies) == len(paper.documents)
    for document in paper.documents:
        in_body = [one for one in paper.figures if one.place.file == document.file and not one.place.story]
        commented = [one for one in in_body if one in document.rendered.marks]
        said = docx.Document(io.BytesIO(copies[f"review/{review_copies.called(document.file)}"])).comments
        assert len(list(said)) == len(commented) + 1  # and one at the start


def test_a_comment_says_where_a_figure_came_from_and_how_it_was_worked_out(made):
    assert (
        "kpis.xlsx, Values!B16:C17\n"
        "kpi.cin_open.change.per_week: mean weekly fall between 13 October 2014 and 2 February 2015, "
        "rounded from 37.6875"
    ) in comments(made / "review" / "report (review).docx")
    assert "kpis.xlsx, Values!C13\nkpi.assessments_on_time.baseline: as it stands in the workbook (August 2014)" in (
        comments(made / "review" / "report (review).docx")
    )


def test_figures_in_headers_footers_and_charts_stand_in_one_comment_at_the_start(made):
    first = comments(made / "review" / "appendix-3 (review).docx")[0].split("\n")
    assert first[1].startswith("in the header: 18 March 2015: paper.xlsx, Details!B13")
    shown, described = first[-2:]
    assert shown.endswith("chart: 31%, 0%, 0%, 100%, 100%: case_file_audits.xlsx, Audits!B6:B8 and B13:B14")
    assert "the chart's alternative text: Line chart: case file audits completed, from 31%" in described
    assert "case_file_audits.xlsx, Audits!B6:B8 and B13:B14" in described


def test_the_charts_of_a_review_copy_are_those_of_the_published_document(made):
    published, review = opened(made / "appendix-3.docx"), opened(made / "review" / "appendix-3 (review).docx")
    charts = [part for part in published.parts if "/charts/" in part or "/embeddings/" in part]
    assert charts
    assert all(published.parts[part] == review.parts[part] for part in charts)
    descriptions = re.findall(rb'descr="([^"]*)"', review.parts[review.main])
    assert descriptions
    assert not any(text.startswith(b"chart:") for text in descriptions)


def type_before(march, heading, text, template="report"):
    path = march.parent.parent / "templates" / f"{template}.docx"
    document = docx.Document(path)
    next(one for one in document.paragraphs if one.text == heading).insert_paragraph_before(text)
    document.save(path)


def test_a_typed_number_that_looks_like_data_has_a_comment_and_a_date_or_statute_has_none(march):
    type_before(march, "Background", "On 13 October 2014 there were 2,066 open children in need cases.")
    type_before(march, "Background", "The Children Act 1989 applies from 1 March 2015, as paragraph 13 says.")
    typed = [text for text in comments(built(march) / "review" / "report (review).docx") if "typed by hand" in text]
    assert typed == [
        '"2,066" is typed by hand, and looks like 2,066 in kpis.xlsx, Values!C16.\n'
        'Its tag is {{ kpi.cin_open.at("13 October 2014") }}.'
    ]


def test_a_number_typed_in_a_footer_is_told_of_at_the_start(march):
    path = march.parent.parent / "templates" / "report.docx"
    document = docx.Document(path)
    document.sections[-1].footer.add_paragraph("There were 2,066 open children in need cases on 13 October 2014.")
    document.save(path)
    first = comments(built(march) / "review" / "report (review).docx")[0]
    assert '"2,066" is typed by hand' in first


def test_a_draft_has_review_copies_of_its_own(march):
    type_before(march, "Background", "There were {{ ofsted.totl }} actions.")
    folder = built(march, draft=True)
    published, review = opened(folder / "report.docx"), opened(folder / "review" / "report (review).docx")
    assert b"DRAFT" in review.parts[review.related(review.main, "header")]
    assert parts_of(published) == without_comments(review)


def test_a_published_document_has_no_trace_of_the_comments(made):
    for name in DOCUMENTS:
        package = opened(made / name)
        assert not any(each.type == OFFICE + "comments" for each in package.relationships(package.main))
        assert b"w:comment" not in package.parts[package.main]
