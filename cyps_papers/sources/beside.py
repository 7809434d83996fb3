"""What was last reported, kept in columns beside a table, so that its cells can be filled in anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cyps_papers.coordinates import coordinate
from cyps_papers.reading.table import Table, plain_heading
from cyps_papers.reading.to_do import ToDo
from cyps_papers.spreadsheets.places import Axis
from cyps_papers.spreadsheets.workbook import EditedWorkbook


@dataclass
class KeptBeside:
    """A table open for editing, with a column of the last report beside it for each field that is asked for anew.

    `called` is what a row is called; `asking` the fields with what officers call them. `others` are headings of further
    columns, each with the field whose column it is like.
    """

    called: str
    source: str
    table: Table
    book: EditedWorkbook
    asking: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = self.book.sheet(self.table.sheet.name)
        self.fields = dict(self.table.columns)
        self.kept = {
            name: f"Last reported {said if said.isupper() else said.lower()}"
            for name, said in self.asking.items()
            if name in self.fields
        }
        like = {heading: self.fields[name] for name, heading in self.kept.items()}
        like |= {heading: self.fields[name] for heading, name in self.others.items()}
        self.columns = self._columns(like)

    def _columns(self, like: Mapping[str, int]) -> dict[str, int]:
        """The column of each heading: there already, or added beside the table, like another column."""
        table, sheet = self.table, self.sheet
        there = {plain_heading(heading.text): column for column, heading in table.headings.items()}
        columns = {heading: there[plain_heading(heading)] for heading in like if plain_heading(heading) in there}
        new = [heading for heading in like if heading not in columns]
        first, last = table.extent
        if new:
            rows = (table.heading_rows[0], table.last_row)
            self.book.make_room(table.sheet.name, Axis.COLUMNS, (first, last), len(new), rows, alike=False)
        for column, heading in enumerate(new, last + 1):
            sheet.set(table.heading_rows[1], column, heading)
            sheet.copy_format((table.heading_rows[1], last), (table.heading_rows[1], column))
            sheet.copy_column_width(like[heading], column, least=15)
            for row in range(table.heading_rows[1] + 1, table.last_row + 1):
                sheet.copy_format((row, like[heading]), (row, column))
            columns[heading] = column
        return columns

    def keep(self, row: int) -> None:
        """Copy what a row says to the columns of the last report."""
        for name, heading in self.kept.items():
            self.sheet.copy_value((row, self.fields[name]), (row, self.columns[heading]))

    def ask(self, row: int, subject: str) -> list[ToDo]:
        """Blank what this report has to say anew of a row, and ask for it; what is worked out by a formula stays."""
        blank = [name for name in self.kept if not self.sheet.has_formula(row, self.fields[name])]
        for name in blank:
            self.sheet.blank(row, self.fields[name])
        return self.asked(row, subject, blank)

    def asked(self, row: int, subject: str, fields: Sequence[str]) -> list[ToDo]:
        """What is to be filled in of a row, if there is anything."""
        where = ", ".join(coordinate(row, self.fields[name]) for name in fields)
        todo = ToDo(
            self.called, self.table.sheet.workbook, self.table.sheet.name, where, subject,
            in_words(fields, self.asking), source=self.source, subject=subject, fields=tuple(fields),
        )  # fmt: skip
        return [todo] if fields else []


def in_words(fields: Sequence[str], asked: Mapping[str, str]) -> str:
    """Some of the fields that are asked for, as officers call them."""
    said = ", ".join(asked[name] for name in fields)
    return said[:1].upper() + said[1:]
