"""Charts: what they ask for, what they are filled with, what they say of themselves, and what is said of them."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

import cyps_papers
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.series import Observation
from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.origin import Origin
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError, Problems, did_you_mean
from cyps_papers.records import Cell, Unit
from cyps_papers.vocabulary import Series
from cyps_papers.word.charts.refresh import refresh_charts
from cyps_papers.word.charts.request import Request, RequestError, asked, read
from cyps_papers.word.charts.wording import described
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.parts.wordml import DOCUMENT_TYPE

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = f'xmlns:r="{OFFICE[:-1]}"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
DML = "http://schemas.openxmlformats.org/drawingml/2006"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
MEETING = date(2015, 3, 18)
SAMPLES = Path(cyps_papers.__file__).parents[2] / "shared" / "samples"
MADE_IN_WORD = SAMPLES / "docx_templates" / "foreign_poi-tl__template.docx"


def series(name, title, *observations, unit=Unit.SHARE):
    """A series whose values stand in column B from row 2 of a workbook; a letter is a marker, and no value."""
    origin, points = Origin(*name.split(".")), []
    for row, (period, text) in enumerate(observations, start=2):
        value = Decimal(text) if text[:1].isdigit() else None
        marker = "" if value is not None else text
        cell = Cell("audits.xlsx", "Audits", f"B{row}")
        when = parse(period) if period else None
        points.append(Observation(value=value, unit=unit, cells=(cell,), origin=origin, when=when, marker=marker))
    return Series(origin, title, unit, tuple(points))


AUDITS = series(
    "audits.completed",
    "Case file audits completed",
    *(("Jun 2014", "0.31"), ("Jul 2014", "0"), ("Aug 2014", "0"), ("Sep 2014", "x"), ("Oct 2014", "x")),
    *(("Nov 2014", "x"), ("Dec 2014", "x"), ("Jan 2015", "1"), ("Feb 2015", "1")),
)
TARGET = series("audits.target", "Audits due", ("", "0.9"))
OPEN = series("kpi.open", "Open children in need cases", ("13/10/14", "2066"), ("02/02/15", "1463"), unit="cases")
NO_PLAN = series("kpi.no_plan", "Cases without a plan", ("Sep 2014", "828"), ("early Mar 2015", "250"), unit="cases")
KNOWN = {one.name: one for one in (AUDITS, TARGET, OPEN, NO_PLAN)}


def series_of(name):
    if name not in KNOWN:
        raise NoAnswerError("there is no such indicator.", did_you_mean(name, KNOWN))
    return KNOWN[name]


def old_series(nth, colour, extra=""):
    """A series as Word leaves it in a template: formatted, with sample values."""
    letter = "BCDEFG"[nth]
    return (
        f'<c:ser><c:idx val="{nth}"/><c:order val="{nth}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f></c:strRef></c:tx>"
        f'<c:spPr><a:ln w="28575"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln></c:spPr>{extra}'
        "<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$5</c:f></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}$5</c:f></c:numRef></c:val></c:ser>"
    )


MARKERS = '<c:marker><c:symbol val="circle"/></c:marker>'
ONE = old_series(0, "accent2", MARKERS)
ON_AXES = '{0}<c:axId val="1"/><c:axId val="2"/>'
BARS = f'<c:barChart><c:barDir val="{{way}}"/><c:grouping val="{{grouping}}"/>{ON_AXES}</c:barChart>'
FRAMES = {
    "line": f'<c:lineChart><c:grouping val="standard"/>{ON_AXES}</c:lineChart>',
    "column": BARS.replace("{way}", "col").replace("{grouping}", "clustered"),
    "bar": BARS.replace("{way}", "bar").replace("{grouping}", "clustered"),
    "stacked column": BARS.replace("{way}", "col").replace("{grouping}", "stacked"),
    "area": f'<c:areaChart><c:grouping val="standard"/>{ON_AXES}</c:areaChart>',
    "pie": '<c:pieChart><c:varyColors val="1"/>{0}</c:pieChart>',
    "scatter": f'<c:scatterChart><c:scatterStyle val="line"/>{ON_AXES}</c:scatterChart>',
}
AXES = (
    '<c:catAx><c:axId val="1"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling><c:max val="0.5"/></c:scaling><c:axPos val="l"/>'
    '<c:numFmt formatCode="General" sourceLinked="1"/><c:crossAx val="1"/></c:valAx>'
)


def document(alternative_text, kind="line", body=ONE, axes=AXES, copies=1):
    """A document with one heading and a chart under it."""
    axes = "" if kind == "pie" else axes
    chart = (
        f'<c:chartSpace xmlns:c="{DML}/chart" xmlns:a="{DML}/main"><c:chart><c:plotArea>'
        f'{FRAMES[kind].format(body)}{axes}</c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )
    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Chart 1" {alternative_text}/>'
        f'<a:graphic xmlns:a="{DML}/main"><a:graphicData uri="{DML}/chart">'
        f'<c:chart xmlns:c="{DML}/chart" r:id="rId1"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Audits</w:t></w:r></w:p>'
    package = Package("report.docx", {}, {"rels": "application/vnd.openxmlformats-package.relationships+xml"})
    main = f"<w:document {W} {R} {WP}><w:body>{heading}{drawing * copies}</w:body></w:document>"
    package.add("word/document.xml", main.encode(), DOCUMENT_TYPE)
    package.add("word/charts/chart1.xml", chart.encode(), CHART_TYPE)
    package.relate("", OFFICE + "officeDocument", "word/document.xml")
    package.relate("word/document.xml", OFFICE + "chart", "word/charts/chart1.xml")
    return package


def asking(request, **chart):
    return document(f'descr="chart: {request}"', **chart)


def refreshed(package):
    problems = Problems()
    plotted = refresh_charts(package, series_of, problems)
    assert [str(problem) for problem in problems.found] == []
    return plotted


def said_of(package):
    problems = Problems()
    refresh_charts(package, series_of, problems)
    return [str(problem) for problem in problems.found]


def chart_of(package, part="word/charts/chart1.xml"):
    return etree.fromstring(package.parts[part])


def cells_of(package, part="word/charts/chart1.xml"):
    """The embedded workbook's cells, by the formulas with which the chart names them."""
    content = package.parts[package.related(part, "package")]
    return openpyxl.load_workbook(io.BytesIO(content))["Sheet1"]


def cached(reference):
    """Cached points by their number; a gap has none."""
    return {int(point.get("idx")): point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")}


def alternative_text(package):
    root = etree.fromstring(package.parts["word/document.xml"])
    return [each.get("descr") for each in root.iter("{*}docPr")]


def columns_of(package):
    """Each series of the chart: its name and its cached values, None for a gap."""
    found = {}
    for ser in chart_of(package).iter(f"{C}ser"):
        name, values = cached(ser.find(f"{C}tx"))[0], cached(ser.find(f"{C}val"))
        count = int(ser.find(f"{C}val//{C}ptCount").get("val"))
        found[name] = [values.get(n) for n in range(count)]
    return found


def categories_of(package):
    return list(cached(next(chart_of(package).iter(f"{C}cat"))).values())


# --- what is asked for


@pytest.mark.parametrize(
    ("text", "names", "start", "end"),
    [
        ("audits.completed", ["audits.completed"], None, None),
        (
            "Audits.Completed, audits.target since Jun 2014",
            ["audits.completed", "audits.target"],
            "2014-06-01",
            None,
        ),
        ("a.b and a.c from June to December 2014", ["a.b", "a.c"], "2014-06-01", "2014-12-31"),
        ("a.b from 13/10/14 to Feb 2015", ["a.b"], "2014-10-13", "2015-02-28"),
        ("a.b between Jun 2014 and 02/02/15", ["a.b"], "2014-06-01", "2015-02-02"),
        ("a.b until 2013/14", ["a.b"], None, "2014-03-31"),
        ("a.b in 2014/15", ["a.b"], "2014-04-01", "2015-03-31"),
    ],
)
def test_a_request_is_names_and_a_span_of_time(text, names, start, end):
    request = read(text)
    assert list(request.names) == names
    assert [str(each) if each else None for each in (request.start, request.end)] == [start, end]


def test_the_last_months_are_counted_back_from_the_latest_period():
    request = read("a.b for the last 12 months")
    assert request.holds(parse("Mar 2014"), latest=date(2015, 2, 28))
    assert not request.holds(parse("Feb 2014"), latest=date(2015, 2, 28))
    assert read("a.b last 2 quarters").months == 6
    assert read("a.b last year").months == 12


def test_a_span_holds_only_the_periods_that_lie_within_it():
    request = Request(("a.b",), start=date(2014, 6, 2))
    assert not request.holds(parse("Jun 2014"), latest=MEETING)
    assert request.holds(parse("2 June 2014"), latest=MEETING)


@pytest.mark.parametrize(
    ("text", "found"), [("a.b since Jnue 2014", "Jnue 2014"), ("3 b", "3 b"), ("since 2014", "since 2014")]
)
def test_what_is_neither_a_name_nor_a_period_is_not_guessed(text, found):
    with pytest.raises(RequestError) as refused:
        read(text)
    assert refused.value.found == found


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("Chart: audits.completed", "audits.completed"),
        ("“chart:\u00a0audits.completed”", "audits.completed"),
        ("Shows audits.\nchart: audits.completed", "audits.completed"),
        ("A chart: of audits", None),
        ("chart:", ""),
    ],
)
def test_a_request_begins_a_line_of_the_alternative_text(text, request_):
    assert asked(text) == request_


def test_periods_are_written_short_in_a_chart():
    periods = ["Jun 2014", "13/10/14", "2013/14", "Q1 2014/15", "early Mar 2015"]
    assert [parse(text).short for text in periods] == [
        "Jun 2014",
        "13 Oct 2014",
        "2013/14",
        "Q1 2014/15",
        "early Mar 2015",
    ]


# --- what it is filled with


def test_cached_values_and_embedded_cells_are_those_of_the_source():
    package = asking("audits.completed since Jun 2014")
    refreshed(package)
    cells = cells_of(package)
    ser = next(chart_of(package).iter(f"{C}ser"))
    source = [point.value for point in AUDITS.points]
    values = cached(ser.find(f"{C}val"))
    assert [Decimal(values[n]) if n in values else None for n in range(9)] == source
    assert ser.findtext(f"{C}val//{C}f") == "Sheet1!$B$2:$B$10"
    assert [None if cell.value is None else Decimal(str(cell.value)) for (cell,) in cells["B2:B10"]] == source
    assert [cell.value for (cell,) in cells["A2:A10"]] == categories_of(package)
    assert cells["B1"].value == cached(ser.find(f"{C}tx"))[0] == "Case file audits completed"
    assert {cell.number_format for (cell,) in cells["B2:B4"]} == {"0%"}


def test_a_value_withheld_is_a_gap_and_never_zero():
    package = asking("audits.completed since Jun 2014")
    refreshed(package)
    root = chart_of(package)
    assert columns_of(package) == {"Case file audits completed": ["0.31", "0", "0", *[None] * 4, "1", "1"]}
    assert root.find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"


def test_series_of_differing_periods_share_the_categories_of_all():
    package = asking("kpi.open, kpi.no_plan", kind="column")
    refreshed(package)
    assert categories_of(package) == ["Sep 2014", "13 Oct 2014", "2 Feb 2015", "early Mar 2015"]
    assert columns_of(package) == {
        "Open children in need cases": [None, "2066", "1463", None],
        "Cases without a plan": ["828", None, None, "250"],
    }


DAYS = (("13/10/14", "10"), ("10/11/14", "20"), ("02/02/15", "30"))
OTHER_DAYS = (("Oct 2014", "1"), ("24/11/14", "2"), ("early Mar 2015", "3"))


def test_series_of_differing_days_are_brought_together_by_month(monkeypatch):
    monkeypatch.setitem(KNOWN, "kpi.a", series("kpi.a", "A cases", *DAYS, unit="cases"))
    monkeypatch.setitem(KNOWN, "kpi.b", series("kpi.b", "B cases", *OTHER_DAYS, unit="cases"))
    package = asking("kpi.a, kpi.b", kind="column")
    plotted = refreshed(package)
    assert categories_of(package) == ["Oct 2014", "Nov 2014", "Feb 2015", "Mar 2015"]
    assert columns_of(package) == {"A cases": ["10", "20", "30", None], "B cases": ["1", "2", None, "3"]}
    assert [str(one.traced.when) for one in plotted][:2] == ["13 October 2014", "10 November 2014"]
    assert "from 10 cases on 13 October 2014" not in alternative_text(package)[0]
    assert "from 10 on 13 October 2014 to 30 on 2 February 2015" in alternative_text(package)[0]


def test_two_values_of_a_series_in_one_month_keep_the_days_and_are_warned_of(monkeypatch):
    monkeypatch.setitem(KNOWN, "kpi.a", series("kpi.a", "A cases", *DAYS, ("23/02/15", "40"), unit="cases"))
    monkeypatch.setitem(KNOWN, "kpi.b", series("kpi.b", "B cases", *OTHER_DAYS, unit="cases"))
    package = asking("kpi.a, kpi.b", kind="column")
    (said,) = said_of(package)
    assert said == (
        f"{PLACE}The chart keeps a category for each day, and the series stand between one another: A cases has two "
        "values in February 2015, so that the months cannot be its categories. "
        "Give the series a chart each, or enter one value a month."
    )
    assert len(categories_of(package)) == 7


def test_series_of_the_same_days_keep_them(monkeypatch):
    weekly = (("13/10/14", "10"), ("20/10/14", "20"))
    monkeypatch.setitem(KNOWN, "kpi.a", series("kpi.a", "A cases", *weekly, unit="cases"))
    monkeypatch.setitem(KNOWN, "kpi.b", series("kpi.b", "B cases", *weekly[:1], unit="cases"))
    package = asking("kpi.a, kpi.b", kind="column")
    refreshed(package)
    assert categories_of(package) == ["13 Oct 2014", "20 Oct 2014"]


def test_a_target_stands_in_every_period():
    package = asking("audits.completed, audits.target since Jan 2015")
    refreshed(package)
    assert columns_of(package)["Audits due"] == ["0.9", "0.9"]


def test_number_formats_follow_the_unit_in_the_cache_the_labels_and_the_axis():
    labels = '<c:dLbls><c:numFmt formatCode="General" sourceLinked="0"/><c:showVal val="1"/></c:dLbls>'
    package = asking("kpi.open", kind="column", body=old_series(0, "accent1", labels))
    refreshed(package)
    root = chart_of(package)
    assert {each.text for each in root.iter(f"{C}formatCode")} == {"#,##0"}
    assert {each.get("formatCode") for each in root.iter(f"{C}numFmt")} == {"#,##0"}


def test_a_format_that_the_officer_chose_stays_where_it_suits_the_unit():
    axes = AXES.replace('"General" sourceLinked="1"', '"0.0%" sourceLinked="0"')
    package = asking("audits.completed", axes=axes)
    refreshed(package)
    assert chart_of(package).find(f".//{C}valAx/{C}numFmt").get("formatCode") == "0.0%"


def test_a_fixed_end_of_the_axis_that_would_cut_a_value_off_is_let_go_with_its_steps():
    axes = AXES.replace("</c:valAx>", '<c:majorUnit val="0.1"/></c:valAx>')
    package, low = asking("audits.completed", axes=axes), asking("audits.completed until Aug 2014", axes=axes)
    refreshed(package)
    refreshed(low)
    assert b"<c:max " not in package.parts["word/charts/chart1.xml"]
    assert b"<c:majorUnit " not in package.parts["word/charts/chart1.xml"]
    assert b"<c:majorUnit " in low.parts["word/charts/chart1.xml"]


@pytest.mark.parametrize(("kind", "is_kept"), [("stacked column", False), ("column", True)])
def test_a_fixed_end_of_the_axis_is_held_against_whole_stacks(monkeypatch, kind, is_kept):
    for name, value in (("kpi.done", "75"), ("kpi.due", "50")):
        monkeypatch.setitem(KNOWN, name, series(name, name, ("Feb 2015", value), unit="cases"))
    axes = AXES.replace('<c:max val="0.5"/>', '<c:max val="100"/><c:min val="0"/>')
    package = asking("kpi.done, kpi.due", kind=kind, axes=axes)
    refreshed(package)
    assert (b"<c:max " in package.parts["word/charts/chart1.xml"]) == is_kept
    assert b"<c:min " in package.parts["word/charts/chart1.xml"]


def test_what_is_below_zero_is_stacked_by_itself(monkeypatch):
    for name, value in (("kpi.up", "75"), ("kpi.down", "50")):
        found = series(name, name, ("Feb 2015", value), unit="cases")
        points = [replace(point, value=-point.value if "down" in name else point.value) for point in found.points]
        monkeypatch.setitem(KNOWN, name, replace(found, points=tuple(points)))
    axes = AXES.replace('<c:max val="0.5"/>', '<c:max val="80"/><c:min val="-40"/>')
    package = asking("kpi.up, kpi.down", kind="stacked column", axes=axes)
    refreshed(package)
    assert b"<c:max " in package.parts["word/charts/chart1.xml"]
    assert b"<c:min " not in package.parts["word/charts/chart1.xml"]


def test_decimal_places_are_those_of_the_values(monkeypatch):
    monkeypatch.setitem(
        KNOWN,
        "kpi.visits",
        series("kpi.visits", "Visits overdue", ("Aug 2014", "0.075"), ("Sep 2014", "0.08")),
    )
    package = asking("kpi.visits")
    refreshed(package)
    assert chart_of(package).findtext(f".//{C}formatCode") == "0.0%"


def test_series_keep_their_formatting_and_further_ones_get_another_colour():
    package = asking("kpi.open, kpi.no_plan")
    refreshed(package)
    first, second = chart_of(package).iter(f"{C}ser")
    colours = [ser.find(f"{C}spPr//{A}schemeClr").get("val") for ser in (first, second)]
    assert colours == ["accent2", "accent1"]
    assert [ser.find(f"{C}spPr/{A}ln").get("w") for ser in (first, second)] == ["28575", "28575"]
    assert [second.find(f"{C}{name}").get("val") for name in ("idx", "order")] == ["1", "1"]
    assert [etree.QName(each).localname for each in second] == [
        "idx",
        "order",
        "tx",
        "spPr",
        "marker",
        "cat",
        "val",
    ]


def test_surplus_series_and_formatting_of_surplus_points_go():
    point = '<c:dPt><c:idx val="{}"/></c:dPt>'
    body = old_series(0, "accent1", point.format(1) + point.format(9)) + old_series(1, "accent2")
    package = asking("kpi.open", kind="column", body=body)
    refreshed(package)
    assert list(columns_of(package)) == ["Open children in need cases"]
    assert [each.find(f"{C}idx").get("val") for each in chart_of(package).iter(f"{C}dPt")] == ["1"]


def test_a_label_that_was_typed_over_a_value_goes():
    typed = '<c:dLbl><c:idx val="0"/><c:tx><c:rich/></c:tx></c:dLbl><c:dLbl><c:idx val="1"/></c:dLbl>'
    package = asking("kpi.open", kind="column", body=old_series(0, "accent1", f"<c:dLbls>{typed}</c:dLbls>"))
    refreshed(package)
    assert [each.find(f"{C}idx").get("val") for each in chart_of(package).iter(f"{C}dLbl")] == ["1"]


def test_a_combined_chart_loses_the_plot_and_axes_that_no_series_needs():
    second = FRAMES["line"].format(old_series(1, "accent2")).replace('"1"/><c:axId val="2"', '"3"/><c:axId val="4"')
    axes = AXES + AXES.replace('axId val="1"', 'axId val="3"').replace('axId val="2"', 'axId val="4"')
    frame = FRAMES["column"].format(old_series(0, "accent1"))
    package = asking("kpi.open", kind="column", body=old_series(0, "accent1"), axes=second + axes)
    assert frame in package.parts["word/charts/chart1.xml"].decode()
    refreshed(package)
    root = chart_of(package)
    assert root.find(f".//{C}lineChart") is None
    assert [each.get("val") for each in root.iter(f"{C}axId")] == ["1", "2", "1", "2"]


def test_an_empty_chart_gets_its_series():
    package = asking("kpi.open", kind="column", body="")
    refreshed(package)
    assert columns_of(package) == {"Open children in need cases": ["2066", "1463"]}


def test_a_date_axis_becomes_an_axis_of_categories():
    axes = AXES.replace("catAx>", "dateAx>").replace(
        '<c:crossAx val="2"/>', '<c:crossAx val="2"/><c:baseTimeUnit val="days"/>'
    )
    package = asking("kpi.no_plan", axes=axes)
    refreshed(package)
    assert [etree.QName(each).localname for each in chart_of(package).find(f".//{C}catAx")] == [
        "axId",
        "axPos",
        "crossAx",
    ]


def test_a_pie_of_several_shows_the_latest_of_each():
    package = asking("kpi.open, kpi.no_plan", kind="pie", body=old_series(0, "accent1"))
    refreshed(package)
    assert categories_of(package) == ["Open children in need cases", "Cases without a plan"]
    assert columns_of(package) == {"Latest": ["1463", "250"]}
    assert alternative_text(package) == [
        "Pie chart: open children in need cases, 1,463 on 2 February 2015. "
        "Cases without a plan, 250 in early March 2015."
    ]


def test_zero_is_a_value_in_a_pie(monkeypatch):
    monkeypatch.setitem(KNOWN, "kpi.none", series("kpi.none", "Cases overdue", ("Feb 2015", "0"), unit="cases"))
    package = asking("kpi.none, kpi.open since Feb 2015", kind="pie")
    refreshed(package)
    assert list(columns_of(package).values()) == [["0", "1463"]]


PIE_REMEDY = (
    "In Word choose Chart Design, Change Chart Type, and make it a line or column chart; or ask for the latest of "
    "several indicators that add up to the whole."
)


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("audits.completed since Jun 2014", "the chart asks for audits.completed alone"),
        ("kpi.half, kpi.most", "the latest percentages add up to 130%"),
        ("kpi.open, kpi.visits", "kpi.open is in cases, kpi.visits in visits"),
    ],
)
def test_a_pie_of_what_is_no_whole_is_an_error_and_is_emptied(monkeypatch, request_, why):
    monkeypatch.setitem(KNOWN, "kpi.half", series("kpi.half", "Half", ("Feb 2015", "0.5")))
    monkeypatch.setitem(KNOWN, "kpi.most", series("kpi.most", "Most", ("Feb 2015", "0.8")))
    monkeypatch.setitem(KNOWN, "kpi.visits", series("kpi.visits", "Visits", ("Feb 2015", "8"), unit="visits"))
    package = asking(request_, kind="pie")
    assert said_of(package) == [f"{PLACE}A pie chart shows the parts of one whole, and {why}. {PIE_REMEDY}"]
    assert columns_of(package) == {"No data": [None]}


def test_percentages_that_are_rounded_may_still_be_one_whole(monkeypatch):
    for name in "abc":
        monkeypatch.setitem(KNOWN, f"kpi.{name}", series(f"kpi.{name}", name.upper(), ("Feb 2015", "0.33")))
    package = asking("kpi.a, kpi.b, kpi.c", kind="pie")
    refreshed(package)
    assert columns_of(package) == {"Feb 2015": ["0.33", "0.33", "0.33"]}


def test_the_old_embedded_workbook_is_replaced():
    package = asking("kpi.open", kind="column")
    package.add("word/embeddings/Microsoft_Excel_Worksheet.xlsx", b"sample data", "application/x")
    package.relate("word/charts/chart1.xml", OFFICE + "package", "word/embeddings/Microsoft_Excel_Worksheet.xlsx")
    refreshed(package)
    assert [part for part in package.parts if "embeddings" in part] == ["word/embeddings/chart1.xlsx"]
    data = chart_of(package).find(f"{C}externalData")
    (relationship,) = package.relationships("word/charts/chart1.xml")
    assert data.get(f"{{{OFFICE[:-1]}}}id") == relationship.id


def test_a_chart_that_a_loop_has_repeated_gets_a_part_of_its_own():
    package = asking("kpi.open", kind="column", copies=2)
    text = package.parts["word/document.xml"].decode()
    package.parts["word/document.xml"] = "kpi.no_plan".join(text.rsplit("kpi.open", 1)).encode()
    refreshed(package)
    assert columns_of(package) == {"Open children in need cases": ["2066", "1463"]}
    second = chart_of(package, "word/charts/chart2.xml")
    assert cached(second.find(f".//{C}tx"))[0] == "Cases without a plan"
    assert cells_of(package, "word/charts/chart2.xml")["B2"].value == 828
    assert cells_of(package)["B2"].value == 2066


def test_the_same_data_give_the_same_bytes():
    one, other = asking("audits.completed"), asking("audits.completed")
    refreshed(one)
    refreshed(other)
    assert one.to_bytes(MEETING) == other.to_bytes(MEETING)


def test_characters_that_xml_cannot_hold_do_no_harm(monkeypatch):
    monkeypatch.setitem(
        KNOWN, "kpi.odd", replace(OPEN, origin=Origin("kpi", "odd"), title="Cases <1 year & \x0bunder\x00")
    )
    package = asking("kpi.odd", kind="column")
    refreshed(package)
    assert list(columns_of(package)) == ["Cases <1 year & under"]
    assert cells_of(package)["B1"].value == "Cases <1 year & under"


@pytest.mark.skipif(not MADE_IN_WORD.is_file(), reason="the samples are not beside the project")
def test_a_chart_that_word_made_keeps_its_style_parts_and_loses_its_samples():
    package = open_document(MADE_IN_WORD, Problems())
    asked = package.parts["word/document.xml"].replace(b"{{chart}}", b"chart: kpi.open")
    package.parts["word/document.xml"] = asked
    problems = Problems()
    refresh_charts(package, series_of, problems)
    assert columns_of(package) == {"Open children in need cases": ["2066", "1463"]}
    assert [each.target for each in package.relationships("word/charts/chart1.xml")] == [
        "word/charts/colors1.xml",
        "word/charts/style1.xml",
        "word/embeddings/chart1.xlsx",
    ]


# --- what it says of itself


def test_the_alternative_text_is_written_from_the_data():
    package = asking("audits.completed since Jun 2014")
    refreshed(package)
    assert alternative_text(package) == [
        "Line chart: case file audits completed, from 31% in June 2014 to 100% in February 2015; "
        "no value for September to December 2014."
    ]


def test_a_request_in_the_title_gives_way_to_a_description():
    package = document('title="chart: kpi.open"', kind="bar")
    refreshed(package)
    assert b"title=" not in package.parts["word/document.xml"]
    assert alternative_text(package) == [
        "Bar chart: open children in need cases, from 2,066 on 13 October 2014 to 1,463 on 2 February 2015."
    ]


@pytest.mark.parametrize(
    ("observations", "wording"),
    [
        ([("2013/14", "57"), ("Feb 2015", "1")], "from 57 weeks in 2013/14 to 1 week in February 2015"),
        ([("Jun 2014", "57")], "57 weeks in June 2014"),
        ([("", "26")], "26 weeks throughout"),
        (
            [("Jun 2014", "x"), ("Jul 2014", "x"), ("Aug 2014", "5")],
            "5 weeks in August 2014; no value for June and July 2014",
        ),
        (
            [("Nov 2014", "x"), ("Dec 2014", "x"), ("Jan 2015", "c"), ("Mar 2015", "x")],
            "no value for November 2014 to January 2015 and March 2015",
        ),
    ],
)
def test_each_series_is_described_by_its_ends_and_its_gaps(observations, wording):
    text = described("line", [series("kpi.p", "PLO proceedings", *observations, unit="weeks")])
    assert text == f"Line chart: PLO proceedings, {wording}."


def test_each_figure_that_a_chart_shows_is_given_with_its_place():
    plotted = refreshed(asking("kpi.open, kpi.no_plan", kind="column"))
    assert [(one.text, one.place.within()) for one in plotted][:2] == [
        ("2,066", 'under "Audits", first paragraph, chart, Open children in need cases, 13 Oct 2014'),
        ("1,463", 'under "Audits", first paragraph, chart, Open children in need cases, 2 Feb 2015'),
    ]
    assert all(one.text == in_unit(one.traced.value, one.traced.unit) for one in plotted)
    assert str(plotted[0].traced.cells[0]) == "audits.xlsx, Audits!B2"


def test_the_alternative_text_is_given_with_every_figure_that_the_chart_shows():
    package = asking("kpi.open, kpi.no_plan", kind="column")
    plotted = refreshed(package)
    (description,) = {one.description for one in plotted}
    assert [description.text] == alternative_text(package)
    assert description.sources == tuple(one.traced for one in plotted)
    assert description.place.within() == 'under "Audits", first paragraph, the chart\'s alternative text'


# --- what is said of it

PLACE = 'report.docx, under "Audits", first paragraph, chart: '


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            "audits.compleated",
            "The chart asks for audits.compleated: there is no such indicator. Did you mean audits.completed?",
        ),
        (
            "audits.completed since Jnue 2014",
            'The alternative text of the chart asks for "Jnue 2014", which is neither a name nor a period. '
            "Write for example: chart: audits.completed since Jun 2014",
        ),
        (
            "",
            "The alternative text of the chart names no indicator. "
            "Write for example: chart: audits.completed since Jun 2014",
        ),
        (
            "audits.completed since Mar 2016",
            "The chart asks for audits.completed since Mar 2016, but there is no value to show. "
            "Ask for other periods, or enter values in the workbook.",
        ),
        (
            "audits.completed, kpi.open",
            "The chart shows audits.completed (in %) and kpi.open (in cases) on one axis, where they cannot be "
            "compared. Give each a chart of its own, or put one on a secondary axis in Word.",
        ),
    ],
)
def test_a_request_that_cannot_be_met_is_a_problem_at_the_chart_and_empties_it(request_, message):
    package = asking(request_)
    assert said_of(package) == [PLACE + message]
    assert columns_of(package) == {"No data": [None]}


def test_every_name_that_is_not_there_is_said_at_once():
    assert len(said_of(asking("audits.one, audits.two"))) == 2


NOT_ASKED = (
    f"{PLACE}The alternative text of the chart asks for no data, so that it would show the template's own figures. "
)


@pytest.mark.parametrize("alternative_text", ["", 'descr="Audits by team"', 'descr="A chart: of audits"'])
def test_a_chart_that_asks_for_nothing_is_left_as_it_is_and_is_an_error(alternative_text):
    package = document(alternative_text)
    before = package.copy()
    problems = Problems()
    refresh_charts(package, series_of, problems)
    assert [str(problem) for problem in problems.errors] == [
        f"{NOT_ASKED}Right-click it and choose View Alt Text. Write for example: chart: audits.completed since Jun 2014"
    ]
    assert package.parts == before.parts


@pytest.mark.parametrize(
    "typed",
    ["chrat: kpi.open since Oct 2014", "Charts kpi.open since Oct 2014", "Cases&#10;Chart; kpi.open since Oct 2014"],
)
def test_a_misspelt_request_is_an_error_that_says_what_was_meant(typed):
    assert said_of(document(f'descr="{typed}"')) == [f'{NOT_ASKED}Did you mean "chart: kpi.open since Oct 2014"?']


RICH = "<c:tx><c:rich><a:p><a:r><a:t>{}</a:t></a:r></a:p></c:rich></c:tx>"


def titled(text, owner="chart"):
    """A chart of audits since Oct 2014 with a text typed as its title, or as that of its axis of values."""
    title = f"<c:title>{RICH.format(text)}</c:title>"
    package = asking("audits.completed since Oct 2014")
    chart = package.parts["word/charts/chart1.xml"].decode()
    before, after = ("<c:plotArea>", "") if owner == "chart" else ('<c:axPos val="l"/>', '<c:axPos val="l"/>')
    package.parts["word/charts/chart1.xml"] = chart.replace(before, f"{after}{title}{before[len(after) :]}").encode()
    return package


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("98% completed in May 2013", "May 2013"),
        ("98% completed", "98%"),
        ("83 audits completed", "83"),
        ("£1,000 spent", "£1,000"),
        ("Audits to 12 March 2015", "12 March 2015"),
        ("Audits in January 2015", "January 2015"),
        ("Audits 2013/14", "2013/14"),
        ("Over 90% completed", "90%"),
    ],
)
def test_a_typed_title_with_a_figure_or_date_that_is_not_in_the_data_is_an_error(text, found):
    (said,) = said_of(titled(text))
    assert said == (
        f'{PLACE}The title of the chart, "{text}", holds "{found}", which is not in its data. '
        "Take it out of the chart, and write it in the text above with a tag, which follows the workbook."
    )
    (said,) = said_of(titled(text, owner="axis"))
    assert said.startswith(f'{PLACE}The title of an axis of the chart, "{text}", holds')


@pytest.mark.parametrize(
    "text",
    [
        "Case file audits completed",
        "Audits completed since October 2014",
        "Oct 2014 to Feb 2015",
        "Audits in 2014/15",
        "Audits at February 2015: 100%",
        "Section 47 enquiries, children aged 0 to 17",
        "Under 5s",
    ],
)
def test_a_typed_title_that_follows_from_the_data_is_let_be(text):
    assert said_of(titled(text)) == []


def test_a_tag_in_a_chart_is_said_not_to_be_filled():
    assert said_of(titled("Audits at {{ audits.completed.latest.date }}")) == [
        f'{PLACE}The title of the chart holds a tag, "{{{{ audits.completed.latest.date }}}}", and tags in a chart '
        "are not filled. Take it out of the chart, and write it in the text above."
    ]


def test_a_text_box_drawn_over_a_chart_is_looked_at_too():
    package = asking("audits.completed")
    text = "<a:p><a:r><a:t>up 12%</a:t></a:r></a:p>"
    box = f'<c:userShapes xmlns:c="{DML}/chart" xmlns:a="{DML}/main">{text}</c:userShapes>'
    package.add("word/drawings/drawing1.xml", box.encode(), "application/x")
    package.relate("word/charts/chart1.xml", OFFICE + "chartUserShapes", "word/drawings/drawing1.xml")
    (said,) = said_of(package)
    assert said.startswith(f'{PLACE}The text box of the chart, "up 12%", holds "12%"')


def test_a_kind_of_chart_that_cannot_be_filled_is_said():
    assert said_of(asking("kpi.open", kind="scatter")) == [
        f"{PLACE}This is a scatter chart, which cannot be filled from the workbooks. In Word choose Chart Design, "
        "Change Chart Type, and make it a line, column, bar, area or pie chart."
    ]


def test_words_newer_charts_are_said_to_be_of_no_use():
    package = asking("kpi.open")
    newer = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
    (relationship,) = package.relationships("word/document.xml")
    package.set_relationships("word/document.xml", [replace(relationship, type=newer)])
    assert said_of(package) == [
        f"{PLACE}This is one of Word's newer kinds of chart, which cannot be filled from the workbooks. "
        "In its place insert a line, column, bar, area or pie chart."
    ]


@pytest.mark.parametrize("kind", ["area", "stacked column"])
def test_a_kind_of_chart_that_draws_a_gap_as_zero_is_warned_of(kind):
    (said,) = said_of(asking("audits.completed since Nov 2014", kind=kind))
    assert said == (
        f"{PLACE}The chart has no value for Nov 2014, Dec 2014 of Case file audits completed, and a {kind} chart "
        "draws that as zero. In Word change it to a line or a clustered column chart, which leave a gap."
    )


def test_a_point_that_a_line_without_markers_cannot_show_is_warned_of():
    bare = old_series(0, "accent1", '<c:marker><c:symbol val="none"/></c:marker>')
    (said,) = said_of(asking("audits.completed from Dec 2014 to Jan 2015", body=bare))
    assert "the value for Jan 2015, which has none beside it, cannot be seen" in said
    assert said_of(asking("audits.completed from Dec 2014 to Jan 2015")) == []
