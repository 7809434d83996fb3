"""Indicators: what can be asked of a series, and what it answers with which cells."""

from decimal import Decimal

import pytest

from cyps_papers.figures.change import Change
from cyps_papers.figures.filters import percent
from cyps_papers.figures.series import Indicators
from cyps_papers.origin import Origin
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Direction, Entry, IndicatorRecord, Marker, ObservationRecord, Quantity, Unit


def cell(coordinate):
    return Cell("kpis.xlsx", "Values", coordinate)


def indicator(code, *observations, unit="cases", direction=Direction.LOWER, forecast=None, target=None):
    """An indicator whose periods stand in column B and values in column C, from row 2."""
    records = []
    for row, (period, value) in enumerate(observations, start=2):
        number = Quantity(Decimal(value)) if value[:1].isdigit() else Marker(value)
        records.append(
            ObservationRecord(
                Entry(parse(period), cell(f"B{row}")),
                Entry(number, cell(f"C{row}")),
                forecast=period == forecast,
            )
        )
    return Indicators(
        [
            IndicatorRecord(
                code,
                Entry(f"The {code}", cell("A2")),
                unit,
                direction,
                target=Entry(Quantity(Decimal(target), unit), cell("D2")) if target else None,
                observations=tuple(records),
            )
        ],
        "kpi",
    )


CIN = indicator(
    "cin_open", ("13/10/14", "2066"), ("02/02/15", "1463"), ("Apr 2015", "1300"), forecast="Apr 2015"
).cin_open
AUDITS = indicator(
    "audits",
    ("Jun 2014", "0.31"),
    ("Jul 2014", "0"),
    ("Sep 2014", "x"),
    ("Jan 2015", "1"),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
).audits


def test_a_quarter_is_found_by_whichever_reading_the_series_has():
    quarterly = indicator("visits", ("Jul 2015 to Sep 2015", "4"), ("Oct 2015 to Dec 2015", "5")).visits
    assert [str(quarterly.at(text)) for text in ("Q4 2015", "Q3 2015", "Q3 2015/16")] == ["5", "5", "5"]


def coordinates(figure):
    return [cell.coordinate for cell in figure.cells]


@pytest.mark.parametrize(
    ("figure", "printed", "cells"),
    [
        (CIN.first, "2,066", ["C2"]),
        (CIN.peak, "2,066", ["C2", "C3"]),
        (CIN.peak.date, "13 October 2014", ["B2"]),
        (CIN.latest, "1,463", ["C3"]),
        (CIN.lowest, "1,463", ["C3", "C2"]),
        (CIN.forecast, "1,300", ["C4"]),
        (CIN.forecast.date, "April 2015", ["B4"]),
        (CIN.change, "fallen", ["C2", "C3", "B2", "B3"]),
        (CIN.change.by, "603", ["C2", "C3", "B2", "B3"]),
        (CIN.change.percent, "29%", ["C2", "C3", "B2", "B3"]),
        (CIN.between("13/10/14", "02/02/15").per_week, "38", ["C2", "C3", "B2", "B3"]),
        (CIN.between("13/10/14", "02/02/15").weeks, "16", ["B2", "B3"]),
        (CIN.since("13 October 2014").verdict, "better", ["C2", "C3", "B2", "B3"]),
        (AUDITS.at("June 2014"), "31%", ["C2"]),
        (AUDITS.at("Sep 2014"), "x", ["C4"]),
        (AUDITS.latest, "100%", ["C5"]),
        (AUDITS.change, "risen", ["C2", "C5", "B2", "B5"]),
        (AUDITS.change.by, "69 percentage points", ["C2", "C5", "B2", "B5"]),
        (AUDITS.change.verdict, "better", ["C2", "C5", "B2", "B5"]),
        (AUDITS.between("Jun 2014", "Jul 2014").verdict, "worse", ["C2", "C3", "B2", "B3"]),
    ],
)
def test_an_answer_prints_in_uk_form_and_names_its_cells(figure, printed, cells):
    assert (figure.printed, coordinates(figure)) == (printed, cells)


@pytest.mark.parametrize(
    ("ask", "message", "hint"),
    [
        (lambda: AUDITS.at("May 2014"), "kpi.audits has no observation for May 2014.", "There are: June 2014, July"),
        (lambda: AUDITS.at("soon"), '"soon" is not a date or period.', "Write it as"),
        (lambda: AUDITS.at("Sep 2014") + 1, 'kpi.audits.at("Sep 2014") has no value in September 2014 (x, not', ""),
        (
            lambda: AUDITS.between("Jun 2014", "Sep 2014"),
            'kpi.audits.between("Jun 2014", "Sep 2014") has no value in September',
            "",
        ),
        (lambda: AUDITS.change.per_week, "kpi.audits.change: June 2014 is not a day", "Give both"),
        (lambda: AUDITS.target, "kpi.audits has no target.", "Enter one"),
        (lambda: AUDITS.forecast, "kpi.audits has no forecast.", "Mark a value"),
        (lambda: AUDITS.between("Jul 2014", "Jan 2015").percent, "", "Use .by"),
        (lambda: indicator("one", ("Sep 2014", "33")).one.change, "kpi.one has one value only", "Enter a later"),
        (lambda: indicator("none").none.latest, "kpi.none has no value in the workbook.", "Enter one"),
        (lambda: indicator("cin_open").cin_opn, "There is no indicator kpi.cin_opn.", "Did you mean cin_open?"),
    ],
)
def test_what_the_data_does_not_hold_is_refused_with_a_remedy(ask, message, hint):
    with pytest.raises(NoAnswerError) as refused:
        ask()
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_value_withheld_is_never_a_zero():
    assert AUDITS.lowest.printed == "0%"
    assert AUDITS.lowest.when == parse("Jul 2014")
    assert [one.printed for one in AUDITS.observations] == ["31%", "0%", "x", "100%"]


def test_arithmetic_keeps_the_cells_of_both():
    rest = CIN.peak - CIN.latest
    assert (rest.printed, coordinates(rest), str(rest.how)) == (
        "603",
        ["C2", "C3"],
        "worked out: kpi.cin_open.peak - kpi.cin_open.latest",
    )
    assert (CIN.latest / CIN.peak).printed == "0.7"
    assert (AUDITS.latest - AUDITS.first).printed == "69 percentage points"
    assert (2 * CIN.latest).printed == "2,926"
    assert CIN.latest < CIN.peak
    assert CIN.latest == 1463


def test_a_change_between_dates_in_the_wrong_order_is_refused():
    with pytest.raises(NoAnswerError, match=r'between\("02/02/15", "13/10/14"\) ends before it begins'):
        CIN.between("02/02/15", "13/10/14")


def test_no_change_is_said_so():
    flat = indicator("flat", ("Sep 2014", "30"), ("Feb 2015", "30")).flat
    assert (flat.change.printed, flat.change.by.printed, flat.change.verdict) == ("not changed", "0", "not changed")


def test_a_target_has_its_own_cell():
    limited = indicator("limited", ("Sep 2014", "30"), target="18").limited
    assert (limited.target.printed, coordinates(limited.target)) == ("18", ["D2"])


@pytest.mark.parametrize(
    ("typed", "printed"), [("C", "c"), ("[c]", "c"), ("*", "c"), ("Suppressed", "c"), ("[low]", "k"), ("K", "k")]
)
def test_a_value_held_back_is_the_latest_in_whatever_way_that_is_written(typed, printed):
    late = indicator("late", ("Jan 2015", "7"), ("Feb 2015", typed)).late
    assert (late.latest.printed, late.latest.marker, late.has_later) == (printed, printed, False)


@pytest.mark.parametrize(("typed", "printed"), [("X", "x"), ("Not available", "x"), ("..", ".."), ("n/a", "n/a")])
def test_a_value_that_is_not_there_is_passed_over_in_whatever_way_that_is_written(typed, printed):
    late = indicator("late", ("Jan 2015", "7"), ("Feb 2015", typed)).late
    assert (late.latest.printed, late.observations[-1].printed) == ("7", printed)


def test_a_value_held_back_is_the_latest_and_one_not_available_is_not():
    small = indicator("small", ("Sep 2014", "828"), ("Mar 2015", "c"), ("Apr 2015", "x")).small
    assert (small.latest.printed, small.latest.when) == ("c", parse("Mar 2015"))
    assert small.peak.printed == "828"
    with pytest.raises(NoAnswerError, match=r"has no value in March 2015 \(c, confidential"):
        _ = small.change


@pytest.mark.parametrize(
    ("start", "end", "by"),
    [("12.345", "12.349", "0.004"), ("1234.5", "987.25", "247.25"), ("2066", "1463", "603"), ("33", "30.5", "2.5")],
)
def test_a_change_is_by_what_a_reader_gets_from_the_two_values_printed(start, end, by):
    assert indicator("days", ("Aug 2014", start), ("Feb 2015", end)).days.change.by.printed == by


def test_no_percentage_is_given_of_a_number_below_zero():
    change = indicator("net", ("Aug 2014", "5"), ("Feb 2015", "2")).net
    below = Change(Origin("kpi", "net", "change"), -change.first, -change.latest, Direction.HIGHER)
    assert below.by.printed == "3"
    with pytest.raises(NoAnswerError, match="starts from -5: a percentage of a number below 0 would mislead"):
        _ = below.percent


def test_an_indicator_without_values_has_no_change_for_that_reason():
    with pytest.raises(NoAnswerError, match="days has no value in the workbook"):
        _ = indicator("days").days.change


@pytest.mark.parametrize(
    ("values", "ask", "printed"),
    [
        (("12", "c", "9"), "lowest", None),
        (("12", "c", "9"), "highest", "12"),
        (("12", "c", "9"), "peak", "12"),
        (("3", "c", "2"), "highest", None),
        (("12", "c", "1"), "lowest", "1"),
        (("12", "k", "1"), "lowest", None),
        (("12", "k", "0"), "lowest", "0"),
        (("12", "x", "9"), "lowest", "9"),
        (("c", "c"), "highest", None),
    ],
)
def test_an_extreme_is_not_known_where_a_value_held_back_may_lie_beyond_it(values, ask, printed):
    months = ["Jun 2014", "Jul 2014", "Aug 2014"]
    of = indicator("of", *zip(months, values, strict=False)).of
    if printed is not None:
        assert getattr(of, ask).printed == printed
        return
    with pytest.raises(NoAnswerError) as refused:
        getattr(of, ask)
    assert f"kpi.of.{ask} is not known, because the value for" in refused.value.message
    assert refused.value.hint.startswith("Take it away")


def test_a_share_held_back_may_be_any():
    of = indicator("of", ("Jun 2014", "0.4"), ("Jul 2014", "c"), unit=Unit.SHARE).of
    with pytest.raises(NoAnswerError, match="held back") as refused:
        _ = of.highest
    assert refused.value.hint == 'Take it away, or print values by their periods, such as kpi.of.at("June 2014").'
    assert indicator("of", ("Jun 2014", "1"), ("Jul 2014", "c"), unit=Unit.SHARE).of.highest.printed == "100%"


def test_an_extreme_names_every_cell_that_it_was_chosen_among():
    of = indicator("of", ("Jun 2014", "3"), ("Jul 2014", "x"), ("Aug 2014", "7")).of
    assert (coordinates(of.peak), str(of.peak.how)) == (["C4", "C2"], "highest of 2 observations")


def test_values_withheld_are_not_the_same_value():
    of = indicator("of", ("Jun 2014", "c"), ("Jul 2014", "x"), ("Aug 2014", "c"), ("Sep 2014", "0")).of
    first, second, third, zero = of.observations
    assert first == of.at("June 2014")
    assert first != second
    assert first != third
    assert first != zero
    assert first == "c"


def test_a_change_between_withheld_values_is_refused_with_a_remedy_that_can_be_followed():
    of = indicator("of", ("Jun 2014", "12"), ("Jul 2014", "c")).of
    with pytest.raises(NoAnswerError) as refused:
        _ = of.change
    assert refused.value.hint == "Leave this out: nothing can be worked out from a value that is held back."


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [("249", "250", "99.6%"), ("1", "250", "0.4%"), ("2999", "3000", "99.97%")]
)
def test_a_share_that_is_neither_all_nor_none_never_prints_as_either(part, whole, printed):
    of = indicator("of", ("Jun 2014", part), ("Jul 2014", whole)).of
    assert percent(of.first / of.latest).printed == printed
    assert percent(of.latest / of.latest).printed == "100%"


def test_a_number_that_prints_rounded_is_known_in_full():
    assert CIN.between("13/10/14", "02/02/15").per_week.exact == "37.6875"
    assert CIN.change.percent.exact == "about 29.1868%"
    assert CIN.change.by.exact == ""
    assert AUDITS.latest.exact == ""
