"""Files that officers hand over: each that cannot be used gives one problem, and none a traceback."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from cyps_papers.opc.package import OFFICE, relationships_part
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import open_document, read_document
from cyps_papers.word.parts.wordml import CHART_TYPE, DOCUMENT_TYPE
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template

WHEN = date(2015, 3, 10)
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
MAIN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def zipped(type_: str = DOCUMENT_TYPE, main: str = MAIN, **others: bytes) -> bytes:
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{type_}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="/word/document.xml"/></Relationships>',
        "word/document.xml": main,
        **others,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty. Save it again in Word, or take it from a copy."),
        (b"../templates/report.docx", "This is a link saved as text, not a document."),
        (b"Dear all", "This is not a Word document."),
        (OLE, "This is a document of Word 97-2003."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "The document is protected by a password."),
        (b"PK\x03\x04rubbish", "The file is damaged (its parts cannot be unpacked)."),
        (zipped()[:-30], "The file is damaged (its parts cannot be unpacked)."),
        (
            zipped("application/vnd.ms-word.document.macroEnabled.main+xml"),
            "The document is of a kind that can hold macros.",
        ),
        (zipped(f"{WORD}template.main+xml"), "The file is a Word template (.dotx), not a document."),
        (
            zipped("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            "This is an Excel workbook",
        ),
        (zipped(main="<w:document"), "The file is damaged (its part word/document.xml is not well formed)."),
        (zipped(main=ENTITY + MAIN), "The document declares XML entities (word/document.xml), which Word never does."),
        (
            zipped(main='<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
            "The document is a Strict",
        ),
        (zipped(**{"word/media/a.png": bytes(60_000_000)}), "The file unpacks to more than a document should (60 MB)."),
        (zipped(**{"WORD/document.xml": b"x"}), "The file is damaged (two of its parts have one name)."),
    ],
)
def test_what_cannot_be_used_gives_one_problem_with_a_remedy(tmp_path, content, said):
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    problems = Problems()
    assert open_document(path, problems) is None
    (problem,) = problems.found
    assert problem.message.startswith(said[: len(problem.message)])
    assert str(problem).startswith("report.docx: ")
    assert problem.hint


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    problems = Problems()
    assert open_document(tmp_path / "report.docx", problems) is None
    assert [str(each) for each in problems.found] == ["report.docx: The file is not there. Check its name and folder."]


def test_a_file_with_a_wrong_checksum_is_a_problem():
    content = zipped(**{"word/media/a.txt": b"checksum" * 4})
    position = content.index(b"word/media/a.txt") - 16  # the checksum stands in the entry's header
    directory = content.rindex(b"word/media/a.txt") - 30
    spoiled = bytearray(content)
    spoiled[position] ^= 255
    spoiled[directory] ^= 255
    problems = Problems()
    assert read_document(bytes(spoiled), "report.docx", problems) is None
    assert len(problems.found) == 1


def test_the_same_content_gives_the_same_bytes_and_no_time_of_the_clock(make):
    package = make("")
    content = package.to_bytes(WHEN)
    again = read_document(content, "report.docx", Problems())
    assert again
    assert again.to_bytes(WHEN) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2015, 3, 10, 0, 0, 0)}
        assert archive.namelist()[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def test_the_dates_inside_are_those_given(make):
    core = (
        '<cp:coreProperties xmlns:cp="urn:c" xmlns:dcterms="urn:d"><dcterms:created>2001-01-01</dcterms:created>'
        "<dcterms:modified>2024-05-05</dcterms:modified><cp:lastPrinted>2023</cp:lastPrinted></cp:coreProperties>"
    )
    type_ = "application/vnd.openxmlformats-package.core-properties+xml"
    package = make(
        "", {"docProps/core.xml": core}, types=f'<Override PartName="/docProps/core.xml" ContentType="{type_}"/>'
    )
    with zipfile.ZipFile(io.BytesIO(package.to_bytes(WHEN))) as archive:
        text = archive.read("docProps/core.xml").decode()
    assert text.count("2015-03-10T00:00:00Z") == 2
    assert "2001" not in text
    assert "2023" not in text


def test_a_part_that_is_dropped_takes_its_relationships_with_it(make):
    package = make("", header="<w:p/>")
    package.drop("word/header.xml")
    assert "word/header.xml" not in package.parts
    assert [each.id for each in package.relationships("word/document.xml")] == ["rId_styles"]


def test_relating_twice_gives_one_relationship(make):
    package = make("")
    first = package.relate("word/document.xml", OFFICE + "hyperlink", "https://example.org/?a=1&b=2", external=True)
    assert first == package.relate(
        "word/document.xml", OFFICE + "hyperlink", "https://example.org/?a=1&b=2", external=True
    )
    assert package.relationships("word/document.xml")[-1].target == "https://example.org/?a=1&b=2"


def test_parts_have_their_relationships_beside_them():
    assert relationships_part("word/document.xml") == "word/_rels/document.xml.rels"
    assert relationships_part("") == "_rels/.rels"


def test_a_part_in_another_encoding_is_read(make):
    main = '<?xml version="1.0" encoding="UTF-16"?>' + MAIN.replace("<w:body/>", "<w:body>é</w:body>")
    package = read_document(zipped(main=main.encode("utf-16")), "report.docx", Problems())
    assert package
    assert "é" in package.parts["word/document.xml"].decode()


def test_no_sample_gives_a_traceback():
    if not SAMPLES.exists():
        pytest.skip("the samples are not beside this clone")
    for path in sorted((SAMPLES / "hostile").iterdir()):
        problems = Problems()
        template = Template.open(path, problems)
        assert len(problems.found) == (template is None), path.name
        if template:
            render_template(template, {})


def test_a_chart_whose_workbook_was_lost_forgets_it(make):
    folder = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = make(
        "",
        types=f'<Override PartName="/word/charts/chart1.xml" ContentType="{CHART_TYPE}"/>',
        files={
            "word/charts/chart1.xml": f'<c:chartSpace xmlns:c="c" xmlns:r="{folder}"><c:chart/>'
            '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>',
            "word/charts/_rels/chart1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{folder}/package" Target="../embeddings/chart1.xlsx"/>'
            "</Relationships>",
        },
    )
    assert package.relationships("word/charts/chart1.xml") == []
    assert b"externalData" not in package.parts["word/charts/chart1.xml"]
