"""One worksheet: its cells set, blanked and copied, their formatting kept."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from cyps_papers.coordinates import coordinate, row_and_column
from cyps_papers.spreadsheets.formulas import copied
from cyps_papers.spreadsheets.frame import MAIN, NOT_IN_XML
from cyps_papers.spreadsheets.places import Axis

EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}  # the first for every day from 1 March 1900
_USUAL_WIDTH = 8.43
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

New = str | Decimal | int | date


def tag(name: str) -> str:
    """The full name of an element of a worksheet."""
    return f"{{{MAIN}}}{name}"


class EditedSheet:
    """A worksheet's cells by row and column, both counted from 1."""

    def __init__(self, name: str, part: str, root: Any, from_1904: bool = False) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.changed = False
        self.formulas_changed = False
        self._epoch = EPOCHS[from_1904]
        found = root.find(tag("sheetData"))
        self.data = root.makeelement(tag("sheetData")) if found is None else found
        self._number_all()
        self.find_rows()

    def find_rows(self) -> None:
        """Look again where each row and each cell stands."""
        self._rows = {int(row.get("r")): row for row in self.data.iterchildren(tag("row"))}
        self._cells = {row_and_column(cell.get("r")): cell for row in self._rows.values() for cell in _cells(row)}

    @property
    def last_row(self) -> int:
        """The last row that the sheet has an entry for."""
        return max(self._rows, default=0)

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell holds neither a value nor a formula."""
        cell = self._cells.get((row, column))
        return cell is None or not any(
            child.tag == tag("f") or (child.tag in _CONTENT and (child.text or len(child))) for child in cell
        )

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell's value is worked out."""
        cell = self._cells.get((row, column))
        return cell is not None and cell.find(tag("f")) is not None

    def text(self, row: int, column: int) -> str:
        """The text that was put into a cell here; of one that was there before, perhaps only its number."""
        cell = self._cells.get((row, column))
        return "" if cell is None else "".join(cell.itertext())

    def columns_of(self, row: int) -> list[int]:
        """The columns in which a row has a cell, be it blank."""
        return [row_and_column(cell.get("r"))[1] for cell in _cells(self._rows[row])] if row in self._rows else []

    def set(self, row: int, column: int, value: New) -> None:
        """Put a value into a cell, which keeps its format; a date is put as Excel counts days."""
        cell = self._cleared(row, column)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.text = NOT_IN_XML.sub("", value)
            text.set(_SPACE, "preserve")
            return
        number = (value - self._epoch).days if isinstance(value, date) else value
        etree.SubElement(cell, tag("v")).text = f"{number:f}" if isinstance(number, Decimal) else str(number)

    def blank(self, row: int, column: int) -> None:
        """Take the value out of a cell and leave its format."""
        if (row, column) in self._cells:
            self._cleared(row, column)

    def format_of(self, row: int, column: int) -> str | None:
        """A cell's format, as a sheet of the same workbook can be given it; None for the usual one."""
        cell = self._cells.get((row, column))
        return None if cell is None else cell.get("s")

    def give_format(self, row: int, column: int, style: str | None) -> None:
        """Give a cell a format that `format_of` found."""
        if style is not None:
            self._cell(row, column).set("s", style)
            self.changed = True

    def clear(self) -> None:
        """Take every row out."""
        for row in list(self.data):
            self.data.remove(row)
        self.find_rows()
        self.changed = True

    def copy_format(self, origin: tuple[int, int], target: tuple[int, int]) -> None:
        """Give a cell the format of another."""
        self.give_format(*target, self.format_of(*origin))

    def copy(self, origin: tuple[int, int], target: tuple[int, int]) -> None:
        """Copy a cell with its format, its text as it is styled; a formula as Excel would copy it."""
        if self.has_formula(*origin):
            self.copy_format(origin, target)
            self._copy_formula(origin, target)
        else:
            self.copy_value(origin, target)

    def copy_value(self, origin: tuple[int, int], target: tuple[int, int]) -> None:
        """Copy a cell as `copy` does, but what a formula shows and not the formula."""
        self.blank(*target)
        self.copy_format(origin, target)
        if not self.is_blank(*origin):
            there, cell = self._cells[origin], self._cleared(*target)
            if there.get("t"):
                cell.set("t", there.get("t"))
            cell.extend(deepcopy(child) for child in there if child.tag in _SHOWN)

    def copy_row_format(self, origin: int, target: int) -> None:
        """Give a row the height and format of another; a hidden row's copy is seen."""
        if origin not in self._rows:
            return
        row = self._row(target)
        for name in ("ht", "customHeight", "s", "customFormat", "outlineLevel"):
            if name in self._rows[origin].attrib:
                row.set(name, self._rows[origin].get(name))
        self.changed = True

    def copy_column_width(self, origin: int, target: int, least: float = 0) -> None:
        """Give a column the width and format of another, or the least width; a hidden column's copy is seen."""
        self.part_column_formats(target - 1)
        self.part_column_formats(target)
        there = next((found for found in self.column_formats() if _covers(found, origin)), None)
        if there is None:
            return
        for old in [found for found in self.column_formats() if _covers(found, target)]:
            old.getparent().remove(old)
        made = deepcopy(there)
        made.set("min", str(target))
        made.set("max", str(target))
        made.attrib.pop("hidden", None)
        made.set("width", str(max(least, float(made.get("width") or 0)) or _USUAL_WIDTH))
        after = [found for found in self.column_formats() if int(found.get("max")) < target]
        after[-1].addnext(made) if after else there.getparent().insert(0, made)
        self.changed = True

    def copy_line(self, axis: Axis, origin: int, target: int, across: tuple[int, int]) -> None:
        """Make a row or column like another, between two places across it: formats, and formulas as copied."""
        if axis is Axis.ROWS:
            self.copy_row_format(origin, target)
        else:
            self.copy_column_width(origin, target)
        for other in range(across[0], across[1] + 1):
            there, here = axis.cell(origin, other), axis.cell(target, other)
            if self.has_formula(*there):
                self.copy(there, here)
            else:
                self.copy_format(there, here)

    def part_column_formats(self, last: int) -> None:
        """Give the columns up to one, and those after it, formats of their own where they share one."""
        for shared in self.column_formats():
            if _covers(shared, last) and _covers(shared, last + 1):
                rest = deepcopy(shared)
                shared.set("max", str(last))
                rest.set("min", str(last + 1))
                shared.addnext(rest)

    def column_formats(self) -> list[Any]:
        """The elements that give columns their widths, in order."""
        return list(self.root.iterfind(f"{tag('cols')}/{tag('col')}"))

    def give_each_formula_its_own_text(self) -> None:
        """Write out the formulas that share another cell's, so that each can be changed by itself."""
        masters: dict[str, tuple[str, str]] = {}
        for cell, formula in list(self.formulas()):
            if formula.get("t") != "shared":
                continue
            group = formula.get("si", "")
            if formula.text:
                masters[group] = (formula.text, cell.get("r"))
            elif group in masters:
                formula.text = copied(*masters[group], cell.get("r"))
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, None)

    def formulas(self) -> Iterator[tuple[Any, Any]]:
        """Each cell that has a formula, with the formula's element."""
        for cell in self._cells.values():
            formula = cell.find(tag("f"))
            if formula is not None:
                yield cell, formula

    def measure(self) -> None:
        """Say how far the sheet goes, as Excel likes to be told."""
        dimension = self.root.find(tag("dimension"))
        if dimension is not None and self._cells:
            rows, columns = zip(*self._cells, strict=True)
            dimension.set("ref", f"{coordinate(min(rows), min(columns))}:{coordinate(max(rows), max(columns))}")

    def _copy_formula(self, origin: tuple[int, int], target: tuple[int, int]) -> None:
        """The copy shows a blank until Excel has calculated it: what it counts on is blank as well."""
        self.give_each_formula_its_own_text()
        there = self._cells[origin].find(tag("f"))
        cell = self._cleared(*target)
        cell.set("t", "str")
        formula = etree.SubElement(cell, tag("f"))
        formula.text = copied(there.text or "", coordinate(*origin), coordinate(*target))
        if there.get("t") == "array":
            formula.set("t", "array")
            formula.set("ref", coordinate(*target))
        etree.SubElement(cell, tag("v")).text = ""
        self.formulas_changed = True

    def _cleared(self, row: int, column: int) -> Any:
        cell = self._cell(row, column)
        for child in [child for child in cell if child.tag in _CONTENT]:
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        self.changed = True
        return cell

    def _cell(self, row: int, column: int) -> Any:
        if (row, column) not in self._cells:
            cell = self.root.makeelement(tag("c"), {"r": coordinate(row, column)})
            line = self._row(row)
            before = [cell for cell in _cells(line) if row_and_column(cell.get("r"))[1] < column]
            before[-1].addnext(cell) if before else line.insert(0, cell)
            line.attrib.pop("spans", None)
            self._cells[row, column] = cell
        return self._cells[row, column]

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            line = self.root.makeelement(tag("row"), {"r": str(number)})
            before = number - 1  # as it is in a list that is written row by row
            if before not in self._rows:
                before = max((other for other in self._rows if other < number), default=0)
            self._rows[before].addnext(line) if before else self.data.insert(0, line)
            self._rows[number] = line
        return self._rows[number]

    def _number_all(self) -> None:
        """Some programs leave out the names of rows and cells that follow one another."""
        row_number = 0
        for row in self.data.iterchildren(tag("row")):
            row_number = int(row.get("r") or row_number + 1)
            row.set("r", str(row_number))
            column = 0
            for cell in _cells(row):
                column = row_and_column(cell.get("r"))[1] if cell.get("r") else column + 1
                cell.set("r", coordinate(row_number, column))


_SHOWN = (tag("v"), tag("is"))
_CONTENT = (*_SHOWN, tag("f"))


def _cells(row: Any) -> list[Any]:
    return list(row.iterchildren(tag("c")))


def _covers(column_format: Any, column: int) -> bool:
    return int(column_format.get("min")) <= column <= int(column_format.get("max"))
