"""Charts made and formatted in Word, filled from the series that their alternative text asks for.

`chart: audits.completed, kpi.conversion since Jun 2014` in the alternative text of a chart gets its series,
categories, cached values, number formats and embedded workbook, and an alternative text written from the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cyps_papers.opc.package import OFFICE, Package, Relationship
from cyps_papers.origin import UNASKED, Origin
from cyps_papers.problems import NoAnswerError, ProblemKind, Problems, error, warning
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Series, Traced
from cyps_papers.word.charts import request as chart_request
from cyps_papers.word.charts import workbook as chart_workbook
from cyps_papers.word.charts.drawing import REFERENCE, Drawing, drawings
from cyps_papers.word.charts.part import ChartPart
from cyps_papers.word.charts.request import Request, RequestError
from cyps_papers.word.charts.series import (
    NOTHING,
    ChartTable,
    SeriesOf,
    by_period,
    by_series,
    latest_only,
    not_a_whole,
    number,
    within,
)
from cyps_papers.word.charts.typed import TAG, not_in_data
from cyps_papers.word.charts.wording import described
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories

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
    "The chart asks for {name}{span}, but there is no value to show.",
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
    "The chart has no value for {gaps} of {name}, and a {shape} chart draws that as zero.",
    "In Word change it to a line or a clustered column chart, which leave a gap.",
)
UNSEEN_POINT = warning(
    "chart-point",
    "The line for {name} has no markers, so that the value for {when}, which has none beside it, cannot be seen.",
    "In Word choose Format Data Series, Marker, and give the line markers; or make it a column chart.",
)
NOT_ASKED = error(
    "chart-alternative-text",
    "The alternative text of the chart asks for no data, so that it would show the template's own figures.",
    "{hint}",
)
NOT_A_WHOLE = error(
    "chart-pie",
    "A {shape} chart shows the parts of one whole, and {why}.",
    "In Word choose Chart Design, Change Chart Type, and make it a line or column chart; or ask for the latest of "
    "several indicators that add up to the whole.",
)
CROWDED = warning(
    "chart-months",
    "The chart keeps a category for each day, and the series stand between one another: {name} has two values in "
    "{month}, so that the months cannot be its categories.",
    "Give the series a chart each, or enter one value a month.",
)
TYPED = error(
    "chart-text",
    'The {what} of the chart, "{text}", holds "{found}", which is not in its data.',
    "Take it out of the chart, and write it in the text above with a tag, which follows the workbook.",
)
TAG_IN_CHART = error(
    "chart-text",
    'The {what} of the chart holds a tag, "{found}", and tags in a chart are not filled.',
    "Take it out of the chart, and write it in the text above.",
)

CHART_RELATIONSHIP = OFFICE + "chart"
NEWER_RELATIONSHIP = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
_WORKBOOK_RELATIONSHIP = OFFICE + "package"
_OLD_DATA = (_WORKBOOK_RELATIONSHIP, OFFICE + "oleObject")


@dataclass(frozen=True, eq=False)
class Description:
    """The alternative text that a chart was given: its text, its place, and every figure that the chart shows."""

    text: str
    place: DocumentPlace
    sources: tuple[Traced, ...]


@dataclass(frozen=True)
class Plotted:
    """A figure that a chart shows: the figure, its text in the paper's form, its place, and its chart's description."""

    traced: Traced
    text: str
    place: DocumentPlace
    description: Description


def refresh_charts(package: Package, series_of: SeriesOf, problems: Problems) -> list[Plotted]:
    """Fill every chart of a document with the series that it asks for, and give the figures that they now show.

    A chart that asks for none is left as it is, with a problem. One whose request cannot be met is emptied, with a
    problem at its place, so that a draft shows none of the template's figures.
    """
    refresh = _Refresh(package, series_of, problems)
    for story in stories(package):
        types = {relationship.type for relationship in package.relationships(story.part)}
        if types & {CHART_RELATIONSHIP, NEWER_RELATIONSHIP}:
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
        walk = Walk(self.package.name, story, Numbering.of(self.package))
        asks = False
        for drawing in list(drawings(root, of_tree(walk, root))):
            if (asked := drawing.asked) is not None:
                self._drawing(drawing, asked, story.part)
                asks = True
            else:
                meant = next(filter(None, map(chart_request.meant, drawing.texts)), "")
                hint = f'Did you mean "{meant}"?' if meant else f"Right-click it and choose View Alt Text. {HOW_TO_ASK}"
                self.problems.add(NOT_ASKED, drawing.place, hint=hint)
        if asks:
            self.package.parts[story.part] = written(root)

    def _drawing(self, drawing: Drawing, asked: str, story: str) -> None:
        relationships = {relationship.id: relationship for relationship in self.package.relationships(story)}
        reference = relationships.get(drawing.chart.get(REFERENCE, ""))
        if reference is None or reference.type != CHART_RELATIONSHIP:
            self.problems.add(NEWER, drawing.place)
        elif reference.target in self.package.parts:
            part = self._own_part(drawing, reference, story)
            chart = ChartPart(parse(self.package.parts[part]))
            filling = _Filling(drawing, chart, self.series_of, self.problems)
            if chart.unfit:
                filling.say(UNFIT, shape=chart.unfit)
                return
            table = filling.fill(asked)
            if table:
                self.plotted += filling.plotted(table)
                self._check_texts(filling, part)
            self._write(chart, part, table or NOTHING)

    def _own_part(self, drawing: Drawing, reference: Relationship, story: str) -> str:
        """The chart's part; a copy of it where another drawing (a loop's earlier turn) has filled it already."""
        part = reference.target
        if part in self.filled:
            stem, numbers = part.removesuffix(".xml").rstrip("0123456789"), range(1, len(self.package.parts))
            part = next(name for n in numbers if (name := f"{stem}{n}.xml") not in self.package.parts)
            self.package.add(part, self.package.parts[reference.target], self.package.type_of(reference.target))
            self.package.set_relationships(part, self.package.relationships(reference.target))
            drawing.chart.set(REFERENCE, self.package.relate(story, CHART_RELATIONSHIP, part))
        self.filled.add(part)
        return part

    def _check_texts(self, filling: _Filling, part: str) -> None:
        """Say what was typed in the chart, or drawn over it, that does not follow from its data."""
        texts = list(filling.chart.texts)
        if drawn := self.package.related(part, "chartUserShapes"):
            paragraphs = parse(self.package.parts[drawn]).iter("{*}p")
            texts += [("text box", "".join(map(str, paragraph.itertext()))) for paragraph in paragraphs]
        for what, text in texts:
            if tag := TAG.search(text):
                filling.say(TAG_IN_CHART, what=what, found=tag[0])
            elif found := not_in_data(text, filling.request, filling.series):
                filling.say(TYPED, what=what, text=" ".join(text.split()), found=found)

    def _write(self, chart: ChartPart, part: str, table: ChartTable) -> None:
        folder, _, name = part.rpartition("/charts/")
        embedded = f"{folder}/embeddings/{name.removesuffix('.xml')}.xlsx"
        old = self.package.unrelate(part, lambda relationship: relationship.type in _OLD_DATA)
        self.package.add(embedded, chart_workbook.workbook(table), chart_workbook.TYPE)
        chart.embed(self.package.relate(part, _WORKBOOK_RELATIONSHIP, embedded))
        self.package.parts[part] = written(chart.root)
        kept = {led.target for source in self.package.parts for led in self.package.relationships(source)}
        for data in old:
            if not data.external and data.target not in kept:
                self.package.drop(data.target)


@dataclass
class _Filling:
    """One chart as it is filled: its request as it was read, and the series that it is given."""

    drawing: Drawing
    chart: ChartPart
    series_of: SeriesOf
    problems: Problems
    request: Request = field(default_factory=lambda: Request(()))
    series: list[Series] = field(default_factory=list)

    def say(self, kind: ProblemKind, subject: Origin = UNASKED, /, **found: object) -> None:
        """Note a problem at the chart."""
        self.problems.add(kind, self.drawing.place, subject, **found)

    def fill(self, asked: str) -> ChartTable | None:
        """Fill the chart and describe it; its cells, None where the request cannot be met, which empties it."""
        table = self._table() if self._find(asked) else None
        self.chart.fill(table or NOTHING)
        if table:
            self.drawing.describe(described(self.chart.kind, self.series))
            self._warn(table)
        return table

    def plotted(self, table: ChartTable) -> Iterator[Plotted]:
        """The figures that it shows, each with its place."""
        place = self.drawing.place
        points = [
            (point, ", ".join(filter(None, [place.detail, column.heading * (len(self.series) > 1), category])))
            for column in table.columns
            for category, point in zip(table.categories, column.points, strict=True)
            if point is not None and number(point) is not None
        ]
        alone = place._replace(detail="the chart's alternative text")
        description = Description(self.drawing.texts[0], alone, tuple(point for point, _ in points))
        for point, detail in points:
            yield Plotted(point, point.printed, place._replace(detail=detail), description)

    def _find(self, asked: str) -> bool:
        """Find the series that are asked for; whether each is there and has something to show."""
        if not asked:
            self.say(NO_NAME)
            return False
        try:
            self.request = chart_request.read(asked)
        except RequestError as unread:
            self.say(UNREADABLE, found=unread.found)
            return False
        whole = []
        for name in self.request.names:
            try:
                whole.append(self.series_of(name))
            except NoAnswerError as none:
                self.say(UNKNOWN, none.subject, name=name, message=none.message, hint=none.hint)
        self.series = [within(series, self.request, whole) for series in whole]
        empty = [series for series in self.series if all(number(point) is None for point in series.points)]
        for series in empty:
            self.say(NO_VALUE, series.origin, name=series.name, span=f" {self.request.typed}".rstrip())
        return len(self.series) == len(self.request.names) and not empty

    def _table(self) -> ChartTable | None:
        """The chart's cells; None where its series cannot stand in it together. A pie shows the latest of several."""
        if self.chart.is_pie:
            if why := not_a_whole(self.series):
                self.say(NOT_A_WHOLE, shape=self.chart.kind, why=why)
                return None
            self.series = [latest_only(series) for series in self.series]
            return by_series(self.series)
        self.chart.fit(len(self.series))
        first: dict[object, Series] = {}
        for series, axes in zip(self.series, self.chart.axes_of(), strict=True):
            other = first.setdefault(axes, series)
            if (series.unit == Unit.SHARE) != (other.unit == Unit.SHARE):
                self.say(MIXED_UNITS, one=other.name, unit=other.unit, other=series.name, others=series.unit)
                return None
        return by_period(self.series)

    def _warn(self, table: ChartTable) -> None:
        if table.crowded:
            name, month = table.crowded
            self.say(CROWDED, name=name, month=month)
        unmarked = self.chart.unmarked()
        for nth, column in enumerate(table.columns):
            values = [None, *column.values, None]
            gaps = [name for name, value in zip(table.categories, column.values, strict=True) if value is None]
            if gaps and self.chart.draws_gaps_as_zero:
                self.say(GAP_AS_NOUGHT, gaps=", ".join(gaps), name=column.heading, shape=self.chart.kind)
            points = zip(table.categories, column.values, values, values[2:], strict=False)
            alone = [name for name, value, *beside in points if value is not None and beside == [None, None]]
            if alone and nth in unmarked:
                self.say(UNSEEN_POINT, name=column.heading, when=", ".join(alone))
