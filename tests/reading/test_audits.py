from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import Direction, Unit
from tests.reading.kinds import read_audits


@pytest.fixture
def read(save, problems):
    def audits(rows, own=None, **sheets):
        book = open_workbook(save(Audits=rows, **sheets), problems)
        return {one.code: one for one in read_audits(book, book.sheet("Audits"), own or {}, problems)}

    return audits


def test_each_column_of_numbers_is_a_series(read, problems):
    found = read(
        [
            ["Case file audits"],
            ["Month", "Completed (%)", "Due", "Auditor", "Note"],
            ["Jun 2014", "31%", 29, "Managers", "first month"],
            ["Jul 2014", "0%", 30, "Managers", None],
            ["Sep 2014", "x", "x", None, None],
            [date(2015, 4, 1), None, None, None, None],
            ["Total", None, 59, None, None],
        ]
    )
    assert list(found) == ["completed", "due"]
    completed = found["completed"]
    assert (completed.name.value, completed.unit, found["due"].unit) == ("Completed (%)", Unit.SHARE, Unit.NUMBER)
    assert [(str(one.period.value), one.number, one.marker) for one in completed.observations] == [
        *(("June 2014", Decimal("0.31"), ""), ("July 2014", Decimal(0), ""), ("September 2014", None, "x"))
    ]
    assert completed.observations[0].note.value == "first month"
    assert completed.observations[0].value.cell.coordinate == "B3"
    assert not problems


def test_a_month_that_is_not_understood_and_a_word_among_numbers_are_said(read, problems, what_is_said):
    read([["Month", "Completed"], ["Junuary", 5], ["Jul 2014", "five"], ["Aug 2014", 6]])
    assert what_is_said() == [
        'Audits!A2: "Junuary" is not a date or period that can be read.',
        'Audits!B3: "five" is not a number.',
    ]


def test_the_officers_heading_can_be_given_a_name(read):
    assert list(
        read([["Month", "Audits done by managers"], ["Jun 2014", 5]], {"Audits done by managers": "completed"})
    ) == ["completed"]


def test_a_sheet_indicators_says_what_a_series_is(read):
    defined = [["Code", "Indicator", "Unit", "Direction"], ["completed", "Audits completed", "%", "higher is better"]]
    completed = read([["Month", "Completed"], ["Jun 2014", "31%"]], Indicators=defined)["completed"]
    assert (completed.name.value, completed.direction) == ("Audits completed", Direction.HIGHER)


def test_months_without_numbers_are_said(read, what_is_said):
    assert read([["Month", "Comment"], ["Jun 2014", "none done"]]) == {}
    assert what_is_said() == ["sheet Audits: no column beside the months holds numbers."]


def test_values_without_a_month_are_said(read, what_is_said):
    read([["Month", "Completed", "Due"], ["Jun 2014", 5, 6], [None, 7, 8], ["Aug 2014", 6, 6]])
    assert what_is_said() == ["Audits!A3: the value has no date or period."]


def test_a_sum_without_a_name_is_no_month(read, problems):
    found = read([["Month", "Completed", "Due"], ["Jun 2014", 5, 6], ["Jul 2014", 7, 8], [None, 12, 14]])
    assert [len(one.observations) for one in found.values()] == [2, 2]
    assert not any(one.unread for one in found.values())
    assert not problems


def test_numbers_beside_the_months_across_a_blank_column_are_said(read, what_is_said):
    assert list(read([["Month", "Completed", None, "Due"], ["Jun 2014", 5, None, 6], ["Jul 2014", 7, None, 8]])) == [
        "completed"
    ]
    assert what_is_said() == ["Audits!D1: what is under Due was not read: a blank column separates it from the table."]


def test_another_table_beside_the_months_is_left_alone(read, problems):
    read([["Month", "Completed", None, "Team", "Posts"], ["Jun 2014", 5, None, "Hub", 6], ["Jul 2014", 7]])
    assert not problems


def test_money_stays_money(tmp_path, problems):
    (tmp_path / "spent.csv").write_text('Month,Spent\nJun 2014,"£1,234.50"\nJul 2014,£900.00\n', encoding="utf-8")
    book = open_workbook(tmp_path / "spent.csv", problems)
    (spent,) = read_audits(book, book.sheet(""), {}, problems)
    assert (spent.unit, [(one.number, one.value.value.places) for one in spent.observations]) == (
        *(Unit.POUNDS, [(Decimal("1234.50"), 2), (Decimal("900.00"), 2)]),
    )
