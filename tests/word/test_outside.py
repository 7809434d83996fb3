"""What a template would fetch from elsewhere, or run: told with what to do, and never published."""

from __future__ import annotations

import pytest

from cyps_papers.opc.package import OFFICE
from cyps_papers.problems import Level, NoAnswerError, Problems
from cyps_papers.word.inserted.documents import document
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template
from tests.word.conftest import written

BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))


def related(kind: str, target: str = "file:///c:/a") -> str:
    return f'<Relationship Id="rIdX" Type="{OFFICE}{kind}" Target="{target}" TargetMode="External"/>'


def field(*runs: str) -> str:
    return f"<w:p>{BEGIN}{''.join(f'<w:r><w:instrText>{each}</w:instrText></w:r>' for each in runs)}{END}</w:p>"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("image", "A picture is not in the document, but taken from elsewhere (file:///c:/a)."),
        ("oleObject", "An object or a chart's data is not in the document"),
        ("package", "An object or a chart's data is not in the document"),
        ("mailMergeSource", "The list of a mail merge is not in the document"),
        ("subDocument", "Its subDocument is not in the document"),
        ("frame", "Its frame is not in the document"),
    ],
)
def test_what_is_linked_is_an_error(make, kind, said):
    problems = examine(Template.of(make("<w:p/>", relationships=related(kind)))).problems
    assert [problem.message[: len(said)] for problem in problems if problem.level is Level.ERROR] == [said]


@pytest.mark.parametrize(
    "body",
    [
        field("DDEAUTO c:\\\\cmd.exe x"),
        field(" dde x y "),
        field(" INCLUDE", "PICTURE https://example.org/a.png"),
        field("INCLUDETEXT c:\\\\a.docx"),
        field("LINK Excel.Sheet.8 c:\\\\a.xlsx"),
        field("DATABASE \\d c:\\\\a.mdb"),
        '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE a.png "/></w:p>',
        field("IF 1 = 1 ").replace(END, field("DDE x")[5:-6] + END),
    ],
)
def test_a_field_that_fetches_is_an_error(make, body):
    problems = examine(Template.of(make(body))).problems
    assert [problem.rule for problem in problems if problem.level is Level.ERROR] == ["outside"]


@pytest.mark.parametrize("body", [field("PAGE"), field('TOC \\o "1-3"'), field("REF included"), field("HYPERLINK a")])
def test_a_field_that_fetches_nothing_is_none(make, body):
    package = make(body, relationships=related("hyperlink"))
    assert [each for each in examine(Template.of(package)).problems if each.level is Level.ERROR] == []


def test_an_attached_template_is_told_and_not_published(make):
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    package = make(
        "<w:p/>",
        files={"word/_rels/settings.xml.rels": f"{rels}{related('attachedTemplate')}</Relationships>"},
        settings='<w:attachedTemplate r:id="rIdX"/><w:zoom/>',
    )
    template = Template.of(package)
    assert [each.message for each in examine(template).problems if each.rule == "outside"] == [
        "A template elsewhere is attached to the document (file:///c:/a); what is published has none."
    ]
    published = render_template(template, {}).published
    assert published.relationships("word/settings.xml") == []
    assert b"attachedTemplate" not in published.parts["word/settings.xml"]
    assert b"<w:zoom/>" in published.parts["word/settings.xml"]


@pytest.mark.parametrize("type_", ["application/vnd.ms-office.vbaProject", "application/vnd.ms-word.vbaData+xml"])
def test_macros_in_a_document_that_says_it_has_none_are_refused(type_):
    override = f'<Override PartName="/word/vbaProject.bin" ContentType="{type_}"/>'
    problems = Problems()
    assert read_document(written("", {"types": override, "word/vbaProject.bin": "x"}), "a.docx", problems) is None
    assert [str(each) for each in problems.found] == [
        "a.docx: The document is of a kind that can hold macros. In Word save it as Word Document (*.docx)."
    ]


def test_a_document_that_is_put_in_may_fetch_nothing_either(tmp_path):
    (tmp_path / "annex.docx").write_bytes(written("<w:p/>", {"relationships": related("image")}))
    with pytest.raises(NoAnswerError, match=r"annex\.docx: A picture is not in the document"):
        document(Files([tmp_path]))("annex.docx")


def test_a_control_that_runs_a_program_is_an_error(make):
    related_to = f'<Relationship Id="rIdX" Type="{OFFICE}control" Target="activeX/a.xml"/>'
    package = make("<w:p/>", files={"word/activeX/a.xml": "<x/>"}, relationships=related_to)
    assert [each.rule for each in examine(Template.of(package)).problems if each.level is Level.ERROR] == ["outside"]
