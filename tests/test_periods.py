from datetime import date, datetime, time
from decimal import Decimal

import pytest

from cyps_papers.periods import (
    Convention,
    Grain,
    Period,
    is_like_a_date,
    other_day,
    parse,
    parse_date,
    readings,
    written_like,
)

DAY, MONTH, QUARTER, HALF = Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.HALF
FINANCIAL, CALENDAR = Grain.FINANCIAL_YEAR, Grain.CALENDAR_YEAR


@pytest.mark.parametrize(
    ("written", "start", "end", "grain", "printed"),
    [
        ("13/10/14", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("02/02/15", "2015-02-02", "2015-02-02", DAY, "2 February 2015"),
        ("20/2/2025", "2025-02-20", "2025-02-20", DAY, "20 February 2025"),
        ("2014/10/13", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("13.10.2014", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("13 October 2014", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("13th of October, 2014", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("13-Oct-14", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("Monday 13 Oct 2014", "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        ("2024-03-01 (Friday)", "2024-03-01", "2024-03-01", DAY, "1 March 2024"),
        ("2024-03-01 00:00:00", "2024-03-01", "2024-03-01", DAY, "1 March 2024"),
        ("at 30 Jun 2022 (end of Q1)", "2022-06-30", "2022-06-30", DAY, "30 June 2022"),
        ("Jun 2014", "2014-06-01", "2014-06-30", MONTH, "June 2014"),
        ("June\u00a02014 ", "2014-06-01", "2014-06-30", MONTH, "June 2014"),
        ("Sept 2014", "2014-09-01", "2014-09-30", MONTH, "September 2014"),
        ("Oct-14", "2014-10-01", "2014-10-31", MONTH, "October 2014"),
        ("Oct ’14", "2014-10-01", "2014-10-31", MONTH, "October 2014"),
        ("10/2014", "2014-10-01", "2014-10-31", MONTH, "October 2014"),
        ("2014-10", "2014-10-01", "2014-10-31", MONTH, "October 2014"),
        ("2014/15 Jan", "2015-01-01", "2015-01-31", MONTH, "January 2015"),
        ("May 2014/15", "2014-05-01", "2014-05-31", MONTH, "May 2014"),
        ("early Mar 2015", "2015-03-01", "2015-03-31", MONTH, "early March 2015"),
        ("mid-March 2015", "2015-03-01", "2015-03-31", MONTH, "mid-March 2015"),
        ("from Apr 2015", "2015-04-01", "2015-04-30", MONTH, "from April 2015"),
        ("Q1 2022/23", "2022-04-01", "2022-06-30", QUARTER, "Quarter 1 2022/23"),
        ("Quarter 4 2014/15", "2015-01-01", "2015-03-31", QUARTER, "Quarter 4 2014/15"),
        ("Q1'15", "2015-04-01", "2015-06-30", QUARTER, "Quarter 1 2015/16"),
        ("2014/15 Q3", "2014-10-01", "2014-12-31", QUARTER, "Quarter 3 2014/15"),
        ("Q4 2023/24: Jan 2024 - Mar 2024", "2024-01-01", "2024-03-31", QUARTER, "Quarter 4 2023/24"),
        ("H1 (Apr-Sep) 2020/21", "2020-04-01", "2020-09-30", HALF, "April 2020 to September 2020"),
        (
            "Financial Year 2020/21 H2 (Oct-Mar)",
            "2020-10-01",
            "2021-03-31",
            HALF,
            "October 2020 to March 2021",
        ),
        ("October 2014 to December 2014", "2014-10-01", "2014-12-31", MONTH, "October 2014 to December 2014"),
        ("Oct – Dec 2014", "2014-10-01", "2014-12-31", MONTH, "October 2014 to December 2014"),
        ("1 to 13 June 2014", "2014-06-01", "2014-06-13", DAY, "1 June 2014 to 13 June 2014"),
        ("Oct - Mar 2014/15", "2014-10-01", "2015-03-31", MONTH, "October 2014 to March 2015"),
        ("Q1 to Q3 2014/15", "2014-04-01", "2014-12-31", QUARTER, "Quarter 1 2014/15 to Quarter 3 2014/15"),
        ("Q3 2014/15 - Q2 2015/16", "2014-10-01", "2015-09-30", QUARTER, "Quarter 3 2014/15 to Quarter 2 2015/16"),
        ("2012/13 to 2014/15", "2012-04-01", "2015-03-31", FINANCIAL, "2012/13 to 2014/15"),
        ("2012-13 to 2014-15", "2012-04-01", "2015-03-31", FINANCIAL, "2012/13 to 2014/15"),
        ("2012 to 2014", "2012-01-01", "2014-12-31", CALENDAR, "2012 to 2014"),
        ("from Apr to June 2015", "2015-04-01", "2015-06-30", MONTH, "from April 2015 to June 2015"),
        ("2013/14", "2013-04-01", "2014-03-31", FINANCIAL, "2013/14"),
        ("2014-15", "2014-04-01", "2015-03-31", FINANCIAL, "2014/15"),
        ("2014/2015", "2014-04-01", "2015-03-31", FINANCIAL, "2014/15"),
        ("14/15", "2014-04-01", "2015-03-31", FINANCIAL, "2014/15"),
        ("1999/2000", "1999-04-01", "2000-03-31", FINANCIAL, "1999/00"),
        ("Financial Year 2020/21", "2020-04-01", "2021-03-31", FINANCIAL, "2020/21"),
        ("FY2020", "2020-04-01", "2021-03-31", FINANCIAL, "2020/21"),
        ("year ending 31 March 2015", "2014-04-01", "2015-03-31", FINANCIAL, "2014/15"),
        ("academic year 2013/14", "2013-09-01", "2014-08-31", MONTH, "September 2013 to August 2014"),
        ("2014", "2014-01-01", "2014-12-31", CALENDAR, "2014"),
        (2014, "2014-01-01", "2014-12-31", CALENDAR, "2014"),
        (2014.0, "2014-01-01", "2014-12-31", CALENDAR, "2014"),
        (Decimal(2014), "2014-01-01", "2014-12-31", CALENDAR, "2014"),
        (date(2014, 10, 13), "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
        (datetime(2014, 10, 13, 9, 30), "2014-10-13", "2014-10-13", DAY, "13 October 2014"),
    ],
)
def test_a_period_is_read_and_printed(written, start, end, grain, printed):
    found = parse(written)
    assert found is not None
    assert (str(found.start), str(found.end), found.grain, str(found)) == (start, end, grain, printed)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            " ",
            "TBC",
            "will be reviewed",
            "thirty",
            "Q5 2014/15",
            "Q1",
            "Q1 to Q3",
            "1" + " - 1" * 45,
            "H1 (Apr-Sep)",
            "October",
            "2014/18",
        ),
        *("31/02/2015", "10/13/14", "32 March 2015", "10/14", "0", "1900", "1923", "30/12/1899", "May"),
        *("March 2015 to January 2015", "Marching 2015", "x" * 1000, "Total 2014", "- to -"),
        *(None, True, 0, 41, 1900, float("nan"), 2014.5, time(0), [2014], b"2014"),
        *(date(1899, 12, 30), datetime(1900, 1, 1), date(1923, 5, 1)),
    ],
)
def test_what_is_no_period_gives_none(written):
    assert parse(written) is None


def test_periods_sort_by_end_then_start():
    written = ["2 February 2015", "February 2015", "2013/14", "June 2014", "Q1 2014/15"]
    assert [str(period) for period in sorted(parse(text) for text in written)] == [
        *("2013/14", "Quarter 1 2014/15", "June 2014", "2 February 2015", "February 2015"),
    ]


def test_a_period_matches_the_same_days_written_otherwise():
    assert parse("early Mar 2015").matches(parse("March 2015"))
    assert parse("Q3 2014/15").matches(parse("Oct 2014 to Dec 2014"))
    assert not parse("March 2015").matches(parse("1 March 2015"))


def test_periods_are_the_same_only_if_written_the_same():
    assert parse("Mar 2015") == parse("March 2015") == Period(date(2015, 3, 1), date(2015, 3, 31), MONTH)
    assert parse("early Mar 2015") != parse("Mar 2015")


def test_a_year_follows_its_months_and_a_month_its_days():
    assert parse("2014/15") > parse("Jan 2015")
    assert parse("Feb 2015") > parse("2 Feb 2015")
    assert parse("2013/14") < parse("Apr 2014")


@pytest.mark.parametrize(
    ("text", "convention", "meant"),
    [
        ("2015 Q4", "", ["2016-01-01", "2015-10-01"]),
        ("Q4'15", "financial quarters", ["2016-01-01"]),
        ("Q4 2015", "Calendar quarters", ["2015-10-01"]),
        ("Q4 2015", "year ending and financial quarters", ["2015-01-01"]),
        ("H1 2015", "calendar half-years", ["2015-01-01"]),
        ("FY15", "", ["2015-04-01", "2014-04-01"]),
        ("FY2015", "year ending", ["2014-04-01"]),
        ("Q1 FY15", "calendar quarters, year ending", ["2014-04-01"]),
        ("2010-11", "", ["2010-04-01", "2010-11-01"]),
        ("2010-11", "months", ["2010-11-01"]),
        *((text, "", [start]) for text, start in [("2014-15", "2014-04-01"), ("2010/11", "2010-04-01")]),
        *((text, "", [start]) for text, start in [("2015/16 Q4", "2016-01-01"), ("2015", "2015-01-01")]),
        ("TBC", "", []),
    ],
)
def test_a_form_has_the_readings_that_the_convention_leaves_it(text, convention, meant):
    assert [
        str(one.start) for one in readings(text, Convention.said(convention) if convention else Convention())
    ] == meant


def test_a_convention_that_is_not_in_the_words_is_none():
    assert Convention.said("fortnights") is None
    assert Convention.said("calendar quarters, lunar years") is None


@pytest.mark.parametrize(
    ("column", "start"),
    [
        (["2010-10", "2010-11", "2010-12"], "2010-11-01"),
        (["2010-11", "2011-12", "2012-13"], "2010-04-01"),
        (["Oct 2010", "Nov 2010", "2010-11"], "2010-04-01"),
    ],
)
def test_what_stands_beside_it_decides_between_a_year_and_a_month(column, start):
    (found, *_) = readings("2010-11", Convention().beside(column))
    assert str(found.start) == start


def test_a_calendar_quarter_prints_its_months():
    quarter = parse("Q4 2015", Convention(calendar=True))
    assert (str(quarter), quarter.grain) == ("October 2015 to December 2015", Grain.CALENDAR_QUARTER)
    assert parse(str(quarter)).matches(quarter)


def test_early_mid_and_late_have_their_places_among_the_days():
    written = ["end of Mar 2015", "March 2015", "early Mar 2015", "20 March 2015", "mid-March 2015", "31 March 2015"]
    assert [str(period) for period in sorted(parse(text) for text in written)] == [
        *("early March 2015", "mid-March 2015", "20 March 2015", "March 2015", "31 March 2015", "end of March 2015"),
    ]


@pytest.mark.parametrize("words", ["", "calendar quarters", "year ending"])
def test_quarters_named_by_one_year_go_on_as_they_are_named(words):
    convention = Convention.said(words) if words else Convention()
    text, then = "Q2 2015", []
    for _ in range(3):
        text = written_like(text, parse(text, convention).following(), convention)
        then.append(text)
    assert then == ["Q3 2015", "Q4 2015", "Q1 2016"]


@pytest.mark.parametrize(
    "text", ["FY15", "FY2015", "2014/15 Q4", "2015 Q4", "Q4 2014-15", "Dec-14", "2014-12", "12/2014"]
)
def test_what_is_written_next_is_read_as_the_next(text):
    period = parse(text)
    assert parse(written_like(text, period.following())) == period.following()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("Monday 18 December 2015", "Friday"), ("Wed 17/03/2015", "Tuesday"), ("18 December 2015 (Thurs)", "Friday")),
        *(("Friday 18 December 2015", ""), ("18 December 2015", ""), ("Fri 18/12/15", "")),
    ],
)
def test_a_day_of_the_week_can_be_another_than_the_dates(text, day):
    assert other_day(text, parse_date(text)) == day


def test_a_date_that_there_is_not_is_still_like_one():
    assert all(map(is_like_a_date, ("31 September 2015", "31 Nov 2015", "31st of June, 2015", "31/02/2015")))
    assert not any(map(is_like_a_date, ("September 2015", "Ongoing", "31 actions by 2015")))


def test_a_date_is_one_day_only():
    assert parse_date("13/10/14") == date(2014, 10, 13)
    assert parse_date("October 2014") is None
    assert parse_date("1 June 2014 to 13 June 2014") is None
