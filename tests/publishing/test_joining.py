"""Several documents in one: what each had it still has, and nothing runs from one into the next."""

from __future__ import annotations

import re

import pytest

from cyps_papers.opc.package import Package
from cyps_papers.problems import Problems
from cyps_papers.publishing.joining import joined
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import of_package
from tests.word.conftest import STYLES, written

LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:nsid w:val="0A0A0A0A"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="Numbered"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = (
    STYLES + '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:ind w:left="567"/></w:pPr></w:style>'
)
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
)


def paragraph(text: str, style: str = "", more: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def document(name: str, body: str, **parts: str) -> Package:
    package = read_document(written(body, {"styles": STYLES, **parts}), f"{name}.docx", Problems())
    assert package
    return package


def texts(package: Package) -> list[str]:
    """The paragraphs with the numbers before them, headers and notes at the end."""
    said = [(one.number.shown if one.number else "", one.text) for one in of_package(package, "pack.docx")]
    return [" ".join(filter(None, one)) for one in said if any(one)]


def sections(package: Package) -> list[str]:
    root = parse(package.parts[package.main])
    return [serialised(each) for each in root.iter(w("sectPr"))]


def headers(package: Package, section: str) -> dict[str, str]:
    """The texts of the headers that a section names, by kind."""
    targets = {one.id: one.target for one in package.relationships(package.main)}
    found = re.findall(r'<w:headerReference w:type="(\w+)" r:id="(\w+)"', section)
    return {kind: re.sub("<[^>]*>", "", package.parts[targets[identity]].decode()).strip() for kind, identity in found}


def test_numbers_start_afresh_in_each_document_and_keep_the_indent_of_their_style():
    body = paragraph("one", "Numbered") + paragraph("two", "Numbered")
    parts = [document(name, body, styles=NUMBERED, numbering=LIST) for name in ("report", "appendix-1", "appendix-2")]
    pack = joined(parts)
    assert texts(pack) == ["1. one", "2. two"] * 3
    assert pack.parts[pack.main].decode().count('<w:ind w:left="567"/>') == 4
    assert examine(pack, "pack.docx") == []
    nsids = re.findall(r'<w:nsid w:val="(\w+)"', pack.parts["word/numbering.xml"].decode())
    assert len(set(nsids)) == 3


def test_a_style_that_is_another_in_a_later_document_stays_what_it_is_there():
    other = STYLES.replace('"heading 1"/>', '"heading 1"/><w:basedOn w:val="Normal"/>').replace(
        '"Normal"/></w:style>', '"Normal"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>'
    )
    body = paragraph("Purpose", "Heading1") + paragraph("text")
    pack = joined([document("report", body), document("appendix-1", body, styles=other)])
    numbering = Numbering.of(pack)
    used = re.findall(r'<w:pStyle w:val="(\w+)"', pack.parts[pack.main].decode())
    assert used == ["Heading1", "Heading1_2", "Normal_2"]
    assert [numbering.style(one).name for one in used[1:]] == ["heading 1 (appendix-1)", "Normal (appendix-1)"]
    assert [one.level for one in of_package(pack, "pack.docx") if one.text == "Purpose"] == [1, 1]
    assert pack.parts["word/styles.xml"].count(b'w:default="1"') == 1


def test_no_document_has_the_header_of_the_one_before_and_pages_are_numbered_through():
    begins = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="1"/>'
    begins += "<w:titlePg/></w:sectPr></w:pPr></w:p>"
    report = document("report", paragraph("one"), header=paragraph("The report"), footer=paragraph("x"))
    bare, own = document("appendix-1", begins + paragraph("two")), document("a", "<w:p/>", header=paragraph("Own"))
    pack = joined([report, bare, own])
    found = sections(pack)
    assert [headers(pack, one) for one in found] == [
        {"default": "The report"},
        {"default": ""},
        {},  # which has what the one before it has: the same document's
        {"default": "Own"},
    ]
    assert "landscape" in found[1]
    assert "w:start" not in "".join(found)
    assert ['nextPage"' in one for one in found] == [False, True, False, True]
    assert examine(pack, "pack.docx") == []


@pytest.mark.parametrize("with_even", [0, 1])
def test_even_pages_have_the_usual_header_in_a_document_that_knows_none(with_even):
    parts = [document(name, "<w:p/>", header=paragraph(name)) for name in ("report", "appendix-1")]
    even = document(
        "even",
        "<w:p/>",
        header=paragraph("even"),
        settings="<w:zoom/><w:evenAndOddHeaders/><w:compat/>",
    )
    parts[with_even] = even
    pack = joined(parts)
    found = [headers(pack, one) for one in sections(pack)]
    assert found[1 - with_even]["even"] == found[1 - with_even]["default"] != ""
    assert pack.parts["word/settings.xml"].count(b"<w:evenAndOddHeaders/>") == 1


def test_notes_bookmarks_and_what_refers_to_them_are_told_apart():
    refers = '<w:r><w:instrText> REF plan \\h </w:instrText></w:r><w:hyperlink w:anchor="plan"/>'
    marked = '<w:bookmarkStart w:id="0" w:name="plan"/><w:bookmarkEnd w:id="0"/>'
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    parts = [
        document(name, paragraph(name, more=marked + refers + note), footnotes=NOTES.format(f"note of {name}"))
        for name in ("report", "appendix-1")
    ]
    pack = joined(parts)
    text = pack.parts[pack.main].decode()
    assert re.findall(r'w:name="(\w+)"|REF (\w+)|w:anchor="(\w+)"', text) == [
        ("plan", "", ""), ("", "plan", ""), ("", "", "plan"),
        ("plan_2", "", ""), ("", "plan_2", ""), ("", "", "plan_2"),
    ]  # fmt: skip
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', text) == ["1", "2"]
    assert texts(pack)[2:] == ["note of report", "note of appendix-1"]
    assert 'w:val="eachSect"' in sections(pack)[1]
    assert examine(pack, "pack.docx") == []


def test_what_only_a_later_document_has_comes_along():
    body = paragraph("text", more='<w:r><w:footnoteReference w:id="1"/></w:r>')
    later = document("appendix-1", body, numbering=LIST, styles=NUMBERED, footnotes=NOTES.format("note"))
    pack = joined([document("report", paragraph("one")), later])
    assert texts(pack) == ["one", "text", "note"]
    assert examine(pack, "pack.docx") == []


def test_namespaces_that_older_words_may_pass_over_are_still_named_so():
    later = document("appendix-1", "<w:p/>")
    root = later.parts[later.main].decode()
    named = root.replace("<w:document ", '<w:document mc:Ignorable="w15" xmlns:w15="urn:w15" ', 1)
    later.parts[later.main] = named.encode()
    pack = joined([document("report", "<w:p/>"), later])
    assert re.search(r'<w:document [^>]*xmlns:w15="urn:w15"[^>]*mc:Ignorable="w15"', pack.parts[pack.main].decode())
