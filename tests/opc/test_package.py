"""The package below documents and workbooks: relationships, content types, and archives that are refused unopened."""

import io
import zipfile
from datetime import date

import pytest

from cyps_papers.opc.archive import DamagedError, EntitiesError, NoPackageError, TooLargeError, elements, unpacked
from cyps_papers.opc.package import CONTENT_TYPES, OFFICE, Package

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def package():
    made = Package("", {}, {"rels": "application/rels"})
    made.add("xl/workbook.xml", b"<workbook/>", "application/x.main+xml")
    made.add(SHEET, b"<worksheet/>", "application/sheet+xml")
    made.relate("xl/workbook.xml", OFFICE + "worksheet", SHEET)
    return made


def archive(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "")
    return content.getvalue()


@pytest.mark.parametrize(
    "target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./x/../worksheets/sheet1.xml"]
)
def test_a_target_is_a_part_however_it_is_written(package, target):
    rels = f'<Relationships xmlns="x"><Relationship Id="a" Type="x/worksheet" Target="{target}"/></Relationships>'
    package.parts["xl/_rels/workbook.xml.rels"] = rels.encode()
    assert package.all_related("xl/workbook.xml", "worksheet") == [SHEET]


def test_what_is_written_is_read_again(package):
    again = Package.of(unpacked(package.to_bytes(date(2015, 3, 18))))
    assert (again.parts, again.overrides, again.defaults) == (package.parts, package.overrides, package.defaults)
    assert again.main == "xl/workbook.xml"


def test_a_part_that_is_dropped_is_in_no_relationship_and_no_type(package):
    package.drop(SHEET)
    assert package.relationships("xl/workbook.xml") == []
    assert SHEET.encode() not in package.content_types


def test_an_archive_is_refused_before_it_is_unpacked():
    with pytest.raises(TooLargeError, match="5,001 parts"):
        unpacked(archive(*map(str, range(5_001))))
    with pytest.raises(DamagedError, match="two of its parts have one name"):
        unpacked(archive("a.xml", "A.xml"))
    with pytest.raises(NoPackageError):
        Package.of(unpacked(archive("a.xml")))


def test_a_document_type_is_refused():
    with pytest.raises(EntitiesError):
        elements(b'<!DOCTYPE x [<!ENTITY e "e">]><x/>', CONTENT_TYPES)
