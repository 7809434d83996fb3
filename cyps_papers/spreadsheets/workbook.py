"""An officer's workbook open for editing: its sheets, and tables made longer without losing what hangs on them."""

from __future__ import annotations

from typing import Any

from cyps_papers.spreadsheets.package import RELATIONSHIP, Package
from cyps_papers.spreadsheets.places import Stretch, row_and_column
from cyps_papers.spreadsheets.sheet import Sheet, tag
from cyps_papers.spreadsheets.stretching import stretch_parts, stretch_sheet

CALC_CHAIN = "calcChain"
_AFTER_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


class Workbook:
    """A workbook's sheets by name. Raises what zipfile and lxml raise for a file that no reader could open."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._package = Package(content)
        self._main = self._package.main()
        self._book = self._package.tree(self._main)
        self._sheets: dict[str, Sheet] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its worksheets, in order."""
        return tuple(self._parts())

    def sheet(self, name: str) -> Sheet:
        """The worksheet of this name; raises KeyError where there is none."""
        if name not in self._sheets:
            part = self._parts()[name]
            self._sheets[name] = Sheet(name, part, self._package.tree(part), self._from_1904())
        return self._sheets[name]

    def lengthen(self, stretch: Stretch) -> None:
        """Make room for a table to grow, and let everything that refers to it follow, in every sheet."""
        for name in self.names:
            stretch_sheet(self.sheet(name), stretch)
        stretch_parts(self._package, self._main, self.sheet(stretch.sheet), stretch)

    def to_bytes(self) -> bytes:
        """The file; the very bytes that were read if nothing was changed."""
        changed = [sheet for sheet in self._sheets.values() if sheet.changed]
        if not changed:
            return self._content
        for sheet in changed:
            sheet.measure()
            self._package.change(sheet.part)
            self._name_table_columns(sheet)
        if any(sheet.formulas_changed for sheet in changed):
            self._calculate_on_opening()
        return self._package.to_bytes()

    def _parts(self) -> dict[str, str]:
        found = {}
        for sheet in self._book.iterfind(f"{tag('sheets')}/{tag('sheet')}"):
            part = self._package.target(self._main, sheet.get(f"{{{RELATIONSHIP}}}id", ""))
            if self._package.tree(part).tag == tag("worksheet"):
                found[sheet.get("name")] = part
        return found

    def _from_1904(self) -> bool:
        properties = self._book.find(tag("workbookPr"))
        return properties is not None and properties.get("date1904") in ("1", "true")

    def _name_table_columns(self, sheet: Sheet) -> None:
        for part in self._package.related(sheet.part, "table"):
            if _name_columns(self._package.tree(part), sheet):
                self._package.change(part)

    def _calculate_on_opening(self) -> None:
        """Let Excel work every formula out when the file is opened, in an order that it finds anew."""
        for part in self._package.related(self._main, CALC_CHAIN):
            self._package.drop(part)
        calculation = self._book.find(tag("calcPr"))
        if calculation is None:
            calculation = self._book.makeelement(tag("calcPr"))
            later = [child for child in self._book if child.tag in map(tag, _AFTER_CALCULATION)]
            later[0].addprevious(calculation) if later else self._book.append(calculation)
        calculation.set("fullCalcOnLoad", "1")
        self._package.change(self._main)


def _name_columns(table: Any, sheet: Sheet) -> bool:
    """Enter the new columns of a table, each under its heading, which a table insists on."""
    start, _, end = table.get("ref").partition(":")
    (row, left), (_, right) = row_and_column(start), row_and_column(end or start)
    columns = table.find(tag("tableColumns"))
    if columns is None or len(columns) >= right - left + 1:
        return False
    for column in range(left + len(columns), right + 1):
        number = max(int(one.get("id")) for one in columns) + 1
        columns.append(
            columns.makeelement(tag("tableColumn"), {"id": str(number), "name": sheet.text(row, column)})
        )
    columns.set("count", str(len(columns)))
    return True
