"""Figures marked as they are printed: each with its place, in the published document without a trace."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.records import Cell, StyledRun, StyledText
from cyps_papers.vocabulary import Traced
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.finished.review import reviewed
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.rendering.runs import escaped
from cyps_papers.word.story import marks
from cyps_papers.word.templates.template import Template

WHEN = date(2015, 3, 10)
ANCHORS = re.compile(r"<w:commentRange(?:Start|End) [^>]*/>|<w:r><w:commentReference [^>]*/></w:r>")


class Figure(Traced):
    """A figure with one cell."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cells = (Cell("kpis.xlsx", "Values", "F7"),)

    @property
    def printed(self) -> str:
        return self.text

    def reworded(self, text: str) -> Figure:
        return Figure(text)


class Words(Figure):
    """Wording that is partly bold."""

    def __init__(self, text: str, runs: tuple[StyledRun, ...]) -> None:
        super().__init__(text)
        self.runs = runs


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def body(rendered: Rendered) -> str:
    return rendered.published.parts["word/document.xml"].decode()


def printed(rendered: Rendered) -> list[tuple[str, str]]:
    return [(each.text, each.place.within()) for each in rendered.marks]


def test_each_figure_stands_in_a_run_of_its_own_with_the_tags_formatting(render):
    made = render(paragraph("From {{ a }} to {{ b }}."), {"a": Figure("2,066"), "b": Figure("1,463")})
    runs = re.findall(r"<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">([^<]*)</w:t></w:r>", body(made))
    assert runs == ["From ", "2,066", " to ", "1,463", "."]


def test_figures_are_listed_in_the_order_of_the_document_with_their_places(render):
    made = render(
        paragraph("{{ a }}")
        + f"<w:tbl><w:tr><w:tc>{paragraph('{{ b }}')}</w:tc></w:tr></w:tbl>"
        + paragraph("{{ a }}"),
        {"a": Figure("30"), "b": Figure("31%")},
        header=paragraph("{{ b }}"),
    )
    assert printed(made) == [
        ("30", "first paragraph"),
        ("31%", "table 1, row 1, column 1"),
        ("30", "second paragraph"),
        ("31%", "in the header"),
    ]
    assert made.marks[0].traced.cells == (Cell("kpis.xlsx", "Values", "F7"),)


def test_a_paragraphs_pieces_tell_what_was_typed_from_what_was_printed(render):
    figure = Figure("30")
    made = render(
        paragraph("Of {{ total }} actions {{ a }} and {{ plain }}"), {"a": figure, "total": figure, "plain": "x"}
    )
    (only,) = made.paragraphs
    assert [text for text, _ in only.pieces] == ["Of ", "30", " actions ", "30", " and x"]
    assert [traced is figure for _, traced in only.pieces] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ a|upper }}", "THIRTY"),
        ("{{ a|replace('i', 'y') }}", "thyrty"),
        ("{{ a|e }}", "thirty"),
        ("{{ a|default('none') }}", "thirty"),
        ("{% set b = a %}{{ b }}", "thirty"),
        ("{% if a %}{{ a }}{% endif %}", "thirty"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(a) }}", "thirty"),
        ("{% set b %}{{ a }}{% endset %}{{ b }}", "thirty"),
        ("{{ [a]|join }}", "thirty"),
        ("{{ a ~ '' }}", "thirty"),
        ("{{r a }}", "thirty"),
        ("{{p a }}", "thirty"),
    ],
)
def test_a_figure_keeps_its_source_through_what_a_tag_does_with_it(render, tag, text):
    made = render(paragraph(tag), {"a": Figure("thirty")})
    assert [each.text for each in made.marks] == [text]
    assert not marks.has(body(made))
    assert examine(made.published, "report.docx") == []


def test_figures_put_together_keep_each_its_own_mark(render):
    made = render(
        paragraph("{{ figures|join(', ') }}; {{ 'about ' ~ a }}"),
        {"figures": [Figure("1"), Figure("2")], "a": Figure("3")},
    )
    (only,) = made.paragraphs
    assert only.text == "1, 2; about 3"
    assert re.sub("<w:t [^>]*>[^<]*</w:t>|<[^>]*>", "", body(made).partition("<w:body>")[2]) == ""
    assert [each.text for each in made.marks] == ["1", "2", "3"]


def test_the_length_of_a_list_of_figures_is_a_number(render):
    made = render(paragraph("{{ figures|length + 1 }}"), {"figures": [Figure("1")]})
    assert [each.text for each in made.paragraphs] == ["2"]
    assert made.marks == []


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        ("{{ 3|words }}", "three"),
        ("{{ figures|length|words }}", "two"),
        ("{% for one in figures %}{{ loop.index|words }} {% endfor %}", "one two "),
    ],
)
def test_a_bare_number_can_be_put_in_words(make, tags, text):
    made = render_template(Template.of(make(paragraph(tags))), {"figures": [Figure("1"), Figure("2")]}, FILTERS)
    assert ([each.text for each in made.paragraphs], made.missing) == ([text], [])


def test_a_figure_in_alternative_text_is_listed_and_its_mark_taken_out(render):
    drawing = '<w:p><w:r><w:drawing><wp:docPr id="1" descr="{{ a }}"/></w:drawing></w:r></w:p>'
    made = render(drawing, {"a": Figure("30")})
    assert printed(made) == [("30", "first paragraph, in the alternative text or a link")]
    assert 'descr="30"' in body(made)


def test_data_that_holds_the_characters_of_marks_is_cleaned(render):
    made = render(paragraph("\ufdd0\ufde1{{ a }}\ufdd1"), {"a": Figure("3\ufdd0\ufde0\ufdd10")})
    assert [each.text for each in made.marks] == ["30"]
    assert not marks.has(body(made))


@pytest.mark.parametrize("sign", ["\ue000", "\ue011", "\uf0b7", "\uf8ff"])
def test_private_characters_of_a_font_arrive_as_they_are(render, sign):
    made = render(
        paragraph(f"{sign}{{{{ a }}}}{{{{ b }}}}"), {"a": Figure(f"3{sign}"), "b": sign}, header=paragraph(sign)
    )
    assert [each.text for each in made.paragraphs] == [f"{sign}3{sign}{sign}", sign]
    assert [each.text for each in made.marks] == [f"3{sign}"]
    assert body(made).count(sign) == 3


def test_each_paragraph_knows_the_paragraph_of_the_template_that_it_comes_from(render):
    loop = "".join(map(paragraph, ["{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "end {{ y }}"]))
    made = render(loop + f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>", {"xs": "ab", "y": "c\ad"})
    told = [(each.text, each.place.within(), each.template.within()) for each in made.paragraphs]
    assert told == [
        ("a", "first paragraph", "second paragraph"),
        ("b", "second paragraph", "second paragraph"),
        ("end c", "third paragraph", "fourth paragraph"),
        ("d", "fourth paragraph", "fourth paragraph"),
        ("cell", "table 1, row 1, column 1", "table 1, row 1, column 1"),
    ]


def test_a_value_in_place_of_a_paragraph_and_a_text_box_know_their_paragraphs_of_the_template(render):
    box = f"<w:p><w:r><w:txbxContent>{paragraph('in')}</w:txbxContent></w:r><w:r><w:t>out</w:t></w:r></w:p>"
    made = render(paragraph("{%p if x %}") + paragraph("{%p endif %}") + paragraph("{{p x }}") + box, {"x": "a"})
    told = [(each.text, each.template.within()) for each in made.paragraphs]
    assert told == [("a", "third paragraph"), ("in", "text box"), ("out", "fourth paragraph")]


@pytest.mark.parametrize(
    ("text", "printed", "literal"),
    [
        ("{_{ x }_} {{ x }}", "{{ x }} a", ("{{", "}}")),
        ("{_% x %_}", "{% x %}", ("{%", "%}")),
        ("{% raw %}{{ x }}{% endraw %}{{ x }", "{{ x }}{{ x }", ("{{", "}}")),
        ("{{ x }}", "a", ()),
    ],
)
def test_braces_that_a_template_means_can_be_told_from_a_tag_left_over(render, text, printed, literal):
    made = render(paragraph(text), {"x": "a"})
    (only,) = made.paragraphs
    assert (only.text, only.literal) == (printed, literal)
    assert not marks.has(body(made))


def test_raw_holds_over_paragraphs(render):
    made = render("".join(map(paragraph, ["{% raw %}{{ x }}", "{% y %}", "{{ z }}{% endraw %}{{ x }}"])), {"x": "a"})
    assert [each.text for each in made.paragraphs] == ["{{ x }}", "{% y %}", "{{ z }}a"]


def test_wording_that_is_partly_bold_is_one_figure(render):
    runs = (StyledRun("very ", False, False), StyledRun("good", True, False))
    made = render(paragraph("{{ a }}"), {"a": Words("very good", runs), "b": StyledText(runs)})
    assert [each.text for each in made.marks] == ["very good"]
    assert "<w:b/>" in body(made)


def test_the_review_copy_without_its_comments_is_the_published_document(render):
    made = render(paragraph("{{ a }} of {{ b }}"), {"a": Figure("30"), "b": Figure("41")}, header=paragraph("{{ a }}"))
    review = reviewed(made, lambda figure: f"{figure.text}\nkpis.xlsx, Values!F7", WHEN)
    assert ANCHORS.sub("", review.parts["word/document.xml"].decode()) == body(made)
    assert set(review.parts) - set(made.published.parts) == {"word/comments.xml"}
    differing = {name for name, part in made.published.parts.items() if review.parts[name] != part}
    assert differing == {"word/document.xml", "word/_rels/document.xml.rels"}
    assert examine(review, "report.docx") == []


def test_each_figure_of_the_body_has_a_comment_around_its_own_run(render):
    docx = pytest.importorskip("docx")
    made = render(paragraph("{{ a }} of {{ b }}"), {"a": Figure("30"), "b": Figure("41")})
    review = reviewed(made, lambda figure: f"{figure.text} from\nF7 & F8", WHEN)
    import io

    document = docx.Document(io.BytesIO(review.to_bytes(WHEN)))
    assert [(each.text, each.author, each.initials) for each in document.comments] == [
        ("30 from\nF7 & F8", "cyps-papers", "cp"),
        ("41 from\nF7 & F8", "cyps-papers", "cp"),
    ]
    assert all(each.timestamp.date() == WHEN for each in document.comments)
    text = review.parts["word/document.xml"].decode()
    assert re.findall(r'<w:commentRangeStart w:id="(\d)"/><w:r>.*?>([^<]+)</w:t></w:r><w:commentRangeEnd', text) == [
        ("0", "30"),
        ("1", "41"),
    ]


def test_the_review_copy_takes_over_what_was_changed_after_rendering(render):
    drawing = '<w:p><w:pPr></w:pPr><w:r><w:drawing><wp:docPr id="1" descr="chart"/></w:drawing></w:r></w:p>'
    made = render(drawing + paragraph("{{ a }} of {{ b }}"), {"a": Figure("30"), "b": Figure("41")})
    changed = body(made).replace('descr="chart"', 'descr="Line chart &gt; 3"').replace("<w:pPr/>", "<w:pPr></w:pPr>")
    made.published.parts["word/document.xml"] = changed.encode()
    text = reviewed(made, lambda figure: figure.text, WHEN).parts["word/document.xml"].decode()
    assert ANCHORS.sub("", text) == changed
    assert re.findall(r'RangeStart w:id="\d"/><w:r>.*?>([^<]+)</w:t></w:r><w:commentRangeEnd', text) == ["30", "41"]


def test_a_paragraph_can_be_remarked_on_in_the_review_copy(render):
    made = render(paragraph("Typed 2066."))
    (only,) = made.paragraphs
    review = reviewed(made, lambda figure: "", WHEN, [(only, "A number typed by hand.")])
    assert "A number typed by hand." in review.parts["word/comments.xml"].decode()
    assert ANCHORS.sub("", review.parts["word/document.xml"].decode()) == body(made)


def test_a_figure_in_a_text_box_is_commented_on_beside_it(render):
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('{{ a }}')}</w:txbxContent></w:pict></w:r></w:p>"
    made = render(box, {"a": Figure("30")})
    text = reviewed(made, lambda figure: figure.text, WHEN).parts["word/document.xml"].decode()
    assert (
        text.index("commentRangeStart")
        < text.index("txbxContent")
        < text.rindex("txbxContent")
        < text.index("RangeEnd")
    )


def test_of_printable_characters_only_three_are_special_in_xml():
    assert [char for char in map(chr, range(0x10000)) if char.isprintable() and escaped(char) != char] == list("&<>")
