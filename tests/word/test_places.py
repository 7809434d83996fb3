"""Places in an officer's words, numbers counted as Word counts them."""

from __future__ import annotations

import pytest

from cyps_papers.word.story.numbering import shown_as
from cyps_papers.word.story.places import DocumentPlace, ordinal

LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + LEVEL.format(0, 1, "decimal", "%1")
    + LEVEL.format(1, 1, "decimal", "%1.%2")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + LEVEL.format(0, 1, "bullet", "•")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + LEVEL.format(0, 1, "lowerLetter", "%1)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="3">'
    + '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="Numbered"/><w:lvlText w:val="%1."/></w:lvl>'
    + "</w:abstractNum>"
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4))
    + '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="13"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Based"><w:name w:val="Council heading"/>'
    '<w:basedOn w:val="Outlined"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="x"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="4"/>'
    "</w:numPr></w:pPr></w:style>"
)


def paragraph(text: str, style: str = "", number: int = 0, level: int = 0) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' * bool(style)
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture
def places(render):
    def within(body: str, **parts: str) -> list[str]:
        made = render(body, numbering=NUMBERING, **({"styles": STYLES} | parts))
        return [each.place.within() for each in made.paragraphs]

    return within


def test_bullets_are_counted_under_their_numbered_paragraph(places):
    assert places(
        paragraph("Progress from September 2014", "H")
        + paragraph("a", number=9)
        + paragraph("b", number=2)
        + paragraph("c", number=2)
        + paragraph("d", number=9)
        + paragraph("e", number=2)
    ) == [
        'heading "Progress from September 2014"',
        'under "Progress from September 2014", paragraph 13',
        'under "Progress from September 2014", paragraph 13, first bullet',
        'under "Progress from September 2014", paragraph 13, second bullet',
        'under "Progress from September 2014", paragraph 14',
        'under "Progress from September 2014", paragraph 14, first bullet',
    ]


def test_letters_are_items_and_lower_levels_have_their_whole_number(places):
    assert places(
        paragraph("x", number=3)
        + paragraph("y", number=3)
        + paragraph("a", number=1)
        + paragraph("b", number=1, level=1)
        + paragraph("c", number=1, level=1)
        + paragraph("d", number=1)
        + paragraph("e", number=1, level=1)
    ) == ["item (a)", "item (b)", "paragraph 1", "paragraph 1.1", "paragraph 1.2", "paragraph 2", "paragraph 2.1"]


def test_paragraphs_without_a_number_are_counted_under_their_heading(places):
    assert places(
        paragraph("a")
        + paragraph("")
        + paragraph("b")
        + paragraph("Background", "Based")
        + paragraph("c")
        + paragraph("d", "Numbered")
        + paragraph("e")
        + paragraph("f")
    ) == [
        "first paragraph",
        "first paragraph",
        "second paragraph",
        'heading "Background"',
        'under "Background", first paragraph',
        'under "Background", paragraph 1',
        'under "Background", after paragraph 1',
        'under "Background", second paragraph after paragraph 1',
    ]


def test_cells_are_placed_by_table_row_and_column_spans_counted(places):
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("a")}</w:tc>'
    wide += f"<w:tc>{paragraph('b')}{paragraph('c')}</w:tc>"
    nested = f"<w:tc><w:tbl><w:tr><w:tc>{paragraph('d')}</w:tc></w:tr></w:tbl>{paragraph('e')}</w:tc>"
    first = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert places(f"{first}<w:tbl><w:tr>{wide}</w:tr><w:tr>{nested}</w:tr></w:tbl>") == [
        "table 1, row 1, column 1",
        "table 2, row 1, column 1",
        "table 2, row 1, column 3",
        "table 2, row 1, column 3, second paragraph",
        "table 2, row 2, column 1",
        "table 2, row 2, column 1, second paragraph",
    ]


def test_other_stories_are_named(places):
    notes = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="1">{paragraph("n")}</w:footnote>'
    assert places("", header=paragraph("h"), footer=paragraph("f"), footnotes=notes) == [
        "in the header",
        "in the footer",
        "in footnote 1",
    ]


def test_a_text_box_and_its_second_copy_are_one_place(places):
    box = f"<w:txbxContent>{paragraph('a')}</w:txbxContent>"
    copies = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    inside = f"<mc:AlternateContent>{copies}</mc:AlternateContent><w:t>b</w:t>"
    assert places(f"<w:p><w:r>{inside}</w:r></w:p>") == ["text box", "first paragraph"]


def test_places_sort_in_the_order_of_the_document():
    body = DocumentPlace("report.docx", ordinal=7)
    header = DocumentPlace("report.docx", "the header", part_order=1, ordinal=1)
    assert sorted([header, body], key=lambda place: place.order) == [body, header]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (2, "lowerLetter", "b"),
        (28, "lowerLetter", "bb"),
        (14, "lowerRoman", "xiv"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
    ],
)
def test_numbers_are_shown_as_word_shows_them(count, form, shown):
    assert shown_as(count, form) == shown


def test_counts_are_said_in_words():
    assert [ordinal(count) for count in (1, 3, 12, 13, 21, 112)] == [
        "first",
        "third",
        "twelfth",
        "13th",
        "21st",
        "112th",
    ]
