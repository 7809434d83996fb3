"""Text files with a delimiter, as they come from Excel and from case systems: each a workbook of one sheet."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cyps_papers.reading import grid
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import Quantity, Unit


@pytest.fixture
def read(tmp_path, problems):
    def opened(content, name="plan.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        book = open_workbook(path, problems)
        return book and book.sheets[0]

    return opened


def texts(sheet):
    return [[found.text for found in row.values()] for row in sheet.rows.values()]


@pytest.mark.parametrize(
    "content",
    [
        "Ref,Action,Cost\r\n1,Do it – now,£5\r\n".encode(),
        "\ufeffRef;Action;Cost\r\n1;Do it – now;£5\r\n".encode(),
        "Ref\tAction\tCost\n1\tDo it – now\t£5\n".encode("cp1252"),
        "Ref\tAction\tCost\r\n1\tDo it – now\t£5\r\n".encode("utf-16"),
        "sep=;\r\nRef;Action;Cost\r\n1;Do it – now;£5\r\n".encode(),
        'Ref,Action,Cost\n"1","Do it – now","£5"'.encode(),
    ],
    ids=["comma", "semicolon and BOM", "tab and Windows-1252", "UTF-16", "sep line", "quoted"],
)
def test_delimiter_and_encoding_are_found(read, problems, content):
    sheet = read(content)
    assert [row[:2] for row in texts(sheet)] == [["Ref", "Action"], ["1", "Do it – now"]]
    assert sheet.content(2, 3).quantity == Quantity(Decimal(5), Unit.POUNDS, 0)
    assert not problems


def test_a_semicolon_is_told_from_commas_in_texts_and_numbers(read):
    sheet = read("Ref;Action;Cost\n1;Do this, that, and more;1,5\n2;Do it, now;2,5\n")
    assert texts(sheet)[1] == ["1", "Do this, that, and more", "1,5"]


def test_a_place_is_named_as_excel_shows_it(read):
    sheet = read('Title\n\nRef,Action\n1,"one\ntwo"\n2,\n')
    assert texts(sheet) == [["Title"], ["Ref", "Action"], ["1", "one\ntwo"], ["2"]]
    assert str(sheet.cell(5, 2)) == "plan.csv, B5"
    assert sheet.place.within() == ""


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1,463", Quantity(Decimal(1463))),
        ("31%", Quantity(Decimal("0.31"), Unit.SHARE)),
        ("7.5 %", Quantity(Decimal("0.075"), Unit.SHARE, 1)),
        ("£1,234.50", Quantity(Decimal("1234.50"), Unit.POUNDS, 2)),
        ("1.10", Quantity(Decimal("1.10"), places=2)),
        ("-3", Quantity(Decimal(-3))),
        ("007", "007"),
        ("1.10.2", "1.10.2"),
        ("12345678901234567890", "12345678901234567890"),
        ("13/10/2014", "13/10/2014"),
        ("c", "c"),
    ],
)
def test_values_mean_what_was_typed(read, typed, means):
    found = read(f"Ref\tValue\n1\t{typed}\n").content(2, 2).meaning
    if isinstance(means, Quantity):
        found = replace(found, places=found.places or None)
    assert found == means


def test_a_reference_stays_as_it_is_typed(read):
    assert texts(read("Ref,Action\n1.10,Do it\n1.1,Do more\n"))[1:] == [["1.10", "Do it"], ["1.1", "Do more"]]


def test_quotation_marks_that_do_not_match_are_said_with_their_row(read, problems, what_is_said):
    sheet = read('Ref,Action\n1,Do it\n2,"Do more\n3,Do most\n')
    assert texts(sheet) == [["Ref", "Action"], ["1", "Do it"]]
    assert what_is_said() == ["A3: the quotation marks do not match from this row onwards (unexpected end of data)."]


def test_a_workbook_under_the_name_of_a_csv_is_refused(read, problems, what_is_said):
    assert read(b"PK\x03\x04 and more") is None
    assert what_is_said() == ["the file is not text, as a .csv file is."]


def test_a_file_without_end_is_cut_short_and_said(read, problems, monkeypatch, what_is_said):
    monkeypatch.setattr(grid, "MOST_CELLS", 10)
    assert len(read("a,b\n" * 20).rows) == 5
    assert "the sheet is too long to be read (over 10 cells)" in what_is_said()[0]
