"""Workbooks that are no .xlsx: OpenDocument, the old and the binary format, the strict dialect, Excel's template."""

import struct
import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from cyps_papers.files.kinds import FileKind, file_kind
from cyps_papers.reading import calamine
from cyps_papers.reading.workbook import open_workbook
from tests.reading.kinds import read_actions

ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/x"/></manifest:manifest>'
)
PLAN = [["Ref", "Action", "Status", "Due date"], ["1.10", "Recruit", "Delayed", date(2015, 3, 31)]]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet, Plan, of these rows."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODS_NAMES} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": MANIFEST, "content.xml": content})


def ods_rows(values: list[list[object]]) -> str:
    def cell(value: object) -> str:
        if isinstance(value, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p/></table:table-cell>'
            )
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in values)


def record(identifier: int, content: bytes) -> bytes:
    number = bytes([identifier]) if identifier < 128 else bytes([identifier & 0x7F | 0x80, identifier >> 7])
    return number + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(row: int, column: int) -> bytes:
    """A binary workbook with one text, 'Ref', in a sheet, Plan."""
    sheets = record(143, b"") + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Plan")) + record(144, b"")
    cell = record(0, struct.pack("<I", row) + b"\0" * 13) + record(6, struct.pack("<II", column, 0) + wide("Ref"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relationship = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": record(131, b"") + sheets + record(132, b""),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">{relationship}</Relationships>',
            "xl/worksheets/sheet1.bin": record(129, b"")
            + record(148, struct.pack("<IIII", row, row, column, column))
            + record(145, b"")
            + cell
            + record(146, b"")
            + record(130, b""),
        }
    )


@pytest.fixture
def opened(tmp_path, problems):
    def open_bytes(name, content):
        (tmp_path / name).write_bytes(content)
        return open_workbook(tmp_path / name, problems)

    return open_bytes


def test_an_opendocument_plan_is_read_with_its_cells_and_what_is_lost_is_said(opened, problems):
    book = opened("plan.ods", ods(ods_rows(PLAN)))
    [action] = read_actions(book.sheet("Plan"), {}, {}, problems)
    assert (action.reference.value, action.action.value, action.action.cell.coordinate) == ("1.10", "Recruit", "B2")
    assert str(action.due.value) == "31 March 2015"
    assert [problem.rule for problem in problems.found] == ["formats-lost"]
    assert book.only_read


def test_a_file_is_read_by_what_it_holds_and_not_by_its_name(opened):
    assert opened("plan.xlsx", ods(ods_rows(PLAN))).sheet("Plan").content(1, 1).text == "Ref"


def test_a_binary_workbook_is_read_with_its_cells(opened):
    book = opened("plan.xlsb", xlsb(4, 2))
    assert book.names == ("Plan",)
    assert book.sheet("Plan").content(5, 3).coordinate == "C5"


def test_a_cell_far_off_is_refused_before_all_cells_up_to_it_are_made(opened, problems):
    assert opened("far.xlsb", xlsb(1_048_575, 16_383)) is None
    repeated = ods_rows([["x"]]).replace("<table:table-row", '<table:table-row table:number-rows-repeated="1000000"')
    wide_row = repeated.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"')
    assert opened("far.ods", ods(wide_row)) is None
    assert [problem.rule for problem in problems.found] == ["sheet-too-big", "sheet-too-big"]


def test_blanks_repeated_to_the_end_of_a_sheet_are_no_cells(opened):
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert opened("plan.ods", ods(ods_rows(PLAN) + end)).sheet("Plan").content(2, 2).text == "Recruit"


def test_a_fault_of_calamines_own_is_said_and_no_other_interruption_is_kept(problems):
    class PanicException(BaseException):
        pass

    assert calamine._said(PanicException("index out of range")) == "index out of range"
    with pytest.raises(KeyboardInterrupt):
        calamine._said(KeyboardInterrupt())


def test_a_strict_workbook_is_read_like_any_other(opened, problems):
    held = BytesIO()
    book = Workbook()
    book.active.append(["Ref", "Share"])
    book.active.append(["1.10", 0.31])
    book.active["B2"].number_format = "0%"
    book.save(held)
    with zipfile.ZipFile(held) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for usual, strict in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        parts = {name: content.replace(usual, strict) for name, content in parts.items()}
    read = opened("kpis.xlsx", zipped(parts))
    assert read.sheet("Sheet").content(2, 2).text == "31%"
    assert read.only_read
    assert not problems


def test_a_template_of_excels_is_read(tmp_path, opened, problems):
    book = Workbook()
    book.template = True
    book.active.append(["Ref", "Action"])
    book.save(tmp_path / "made.xltx")
    assert opened("plan.xltx", (tmp_path / "made.xltx").read_bytes()).sheet("Sheet").content(1, 2).text == "Action"


@pytest.mark.parametrize("found", [b"%PDF-1.4", b"{\\rtf1", b"<html>", ods(""), b"GIF89a"])
def test_no_csv_is_what_only_has_its_ending(opened, problems, found):
    assert opened("kpis.csv", found) is None
    assert [problem.rule for problem in problems.found] == ["workbook-format"]


def test_a_document_beside_a_workbook_is_told_apart():
    assert file_kind(zipped({"mimetype": "application/vnd.oasis.opendocument.text"})) is FileKind.ODT
    assert file_kind(zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""})) is FileKind.POWERPOINT
    assert file_kind(b"PK\x03\x04 cut short") is FileKind.DAMAGED
