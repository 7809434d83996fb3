"""Templates that were damaged on the way: each ends in a message that names it, or in a document that opens."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from cyps_papers.opc.package import OFFICE, PACKAGE
from cyps_papers.problems import Problem, Problems
from cyps_papers.word.finished.gate import examine as examine_finished
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.wordml import WORD_TYPE
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template
from tests.word.conftest import WHEN, written

Damage = Callable[[dict[str, bytes], random.Random], None]
TEXT = "<w:p><w:r><w:t>Of {{ x }}</w:t></w:r></w:p>"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def parts_of_a_template() -> dict[str, bytes]:
    content = written(
        TEXT + f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{TEXT}</w:tc></w:tr></w:tbl><w:p/>",
        {
            "header": TEXT,
            "footer": TEXT,
            "styles": '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
            "settings": "<w:zoom/>",
            "types": f'<Override PartName="/word/fontTable.xml" ContentType="{WORD_TYPE}fontTable+xml"/>'
            f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/>',
            "relationships": f'<Relationship Id="rIdF" Type="{OFFICE}fontTable" Target="fontTable.xml"/>',
            "package": f'<Relationship Id="rIdC" Type="{PACKAGE}relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>',
            "word/fontTable.xml": '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>a</dc:title></cp:coreProperties>',
        },
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def made_of(content: bytes) -> list[Problem]:
    """What is said of a template; a document that is made without an error is opened again."""
    problems = Problems()
    package = read_document(content, "report.docx", problems)
    if package is None:
        return problems.found
    template = Template.of(package)
    rendered = render_template(template, {"x": "a"})
    found = Problems(examine(template).and_of(rendered))
    if not found.errors:
        found.include(examine_finished(rendered.published, rendered.document, rendered.paragraphs))
    if not found.errors:
        opened = docx.Document(io.BytesIO(rendered.published.to_bytes(WHEN)))
        for story in (opened, *(one.header for one in opened.sections), *(one.footer for one in opened.sections)):
            assert all(isinstance(paragraph.text, str) for paragraph in story.paragraphs)
    return found.found


def test_the_template_itself_is_sound():
    assert made_of(zipped(parts_of_a_template())) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("_rels/.rels", b"officeDocument", b"somethingElse"),
        ("[Content_Types].xml", b"footer+xml", b"nothing"),
        ("[Content_Types].xml", b"styles+xml", b"styles+xm"),
        ("word/fontTable.xml", b"/>", b">"),
        ("word/footer.xml", b"</w:p>", b"</w:q>"),
        ("word/footer.xml", b"w:ftr", b"w:zoom"),
        ("word/header.xml", b"<w:hdr", b"<w:hdr xmlns:a='http://a]b'"),
        ("docProps/core.xml", b"</dc:title>", b""),
        ("docProps/core.xml", b"<cp:", b"<?xml version='5.0'?><cp:"),
        ("word/_rels/document.xml.rels", b"footer.xml", b"gone.xml"),
        ("word/_rels/document.xml.rels", b"rId_footer", b"rId_header"),
    ],
)
def test_what_does_not_fit_together_is_told_with_the_template(part, old, new):
    parts = parts_of_a_template()
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    found = made_of(zipped(parts))
    assert found
    assert all(str(problem).startswith("report.docx") for problem in found)


@pytest.mark.parametrize("part", sorted(parts_of_a_template()))
def test_a_part_that_is_lost_is_told_or_done_without(part):
    parts = parts_of_a_template()
    del parts[part]
    assert all(str(problem).startswith("report.docx") for problem in made_of(zipped(parts)))


def test_a_document_without_its_first_relationships_is_refused():
    parts = parts_of_a_template()
    del parts["_rels/.rels"]
    assert [str(problem) for problem in made_of(zipped(parts))] == [
        "report.docx: The file is damaged (it does not say which of its parts is the document). Open it in Word, let"
        " Word repair it, and save it again."
    ]


def _flip(parts: dict[str, bytes], draw: random.Random) -> None:
    name = draw.choice(sorted(parts))
    content = bytearray(parts[name])
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    parts[name] = bytes(content)


def _cut(parts: dict[str, bytes], draw: random.Random) -> None:
    name = draw.choice(sorted(parts))
    parts[name] = parts[name][: draw.randrange(len(parts[name]))]


def _exchange(parts: dict[str, bytes], draw: random.Random) -> None:
    one, other = draw.sample(sorted(parts), 2)
    parts[one] = parts[other]


def _change_a_value(parts: dict[str, bytes], draw: random.Random) -> None:
    name = draw.choice(sorted(name for name in parts if b'="' in parts[name]))
    found = draw.choice(list(re.finditer(rb'="[^"<>]*"', parts[name])))
    new = draw.choice((b'=""', b'="x"', b'="-1"', b'="99999999999"', b'="../../x"'))
    parts[name] = parts[name][: found.start()] + new + parts[name][found.end() :]


@pytest.mark.parametrize("damage", [_flip, _cut, _exchange, _change_a_value])
def test_a_damaged_template_ends_in_a_message_or_in_a_document_that_opens(damage: Damage):
    draw = random.Random(1)
    for _ in range(25):
        parts = parts_of_a_template()
        damage(parts, draw)
        assert all(str(problem).startswith("report.docx") for problem in made_of(zipped(parts)))


def test_a_file_that_was_cut_or_changed_on_the_way_ends_in_a_message_or_in_a_document_that_opens():
    content, draw = zipped(parts_of_a_template()), random.Random(1)
    for _ in range(25):
        assert made_of(content[: draw.randrange(len(content))])
        changed = bytearray(content)
        changed[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        made_of(bytes(changed))
