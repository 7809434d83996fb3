import struct
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from cyps_papers.problems import Level
from cyps_papers.reading import opening
from cyps_papers.reading.workbook import open_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


def workbook_bytes(path, problems):
    """The bytes of a file that is a sound workbook; else None, and what is wrong."""
    return path.read_bytes() if open_workbook(path, problems) else None


def spreadsheet() -> bytes:
    held = BytesIO()
    Workbook().save(held)
    return held.getvalue()


def zipped(**parts: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin").replace("_iwa", ".iwa"), text
            )
    return held.getvalue()


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (b"", "the file holds nothing (0 bytes)."),
        (b"\0" * 4096, "the file holds nothing (0 bytes)."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the file is protected by a password."),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "it is an old Excel workbook (.xls), and cannot be read (Cannot detect file format).",
        ),
        (
            b"\xef\xbb\xbf<html><table>",
            "the file is a web page saved under a workbook's name, not an Excel workbook (.xlsx).",
        ),
        (b"Ref,Action,Status\n1,Do it,Done\n", "the file is plain text (perhaps .csv), not an Excel workbook (.xlsx)."),
        (b"\x89PNG\r\n\x1a\n\x00", "the file is a picture, not an Excel workbook (.xlsx)."),
        (b"%PDF-1.7\n", "the file is a PDF, not an Excel workbook (.xlsx)."),
        (b"{\\rtf1\\ansi", "the file is a document in Rich Text Format (.rtf), not an Excel workbook (.xlsx)."),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "the file is an old Word document (.doc), not an Excel workbook (.xlsx).",
        ),
        (b"\x01\x02\x03", "the file is something else under a workbook's name, not an Excel workbook (.xlsx)."),
        (
            zipped(Index__Document_iwa=""),
            "the file is an Apple Numbers or Pages document, not an Excel workbook (.xlsx).",
        ),
        (
            b"[InternetShortcut]\nURL=https://x.example/k.xlsx",
            "the file is a link to a file that is kept elsewhere, not an Excel workbook (.xlsx).",
        ),
        (XML_2003, "the file is an XML Spreadsheet 2003, not an Excel workbook (.xlsx)."),
        (zipped(word__document_xml=""), "the file is a Word document, not an Excel workbook (.xlsx)."),
        (b"PK\x05\x06" + b"\0" * 18, "the file is a zip file, not an Excel workbook (.xlsx)."),
        (b"PK\x03\x04 cut short", "the file is damaged (File is not a zip file)."),
        (zipped(xl__workbook_xml='<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'), opening.UNSAFE.message),
    ],
)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path, problems, found, message):
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(found)
    assert workbook_bytes(path, problems) is None
    assert [problem.message for problem in problems.found] == [message]
    assert problems.found[0].hint


def test_a_workbook_gives_its_bytes(tmp_path, problems):
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(spreadsheet())
    assert workbook_bytes(path, problems) == path.read_bytes()
    assert not problems


def test_a_missing_workbook_is_said_with_those_of_similar_names(tmp_path, problems):
    for name in ("KPI.xlsx", "notes.docx", "~$kpi.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    assert workbook_bytes(tmp_path / "kpis.xlsx", problems) is None
    assert problems.found[0].message == f"there is no such file in the folder {tmp_path.name}."
    assert problems.found[0].hint == "Similar names there: KPI.xlsx. Put the file there, or correct its name."


def test_a_missing_folder_is_said(tmp_path, problems):
    assert workbook_bytes(tmp_path / "2015-03" / "kpis.xlsx", problems) is None
    assert problems.found[0].hint == "That folder is not there either. Make it, or correct its name."


def test_a_folder_is_no_workbook(tmp_path, problems):
    (tmp_path / "kpis.xlsx").mkdir()
    assert workbook_bytes(tmp_path / "kpis.xlsx", problems) is None
    assert problems.found[0].rule == "workbook-missing"


def test_a_file_without_permission_is_said(tmp_path, problems, monkeypatch):
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(spreadsheet())

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    assert workbook_bytes(path, problems) is None
    assert problems.found[0].message == "the file could not be read (permission was refused)."


@pytest.mark.parametrize("lock", ["~$kpis.xlsx", "~$is.xlsx"])
def test_a_workbook_open_in_excel_is_read_with_a_warning(tmp_path, problems, lock):
    (tmp_path / lock).write_bytes(b"x")
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(spreadsheet())
    assert workbook_bytes(path, problems)
    assert [(problem.rule, problem.level) for problem in problems.found] == [("workbook-open", Level.WARNING)]


def test_a_wrong_checksum_is_found_before_anything_is_parsed(tmp_path, problems):
    found = bytearray(spreadsheet())
    with zipfile.ZipFile(BytesIO(found)) as archive:
        part = archive.getinfo("xl/workbook.xml")
    central = found.rindex(b"xl/workbook.xml") - 46
    struct.pack_into("<I", found, central + 16, part.CRC ^ 1)
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(found)
    assert workbook_bytes(path, problems) is None
    assert problems.found[0].message == "the file is damaged (Bad CRC-32 for file 'xl/workbook.xml')."


def test_a_bomb_is_refused_by_its_declared_size(tmp_path, problems, monkeypatch):
    monkeypatch.setattr(opening, "BIGGEST_SHEET", 1_000_000)
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(zipped(xl__worksheets__sheet1_xml=" " * 2_000_000))
    assert workbook_bytes(path, problems) is None
    assert problems.found[0].message == "the file is too big to read safely (2 MB when unpacked)."


def test_a_bomb_that_declares_less_than_it_holds_is_damaged(tmp_path, problems):
    found = bytearray(zipped(xl__sheet_xml=" " * 2_000_000))
    central = found.rindex(b"xl/sheet.xml") - 46
    struct.pack_into("<I", found, central + 24, 1000)
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(found)
    assert workbook_bytes(path, problems) is None
    assert problems.found[0].rule == "workbook-damaged"
