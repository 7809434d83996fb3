"""Periods of two readings: said once with the cell, and settled by the column beside them or by paper.xlsx."""

import pytest

from cyps_papers.periods import Convention
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import kind_called


@pytest.fixture
def read(save, problems):
    """The periods of the one series in a sheet of some kind, in their order, as they print."""

    def periods(kind, rows, said=""):
        book = open_workbook(save(Values=rows), problems)
        convention = Convention.said(said) if said else Convention()
        (only,) = kind_called(kind).read(Opened(book, book.sheets[0], {}, {}, convention), problems).records
        return [one.period.value.short for one in only.observations]

    return periods


LONG = [["Indicator", "Period", "Value"], ["Visits", "2015 Q3", 4], ["Visits", "2015 Q4", 5]]
WIDE = [["Indicator", "Unit", "Q3 2015", "Q4 2015"], ["Visits", "visits", 4, 5]]
AUDITS = [["Month", "Completed"], ["FY14", 4], ["FY15", 5]]


@pytest.mark.parametrize(
    ("kind", "rows", "cell", "found", "read_as"),
    [
        ("indicators", LONG, "B2", '"2015 Q3" was read as', ["Q3 2015/16", "Q4 2015/16"]),
        ("indicators", WIDE, "C1", '"Q3 2015" was read as', ["Q3 2015/16", "Q4 2015/16"]),
        ("audits", AUDITS, "A2", '"FY14" was read as', ["2014/15", "2015/16"]),
    ],
)
def test_two_readings_are_said_once_with_the_first_cell(read, problems, kind, rows, cell, found, read_as):
    assert read(kind, rows) == read_as
    (problem,) = problems.found
    assert (problem.rule, problem.place.coordinate) == ("period-unclear", cell)
    assert found in str(problem)


@pytest.mark.parametrize(
    ("kind", "rows", "said", "read_as"),
    [
        ("indicators", LONG, "Calendar quarters", ["Jul 2015 to Sep 2015", "Oct 2015 to Dec 2015"]),
        ("indicators", LONG, "financial quarters", ["Q3 2015/16", "Q4 2015/16"]),
        ("indicators", WIDE, "year ending, financial quarters", ["Q3 2014/15", "Q4 2014/15"]),
        ("audits", AUDITS, "year ending", ["2013/14", "2014/15"]),
        ("audits", [["Month", "Completed"], ["2010-12", 6], ["2010-10", 4], ["2010-11", 5]], "",
         ["Oct 2010", "Nov 2010", "Dec 2010"]),
        ("audits", [["Year", "Completed"], ["2010-11", 4], ["2011-12", 5], ["2012-13", 6]], "",
         ["2010/11", "2011/12", "2012/13"]),
    ],
)  # fmt: skip
def test_what_is_meant_is_settled_and_nothing_said(read, problems, kind, rows, said, read_as):
    assert read(kind, rows, said) == read_as
    assert not problems.found
