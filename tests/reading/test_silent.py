"""What was once misread without a word: each is read as a person reads it, or asked about."""

from decimal import Decimal

import pytest

from cyps_papers.reading.contents import shown_in_words
from cyps_papers.reading.grid import Workbook
from cyps_papers.reading.statuses import rag_in
from cyps_papers.records import Cell, Entry, Rag, SourceRecord
from cyps_papers.sources.reading import open_source
from tests.reading.kinds import read_actions, read_indicators

HEADINGS = ["Ref", "Action", "Status", "RAG", "Due date", "Visited"]


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("Amber (Red last month)", Rag.AMBER),
        ("Amber, red last month", Rag.AMBER),
        ("Green (amber/red previously)", Rag.GREEN),
        ("Amber (Red)", Rag.AMBER_RED),
        ("Red last month", None),
        ("Green unless funding ends", None),
        ("Amber if staff leave", None),
        ("Green subject to funding", None),
    ],
)
def test_a_rating_is_what_it_is_now_and_without_conditions(typed, rating):
    assert rag_in(typed) == rating


@pytest.mark.parametrize(
    "typed", ["01/05/2O15", "l/5/2015", "1 Mya 2015", "Setpember 2015", 42125, 20150501, "20150501", "42125"]
)
def test_a_date_with_a_slip_in_it_is_no_words(sheet_of, problems, what_is_said, typed):
    [action] = read_actions(sheet_of([HEADINGS, ["1", "Do", "Delayed", "Red", typed]]), {}, {}, problems)
    assert action.due is None
    assert what_is_said() == [f'Plan!E2: "{typed}" is not a real date.']


@pytest.mark.parametrize("typed", ["Ongoing", "Spring 2015", "Phase 2", "Term 3 2015", "Year 7", "March", "Week 12"])
def test_words_for_a_time_are_no_slip(sheet_of, problems, typed):
    read_actions(sheet_of([HEADINGS, ["1", "Do", "Delayed", "Red", typed]]), {}, {}, problems)
    assert not problems


def test_true_is_read_as_yes_and_said(sheet_of, problems, what_is_said):
    [action] = read_actions(sheet_of([HEADINGS, ["1", "Do", "Delayed", "Red", None, True]]), {}, {}, problems)
    assert action.others["visited"].value == "Yes"
    assert what_is_said() == ["Plan!F2: TRUE was read as Yes."]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (["Ref", "Action", "Status"], ["Action", "Ref", "Status"]),
        (["Ref", "Action", "Lead", "Status"], ["Ref", "Action", "Status", "Lead"]),
        (["Ref", "Action", "Status"], ["Reference", "Status", "Action"]),
    ],
)
def test_headings_that_stand_again_in_another_order_are_asked_about(sheet_of, problems, first, again):
    rows = [first, ["1.1", "Do it", "Done", "Done"], again, ["1.2", "Done", "Do it", "Delayed"]]
    assert len(read_actions(sheet_of(rows), {}, {}, problems)) == 1
    assert [(one.rule, one.place.within()) for one in problems.errors if one.rule != "status-unknown"] == [
        ("headings-moved", "Plan!A3")
    ]


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        ("3", '[<5]"<5";0', "<5"),
        ("12", '[<5]"<5";0', None),
        ("3", '"c"', "c"),
        ("3", '"<"0', "<3"),
        ("0", '0;-0;"none"', "none"),
        ("0", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', None),
        ("-3", '0;"below zero"', "below zero"),
        ("7", ";;;", None),
        ("7", '0" days"', None),
        ("7", '"£"#,##0', None),
        ("42125", 'd "of" mmmm', None),
        ("0.5", "[Red]0%", None),
    ],
)
def test_a_number_is_what_its_format_shows(number, number_format, shown):
    assert shown_in_words(Decimal(number), number_format) == shown


def test_a_number_shown_as_less_than_five_is_not_published_as_it_is(sheet_of, problems):
    def mask(sheet):
        sheet["C2"].number_format = '[<5]"<5";0'

    sheet = sheet_of([["Indicator", "Period", "Value"], ["Visits", "Sep 2014", 3], ["Visits", "Oct 2014", 12]], mask)
    [visits] = read_indicators(Workbook(sheet.workbook, (sheet.name,), lambda _: sheet), sheet, {}, problems)
    assert [one.number for one in visits.observations] == [12]
    assert [(one.rule, one.place.within()) for one in problems.found] == [("not-a-number", "Plan!C2")]


def test_one_value_below_zero_among_others_is_doubted(sheet_of, problems):
    rows = [["Indicator", "Period", "Value"], ["Caseload", "Sep 2014", -5], ["Caseload", "Oct 2014", 12]]
    rows += [["Net change", "Sep 2014", -5], ["Net change", "Oct 2014", 12]]
    sheet = sheet_of(rows)
    read_indicators(Workbook(sheet.workbook, (sheet.name,), lambda _: sheet), sheet, {}, problems)
    assert [(one.rule, one.place.within()) for one in problems.found] == [("value-doubtful", "Plan!C2")]


@pytest.mark.parametrize(("titles", "sheet"), [(("Plan", "Plan (old)"), None), (("Plan", "Notes"), "Plan")])
def test_two_sheets_that_fit_alike_are_asked_about(save, problems, titles, sheet):
    rows = [["Ref", "Action", "Status"], ["1", "Do", "Done"]]
    path = save("plan.xlsx", **{title: rows if title.startswith("Plan") else [["x"]] for title in titles})
    at = Cell("paper.xlsx", "Sources", "A2")
    source = SourceRecord(Entry("plan", at), Entry("action plan", at), Entry("plan.xlsx", at), None, {})
    opened = open_source(source, path.parent, {}, problems)
    assert (opened.sheet.name if opened else None) == sheet
    assert [one.rule for one in problems.found] == ([] if sheet else ["sheets-alike"])
