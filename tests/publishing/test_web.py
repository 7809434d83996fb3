"""The page for the web: what it says is what the documents say, in the elements that the web has for it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from cyps_papers.figures.figure import Figure
from cyps_papers.meetings import index, web
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.origin import READ, Origin
from cyps_papers.preview.server import SHELL
from cyps_papers.preview.view import NOT_NOW
from cyps_papers.problem_page import Around, problem_list, problem_page
from cyps_papers.problems import FilePlace, Problems
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.charts import chart
from cyps_papers.publishing.web.page import web_page
from cyps_papers.vocabulary import Traced
from cyps_papers.word.story.paragraphs import of_package
from tests.conftest import MARCH
from tests.publishing.test_joining import LIST, NOTES, NUMBERED, document, paragraph

EMPTY = {"meta", "br", "img", "path", "rect", "circle"}
BREAKS = {*"p li td th caption summary h1 h2 h3 h4 h5 h6 title text figcaption".split()}


class Read(HTMLParser):
    """A page as its elements in order, its texts by element, and what was opened and never closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in BREAKS:
            self.texts.append((tag, ""))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        if self.texts and "style" not in self.open and "svg" not in self.open:
            tag, before = self.texts[-1]
            self.texts[-1] = (tag, before + text)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def march():
    """March's paper, its documents, and the page of them all."""
    paper = prepare(MeetingFolder(MARCH), Problems())
    parts = [Part.of(one.rendered.published) for one in paper.documents]
    pages = web.files(Edition(paper, MARCH.parent, is_draft=False))
    return paper, parts, pages[web.FILE].decode(), pages[index.FILE].decode()


def test_every_paragraph_of_the_documents_stands_on_the_page_in_their_order(march):
    _, parts, page, _ = march
    main = re.sub(r"<figure>.*?</figure>", "", page[page.index("<main") : page.index("</body>")], flags=re.DOTALL)
    shown = words(" ".join(text for _, text in Read(main).texts))
    at = 0
    for part in parts:
        for one in of_package(part.document, "x"):
            if one.story.is_body and one.text.strip() and one.style.lower() != "caption":
                number = f"{one.number.shown} " if one.number and not one.number.is_bullet else ""
                found = shown.find(words(number + one.text), at)
                assert found >= 0, one
                at = found


def test_the_page_is_whole_has_one_first_heading_and_none_that_leaves_a_level_out(march):
    read = Read(march[2])
    assert read.open == []
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "script" not in {tag for tag, _ in read.tags}
    identities = [found["id"] for _, found in read.tags if "id" in found]
    assert len(identities) == len(set(identities))
    assert {found["href"][1:] for tag, found in read.tags if tag == "a" and found["href"][0] == "#"} <= set(identities)


def test_each_chart_has_its_description_and_all_its_values_as_a_table(march):
    figures = re.findall(r"<figure>.*?</figure>", march[2], re.DOTALL)
    assert len(figures) == 2
    assert 'role="img" aria-label="Column chart: open children in need cases' in figures[0]
    cells = [text for tag, text in Read(figures[0]).texts if tag in ("td", "th")]
    assert cells[3:9] == ["Sep 2014", "no value", "828", "13 Oct 2014", "2,066", "no value"]
    assert "100%" in [text for tag, text in Read(figures[1]).texts if tag == "td"]


def test_each_figure_of_the_text_opens_how_it_was_worked_out(march):
    paper, _, page, _ = march
    told = partial(web.told_of, paper)
    printed = [(piece, told(traced)) for one in paper.documents for paragraph in one.rendered.paragraphs
               for piece, traced in paragraph.pieces if traced is not None and paragraph.story.is_body]  # fmt: skip
    expected = [(piece, lines) for piece, lines in printed if lines and piece.strip()]
    opened = dict(re.findall(r'<div popover id="(w\d+)".*?>(<p>.*?)</div>', page))
    buttons = re.findall(r'<button [^>]*popovertarget="(w\d+)">(.*?)</button>', page)
    said = [(html.unescape(text), tuple(re.findall("<p>(.*?)</p>", html.unescape(opened[to])))) for to, text in buttons]
    assert said == expected
    assert len(said) > 200
    assert ("603", ("Open children in need cases: change, how much", "2 February 2015",
                    "Difference between 13 October 2014 and 2 February 2015")) in said  # fmt: skip


def test_the_page_tells_no_workbook_no_cell_and_no_value_that_was_rounded(march):
    paper, _, page, _ = march
    cells = {cell for one in paper.figures for cell in one.traced.cells}
    assert ".xlsx" not in page
    assert not {f"{cell.sheet}!{cell.coordinate}" for cell in cells} & set(re.findall(r"[\w ]+![A-Z]+\d+", page))
    mean = next(one.traced for one in paper.figures if one.traced.name == "kpi.cin_open.change.per_week")
    assert mean.exact == "37.6875"
    assert web.told_of(paper, mean)[-1].endswith("2 February 2015, rounded")
    assert "37.6875" not in page


@pytest.fixture(scope="module")
def axe():
    """The script of axe-core, where that and Chromium are."""
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed")
    path = os.environ.get("AXE_CORE", "")
    if not os.path.isfile(path):
        pytest.skip("AXE_CORE does not name axe.min.js of the npm package axe-core")
    with open(path, encoding="utf-8") as script:
        return script.read()


REPORTS = """<script>addEventListener("load", () => axe.run().then(found => {
  document.body.innerHTML = '<pre id="found"></pre>'
  document.getElementById("found").textContent = JSON.stringify([
    found.passes.length, found.violations.map(one => [one.id, one.nodes.map(node => node.html)])])
}))</script>"""


@pytest.fixture(scope="module")
def pages(march):
    """Every page that the program makes, by name, one with what changed among them."""
    paper, _, page, first = march
    changed = web_page(*with_changes()).text
    problems = Problems()
    problems.add(NOT_NOW, FilePlace("report.docx"), why="it is empty")
    wrong = problem_page("2015-03", problems, Around({"report.docx": "open/0"}, lambda _: "the words around"))
    preview = SHELL.replace("></div>", f">{problem_list('2015-03', problems)}</div>", 1)
    edition = Edition(paper, MARCH.parent, is_draft=True)
    draft = index.index_page(web_page(*with_changes()), web.FILE, edition)
    return {"page": page, "index": first, "changed": changed, "draft": draft, "problems": wrong, "preview": preview}


@pytest.mark.parametrize("name", ["page", "index", "changed", "draft", "problems", "preview"])
def test_axe_finds_nothing_on_any_page(pages, name, axe, tmp_path):
    checked = tmp_path / "page.html"
    checked.write_text(pages[name].replace("</body>", f"<script>{axe}</script>{REPORTS}</body>"), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom")
    command = ["chromium", *options, f"--user-data-dir={tmp_path}/profile", checked.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    passed, violations = json.loads(html.unescape(re.search('<pre id="found">(.*?)</pre>', shown, re.DOTALL)[1]))
    assert violations == []
    assert passed > 10


def with_changes() -> tuple[list[Part], bool, Callable[[Traced], tuple[str, ...]]]:
    """A report, a draft, in which two actions are new since the last."""
    origin = Origin("plan").asked("since_last").asked("new")
    new = Figure(value=Decimal(2), unit="actions", cells=(), how=READ, origin=origin)
    report = document(
        "report",
        paragraph("Report", "Title") + paragraph("Reason", "Heading1") + paragraph("A reason.")
        + paragraph("Changes", "Heading1") + paragraph("2 are new.") + paragraph("After", "Heading1"),
    )  # fmt: skip
    known = [
        one._replace(pieces=(("2", new), (" are new.", None))) if one.text == "2 are new." else one
        for one in of_package(report, "report")
    ]
    return [Part(report, "Report", known)], True, lambda traced: (str(traced.origin),)


def test_what_changed_since_the_last_report_stands_first_and_in_its_place(march):
    made = web_page(*with_changes())
    page = made.text
    words = re.findall(">([^<>]+)<", page[page.index("<main") :])
    changes = ["Changes", "2", " are new."]
    assert words == ["Report", *changes, "Reason", "A reason.", *changes, "After", "plan.since_last.new"]
    assert page.count('popovertarget="w1"') == 2
    assert "<h2>Changes</h2>" in page
    first = index.index_page(made, web.FILE, Edition(march[0], MARCH.parent, is_draft=True))
    assert '<h1>Report</h1><div class="first"><h2>Changes</h2><p>2 are new.</p></div><h2 id="documents">' in first
    assert "DRAFT" in first


def test_the_index_leads_to_each_document_and_file_that_is_there(march_built):
    folder = march_built[0].folder
    report, read = (Read((folder / name).read_text(encoding="utf-8")) for name in (web.FILE, index.FILE))
    identities = {found["id"] for _, found in report.tags if "id" in found}
    links = [found["href"].partition("#") for tag, found in read.tags if tag == "a" and found["href"] != "#paper"]
    assert [name for name, _, place in links if not place] == [
        *(f"{name}.docx" for name in ("report", "appendix-1", "appendix-2", "appendix-3")), "report.html", "pack.docx",
    ]  # fmt: skip
    assert all((folder / name).is_file() for name, _, _ in links)
    assert [place for name, _, place in links if place] == ["d1", "d2", "d3", "d4"]
    assert {place for _, _, place in links if place} <= identities
    assert any(text.startswith("Appendix 3: Social Care Quality Assurance Framework") for _, text in read.texts)


def page_of(body: str, **parts: str) -> str:
    report = document("report", paragraph("Report", "Title") + body, **parts)
    page = web_page([Part(report, "Report")], False).text
    return page[page.index("<section ") :]


def test_tables_say_what_is_a_heading_and_what_is_one_cell():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    both, first, again = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    amber = '<w:shd w:fill="FFC000"/>'
    rows = [
        "<w:trPr><w:tblHeader/></w:trPr>" + cell("Ref") + cell("Both", both),
        cell("1", first) + cell("a") + cell("b", amber),
        cell("", again) + cell("c") + cell("d"),
    ]
    written = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    page = page_of(f'<w:tbl><w:tblPr><w:tblLook w:firstColumn="1"/></w:tblPr>{written}</w:tbl>')
    assert '<thead><tr><th scope="col">Ref</th><th scope="col" colspan="2">Both</th></tr></thead>' in page
    first = '<tr><th scope="row" rowspan="2">1</th><td>a</td><td data-fill style="--fill:#FFC000">b</td></tr>'
    assert f"{first}<tr><td>c</td><td>d</td></tr>" in page


def test_links_bold_words_notes_and_numbers_are_what_they_are():
    link = '<w:hyperlink r:id="rIdW"><w:r><w:t>the &lt;plan&gt;</w:t></w:r></w:hyperlink>'
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>"
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    address = (
        '<Relationship Id="rIdW" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        ' Target="https://a.uk/?a=1&amp;b=2" TargetMode="External"/>'
    )
    page = page_of(
        paragraph("See ", more=link + bold + note) + paragraph("first", "Numbered"),
        relationships=address,
        numbering=LIST,
        styles=NUMBERED,
        footnotes=NOTES.format("a note"),
    )
    assert 'See <a href="https://a.uk/?a=1&amp;b=2">the &lt;plan&gt;</a><strong>bold</strong><sup><a href="#d1' in page
    assert '<p class="numbered"><span>1.</span> <span>first</span></p>' in page
    assert '<li id="d1-note-1">a note</li>' in page


def test_a_draft_says_that_it_is_one():
    part = Part(document("report", paragraph("x")), "Report")
    assert "DRAFT" in web_page([part], True).text
    assert "DRAFT" not in web_page([part], False).text


def test_a_pie_is_given_in_words_and_figures():
    pie = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:pieChart><c:ser>'
        "<c:tx><c:v>Share</c:v></c:tx><c:cat><c:pt idx='0'><c:v>Girls</c:v></c:pt></c:cat>"
        "<c:val><c:numCache><c:formatCode>0.0%</c:formatCode><c:pt idx='0'><c:v>0.25</c:v></c:pt></c:numCache></c:val>"
        "</c:ser></c:pieChart></c:chartSpace>"
    )
    made = chart(pie.encode(), "A pie")
    assert made.startswith("<figure><p>A pie</p>")
    assert '<th scope="row">Girls</th><td>25.0%</td>' in made
