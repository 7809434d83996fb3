from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.periods import day, month, parse
from cyps_papers.reading.contents import UNCALCULATED, Content, ErrorValue, plain_format
from cyps_papers.reading.table import Field, TableSchema, find_table
from cyps_papers.reading.values import due_date, number, yes_or_no
from cyps_papers.records import Cell, Marker, Quantity, Unit

CELL = Cell("kpis.xlsx", "Values", "F7")


@pytest.mark.parametrize(
    ("held", "number_format", "read"),
    [
        (Decimal("2066"), "", Quantity(Decimal("2066"))),
        (Decimal("0.31"), "0%", Quantity(Decimal("0.31"), Unit.SHARE, 0)),
        ("1,463", "", Quantity(Decimal("1463"))),
        ("1 463", "", Quantity(Decimal("1463"))),
        ("370.0", "", Quantity(Decimal("370.0"), places=1)),
        ("-3", "", Quantity(Decimal("-3"))),
        ("31%", "", Quantity(Decimal("0.31"), Unit.SHARE)),
        ("7.5 %", "", Quantity(Decimal("0.075"), Unit.SHARE, 1)),
        *((marker, "", Marker(marker)) for marker in ("c", ".", "..", "k", "z", "X", "low", "*", "-", "[c]", "nan")),
        (":", "", Marker(":")),
    ],
)
def test_a_number_or_the_marker_of_one_withheld(problems, held, number_format, read):
    assert number(Content(held, "F7", plain_format(number_format)), CELL, problems) == read
    assert not problems


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            "thirty",
            'kpis.xlsx, Values!F7: "thirty" is not a number. '
            "Enter figures only, for example 30; or c, x or z where the value is withheld.",
        ),
        (
            "1717 (5%)",
            'kpis.xlsx, Values!F7: "1717 (5%)" is not a number. '
            "Enter figures only, for example 1717; or c, x or z where the value is withheld.",
        ),
        (
            ErrorValue("#REF!"),
            "kpis.xlsx, Values!F7: the formula in this cell fails and shows #REF!. "
            "Correct the formula, or type the value over it.",
        ),
        (
            UNCALCULATED,
            "kpis.xlsx, Values!F7: this cell has a formula that has not been calculated. "
            "Open the workbook in Excel, let it calculate, and save it.",
        ),
    ],
)
def test_what_is_no_number_is_said_at_its_cell(problems, held, said):
    assert number(Content(held, "F7"), CELL, problems) is None
    assert [str(problem) for problem in problems.found] == [said]


@pytest.mark.parametrize(
    ("held", "example"),
    [("1,46", "1.46"), ("1e3", "1000"), ("12,5,3", "30"), ("5 cases", "5"), ("1,463 (5%)", "1,463")],
)
def test_the_example_is_a_figure_that_could_be_entered(problems, held, example):
    number(Content(held, "F7"), CELL, problems)
    assert f"for example {example};" in problems.found[0].hint
    assert number(Content(example, "F7"), CELL, problems) is not None


@pytest.mark.parametrize("held", ["nil", "awaited", "TBC", "to follow", "not yet available", "Awaiting Q4 return"])
def test_a_value_that_is_not_there_yet_is_to_be_entered_as_x(problems, held):
    assert number(Content(held, "F7"), CELL, problems) is None
    assert str(problems.found[0]) == (
        f'kpis.xlsx, Values!F7: "{held}" is not a number. Enter x where the value is not available, '
        "0 where there were none; or figures only, for example 30."
    )


@pytest.mark.parametrize("held", ["12.5.3", "1,46", "12 34", "£5", "c5", True, date(2014, 10, 1), "5 cases"])
def test_what_only_looks_like_a_number_is_refused(problems, held):
    assert number(Content(held, "F7"), CELL, problems) is None
    assert problems.found[0].rule == "not-a-number"


def row_with(sheet_of, problems, value, change=None):
    sheet = sheet_of([["Ref", "Due"], ["1", value]], change)
    return find_table(sheet, TableSchema((Field("reference", ("Ref",)), Field("due", ("Due",)))), problems).rows[0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (date(2015, 3, 31), date(2015, 3, 31)),
        ("20/2/2025", date(2025, 2, 20)),
        ("26/04/2027", date(2027, 4, 26)),
        ("2024-03-01 (Friday)", date(2024, 3, 1)),
        ("2015/12/18", date(2015, 12, 18)),
        ("31/03/2015 (revised)", date(2015, 3, 31)),
        ("30/06/2015 (end of Q1)", date(2015, 6, 30)),
        ("30/09/2015 (slipped to 18/12/2015)", "30/09/2015 (slipped to 18/12/2015)"),
        ("30/09/2015 (now December 2015)", "30/09/2015 (now December 2015)"),
        ("TBC", "TBC"),
        ("will be reviewed", "will be reviewed"),
        ("March 2015", month(2015, 3)),
        ("Q3 2015/16", parse("Q3 2015/16")),
        ("from March 2015", "from March 2015"),
        ("Ongoing", "Ongoing"),
    ],
)
def test_a_due_date_is_a_time_or_words(sheet_of, problems, typed, read):
    due = due_date(row_with(sheet_of, problems, typed), "due").value
    assert due == (day(read) if isinstance(read, date) else read)
    assert not problems


def test_a_date_shown_as_its_month_is_that_month(sheet_of, problems):
    def change(sheet):
        sheet["B2"].number_format = "mmm-yy"

    assert due_date(row_with(sheet_of, problems, date(2026, 3, 1), change), "due").value == month(2026, 3)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("31/02/2015", "not-a-date"),
        ("31 September 2015", "not-a-date"),
        ("31 Nov 2015", "not-a-date"),
        ("2/20/2025", "not-a-date"),
        (date(1923, 5, 1), "not-a-date"),
        ("13/10/0201", "not-a-date"),
        (42000, "not-a-date"),
        ("1900-12-30", "date-of-nothing"),
        (date(1900, 12, 30), "date-of-nothing"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem_at_its_cell(sheet_of, problems, typed, rule):
    assert due_date(row_with(sheet_of, problems, typed), "due") is None
    assert [(problem.rule, problem.place.within()) for problem in problems.found] == [(rule, "Plan!B2")]


def test_a_zero_typed_for_a_date_is_a_date_of_nothing(sheet_of, problems):
    def change(sheet):
        sheet["B2"].number_format = "dd/mm/yyyy"

    assert due_date(row_with(sheet_of, problems, 0, change), "due") is None
    assert [problem.rule for problem in problems.found] == ["date-of-nothing"]


def test_a_day_of_the_week_that_the_date_is_not_is_said(sheet_of, problems, what_is_said):
    row = row_with(sheet_of, problems, "Monday 18 December 2015")
    assert due_date(row, "due").value == day(date(2015, 12, 18))
    assert what_is_said() == ['Plan!B2: "Monday 18 December 2015" is a Friday.']


@pytest.mark.parametrize(("typed", "read"), [("Yes", True), ("y", True), (True, True), ("No", False), (None, None)])
def test_yes_and_no(sheet_of, problems, typed, read):
    assert yes_or_no(row_with(sheet_of, problems, typed), "due") is read
    assert not problems


def test_neither_yes_nor_no_is_said(sheet_of, problems, what_is_said):
    assert not yes_or_no(row_with(sheet_of, problems, "maybe"), "due")
    assert what_is_said() == ['Plan!B2: "maybe" is neither yes nor no.']


def test_what_a_formula_could_not_find_is_read_as_not_available_and_said(problems):
    assert number(Content(ErrorValue("#N/A"), "F7"), CELL, problems) == Marker("#N/A")
    assert [problem.rule for problem in problems.found] == ["not-available"]
