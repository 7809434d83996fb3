"""A chart as a picture that grows with the page (SVG), with its data as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import escape
from itertools import cycle
from typing import TYPE_CHECKING

from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 320, 56, 8, 24, 56
_OUTLINE, _DASHES = 'fill="#fff" stroke-dasharray="4 2"', 'stroke-dasharray="6 3"'
_COLOURS = ("#1d3a5f", "#00767a", "#8a4b00", "#5b2a86")  # each 4.5 to 1 or more on white
_STEPS = 4
_MOST_LABELS = 14


@dataclass(frozen=True)
class _Series:
    """What a chart shows of one thing: its name, whether as a line, its values by category, and their number format."""

    name: str
    is_line: bool
    values: dict[int, Decimal]
    format: str

    def shown(self, value: Decimal) -> str:
        """A value as the chart's number format has it."""
        is_share = "%" in self.format
        places = len(self.format.partition(";")[0].partition(".")[2].rstrip('%"'))
        number = f"{value * 100 if is_share else value:{',' if ',' in self.format else ''}.{places}f}"
        return f"{number}%" if is_share else number


def chart(content: bytes, description: str) -> str:
    """The chart of this part: a picture with its description, and what it shows as a table that can be opened."""
    root = parse(content)
    categories, series = _read(root)
    table = _table(categories, series)
    is_round = any(True for _ in root.iter("{*}pieChart", "{*}doughnutChart", "{*}radarChart"))
    is_drawn = any(drawn.values for drawn in series) and not is_round
    picture = _picture(categories, series, description) if is_drawn else f"<p>{escape(description)}</p>"
    return f"<figure>{picture}<details><summary>The data of this chart</summary>{table}</details></figure>"


def _read(root: _Element) -> tuple[list[str], list[_Series]]:
    categories: dict[int, str] = {}
    series = []
    for element in root.iter("{*}ser"):
        names = [point.text or "" for point in element.iterfind("{*}tx//{*}v")]
        for index, text in _points(element, "cat"):
            categories[index] = text
        parent = element.getparent()
        values = {}
        for index, text in _points(element, "val"):
            try:
                values[index] = Decimal(text)
            except InvalidOperation:
                continue
        form = next(iter(element.iterfind("{*}val//{*}formatCode")), None)
        is_line = parent is not None and local(parent) in ("lineChart", "areaChart")
        series.append(_Series(" ".join(names), is_line, values, (form.text or "") if form is not None else ""))
    count = 1 + max([*categories, *(index for drawn in series for index in drawn.values)], default=-1)
    return [categories.get(index, "") for index in range(count)], series


def _points(series: _Element, kind: str) -> Iterator[tuple[int, str]]:
    for point in series.iterfind(f"{{*}}{kind}//{{*}}pt"):
        yield int(point.get("idx", "0")), "".join(value.text or "" for value in point.iterfind("{*}v"))


def _table(categories: Sequence[str], series: Sequence[_Series]) -> str:
    heads = "".join(f'<th scope="col">{escape(one.name)}</th>' for one in series)
    rows = ""
    for index, category in enumerate(categories):
        cells = (drawn.shown(drawn.values[index]) if index in drawn.values else "no value" for drawn in series)
        rows += f'<tr><th scope="row">{escape(category)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


class _Plot:
    """The plane of a chart: where categories stand from left to right, and values from the bottom up."""

    def __init__(self, categories: Sequence[str], series: Sequence[_Series]) -> None:
        values = [Decimal(0), *(value for drawn in series for value in drawn.values.values())]
        self.categories, self.series = categories, series
        self.top, self.bottom = _round_up(max(values)), min(values)
        self.wide = (_WIDTH - _LEFT - _RIGHT) / max(len(categories), 1)

    def across(self, index: float) -> float:
        return _LEFT + self.wide * index

    def down(self, value: Decimal) -> float:
        share = float((self.top - value) / ((self.top - self.bottom) or 1))
        return _TOP + share * (_HEIGHT - _TOP - _BOTTOM)

    def axes(self) -> Iterator[str]:
        """The lines across with their values, and the names of the categories below; of many, some."""
        for step in range(_STEPS + 1):
            value = self.bottom + (self.top - self.bottom) * step / _STEPS
            y = self.down(value)
            yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ccc"/>'
            yield _text(_LEFT - 6, y + 4, self.series[0].shown(value), "end")
        every = -(-len(self.categories) // _MOST_LABELS)
        for index, category in list(enumerate(self.categories))[::every]:
            for line, words in enumerate(category.rsplit(" ", 1)):
                yield _text(self.across(index + 0.5), _HEIGHT - _BOTTOM + 18 + 14 * line, words)

    def columns(self, one: _Series, nth: int, of: int) -> Iterator[str]:
        """The columns of a series, the nth of so many; those of all but the first are outlines."""
        width = self.wide * 0.7 / of
        for index, value in one.values.items():
            left = self.across(index + 0.15) + width * nth
            y, base = sorted((self.down(value), self.down(Decimal(0))))
            look = _OUTLINE if nth else ""
            yield f'<rect {look} x="{left:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{base - y:.1f}"/>'
            yield _text(left + width / 2, y - 5, one.shown(value))

    def line(self, one: _Series, nth: int) -> Iterator[str]:
        """The line of a series, broken where there is no value; those of all but the first are dashed."""
        pieces, before = "", None
        for index, value in sorted(one.values.items()):
            x, y = self.across(index + 0.5), self.down(value)
            pieces += f"{'L' if before == index - 1 else 'M'}{x:.1f} {y:.1f}"
            before = index
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
            yield _text(x, y - 8, one.shown(value))
        yield f'<path {_DASHES if nth else ""} fill="none" d="{pieces}"/>'


def _picture(categories: Sequence[str], series: Sequence[_Series], description: str) -> str:
    plot = _Plot(categories, series)
    drawn = "".join(plot.axes())
    columns = [one for one in series if not one.is_line]
    lines = [drawn for drawn in series if drawn.is_line]
    keys = ""
    for one, colour in zip(series, cycle(_COLOURS), strict=False):
        if one.is_line:
            shapes, look = plot.line(one, lines.index(one)), "dashed" if lines.index(one) else "filled"
        else:
            shapes = plot.columns(one, columns.index(one), len(columns))
            look = "outlined" if columns.index(one) else "filled"
        drawn += f'<g fill="{colour}" stroke="{colour}" stroke-width="2">{"".join(shapes)}</g>'
        keys += f'<li><span class="key {look}" style="--key:{colour}"></span>{escape(one.name)}</li>'
    legend = f'<ul class="keys">{keys}</ul>' if len(series) > 1 else ""
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-size="12"'
    return f'<svg {size} role="img" aria-label="{escape(description)}">{drawn}</svg>{legend}'


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    look = f'fill="#000" stroke="none" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'


def _round_up(value: Decimal) -> Decimal:
    """The next number above that divides well into steps: 2,066 gives 2,400; 1 stays 1."""
    if value <= 0:
        return Decimal(1)
    unit = Decimal(10) ** value.adjusted()
    return next(unit * each / 5 for each in (5, 6, 8, 10, 12, 16, 20, 30, 40, 50) if unit * each / 5 >= value)
