"""What officers say by the look of a cell: a colour, a line through it."""

import pytest
from openpyxl.styles import Font, PatternFill

from tests.reading.kinds import read_actions

PLAN = [
    ["Ref", "Action", "Status", "RAG"],
    ["1", "Do it", "In progress", None],
    ["2", "Do more", "In progress", None],
    ["3", "Do most", "Completed", "Green"],
]


def filled(sheet, **colours):
    for cell, colour in colours.items():
        sheet[cell].fill = PatternFill("solid", fgColor=colour)


@pytest.mark.parametrize(
    "colours", [{"D2": "FF0000", "D3": "92D050"}, {"D2": "FFC7CE", "D3": "FFC7CE"}, {"D2": "FFC000", "D3": "00B0F0"}]
)
def test_ratings_by_colour_alone_are_said_once(sheet_of, problems, what_is_said, colours):
    read_actions(sheet_of(PLAN, lambda sheet: filled(sheet, **colours)), {}, {}, problems)
    assert what_is_said() == ["Plan!D2: ratings that are given by the colour of a cell alone are not read: D2, D3."]


@pytest.mark.parametrize(
    "colours",
    [
        {"D2": "D9D9D9", "D3": "FFFFFF", "D4": "92D050"},
        {"D2": "DDEBF7", "D3": "DDEBF7", "D4": "DDEBF7"},
        {"B2": "FFC7CE", "C2": "FFC7CE", "D2": "FFC7CE"},
        {"D1": "FF0000", "D4": "92D050"},
    ],
)
def test_the_shading_of_a_table_is_no_rating(sheet_of, problems, colours):
    read_actions(sheet_of(PLAN, lambda sheet: filled(sheet, **colours)), {}, {}, problems)
    assert not problems


def test_an_action_that_is_struck_through_is_said_unless_it_is_closed(sheet_of, problems, what_is_said):
    def change(sheet):
        for cell in ("A3", "B3", "A4", "B4"):
            sheet[cell].font = Font(strike=True)

    assert len(read_actions(sheet_of(PLAN, change), {}, {}, problems)) == 3
    assert what_is_said() == ["Plan!B3: action 2 is struck through, and was read like the others."]
