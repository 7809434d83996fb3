"""What keeps somebody from reading a document, each planted by itself and found at its place."""

from __future__ import annotations

import pytest

from cyps_papers.problems import ProblemKind, Problems
from cyps_papers.publishing.accessibility import RULES, review
from cyps_papers.publishing.accessibility.contrast import contrast
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.opening import open_document
from tests.conftest import ROOT
from tests.publishing.test_joining import document, paragraph

STYLES = """<w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:color w:val="999999"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Faint"><w:name w:val="Faint"/><w:basedOn w:val="Base"/></w:style>
<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1D3A5F"/></w:tcPr>
</w:tblStylePr></w:style>"""
LANGUAGE = '<w:lang w:val="en-GB"/>'
LINK = (
    '<Relationship Id="rIdW" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
    ' Target="https://a.uk" TargetMode="External"/>'
)
HEAD = "<w:trPr><w:tblHeader/></w:trPr>"


def picture(described: str, inside: str = "<a:blip/>", kind: str = "inline") -> str:
    drawn = f'<wp:{kind}><wp:docPr id="1" {described}</wp:docPr>{inside}</wp:{kind}>'
    drawn = drawn.replace("<a:blip", '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ')
    return f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"


VML = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" {}><v:imagedata r:id="rIdP"/>'
    "</v:shape></w:pict></w:r></w:p>"
)


def run(text: str, properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str, properties: str = "") -> str:
    written = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{written}</w:tbl>" + paragraph("Below.")


def cell(text: str, properties: str = "", inside: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}{paragraph(text)}</w:tc>"


def link(text: str) -> str:
    return paragraph("See ", more=f'<w:hyperlink r:id="rIdW"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')


HEADED = HEAD + cell("Ref") + cell("Action")


def found(body: str, title: str = "Report", language: str = LANGUAGE, settings: str = "") -> list[str]:
    parts = {"styles": STYLES.format(language=language), "settings": settings}
    report = document("report", paragraph("Map of the area", "Heading1") + body, relationships=LINK, **parts)
    return [f"{problem.rule}: {problem.place.within()}: {problem.message}" for problem in review(Part(report, title))]


FAULTS = {
    "alternative text missing": (
        picture('name="Picture 1">'),
        'alternative-text: under "Map of the area", first paragraph, picture: The picture has no alternative text',
    ),
    "alternative text a file name": (picture('descr="IMG_0042.JPG">'), '"IMG_0042.JPG", is the name of a file'),
    "alternative text a file name with blanks": (picture('descr="map (2).png">'), "is the name of a file"),
    "floating": (picture('descr="A map.">', kind="anchor"), 'inline-objects: under "Map of the area", first paragraph'),
    "no header row": (table(cell("Ref") + cell("Action"), cell("1") + cell("Do")), "table-header: table 1: "),
    "merged": (
        table(HEADED, cell("1", '<w:vMerge w:val="restart"/>') + cell("Do"), cell("", "<w:vMerge/>") + cell("it")),
        "table-cells: table 1, row 2, column 1: Cells of the table are merged",
    ),
    "nested": (
        table(HEADED, cell("1") + cell("Do", inside=table(HEADED, cell("2") + cell("it")))),
        "table-cells: table 1, row 2, column 2: There is a table inside a cell",
    ),
    "empty table": (table(HEAD + cell("") + cell("")), "table-cells: table 1: The table is empty"),
    "level left out": (
        paragraph("Streets", "Heading3"),
        'heading-order: heading "Streets": The heading "Streets" is a Heading 3, and the one before it a Heading 1',
    ),
    "picture of an older Word": (
        VML.format(""),
        'alternative-text: under "Map of the area", first paragraph, picture',
    ),
    "typed heading": (
        run("The streets", "<w:b/>") + paragraph("They are long."),
        'typed-heading: under "Map of the area", first paragraph: "The streets" looks like a heading',
    ),
    "typed list": (
        paragraph("Streets:") + paragraph("- High Street") + paragraph("- Low Street"),
        'typed-list: under "Map of the area", second paragraph',
    ),
    "typed numbers": (paragraph("1. High Street") + paragraph("2. Low Street"), "typed-list: "),
    "blank paragraphs": (paragraph("a") + paragraph("") * 2 + paragraph("b"), "layout-by-blanks: "),
    "tabs": (paragraph("a", more="<w:r><w:tab/><w:tab/><w:t>b</w:t></w:r>"), "layout-by-blanks: "),
    "link without words": (link("click here"), 'link-text: under "Map of the area", first paragraph'),
    "faint text by its style": (
        paragraph("far", "Faint"),
        'contrast: under "Map of the area", first paragraph: The contrast of "far" (#999999 on #FFFFFF) is '
        "2.8 to 1, and has to be 4.5",
    ),
    "faint large text": (run("far", '<w:color w:val="AAAAAA"/><w:sz w:val="36"/>'), "and has to be 3 to 1"),
    "text too like its cell": (
        table(HEADED, cell("Red", '<w:shd w:fill="FF0000"/>') + f"<w:tc>{run('a', LANGUAGE)}</w:tc>").replace(
            "<w:r><w:t>Red", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Red'
        ),
        'contrast: table 1, row 2, column 1: The contrast of "Red" (#FFFFFF on #FF0000) is 4.0 to 1',
    ),
    "text too like its table's first row": (
        table(
            f"""{HEAD}<w:tc>{run("Ref", '<w:color w:val="000000"/>')}</w:tc>{cell("Action")}""",
            cell("1") + cell("Do"),
            properties='<w:tblStyle w:val="Dark"/><w:tblLook w:firstRow="1"/>',
        ),
        "#000000 on #1D3A5F",
    ),
    "colour alone": (
        table(HEADED, cell("1") + cell("", '<w:shd w:fill="FF0000"/>')),
        "colour-alone: table 1, row 2, column 2: A cell is coloured",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_of_once_at_its_place(fault):
    body, said = FAULTS[fault]
    (only,) = found(body)
    assert said in only


def test_what_the_whole_document_lacks_is_told_of():
    (untitled,) = found("", title=" ")
    assert untitled.startswith("document-title: ")
    (silent,) = found("", language="")
    assert silent.startswith("document-language: ")
    (kept,) = found("", settings='<w:documentProtection w:edit="readOnly"/>')
    assert kept.startswith("restricted-access: ")
    long = document("long", paragraph("A sentence.") * 13, styles=STYLES.format(language=LANGUAGE))
    assert [problem.rule for problem in review(Part(long, "Long"))] == ["heading-order"]


@pytest.mark.parametrize(
    "body",
    [
        picture('descr="A map of the three areas.">'),
        picture('descr=""><decorative xmlns="urn:x" val="1"/>'),
        picture('name="Line 1">', inside=""),
        VML.format('alt="A map."'),
        table(HEADED, cell("1") + cell("Do", '<w:shd w:fill="FF0000"/>')),
        table(cell("a") + cell("b")),
        table(HEADED, cell("1") + cell("Do"), properties='<w:tblStyle w:val="Dark"/><w:tblLook w:firstRow="1"/>'),
        run("All of it in bold, because it matters.", "<w:b/>") + paragraph("a"),
        run("[the court's name]", "<w:b/>") + paragraph("a"),
        run("see www.example.org", "<w:b/>") + paragraph("a"),
        run("There is more \u2026", "<w:b/>") + paragraph("a"),
        paragraph("- one thought, and no list"),
        paragraph("Date", more="<w:r><w:tab/><w:t>18 March</w:t></w:r>"),
        link("the plan of 2014"),
        run("dark", '<w:color w:val="595959"/>'),
        run("large", '<w:color w:val="949494"/><w:sz w:val="28"/><w:b/>'),
    ],
)
def test_what_can_be_read_passes(body):
    assert found(body) == []


def test_contrast_is_what_the_guidelines_reckon():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", ["report", "appendix-1", "appendix-2", "appendix-3", "summary"])
def test_a_shipped_template_has_no_fault(name):
    template = open_document(ROOT / "templates" / f"{name}.docx", Problems())
    assert list(review(Part(template, name))) == []


def test_each_rule_has_a_planted_fault():
    rules = {kind.rule for rule in RULES for kind in vars(rule).values() if isinstance(kind, ProblemKind)}
    planted = {problem.partition(":")[0] for body, _ in FAULTS.values() for problem in found(body)}
    assert rules - planted == {"document-title", "document-language", "restricted-access"}  # of no body: planted above


def test_each_rule_says_where_in_word_it_is_put_right():
    kinds = [kind for rule in RULES for kind in vars(rule).values() if isinstance(kind, ProblemKind)]
    assert len(kinds) > len(RULES)
    assert all("In Word" in kind.hint or "In the template" in kind.hint for kind in kinds)
