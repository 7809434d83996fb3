"""The names that charts may ask for: the indicators of a meeting."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

import cyps_papers
from cyps_papers.figures.series import Indicators
from cyps_papers.meetings.charts import series_of
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.records import Cell, Entry, IndicatorRecord, Marker, ObservationRecord, Quantity
from cyps_papers.sources.context import context
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import read_source
from cyps_papers.word.charts.refresh import refresh_charts
from cyps_papers.word.parts.opening import open_document


def entry(value, coordinate):
    return Entry(value, Cell("kpis.xlsx", "Values", coordinate))


OBSERVATIONS = (
    ObservationRecord(entry(parse("Sep 2014"), "B2"), entry(Quantity(Decimal(30)), "C2")),
    ObservationRecord(entry(parse("Oct 2014"), "B3"), entry(Marker("x"), "C3")),
    ObservationRecord(entry(parse("Apr 2015"), "B4"), entry(Quantity(Decimal(15)), "C4"), forecast=True),
)
CASELOAD = IndicatorRecord(
    "caseload",
    entry("Mean caseload", "A2"),
    "cases",
    target=entry(Quantity(Decimal(18), "cases"), "D2"),
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


HOUSE = Path(cyps_papers.__file__).parents[1]
INPUTS = HOUSE / "inputs" / "2015-03"


def context_of_march(problems):
    paper = read_paper(INPUTS, problems)
    data = {each.name.value: read_source(each, INPUTS, paper.statuses, problems) for each in paper.sources}
    return context(paper, data)


def source_value(cell):
    return openpyxl.load_workbook(INPUTS / cell.workbook, data_only=True)[cell.sheet][cell.coordinate].value


@pytest.mark.parametrize(("document", "count"), [("report.docx", 4), ("appendix-3.docx", 5)])
def test_what_a_chart_of_the_paper_shows_is_in_its_workbook_and_in_the_source(document, count):
    problems = Problems()
    package = open_document(HOUSE / "templates" / document, problems)
    plotted = refresh_charts(package, series_of(context_of_march(problems)), problems)
    assert not problems.found
    source = sorted(float(source_value(one.traced.cells[0])) for one in plotted)
    (part,) = [part for part in package.parts if part.startswith("word/charts/chart")]
    root = etree.fromstring(package.parts[part])
    cached = sorted(float(value.text) for value in root.findall(".//{*}val//{*}v"))
    content = io.BytesIO(package.parts[package.related(part, "package")])
    rows = openpyxl.load_workbook(content)["Sheet1"].iter_rows(min_row=2, min_col=2, values_only=True)
    embedded = sorted(float(value) for row in rows for value in row if value is not None)
    assert source == cached == embedded
    assert len(source) == count
