from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from cyps_papers.figures.series import Indicators
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import Direction, Unit
from tests.reading.kinds import read_indicators

DEFINED = [
    ["Name in templates", "Indicator", "Unit", "Direction", "Target", "Target unit", "Counts people", "Key"],
    ["conversion", "Contacts that become referrals", "%", "lower is better", "25%", None, "No", "Yes"],
    ["assessment_days", "Days to assess", "days", "Lower", 45, "working days", None, None],
    ["cin_open", "Open cases", "cases", "a band", None, None, "Yes", "Yes"],
]
HEADING = ["Indicator", "Period", "Value", "Kind", "Note"]


@pytest.fixture
def read(save, problems):
    def indicators(sheet="Values", own=None, **sheets):
        book = open_workbook(save(**sheets), problems)
        return {one.code: one for one in read_indicators(book, book.sheet(sheet), own or {}, problems)}

    return indicators


def observed(indicator):
    return [(str(one.period.value), one.number, one.value.cell.coordinate) for one in indicator.observations]


def test_long_observations_go_to_their_indicators_in_the_order_of_time(read, problems):
    found = read(
        Indicators=DEFINED,
        Values=[
            HEADING,
            ["cin_open", date(2015, 2, 2), 1463, "actual", "weekly count"],
            ["Open cases", "13/10/14", 2066],
            [None, "Apr 2015", 1300, "forecast"],
            ["conversion", "Sep 2014", "32%"],
        ],
    )
    assert observed(found["cin_open"]) == [
        ("13 October 2014", Decimal(2066), "C3"),
        ("2 February 2015", Decimal(1463), "C2"),
        ("April 2015", Decimal(1300), "C4"),
    ]
    assert [one.forecast for one in found["cin_open"].observations] == [False, False, True]
    assert found["cin_open"].observations[1].note.value == "weekly count"
    assert observed(found["conversion"]) == [("September 2014", Decimal("0.32"), "C5")]
    assert not problems


def test_definitions_say_what_an_indicator_is(read, problems):
    found = read(Indicators=DEFINED, Values=[HEADING, ["cin_open", "Oct 2014", 1]])
    conversion, days, cases = found.values()
    assert (conversion.unit, conversion.direction, conversion.key) == (Unit.SHARE, Direction.LOWER, True)
    assert (conversion.target.value.value, conversion.target.cell.coordinate) == (Decimal("0.25"), "E2")
    assert (days.unit, days.target.value.value, days.target.value.unit) == (Unit.DAYS, Decimal(45), Unit.WORKING_DAYS)
    assert (cases.unit, cases.direction, cases.counts_people, cases.target) == ("cases", Direction.BAND, True, None)
    assert not problems


def test_other_names_are_read_and_listed_with_the_name(read, problems):
    rows = [["Code", "Indicator", "Also known as"], ["plans", "Plans maintained", "EHCPs; education plans ;"]]
    found = read(Indicators=rows, Values=[HEADING, ["plans", "Oct 2014", 7]])
    indicators = Indicators(found.values(), "kpi")
    assert indicators.plans.others == ("EHCPs", "education plans")
    assert indicators.own_names()["plans"].sentence == "Plans maintained or EHCPs or education plans"
    assert not problems


@pytest.mark.parametrize(
    "unit", ["%", "Percentage (%)", "Percent (%)", "per cent", "% of cases", "Percentage of visits"]
)
def test_a_percentage_is_known_however_its_unit_is_worded(read, problems, unit):
    rows = [["Code", "Indicator", "Unit"], ["late", "Visits late", unit]]
    found = read(Indicators=rows, Values=[HEADING, ["late", "Oct 2014", "7%"]])
    assert found["late"].unit == Unit.SHARE
    assert not problems


@pytest.mark.parametrize("unit", ["Number (%)", "percentage points", "pp", "cases", "% points"])
def test_what_only_names_a_percentage_is_none(read, unit):
    rows = [["Code", "Indicator", "Unit"], ["late", "Visits late", unit]]
    assert read(Indicators=rows, Values=[HEADING, ["late", "Oct 2014", 7]])["late"].unit != Unit.SHARE


def test_a_marker_withholds_a_value_and_a_blank_is_none_yet(read, problems):
    rows = [HEADING, ["a", "Sep 2014", "x"], ["a", "Oct 2014", None], ["a", "Nov 2014", 0]]
    observations = read(Values=rows)["a"].observations
    assert [(str(one.period.value), one.number, one.marker) for one in observations] == [
        ("September 2014", None, "x"),
        ("November 2014", Decimal(0), ""),
    ]
    assert not problems


def test_every_fault_of_long_observations_is_said_at_its_cell(read, problems, what_is_said):
    read(
        Indicators=DEFINED,
        Values=[
            HEADING,
            ["cin_opne", "Oct 2014", 2066],
            ["cin_open", "Octember", 2066],
            ["cin_open", "Oct 2014", "thirty"],
            ["cin_open", "Nov 2014", 2066],
            ["cin_open", "1/11/2014 to 30/11/2014", 2067],
            ["cin_open", None, 5],
            ["cin_open", "Dec 2014", "31%"],
            ["cin_open", "Jan 2015", 5, "guess"],
            ["conversion", "Jan 2015", 29],
        ],
    )
    assert what_is_said() == [
        'Values!A2: the indicator "cin_opne" is not in the sheet Indicators.',
        'Values!B3: "Octember" is not a date or period that can be read.',
        'Values!C4: "thirty" is not a number.',
        "Values!B7: the value has no date or period.",
        'Values!D9: "guess" is neither actual nor forecast.',
        "Values!C10: 29 is a plain number but its indicator is counted in %, so it was read as 29%.",
        "Values!C6: cin_open has two values for 1 November 2014 to 30 November 2014: 2067 here, and 2066 at Values!C5.",
        "Values!C8: 31% is a percentage, but the indicator is counted in cases.",
    ]
    assert problems.found[0].hint.startswith("Did you mean cin_open?")


def test_a_label_above_a_group_of_values_is_their_indicator(read, problems):
    rows = [
        HEADING,
        ["conversion", "Jan 2015", "29%"],
        ["Open cases"],
        [None, "Oct 2014", 2066],
        [None, "Feb 2015", 1463],
    ]
    found = read(Indicators=DEFINED, Values=rows)
    assert [len(one.observations) for one in found.values()] == [1, 0, 2]
    assert not problems


def test_a_value_without_an_indicator_is_said_where_the_others_repeat_theirs(read, what_is_said):
    rows = [
        HEADING,
        *(["conversion", f"{month} 2014", "29%"] for month in ("Sep", "Oct", "Nov")),
        [None, "Sep 2014", "31%"],
        *(["late", f"{month} 2014", "29%"] for month in ("Oct", "Nov", "Dec")),
    ]
    read(Values=rows)
    assert what_is_said() == [
        'Values!A5: the value has no indicator, and was taken with those above it, under "conversion".',
        "Values!C5: conversion has two values for September 2014: 0.31 here, and 0.29 at Values!C2.",
    ]


def test_an_indicator_that_stands_on_its_first_row_alone_is_no_fault(read, problems):
    rows = [HEADING, ["a", "Sep 2014", 5], [None, "Oct 2014", 6], ["b", "Sep 2014", 5], ["b", "Oct 2014", 6]]
    assert [len(one.observations) for one in read(Values=rows).values()] == [2, 2]
    assert not problems


def test_the_same_value_twice_is_no_fault(read, problems):
    rows = [HEADING, ["a", "Oct 2014", 5], ["a", "October 2014", 5]]
    assert len(read(Values=rows)["a"].observations) == 1
    assert not problems


def test_a_count_and_a_percentage_side_by_side_are_said(read, what_is_said):
    read(Values=[["Indicator", "Period", "Count", "Percent"], ["a", "Sep 2014", 20, "31%"]])
    assert what_is_said() == [
        'Values!C1: this column, "Count", and "Percent" (D1) could both be the Value, and they differ; '
        '"Percent" was read.'
    ]


def test_definitions_that_are_wrong_are_said(read, problems, what_is_said):
    rows = [*DEFINED[:2], ["conversion", "Again", "%", "sideways", "about 5", None, "maybe", None]]
    read(Indicators=rows, Values=[HEADING, ["conversion", "Oct 2014", "5%"]])
    assert what_is_said() == [
        'Indicators!E3: "about 5" is not a number.',
        'Indicators!D3: "sideways" is not a known direction.',
        'Indicators!G3: "maybe" is neither yes nor no.',
        "Indicators!A3: the indicator conversion appears twice: also at B2.",
    ]


def test_wide_periods_are_read_across(read, problems):
    found = read(
        "Wide",
        Wide=[
            ["Key indicators"],
            [
                "Code",
                "Indicator",
                "Unit",
                "Target",
                "2013/14",
                "Q1 2014/15",
                date(2014, 10, 1),
                "Forecast Apr 2015",
                "Owner",
            ],
            ["late", "Visits late", "%", "5%", "7.5%", "8%", "x", "4%", "Head of Service"],
            ["open", "Open cases", "cases", None, 2066, None, 1463, 1300, None],
        ],
    )
    assert observed(found["late"]) == [
        ("2013/14", Decimal("0.075"), "E3"),
        ("Quarter 1 2014/15", Decimal("0.08"), "F3"),
        ("1 October 2014", None, "G3"),
        ("April 2015", Decimal("0.04"), "H3"),
    ]
    assert [one.forecast for one in found["late"].observations] == [False, False, False, True]
    assert [str(one.period.value) for one in found["open"].observations] == ["2013/14", "1 October 2014", "April 2015"]
    assert found["open"].observations[0].period.cell.coordinate == "E2"
    assert not problems


def test_wide_headings_two_rows_deep_name_a_period_together(read, problems):
    found = read(
        "Wide",
        Wide=[
            [None, "Financial Year 2020/21", "Financial Year 2020/21", 2021],
            ["Measure", "H1 (Apr-Sep)", "H2 (Oct-Mar)", None],
            ["Audits", 5, 6, 7],
        ],
    )
    assert [str(one.period.value) for one in found["audits"].observations] == [
        *("April 2020 to September 2020", "October 2020 to March 2021", "2021")
    ]


def test_dates_in_a_row_of_data_make_no_wide_table(read, problems):
    rows = [
        ["Measure", "Polarity", "Last Update"],
        ["Births", "Low", date(2024, 6, 1)],
        ["Visits", "Low", date(2023, 3, 1)],
    ]
    assert read("Wide", Wide=rows) == {}
    assert [problem.rule for problem in problems.found] == ["heading-missing"]


def test_a_month_shown_as_a_month_is_one(tmp_path, problems):
    book = Workbook()
    book.active.append(["Indicator", "Month", "Value"])
    book.active.append(["a", date(2014, 10, 1), 5])
    book.active["B2"].number_format = "mmm yyyy"
    book.save(tmp_path / "book.xlsx")
    opened = open_workbook(tmp_path / "book.xlsx", problems)
    (indicator,) = read_indicators(opened, opened.sheets[0], {}, problems)
    assert str(indicator.observations[0].period.value) == "October 2014"
