"""Wide tables: one indicator a row, periods across, whose headings may be divided below."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from cyps_papers.reading.workbook import open_workbook
from tests.reading.kinds import read_indicators

PERIODS = ["Indicator", "Unit", "Sep 2014", None, "Oct 2014", None]
MERGED = ("C1:D1", "E1:F1")


@pytest.fixture
def read(tmp_path, problems):
    """What is read in a sheet Wide of these rows: each indicator's periods with their values, forecasts marked."""

    def wide(*rows, merged=(), own=None):
        book = Workbook()
        book.active.title = "Wide"
        for row in rows:
            book.active.append(row)
        for cells in merged:
            book.active.merge_cells(cells)
        book.save(tmp_path / "wide.xlsx")
        opened = open_workbook(tmp_path / "wide.xlsx", problems)
        return {one.code: one for one in read_indicators(opened, opened.sheets[0], own or {}, problems)}

    return wide


def observed(indicator):
    return [
        (f"{one.period.value}{' (forecast)' if one.forecast else ''}", one.number, one.value.cell.coordinate)
        for one in indicator.observations
    ]


@pytest.mark.parametrize("merged", [MERGED, (), (*MERGED, "A1:A2", "B1:B2")])
@pytest.mark.parametrize(
    ("target", "actual"),
    [
        *(("Target", "Actual"), ("Target %", "Actual %"), ("T", "A"), ("Plan", "Outturn"), ("RAG", "Result")),
        *(("Target", "%"), ("Variance", "Value"), ("Comment", "No."), ("Target (cases)", "Number of cases")),
        *(("%", "Actual"), ("England", "Actual")),
    ],
)
def test_of_a_divided_period_the_value_is_read(read, problems, merged, target, actual):
    found = read(PERIODS, [None, None, target, actual, target, actual], ["cin", None, 99, 20, 99, 40], merged=merged)
    assert observed(found["cin"]) == [("September 2014", Decimal(20), "D3"), ("October 2014", Decimal(40), "F3")]
    assert not problems


def test_the_value_may_come_before_its_target_and_the_targets_are_not_the_indicators(read, problems):
    sub = [None, None, "Actual", "Target", "Actual", "Target"]
    cin = read(PERIODS, sub, ["cin", "cases", 20, 99, 40, 98], merged=MERGED)["cin"]
    assert [value for _, value, _ in observed(cin)] == [20, 40]
    assert cin.target is None
    assert not problems


def test_four_periods_are_divided_like_two(read, problems):
    periods = [None, *(cell for month in ("Sep", "Oct", "Nov", "Dec") for cell in (f"{month} 2014", None))]
    found = read(
        periods, ["Indicator", *["Target", "Actual"] * 4], ["cin", *(cell for n in range(4) for cell in (99, n + 20))]
    )
    assert [value for _, value, _ in observed(found["cin"])] == [20, 21, 22, 23]
    assert not problems


def test_a_forecast_below_a_period_is_a_forecast(read, problems):
    found = read(
        PERIODS, [None, None, "Forecast", "Actual", "Forecast", None], ["cin", None, 99, 20, 30], merged=MERGED
    )
    assert observed(found["cin"]) == [
        ("September 2014", Decimal(20), "D3"),
        ("September 2014 (forecast)", Decimal(99), "C3"),
        ("October 2014 (forecast)", Decimal(30), "E3"),
    ]
    assert not problems


def test_words_in_the_periods_own_cell_or_above_it_say_the_same(read, problems):
    beside = read(
        ["Indicator", "Sep 2014 Target", "Sep 2014 Actual", "Oct 2014 (target)", "Outturn Oct 2014"],
        ["cin", 9, 2, 9, 4],
    )
    above = read(
        [None, "Target", None, "Actual", None],
        ["Indicator", "Sep 2014", "Oct 2014", "Sep 2014", "Oct 2014"],
        ["cin", 9, 9, 2, 4],
        merged=("B1:C1", "D1:E1"),
    )
    for found in (beside, above):
        assert [value for _, value, _ in observed(found["cin"])] == [2, 4]
    assert not problems


@pytest.mark.parametrize("merged", [MERGED, ()])
def test_two_values_of_one_period_are_said_and_neither_is_read(read, what_is_said, merged):
    found = read(PERIODS, [None, None, "No.", "%", "No.", "%"], ["cin", None, 20, "31%", 40, "35%"], merged=merged)
    assert observed(found["cin"]) == []
    assert [cell.coordinate for cell in found["cin"].unread] == ["C3", "D3", "E3", "F3"]
    assert what_is_said() == [
        'Wide!C2: under September 2014 it is not clear which column is the value: "No." (C2), "%" (D2). '
        "So it is under October 2014. None of them was read."
    ]


def test_a_number_in_some_rows_and_a_percentage_in_others_are_no_two_values(read, problems):
    found = read(
        PERIODS,
        [None, None, "No.", "%", "No.", "%"],
        ["cin", "cases", 20, None, 40, None],
        ["late", "%", None, "7%", None, "8%"],
        merged=MERGED,
    )
    assert [value for _, value, _ in observed(found["cin"])] == [20, 40]
    assert [value for _, value, _ in observed(found["late"])] == [Decimal("0.07"), Decimal("0.08")]
    assert not problems


@pytest.mark.parametrize(
    ("words", "cell", "said"),
    [
        (["Boys", "Girls"], "C2", '"Boys" (C2), "Girls" (D2)'),
        (["Target", "Hillingdon"], "D2", '"Hillingdon" (D2)'),
        (["Cases", "%"], "D2", '"%" (D2), "Cases" (C2)'),
    ],
)
def test_what_cannot_be_told_apart_is_said_and_not_read(read, what_is_said, words, cell, said):
    found = read(PERIODS, [None, None, *words, *words], ["cin", None, 20, 30, 40, 50], merged=MERGED)
    assert observed(found["cin"]) == []
    assert what_is_said() == [
        f"Wide!{cell}: under September 2014 it is not clear which column is the value: {said}. "
        "So it is under October 2014. None of them was read."
    ]


@pytest.mark.parametrize("merged", [MERGED, ()])
def test_a_second_column_of_a_period_without_a_heading_is_said(read, what_is_said, merged):
    found = read([*PERIODS, "Nov 2014"], ["cin", "cases", 99, 20, 99, 40, None], merged=merged)
    assert observed(found["cin"]) == []
    assert what_is_said() == [
        'Wide!C1: under September 2014 it is not clear which column is the value: "Sep 2014" (C1), no heading (D1). '
        "So it is under October 2014. None of them was read."
    ]


def test_a_period_merged_over_blank_cells_is_one(read, problems):
    assert len(read(PERIODS, ["cin", "cases", 20, None, 40], merged=MERGED)["cin"].observations) == 2
    assert not problems


def test_quarters_below_their_year_are_read_without_the_years_total(read, problems):
    found = read(
        [None, None, "2013/14", None, None, "2014/15", None, None],
        ["Indicator", "Target", "Q3", "Q4", "Total", "Q1", "Q2", "Owner"],
        ["cin", 9, 1, 2, 3, 4, 5, "Head of Service"],
    )
    assert observed(found["cin"]) == [
        ("Quarter 3 2013/14", Decimal(1), "C3"),
        ("Quarter 4 2013/14", Decimal(2), "D3"),
        ("Quarter 1 2014/15", Decimal(4), "F3"),
        ("Quarter 2 2014/15", Decimal(5), "G3"),
    ]
    assert found["cin"].target.value.value == 9
    assert not problems


def test_a_date_above_the_whole_table_is_its_title(read, problems):
    found = read(
        ["as at 31 March 2015"], ["Indicator", "Sep 2014", "Oct 2014", "Owner"], ["cin", 1, 2, "Head of Service"]
    )
    assert [period for period, _, _ in observed(found["cin"])] == ["September 2014", "October 2014"]
    assert not problems


def test_a_remark_below_a_period_divides_nothing(read, problems):
    found = read(["Indicator", "Sep 2014", "Oct 2014"], [None, "(n=30)", "weekly count"], ["cin", 1, 2])
    assert [value for _, value, _ in observed(found["cin"])] == [1, 2]
    assert not problems


def test_a_blank_column_between_periods_ends_nothing(read, problems):
    found = read(["Indicator", None, "Sep 2014", None, None, "Oct 2014", "Owner"], ["cin", None, 1, None, None, 2, "A"])
    assert observed(found["cin"]) == [("September 2014", Decimal(1), "C2"), ("October 2014", Decimal(2), "F2")]
    assert not problems


def test_ratings_without_a_heading_between_periods_end_nothing(read, problems):
    found = read(["KPI", "Q1 2014/15", None, "Q2 2014/15", None], ["cin", 1, "R", 2, "Green"])
    assert [value for _, value, _ in observed(found["cin"])] == [1, 2]
    assert not problems


def test_a_second_table_beside_the_first_is_left_alone_and_told_of(read, problems):
    found = read(["Indicator", "Sep 2014", None, "Measure", "Oct 2014"], ["cin", 1, None, "late", 2])
    assert [list(found), observed(found["cin"])] == [["cin"], [("September 2014", Decimal(1), "B2")]]
    (remark,) = problems.errors
    assert "D1: another table like it begins here, with the headings Measure; it was not read." in str(remark)


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (["Indicator", "Sep 2014", None, "Team", "Oct 2014"], ["cin", 1, None, "Hub", 2]),
        (["Indicator", "Sep 2014", None, None, "Oct 2014"], ["cin", 1, None, "Hub", 2]),
    ],
)
def test_periods_that_stand_apart_with_labels_of_their_own_are_said(read, what_is_said, heading, row):
    assert observed(read(heading, row)["cin"]) == [("September 2014", Decimal(1), "B2")]
    assert what_is_said() == [
        "Wide!E1: what is under Oct 2014 was not read: a blank column separates it from the table."
    ]


def test_the_same_periods_again_beside_a_table_are_said(read, what_is_said):
    assert len(read(["Indicator", "Sep 2014", None, "Sep 2014"], ["cin", 1, None, 2])["cin"].observations) == 1
    assert what_is_said() == [
        "Wide!D1: what is under Sep 2014 was not read: a blank column separates it from the table."
    ]
