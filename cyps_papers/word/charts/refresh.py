"""Charts made and formatted in Word, filled from the series that their alternative text asks for.

`chart: audits.completed, kpi.conversion since Jun 2014` in the alternative text of a chart gets its series,
categories, cached values, number formats and embedded workbook, and an alternative text written from the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cyps_papers.problems import NoAnswerError, Problems, error, warning
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.word.charts import request as chart_request
from cyps_papers.word.charts import wording as chart_wording
from cyps_papers.word.charts import workbook as chart_workbook
from cyps_papers.word.charts.drawing import Drawing, drawings
from cyps_papers.word.charts.request import Request, RequestError
from cyps_papers.word.charts.series import (
    NOTHING,
    ChartSeries,
    ChartTable,
    SeriesOf,
    by_period,
    by_series,
    latest_only,
    number,
    within,
)
from cyps_papers.word.parts.package import DECLARATION, OFFICE, Package, Relationship
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories

if TYPE_CHECKING:
    from cyps_papers.word.charts.part import ChartPart

HOW_TO_ASK = "Write for example: chart: audits.completed since Jun 2014"
UNREADABLE = error(
    "chart-request",
    'The alternative text of the chart asks for "{found}", which is neither a name nor a period.',
    HOW_TO_ASK,
)
NO_NAME = error("chart-request", "The alternative text of the chart names no indicator.", HOW_TO_ASK)
UNKNOWN = error("chart-name", "The chart asks for {name}: {message}", "{hint}")
NO_VALUE = error(
    "chart-empty",
    "The chart asks for {name}{span}, and there is no value to show.",
    "Ask for other periods, or enter values in the workbook.",
)
MIXED_UNITS = error(
    "chart-units",
    "The chart shows {one} (in {unit}) and {other} (in {others}) on one axis, where they cannot be compared.",
    "Give each a chart of its own, or put one on a secondary axis in Word.",
)
UNFIT = error(
    "chart-kind",
    "This is a {shape} chart, which cannot be filled from the workbooks.",
    "In Word choose Chart Design, Change Chart Type, and make it a line, column, bar, area or pie chart.",
)
NEWER = error(
    "chart-kind",
    "This is one of Word's newer kinds of chart, which cannot be filled from the workbooks.",
    "In its place insert a line, column, bar, area or pie chart.",
)
GAP_AS_NOUGHT = warning(
    "chart-gap",
    "The chart has no value for {gaps} of {name}, and a {shape} chart draws that as nought.",
    "In Word change it to a line or a clustered column chart, which leave a gap.",
)
UNSEEN_POINT = warning(
    "chart-point",
    "The line for {name} has no markers, so that the value for {when}, with none beside it, cannot be seen.",
    "In Word choose Format Data Series, Marker, and give the line markers; or make it a column chart.",
)
NO_ALTERNATIVE_TEXT = warning(
    "chart-alternative-text",
    "The chart has no alternative text: it shows the template's own figures, and people who cannot see it are told "
    "nothing.",
    'Right-click it, choose View Alt Text, and say what it shows; or write "chart:" and the names of indicators.',
)

CHART_RELATIONSHIP = OFFICE + "chart"
NEWER_RELATIONSHIP = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
_WORKBOOK_RELATIONSHIP = OFFICE + "package"
_OLD_DATA = (_WORKBOOK_RELATIONSHIP, OFFICE + "oleObject")


@dataclass(frozen=True)
class Plotted:
    """A figure that a chart shows: the figure, its text in the paper's form, and the chart's place."""

    traced: Traced
    text: str
    place: DocumentPlace


def refresh_charts(package: Package, series_of: SeriesOf, problems: Problems) -> list[Plotted]:
    """Fill every chart of a document that asks for series, and give the figures that they now show.

    A chart that asks for none is left as it is. One whose request cannot be met is emptied, with a problem at its
    place, so that a draft shows none of the template's figures.
    """
    refresh = _Refresh(package, series_of, problems)
    for story in stories(package):
        if any(each.type in (CHART_RELATIONSHIP, NEWER_RELATIONSHIP) for each in package.relationships(story.part)):
            refresh.story(story)
    return refresh.plotted


@dataclass
class _Refresh:
    """One pass over the charts of a document."""

    package: Package
    series_of: SeriesOf
    problems: Problems
    plotted: list[Plotted] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)

    def story(self, story: Story) -> None:
        root = parse(self.package.parts[story.part])
        walk = Walk(self.package.name, story, Numbering.of(self.package), lambda _: None)
        paragraphs = of_tree(walk, root)
        found = list(drawings(root, {element: each.place for element, each in paragraphs.items()}))
        is_asked = any(drawing.request is not None for drawing in found)
        for drawing in found:
            self._drawing(drawing, story.part)
        if is_asked:
            self.package.parts[story.part] = (DECLARATION + serialised(root)).encode()

    def _drawing(self, drawing: Drawing, story: str) -> None:
        asked = drawing.request
        if asked is None:
            if not drawing.is_described:
                self.problems.add(NO_ALTERNATIVE_TEXT, drawing.place)
            return
        relationships = {each.id: each for each in self.package.relationships(story)}
        reference = relationships.get(drawing.reference)
        if reference is None or reference.type != CHART_RELATIONSHIP:
            self.problems.add(NEWER, drawing.place)
        elif reference.target in self.package.parts:
            self._fill(drawing, asked, self._own_part(drawing, reference, story))

    def _own_part(self, drawing: Drawing, reference: Relationship, story: str) -> str:
        """The chart's part; a copy of it where another drawing (a loop's earlier turn) has filled it already."""
        part = reference.target
        if part in self.filled:
            stem, numbers = part.removesuffix(".xml").rstrip("0123456789"), range(1, len(self.package.parts))
            part = next(name for n in numbers if (name := f"{stem}{n}.xml") not in self.package.parts)
            self.package.add(part, self.package.parts[reference.target], self.package.type_of(reference.target))
            self.package.set_relationships(part, self.package.relationships(reference.target))
            drawing.reference = self.package.relate(story, CHART_RELATIONSHIP, part)
        self.filled.add(part)
        return part

    def _fill(self, drawing: Drawing, asked: str, part: str) -> None:
        from cyps_papers.word.charts.part import ChartPart

        chart = ChartPart(parse(self.package.parts[part]))
        if chart.unfit:
            self.problems.add(UNFIT, drawing.place, shape=chart.unfit)
            return
        series = self._series(asked, drawing.place)
        table = self._table(chart, series, drawing.place) if series else None
        chart.fill(table or NOTHING)
        if table:
            drawing.describe(chart_wording.described(chart.kind, series))
            self._note(table, len(series) > 1, drawing.place)
            self._warn(chart, table, drawing.place)
        self._write(chart, part, table or NOTHING)

    def _series(self, asked: str, place: DocumentPlace) -> list[ChartSeries]:
        """The series that are asked for; none where one of them is not there or has nothing to show."""
        if not asked:
            self.problems.add(NO_NAME, place)
            return []
        try:
            request = chart_request.read(asked)
        except RequestError as unread:
            self.problems.add(UNREADABLE, place, found=unread.found)
            return []
        whole = [found for name in request.names if (found := self._named(name, place))]
        series = [within(one, request, whole) for one in whole]
        empty = [one for one in series if all(number(point) is None for point in one.points)]
        for one in empty:
            self.problems.add(NO_VALUE, place, name=one.name, span=_span(request))
        return series if len(series) == len(request.names) and not empty else []

    def _named(self, name: str, place: DocumentPlace) -> ChartSeries | None:
        try:
            return self.series_of(name)
        except NoAnswerError as none:
            self.problems.add(UNKNOWN, place, name=name, message=none.message, hint=none.hint)
            return None

    def _table(self, chart: ChartPart, series: list[ChartSeries], place: DocumentPlace) -> ChartTable | None:
        """The chart's cells; None where its series cannot share an axis. A pie shows the latest of several."""
        if chart.is_pie and len(series) > 1:
            series[:] = map(latest_only, series)
            return by_series(series) if self._share_axes(series, [(0,)] * len(series), place) else None
        chart.fit(len(series))
        return by_period(series) if self._share_axes(series, chart.axes_of(), place) else None

    def _share_axes(self, series: Sequence[ChartSeries], axes: Sequence[object], place: DocumentPlace) -> bool:
        first: dict[object, ChartSeries] = {}
        for one, axis in zip(series, axes, strict=True):
            other = first.setdefault(axis, one)
            if (one.unit == Unit.SHARE) != (other.unit == Unit.SHARE):
                self.problems.add(MIXED_UNITS, place, one=other.name, unit=other.unit, other=one.name, others=one.unit)
                return False
        return True

    def _note(self, table: ChartTable, is_several: bool, place: DocumentPlace) -> None:
        for column in table.columns:
            for category, point in zip(table.categories, column.points, strict=True):
                if point is not None and number(point) is not None:
                    parts = [place.detail, column.heading if is_several else "", category]
                    detail = ", ".join(filter(None, parts))
                    self.plotted.append(Plotted(point, point.printed, replace(place, detail=detail)))

    def _warn(self, chart: ChartPart, table: ChartTable, place: DocumentPlace) -> None:
        for nth, column in enumerate(table.columns):
            known = [value is not None for value in column.values]
            gaps = [name for name, is_known in zip(table.categories, known, strict=True) if not is_known]
            if gaps and chart.draws_gaps_as_nought:
                listed = ", ".join(gaps)
                self.problems.add(GAP_AS_NOUGHT, place, gaps=listed, name=column.heading, shape=chart.kind)
            alone = [name for n, name in enumerate(table.categories) if _is_alone(known, n)]
            if alone and nth in chart.unmarked():
                self.problems.add(UNSEEN_POINT, place, name=column.heading, when=", ".join(alone))

    def _write(self, chart: ChartPart, part: str, table: ChartTable) -> None:
        folder, _, name = part.rpartition("/charts/")
        embedded = f"{folder}/embeddings/{name.removesuffix('.xml')}.xlsx"
        relationships = self.package.relationships(part)
        old = [each for each in relationships if each.type in _OLD_DATA]
        self.package.set_relationships(part, [each for each in relationships if each not in old])
        self.package.add(embedded, chart_workbook.workbook(table), chart_workbook.TYPE)
        chart.embed(self.package.relate(part, _WORKBOOK_RELATIONSHIP, embedded))
        self.package.parts[part] = (DECLARATION + serialised(chart.root)).encode()
        for each in old:
            if not each.external and not _is_related(self.package, each.target):
                self.package.drop(each.target)


def _is_related(package: Package, target: str) -> bool:
    sources = [part for part in package.parts if not part.endswith(".rels")]
    return any(each.target == target for part in sources for each in package.relationships(part))


def _is_alone(known: Sequence[bool], nth: int) -> bool:
    beside = [known[n] for n in (nth - 1, nth + 1) if 0 <= n < len(known)]
    return known[nth] and not any(beside)


def _span(request: Request) -> str:
    return f" {request.typed}" if request.typed else ""
