"""The names that charts may ask for: the indicators of a meeting."""

from decimal import Decimal

import pytest

from cyps_papers.figures.series import Indicators
from cyps_papers.meetings.charts import series_of
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Entry, IndicatorRecord, ObservationRecord


def entry(value, coordinate):
    return Entry(value, Cell("kpis.xlsx", "Values", coordinate))


OBSERVATIONS = (
    ObservationRecord(entry(parse("Sep 2014"), "B2"), entry(Decimal(30), "C2")),
    ObservationRecord(entry(parse("Oct 2014"), "B3"), entry(None, "C3"), marker="x"),
    ObservationRecord(entry(parse("Apr 2015"), "B4"), entry(Decimal(15), "C4"), forecast=True),
)
CASELOAD = IndicatorRecord(
    "caseload",
    entry("Mean caseload", "A2"),
    "cases",
    target=entry(Decimal(18), "D2"),
    observations=OBSERVATIONS,
)
NAMED = series_of({"kpi": Indicators([CASELOAD], "kpi")})


def test_an_indicator_gives_its_observations_those_withheld_included():
    series = NAMED("kpi.caseload")
    assert (series.title, series.unit) == ("Mean caseload", "cases")
    assert [point.value for point in series.points] == [30, None]
    assert [str(cell) for cell in series.points[0].cells] == ["kpis.xlsx, Values!C2"]


def test_a_target_holds_in_every_period_and_a_forecast_in_its_own():
    assert [(point.value, point.when) for point in NAMED("kpi.caseload.target").points] == [(18, None)]
    assert [str(point.when) for point in NAMED("kpi.caseload.forecast").points] == ["April 2015"]


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("kpi.case_load", "there is no such indicator.", "Did you mean kpi.caseload?"),
        ("kpi.target", "there is no such indicator.", "Did you mean kpi.caseload.target?"),
        (
            "kpi",
            "kpi is not one indicator.",
            "Charts show indicators, for example kpi.caseload, kpi.caseload.target, kpi.caseload.forecast.",
        ),
    ],
)
def test_what_is_not_an_indicator_is_refused_with_what_there_is(name, message, hint):
    with pytest.raises(NoAnswerError) as refused:
        NAMED(name)
    assert (refused.value.message, refused.value.hint) == (message, hint)
