"""What the gate refuses: each fault that Word or a reader would stumble on, with its place."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.opc.package import CORE_TYPE
from cyps_papers.word.finished.draft import marked_as_draft
from cyps_papers.word.finished.gate import examine


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str) -> str:
    return f"<w:tc><w:tcPr/>{content}</w:tc>"


OURS = "This is a fault of cyps-papers: send us the template."
UNSEEN = '<w:style w:type="paragraph" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("Of {{ x }}"), 'first paragraph: A tag is left in the text: "{{ x }}".'),
        (
            "<w:p><m:oMath xmlns:m='m'><m:r><m:t>{{ x</m:t></m:r></m:oMath></w:p>",
            'report.docx, first paragraph: A tag is left in the text: "{{ x".',
        ),
        (paragraph("{% if x"), 'first paragraph: A tag is left in the text: "{% if x".'),
        (paragraph("x }} y"), 'first paragraph: A tag is left in the text: "x }}".'),
        ("<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ x }}</w:t></w:r></w:p>", 'A tag is left in the text: "{{ x }}".'),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>about J. S.</w:t></w:r></w:p>",
            'first paragraph: Hidden text would be published: "about J. S.".',
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="Unseen"/></w:pPr><w:r><w:t>about J. S.</w:t></w:r></w:p>',
            'first paragraph: Hidden text would be published: "about J. S.".',
        ),
        (
            '<w:p><w:r><w:rPr><w:rStyle w:val="Unseen"/><w:b/></w:rPr><w:t>about J. S.</w:t></w:r></w:p>',
            'first paragraph: Hidden text would be published: "about J. S.".',
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell(paragraph('about J. S.'))}</w:tr></w:tbl>",
            'table 1, row 1, column 1: Hidden text would be published: "about J. S.".',
        ),
        (paragraph("\ufdd0\ufde1" + "30"), "A mark of a figure is left in the document."),
        (f"<w:tbl><w:tr>{cell('')}</w:tr></w:tbl>", "table 1, row 1, column 1: A cell of a table has no paragraph"),
        (
            f"<w:tbl><w:tr>{cell('<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>')}</w:tr></w:tbl>",
            "table 1, row 1",
        ),
        ("<w:tbl><w:tr><w:trPr/></w:tr></w:tbl>", "table 1, row 1: A row of a table has no cell"),
        ("<w:tbl><w:tblPr/></w:tbl>", "table 1: A table has no row, so Word cannot open it."),
        (
            '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="a"/></w:p>',
            "The bookmark a appears twice",
        ),
        (
            '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="b"/></w:p>',
            "The bookmark's id 1 appears",
        ),
        ('<w:p w14:paraId="AA"/><w:p w14:paraId="AA"/>', "The paragraph's id AA appears twice in the document."),
        ('<w:p><wp:docPr id="4"/><wp:docPr id="4"/></w:p>', "The picture's id 4 appears twice in the document."),
        ('<w:p><w:hyperlink r:id="rId77"/></w:p>', "A picture or link leads to nothing (rId77 in word/document.xml)."),
        (
            '<w:p><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:p>',
            "A paragraph's number belongs to a list that is",
        ),
    ],
)
def test_each_fault_is_found_at_its_place(make, body, said):
    (problem,) = examine(make(body, styles=UNSEEN), "report.docx")
    assert said in str(problem)


def test_a_tag_left_in_the_properties_is_found(make):
    package = make("")
    package.add("docProps/core.xml", b"<p><title>Of {{ x }}</title></p>", CORE_TYPE)
    (problem,) = examine(package, "report.docx")
    assert str(problem).startswith('report.docx, in the document\'s properties: A tag is left in the text: "{{ x }}".')


def test_a_relationship_to_a_part_that_is_not_there_is_found(make):
    broken = '<Relationship Id="rId5" Type="http://x/image" Target="media/gone.png"/>'
    (problem,) = examine(make("", relationships=broken), "report.docx")
    assert "leads to nothing (rId5 in word/document.xml)" in str(problem)


def test_a_part_that_is_not_well_formed_is_found(make):
    package = make("")
    package.parts["word/styles.xml"] = b"<w:styles>"
    (problem,) = examine(package, "report.docx")
    assert "The part word/styles.xml is not well formed" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "None of the actions",
        "She lives with her nan.",
        "No. None were late.",
        "a { b } c",
        "Nanny",
        "{tag}",
        "Ask None of us",
    ],
)
def test_words_that_look_like_a_fault_and_are_none_pass(make, text):
    assert examine(make(paragraph(text)), "report.docx") == []


@pytest.mark.parametrize(
    "properties",
    [
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>',
        "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>its mark alone is hidden</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE index</w:instrText></w:r>",
    ],
)
def test_what_is_not_hidden_text_passes(make, properties):
    assert examine(make(f"<w:p>{properties}</w:p>"), "report.docx") == []


@pytest.mark.parametrize("words", ["None", "{{ x }} and None", "{% if", "see {{", "x }} y", "of None", "£nan {# a #}"])
def test_a_cell_may_say_anything_in_its_words(render, words):
    described = '<w:p><w:r><wp:docPr id="1" descr="Of {{ a.lead }}"/></w:r></w:p>'
    made = render(paragraph("Of {{ a.lead }}") + described, {"a": {"lead": Wording(words)}})
    assert [str(problem) for problem in examine(made.published, "report.docx", made.paragraphs)] == []


def test_words_of_a_cell_do_not_hide_what_is_left_over_beside_them(render):
    made = render(paragraph("{{ a }} of {{ x or None"), {"a": Wording("{{ x }}")})
    assert [problem.message for problem in examine(made.published, "report.docx", made.paragraphs)] == [
        'A tag is left in the text: "{{ x or None".',
    ]


@pytest.mark.parametrize("typed", ["{_{ x }_} {_% y %_}", "{% raw %}{{ x }} and {% if{% endraw %}"])
def test_braces_that_are_meant_pass_and_a_tag_beside_them_does_not(render, typed):
    def said(text: str) -> list[str]:
        made = render(paragraph(text))
        return [problem.message for problem in examine(made.published, "report.docx", made.paragraphs)]

    assert said(typed) == []
    assert len(said(f"{typed} or {{{{ z")) == 1


def test_what_is_wrong_is_told_with_its_place_in_the_template_too(render):
    body = paragraph("{%p for x in xs %}") + paragraph("of {{ x or") + paragraph("{%p endfor %}")
    made = render(body, {"xs": "ab"})
    assert [str(problem) for problem in examine(made.published, "report.docx", made.paragraphs)][1] == (
        'report.docx, second paragraph: A tag is left in the text: "{{ x or". Look for a missing bracket in the'
        " template, or take it out. Its paragraph in the template: report.docx, second paragraph."
    )


@pytest.mark.parametrize(
    ("printed", "told"), [("nan", "nan"), ("None", "None"), ("nan%", "nan"), ("£None", "None"), ("NaT", "NaT")]
)
def test_a_figure_that_is_no_number_is_refused(render, printed, told):
    made = render(paragraph("by {{ a }} cases"), {"a": Figure(value=Decimal("nan"), text=printed)})
    (problem,) = examine(made.published, "report.docx", made.paragraphs)
    assert str(problem).startswith(
        f'report.docx, first paragraph: The text holds "{told}", which stands for a missing value.'
    )


@pytest.mark.parametrize(
    "typed", ["None", "Background papers: None", "Legal implications: None identified.", "a total of None", "nan"]
)
def test_what_an_officer_typed_may_say_none(render, typed):
    made = render(paragraph(f"{typed}{{{{ a }}}}"), {"a": Figure(value=Decimal(1), text="")})
    assert examine(made.published, "report.docx", made.paragraphs) == []


def test_draft_stands_on_each_page_with_or_without_a_header(make):
    with_header = marked_as_draft(make("", header=paragraph("h")))
    assert "DRAFT" in with_header.parts["word/header.xml"].decode()
    without = marked_as_draft(make(paragraph("a")))
    assert "DRAFT" in without.parts["word/header_draft.xml"].decode()
    assert examine(without, "report.docx") == []


@pytest.mark.parametrize(
    ("kind", "section", "settings"), [("first", "<w:titlePg/>", ""), ("even", "", "<w:evenAndOddHeaders/>")]
)
def test_draft_stands_on_first_and_even_pages_of_their_own(make, kind, section, settings):
    package = make("", header="<w:p/>", settings=settings)
    text = package.parts["word/document.xml"].decode()
    package.parts["word/document.xml"] = text.replace("</w:sectPr>", f"{section}</w:sectPr>").encode()
    draft = marked_as_draft(package)
    header = re.search(rf'w:type="{kind}" r:id="(.*?)"', draft.parts["word/document.xml"].decode()).group(1)
    target = next(each.target for each in draft.relationships("word/document.xml") if each.id == header)
    assert "DRAFT" in draft.parts[target].decode()
    assert examine(draft, "report.docx") == []


def test_draft_stands_on_a_first_page_that_only_a_later_section_has(make):
    package = make("<w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:p/>")
    text = package.parts["word/document.xml"].decode()
    package.parts["word/document.xml"] = text.replace(
        "</w:sectPr></w:body>", "<w:titlePg/></w:sectPr></w:body>"
    ).encode()
    draft = marked_as_draft(package)
    _, first, second = draft.parts["word/document.xml"].decode().split("<w:sectPr")
    assert re.findall(r'headerReference .*?w:type="(\w+)"', first) == ["default", "first"]
    assert "headerReference" not in second
