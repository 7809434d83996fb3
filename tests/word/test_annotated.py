"""A template with its problems as Word comments, each at its place."""

from datetime import date

from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.word.finished.annotated import annotated
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import DOCUMENT_TYPE, WORD_TYPE, value, w
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.template import Template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHEN = date(2015, 3, 18)


def package(body, comments="", header=""):
    ns = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    main = f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
    related = f'<Relationship Id="rId7" Type="{OFFICE}comments" Target="comments.xml"/>' if comments else ""
    parts = {
        "_rels/.rels": f"<Relationships {ns}>{main}</Relationships>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {ns}>{related}</Relationships>",
        **({"word/comments.xml": f"<w:comments {W}>{comments}</w:comments>"} if comments else {}),
        **({"word/header1.xml": f"<w:hdr {W}>{header}</w:hdr>"} if header else {}),
    }
    types = {
        "word/document.xml": DOCUMENT_TYPE,
        "word/comments.xml": f"{WORD_TYPE}comments+xml",
        "word/header1.xml": f"{WORD_TYPE}header+xml",
    }
    return Package("report.docx", {name: xml.encode() for name, xml in parts.items()}, overrides=types)


def paragraph(text):
    return f"<w:p><w:pPr/><w:r><w:t>{text}</w:t></w:r></w:p>"


def comments_by_paragraph(made):
    """The texts of the comments on each paragraph of the body, in order, signed."""
    comments = {
        value(each, "id"): f"{value(each, 'author')}: {''.join(text.text or '' for text in each.iter(w('t')))}"
        for each in parse(made.parts["word/comments.xml"]).iter(w("comment"))
    }
    body = parse(made.parts["word/document.xml"])
    return [[comments[value(each, "id")] for each in p.iter(w("commentReference"))] for p in body.iter(w("p"))]


def test_each_remark_is_a_comment_on_its_paragraph():
    template = package(paragraph("right") + paragraph("{{ x") + paragraph("{% if x %}"))
    remarks = [(problem.place, problem.message) for problem in examine(Template.of(template)).problems]
    made = annotated(template, remarks, WHEN)
    assert comments_by_paragraph(made) == [
        [],
        ['cyps-papers: "{{ x" is not closed.'],
        ['cyps-papers: "{% if x %}" is not ended.'],
    ]
    assert b'w:date="2015-03-18T00:00:00Z"' in made.parts["word/comments.xml"]
    assert b'<w:pPr/><w:commentRangeStart w:id="0"/>' in made.parts["word/document.xml"]
    assert made.related(made.main, "comments") == "word/comments.xml"


def test_where_no_comment_can_stand_the_first_paragraph_tells_of_the_place():
    place = DocumentPlace("report.docx", "the header", part_order=1, ordinal=1)
    made = annotated(package(paragraph("text"), header=paragraph("{{ x")), [(place, "Wrong.")], WHEN)
    assert comments_by_paragraph(made) == [["cyps-papers: in the header: Wrong."]]


def test_comments_of_others_stay_and_our_older_ones_go():
    noted = '<w:p><w:r><w:commentReference w:id="{}"/></w:r><w:r><w:t>x</w:t></w:r></w:p>'
    comment = '<w:comment w:id="{}" w:author="{}"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:comment>'
    before = package(noted.format(4) + noted.format(5), comment.format(4, "A") + comment.format(5, "cyps-papers"))
    made = annotated(before, [(DocumentPlace("report.docx", ordinal=2), "Wrong.")], WHEN)
    assert comments_by_paragraph(made) == [["A: Note"], ["cyps-papers: Wrong."]]


def test_the_copy_of_a_template_that_is_right_has_no_comment():
    made = annotated(package(paragraph("right")), [], WHEN)
    assert "word/comments.xml" not in made.parts


def test_a_copy_annotated_again_with_nothing_is_the_template_again():
    before = package(paragraph("right"))
    made = annotated(before, [(DocumentPlace("report.docx", ordinal=1), "Wrong.")], WHEN)
    assert annotated(made, [], WHEN).parts[before.main] == annotated(before, [], WHEN).parts[before.main]
