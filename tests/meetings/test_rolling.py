"""Series and plans in the shapes that officers keep them, rolled forward from March to September 2015."""

from datetime import date

import openpyxl
import pytest

from cyps_papers.periods import UNSAID, Convention, parse, written_like
from cyps_papers.problems import Problems
from cyps_papers.records import Cell, Entry, PaperRecord, SourceRecord
from cyps_papers.sources.reading import read_source
from cyps_papers.sources.registry import kind_of
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.series.rolling import until

LAST, MEETING = date(2015, 3, 18), date(2015, 9, 9)
JAN, FEB = date(2015, 1, 1), date(2015, 2, 1)


def rolling_of(source, folder):
    data = {source.name.value: read_source(source, folder, {}, Problems())}
    return Rolling(folder, PaperRecord(sources=(source,)), data, LAST, MEETING, Problems())


@pytest.fixture
def roll(tmp_path):
    """Rolls a sheet made of rows forward: the sheet as it is then, and what is to be filled in as cell and subject."""

    def rolled(kind, rows, prepare=lambda sheet: None, said=""):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for row in book.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, date):
                    cell.number_format = "mmm yyyy"
        prepare(book.active)
        book.save(tmp_path / "old.xlsx")
        place = Cell("paper.xlsx", "Sources", "A6")
        source = SourceRecord(
            Entry("source", place),
            Entry(kind, place),
            Entry("old.xlsx", place),
            convention=Convention.said(said) or UNSAID,
        )
        rolling = rolling_of(source, tmp_path)
        todo = list(kind_of(source).roll(source, rolling))
        (tmp_path / "new.xlsx").write_bytes(rolling.book("old.xlsx").to_bytes())
        sheet = openpyxl.load_workbook(tmp_path / "new.xlsx").active
        return sheet, [(one.where, one.about) for one in todo]

    return rolled


def values(sheet, row):
    return [cell.value for cell in sheet[row]]


@pytest.mark.parametrize(
    ("said", "quarters"),
    [
        ("calendar quarters", ["Q2 2015"]),
        ("financial quarters, year ending", ["Q2 2015", "Q3 2015", "Q4 2015", "Q1 2016"]),
    ],
)
def test_quarters_go_on_as_paper_xlsx_says_that_they_are_meant(roll, said, quarters):
    rows = [["Quarter", "Completed"], ["Q4 2014", 5], ["Q1 2015", 6]]
    sheet, todo = roll("audits", rows, said=said)
    assert [values(sheet, row)[0] for row in range(4, sheet.max_row + 1)] == quarters
    assert todo


def test_months_with_several_columns_each_are_left_as_they_are(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Indicator", "Unit", "Jan 2015", None, "Feb 2015", None],
        [None, None, "Target", "Actual", "Target", "Actual"],
        ["Contacts", "contacts", 9, 10, 9, 20],
    ):
        book.active.append(row)
    book.save(tmp_path / "old.xlsx")
    place = Cell("paper.xlsx", "Sources", "A6")
    source = SourceRecord(Entry("kpi", place), Entry("indicators", place), Entry("old.xlsx", place))
    rolling = rolling_of(source, tmp_path)
    (contacts,) = rolling.data["kpi"].records
    assert [one.number for one in contacts.observations] == [10, 20]
    assert not list(kind_of(source).roll(source, rolling))
    assert [problem.rule for problem in rolling.problems.found] == ["not-rolled"]


WIDE = [
    ["Indicator", "Unit", JAN, FEB, "Total"],
    ["Contacts", "contacts", 10, 20, "=SUM(C2:D2)"],
    ["Referrals", "referrals", 1, 2, "=SUM(C3:D3)"],
    ["All", None, "=SUM(C2:C3)", "=SUM(D2:D3)", None],
]


def test_months_across_go_on_before_the_total(roll):
    sheet, todo = roll("indicators", WIDE)
    months = [cell.value.date() for cell in sheet[1][2:10]]
    assert months == [date(2015, month, 1) for month in range(1, 9)]
    assert sheet["K2"].value == "=SUM(C2:J2)"
    assert values(sheet, 2)[:5] == ["Contacts", "contacts", 10, 20, None]
    assert sheet["E4"].value == "=SUM(E2:E3)"
    assert ("E2:J2", "contacts, March 2015 until August 2015") in todo
    assert sheet["J1"].number_format == "mmm yyyy"


def test_months_across_that_were_headed_in_advance_are_only_listed(roll):
    rows = [["Indicator", "Jan 2015", "Feb 2015", "Mar 2015"], ["Contacts", 10, 20, None]]
    sheet, todo = roll("indicators", rows)
    assert values(sheet, 1)[3:] == ["Mar 2015", "Apr 2015", "May 2015", "Jun 2015", "Jul 2015", "Aug 2015"]
    assert todo == [("D2:I2", "contacts, March 2015 until August 2015")]


LONG = [
    ["Indicator", "Period", "Value", "Team", "Rate"],
    ["contacts", "January 2015", 10, "Triage", "=C2/100"],
    ["contacts", "February 2015", 20, "Triage", "=C3/100"],
    [None, None, None, None, None],
    ["referrals", "Q4 2014/15", 3, "Assessment", "=C5/100"],
]


def test_observations_down_go_on_in_the_form_of_each_indicator(roll):
    sheet, todo = roll("indicators", LONG)
    assert values(sheet, 6) == ["contacts", "March 2015", None, "Triage", "=C6/100"]
    assert values(sheet, 12) == ["referrals", "Q1 2015/16", None, "Assessment", "=C12/100"]
    assert sheet.max_row == 12
    assert todo[-1] == ("C12", "referrals, Quarter 1 2015/16")


def test_a_total_and_a_note_below_stay_below(roll):
    rows = [*LONG, ["Total", None, "=SUM(C2:C5)", None, None], ["Note: to be confirmed"]]
    sheet, _ = roll("indicators", rows)
    assert values(sheet, 13)[:3] == ["Total", None, "=SUM(C2:C12)"]
    assert sheet["A14"].value == "Note: to be confirmed"


def test_rows_given_in_advance_are_listed_and_not_given_twice(roll):
    rows = [LONG[0], LONG[1], LONG[2], ["contacts", "March 2015", None, "Triage", None]]
    sheet, todo = roll("indicators", rows)
    assert [sheet.cell(row, 2).value for row in range(4, 10)] == [
        *("March 2015", "April 2015", "May 2015", "June 2015", "July 2015", "August 2015")
    ]
    assert [where for where, _ in todo] == ["C4:C9"]


def test_a_label_on_the_first_row_of_a_group_is_written_out(roll):
    rows = [["Indicator", "Period", "Value"], ["contacts", "Jan 2015", 10], [None, "Feb 2015", 20]]
    sheet, _ = roll("indicators", rows)
    assert values(sheet, 4) == ["contacts", "Mar 2015", None]


def test_a_series_counted_on_days_is_given_the_last_of_each_month(roll):
    rows = [["Indicator", "Period", "Value"], ["contacts", "13 October 2014", 10], ["contacts", "2 February 2015", 20]]
    sheet, todo = roll("indicators", rows)
    assert [sheet.cell(row, 2).value for row in (4, 9)] == ["31 March 2015", "31 August 2015"]
    assert todo == [("C4:C9", "contacts, March 2015 until August 2015")]


def test_a_series_that_ended_years_ago_is_left_alone(roll):
    sheet, todo = roll("indicators", [LONG[0], ["contacts", "March 2012", 10, "Triage", None]])
    assert (sheet.max_row, todo) == (2, [])


def test_a_forecast_for_a_time_that_has_come_is_listed(roll):
    rows = [
        ["Indicator", "Period", "Value", "Kind"],
        ["contacts", "Aug 2015", 5, "forecast"],
        ["referrals", "Aug 2016", 5, "forecast"],
    ]
    _, todo = roll("indicators", rows)
    assert todo == [("C2", "contacts, August 2015")]


def test_months_of_several_series_go_on_and_ask_for_each(roll):
    rows = [
        ["Month", "Audits", "Good", "Share"],
        [JAN, 10, 5, "=C2/B2"],
        [FEB, 12, 6, "=C3/B3"],
        ["Total", "=SUM(B2:B3)"],
    ]
    sheet, todo = roll("audits", rows)
    assert sheet["A9"].value.date() == date(2015, 8, 1)
    assert sheet["D9"].value == "=C9/B9"
    assert values(sheet, 10)[:2] == ["Total", "=SUM(B2:B9)"]
    months = "March 2015 until August 2015"
    assert todo == [("B4:B9", f"audits, {months}"), ("C4:C9", f"good, {months}")]


PLAN = [
    ["Our plan"],
    [],
    ["Ref", "Action", "Status", "Progress update"],
    ["1.1", "Recruit", "Completed", "Done in May"],
    [],
    ["1.2", "Train", "In progress", "Begun"],
    ["1.3", "Audit", None, None],
]


def test_a_plan_without_ratings_or_areas_is_rolled_with_what_it_has(roll):
    sheet, todo = roll("action plan", PLAN)
    assert values(sheet, 3)[4:] == ["Last reported status", "Last reported progress", "Reported"]
    assert values(sheet, 4) == [
        *("1.1", "Recruit", "Completed", "Done in May", "Completed", "Done in May", "Completed, March 2015")
    ]
    assert values(sheet, 6) == ["1.2", "Train", None, None, "In progress", "Begun", None]
    assert values(sheet, 7) == ["1.3", "Audit", None, None, None, None, None]
    assert todo == [("C6, D6", "1.2"), ("C7, D7", "1.3")]


def test_a_second_table_to_the_right_is_moved_on(roll):
    rows = [[*row, *([None] * (4 - len(row))), None, key] for row, key in zip(PLAN, "1234567", strict=True)]
    sheet, _ = roll("action plan", rows)
    assert values(sheet, 3)[4:7] == ["Last reported status", "Last reported progress", "Reported"]
    assert [sheet.cell(row, 9).value for row in range(1, 8)] == list("1234567")


@pytest.mark.parametrize(
    ("like", "period", "written"),
    [
        ("Sep 2014", "Mar 2015", "Mar 2015"),
        ("September 2014", "Mar 2015", "March 2015"),
        ("Sep-14", "Mar 2015", "Mar-15"),
        ("2014-10", "Mar 2015", "2015-03"),
        ("Q4 2014/15", "Q1 2015/16", "Q1 2015/16"),
        ("2013/14", "2014/15", "2014/15"),
        ("2013-14", "2014/15", "2014-15"),
        ("early Mar 2015", "Apr 2015", "Apr 2015"),
        ("13 October 2014", "30 April 2015", "30 April 2015"),
    ],
)
def test_a_new_period_is_written_as_the_officer_writes_them(like, period, written):
    assert written_like(like, parse(period)) == written


@pytest.mark.parametrize(
    ("latest", "then"),
    [
        ("Jun 2015", ["July 2015", "August 2015"]),
        ("17 June 2015", ["July 2015", "August 2015"]),
        ("Q4 2014/15", ["Quarter 1 2015/16"]),
        ("2013/14", ["2014/15"]),
        ("2013", ["2014"]),
        ("H1 2014/15", ["October 2014 to March 2015"]),
        ("Aug 2015", []),
    ],
)
def test_only_periods_that_are_over_by_the_meeting_are_asked_for(latest, then):
    assert [str(period) for period in until(parse(latest), MEETING)] == then
