"""What follows when a table grows: cells, drop-downs, colours, filters, names, charts, comments and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cyps_papers.coordinates import coordinate, row_and_column
from cyps_papers.spreadsheets.formulas import stretched
from cyps_papers.spreadsheets.places import Axis, Growing, Stretch
from cyps_papers.spreadsheets.sheet import Sheet, tag
from cyps_papers.spreadsheets.trees import Trees

# How the elements of a worksheet that name an area grow; the others only move.
_GROWTH = {
    **dict.fromkeys(["dataValidation", "conditionalFormatting", "ignoredError", "protectedRange"], Growing.ALWAYS),
    **dict.fromkeys(["autoFilter", "sortState", "sortCondition", "table"], Growing.WHOLE),
}
_NAMING = ("ref", "sqref", "activeCell")
_FORMULAS = ("f", "formula", "formula1", "formula2")
_BREAKS = {Axis.ROWS: "rowBreaks", Axis.COLUMNS: "colBreaks"}
_CHART = re.compile(r"xl/charts/chart[^/]*\.xml")
_PIVOT = re.compile(r"xl/(pivotCache/pivotCacheDefinition|pivotTables/pivotTable)[^/]*\.xml")


def stretch_sheet(sheet: Sheet, stretch: Stretch) -> None:
    """Let a sheet follow: its own cells if the table is on it, and its formulas wherever the table is."""
    own = sheet.name == stretch.sheet
    _follow_formulas(sheet, stretch, always=own and stretch.shifts)
    for child in sheet.root:
        if child.tag != tag("sheetData"):
            for element in _elements(child):
                _follow(sheet, element, stretch, own)
    if own and stretch.shifts:
        _shift_cells(sheet, stretch)
        _shift_column_formats(sheet, stretch)


def stretch_parts(trees: Trees, main: str, sheet: Sheet, stretch: Stretch) -> None:
    """Let what stands in parts of its own follow: names, charts, tables, pivots, comments, drawings."""
    _follow_texts(trees, main, ["definedName"], stretch)
    for part in filter(_CHART.fullmatch, list(trees.package.parts)):
        _follow_texts(trees, part, ["f"], stretch)
    for part in trees.package.all_related(sheet.part, "table"):
        _follow_table(trees, part, sheet, stretch)
    for part in filter(_PIVOT.fullmatch, list(trees.package.parts)):
        _follow_pivot(trees, part, sheet, stretch)
    if stretch.shifts:
        _move_comments(trees, sheet, stretch)
        _move_drawings(trees, sheet, stretch)


def _follow_formulas(sheet: Sheet, stretch: Stretch, always: bool) -> None:
    formulas = [formula for _, formula in sheet.formulas()]
    texts = {formula.text for formula in formulas if formula.text}
    if sheet.name != stretch.sheet:
        texts = {text for text in texts if "!" in text}
    followed = {text: stretched(text, sheet.name, stretch) for text in texts}
    if not formulas or not (always or any(old != new for old, new in followed.items())):
        return
    sheet.give_each_formula_its_own_text()
    for formula in formulas:
        if formula.text:
            formula.text = followed.get(formula.text) or stretched(formula.text, sheet.name, stretch)
        if formula.get("ref"):
            formula.set("ref", stretch.area(formula.get("ref"), Growing.NEVER))
    sheet.changed = sheet.formulas_changed = True


def _follow(sheet: Sheet, element: Any, stretch: Stretch, own: bool) -> None:
    name = _local(element)
    changed = False
    if own:
        changed |= _follow_areas(element, stretch)
        if name == "sqref" and element.text:  # of drop-downs and colours that newer versions of Excel keep apart
            changed |= _set_text(element, stretch.areas(element.text, Growing.ALWAYS))
        if name == "brk" and _local(element.getparent()) == _BREAKS[stretch.axis]:
            changed |= _set(element, "id", str(stretch.position(int(element.get("id", "0")))))
    if name in _FORMULAS and element.text:
        changed |= _set_text(element, stretched(element.text, sheet.name, stretch))
    sheet.changed |= changed


def _follow_areas(element: Any, stretch: Stretch) -> bool:
    growing = _GROWTH.get(_local(element), Growing.NEVER)
    changed = False
    for name in _NAMING:
        if name in element.attrib:
            changed |= _set(element, name, stretch.areas(element.get(name), growing))
    return changed


def _shift_cells(sheet: Sheet, stretch: Stretch) -> None:
    for row in sheet.data.iterchildren(tag("row")):
        if stretch.axis is Axis.ROWS:
            row.set("r", str(stretch.position(int(row.get("r")))))
        else:
            row.attrib.pop("spans", None)
        for cell in row.iterchildren(tag("c")):
            cell.set("r", _moved(cell.get("r"), stretch))
    sheet.find_rows()
    sheet.changed = True


def _shift_column_formats(sheet: Sheet, stretch: Stretch) -> None:
    if stretch.axis is Axis.ROWS:
        return
    sheet.part_column_formats(stretch.last)
    for columns in sheet.column_formats():
        for name in ("min", "max"):
            columns.set(name, str(min(stretch.position(int(columns.get(name))), 16_384)))


def _follow_texts(trees: Trees, part: str, names: Iterable[str], stretch: Stretch) -> None:
    for element in _elements(trees.of(part)):
        if _local(element) in names and element.text and _set_text(element, stretched(element.text, "", stretch)):
            trees.change(part)


def _follow_table(trees: Trees, part: str, sheet: Sheet, stretch: Stretch) -> None:
    for element in _elements(trees.of(part)):
        changed = _follow_areas(element, stretch)
        if _local(element) in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
            changed |= _set_text(element, stretched(element.text, sheet.name, stretch))
        if changed:
            trees.change(part)


def _follow_pivot(trees: Trees, part: str, sheet: Sheet, stretch: Stretch) -> None:
    own = part in trees.package.all_related(sheet.part, "pivotTable")
    for element in _elements(trees.of(part)):
        source = _local(element) == "worksheetSource" and element.get("sheet") == sheet.name
        if source or (own and _local(element) == "location"):
            growing = Growing.WHOLE if source else Growing.NEVER
            if "ref" in element.attrib and _set(element, "ref", stretch.area(element.get("ref"), growing)):
                trees.change(part)


def _move_comments(trees: Trees, sheet: Sheet, stretch: Stretch) -> None:
    for kind in ("comments", "threadedComment"):
        for part in trees.package.all_related(sheet.part, kind):
            for element in _elements(trees.of(part)):
                if _follow_areas(element, stretch):
                    trees.change(part)
    for part in trees.package.all_related(sheet.part, "vmlDrawing"):
        for element in _elements(trees.of(part)):
            if _move_note(element, stretch):
                trees.change(part)


def _move_note(element: Any, stretch: Stretch) -> bool:
    """The box of a comment: its cell, and its corners as column, offset, row, offset, twice over, from nought."""
    name, text = _local(element), (element.text or "").strip()
    if name == {Axis.ROWS: "Row", Axis.COLUMNS: "Column"}[stretch.axis] and text.isdigit():
        return _set_text(element, str(stretch.position(int(text) + 1) - 1))
    if name != "Anchor" or not re.fullmatch(r"\d+(\s*,\s*\d+){7}", text):
        return False
    numbers = [int(number) for number in text.split(",")]
    for index in (2, 6) if stretch.axis is Axis.ROWS else (0, 4):
        numbers[index] = stretch.position(numbers[index] + 1) - 1
    return _set_text(element, ", ".join(map(str, numbers)))


def _move_drawings(trees: Trees, sheet: Sheet, stretch: Stretch) -> None:
    name = {Axis.ROWS: "row", Axis.COLUMNS: "col"}[stretch.axis]
    for part in trees.package.all_related(sheet.part, "drawing"):
        for corner in _elements(trees.of(part)):
            if _local(corner) in ("from", "to"):
                for place in corner:
                    if _local(place) == name and _set_text(place, str(stretch.position(int(place.text) + 1) - 1)):
                        trees.change(part)


def _moved(name: str, stretch: Stretch) -> str:
    line, across = stretch.axis.cell(*row_and_column(name))
    return coordinate(*stretch.axis.cell(stretch.position(line), across))


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}")[-1]


def _set(element: Any, name: str, text: str) -> bool:
    changed = bool(element.get(name) != text)
    if changed:
        element.set(name, text)
    return changed


def _set_text(element: Any, text: str) -> bool:
    changed = bool(element.text != text)
    if changed:
        element.text = text
    return changed
