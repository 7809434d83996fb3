"""Amounts in digits and words, and numbers that are none."""

from decimal import Decimal

import pytest

from cyps_papers.language.amounts import Hedge, Interval
from cyps_papers.language.prose import Prose
from cyps_papers.words import stem
from tests.language.written import amount_as_written

AMOUNTS = {
    "1,463 open cases": ["1463"],
    "sixty-four cases and one hundred and twenty visits": ["64", "120"],
    "a dozen homes, two dozen flats and a couple of shops": ["12", "24", "2"],
    "two thousand, and one million and twenty-one": ["2000", "1000021"],
    "half, a third, two-thirds and three quarters of pupils": ["50%", "33.3%", "66.7%", "75%"],
    "one in ten, nine out of ten and 3 in 4 tenants": ["10%", "90%", "75%"],
    "£1.2m, £45k, £3 million, £0.5bn and £1,250.50": ["£1200000", "£45000", "£3000000", "£500000000", "£1250.5"],
    "5 per cent, 2.5 percentage points and 3%": ["5%", "2.5pp", "3%"],
    "between 20 and 30, 20-30, 5 to 10%": ["20..30", "20..30", "5..10%"],
    "from 71 to 64": ["71", "64"],
    "30 cases a week, 18 reviews held each month, 9.1 days per employee, 12 per 10,000": [
        "30/week", "18/month", "9.1/employe", "12/10,000",
    ],
    "nearly 500, over 300, about 40, up to 15, at least 25, fewer than 10, just over 60, 20 or more": [
        "<~500", ">300", "~40", "<=15", ">=25", "<10", ">~60", ">=20",
    ],
    "twice as many and three times as many": ["2", "3"],
    "one of the actions": ["1"],
    "no one, this one and one another": [],
    "the third quarter, half a year, the first half": [],
}  # fmt: skip
NO_DATA = [
    "paragraphs 3.1 and 3.2, Appendix 2, table 4(a), sections 17 to 20, s.47 of the Children Act 1989",
    "Key Stage 2, KS4, Year 6, level 3, Phase 2, Form 23, P45, Section 106, Tier 4 and Band B2",
    "aged 16 to 18, under 18s, 5-11 year olds and the over-65s, a 16 year old",
    "24/7, 1:1, 9.30am, 10 pm, 14:30, the A40 and A4 paper",
    "01234 567890, 020 7946 0018, +44 1234 567890",
    "in 2014, on 1 April 2014, Quarter 3 2014/15, 31/03/2015",
    "£000 and £ thousands",
    "COVID-19 and a 3-year plan",
    "3. Recommendations",
    "4.2 The service",
]


@pytest.mark.parametrize(("text", "amounts"), AMOUNTS.items())
def test_an_amount_is_read(text, amounts):
    assert [amount_as_written(amount) for amount in Prose(text, 2015).amounts] == amounts


@pytest.mark.parametrize("text", NO_DATA)
def test_what_names_something_is_no_amount(text):
    assert [amount.text for amount in Prose(text, 2015).amounts] == []


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("31%", ["0.31", "0.3149", "0.306"], ["0.32", "0.3041"]),
        ("£1.2m", ["1_150_001", "1_249_999"], ["1_149_000", "1_251_000"]),
        ("64", ["64"], ["63.9", "65"]),
        ("nearly 500", ["499", "455"], ["500", "440"]),
        ("over 300", ["301", "9000"], ["300"]),
        ("at least 25", ["25"], ["24"]),
        ("fewer than 10", ["9", "0"], ["10"]),
        ("up to 15", ["15"], ["16"]),
        ("about 40", ["37", "43"], ["35", "45"]),
        ("20 to 30", ["20", "25", "30"], ["19", "31"]),
        ("a third of", ["0.33", "0.34"], ["0.3", "0.36"]),
    ],
)
def test_an_amount_is_an_interval(text, inside, outside):
    interval = Prose(text).amounts[0].interval
    assert all(interval.holds(Decimal(value)) for value in inside)
    assert not any(interval.holds(Decimal(value)) for value in outside)


def test_what_an_amount_counts_is_a_stem():
    amounts = Prose("There were 12 open cases, 45 working days and 3 weeks.").amounts
    assert [amount.unit for amount in amounts] == [stem("cases"), "working days", "weeks"]


def test_an_amount_stands_where_its_number_does():
    text = "There were nearly 500 homes."
    amount = Prose(text).amounts[0]
    assert (text[amount.begin : amount.end], text[amount.start : amount.end], amount.hedge) == (
        "nearly 500", "500", Hedge.NEARLY,
    )  # fmt: skip


def test_an_interval_may_leave_out_its_ends():
    assert not Interval(Decimal(1), Decimal(2), is_low_open=True).holds(Decimal(1))
    assert not Interval(Decimal(1), Decimal(2), is_high_open=True).holds(Decimal(2))
