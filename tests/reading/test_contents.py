from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from cyps_papers.reading.contents import Content, ErrorValue, clean_text, clean_value, linked, plain_format
from cyps_papers.records import StyledRun, StyledText


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Completed \u00a0", "Completed"),
        ("one \r\ntwo\rthree ", "one\ntwo\nthree"),
        ("one_x000D_\ntwo", "one\ntwo"),
        ("a\x07b\u200bc", "abc"),
        ("tab\there", "tab here"),
        ("soft\vbreak", "soft\nbreak"),
        ("Children’s – “Ω” 👍", "Children’s – “Ω” 👍"),
    ],
)
def test_text_is_clean(typed, read):
    assert clean_text(typed) == read


@pytest.mark.parametrize(
    ("held", "read"),
    [
        (0.31, Decimal("0.31")),
        (0.1 + 0.2, Decimal("0.3")),
        (2066, Decimal(2066)),
        (17.0, Decimal(17)),
        (1.15282352941176, Decimal("1.15282352941176")),
        (float("inf"), ErrorValue("#NUM!")),
        (True, True),
        (None, None),
        ("", None),
        (" \u00a0", None),
        (time(0, 0), None),
        (datetime(2014, 10, 13, 9, 30), date(2014, 10, 13)),
    ],
)
def test_values_are_exact(held, read):
    assert clean_value(held) == read


def test_the_bold_and_italic_parts_of_a_text_are_kept():
    held = CellRichText(
        "Agreed ", TextBlock(InlineFont(b=True), "in full"), TextBlock(InlineFont(i=True), " and on time ")
    )
    read = clean_value(held)
    assert isinstance(read, StyledText)
    assert read == "Agreed in full and on time"
    assert read.runs == (
        StyledRun("Agreed ", False, False),
        StyledRun("in full", True, False),
        StyledRun(" and on time", False, True),
    )


def test_a_text_whose_parts_only_differ_in_colour_is_plain():
    read = clean_value(CellRichText("Agreed ", TextBlock(InlineFont(sz=14), "in full")))
    assert read == "Agreed in full"
    assert not isinstance(read, StyledText)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (Decimal("0.31"), "0%", "31%"),
        (Decimal("0.075"), "0.0%", "7.5%"),
        (Decimal("1.1"), "0.00", "1.10"),
        (Decimal("1.1"), "General", "1.1"),
        (Decimal("1300"), '#,##0" cases"', "1300"),
        (True, "General", "Yes"),
        (date(2014, 10, 1), "mmm yyyy", "October 2014"),
        (date(2014, 10, 1), "mmm-yy", "October 2014"),
        (date(2014, 10, 1), "[$-809]d mmmm yyyy;@", "1 October 2014"),
        (date(2014, 10, 1), "yyyy", "2014"),
        (date(2014, 10, 1), "General", "1 October 2014"),
    ],
)
def test_a_cell_reads_as_it_is_shown(value, number_format, text):
    assert Content(value, "A1", plain_format(number_format)).text == text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("file:///home/an.officer/plan.docx", None),
        ("plan.docx", None),
    ],
)
def test_a_cell_that_links_to_a_page_keeps_the_address(address, link):
    text = linked("the plan", address)
    assert text == "the plan"
    assert [run.link for run in getattr(text, "runs", ())] == ([link] if link else [])
