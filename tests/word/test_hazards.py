"""What docxtpl does to a document and a paper must not suffer: the smallest template for each, and what comes of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from cyps_papers.figures.figure import Figure
from cyps_papers.records import StyledRun, StyledText
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.parts.wordml import WORD_TYPE
from cyps_papers.word.rendering.missing import Missing
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph(text: str, properties: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc>{properties}{content}</w:tc>"


def row(*texts: str) -> str:
    return f"<w:tr>{''.join(cell(paragraph(text)) for text in texts)}</w:tr>"


def table(*rows: str, columns: int = 1) -> str:
    grid = '<w:gridCol w:w="3000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(rendered: Rendered) -> list[str]:
    return [each.text for each in rendered.paragraphs]


def body(rendered: Rendered) -> str:
    return rendered.published.parts["word/document.xml"].decode()


def said(rendered: Rendered) -> list[str]:
    return [str(problem) for problem in examine(rendered.published, "report.docx")]


@pytest.mark.parametrize(
    "text", ["Health & Safety", "a < b", "5 > 4", "It’s “quoted”", "مرحبا", "👍🏽", "{{ not a tag }}"]
)
def test_text_from_the_data_arrives_as_it_is(render, text):
    assert texts(render(paragraph("{{ x }}"), {"x": text})) == [text]


def test_line_breaks_tabs_pages_and_paragraphs_become_words_own(render):
    made = render(paragraph("{{ x }}", "<w:pPr><w:jc/></w:pPr>"), {"x": "a\nb\tc\ad\fe"})
    assert texts(made) == ["a\nb\tc", "d", "\n", "e"]
    assert body(made).count("<w:jc/>") == 3
    assert said(made) == []


def test_control_characters_are_dropped_in_a_header_too(render):
    made = render("", {"x": "a\x00\x0bb\x1f"}, header=paragraph("{{ x }}"))
    assert texts(made) == ["ab"]


def test_malformed_xml_from_a_value_is_a_problem_and_never_mended_silently(render):
    made = render(paragraph("{{ x }}"), {"x": Markup("<w:r><w:t>open")})
    assert [problem.rule for problem in made.problems] == ["template"]


def test_a_name_that_is_not_there_is_seen_and_has_its_place(render):
    made = render(
        paragraph("Progress", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>') + paragraph("Of {{ kpi.cin_opn }}"),
        {"kpi": {"cin_open": 1}},
    )
    assert texts(made)[1] == "Of [missing: kpi.cin_opn]"
    assert [(each.tag, each.place.within(), each.message) for each in made.missing] == [
        ("{{ kpi.cin_opn }}", 'under "Progress", first paragraph', 'There is no name "cin_opn" here.')
    ]


def test_a_name_that_is_not_there_in_a_condition_or_loop_is_noted_with_its_tag(render):
    made = render(paragraph("{% if nope %}a{% endif %}{% for x in none_such %}{{ x }}{% endfor %}{{ y|default('d') }}"))
    assert [each.tag for each in made.missing] == ["{% if nope %}", "{% for x in none_such %}"]
    assert texts(made) == ["d"]


def test_an_ampersand_in_a_comparison_is_compared(render):
    assert texts(render(paragraph('{% if x == "A & B" %}same{% endif %}'), {"x": "A & B"})) == ["same"]


@pytest.mark.parametrize("typed", ["Children's", "Children’s"])
@pytest.mark.parametrize("held", ["Children's", "Children’s"])
def test_apostrophes_compare_alike_curly_or_straight(render, typed, held):
    assert texts(render(paragraph(f"{{% if x == “{typed}” %}}same{{% endif %}}"), {"x": held})) == ["same"]


@pytest.mark.parametrize("nothing", [None, float("nan"), Decimal("nan"), ""])
def test_nothing_prints_as_nothing(render, nothing):
    assert texts(render(paragraph("[{{ x }}]"), {"x": nothing})) == ["[]"]


@pytest.mark.parametrize(
    "tag", ["x|upper", "x|string", "'%s'|format(x)", "'%s' % x", "'{}'.format(x)", "'' ~ x", "[x]|map('string')|join"]
)
@pytest.mark.parametrize("nothing", [None, float("nan"), Decimal("nan")])
def test_nothing_stays_nothing_in_a_text(render, tag, nothing):
    assert texts(render(paragraph(f"[{{{{ {tag} }}}}]"), {"x": nothing})) == ["[]"]


def test_dates_print_as_in_the_united_kingdom(render):
    assert texts(render(paragraph("{{ x }}"), {"x": date(2014, 10, 3)})) == ["3 October 2014"]


def test_a_list_of_what_cannot_be_printed_is_missing_from_a_draft(render):
    made = render(paragraph("{{ x }} {{ range(3) }}"), {"x": [object()]})
    assert texts(made) == ["[missing: x] [missing: range(3)]"]


def test_a_list_that_is_printed_is_noted_and_shown_in_a_draft(render):
    made = render(paragraph("{{ x }}"), {"x": ["a", 2]})
    assert texts(made) == ["a, 2"]
    assert [each.message for each in made.missing] == ["This is a list, not a value."]


def test_a_table_that_an_empty_loop_leaves_without_rows_is_left_out(render):
    made = render(
        paragraph("a") + table(row("{%tr for x in xs %}"), row("{{ x }}"), row("{%tr endfor %}")) + paragraph("b"),
        {"xs": []},
    )
    assert "<w:tbl>" not in body(made)
    assert texts(made) == ["a", "b"]
    assert said(made) == []


def test_a_cell_whose_paragraphs_are_all_left_out_keeps_an_empty_one(render):
    made = render(
        table("<w:tr>" + cell(paragraph("{%p if x %}") + paragraph("a") + paragraph("{%p endif %}")) + "</w:tr>"),
        {"x": False},
    )
    assert texts(made) == [""]
    assert said(made) == []


def test_a_table_that_an_empty_loop_leaves_without_cells_is_left_out(render):
    made = render(table(row("{%tc for a in x %}", "{{ a }}", "{%tc endfor %}")) + "<w:p/>", {"x": []})
    assert "<w:tbl>" not in body(made)
    assert said(made) == []


def test_a_row_whose_cells_are_all_left_out_is_left_out(render):
    cells = "".join(cell(paragraph(text)) for text in ("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))
    made = render(table(f"<w:tr>{cells}</w:tr>", row("left")), {"xs": []})
    assert texts(made) == ["left"]
    assert said(made) == []


def test_a_header_whose_paragraphs_are_all_left_out_keeps_an_empty_one(render):
    header = paragraph("{%p if x %}") + paragraph("a") + paragraph("{%p endif %}")
    assert said(render("", {"x": False}, header=header)) == []


def test_a_table_gets_as_many_columns_as_its_cells(render):
    cells = "".join(cell(paragraph(text)) for text in ("{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"))
    made = render(table(f"<w:tr>{cells}</w:tr>", columns=3), {"xs": "abcd"})
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', body(made)) == ["2250"] * 4
    assert said(made) == []


@pytest.mark.parametrize("gone", [["{#tc b #}"], ["{%tc if x %}", "b", "{%tc endif %}"]])
def test_a_table_has_no_more_columns_than_are_left(render, gone):
    widths = {"a": 1000, "b": 5000, "c": 3000}
    cells = "".join(
        cell(paragraph(text), f'<w:tcPr><w:tcW w:w="{widths.get(text, 5000)}"/></w:tcPr>') for text in ("a", *gone, "c")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths.values())
    made = render(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl><w:p/>", {"x": False})
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', body(made)) == ["2250", "6750"]
    assert said(made) == []


def test_a_table_that_loses_a_column_beside_a_cell_that_spans_two_keeps_its_width(render):
    wide, narrow = '<w:tcPr><w:tcW w:w="6000"/><w:gridSpan w:val="2"/></w:tcPr>', '<w:tcPr><w:tcW w:w="3000"/></w:tcPr>'
    cells = cell(paragraph("a"), wide) + cell(paragraph("{#tc b #}")) + cell(paragraph("c"), narrow)
    made = render(table(f"<w:tr>{cells}</w:tr>", columns=4))
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', body(made)) == ["4000"] * 3


def test_a_cell_is_shaded_where_the_schema_has_it(render):
    made = render(
        table(
            "<w:tr>" + cell(paragraph("{% cellbg x %}a"), '<w:tcPr><w:tcW w:w="9"/><w:vAlign/></w:tcPr>') + "</w:tr>"
        ),
        {"x": "#c6e0b4"},
    )
    shading = '<w:shd w:val="clear" w:color="auto" w:fill="C6E0B4"/>'
    assert f'<w:tcPr><w:tcW w:w="9"/>{shading}<w:vAlign/></w:tcPr>' in body(made)


@pytest.mark.parametrize("properties", ["", "<w:tcPr/>", '<w:tcPr><w:shd w:fill="FFFFFF"/></w:tcPr>'])
def test_a_cell_is_shaded_whatever_properties_it_has(render, properties):
    made = render(table("<w:tr>" + cell(paragraph("{% cellbg x %}a"), properties) + "</w:tr>"), {"x": None})
    assert '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:tcPr>' in body(made)


def test_a_cell_spans_columns_and_merges_with_those_below(render):
    rows = row("{%tr for x in xs %}"), row("{% vm %}{{ y }}"), row("{%tr endfor %}")
    made = render(table(row("{% colspan n %}wide"), *rows), {"n": 2, "xs": "ab", "y": "once"})
    assert '<w:gridSpan w:val="2"/>' in body(made)
    assert re.findall(r'<w:vMerge w:val="(\w+)"/>', body(made)) == ["restart", "continue"]
    assert texts(made) == ["wide", "once", ""]


def test_a_cell_that_a_loop_repeats_can_merge_into_one_across(render):
    begins, ends = (cell(paragraph(tag)) for tag in ("{%tc for x in xs %}", "{%tc endfor %}"))
    wide = cell(paragraph("{% hm %}{{ y }}"), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
    made = render(table(f"<w:tr>{begins}{wide}{ends}</w:tr>"), {"xs": "abc", "y": "once"})
    assert re.findall(r'<w:gridSpan w:val="(\d)"/>', body(made)) == ["6"]
    assert texts(made) == ["once"]


def test_two_paragraph_tags_in_one_paragraph_both_take_effect(render):
    made = render(
        paragraph("{%p if x %}{%p for y in ys %}") + paragraph("{{ y }}") + paragraph("{%p endfor %}{%p endif %}"),
        {"x": 1, "ys": "ab"},
    )
    assert texts(made) == ["a", "b"]


@pytest.mark.parametrize(
    "opening", ["{%p if x %}", "{%pif x %}", "{% p if x %}", "{%p If x%}", "{%p\u00a0if x %}", "{%p if\u00a0x %}"]
)
def test_a_paragraph_tag_is_understood_as_word_leaves_it(render, opening):
    made = render(paragraph(opening) + paragraph("a") + paragraph("{%p Endif %}"), {"x": 1})
    assert texts(made) == ["a"]


def test_a_loop_that_begins_in_a_table_and_ends_outside_is_a_fault_with_its_place(make):
    template = Template.of(make(table(row("{% for x in xs %}a")) + paragraph("{% endfor %}")))
    assert [str(fault) for fault in template.faults] == [
        'report.docx, table 1, row 1, column 1: "{% for x in xs %}" begins in one cell and "{% endfor %}" ends it in'
        " another. Put both in one cell; to repeat or leave out whole rows, give each a row of its own:"
        " {%tr for x in xs %} and {%tr endfor %}."
    ]
    assert not render_template(template, {"xs": "ab"}).problems


@pytest.mark.parametrize("form", ["{{r x }}", "{{p x }}", "{{ x }}"])
def test_plain_text_never_disappears(render, form):
    assert texts(render(paragraph(form), {"x": "plain"})) == ["plain"]


def test_tracked_changes_that_are_still_there_do_no_harm(render):
    inserted = '<w:p><w:r><w:t>{{ </w:t></w:r><w:ins w:id="1"><w:r><w:t>x }}</w:t></w:r></w:ins></w:p>'
    deleted = '<w:p><w:del w:id="2"><w:r><w:delText>{% if gone %}</w:delText></w:r></w:del></w:p>'
    made = render(inserted + deleted, {"x": "kept"})
    assert texts(made) == ["kept", ""]
    assert "<w:ins" not in body(made)
    assert "<w:del" not in body(made)


def test_footnotes_are_rendered_once_and_data_in_them_is_not_executed(render):
    note = f'<w:footnote w:id="1">{paragraph("{{ x }}")}</w:footnote>'
    made = render("", {"x": "{{ 7*7 }}"}, footnotes=note)
    assert [(each.place.within(), each.text) for each in made.paragraphs] == [("in footnote 1", "{{ 7*7 }}")]


def test_a_link_in_a_header_belongs_to_the_header_and_varies_in_a_loop(render):
    made = render(
        "",
        {"xs": ["a b", "c"]},
        header='<w:p><w:r><w:t>{% for x in xs %}</w:t></w:r><w:hyperlink r:id="rIdL"><w:r><w:t>link</w:t></w:r>'
        "</w:hyperlink><w:r><w:t>{% endfor %}</w:t></w:r></w:p>",
        files={
            "word/_rels/header.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rIdL" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
            ' Target="https://example.org/%7B%7B%20x%20%7D%7D" TargetMode="External"/></Relationships>'
        },
    )
    links = made.published.relationships("word/header.xml")
    assert [link.target for link in links] == ["https://example.org/a%20b", "https://example.org/c"]
    assert re.findall('r:id="(.*?)"', made.published.parts["word/header.xml"].decode()) == [link.id for link in links]


CORE = "application/vnd.openxmlformats-package.core-properties+xml"
TO_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def core(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><cp:keywords>{title}</cp:keywords><dcterms:created>2001</dcterms:created>"
        "</cp:coreProperties>"
    )


def test_the_documents_properties_are_rendered_and_escaped_once(render):
    made = render(
        "",
        {"x": "Children & Families"},
        files={"docProps/core.xml": core("{{ x }}")},
        types=f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/>',
        package=f'<Relationship Id="rId9" Type="{TO_CORE}" Target="docProps/core.xml"/>',
    )
    text = made.published.parts["docProps/core.xml"].decode()
    assert "<dc:title>Children &amp; Families</dc:title><cp:keywords>Children &amp; Families</cp:keywords>" in text


def test_of_two_sets_of_properties_one_is_kept(make):
    package = make(
        "",
        files={"docProps/core.xml": core("first"), "docProps/core1.xml": core("second")},
        types=f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/>'
        f'<Override PartName="/docProps/core1.xml" ContentType="{CORE}"/>',
        package=f'<Relationship Id="rId8" Type="{TO_CORE}" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId9" Type="{TO_CORE}" Target="docProps/core1.xml"/>',
    )
    assert package.of_type(CORE) == ["docProps/core.xml"]
    assert [each.id for each in package.relationships("") if each.type == TO_CORE] == ["rId8"]


def test_a_text_box_is_rendered_once(render):
    box = f"<w:txbxContent>{paragraph('{{ xs.pop() }}')}</w:txbxContent>"
    content = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    made = render(content, {"xs": ["a", "b"]})
    assert [each.text for each in made.paragraphs if each.place.in_text_box] == ["b"]
    assert "Fallback" not in body(made)


def test_a_table_of_contents_is_made_anew_by_word_and_other_fields_are_not(render):
    begin, instruction = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>{}</w:instrText></w:r>"
    page, contents = (begin + instruction.format(asked) for asked in (" PAGE ", ' TOC \\o "1-2" '))
    simple = '<w:fldSimple w:instr="TOC"><w:r><w:t>old</w:t></w:r></w:fldSimple>'
    made = body(render(f"<w:p>{page}</w:p><w:p>{contents}</w:p><w:p>{simple}</w:p>"))
    assert made.count('<w:fldChar w:fldCharType="begin" w:dirty="true"/>') == 1
    assert made.count('<w:fldSimple w:instr="TOC" w:dirty="true">') == 1
    assert '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE ' in made


def test_whole_paragraphs_can_be_kept_under_a_name_and_put_where_they_belong(render):
    kept = paragraph("{%p set x %}") + paragraph("Of {{ y }}:") + paragraph("b") + paragraph("{%p endset %}")
    made = render(kept + paragraph("before") + paragraph("{{p x }}") * 2, {"y": "a"})
    assert texts(made) == ["before", "Of a:", "b", "Of a:", "b"]
    assert said(made) == []


def test_ids_stay_unique_in_a_loop(render):
    repeated = (
        '<w:p w14:paraId="1A"><w:bookmarkStart w:id="3" w:name="here"/><w:r><w:drawing><wp:inline><wp:docPr id="7"'
        ' name="p"/></wp:inline></w:drawing></w:r><w:bookmarkEnd w:id="3"/></w:p>'
    )
    made = render(paragraph("{%p for x in xs %}") + repeated + paragraph("{%p endfor %}"), {"xs": "ab"})
    assert re.findall('w:name="(.*?)"', body(made)) == ["here", "here_2"]
    assert re.findall('<w:bookmarkEnd w:id="(.*?)"/>', body(made)) == re.findall('Start w:id="(.*?)"', body(made))
    assert re.findall('docPr id="(.*?)"', body(made)) == ["1", "2"]
    assert said(made) == []


def test_a_bookmark_that_stands_twice_in_the_template_is_told_apart(render):
    marked = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>'
    assert said(render(marked + marked)) == []


def test_a_bookmark_that_loses_an_end_with_its_paragraph_is_dropped(render):
    lost = '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>{%p if x %}</w:t></w:r></w:p>'
    made = render(lost + '<w:p><w:bookmarkEnd w:id="1"/></w:p>' + paragraph("{%p endif %}"), {"x": 1})
    assert "bookmark" not in body(made)


@pytest.mark.parametrize("tags", ["{%p for a in x %}|{%p endfor %}", "{%p if x %}|{%p endif %}"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_bookmark_of_which_a_loop_or_a_condition_holds_one_end_is_dropped(render, tags, turned):
    ends = ['<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>', '<w:p><w:bookmarkEnd w:id="1"/></w:p>']
    opening, closing = map(paragraph, tags.split("|"))
    blocks = [opening, ends[0], closing, ends[1]] if turned else [ends[0], opening, ends[1], closing]
    made = render("".join(blocks), {"x": [1, 2]})
    assert "bookmark" not in body(made)
    whole = render("".join([opening, *ends, closing]) + "".join([opening, *ends, closing]), {"x": [1, 2]})
    assert body(whole).count("bookmarkStart") == body(whole).count("bookmarkEnd") > 1
    assert said(whole) == []


def test_a_template_cannot_reach_beyond_its_sandbox(render):
    made = render(
        paragraph("{{ x.__class__.__mro__[1].__subclasses__() }}") + paragraph("{{ ''|attr('__class__') }}"), {"x": "a"}
    )
    assert all(text.startswith("[missing") or not text for text in texts(made))


def test_bold_and_italics_from_a_cell_arrive_with_the_tags_own_formatting(render):
    value = StyledText((StyledRun("plain ", False, False), StyledRun("bold", True, False), StyledRun("!", False, True)))
    run = '<w:p><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>{{ x }}</w:t></w:r></w:p>'
    made = body(render(run, {"x": value}))
    assert '<w:rPr><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">plain </w:t>' in made
    assert '<w:rPr><w:b/><w:bCs/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">bold</w:t>' in made
    assert '<w:rPr><w:i/><w:iCs/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">!</w:t>' in made


@pytest.mark.parametrize("tag", ["{{ x }}", "{{p x }}", "{{r x }}"])
def test_a_link_from_a_cell_arrives_with_the_tags_own_formatting(render, tag):
    value = StyledText((StyledRun("the plan", True, False, "https://example.org/?a&b"),))
    run = f'<w:p><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>{tag}</w:t></w:r></w:p>'
    made = render(run, {"x": value})
    (identity,) = re.findall('<w:hyperlink [^>]*r:id="(.*?)"><w:r><w:rPr><w:b/>.*?<w:sz w:val="20"/>', body(made))
    (target,) = [each.target for each in made.published.relationships("word/document.xml") if each.id == identity]
    assert target == "https://example.org/?a&b"
    assert texts(made) == ["the plan"]
    assert said(made) == []


def test_a_link_does_not_stand_in_another(render):
    value = StyledText((StyledRun("the plan", False, False, "https://example.org/"),))
    link = '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>'
    assert body(render(link, {"x": value})).count("<w:hyperlink") == 1


def test_rich_text_and_listings_of_docxtpl_are_printed(render):
    docxtpl = pytest.importorskip("docxtpl")
    rich = docxtpl.RichText("a & b\nc", bold=True)
    made = render(
        paragraph("{{r x }}") + paragraph("{{ x }}") + paragraph("{{ y }}"), {"x": rich, "y": docxtpl.Listing("d\ne <")}
    )
    assert texts(made) == ["a & b\nc", "a & b\nc", "d\ne <"]
    assert said(made) == []


def test_a_bell_in_rich_text_begins_a_paragraph_with_the_same_formatting(render):
    docxtpl = pytest.importorskip("docxtpl")
    run = "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>before {{ x }} after</w:t></w:r></w:p>"
    made = render(run, {"x": docxtpl.RichText("a\ab", bold=True)})
    assert texts(made) == ["before a", "b after"]
    assert body(made).count("<w:jc/>") == 2
    assert re.findall("<w:r><w:rPr><w:b/></w:rPr><w:t[^>]*>(.*?)</w:t>", body(made)) == ["a", "b"]
    assert said(made) == []


def test_a_section_that_ends_in_a_paragraph_with_a_tag_is_kept(render):
    ended = paragraph("{%p endif %}", '<w:pPr><w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr></w:pPr>')
    made = render(paragraph("{%p if x %}") + paragraph("a") + ended, {"x": 0})
    assert "landscape" in body(made)


def test_a_tag_over_many_runs_is_found_whatever_word_puts_between(render):
    split = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a {</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>{ pa</w:t></w:r>"
        "<w:bookmarkStart w:id='1' w:name='_GoBack'/><w:bookmarkEnd w:id='1'/><w:r><w:rPr><w:lang w:val='en-GB'/>"
        "</w:rPr><w:t>per.</w:t></w:r><w:r><w:t>title }</w:t><w:br/><w:t>} b</w:t></w:r></w:p>"
    )
    made = render(split, {"paper": {"title": "T"}})
    assert texts(made) == ["a T b"]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">T</w:t>' in body(made)


def test_a_hyphen_that_does_not_break_is_part_of_a_tag_and_of_the_text(render):
    hyphen = "</w:t><w:noBreakHyphen/><w:t>"
    made = render(f"<w:p><w:r><w:t>{{{{ 3 {hyphen} 1 }}}}</w:t></w:r><w:r><w:t>a{hyphen}b</w:t></w:r></w:p>")
    assert texts(made) == ["2a\u2011b"]


def test_a_tag_in_an_equation_is_rendered(render):
    made = render(f"<w:p><m:oMath {MATH}><m:r><m:t>{{{{ x }}}}</m:t></m:r></m:oMath></w:p>", {"x": "a < b"})
    assert "<m:t>a &lt; b</m:t>" in body(made)


def test_a_tag_in_alternative_text_and_in_a_field_is_rendered(render):
    made = render(
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="Of {{ x }}"/></wp:inline></w:drawing></w:r>'
        '<w:r><w:instrText>HYPERLINK "{{ </w:instrText></w:r><w:r><w:instrText>x }}"</w:instrText></w:r></w:p>',
        {"x": 'a"b\nc'},
    )
    assert 'descr="Of a&quot;b c"' in body(made)
    assert '<w:instrText>HYPERLINK "a"b\nc</w:instrText><w:instrText>"' in re.sub("</w:r><w:r>", "", body(made))


def test_lines_joined_by_hyphens_make_one_paragraph(render):
    lines = ["My house is", "{%- if town -%}", " in town", "{%- else -%}", " in the country", "{%- endif -%}", " now."]
    assert texts(render("".join(paragraph(line) for line in lines), {"town": True})) == ["My house is in town now."]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>a </w:t><w:br/><w:t> {%- if x %}b{% endif %}</w:t></w:r>", "ab"),
        ("<w:r><w:t xml:space='preserve'>a </w:t></w:r><w:r><w:t>{%- if x %}b{% endif %}</w:t></w:r>", "ab"),
        ("<w:r><w:t>{% if x -%}</w:t><w:br/><w:tab/></w:r><w:r><w:t> b{% endif %} c</w:t></w:r>", "b c"),
        ("<w:r><w:t>a {{- x -}}</w:t></w:r><w:r><w:br/><w:t> c</w:t></w:r>", "a1c"),
        ("<w:r><w:t>{% if x -%}</w:t><w:br/><w:t>{%- endif %}c</w:t></w:r>", "c"),
        ("<w:r><w:t>{{ x</w:t><w:br/><w:t>+ 1 }}</w:t></w:r>", "2"),
    ],
)
def test_a_hyphen_in_a_tag_takes_away_blanks_over_runs_and_line_breaks(render, xml, text):
    made = render(f"<w:p>{xml}</w:p>", {"x": 1})
    assert texts(made) == [text]
    assert "<w:br/>" not in body(made)


def test_braces_can_be_typed_as_docxtpl_has_them(render):
    assert texts(render(paragraph("{_{ x }_} {_% y %_} {% raw %}{{ z }}{% endraw %}"))) == ["{{ x }} {% y %} {{ z }}"]


def test_comments_of_each_kind_disappear(render):
    made = render(paragraph("a{# b #}c") + paragraph("{#p d #}") + table(row("e"), row("{#tr f #}")), {})
    assert texts(made) == ["ac", "e"]


def test_words_comments_and_their_anchors_are_not_published(render):
    made = render(
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>',
        files={
            "word/comments.xml": '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        },
        types='<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.comments+xml"/>',
        relationships='<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="comments.xml"/>',
    )
    assert "comment" not in body(made)
    assert "word/comments.xml" not in made.published.parts
    assert said(made) == []


NUMBERING = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
)
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'
NESTED = (
    paragraph("{%p for area in areas %}")
    + paragraph("{{ area }}")
    + paragraph("{%p for action in 'ab' %}")
    + paragraph("{{ action }}", NUMBERED)
    + paragraph("{%p endfor %}")
    + paragraph("{%p endfor %}")
)


def numbers(rendered: Rendered) -> list[str]:
    return [each.number.bare for each in rendered.paragraphs if each.number]


def test_numbers_begin_again_for_each_group_of_a_nested_loop(render):
    made = render(NESTED, {"areas": "XY"}, numbering=NUMBERING)
    assert numbers(made) == ["1", "2", "1", "2"]
    assert said(made) == []


def test_loops_in_a_text_that_is_kept_under_a_name_begin_no_list_again(render):
    kept = "{% set x %}{% for a in areas %}{% for b in areas %}{{ b }}{% endfor %}{% endfor %}{% endset %}{{ x }}"
    made = render(paragraph(kept) + paragraph("one", NUMBERED), {"areas": "XY"}, numbering=NUMBERING)
    assert texts(made) == ["XYXY", "one"]


def test_numbers_go_on_where_the_list_stands_outside_the_loops_too(render):
    made = render(NESTED + paragraph("last", NUMBERED), {"areas": "XY"}, numbering=NUMBERING)
    assert numbers(made) == ["1", "2", "3", "4", "5"]


def test_a_content_control_with_a_tag_is_freed_from_its_data(render):
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='x'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    made = render(control, {"x": "value"})
    assert texts(made) == ["value"]
    assert "dataBinding" not in body(made)


def test_a_tag_that_fails_is_noted_with_its_place_and_the_others_are_rendered(render):
    made = render(
        paragraph("{{ 1/0 }}") + paragraph("{{ x|nofilter }}") + paragraph("{% for y in 5 %}{% endfor %}{{ x }}"),
        {"x": "a"},
    )
    assert texts(made) == ["[missing: 1/0]", "[missing: x|nofilter]", "a"]
    assert [each.message for each in made.missing] == [
        "This cannot be worked out: division by zero.",
        'There is no filter "nofilter".',
        "This cannot be worked out: it is not a list.",
    ]


def test_rendering_with_a_failing_context_does_no_harm_to_the_next(make):
    template = Template.of(make(paragraph("{% for y in x %}{{ y }}{% endfor %}")))
    assert texts(render_template(template, {"x": 5})) == [""]
    assert texts(render_template(template, {"x": "ab"})) == ["ab"]


def test_a_condition_that_begins_in_a_link_and_ends_after_it_is_lifted_out_of_it(render):
    link = "<w:hyperlink w:anchor='x'><w:r><w:t>{% if x %}a</w:t></w:r></w:hyperlink>"
    xml = f"<w:p>{link}<w:r><w:t>b{{% endif %}}c</w:t></w:r></w:p>"
    assert [texts(render(xml, {"x": x})) for x in (True, False)] == [["abc"], ["c"]]
    turned = "<w:p><w:r><w:t>a{% if x %}</w:t></w:r><w:hyperlink><w:r><w:t>b{% endif %}</w:t></w:r></w:hyperlink></w:p>"
    made = render(turned, {"x": False})
    assert (texts(made), made.problems) == (["a"], [])


def test_a_text_put_together_in_a_set_is_escaped_once_in_alternative_text(render):
    drawing = '<w:p><w:r><w:drawing><wp:docPr id="1" name="n" descr="{{ b }}"/></w:drawing></w:r></w:p>'
    made = render(paragraph("{% set b %}a & {{ x }}{% endset %}") + drawing, {"x": "<c>"})
    assert 'descr="a &amp; &lt;c&gt;"' in body(made)


def test_a_comment_hinders_no_joining_of_lines(render):
    lines = ["a", "{# why #}{%- if x %} b{% endif %}{# and so #}"]
    assert texts(render("".join(map(paragraph, lines)), {"x": 1})) == ["a b"]


@pytest.mark.parametrize(("x", "text"), [(1, "one"), (2, "two"), (3, "three"), (4, "more")])
def test_each_branch_of_a_condition_is_taken_where_it_holds(render, x, text):
    tags = "{% if x == 1 %}one{% elif x == 2 %}two{% elif x == 3 %}three{% else %}more{% endif %}"
    assert texts(render(paragraph(tags), {"x": x})) == [text]


def test_a_loop_through_nothing_says_what_its_else_holds(render):
    tags = "{% for a in x %}{{ a }}{% else %}none{% endfor %}"
    assert [texts(render(paragraph(tags), {"x": x})) for x in ("", "ab")] == [["none"], ["ab"]]


def test_texts_that_are_joined_compare_as_texts(render):
    tags = "{% if ['A & B', 'C']|join(' < ') == 'A & B < C' %}same{% endif %} {{ ['a<']|join|length }}"
    assert texts(render(paragraph(tags))) == ["same 2"]


def test_what_is_missing_where_no_text_can_stand_leaves_the_document_sound(render):
    cells = (
        row("{% cellbg nope %}a") + row("{% colspan nope %}b") + row("{% cellbg 'red' %}c") + row("{% colspan 0 %}d")
    )
    made = render(table(cells))
    assert re.findall('w:fill="(.*?)"', body(made)) == ["auto", "auto"]
    assert re.findall('w:gridSpan w:val="(.*?)"', body(made)) == ["1", "1"]
    assert [each.tag for each in made.missing] == ["{% cellbg nope %}", "{% colspan nope %}"]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ nope + 1 }}", 'There is no name "nope" here.'),
        ("{{ -nope }}", 'There is no name "nope" here.'),
        ("{{ nope.more[1]('x') * 2 }}", 'There is no name "nope" here.'),
        ("{{ nope[1:] }}", 'There is no name "nope" here.'),
        ("{{ []|first }}", "No first item, sequence was empty."),
        ("{{ x(1) }}", "This cannot be worked out: 'dict' object is not callable."),
        ("{{ 5|join }}", "This cannot be worked out: it is not a list."),
        ("{{ x.nope }}", 'There is no name "nope" here.'),
        ("{{ 'a' + five }}", "'a' is not a number."),
        ("{{ ['a']|sum(start='') }}", "Only numbers can be summed."),
    ],
)
def test_whatever_is_done_with_what_is_missing_is_missing(render, tag, message):
    made = render(paragraph(tag), {"x": {"a": 1}, "five": Figure(value=Decimal(5))})
    assert texts(made) == [f"[missing: {tag[3:-3]}]"]
    assert [each.message for each in made.missing] == [message]


def test_what_is_missing_in_a_form_is_noted(render):
    made = render(paragraph("{{ '%s of %s' % (nope, 1) }}"))
    assert texts(made) == ["[missing: nope] of 1"]
    assert [each.message for each in made.missing] == ['There is no name "nope" here.']


def test_a_failure_without_words_is_said_by_its_name():
    assert Missing.because(MemoryError()).message == "This cannot be worked out: MemoryError."


def test_a_condition_that_ends_deeper_in_a_paragraph_than_it_begins_is_a_fault(render):
    ends = "<w:ruby><w:rubyBase><w:r><w:t>b{% endif %}</w:t></w:r></w:rubyBase></w:ruby>"
    made = render(paragraph("a{% if x %}").replace("</w:p>", f"{ends}</w:p>"), {"x": None})
    assert [each.message for each in made.problems] == [
        '"{% if x %}" begins in one part of the document and "{% endif %}" ends it in another.'
    ]
    assert texts(made) == ["ab"]


def test_items_of_dictionaries_and_lists_are_reached(render):
    context = {"x": {"a": "1", "items": "2"}, "y": ["3", "4"]}
    assert texts(render(paragraph("{{ x['a'] }}{{ x.a }}{{ x['items'] }}{{ y[0] }}{{ y[-1] }}"), context)) == ["11234"]


@pytest.mark.parametrize("tag", ["{% for loop in x %}{% endfor %}", "{% macro m(caller) %}{% endmacro %}"])
def test_a_name_that_jinja_keeps_for_itself_is_a_fault(make, tag):
    template = Template.of(make(paragraph(tag + "a")))
    (fault,) = template.faults
    assert fault.hint == "Choose another name."
    assert texts(render_template(template, {"x": "ab"})) == ["a"]


def test_what_is_not_ended_before_an_else_does_not_hide_the_condition(make):
    template = Template.of(make(paragraph("{% if x %}{% set b %}a{% else %}c{% endif %}")))
    assert [fault.message for fault in template.faults] == ['"{% set b %}" is not ended.']
    assert [texts(render_template(template, {"x": x})) for x in (True, False)] == [["a"], ["c"]]


def test_a_condition_in_alternative_text_must_end_there(make):
    drawing = '<w:p><w:r><w:drawing><wp:docPr id="1" name="n" descr="{}"/></w:drawing></w:r></w:p>'
    whole = Template.of(make(drawing.format("{% if x %}a{% else %}b{% endif %}") + paragraph("{% if x %}c{% endif %}")))
    assert whole.faults == []
    assert 'descr="b"' in body(render_template(whole, {"x": 0}))
    half = Template.of(make(drawing.format("{% if x %}a") + paragraph("c{% endif %}")))
    assert [fault.rule for fault in half.faults] == ["tag-not-ended", "tag-not-begun"]
    assert texts(render_template(half, {"x": 0})) == ["", "c"]


@pytest.mark.parametrize("tag", ["{% else %}", "{% endif %}"])
def test_a_tag_in_alternative_text_is_none_of_a_condition_around_it(make, tag):
    drawing = f'<w:p><w:r><w:drawing><wp:docPr id="1" name="n" descr="{tag}"/></w:drawing></w:r></w:p>'
    template = Template.of(make(paragraph("{% if x %}a") + drawing + paragraph("b{% endif %}")))
    assert [fault.rule for fault in template.faults] == ["tag-not-begun"]
    assert texts(render_template(template, {"x": 0})) == [""]


def test_what_is_merged_downwards_keeps_the_look_of_its_cell(render):
    look = "<w:pPr><w:jc w:val='center'/></w:pPr>"
    merged = "<w:tr>" + cell(paragraph("{% vm %}{{ x }}", look)) + "</w:tr>"
    made = render(table(row("{%tr for y in ys %}"), merged, row("{%tr endfor %}")), {"x": "a", "ys": "bc"})
    assert (texts(made), body(made).count("<w:jc ")) == (["a", ""], 2)


def test_only_runs_stand_between_the_runs_of_joined_texts(render):
    made = body(render(paragraph("{{ 'a' ~ x ~ 'b' }}"), {"x": Markup("<c>")}))
    assert re.sub("<w:t [^>]*>[^<]*</w:t>|<[^>]*>", "", made.partition("<w:body>")[2]) == ""


def test_a_part_of_a_namespace_can_be_set_and_of_nothing_else(render):
    loop = "{% set ns = namespace(n=0) %}{% for a in x %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}"
    made = render(paragraph(loop) + paragraph("{{ x }}{% set x.n = 1 %}"), {"x": "abc"})
    assert texts(made) == ["3", "abc"]
    assert [each.tag for each in made.missing] == ["{% set x.n = 1 %}"]


@pytest.mark.parametrize(
    ("tags", "text", "missed"),
    [
        ("a{% call nope(1) %}b{% endcall %}c", "ac", "{% call nope(1) %}"),
        ("a{% filter nope %}b{% endfilter %}c", "ac", "{% filter nope %}"),
        ("{{ x }}{% with d = -x %}{{ d }}{% endwith %}", "a", "{% with d = -x %}"),
        ("{{ x }}{% with d = x, e = x ~ d %}{{ e }}{% endwith %}", "aaa", ""),
    ],
)
def test_a_block_that_asks_for_what_is_not_there_is_noted_by_its_own_tag(render, tags, text, missed):
    made = render(paragraph(tags), {"x": "a"})
    assert texts(made) == [text]
    assert [each.tag for each in made.missing] == [missed] * bool(missed)


def test_a_cells_tag_that_cannot_be_read_is_a_fault_and_leaves_the_cell(make):
    template = Template.of(make(table(row("{% colspan 2- %}a"), row("{% cellbg %}b"))))
    assert [fault.rule for fault in template.faults] == ["tag-unreadable"] * len(template.faults) != []
    assert texts(render_template(template, {})) == ["a", "b"]


def test_a_part_that_its_tags_would_spoil_stays_as_it_is_in_the_template(render):
    made = render("".join(map(paragraph, ["{% filter upper %}", "a", "{% endfilter %}"])), header=paragraph("{{ x }}"))
    assert [problem.rule for problem in made.problems] == ["template"]
    assert "{% filter upper %}" in body(made)
    assert [each.place.within() for each in made.paragraphs] == ["in the header"]


def test_a_text_in_place_of_a_row_stands_in_a_row_with_its_look(render):
    look = "<w:trPr><w:cantSplit/></w:trPr>"
    made = render(table(f"<w:tr>{look}{cell(paragraph('{{tr x }}'))}</w:tr>"), {"x": "a"})
    assert f"<w:tr>{look}<w:tc><w:p><w:r>" in body(made)
    assert "</w:r></w:p></w:tc></w:tr></w:tbl>" in body(made)


def test_a_paragraph_with_a_look_of_its_own_is_joined_by_a_hyphen_too(render):
    joined = paragraph("{%- if x %}b{% endif %}", "<w:pPr><w:jc/></w:pPr>")
    assert texts(render(paragraph("a") + joined, {"x": 1})) == ["ab"]


@pytest.mark.parametrize("skipped", ["gridBefore", "gridAfter"])
def test_columns_that_a_row_skips_count_among_the_columns_of_its_table(render, skipped):
    look = f'<w:trPr><w:{skipped} w:val="1"/></w:trPr>'
    cells = "".join(cell(paragraph(text)) for text in ("{%tc for a in x %}", "{{ a }}", "{%tc endfor %}"))
    made = render(table(f"<w:tr>{look}{cells}</w:tr>", columns=4), {"x": "ab"})
    assert body(made).count("<w:gridCol ") == 3


def test_a_cell_over_several_columns_counts_as_that_many(render):
    wide = "<w:tr>" + cell(paragraph("a"), '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>') + "</w:tr>"
    made = render(table(wide, row("{%tc for a in x %}", "{{ a }}", "{%tc endfor %}"), columns=3), {"x": "ab"})
    assert body(made).count("<w:gridCol ") == 3


def test_what_a_loop_goes_on_with_counts_among_its_rounds(render):
    tags = "{% for a in xs recursive %}{% if loop.depth == 1 %}{{ loop(ys) }}{% endif %}{% endfor %}"
    assert render(paragraph(tags), {"xs": "a", "ys": [1] * 1000}).rendering.budget.steps > 1000


def test_a_number_goes_into_a_text_as_it_is(render):
    assert texts(render(paragraph("{{ '%s of %s'|format(x, y) }}"), {"x": 0.5, "y": Decimal("2.50")})) == [
        "0.5 of 2.50"
    ]


def test_a_part_of_each_item_is_joined(render):
    made = render(paragraph("{{ x|join(', ', attribute='a') }}"), {"x": [{"a": "one"}, {"a": "two"}]})
    assert texts(made) == ["one, two"]


def test_a_text_can_be_repeated(render):
    assert texts(render(paragraph("{{ 'ab' * 3 }}{{ 2 * '-' }}"))) == ["ababab--"]


@pytest.mark.parametrize("count", ["two", "-1", "1000"])
def test_a_cell_takes_one_column_where_its_tag_gives_no_usable_count(render, count):
    made = render(table(row("{% colspan x %}a")), {"x": count})
    assert re.findall('w:gridSpan w:val="(.*?)"', body(made)) == ["1"]


def test_a_hyphen_in_a_tag_that_takes_the_place_of_its_paragraph_joins_nothing(render):
    lines = ["a", "{%-p if x %}", "b", "{%p endif %}"]
    assert texts(render("".join(map(paragraph, lines)), {"x": 1})) == ["a", "b"]


@pytest.mark.parametrize(("power", "text"), [(1000, "1"), (1001, "[missing: 1 ** 1001]")])
def test_a_power_is_worked_out_up_to_a_thousand(render, power, text):
    assert texts(render(paragraph(f"{{{{ 1 ** {power} }}}}"))) == [text]


def test_a_branch_that_cannot_be_read_is_not_taken(render):
    tags = "{% if x %}a{% elif (x %}b{% else %}c{% endif %}"
    assert [texts(render(paragraph(tags), {"x": x})) for x in (1, 0)] == [["a"], ["c"]]


def test_every_kind_of_line_end_is_one_line_break(render):
    made = render(paragraph("{{ x }}"), {"x": "a\r\nb\rc\nd"})
    assert re.sub("</?w:t[^>]*>", "", body(made)).count("a<w:br/>b<w:br/>c<w:br/>d") == 1


def test_a_text_without_anything_in_it_is_nothing_in_what_is_set(render):
    empty = "<w:p><w:r><w:t>{% set y %}a</w:t></w:r><w:r><w:t/></w:r><w:r><w:t>b{% endset %}{{ y }}</w:t></w:r></w:p>"
    assert texts(render(empty)) == ["ab"]


@pytest.mark.parametrize("kind", ["comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"])
def test_what_belongs_to_the_comments_of_a_template_is_not_published(render, kind):
    part = f"word/{kind}.xml"
    declared = f'<Override PartName="/{part}" ContentType="{WORD_TYPE}{kind}+xml"/>'
    made = render(paragraph("a"), files={part: "<x/>"}, types=declared)
    assert part not in made.published.parts


def test_a_value_of_no_text_leaves_no_run(render):
    assert "<w:r>" not in body(render(paragraph("{{ x }}{{ y }}"), {"x": "", "y": None}))


def test_a_condition_in_one_text_does_not_end_one_in_another(make):
    drawing = '<w:r><w:drawing><wp:docPr id="1" name="{}" descr="{}"/></w:drawing></w:r>'
    begins, ends = "{% if x %}a", "b{% endif %}"
    template = Template.of(make(f"<w:p>{drawing.format(begins, ends)}</w:p>"))
    assert [fault.rule for fault in template.faults] == ["tag-not-ended", "tag-not-begun"]
    made = body(render_template(template, {"x": 0}))
    assert 'name="a" descr="b"' in made


def test_what_is_missing_says_its_name_where_it_becomes_text(render):
    made = render(paragraph("{{ 'a %s' % nope.more }} {{ nope|string }}"))
    assert len({each.tag for each in made.missing}) == 2
    assert "missing" in texts(made)[0]


@pytest.mark.parametrize("asked", ["x.previtem", "loop.indx"])
def test_only_a_loops_neighbours_may_be_missing_unsaid(render, asked):
    made = render(paragraph("{% for a in 'b' %}{{ loop.previtem }}{{ " + asked + " }}{% endfor %}"), {"x": {}})
    assert [each.tag for each in made.missing] == ["{{ " + asked + " }}"]
