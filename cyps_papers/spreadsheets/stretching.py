"""What follows when a table grows: cells, drop-downs, colours, filters, names, charts, comments and drawings."""

from __future__ import annotations

import re
from typing import Any

from cyps_papers.coordinates import coordinate, row_and_column
from cyps_papers.spreadsheets.formulas import stretched
from cyps_papers.spreadsheets.places import Axis, Growing, TableStretch
from cyps_papers.spreadsheets.sheet import EditedSheet, tag
from cyps_papers.spreadsheets.trees import Trees

# How the elements that name an area grow; the others only move.
_GROWTH = {
    **dict.fromkeys(["dataValidation", "conditionalFormatting", "ignoredError", "protectedRange"], Growing.ALWAYS),
    **dict.fromkeys(["autoFilter", "sortState", "sortCondition", "table", "worksheetSource"], Growing.WHOLE),
}
_NAMING = ("ref", "sqref", "activeCell")
_FORMULAS = (*("f", "formula", "formula1", "formula2", "definedName"), *("calculatedColumnFormula", "totalsRowFormula"))
_BREAKS = {Axis.ROWS: "rowBreaks", Axis.COLUMNS: "colBreaks"}
_PLACES = {Axis.ROWS: ("row", "Row"), Axis.COLUMNS: ("col", "Column")}  # of drawings and comments, counted from zero
_CORNERS = {Axis.ROWS: (2, 6), Axis.COLUMNS: (0, 4)}  # of a comment's box: column, offset, row, offset, twice over
_BOX = re.compile(r"\s*\d+(\s*,\s*\d+){7}\s*")
_ELSEWHERE = re.compile(r"xl/(charts/chart|pivotCache/pivotCacheDefinition|pivotTables/pivotTable)[^/]*\.xml")


def stretch_sheet(sheet: EditedSheet, stretch: TableStretch) -> None:
    """Let a sheet follow: its own cells if the table is on it, and its formulas wherever the table is."""
    own = sheet.name == stretch.sheet
    _follow_formulas(sheet, stretch, always=own and stretch.shifts)
    for child in sheet.root:
        if child.tag != tag("sheetData"):
            sheet.changed |= _follow(child, sheet.name, own, stretch)
    if own and stretch.shifts:
        _shift_cells(sheet, stretch)


def stretch_parts(trees: Trees, main: str, sheet: EditedSheet, stretch: TableStretch) -> None:
    """Let what stands in parts of its own follow: names, charts, tables, pivots, comments, drawings."""
    kinds = ["table", "pivotTable"]
    if stretch.shifts:
        kinds += ["comments", "threadedComment", "vmlDrawing", "drawing"]
    own = [part for kind in kinds for part in trees.package.all_related(sheet.part, kind)]
    elsewhere = [part for part in trees.package.parts if part not in own and _ELSEWHERE.fullmatch(part)]
    for part in (main, *own, *elsewhere):
        home = sheet.name if part in own else ""
        if _follow(trees.of(part), home, part in own, stretch):
            trees.change(part)


def _follow_formulas(sheet: EditedSheet, stretch: TableStretch, always: bool) -> None:
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


def _follow(root: Any, home: str, own: bool, stretch: TableStretch) -> bool:
    """Let all that is below a root follow: its formulas, and the places that it names where they are on the table's
    own sheet. Whether anything is another now."""
    changed = False
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name, before = _local(element), (element.text, dict(element.attrib))
        if own or (name == "worksheetSource" and element.get("sheet") == stretch.sheet):
            _follow_places(element, name, stretch)
        if name in _FORMULAS and element.text:
            element.text = stretched(element.text, home, stretch)
        changed |= before != (element.text, dict(element.attrib))
    return changed


def _follow_places(element: Any, name: str, stretch: TableStretch) -> None:
    text = element.text or ""
    for naming in _NAMING:
        if naming in element.attrib:
            element.set(naming, stretch.areas(element.get(naming), _GROWTH.get(name, Growing.NEVER)))
    if name == "sqref" and text:  # of drop-downs and colours that newer versions of Excel keep apart
        element.text = stretch.areas(text, Growing.ALWAYS)
    elif name == "brk" and _local(element.getparent()) == _BREAKS[stretch.axis]:
        element.set("id", str(stretch.position(int(element.get("id", "0")))))
    elif name in _PLACES[stretch.axis] and text.strip().isdigit():
        element.text = str(stretch.position(int(text) + 1) - 1)
    elif name == "Anchor" and _BOX.fullmatch(text):
        numbers = [int(number) for number in text.split(",")]
        for corner in _CORNERS[stretch.axis]:
            numbers[corner] = stretch.position(numbers[corner] + 1) - 1
        element.text = ", ".join(map(str, numbers))


def _shift_cells(sheet: EditedSheet, stretch: TableStretch) -> None:
    for row in sheet.data.iterchildren(tag("row")):
        if stretch.axis is Axis.ROWS:
            row.set("r", str(stretch.position(int(row.get("r")))))
        else:
            row.attrib.pop("spans", None)
        for cell in row.iterchildren(tag("c")):
            line, across = stretch.axis.cell(*row_and_column(cell.get("r")))
            cell.set("r", coordinate(*stretch.axis.cell(stretch.position(line), across)))
    if stretch.axis is Axis.COLUMNS:
        sheet.part_column_formats(stretch.last)
        for columns in sheet.column_formats():
            for name in ("min", "max"):
                columns.set(name, str(min(stretch.position(int(columns.get(name))), 16_384)))
    sheet.find_rows()
    sheet.changed = True


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}")[-1]
