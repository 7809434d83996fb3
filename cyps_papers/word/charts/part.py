"""A chart part of a Word document: its series filled from a table of cells, the officer's formatting kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # lxml-stubs leaves it out
from lxml.etree import _Element

from cyps_papers.word.charts.drawing import REFERENCE
from cyps_papers.word.charts.series import ChartTable, Column
from cyps_papers.word.charts.workbook import formula
from cyps_papers.word.parts.wordml import local

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KINDS = {"bar": "column", **{kind: kind for kind in ("line", "pie", "area", "doughnut", "radar")}}
"""The kinds whose series are categories and values, by their elements, as officers call them."""
_ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
_ONLY_OF_DATE_AXES = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
_E: Any = ElementMaker(namespace=CHART, nsmap={"c": CHART})


def c(name: str) -> str:
    """A name of the chart namespace as lxml writes it: c('ser')."""
    return f"{{{CHART}}}{name}"


class ChartPart:
    """The tree of a chart part, to be filled in place."""

    def __init__(self, root: _Element) -> None:
        self.root = root

    @property
    def kind(self) -> str:
        """What officers call it: 'line', 'bar', 'stacked column', 'column and line'."""
        words = []
        for plot in self._plots():
            word = _KINDS.get(_kind(plot), "")
            if _val(plot, "barDir") == "bar":
                word = "bar"
            words.append("stacked " * ("tacked" in _val(plot, "grouping")) + word)
        return " and ".join(dict.fromkeys(words))

    @property
    def unfit(self) -> str:
        """The kind of it that cannot be filled ('scatter'), '' where all can."""
        kinds = [_kind(plot) for plot in self._plots()]
        other = next((kind for kind in kinds if kind not in _KINDS), "" if kinds else "empty")
        return {"ofPie": "pie of pie"}.get(other, other)

    @property
    def is_pie(self) -> bool:
        """Whether it shows one series, its categories as slices."""
        return any(_kind(plot) in ("pie", "doughnut") for plot in self._plots())

    @property
    def draws_gaps_as_zero(self) -> bool:
        """Whether it cannot show that a value is missing: areas and stacks draw it as nothing."""
        return any(word in self.kind for word in ("area", "stacked"))

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """What was typed in the chart, each text after what it is: its title, an axis's title, a label."""
        for rich in self.root.iter(c("rich")):
            owner = _parent(_parent(rich))
            what = "label"
            if local(owner) == "title":
                what = "title of an axis" if local(_parent(owner)).endswith("Ax") else "title"
            yield what, " ".join("".join(map(str, paragraph.itertext())) for paragraph in rich)
        for name in self.root.iterfind(f".//{c('trendline')}/{c('name')}"):
            yield "name of a trend line", name.text or ""

    def unmarked(self) -> list[int]:
        """Which of its series, counted from 0, are lines without markers, on which a point alone is not seen."""
        return [nth for nth, series in enumerate(self._series()) if _is_unmarked_line(series)]

    def axes_of(self) -> list[tuple[int, ...]]:
        """The axes of each of its series, so that those which share them can be told."""
        return [_axis_ids(_parent(series)) for series in self._series()]

    def fit(self, count: int) -> None:
        """Make it have so many series: further ones are drawn like the last in another colour, surplus ones go."""
        for surplus in self._series()[count:]:
            self._drop(surplus)
        while len(self._series()) < count:
            self._add()

    def fill(self, table: ChartTable) -> None:
        """Give it these cells: names, categories, values and number formats."""
        self.fit(len(table.columns))
        for nth, (series, column) in enumerate(zip(self._series(), table.columns, strict=True), 1):
            _fill(series, nth, column, table.categories)
        for plot in self._plots():
            filled = zip(self._series(), table.columns, strict=True)
            shown = [column for series, column in filled if _parent(series) is plot]
            if shown and _val(plot, "grouping") != "percentStacked":
                _format_axes(plot, shown)
        for chart in self.root.findall(c("chart")):
            _remove(chart.findall(c("dispBlanksAs")))
            _insert_before(chart, _E.dispBlanksAs(val="gap"), ("showDLblsOverMax", "extLst"))
        for axis in list(self.root.iter(c("dateAx"))):  # which cannot show 'early Mar 2015' or '2013/14'
            axis.tag = c("catAx")
            _remove([unit for unit in axis if local(unit) in _ONLY_OF_DATE_AXES])
        for text in self.root.findall(f"{c('chart')}/{c('title')}/{c('tx')}"):
            if text.find(c("strRef")) is not None:  # a title linked to a cell is linked to the first heading
                _parent(text).replace(text, _heading(1, table.columns[0]))
        # Word keeps the old values of series that were filtered out of sight, and of labels taken from cells.
        extensions = [
            extension
            for extension in self.root.iter(c("ext"))
            if any("filtered" in local(element) or local(element) == "datalabelsRange" for element in extension.iter())
        ]
        _remove([*self.root.iter(c("pivotSource"), c("pivotFmts")), *extensions])

    def embed(self, relationship: str) -> None:
        """Name the embedded workbook by its relationship."""
        _remove(self.root.findall(c("externalData")))
        data = _E.externalData(_E.autoUpdate(val="0"), {REFERENCE: relationship})
        _insert_before(self.root, data, ("printSettings", "userShapes", "extLst"))

    def _plots(self) -> list[_Element]:
        return [plot for plot in self.root.iterfind(f"{c('chart')}/{c('plotArea')}/*") if local(plot).endswith("Chart")]

    def _series(self) -> list[_Element]:
        """The series in the order in which Word lists them."""
        return sorted(
            (series for plot in self._plots() for series in plot.findall(c("ser"))),
            key=lambda series: int(_val(series, "order") or 0),
        )

    def _drop(self, series: _Element) -> None:
        plot = _parent(series)
        plot.remove(series)
        others = [other for other in self._plots() if other is not plot]
        if others and plot.find(c("ser")) is None:
            surplus = set(_axis_ids(plot)).difference(*map(_axis_ids, others))
            _remove([plot, *_axes(_parent(plot), surplus)])

    def _add(self) -> None:
        existing = self._series()
        if not existing:
            plot = self._plots()[0]
            leading = {"barDir", "grouping", "varyColors", "radarStyle"} & set(map(local, plot))
            plot.insert(len(leading), _E.ser(_E.idx(val="0"), _E.order(val="0")))
            return
        series = deepcopy(existing[-1])
        _remove(series.findall(c("dPt")) + series.findall(c("extLst")))
        for name in ("idx", "order"):
            most = max(int(_val(other, name) or 0) for other in existing)
            for own in series.findall(c(name)):
                own.set("val", str(most + 1))
        taken = {colour.get("val", "") for other in existing for colour in _colours(other)}
        accent = next((name for name in _ACCENTS if name not in taken), _ACCENTS[len(existing) % len(_ACCENTS)])
        for colour in _colours(series):
            colour.tag = f"{{{DRAWING_MAIN}}}schemeClr"
            colour.set("val", accent)
            _remove(list(colour))
        existing[-1].addnext(series)


def _fill(series: _Element, nth: int, column: Column, categories: Sequence[str]) -> None:
    """Series nth, counted from 1 as its column is from A."""
    _remove([data for data in series if local(data) in ("tx", "cat", "val")])
    (order,) = series.findall(c("order"))
    order.addnext(_heading(nth, column))
    last = len(categories) + 1
    numbers = [None if value is None else f"{value.normalize():f}" for value in column.values]
    for data in (
        _E.cat(_E.strRef(_E.f(formula(0, 2, last)), _E.strCache(*_cache(categories)))),
        _E.val(_E.numRef(_E.f(formula(nth, 2, last)), _E.numCache(_E.formatCode(column.format), *_cache(numbers)))),
    ):
        _insert_before(series, data, ("smooth", "shape", "extLst"))
    for labels in series.iter(c("dLbls"), c("dLbl")):
        if labels.find(c("numFmt")) is not None:
            _format(labels, column.format)
    # formatting of points that there are not, and labels that somebody typed over a value
    for point in [*series.findall(c("dPt")), *series.iter(c("dLbl"))]:
        if int(_val(point, "idx") or 0) >= len(categories) or point.find(c("tx")) is not None:
            _remove([point])


def _heading(nth: int, column: Column) -> _Element:
    heading: _Element = _E.tx(_E.strRef(_E.f(formula(nth, 1)), _E.strCache(*_cache([column.heading]))))
    return heading


def _cache(texts: Sequence[str | None]) -> Iterator[_Element]:
    """Cached points. A gap has none, which is how Word knows it."""
    yield _E.ptCount(val=str(len(texts)))
    for nth, text in enumerate(texts):
        if text is not None:
            yield _E.pt(_E.v(text), idx=str(nth))


def _format_axes(plot: _Element, shown: Sequence[Column]) -> None:
    """Let the axes of values have the format of what is drawn on them, and no fixed end that would cut it off."""
    drawn = [float(value) for column in shown for value in column.values if value is not None]
    if _val(plot, "grouping") == "stacked":  # from zero, what is above it added up, and what is below
        for row in zip(*(column.values for column in shown), strict=True):
            values = [float(value) for value in row if value is not None]
            drawn += [sum(value for value in values if value > 0), sum(value for value in values if value < 0)]
    for axis in _axes(_parent(plot), set(_axis_ids(plot))):
        if local(axis) != "valAx":
            continue
        _format(axis, max((column.format for column in shown), key=len))
        cutting = [limit for limit in axis.iterfind(f"{c('scaling')}/*") if _cuts_off(limit, drawn)]
        if cutting:
            _remove([*cutting, *(unit for unit in axis if local(unit) in ("majorUnit", "minorUnit"))])


def _cuts_off(limit: _Element, values: Sequence[float]) -> bool:
    bound = limit.get("val") or "0"
    if local(limit) == "max":
        return any(value > float(bound) for value in values)
    return local(limit) == "min" and any(value < float(bound) for value in values)


def _format(owner: _Element, code: str) -> None:
    """The number format of an axis or of labels. One that the officer chose stays where it suits the unit."""
    chosen = owner.find(c("numFmt"))
    if chosen is not None:
        own = chosen.get("formatCode", "")
        is_chosen = chosen.get("sourceLinked") in ("0", "false") and own != "General"
        if not is_chosen or ("%" in own) != ("%" in code):
            chosen.attrib.update({"formatCode": code, "sourceLinked": "0"})
        return
    for name in ("title", "minorGridlines", "majorGridlines", "axPos"):
        for before in owner.findall(c(name)):
            return before.addnext(_E.numFmt(formatCode=code, sourceLinked="0"))


def _is_unmarked_line(series: _Element) -> bool:
    plot, symbol = _parent(series), series.find(f"{c('marker')}/{c('symbol')}")
    if symbol is not None:
        return local(plot) == "lineChart" and symbol.get("val") == "none"
    return local(plot) == "lineChart" and _val(plot, "marker") not in ("1", "true")


def _kind(plot: _Element) -> str:
    return re.sub("(3D)?Chart$", "", local(plot))


def _colours(series: _Element) -> list[_Element]:
    """The colours of its lines, fills and markers."""
    shapes = series.findall(c("spPr")) + series.findall(f"{c('marker')}/{c('spPr')}")
    names = [f"{{{DRAWING_MAIN}}}{name}" for name in ("schemeClr", "srgbClr")]
    return [colour for shape in shapes for colour in shape.iter(*names)]


def _axes(area: _Element, ids: set[int]) -> list[_Element]:
    return [axis for axis in area if local(axis).endswith("Ax") and int(_val(axis, "axId") or 0) in ids]


def _axis_ids(plot: _Element) -> tuple[int, ...]:
    return tuple(int(axis.get("val") or 0) for axis in plot.findall(c("axId")))


def _val(owner: _Element, name: str) -> str:
    child = owner.find(c(name))
    return child.get("val", "") if child is not None else ""


def _insert_before(owner: _Element, child: _Element, names: Sequence[str]) -> None:
    after = next((sibling for sibling in owner if local(sibling) in names), None)
    if after is None:
        owner.append(child)
    else:
        after.addprevious(child)


def _remove(elements: Sequence[_Element]) -> None:
    for element in elements:
        _parent(element).remove(element)


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent
