"""Nothing that readers do not see is published: what Word saves in a template is taken out of every part, and said."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.opc.archive import unpacked
from cyps_papers.opc.package import OFFICE, PACKAGE, Package, relationships_part
from cyps_papers.problems import Problems
from cyps_papers.publishing.hidden import left_in, take_out
from cyps_papers.publishing.markup import Hidden, is_private
from cyps_papers.publishing.picture_data import without_data
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.rendering.render import render
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template
from tests.conftest import build
from tests.word.conftest import WHEN, written

SECRET = "ZZSECRET"
"""What stands in everything that the dirtied template carries unseen."""
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"<dc:title>{SECRET} old report</dc:title><dc:creator>{SECRET}</dc:creator><cp:keywords>{SECRET}</cp:keywords>"
    f"<dc:description>{SECRET}</dc:description><cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy><cp:revision>7</cp:revision>"
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2014-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Template>{SECRET}.dotm</Template><TotalTime>71</TotalTime><Company>{SECRET}</Company>"
    f"<Manager>{SECRET}</Manager><DocSecurity>8</DocSecurity><HyperlinkBase>{SECRET}</HyperlinkBase></Properties>"
)
SETTINGS = (
    '<w:writeProtection w:recommended="1"/><w:attachedTemplate r:id="rIdT"/><w:linkStyles/><w:trackRevisions/>'
    '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    f'<w:docVars><w:docVar w:name="case" w:val="{SECRET}"/></w:docVars>'
    f'<w:mailMerge><w:query w:val="{SECRET}"/></w:mailMerge>'
    '<w:rsids><w:rsidRoot w:val="00A11CE0"/><w:rsid w:val="00A11CE0"/></w:rsids>'
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BODY = (
    '<w:p w:rsidR="00A11CE0" w:rsidRDefault="00A11CE0"><w:permStart w:id="1" w:edGrp="everyone"/>'
    '<w:hyperlink r:id="rIdF"><w:r w:rsidRPr="00A11CE0"><w:t xml:space="preserve">See the plan </w:t></w:r>'
    '</w:hyperlink><w:hyperlink r:id="rIdW"><w:r><w:t>on the web</w:t></w:r></w:hyperlink>'
    + FIELD.format("begin")
    + f'<w:r><w:instrText> HYPERLINK "\\\\\\\\{SECRET}\\\\share" </w:instrText></w:r>'
    + FIELD.format("separate")
    + "<w:r><w:t>, in the folder</w:t></w:r>"
    + FIELD.format("end")
    + f'<w:fldSimple w:instr="DOCPROPERTY {SECRET}"><w:r><w:t> of the team.</w:t></w:r></w:fldSimple>'
    f'<w:smartTag w:uri="urn:x" w:element="y"><w:smartTagPr><w:attr w:name="a" w:val="{SECRET}"/></w:smartTagPr>'
    '<w:r><w:t xml:space="preserve"> It is done.</w:t></w:r></w:smartTag><w:permEnd w:id="1"/></w:p>'
    '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/>'
    f'<w:dataBinding w:xpath="/{SECRET}" w:storeItemID="x"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:pPr><w:sectPr><w:printerSettings r:id='rIdPr'/></w:sectPr></w:pPr>"
    "<w:r><w:t>Locked words</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    f'<w:p><w:r><wp:docPr id="4" name="C:\\{SECRET}\\a.png" descr="C:\\{SECRET}\\a.png"/></w:r></w:p>'
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"'
    ' r:id="rIdO"/></w:object><w:t>Its picture</w:t></w:r></w:p>'
)


def external(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}{kind}" Target="{target}" TargetMode="External"/>'


def internal(identity: str, type_: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{type_}" Target="{target}"/>'


RELATIONSHIPS = (
    external("rIdF", "hyperlink", f"file:///S:/{SECRET}/plan.docx")
    + external("rIdW", "hyperlink", "https://www.hillingdon.gov.uk/")
    + internal("rIdO", f"{OFFICE}package", "embeddings/whole.xlsx")
    + internal("rIdI", f"{OFFICE}image", "media/left.png")
    + internal("rIdPr", f"{OFFICE}printerSettings", "printerSettings1.bin")
    + internal("rIdX", f"{OFFICE}customXml", "../customXml/item1.xml")
    + internal("rIdG", f"{OFFICE}glossaryDocument", "glossary/document.xml")
    + internal("rIdK", "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations", "keys.xml")
    + internal("rIdP", "http://schemas.microsoft.com/office/2011/relationships/people", "people.xml")
)
PACKAGE_RELATIONSHIPS = (
    internal("rIdC", f"{PACKAGE}relationships/metadata/core-properties", "docProps/core.xml")
    + internal("rIdA", f"{OFFICE}extended-properties", "docProps/app.xml")
    + internal("rIdU", f"{OFFICE}custom-properties", "docProps/custom.xml")
    + internal("rIdTh", f"{PACKAGE}relationships/metadata/thumbnail", "docProps/thumbnail.jpeg")
)
TYPES = (
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
)
FILES = {
    "docProps/core.xml": CORE,
    "docProps/app.xml": APP,
    "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
    + external("rIdT", "attachedTemplate", f"file:///S:/{SECRET}.dotm")
    + "</Relationships>",
    **dict.fromkeys(("docProps/custom.xml", "customXml/item1.xml", "word/glossary/document.xml"), f"<a>{SECRET}</a>"),
    **dict.fromkeys(("word/keys.xml", "word/people.xml"), f"<a>{SECRET}</a>"),
    **dict.fromkeys(("docProps/thumbnail.jpeg", "word/media/left.png", "word/embeddings/whole.xlsx"), SECRET),
    **dict.fromkeys(("word/forgotten.bin", "word/printerSettings1.bin"), SECRET),
}
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rsid w:val="00A11CE0"/>'
    f'<w:pPr><w:pPrChange w:id="1" w:author="{SECRET}"><w:pPr/></w:pPrChange></w:pPr></w:style>'
)
DIRTY_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
DIRTY = written(
    BODY,
    {
        "styles": STYLES,
        "settings": SETTINGS,
        "relationships": RELATIONSHIPS,
        "package": PACKAGE_RELATIONSHIPS,
        "types": TYPES,
        **FILES,
    },
)


def taken(content: bytes) -> tuple[Rendered, set[str]]:
    package = read_document(content, "report.docx", Problems())
    template = Template.of(package)
    rendered = render(template, {})
    return rendered, {kind.name for kind in take_out(rendered, template, "Progress report")}


def every_part(content: bytes) -> dict[str, bytes]:
    """Each part of a file with its name, the parts of files in it among them; a file that has none as it is."""
    if content[:2] != b"PK":
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        parts["(the archive)"] = archive.comment + b"".join(entry.comment + entry.extra for entry in archive.infolist())
    inner = {f"{name}/{one}": part for name, file in parts.items() if file[:2] == b"PK" for one, part in
             every_part(file).items()}  # fmt: skip
    return parts | inner


def test_what_a_template_carries_unseen_is_taken_out_of_every_part_and_its_words_stay():
    rendered, kinds = taken(DIRTY)
    assert kinds == {
        *("AUTHOR", "COMPANY", "KEYWORDS", "CUSTOM", "TEMPLATE", "REVISIONS", "TRACKED", "COMMENTS", "PROTECTION"),
        *(
            "PATH",
            "FIELD",
            "VARIABLES",
            "DATA",
            "MERGE",
            "PRINTER",
            "THUMBNAIL",
            "GLOSSARY",
            "EMBEDDED",
            "MACROS",
            "UNUSED",
        ),
    }
    for name, part in every_part(rendered.published.to_bytes(WHEN)).items():
        text = name.encode() + part
        for word in (SECRET, "rsid", "A11CE0", "rotect", "sdtContentLocked", "permStart", "attachedTemplate"):
            assert word.encode() not in text, (name, word)
    words = ["See the plan on the web, in the folder of the team. It is done.", "Locked words", "", "Its picture"]
    assert [each.text for each in rendered.paragraphs] == words
    assert b"<dc:title>Progress report</dc:title>" in rendered.published.parts["docProps/core.xml"]
    assert [each.target for each in rendered.published.relationships("word/document.xml") if each.external] == [
        "https://www.hillingdon.gov.uk/"
    ]
    assert list(left_in(rendered.published)) == []


def test_a_document_that_carries_nothing_unseen_stays_as_it_is():
    rendered, _ = taken(DIRTY)
    once = rendered.published.to_bytes(WHEN)
    again, kinds = taken(once)
    assert kinds == set()
    assert again.published.to_bytes(WHEN) == once


def photograph(format_: str) -> bytes:
    """A picture with what a camera notes in it, and what an editor adds."""
    exif, text = Image.Exif(), PngImagePlugin.PngInfo()
    exif[ExifTags.Base.Artist], exif[ExifTags.Base.Orientation] = SECRET, 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = SECRET
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    options = {"PNG": {"pnginfo": text}, "JPEG": {"comment": SECRET, "xmp": SECRET.encode(), "quality": 95}}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = io.BytesIO()
    picture = Image.frombytes("RGB", (4, 3), bytes(range(36)))
    picture.save(made, format_, exif=exif, icc_profile=profile, **options[format_])
    return made.getvalue()


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_a_picture_keeps_what_it_shows_and_none_of_what_was_noted_in_it(format_):
    before = photograph(format_)
    name = format_.lower()
    shown = '<w:p><w:r><a:blip xmlns:a="urn:a" r:embed="rIdP"/><w:t>A map</w:t></w:r></w:p>'
    related = {"relationships": internal("rIdP", f"{OFFICE}image", f"media/map.{name}"), f"word/media/map.{name}": "x"}
    package = read_document(written(shown, {**related, "types": TYPES}), "report.docx", Problems())
    package.parts[f"word/media/map.{name}"] = before
    template = Template.of(package)
    rendered = render(template, {})
    assert Hidden.PICTURE in take_out(rendered, template, "")
    after = rendered.published.parts[f"word/media/map.{name}"]
    was, now = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert (now.tobytes(), now.info["icc_profile"]) == (was.tobytes(), was.info["icc_profile"])
    assert not now.getexif()
    assert without_data(after) == after


@pytest.mark.parametrize("cut", [2, 3, 5, 20, 100, -1])
def test_a_picture_that_is_cut_short_is_no_fault(cut):
    for format_ in ("JPEG", "PNG"):
        without_data(photograph(format_)[:cut])


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "subDocument"])
def test_what_cannot_be_taken_out_is_an_error(kind):
    chunk = '<w:altChunk r:id="rIdO"/><w:p/>'
    part = {"relationships": internal("rIdO", f"{OFFICE}{kind}", "whole.xlsx"), "types": TYPES, "word/whole.xlsx": "x"}
    rendered, _ = taken(written(chunk, part))
    assert [str(problem) for problem in left_in(rendered.published)] == [
        "report.docx: Something that readers do not see would be published with the document: "
        f"{kind}, word/whole.xlsx. In the template put a picture, or the words themselves, in its place."
    ]


@pytest.mark.parametrize(
    ("target", "private"),
    [
        ("https://www.hillingdon.gov.uk/a", False),
        ("mailto:a@hillingdon.gov.uk", False),
        ("appendix-1.docx", False),
        ("#a heading: its name", False),
        ("", False),
        ("file:///S:/a.docx", True),
        ("\\\\server\\share\\a.docx", True),
        ("S:/a.docx", True),
        ("../finance/a.xlsx", True),
        ("http://intranet/a", True),
        ("https://council.sharepoint.com/a", True),
        ("https://files.council.local/a", True),
    ],
)
def test_what_leads_to_the_councils_own_files_is_told_from_what_the_public_can_open(target, private):
    assert is_private(target) is private


def test_a_build_takes_it_out_of_all_its_files_and_says_so(march):
    template = march.parent.parent / "templates" / "report.docx"
    package = Package.of(unpacked(template.read_bytes()))
    for part, content in FILES.items():
        type_ = package.type_of(part) or "application/octet-stream"
        package.add(part, content.encode(), DIRTY_TYPES.get(part, type_))
    main, settings = package.main, package.related(package.main, "settings")
    text = package.parts[main].decode()
    package.parts[main] = text.replace("<w:p>", '<w:p w:rsidR="00A11CE0">').encode()
    root = package.parts[settings].decode()
    start = root.index(">", root.index("<w:settings")) + 1
    package.parts[settings] = (root[:start] + SETTINGS.replace("<w:trackRevisions/>", "") + root[start:]).encode()
    for part, relationships in ((main, RELATIONSHIPS), ("", PACKAGE_RELATIONSHIPS)):
        held = relationships_part(part)
        there = re.sub(r"<Relationship [^>]*(?:core|extended)-properties\"[^>]*/>", "", package.parts[held].decode())
        package.parts[held] = there.replace("</Relationships>", f"{relationships}</Relationships>").encode()
    template.write_bytes(package.to_bytes(WHEN))
    problems = Problems()
    made = build(MeetingFolder(march), march.parent / "output", problems)
    assert [problem.rule for problem in problems.found] == ["outside"]  # the attached template, to be taken off in Word
    taken_out = list(made.edition.paper.taken_out)
    assert len(taken_out) >= 10
    assert all(line.endswith(": report.docx.") for line in taken_out)
    assert taken_out[0] in "\n".join(made.lines())
    for file in made.files:
        for name, part in every_part((made.folder / file).read_bytes()).items() if file != "manifest.json" else ():
            for word in (SECRET, "rsidR", "A11CE0", "documentProtection", "attachedTemplate"):
                assert word.encode() not in part, (file, name, word)
