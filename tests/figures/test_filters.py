"""Filters take a figure and give a figure."""

from decimal import Decimal

import pytest

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.figures.filters import FILTERS
from cyps_papers.origin import Origin
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Unit

CELLS = (Cell("kpis.xlsx", "Values", "C2"),)
SEVEN = Figure(value=Decimal(7), cells=CELLS, origin=Origin("seven"))
SHARE = Figure(value=Decimal("0.4463"), unit=Unit.SHARE, cells=CELLS, origin=Origin("share"))
DAY = Figure(value=parse("13/10/14"), cells=CELLS, origin=Origin("day"))
MONTH = Figure(value=parse("July 2014"), cells=CELLS, origin=Origin("month"))
QUARTER = Figure(value=parse("Q2 2014/15"), cells=CELLS, origin=Origin("quarter"))


@pytest.mark.parametrize(
    ("figure", "name", "arguments", "printed"),
    [
        (SEVEN, "words", (), "seven"),
        (SHARE, "percent", (1,), "44.6%"),
        (SHARE, "percent", (), "45%"),
        (SHARE, "round", (1,), "44.6%"),
        (SHARE, "number", (2,), "0.45"),
        (-SEVEN, "abs", (), "7"),
        (DAY, "short_date", (), "13 Oct 2014"),
        (DAY, "long_date", (), "13 October 2014"),
        (DAY, "month", (), "October 2014"),
        (DAY, "year", (), "2014"),
        (Figure(value=parse("2013/14"), cells=CELLS), "year", (), "2013/14"),
        (Wording("August 2014", CELLS), "year", (), "2014"),
        (DAY, "weekday", (), "Monday"),
        (QUARTER, "short_date", (), "Q2 2014/15"),
        (QUARTER, "long_date", (), "Quarter 2 2014/15"),
        (Figure(value=parse("early Sept 2014"), cells=CELLS), "month", (), "September 2014"),
        (Wording("residual actions", CELLS), "capitalise", (), "Residual actions"),
    ],
)
def test_the_form_changes_and_the_cells_stay(figure, name, arguments, printed):
    formed = FILTERS[name](figure, *arguments)
    assert (formed.printed, formed.cells) == (printed, CELLS)


@pytest.mark.parametrize(
    ("number", "name", "printed"),
    [(3, "words", "three"), (0, "words", "none"), (2066, "number", "2,066"), (-3, "abs", "3"), (2.25, "round", "2")],
)
def test_a_bare_number_is_taken_as_a_figure(number, name, printed):
    assert FILTERS[name](number).printed == printed


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        *((DAY, "words"), (SEVEN, "month"), (Wording("x"), "round"), (True, "words"), ("x", "words")),
        *((MONTH, "weekday"), (QUARTER, "weekday"), (QUARTER, "month"), (Wording("2014/15", CELLS), "month")),
    ],
)
def test_a_filter_given_what_it_cannot_take_says_so(figure, name):
    with pytest.raises(NoAnswerError, match=rf"\|{name} cannot be used on"):
        FILTERS[name](figure)


def test_every_filter_has_a_sentence_for_officers():
    assert all(function.__doc__ for function in FILTERS.values())


@pytest.mark.parametrize(
    ("figure", "name", "how"),
    [
        (DAY, "year", "the year of 13 October 2014"),
        (DAY, "month", "the month of 13 October 2014"),
        (DAY, "weekday", "the day of the week of 13 October 2014"),
        (Wording("August 2014", CELLS), "year", "the year of August 2014"),
        (MONTH, "month", "as it stands in the workbook"),
        (DAY, "long_date", "as it stands in the workbook"),
    ],
)
def test_what_is_taken_from_a_fuller_date_says_so(figure, name, how):
    assert str(FILTERS[name](figure).how) == how


@pytest.mark.parametrize("filter_", ["number", "percent", "round"])
@pytest.mark.parametrize("places", ["x", -1, 99, 1.5, True])
def test_decimal_places_that_there_cannot_be_are_refused(filter_, places):
    with pytest.raises(NoAnswerError, match="cannot give"):
        FILTERS[filter_](3, places)


@pytest.mark.parametrize("filter_", ["long_date", "short_date"])
@pytest.mark.parametrize("value", [3, None, [1], "soon", True])
def test_what_is_no_date_is_refused_whatever_it_is(filter_, value):
    with pytest.raises(NoAnswerError, match="cannot be used"):
        FILTERS[filter_](value)
