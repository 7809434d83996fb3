"""Tiny Word documents made of raw XML, so that each test shows the smallest template that shows its point."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.wordml import DOCUMENT_TYPE, WORD_TYPE
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
)
ROOTS = {"header": "hdr", "footer": "ftr"} | {
    kind: kind for kind in ("styles", "numbering", "settings", "footnotes", "endnotes")
}
WHEN = date(2015, 3, 10)

Make = Callable[..., Package]
Render = Callable[..., Rendered]


def written(body: str, parts: Mapping[str, str]) -> bytes:
    """A document with this body, and other parts by their kind ('header', 'footnotes')."""
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{WORD_TYPE}{kind}+xml"/>'
        for kind in parts
        if kind in ROOTS
    )
    rels = "".join(
        f'<Relationship Id="rId_{kind}" Type="{OFFICE}{kind}" Target="{kind}.xml"/>' for kind in parts if kind in ROOTS
    )
    section = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId_{kind}"/>' for kind in ("header", "footer") if kind in parts
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}"/>'
        f"{types}{parts.get('types', '')}</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
        f"{parts.get('package', '')}</Relationships>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{rels}{parts.get("relationships", "")}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"
        "</w:document>",
    }
    for kind, content in parts.items():
        if kind in ROOTS:
            files[f"word/{kind}.xml"] = f"<w:{ROOTS[kind]} {NAMESPACES}>{content}</w:{ROOTS[kind]}>"
        elif "/" in kind:
            files[kind] = content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def make() -> Make:
    """Makes a package of a body's XML, of other parts by their kind, and of files by their names."""

    def made(body: str, files: Mapping[str, str] | None = None, **parts: str) -> Package:
        problems = Problems()
        content = written(body, {"styles": STYLES, **parts, **(files or {})})
        package = read_document(content, "report.docx", problems)
        assert package, problems.found
        return package

    return made


@pytest.fixture
def render(make: Make) -> Render:
    """Renders a body's XML with a context."""

    def rendered(body: str, context: Mapping[str, object] | None = None, **parts: object) -> Rendered:
        return render_template(Template.of(make(body, **parts)), context or {})

    return rendered
