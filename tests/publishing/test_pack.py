"""The pack: report and appendices in one, in Word as they stand by themselves, and as PDF that anybody can read."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from cyps_papers.meetings import pack as form
from cyps_papers.meetings import web
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import PreparedPaper, prepare
from cyps_papers.opc.package import Package
from cyps_papers.problems import Problems
from cyps_papers.publishing import libreoffice
from cyps_papers.publishing.attended import listens_at
from cyps_papers.publishing.converter import NoPdfError
from cyps_papers.publishing.libreoffice import LibreOffice, find_libreoffice, opened
from cyps_papers.publishing.own_contents import fill, with_pages
from cyps_papers.publishing.pack import Layout, numbered, pdf_pack, word_pack
from cyps_papers.publishing.part import Part
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.parts.fields import fields
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.rendering.render import render
from cyps_papers.word.story.paragraphs import of_package
from cyps_papers.word.templates.template import Template
from tests.conftest import MARCH
from tests.publishing.test_joining import document, paragraph

WHEN = date(2015, 3, 18)
PROGRAM = find_libreoffice()
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed, so no PDF can be made")


@pytest.fixture(scope="module")
def paper() -> PreparedPaper:
    """March's paper, prepared."""
    made = prepare(MeetingFolder(MARCH), Problems())
    assert made
    return made


@pytest.fixture(scope="module")
def parts(paper) -> list[Part]:
    return [Part.of(one.rendered.published, one.rendered.paragraphs) for one in paper.documents]


@pytest.fixture(scope="module")
def waited() -> list[bool]:
    """Whether LibreOffice waited still when the PDF was made, listening, and whether what it listened at was left."""
    return []


@pytest.fixture(scope="module")
def made(parts, waited) -> tuple[Pdf, Layout, bytes]:
    """March's pack as PDF, opened, with where everything stands in it."""
    assert PROGRAM
    with opened(PROGRAM) as office:
        content, layout = pdf_pack(parts, office, WHEN)
        if office.waiting:
            waited += [office.waiting.process.poll() is None, Path(listens_at(str(office.folder))).exists()]
    if waited:
        waited.append(Path(listens_at(str(office.folder))).exists())
    return Pdf.open(BytesIO(content)), layout, content


@needs_libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="it is started early on Linux alone")
def test_libreoffice_is_started_once_for_both_turns_and_leaves_nothing_behind(made, waited):
    assert waited == [True, True, False]


def said(package: Package) -> list[tuple[str, str]]:
    """The paragraphs of the body that say anything, with the numbers before them."""
    found = [one for one in of_package(package, "pack.docx") if one.story.is_body]
    return [(one.number.shown if one.number else "", one.text) for one in found if one.text.strip()]


def pages(package: Package) -> list[tuple[dict[str, str], dict[str, str], list[str]]]:
    """Of each section the size of its page, its margins, and the texts of its headers and footers."""
    targets = {one.id: one.target for one in package.relationships(package.main)}
    found = []
    for section in parse(package.parts[package.main]).iter(w("sectPr")):
        size, margins = (dict(section.find(w(name)).attrib) for name in ("pgSz", "pgMar"))
        named = [one for one in section if one.tag in (w("headerReference"), w("footerReference"))]
        texts = [serialised(parse(package.parts[targets[one.values()[-1]]])) for one in named]
        found.append((size, margins, [re.sub("<[^>]*>", "", text) for text in texts]))
    return found


def test_each_document_keeps_its_pages_headers_footers_numbers_and_charts(parts):
    pack = word_pack(parts, None)
    contents, *others = pages(pack)
    assert contents == pages(parts[0].document)[0]
    assert others == [page for part in parts for page in pages(part.document)]
    assert [size.get(w("orient")) for size, _, _ in others] == [None, "landscape", "landscape", None]
    whole = said(pack)
    start = whole.index(("", parts[0].title), 1 + whole.index(("", "Contents")))
    assert whole[whole.index(("", parts[0].title), start + 1) :] == [
        one for part in parts for one in said(part.document)
    ]
    charts = [one.target for one in pack.relationships(pack.main) if one.kind == "chart"]
    originals = [part.document.parts["word/charts/chart1.xml"] for part in (parts[0], parts[3])]
    assert [pack.parts[each] for each in charts] == originals
    assert all(pack.related(each, "package") in pack.parts for each in charts)
    assert examine(pack, "pack.docx") == []


def test_paragraphs_that_are_known_are_found_at_their_elements_text_boxes_and_their_second_copies_among_them(parts):
    box = "<w:r><mc:AlternateContent>{}</mc:AlternateContent></w:r>".format(
        "".join(
            f"<mc:{name}><w:txbxContent>{paragraph('in a box')}</w:txbxContent></mc:{name}>"
            for name in ("Choice", "Fallback")
        )
    )
    boxed = document("report", paragraph("before", more=box) + "<w:p/>" + paragraph("behind"))
    for one in (Part.of(boxed, of_package(boxed, "report.docx")), parts[0]):
        root = parse(one.document.parts[one.document.main])
        found, alone = one.paragraphs(root), replace(one, known=()).paragraphs(root)
        assert {element: each.text for element, each in found.items()} == {
            element: each.text for element, each in alone.items()
        }


def test_the_contents_lead_to_the_titles_and_headings(parts):
    root = parse(word_pack(parts, None).parts["word/document.xml"])
    links = [one.get(w("anchor")) for one in root.iter(w("hyperlink"))]
    marks = [one.get(w("name")) for one in root.iter(w("bookmarkStart"))]
    assert links == marks
    assert len(links) == len(set(links)) > len(parts)


def test_a_short_pack_has_no_contents_and_a_longer_one_has_unless_it_has_no_heading():
    for style, words, lines in (("Heading1", 100, 0), ("Heading1", 3100, 2), ("", 3100, 0)):
        report = document("report", paragraph("Purpose", style) + paragraph("word " * words))
        pack = word_pack([Part(report, "Report"), Part(report, "Report")], None)
        assert len(re.findall("<w:hyperlink ", pack.parts[pack.main].decode())) == lines


def test_pages_are_numbered_from_where_the_document_stands_as_some_of_all():
    count = (
        '<w:p><w:r><w:t xml:space="preserve">of </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r>'
    )
    count += "</w:fldSimple></w:p>"
    made = numbered(document("appendix-1", paragraph("x"), footer=count), 9, 34)
    assert 'w:start="9"' in made.parts[made.main].decode()
    assert "".join(parse(made.parts["word/footer.xml"]).itertext()).strip() == "of 34"
    assert b"NUMPAGES" not in made.parts["word/footer.xml"]


def test_without_libreoffice_everything_else_is_made_and_a_line_says_how_to_get_it(paper):
    edition = Edition(paper, MARCH, False, wants_pdf=True)
    assert list(form.files(edition)) == ["pack.docx"]
    (note,) = edition.notes
    assert note.startswith("pack.pdf was left out: LibreOffice is not installed. Get it from www.libreoffice.org")
    silent = replace(edition, wants_pdf=False, notes=[])
    assert list(form.files(silent)) == ["pack.docx"]
    assert silent.notes == []


def test_what_is_exempt_stands_in_a_pack_of_its_own_marked_on_each_page_and_nowhere_public(march):
    book = openpyxl.load_workbook(march / "paper.xlsx")
    sheet = book["Documents"]
    for column, words in (
        (5, ("Exempt", "paragraph 3")),
        (6, ("Public interest", "It names a business partner & its terms.")),
    ):
        sheet.cell(4, column).value, sheet.cell(8, column).value = words
    sheet.append(["summary", "Summary for Members", "summary.docx"])  # which ships, and is public
    book.save(march / "paper.xlsx")
    problems = Problems()
    edition = Edition(prepare(MeetingFolder(march), problems), march, False)
    assert {problem.rule for problem in problems.found} == {"exempt"}
    told = [f"{problem.place.within()}: {problem.message}" for problem in problems.found]
    assert told[0] == (
        'under "Progress towards improving outcomes", paragraph 7: 31% (audits.completed.first) is a figure of '
        "appendix-3.docx, which is not for publication, and this document is public."
    )
    assert not any("June 2014" in text for text in told)  # a date by itself gives nothing away
    packs, pages_of_web = form.files(edition), web.files(edition).values()
    assert list(packs) == ["pack.docx", "pack-part-2.docx"]
    public, exempt = (read_document(content, name, Problems()) for name, content in packs.items())
    (secret,) = (one.rendered for one in edition.paper.documents if one.file == "appendix-3.docx")
    assert said(exempt) == said(secret.published)
    for words in [text for _, text in said(secret.published) if len(text) > 60]:  # its title is public
        assert words not in [text for _, text in said(public)]
        assert not any(words in page.decode() for page in pages_of_web)
    assert not any("appendix-3" in page.decode() or form.EXEMPT in page.decode() for page in pages_of_web)
    ((_, _, headers),) = pages(exempt)
    marking = "Part 2: not for publication, by virtue of paragraph 3 of Schedule 12A to the Local Government Act 1972"
    assert headers[0].startswith(f"{marking}. Public interest: It names a business partner &amp; its terms.")
    assert not any(marking in text for _, _, texts in pages(public) for text in texts)


def program(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def is_running(process: int) -> bool:
    """Whether a process is there, and more than the mark of one that has ended."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the running processes cannot be looked at here")
def test_libreoffice_that_hangs_is_ended_with_all_that_it_started_and_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "_LEAST_SECONDS", 1)
    office = LibreOffice(program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/started; wait"), tmp_path)
    with pytest.raises(NoPdfError, match="it had not ended after 1 seconds, and was stopped"):
        office.pdfs({"report": b""})
    assert has_ended(tmp_path / "started")


@pytest.mark.skipif(sys.platform != "linux", reason="it is started early on Linux alone")
def test_libreoffice_that_was_started_early_ends_when_it_is_not_needed(tmp_path):
    started = tmp_path / "started"
    with opened(program(tmp_path, f"sleep 60 & echo $! > {started}.new; mv {started}.new {started}; wait")):
        for _ in range(200):
            if started.is_file():
                break
            time.sleep(0.05)
        assert is_running(int(started.read_text()))
    assert has_ended(started)


def has_ended(started: Path) -> bool:
    """Whether the process of this number ends in some seconds."""
    number = int(started.read_text())
    for _ in range(100):
        if not is_running(number):
            return True
        time.sleep(0.05)
    return False


def test_libreoffice_that_makes_nothing_is_told_of_in_its_own_words(tmp_path):
    office = LibreOffice(program(tmp_path, "echo no space left >&2"), tmp_path)
    with pytest.raises(NoPdfError, match=r"it made none of report \(no space left\)"):
        office.pdfs({"report": b""})


def elements(node) -> list:
    """The elements of a structure tree, in order."""
    if isinstance(node, Array):
        return [one for kid in node for one in elements(kid)]
    if not isinstance(node, Dictionary) or node.get("/Type") in (Name.MCR, Name.OBJR):
        return []
    return ([node] if "/S" in node else []) + elements(node.get("/K"))


@needs_libreoffice
def test_the_pdf_is_one_that_anybody_can_read(made, parts):
    page_validation = pytest.importorskip("page", reason="page-validation is not installed")
    pdf, _, content = made
    report = page_validation.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, report.failures[:5]
    tagged = elements(pdf.Root.StructTreeRoot.K)
    headings = [str(one.S) for one in tagged if re.fullmatch("/H[1-6]", str(one.S))]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1 + len(parts)
    assert all(int(after[2]) <= int(before[2]) + 1 for before, after in pairwise(headings))
    assert not [one for one in tagged if Name.Title == one.S]
    shown = [str(one.get("/Alt", "")) for one in tagged if Name.Figure == one.S]
    documents = [parse(part.document.parts["word/document.xml"]) for part in parts]
    drawn = [each.get("descr") for document in documents for each in document.iter("{*}docPr")]
    assert shown == drawn
    assert {str(one.S) for one in tagged} >= {"/TH", "/TD"}
    items = [one for one in tagged if one.S == Name.LI]
    assert len(items) > 50
    assert {tuple(str(kid.S) for kid in one.K) for one in items} == {("/Lbl", "/LBody")}


@needs_libreoffice
def test_the_contents_say_where_each_heading_stands(made, parts):
    pdf, layout, _ = made
    assert layout.total == len(pdf.pages)
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        contents, *documents = outline.root
        report = [deeper for one in documents[0].children for deeper in (one, *one.children)]
        listed = [documents[0], *report, *(one for each in documents[1:] for one in (each, *each.children))]
        stands = [(one.title, numbers[one.destination[0].objgen]) for one in listed]
    assert contents.title == "Contents"
    assert [(line.text, line.page) for line in layout.entries] == stands
    assert all(line.page for line in layout.entries)
    whole = parse(word_pack(parts, layout).parts["word/document.xml"])
    printed = ["".join(each.itertext()) for each in whole.iter(w("hyperlink"))]
    assert [re.sub(r" PAGEREF \w+ \\h ", "", each) for each in printed] == [f"{text}{page}" for text, page in stands]


@needs_libreoffice
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed, so no PDF can be read")
def test_each_page_says_which_it_is_of_how_many(made, tmp_path):
    pdf, layout, content = made
    (tmp_path / "pack.pdf").write_bytes(content)
    read = subprocess.run(["pdftotext", tmp_path / "pack.pdf", "-"], capture_output=True, text=True, check=True).stdout
    said = [re.findall(r"Page \d+ of \d+", page) for page in read.split("\f")[:-1]]
    assert said == [[f"Page {number} of {layout.total}"] for number in range(1, len(pdf.pages) + 1)]


@needs_libreoffice
def test_nothing_in_the_pdf_tells_when_or_by_whom_it_was_made(made):
    pdf, _, content = made
    assert dict(pdf.docinfo) == {
        "/Title": "Progress report on the Ofsted Action Plan",
        "/Producer": "cyps-papers",
        "/CreationDate": "D:20150318000000Z",
        "/ModDate": "D:20150318000000Z",
    }
    assert b"LibreOffice" not in content


def test_a_contents_field_of_a_template_has_the_headings_and_their_pages():
    kinds = {name: f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    asks = '<w:r><w:instrText> TOC \\o "1-1" \\h </w:instrText></w:r>'
    field = (
        f"<w:p>{kinds['begin']}{asks}{kinds['separate']}<w:r><w:t>Right-click to update field.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>Streets 9</w:t></w:r>{kinds['end']}</w:p>"
    )
    headings = paragraph("Map &amp; park", "Heading1") + paragraph("Text.") + paragraph("{{ x }} streets", "Heading1")
    rendered = render(Template.of(document("report", field + headings)), {"x": "2"})
    fill(rendered)
    assert [one.text for one in rendered.paragraphs] == ["Map & park", "2 streets", "Map & park", "Text.", "2 streets"]
    published = rendered.published.parts[rendered.published.main]
    assert b"Right-click" not in published
    assert b"dirty" not in published
    assert [each.instruction for each in fields(parse(published))] == ['TOC \\o "1-1" \\h']
    paged = with_pages(rendered.published, [("Map & park", 1), ("2 streets", 3)])
    assert [one.text for one in of_package(paged, "x")][:2] == ["Map & park\t1", "2 streets\t3"]
    assert list(examine(paged, "report.docx")) == []
