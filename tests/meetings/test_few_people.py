"""Few people, from workbook and template to what `check` and `build` say: what is never passed over, and what is.

Each case is a document of its own of one paper, so that all are checked at once and told of apart by their files.
"""

import json
import re
from datetime import date
from io import BytesIO

import docx
import pytest
from click.testing import CliRunner
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from cyps_papers.cli import commands
from tests.conftest import ROOT, save_workbook

INDICATORS = [
    ["Name in templates", "Indicator", "Unit", "Direction", "Counts people"],
    ["looked_after", "Children looked after", "children", "neither", "Yes"],
    ["girls", "Girls looked after", "children", "neither", "Yes"],
    ["missing", "Children missing from care", "children", "lower is better", "Yes"],
    ["excluded", "Pupils excluded", "pupils", "lower is better", "Yes"],
    ["in_need", "Children in need", "children", "neither", "Yes"],
    ["late", "Visits made late", "visits", "lower is better", "No"],
    ["cases", "Serious cases reviewed", "cases", "lower is better", "No"],
]
VALUES = [
    ["Indicator", "Period", "Value"],
    *(["looked_after", "Feb 2015", 43], ["girls", "Feb 2015", 40]),
    *(["missing", "Jan 2015", 9], ["missing", "Feb 2015", 3]),
    *(["excluded", "Feb 2015", 0], ["in_need", "Feb 2015", 1463], ["late", "Feb 2015", 2], ["cases", "Feb 2015", 3]),
]
PLAN = [["Ref", "Area", "Action", "Due date", "Status"], ["1", "Care", "Do it", "31/03/2015", "Completed"]]
FEW = "{{ kpi.missing.latest }}"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NOTE = "Note: c means confidential, a number too small to publish."


def table(*rows):
    return [list(row) for row in rows]


def chart(document, title=""):
    """A chart of the few, and nothing else of them; of the many, where it has a title that speaks of few."""
    shown = docx.Document(ROOT / "templates" / "report.docx")
    (drawing,) = [one for one in shown.element.iter("{*}docPr") if "chart:" in one.get("descr", "")]
    drawing.set("descr", "chart: kpi.in_need" if title else "chart: kpi.missing")
    holder = next(one for one in drawing.iterancestors("{*}p"))
    for block in [one for one in shown.element.body if one is not holder and not one.tag.endswith("sectPr")]:
        shown.element.body.remove(block)
    (part,) = [one for one in shown.part.package.iter_parts() if "/charts/chart" in one.partname]
    if title:
        typed = f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        part._blob = re.sub(rb"<c:title>.*?</c:title>|(?<=<c:chart>)(?!<c:title>)", typed.encode(), part.blob, count=1)
    return shown


def picture(document, text):
    png = BytesIO()
    from PIL import Image

    Image.new("RGB", (1, 1)).save(png, "PNG")
    run = document.add_paragraph().add_run()
    run.add_picture(png, width=Cm(1))
    for properties in run._r.iter("{*}docPr"):
        properties.set("descr", text)


def link(document, address):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    identity = document.part.relate_to(address, kind, is_external=True)
    xml = f'<w:hyperlink {nsdecls("w", "r")} r:id="{identity}"><w:r><w:t>this</w:t></w:r></w:hyperlink>'
    document.add_paragraph("See ")._p.append(parse_xml(xml))


def note(document, text):
    """A footnote."""
    footnote = f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    xml = f"<w:footnotes {nsdecls('w')}>{footnote}</w:footnotes>"
    add_part(document, "footnotes", f"{OFFICE_TYPE}.wordprocessingml.footnotes+xml", xml)
    document.add_paragraph("Noted.").add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))


def text_box(document, text):
    xml = f"""<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:99pt;height:20pt">
        <v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"""
    document.add_paragraph().add_run()._r.append(parse_xml(xml))


def smart_art(document, text):
    """A drawing of Word's own kinds, its text in two runs."""
    first, rest = text.split(" ", 1)
    point = f"<a:bodyPr/><a:p><a:r><a:t>{first} </a:t></a:r><a:r><a:t>{rest}</a:t></a:r></a:p>"
    namespaces = f'xmlns:dgm="{DRAWING}/diagram" {nsdecls("w", "wp", "a", "r")}'
    xml = f"<dgm:dataModel {namespaces}><dgm:ptLst><dgm:pt><dgm:t>{point}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    identity = add_part(document, "diagramData", f"{OFFICE_TYPE}.drawingml.diagramData+xml", xml)
    shown = f"""<w:drawing {namespaces}><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="7"/><a:graphic>
        <a:graphicData uri="{DRAWING}/diagram"><dgm:relIds r:dm="{identity}"/></a:graphicData></a:graphic></wp:inline>
        </w:drawing>"""
    document.add_paragraph().add_run()._r.append(parse_xml(shown))


def add_part(document, name, kind, xml):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    part = Part(PackURI(f"/word/{name}.xml"), kind, xml.encode(), document.part.package)
    return document.part.relate_to(part, f"{office}/{name}")


def header(document, text):
    document.sections[0].header.paragraphs[0].text = text


def title(document, text):
    document.core_properties.title = text


MUST_BE_SAID = {
    "a 3 shown only in a chart": (chart, "the chart shows 3 (kpi.missing)"),
    "a title typed in a chart": ((chart, "Where three children went"), '"three children" may speak'),
    "a 3 in a sentence": (f"{FEW} children were missing.", '"3" (Children missing from care) counts 1 to 5'),
    "a bare number": ("{{ kpi.missing.latest.number }} went.", "no longer knows its cell, or whether it counts people"),
    "three typed": ("In May three children were missing.", '"three children" may speak of so few'),
    "a difference": (
        "{{ kpi.looked_after.latest - kpi.girls.latest }} are boys.",
        '"3" (kpi.looked_after.latest - kpi.girls.latest), worked out in the template',
    ),
    "a share of a base": ("Of the 60 children c (5%) were excluded.", "5% of 60 can only be 3"),
    "a whole and its parts": ("There were 43 children: 40 girls and c boys.", "43 less 40 leaves 3"),
    "c and c are 2": (
        table(("Team", "Children"), ("A", "c"), ("B", "c"), ("Total", 2)),
        "the rest from the total of 2",
    ),
    "c and c are 10": (
        table(("Team", "Children"), ("A", "c"), ("B", "c"), ("Total", 10)),
        "the rest from the total of 10",
    ),
    "a subtotal": (
        table(("Team", "Children"), ("A", "c"), ("B", 30), ("Subtotal", 33), ("C", 12), ("Total", 45)),
        "the rest from the total of 33",
    ),
    "a total first": (
        table(("Team", "Children"), ("Total", 45), ("A", "c"), ("B", 42)),
        "the rest from the total of 45",
    ),
    "a total of another name": (
        table(("Team", "Children"), ("A", "c"), ("B", 42), ("Borough total", 45)),
        "the rest from the total of 45",
    ),
    "a star": (table(("Team", "Children"), ("A", "*"), ("B", 42), ("Total", 45)), "the rest from the total of 45"),
    "under five": (table(("Team", "Children"), ("A", "<5"), ("B", 42), ("Total", 45)), "the rest from the total of 45"),
    "who stayed": ("Of the 52 children, 49 stayed at their school.", "a reader can work out that 3 are left"),
    "an alternative text": ((picture, f"Map of {FEW} children"), '"3" (Children missing from care)'),
    "a typed alternative text": ((picture, "Where three children went"), '"three children" may speak'),
    "a title": ((title, f"{FEW} children"), 'in the document\'s properties, title: "3"'),
    "a header": ((header, f"{FEW} children"), 'in the header: "3"'),
    "a link": ((link, "https://example.org/three-children-missing"), '"three children" may speak'),
    "a figure in a link": ((link, f"https://example.org/{FEW}/children"), '"3" (Children missing from care)'),
    "a footnote": ((note, "Three children went."), '"Three children" may speak'),
    "a figure in a footnote": ((note, f"{FEW} children went."), '"3" (Children missing from care)'),
    "a text box": ((text_box, "Three children went."), '"Three children" may speak'),
    "a figure in a text box": ((text_box, f"{FEW} children went."), '"3" (Children missing from care)'),
    "a drawing": ((smart_art, "Three children"), '"Three children" may speak'),
    "an address": ((link, "mailto:jane.roe@example.org"), "looks like an e-mail address"),
    "a name and an age": ("Kayleigh, aged 9, was seen.", '"Kayleigh, aged 9" looks like a name with an age'),
}
MUST_BE_SILENT = {
    "visits and cases": "{{ kpi.late.latest }} visits were late, and {{ kpi.cases.latest }} cases reviewed.",
    "none": "{{ kpi.excluded.latest }} pupils were excluded.",
    "a share of a large base": "Of the {{ kpi.in_need.latest }} children in need, 44% have a plan.",
    "a second c": table(("Team", "Children"), ("A", "c"), ("B", "c"), ("C", 37), ("Total", 43)),
}


def made(folder, cases, details=(), status="Completed", indicators=INDICATORS, values=VALUES):
    """A meeting's folder with a document to each case."""
    folder.mkdir(parents=True)
    names = {name: name.replace(" ", "-") for name in cases}
    documents = [[name, case.capitalize(), f"{name}.docx"] for case, name in names.items()]
    save_workbook(
        folder / "paper.xlsx",
        Details=[["Name", "Value"], ["Title", "Report"], ["Meeting date", date(2015, 3, 18)], *details],
        Documents=[["Document", "Title", "Template"], *documents],
        Sources=[
            ["Name", "Kind", "Workbook", "Sheet"],
            ["kpi", "indicators", "kpis.xlsx", "Values"],
            ["plan", "action plan", "plan.xlsx", "Plan"],
        ],
    )
    save_workbook(folder / "kpis.xlsx", Indicators=indicators, Values=values)
    save_workbook(folder / "plan.xlsx", Plan=[*PLAN, ["2", "Care", "Do more", "31/03/2015", status]])
    for case, name in names.items():
        template(cases[case]).save(folder / f"{name}.docx")
    return folder


def template(contents):
    document = docx.Document()
    if contents is chart:
        document = chart(document)
    elif isinstance(contents, tuple):
        change, said = contents
        document = change(document, said) or document
    elif isinstance(contents, list):
        rows = document.add_table(0, len(contents[0]))
        for row in contents:
            for cell, said in zip(rows.add_row().cells, row, strict=True):
                cell.text = str(said)
    else:
        document.add_paragraph(contents)
    document.add_paragraph("{{ paper.title }}. " + NOTE)
    return document


def run(*arguments):
    return CliRunner().invoke(commands, [*map(str, arguments)])


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What `check` says of each case of few people, beside a misspelt status, by the document."""
    folder = tmp_path_factory.mktemp("few") / "inputs" / "2015-03"
    made(folder, {case: contents for case, (contents, _) in MUST_BE_SAID.items()}, status="Compleeted")
    checked = run("check", folder, "--json")
    assert checked.exit_code == 1
    found = {}
    for one in json.loads(checked.stdout)["problems"]:
        if one["rule"] in ("small-numbers", "personal-data", "bare-number"):
            texts = [f"{place}: {one['message']}" for place in one["places"]]
            found.setdefault(one["file"], []).extend(texts)
    return found


@pytest.mark.parametrize("case", MUST_BE_SAID)
def test_few_people_are_told_of_wherever_they_stand_and_whatever_else_is_wrong(said, case):
    words = MUST_BE_SAID[case][1]
    assert any(words in one for one in said.get(f"{case.replace(' ', '-')}.docx", ())), said


def test_what_counts_no_few_people_is_silent_and_is_built(tmp_path):
    folder = made(tmp_path / "inputs" / "2015-03", MUST_BE_SILENT)
    checked = run("check", folder, "--json")
    told = [one for one in json.loads(checked.stdout)["problems"] if one["rule"] in ("small-numbers", "personal-data")]
    assert not told
    built = run("build", "--no-pdf", folder, "--output", tmp_path / "out")
    assert built.exit_code == 0, built.output


def test_a_draft_marks_few_people_in_the_text_and_still_ends_with_the_status_of_problems(tmp_path):
    marked = ("a 3 shown only in a chart", "a 3 in a sentence", "three typed", "c and c are 2", "a header")
    folder = made(tmp_path / "inputs" / "2015-03", {case: MUST_BE_SAID[case][0] for case in marked})
    built = run("build", "--no-pdf", folder, "--output", tmp_path / "out", "--draft")
    assert built.exit_code == 1
    assert '"3" (Children missing from care) counts 1 to 5 people' in built.output
    for name in [case.replace(" ", "-") for case in marked]:
        for file in (tmp_path / "out" / f"{name}.docx", tmp_path / "out" / "review" / f"{name} (review).docx"):
            draft = docx.Document(file)
            xml = "".join(part.blob.decode("utf-8", "replace") for part in draft.part.package.iter_parts())
            assert "[small number]" in xml, file


def test_what_the_paper_before_printed_gives_away_what_this_one_withholds(tmp_path):
    declared = [
        ["Name in templates", "Indicator", "Unit", "Direction", "Counts people", "Part of"],
        ["looked_after", "Children looked after", "children", "neither", "Yes", None],
        ["girls", "Girls looked after", "children", "neither", "Yes", "looked_after"],
        ["boys", "Boys looked after", "children", "neither", "Yes", "looked_after"],
    ]
    head, whole = ["Indicator", "Period", "Value"], ["looked_after", "Feb 2015", 43]
    then = [head, whole, ["girls", "Feb 2015", 40], ["boys", "Feb 2015", "c"]]
    now = [head, whole, ["girls", "Feb 2015", "c"], ["boys", "Feb 2015", "c"]]
    march, september = tmp_path / "inputs" / "2015-03", tmp_path / "inputs" / "2015-09"
    made(march, {"report": "{{ kpi.girls.latest }} are girls."}, indicators=declared, values=then)
    printed = "{{ kpi.looked_after.latest }} children are looked after, and {{ kpi.boys.latest }} are boys."
    details = [["Previous meeting", "2015-03"]]
    made(september, {"report": printed}, details, indicators=declared, values=now)

    lost = run("check", september)
    assert "may have stood in the paper of 2015-03" not in lost.output  # its workbook withholds it too
    assert run("build", "--no-pdf", march).exit_code == 0
    known = " ".join(run("check", september).output.split())
    assert "43 less 40 (in the paper of 2015-03) leaves 3." in known


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two meetings, each with one document: March prints what counts no people, and September prints few of them."""
    inputs = tmp_path_factory.mktemp("two") / "inputs"
    made(inputs / "2015-03", {"report": "{{ kpi.late.latest }} visits were late."})
    made(inputs / "2015-09", {"report": f"{FEW} children were missing, and Kayleigh, aged 9, too."})
    return inputs


def said_plainly(result):
    return " ".join(result.output.split())


def test_the_list_of_names_says_that_it_gives_few_people_away(two, tmp_path):
    asked = run("names", two / "2015-03", "--docx", tmp_path / "names.docx")
    assert asked.exit_code == 1
    assert "kpi.missing; table" in said_plainly(asked)
    assert '"3" (Children missing from care) counts 1 to 5 people' in said_plainly(asked)
    assert (tmp_path / "names.docx").is_file()


def test_a_copy_of_a_template_says_that_it_prints_few_people(two, tmp_path):
    template, copy = two / "2015-09" / "report.docx", tmp_path / "copy.docx"
    asked = run("inspect", template, "--meeting", two / "2015-09", "--copy", copy)
    assert asked.exit_code == 1
    assert '"3" (Children missing from care) counts 1 to 5 people' in said_plainly(asked)
    comments = docx.Document(copy).part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    )
    assert b"counts 1 to 5 people" in comments.blob


def test_a_template_alone_is_looked_through_for_people_too(two, tmp_path):
    template = tmp_path / "report.docx"
    template.write_bytes((two / "2015-09" / "report.docx").read_bytes())
    asked = run("inspect", template, "--copy", tmp_path / "copy.docx")
    assert '"Kayleigh, aged 9" looks like a name with an age' in said_plainly(asked)


def test_a_comparison_says_what_either_side_prints_of_few_people(two, tmp_path):
    asked = run("compare", two / "2015-03", two / "2015-09", "--docx", tmp_path / "changes.docx")
    assert asked.exit_code == 1
    assert "2015-09/report.docx" in asked.output
    assert '"3" (Children missing from care) counts 1 to 5 people' in said_plainly(asked)


def test_a_comparison_of_builds_says_what_drafts_print_and_what_was_typed_into_them(two, tmp_path):
    march, september = tmp_path / "march", tmp_path / "september"
    assert run("build", "--no-pdf", two / "2015-03", "--output", march).exit_code == 0
    assert run("build", "--no-pdf", two / "2015-09", "--output", september, "--draft").exit_code == 1
    document = docx.Document(march / "report.docx")
    document.add_paragraph("Two pupils were excluded.")
    document.save(march / "report.docx")
    asked = run("compare", march, september)
    assert asked.exit_code == 1
    assert "it prints 3 (kpi.missing, February 2015), which counts 1 to 5 people" in said_plainly(asked)
    assert '"Two pupils" may speak of so few people' in said_plainly(asked)


def test_with_small_numbers_suppressed_what_was_typed_is_still_told_of(tmp_path):
    typed = ("three typed", "a 3 in a sentence", "a star", "under five", "a whole and its parts", "who stayed")
    cases = {case: MUST_BE_SAID[case][0] for case in typed}
    folder = made(tmp_path / "inputs" / "2015-03", cases, [["Suppress small numbers", "yes"]])
    told = json.loads(run("check", folder, "--json").stdout)["problems"]
    files = {one["file"] for one in told if one["rule"] == "small-numbers"}
    assert files == {f"{case.replace(' ', '-')}.docx" for case in typed} - {"a-3-in-a-sentence.docx"}
