"""An officer's workbook open for editing: its sheets, and tables made longer without losing what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cyps_papers.coordinates import row_and_column
from cyps_papers.opc.package import OFFICE
from cyps_papers.spreadsheets.frame import MAIN, RELATIONSHIP
from cyps_papers.spreadsheets.places import Axis, TableStretch
from cyps_papers.spreadsheets.sheet import EditedSheet, tag
from cyps_papers.spreadsheets.stretching import stretch_parts, stretch_sheet
from cyps_papers.spreadsheets.trees import Trees

CALC_CHAIN = "calcChain"
_PART = "xl/worksheets/sheet{}.xml"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


class EditedWorkbook:
    """A workbook's sheets by name. Raises what `unpacked` and lxml raise for a file that no reader could open."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._trees = Trees(content)
        self._package = self._trees.package
        self._main = self._package.main
        self._book = self._trees.of(self._main)
        self._sheets: dict[str, EditedSheet] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its worksheets, in order."""
        return tuple(self._parts())

    def sheet(self, name: str) -> EditedSheet:
        """The worksheet of this name; raises KeyError where there is none."""
        if name not in self._sheets:
            part = self._parts()[name]
            properties = self._book.find(tag("workbookPr"))
            from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
            self._sheets[name] = EditedSheet(name, part, self._trees.of(part), from_1904)
        return self._sheets[name]

    def add_sheet(self, name: str, widths: Sequence[int], frozen_row: int, yes: str) -> EditedSheet:
        """A new worksheet after the others, its columns of these widths, its rows down to one always in view.

        The cells in `yes` ('G5:G99') offer Yes in a drop-down list.
        """
        number = next(one for one in range(1, 10_000) if _PART.format(one) not in self._package.parts)
        part = _PART.format(number)
        self._package.add(part, _blank_sheet(widths, frozen_row, yes), _WORKSHEET)
        identifier = self._package.relate(self._main, OFFICE + "worksheet", part)
        sheets = self._book.find(tag("sheets"))
        numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets]
        entry = sheets.makeelement(tag("sheet"), {"name": name, "sheetId": str(max(numbers) + 1)})
        entry.set(f"{{{RELATIONSHIP}}}id", identifier)
        sheets.append(entry)
        self._trees.change(self._main)
        return self.sheet(name)

    def make_room(
        self, sheet: str, axis: Axis, data: tuple[int, int], count: int, across: tuple[int, int], alike: bool = True
    ) -> None:
        """Let a table grow by `count` rows or columns after its data, which go from the first to the last in `data`.

        What stands beyond it is moved on, unless there is room; `across` is the table's extent the other way, and
        `alike` says whether the new rows or columns are of the same sort as the last.
        """
        along = range(data[1] + 1, data[1] + count + 1)
        there = self.sheet(sheet)
        blank = (there.is_blank(*axis.cell(one, other)) for one in along for other in range(across[0], across[1] + 1))
        shifts = not all(blank)
        stretch = TableStretch(sheet, axis, data[0], data[1], count, across, shifts, alike)
        for name in self.names:
            stretch_sheet(self.sheet(name), stretch)
        stretch_parts(self._trees, self._main, there, stretch)

    def to_bytes(self) -> bytes:
        """The file; the very bytes that were read if nothing was changed."""
        changed = [sheet for sheet in self._sheets.values() if sheet.changed]
        if not changed:
            return self._content
        for sheet in changed:
            sheet.measure()
            self._trees.change(sheet.part)
            for part in self._package.all_related(sheet.part, "table"):
                if _name_columns(self._trees.of(part), sheet):
                    self._trees.change(part)
        if any(sheet.formulas_changed for sheet in changed):
            self._calculate_on_opening()
        return self._trees.to_bytes()

    def _parts(self) -> dict[str, str]:
        found = {}
        targets = {relationship.id: relationship.target for relationship in self._package.relationships(self._main)}
        for sheet in self._book.iterfind(f"{tag('sheets')}/{tag('sheet')}"):
            part = targets[sheet.get(f"{{{RELATIONSHIP}}}id", "")]
            if self._trees.of(part).tag == tag("worksheet"):
                found[sheet.get("name")] = part
        return found

    def _calculate_on_opening(self) -> None:
        """Let Excel work every formula out when the file is opened, in an order that it finds anew."""
        for part in self._package.all_related(self._main, CALC_CHAIN):
            self._package.drop(part)
        calculation = self._book.find(tag("calcPr"))
        if calculation is None:
            calculation = self._book.makeelement(tag("calcPr"))
            later = [child for child in self._book if child.tag in map(tag, _AFTER_CALCULATION)]
            later[0].addprevious(calculation) if later else self._book.append(calculation)
        calculation.set("fullCalcOnLoad", "1")
        self._trees.change(self._main)


def _blank_sheet(widths: Sequence[int], frozen_row: int, yes: str) -> bytes:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    pane = f'<pane ySplit="{frozen_row}" topLeftCell="A{frozen_row + 1}" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1"/>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData/>'
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="{yes}">'
        '<formula1>"Yes"</formula1></dataValidation></dataValidations>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" paperSize="9" fitToHeight="0"/></worksheet>'
    ).encode()


def _name_columns(table: Any, sheet: EditedSheet) -> bool:
    """Enter the new columns of a table, each under its heading, which a table insists on."""
    start, _, end = table.get("ref").partition(":")
    (row, left), (_, right) = row_and_column(start), row_and_column(end or start)
    columns = table.find(tag("tableColumns"))
    if columns is None or len(columns) >= right - left + 1:
        return False
    for column in range(left + len(columns), right + 1):
        number = max(int(column.get("id")) for column in columns) + 1
        columns.append(columns.makeelement(tag("tableColumn"), {"id": str(number), "name": sheet.text(row, column)}))
    columns.set("count", str(len(columns)))
    return True
