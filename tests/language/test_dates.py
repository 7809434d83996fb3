"""Dates told from another: from the meeting's, or from that of the figure beside them."""

from datetime import date

import pytest

from cyps_papers.language.dates import find, relative
from cyps_papers.language.tokens import tokenise
from cyps_papers.periods import parse

MEETING = date(2015, 3, 17)


@pytest.mark.parametrize(
    ("text", "other", "meant"),
    [
        ("last year", None, "2013/14"),
        ("this month", None, "March 2015"),
        ("last month", None, "February 2015"),
        ("the last quarter", None, "Q3 2014/15"),
        ("a year before", "June 2014", "June 2013"),
        ("two months earlier", "1 March 2015", "1 January 2015"),
        ("the previous quarter", "Q1 2014/15", "Q4 2013/14"),
        ("the same month last year", "May 2014", "May 2013"),
        ("the year so far", None, "1 April 2014 to 17 March 2015"),
        ("the last six months", None, "18 September 2014 to 17 March 2015"),
        ("the previous month", None, None),
    ],
)
def test_a_date_is_told_from_another(text, other, meant):
    (place,) = relative(text, tokenise(text))
    found = place.date.resolved(MEETING, other and parse(other))
    assert found == (meant and parse(meant))


def test_a_month_without_its_year_is_the_last_before_the_meeting():
    assert [one.resolved(MEETING) for one in find("in April and in February")] == [
        parse("April 2014"), parse("February 2015"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("in the third quarter of 2014/15", ["Q3 2014/15"]),
        ("in the first, second and third quarters of 2014/15", ["Q1 2014/15", "Q2 2014/15", "Q3 2014/15"]),
        ("in the first two quarters of 2014/15", ["April 2014 to September 2014"]),
        ("in the second half of 2014/15", ["October 2014 to March 2015"]),
        ("in the six months to September 2014", ["April 2014 to September 2014"]),
        ("in the half-year to September 2014", ["April 2014 to September 2014"]),
        ("in the year to March 2015", ["April 2014 to March 2015"]),
        ("in October and January 2015", ["October 2014", "January 2015"]),
        ("on the first of the month", []),
        ("three quarters of 2014 cases", []),
    ],
)
def test_parts_of_a_year_and_the_months_that_end_at_a_date(text, meant):
    assert [str(one.period) for one in find(text, 2015)] == [str(parse(each)) for each in meant]


@pytest.mark.parametrize("text", ["last week's visit by Mrs May", "at the last", "May we ask", "they march"])
def test_other_words_are_no_dates(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("For the first time since 2011 fewer cases were open.", ["2011"]),
        ("Most were built before 1945.", ["1945"]),
        ("There were 2011 open cases.", []),
        ("It has 1945 homes.", []),
    ],
)
def test_a_number_after_a_word_of_time_is_a_year(text, meant):
    assert [one.text for one in find(text, 2015)] == meant
