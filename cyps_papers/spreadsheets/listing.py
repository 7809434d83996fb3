"""A new workbook of lists in the house style: a heading row that stays in view, filters, links, and ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from html import escape
from pathlib import Path

from cyps_papers.coordinates import column_letters
from cyps_papers.spreadsheets.frame import MAIN, RELATIONSHIP, SheetPart, number_cell, text_cell, workbook

LINE, MOST_LINES = 15, 27  # points of a line, and as many lines as a row of Excel's can have
MOST_LINKS = 65_530  # of one sheet: with more, Excel says that the file is damaged
A3, A4 = 8, 9
_EPOCH = date(1899, 12, 30)
Style = IntEnum("Style", "TITLE NOTE HEADING TEXT LINK NUMBER WHOLE SHARE EXACT_SHARE DAY")
"""The formats of the house, as the meetings' workbooks have them, by their numbers in styles.xml."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens a file at a place: the file's address, and 'Values'!C6 for the place."""

    text: str
    file: str
    place: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one that is shown as a percentage."""

    value: Decimal


Value = str | int | Decimal | date | Share | Link | None


@dataclass(frozen=True)
class ListColumn:
    """A column: its heading, its width in characters, and what its cells offer in a drop-down, or take a date only."""

    heading: str
    width: int
    choices: tuple[str, ...] = ()
    takes_dates: bool = False


@dataclass(frozen=True)
class Listing:
    """A sheet that lists: its name, title and notes, its columns and its rows; a wide one is printed on A3."""

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[Value]]
    is_wide: bool = False

    @property
    def heading_row(self) -> int:
        """The row of the headings, with a blank one before it."""
        return len(self.notes) + 3


def listed(listings: Iterable[Listing], title: str, when: date) -> bytes:
    """The file of a workbook with these sheets; the same lists and date give the same bytes."""
    styles = Path(__file__).with_name("styles.xml").read_text(encoding="utf-8")
    return workbook([_Sheet(listing).part() for listing in listings], styles, when, title)


@dataclass
class _Sheet:
    """One listing as it is written."""

    listing: Listing
    targets: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def part(self) -> SheetPart:
        listing, first = self.listing, self.listing.heading_row
        letters = [column_letters(number) for number, _ in enumerate(listing.columns, 1)]
        rows = []
        for number, values in enumerate(listing.rows, first + 1):
            cells = [self._cell(f"{letter}{number}", value) for letter, value in zip(letters, values, strict=True)]
            rows.append(f'<row r="{number}" ht="{self._height(values)}">{"".join(cells)}</row>')
        links = f"<hyperlinks>{''.join(self.links)}</hyperlinks>" if self.links else ""
        last = max(first + len(rows), first + 1)
        area = f"A{first}:{letters[-1]}{last}"
        widths = "".join(
            f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
            for number, column in enumerate(listing.columns, 1)
        )
        pane = f'<pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        xml = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIP}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{letters[-1]}{last}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
            f'{pane}<selection pane="bottomLeft" activeCell="A{first + 1}" sqref="A{first + 1}"/></sheetView>'
            f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
            f"<sheetData>{''.join(self._above(letters))}{''.join(rows)}</sheetData>"
            f'<autoFilter ref="{area}"/>{_validations(listing.columns, letters, first + 1, last)}{links}'
            '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="{A3 if listing.is_wide else A4}" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>"
        )
        return SheetPart(listing.name, xml, f"${first}:${first}", tuple(self.targets))

    def _above(self, letters: Sequence[str]) -> Iterator[str]:
        listing = self.listing
        yield f'<row r="1" ht="24" customHeight="1">{text_cell("A1", listing.title, Style.TITLE)}</row>'
        for number, note in enumerate(listing.notes, 2):
            yield f'<row r="{number}">{text_cell(f"A{number}", note, Style.NOTE)}</row>'
        row = listing.heading_row
        columns = zip(letters, listing.columns, strict=True)
        cells = "".join(text_cell(f"{letter}{row}", column.heading, Style.HEADING) for letter, column in columns)
        yield f'<row r="{row}" ht="32" customHeight="1">{cells}</row>'

    def _height(self, values: Sequence[Value]) -> int:
        """In points, for the cell with the most lines: Excel fits a row to its text, and other programs do not."""
        texts = (
            (len(value.text if isinstance(value, Link) else value), round(1.1 * column.width))  # a width is in digits
            for value, column in zip(values, self.listing.columns, strict=True)
            if isinstance(value, (str, Link))
        )
        most = max((-(-length // width) for length, width in texts), default=1)
        return min(max(most, 1), MOST_LINES) * LINE

    def _cell(self, reference: str, value: Value) -> str:
        match value:
            case None | "":
                return f'<c r="{reference}" s="{Style.TEXT}"/>'
            case str():
                return text_cell(reference, value, Style.TEXT)
            case Link():
                return text_cell(reference, value.text, self._linked(reference, value))
            case Share():
                whole = value.value * 100 % 1 == 0
                return number_cell(reference, f"{value.value:f}", Style.SHARE if whole else Style.EXACT_SHARE)
            case date():
                return number_cell(reference, str((value - _EPOCH).days), Style.DAY)
        number = str(value) if isinstance(value, int) else f"{value:f}"
        return number_cell(reference, number, Style.WHOLE if value % 1 == 0 else Style.NUMBER)

    def _linked(self, reference: str, link: Link) -> Style:
        if len(self.links) >= MOST_LINKS:
            return Style.TEXT
        target = self.targets.setdefault(link.file, len(self.targets) + 1)
        self.links.append(f'<hyperlink ref="{reference}" r:id="rId{target}" location="{escape(link.place)}"/>')
        return Style.LINK


def _validations(columns: Sequence[ListColumn], letters: Sequence[str], first: int, last: int) -> str:
    """What may be entered in the columns for it."""
    entries = []
    for letter, column in zip(letters, columns, strict=True):
        area = f"{letter}{first}:{letter}{last}"
        if column.choices:
            formula = f'"{",".join(column.choices)}"'
            entries.append(f'type="list" allowBlank="1" sqref="{area}"><formula1>{escape(formula, quote=False)}')
        elif column.takes_dates:
            says = 'showErrorMessage="1" errorTitle="Not a date" error="Enter a date, for example 10/3/2015."'
            entries.append(f'type="date" operator="greaterThan" allowBlank="1" {says} sqref="{area}"><formula1>36526')
    rows = "".join(f"<dataValidation {entry}</formula1></dataValidation>" for entry in entries)
    return f'<dataValidations count="{len(entries)}">{rows}</dataValidations>' if entries else ""
