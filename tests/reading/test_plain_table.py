from decimal import Decimal

from cyps_papers.reading.table import whole_table
from cyps_papers.records import Quantity
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.table.kind import TableKind


def read_table(sheet, own, problems):
    data = TableKind().read(Opened(None, sheet, own, {}), problems)
    return data.headings, tuple(record.others for record in data.records)


def test_a_table_is_read_under_its_headings_names(sheet_of, problems):
    headings, rows = read_table(
        sheet_of([["Staff in post"], [], ["Team", "Posts (FTE)"], ["Hub", 7.5], ["Court", None]]), {}, problems
    )
    assert {name: heading.value for name, heading in headings.items()} == {"team": "Team", "posts": "Posts (FTE)"}
    assert [{name: entry.value for name, entry in row.items()} for row in rows] == [
        {"team": "Hub", "posts": Quantity(Decimal("7.5"))},
        {"team": "Court"},
    ]
    assert rows[0]["posts"].cell.coordinate == "B4"
    assert not problems


def test_a_heading_can_be_given_a_name(sheet_of, problems):
    _, rows = read_table(sheet_of([["Team", "Posts (FTE)"], ["Hub", 7.5]]), {"Posts (FTE)": "posts_in_post"}, problems)
    assert list(rows[0]) == ["team", "posts_in_post"]


def test_a_formula_without_a_value_is_said_and_left_out(sheet_of, problems, what_is_said):
    _, rows = read_table(sheet_of([["Team", "Posts"], ["Hub", "=SUM(B3:B9)"]]), {}, problems)
    assert list(rows[0]) == ["team"]
    assert what_is_said() == ["Plan!B2: this cell has a formula that has not been calculated."]


def test_an_empty_sheet_is_no_table(sheet_of, problems, what_is_said):
    assert read_table(sheet_of([]), {}, problems) == ({}, ())
    assert what_is_said() == ["sheet Plan: no table was found: no row of headings with rows below it."]


def test_a_pivots_row_of_names_above_its_headings_is_no_heading(sheet_of, problems):
    rows = [["Average of score", "Event"], ["Month", "Relicensing", "SORN"], ["Apr", 1.2, 1.1], ["May", 1.1, 1.3]]
    table = whole_table(sheet_of(rows), problems)
    assert [heading.text for heading in table.headings.values()] == ["Month", "Relicensing", "SORN"]
    assert len(table.rows) == 2


def test_rows_far_below_a_table_are_asked_about(sheet_of, problems, what_is_said):
    apart = [["Team", "Posts"], ["Hub", 7], ["Court", 5], [], [], [], ["Essex", "Reason"], ["Plan", "Part of another"]]
    _, rows = read_table(sheet_of(apart), {}, problems)
    assert len(rows) == 4
    assert what_is_said() == [
        "Plan!A7: there are 3 blank rows above this row, but it and those below it were read as part of the same table."
    ]


def test_rows_below_two_blank_ones_are_read_without_a_word(sheet_of, problems):
    _, rows = read_table(sheet_of([["Team", "Posts"], ["Hub", 7], [], [], ["Court", 5]]), {}, problems)
    assert len(rows) == 2
    assert not problems
