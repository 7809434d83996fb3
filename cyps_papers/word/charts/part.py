"""A chart part of a Word document: its series filled from a table of cells, the officer's formatting kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from cyps_papers.word.charts.series import ChartTable, Column
from cyps_papers.word.charts.workbook import formula
from cyps_papers.word.parts.wordml import RELATIONSHIP, local

if TYPE_CHECKING:
    from lxml.etree import _Element

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORDS = {
    **dict.fromkeys(("lineChart", "line3DChart"), "line"),
    **dict.fromkeys(("barChart", "bar3DChart"), "column"),
    **dict.fromkeys(("pieChart", "pie3DChart"), "pie"),
    **dict.fromkeys(("areaChart", "area3DChart"), "area"),
    "doughnutChart": "doughnut",
    "radarChart": "radar",
}
"""The kinds whose series are categories and values, by their elements, as officers call them."""
_OTHERS = {
    "scatterChart": "scatter",
    "bubbleChart": "bubble",
    "stockChart": "stock",
    "surfaceChart": "surface",
    "surface3DChart": "surface",
    "ofPieChart": "pie of pie",
}
_ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
_AFTER_VALUES = ("smooth", "shape", "extLst")
_AFTER_EXTERNAL_DATA = ("printSettings", "userShapes", "extLst")
_ONLY_OF_DATE_AXES = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")


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
        return " and ".join(dict.fromkeys(map(_word, self._plots())))

    @property
    def unfit(self) -> str:
        """The kind of it that cannot be filled ('scatter'), '' where all can."""
        kinds = [local(plot) for plot in self._plots()]
        return next((_OTHERS.get(kind, kind) for kind in kinds if kind not in _WORDS), "" if kinds else "empty")

    @property
    def is_pie(self) -> bool:
        """Whether it shows one series, its categories as slices."""
        return any(_WORDS.get(local(plot)) in ("pie", "doughnut") for plot in self._plots())

    @property
    def draws_gaps_as_nought(self) -> bool:
        """Whether it cannot show that a value is missing: areas and stacks draw it as nothing."""
        return any(_WORDS.get(local(plot)) == "area" or "stacked" in _word(plot) for plot in self._plots())

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
        """Give it these cells: names, categories, values and number formats. It must have as many series."""
        self.fit(len(table.columns))
        for nth, (series, column) in enumerate(zip(self._series(), table.columns, strict=True), 1):
            _fill(series, nth, column, table.categories)
        for plot in self._plots():
            self._format_axes(plot, table)
        self._let_gaps_be_gaps()
        self._use_categories()
        self._name_title(table)
        for stale in (*self.root.iter(c("pivotSource"), c("pivotFmts")), *_hidden_copies(self.root)):
            _parent(stale).remove(stale)

    def embed(self, relationship: str) -> None:
        """Name the embedded workbook by its relationship."""
        for old in self.root.findall(c("externalData")):
            self.root.remove(old)
        data = _e("externalData", _e("autoUpdate", val="0"))
        data.set(f"{{{RELATIONSHIP}}}id", relationship)
        _insert_before(self.root, data, _AFTER_EXTERNAL_DATA)

    def _plots(self) -> list[_Element]:
        area = self.root.find(f"{c('chart')}/{c('plotArea')}")
        return [each for each in area if local(each).endswith("Chart")] if area is not None else []

    def _series(self) -> list[_Element]:
        """The series in the order in which Word lists them."""
        return sorted((ser for plot in self._plots() for ser in plot.findall(c("ser"))), key=_order)

    def _drop(self, series: _Element) -> None:
        plot = _parent(series)
        plot.remove(series)
        others = [each for each in self._plots() if each is not plot]
        if others and plot.find(c("ser")) is None:
            area = _parent(plot)
            area.remove(plot)
            for axis in _axes(area, set(_axis_ids(plot)).difference(*map(_axis_ids, others))):
                area.remove(axis)

    def _add(self) -> None:
        existing = self._series()
        if not existing:
            plot = self._plots()[0]
            leading = [each for each in plot if local(each) in ("barDir", "grouping", "varyColors", "radarStyle")]
            plot.insert(len(leading), _e("ser", _e("idx", val="0"), _e("order", val="0")))
            return
        series = deepcopy(existing[-1])
        for own in series.findall(c("dPt")) + series.findall(c("extLst")):
            series.remove(own)
        for name in ("idx", "order"):
            used = [int(_val(each, name) or 0) for each in existing]
            _set(series, name, str(max(used) + 1))
        _recolour(series, existing)
        existing[-1].addnext(series)

    def _format_axes(self, plot: _Element, table: ChartTable) -> None:
        if _val(plot, "grouping") == "percentStacked":
            return
        shown = [column for ser, column in zip(self._series(), table.columns, strict=True) if _parent(ser) is plot]
        for axis in _axes(_parent(plot), set(_axis_ids(plot))):
            if local(axis) == "valAx" and shown:
                _format(axis, max((column.format for column in shown), key=len))
                _let_go_of_limits(axis, shown)

    def _let_gaps_be_gaps(self) -> None:
        chart = self.root.find(c("chart"))
        if chart is None:
            return
        for old in chart.findall(c("dispBlanksAs")):
            chart.remove(old)
        _insert_before(chart, _e("dispBlanksAs", val="gap"), ("showDLblsOverMax", "extLst"))

    def _use_categories(self) -> None:
        """A date axis cannot show 'early Mar 2015' or '2013/14': it becomes an axis of categories."""
        for axis in list(self.root.iter(c("dateAx"))):
            axis.tag = c("catAx")
            for child in [each for each in axis if local(each) in _ONLY_OF_DATE_AXES]:
                axis.remove(child)

    def _name_title(self, table: ChartTable) -> None:
        """A title that is linked to a cell is linked to the first heading, whatever cell it was."""
        for text in self.root.findall(f"{c('chart')}/{c('title')}/{c('tx')}"):
            if text.find(c("strRef")) is not None:
                _parent(text).replace(text, _heading(1, table.columns[0]))


def _fill(series: _Element, nth: int, column: Column, categories: Sequence[str]) -> None:
    """Series nth, counted from 1 as its column is from A."""
    for old in [each for each in series if local(each) in ("tx", "cat", "val")]:
        series.remove(old)
    order = series.find(c("order"))
    assert order is not None
    order.addnext(_heading(nth, column))
    last = len(categories) + 1
    texts = _e("strRef", _e("f", formula(0, 2, last)), _e("strCache", *_cache(categories)))
    numbers = [None if value is None else f"{value.normalize():f}" for value in column.values]
    values = _e(
        "numRef",
        _e("f", formula(nth, 2, last)),
        _e("numCache", _e("formatCode", column.format), *_cache(numbers)),
    )
    for element in (_e("cat", texts), _e("val", values)):
        _insert_before(series, element, _AFTER_VALUES)
    for labels in series.iter(c("dLbls"), c("dLbl")):
        if labels.find(c("numFmt")) is not None:
            _format(labels, column.format)
    _drop_stale_points(series, len(categories))


def _heading(nth: int, column: Column) -> _Element:
    cache = _e("strCache", *_cache([column.heading]))
    return _e("tx", _e("strRef", _e("f", formula(nth, 1)), cache))


def _cache(texts: Sequence[str | None]) -> Iterator[_Element]:
    """Cached points. A gap has none, which is how Word knows it."""
    yield _e("ptCount", val=str(len(texts)))
    for nth, text in enumerate(texts):
        if text is not None:
            yield _e("pt", _e("v", text), idx=str(nth))


def _drop_stale_points(series: _Element, count: int) -> None:
    """Formatting of points that there are not, and labels that somebody typed over a value."""
    for point in [*series.findall(c("dPt")), *series.iter(c("dLbl"))]:
        if int(_val(point, "idx") or 0) >= count or point.find(c("tx")) is not None:
            _parent(point).remove(point)


def _hidden_copies(root: _Element) -> list[_Element]:
    """Series that were filtered out of sight, and labels taken from cells: Word keeps their old values."""
    return [
        extension
        for extension in root.iter(c("ext"))
        if any("filtered" in local(each) or local(each) == "datalabelsRange" for each in extension.iter())
    ]


def _recolour(series: _Element, others: Sequence[_Element]) -> None:
    taken = {colour for other in others for colour in _colours(other)}
    accent = next((accent for accent in _ACCENTS if accent not in taken), _ACCENTS[len(others) % len(_ACCENTS)])
    for shape in _shapes(series):
        for colour in list(shape.iter(f"{{{DRAWING_MAIN}}}schemeClr", f"{{{DRAWING_MAIN}}}srgbClr")):
            new = colour.makeelement(f"{{{DRAWING_MAIN}}}schemeClr", {"val": accent})
            new.tail = colour.tail
            _parent(colour).replace(colour, new)


def _colours(series: _Element) -> Iterator[str]:
    for shape in _shapes(series):
        yield from (each.get("val", "") for each in shape.iter(f"{{{DRAWING_MAIN}}}schemeClr"))


def _shapes(series: _Element) -> list[_Element]:
    return series.findall(c("spPr")) + series.findall(f"{c('marker')}/{c('spPr')}")


def _format(owner: _Element, code: str) -> None:
    """The number format of an axis or of labels. One that the officer chose stays where it suits the unit."""
    chosen = owner.find(c("numFmt"))
    if chosen is not None:
        own = chosen.get("formatCode", "")
        is_chosen = chosen.get("sourceLinked") in ("0", "false") and own != "General"
        if not is_chosen or ("%" in own) != ("%" in code):
            chosen.set("formatCode", code)
            chosen.set("sourceLinked", "0")
        return
    before = ("title", "minorGridlines", "majorGridlines", "axPos")
    anchor = next((each for name in before if (each := owner.find(c(name))) is not None), None)
    if anchor is not None:
        anchor.addnext(_e("numFmt", formatCode=code, sourceLinked="0"))


def _let_go_of_limits(axis: _Element, shown: Sequence[Column]) -> None:
    """A fixed end of an axis that would cut a value off is let go, and with it the fixed steps."""
    values = [float(value) for column in shown for value in column.values if value is not None]
    cutting = [limit for limit in axis.iterfind(f"{c('scaling')}/*") if _cuts_off(limit, values)]
    steps = [each for each in axis if local(each) in ("majorUnit", "minorUnit")] if cutting else []
    for fixed in cutting + steps:
        _parent(fixed).remove(fixed)


def _cuts_off(limit: _Element, values: Sequence[float]) -> bool:
    if local(limit) not in ("max", "min") or not values:
        return False
    bound = float(limit.get("val") or 0)
    return max(values) > bound if local(limit) == "max" else min(values) < bound


def _is_unmarked_line(series: _Element) -> bool:
    symbol = series.find(f"{c('marker')}/{c('symbol')}")
    plot = _parent(series)
    marked = _val(plot, "marker") in ("1", "true") if symbol is None else symbol.get("val") != "none"
    return local(plot) == "lineChart" and not marked


def _word(plot: _Element) -> str:
    word = _WORDS.get(local(plot), "")
    if word == "column" and _val(plot, "barDir") == "bar":
        word = "bar"
    return f"stacked {word}" if "tacked" in _val(plot, "grouping") else word


def _axes(area: _Element, ids: set[int]) -> list[_Element]:
    return [each for each in area if local(each).endswith("Ax") and int(_val(each, "axId") or 0) in ids]


def _axis_ids(plot: _Element) -> tuple[int, ...]:
    return tuple(int(each.get("val") or 0) for each in plot.findall(c("axId")))


def _order(series: _Element) -> int:
    return int(_val(series, "order") or 0)


def _val(owner: _Element, name: str) -> str:
    child = owner.find(c(name))
    return child.get("val", "") if child is not None else ""


def _set(owner: _Element, name: str, value: str) -> None:
    child = owner.find(c(name))
    if child is not None:
        child.set("val", value)


def _insert_before(owner: _Element, child: _Element, names: Sequence[str]) -> None:
    after = next((each for each in owner if local(each) in names), None)
    if after is None:
        owner.append(child)
    else:
        after.addprevious(child)


def _e(name: str, *children: _Element | str, **attributes: str) -> _Element:
    """An element of a chart with its text or its children."""
    element = etree.Element(c(name), attributes, nsmap={"c": CHART})
    for child in children:
        if isinstance(child, str):
            element.text = child
        else:
            element.append(child)
    return element


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent
