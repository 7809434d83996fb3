"""What a template puts in from other files: pictures, passages, and whole documents."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zlib
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest

from cyps_papers.figures.figure import Wording
from cyps_papers.word.finished.gate import examine
from cyps_papers.word.inserted.documents import document
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.inserted.pictures import picture
from cyps_papers.word.rendering.render import render
from cyps_papers.word.templates.template import Template

LINES = ("separator", "continuationSeparator")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def png(width: int = 30, height: int = 20) -> bytes:
    """A picture, blue."""
    rows = b"".join(b"\0" + bytes((0, 90, 160)) * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def folder(tmp_path):
    """The meeting's folder, with a picture in it."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "map.png").write_bytes(png())
    return inputs


@pytest.fixture
def made(make, folder):
    """Renders a body with what templates may ask of files."""

    def rendered(body, context=None, **parts):
        files = Files((folder,))
        asked = {"picture": picture(files), "document": document(files), **(context or {})}
        return render(Template.of(make(body, **parts), partial(include_passages, files)), asked)

    return rendered


def texts(rendered) -> list[str]:
    return [each.text for each in rendered.paragraphs]


def xml(rendered, part="word/document.xml") -> str:
    return rendered.published.parts[part].decode()


def said(rendered) -> list[str]:
    return [
        str(each) for each in (*rendered.problems, *examine(rendered.published, "report.docx", rendered.paragraphs))
    ]


def missed(rendered) -> list[str]:
    return [f"{each.message} {each.hint}" for each in rendered.missing]


def saved(folder: Path, name: str, *paragraphs: str, **styles: str) -> None:
    """A document with these paragraphs, some in a style."""
    other = docx.Document()
    for text in paragraphs:
        other.add_paragraph(text, style=styles.get(text))
    other.save(folder / name)


def test_a_picture_named_in_a_cell_is_shown_in_its_size_with_its_alternative_text(made):
    asked = paragraph('{{ picture(paper.map, width="3 cm", alt="Map of Hayes &amp; more") }}')
    shown = made(asked, {"paper": {"map": Wording("map.png")}})
    assert '<wp:extent cx="1080000" cy="720000"/>' in xml(shown)
    assert xml(shown).count('descr="Map of Hayes &amp; more"') == 2
    (media,) = [part for part in shown.published.parts if part.startswith("word/media/")]
    assert shown.published.parts[media] == png()
    assert said(shown) == []


def test_a_picture_in_a_header_has_the_headers_relationships(made):
    shown = made("", header=paragraph('before {{ picture("map.png", alt="Map", link="https://example.org/") }}'))
    kinds = [each.type.rpartition("/")[2] for each in shown.published.relationships("word/header.xml")]
    assert kinds == ["image", "hyperlink"]
    assert 'descr="Map"' in xml(shown, "word/header.xml")
    assert said(shown) == []


def test_pictures_in_a_loop_have_ids_of_their_own(made):
    shown = made(paragraph('{% for x in "ab" %}{{ picture("map.png", alt="Map") }}{% endfor %}'))
    assert re.findall('<wp:docPr [^>]*?id="(.*?)"', xml(shown)) == ["1", "2"]
    assert said(shown) == []


def test_a_picture_without_a_size_is_no_wider_than_the_text(made, folder):
    (folder / "wide.png").write_bytes(png(2000, 1000))
    assert '<wp:extent cx="5760000" cy="2880000"/>' in xml(made(paragraph('{{ picture("wide.png", alt="Map") }}')))


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (
            '{{ picture("map.png") }}',
            "The picture map.png has no alternative text. Say what it shows, for those who cannot see it:"
            ' picture("map.png", alt="Map of the area").',
        ),
        ('{{ picture("map.png", alt=" ") }}', "The picture map.png has no alternative text."),
        ('{{ picture("mapp.png", alt="Map") }}', 'There is no file "mapp.png" in the meeting\'s folder or in templates.'
         " Did you mean map.png?"),
        ('{{ picture("map.png", width="wide", alt="Map") }}', '"wide" is not a size. Type a number and its unit'),
        ('{{ picture("map.png", width="0 cm", alt="Map") }}', '"0 cm" is not a size.'),
        ('{{ picture("text.png", alt="Map") }}', "text.png is not a picture that can be read. Save it again as PNG"),
        ('{{ picture("../secret.png", alt="Map") }}', 'There is no file "../secret.png" in the meeting'),
        ('{{ picture("/etc/passwd", alt="Map") }}', 'There is no file "/etc/passwd" in the meeting'),
        ('{{ picture("link.png", alt="Map") }}', 'There is no file "link.png" in the meeting'),
        ('{{ picture("", alt="Map") }}', 'There is no file "" in the meeting'),
        ("{{ picture }}", "This is incomplete."),
        ('{{p document("annexe.docx") }}', 'There is no file "annexe.docx" in the meeting'),
        ('{{p document("broken.docx") }}', "broken.docx: "),
        ('x {{ document("other.docx") }}', "A document cannot go here. Type {{p document("),
    ],
)  # fmt: skip
def test_what_cannot_be_put_in_is_told_plainly(made, folder, tag, message):
    (folder / "text.png").write_bytes(b"text")
    (folder / "broken.docx").write_bytes(b"PK text")
    (folder.parent / "secret.png").write_bytes(png())
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    saved(folder, "other.docx", "other")
    (found,) = missed(made(paragraph(tag)))
    assert found.startswith(message)


ROW = "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>"


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("", {"header": paragraph('{{p document("other.docx") }}')}),
        (ROW.format(paragraph('{{tr document("other.docx") }}')), {}),
    ],
    ids=["header", "row"],
)
def test_a_document_where_none_can_stand_is_refused(made, folder, body, parts):
    saved(folder, "other.docx", "other")
    assert missed(made(body, **parts)) == [
        'A document cannot go here. Type {{p document("annex.docx") }} in a paragraph of its own, outside headers'
        " and notes."
    ]


def test_a_passage_is_rendered_where_it_is_included_with_what_is_known_there(made, folder):
    saved(folder, "passage.docx", "Of {{ x }}:", "{%p if x == 'b' %}", "only b", "{%p endif %}")
    body = paragraph("{%p for x in xs %}") + paragraph("{%p include “passage.docx” %}") + paragraph("{%p endfor %}")
    shown = made(body, {"xs": "ab"})
    assert texts(shown) == ["Of a:", "Of b:", "only b"]
    assert said(shown) == []


def test_a_passage_can_include_another_and_stand_in_a_cell(made, folder):
    saved(folder, "outer.docx", "outer", '{% include "inner.docx" %}')
    saved(folder, "inner.docx", "inner {{ x }}")
    included = paragraph("{% include 'outer.docx' %}")
    shown = made(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{included}</w:tc></w:tr></w:tbl><w:p/>", {"x": 1})
    assert texts(shown) == ["outer", "inner 1", ""]
    assert said(shown) == []


def test_what_a_passage_misses_is_told_of_at_its_place_in_the_passage(made, folder):
    saved(folder, "passage.docx", "first", "Of {{ nope }}")
    shown = made(paragraph('{% include "passage.docx" %}'))
    assert [(each.place.file, each.place.within()) for each in shown.missing] == [("passage.docx", "second paragraph")]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (
            '{% include "pasage.docx" %}',
            'There is no file "pasage.docx" in the meeting\'s folder or in templates. Did you',
        ),
        ('{% include "itself.docx" %}', "itself.docx would include itself. Take the tag out."),
        ("{% include name %}", "this does not include a passage. Type {% include"),
        ('text {% include "passage.docx" %}', "this does not include a passage. Type {% include"),
    ],
)
def test_a_passage_that_cannot_be_had_is_a_fault_at_its_place(make, folder, tag, message):
    saved(folder, "passage.docx", "x")
    saved(folder, "itself.docx", '{% include "itself.docx" %}')
    template = Template.of(make(paragraph("before") + paragraph(tag)), partial(include_passages, Files((folder,))))
    (fault,) = template.faults
    assert f"{message}" in str(fault)
    if "itself" not in tag:
        assert str(fault).startswith("report.docx, second paragraph: ")
    assert texts(render(template, {})) == ["before", ""]


def test_a_document_keeps_its_styles_under_names_of_its_own_and_its_numbers_begin_again(made, folder):
    annex = docx.Document()
    annex.styles["Normal"].font.name = "Georgia"
    annex.add_heading("Annex", 1)
    for text in ("one", "two"):
        annex.add_paragraph(text, style="List Number")
    annex.add_picture(io.BytesIO(png()))
    annex.save(folder / "annex.docx")
    host = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    shown = made(paragraph("Host", host) + paragraph('{{p document("annex.docx") }}') + paragraph("after"))
    assert [(each.text, each.style, each.number.bare if each.number else "") for each in shown.paragraphs] == [
        ("Host", "heading 1", ""),
        ("Annex", "heading 1 (annex)", ""),
        ("one", "List Number (annex)", "1"),
        ("two", "List Number (annex)", "2"),
        ("", "Normal (annex)", ""),
        ("after", "Normal", ""),
    ]
    assert "Georgia" in xml(shown, "word/styles.xml")
    assert png() in shown.published.parts.values()
    assert said(shown) == []


def test_a_document_that_stands_twice_has_its_numbers_begin_again_each_time(made, folder):
    saved(folder, "annex.docx", "one", one="List Number")
    shown = made(paragraph('{{p document("annex.docx") }}') * 2)
    assert [each.number.bare for each in shown.paragraphs if each.number] == ["1", "1"]
    assert said(shown) == []


def test_the_footnotes_of_a_document_come_along_behind_those_there_are(make, folder):
    def with_note(text: str, more: str = ""):
        lines = (f'<w:footnote w:type="{kind}" w:id="{n}"><w:p/></w:footnote>' for n, kind in enumerate(LINES))
        note = f'<w:footnote w:id="2"><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{run(text)}</w:p></w:footnote>'
        reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        return make(reference + more, footnotes="".join(lines) + note)

    (folder / "annex.docx").write_bytes(with_note("theirs").to_bytes(date(2015, 3, 18)))
    host = with_note("ours", paragraph('{{p document("annex.docx") }}'))
    shown = render(Template.of(host), {}, files=Files((folder,)))
    assert [each.text for each in shown.paragraphs if each.story.is_notes] == ["ours", "theirs"]
    assert 'w:pStyle w:val="annex1-Normal"' in xml(shown, "word/footnotes.xml")
    assert said(shown) == []


def test_a_document_with_endnotes_is_refused(made, folder):
    saved(folder, "annex.docx", "x")
    package = docx.Document(folder / "annex.docx")
    package.paragraphs[0].add_run()._r.append(docx.oxml.OxmlElement("w:endnoteReference"))
    package.save(folder / "annex.docx")
    assert missed(made(paragraph('{{p document("annex.docx") }}'))) == [
        "annex.docx has endnotes, which cannot be carried over. Make them footnotes: right-click one, Note Options,"
        " Convert."
    ]


def test_the_same_files_give_the_same_bytes(made, folder):
    saved(folder, "annex.docx", "one", one="List Number")
    body = paragraph('{{p document("annex.docx") }}') + paragraph('{{ picture("map.png", alt="Map") }}')
    assert made(body).published.parts == made(body).published.parts


ORDINARY = """
import sys
sys.path.insert(0, "tests/word")
from conftest import STYLES, written
from cyps_papers.problems import Problems
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.inserted.pictures import picture
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.rendering.render import render
from cyps_papers.word.templates.template import Template
body = '<w:p><w:r><w:t>' + sys.argv[2] + '</w:t></w:r></w:p>'
package = read_document(written(body, {"styles": STYLES}), "report.docx", Problems())
made = render(Template.of(package), {"x": 1, "picture": picture(Files((__import__("pathlib").Path(sys.argv[1]),)))})
assert not made.missing, made.missing
print("docxtpl" in sys.modules)
"""


@pytest.mark.parametrize(("tag", "imported"), [("{{ x }}", "False"), ('{{ picture("map.png", alt="Map") }}', "True")])
def test_docxtpl_is_imported_when_a_template_asks_and_not_otherwise(folder, tag, imported):
    run = subprocess.run([sys.executable, "-c", ORDINARY, str(folder), tag], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == imported
