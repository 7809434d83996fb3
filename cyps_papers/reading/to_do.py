"""The sheet To do of paper.xlsx: what roll-forward left for the officer to fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.paper import PAPER, sheet_named
from cyps_papers.reading.table import Field, TableRow, TableSchema, find_table
from cyps_papers.reading.values import short
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import yes_or_no

SHEET = "To do"
COLUMNS = (
    *(("Kind", 11), ("File", 26), ("Sheet", 18), ("Where", 34), ("About", 30), ("What", 70), ("Done", 9)),
    *(("Source", 14), ("Subject", 18), ("Fields", 18), ("From", 16), ("Until", 16)),
)
"""The headings with their widths: what officers read, and then what `check` goes by."""
TO_FILL_IN = warning("to-do", "{what}: still to be filled in.", "")
MUST_FILL_IN = error("to-do", "{what}: still to be filled in.", "")

NOT_DONE = warning(
    "to-do",
    '"{found}" does not say whether this is done, so it is still counted.',
    "Enter Yes where it is right as it stands; else clear the cell.",
)
_DONE = re.compile(
    r"(?:all )?(?:done|complete|completed|finished|ok|okay|n/?a|n\.a\.?|not (?:applicable|needed|required))\.?"
)

DETAIL, DOCUMENT, NOTE, WORDING, EXAMPLE = "Detail", "Document", "Note", "Wording", "Example"
MAY_GO = "may go"
"""Beside the fields of a document: it tells only of what is over, and may be left out."""


@dataclass(frozen=True)
class ToDo:
    """One thing to fill in: its kind, its file, sheet and place in it, and in words what it is about and what is asked.

    It is found again, when cells have moved, by its codes: the `source` and what in it is the `subject` (an action's
    reference, an indicator's name in templates), the `fields` to fill in and the periods from `first` to `last`. For
    wording in a template, `fields` are the words that are to go, and `what` the sentence that they stand in. `done` is
    whether the officer has said that it needs nothing.
    """

    kind: str
    file: str
    sheet: str
    where: str
    about: str
    what: str
    source: str = ""
    subject: str = ""
    fields: tuple[str, ...] = ()
    first: Period | None = None
    last: Period | None = None
    done: bool = False

    @property
    def cells(self) -> list[str]:
        """What stands in each column of the sheet."""
        periods = [str(period or "") for period in (self.first, self.last)]
        said = [self.kind, self.file, self.sheet, self.where, self.about, self.what]
        return [*said, "", self.source, self.subject, "\n".join(self.fields), *periods]


def read_to_do(folder: Path, problems: Problems) -> tuple[ToDo, ...]:
    """What the sheet To do lists, in its order; nothing where there is no such sheet."""
    if not _is_there(folder / PAPER):
        return ()
    workbook = open_workbook(folder / PAPER, Problems())  # what is wrong with it, read_paper has said
    sheet = sheet_named(workbook, SHEET) if workbook else None
    fields = tuple(Field(heading.lower(), (heading,), required=heading in ("Kind", "File")) for heading, _ in COLUMNS)
    table = find_table(sheet, TableSchema(fields), Problems()) if sheet else None
    listed = []
    for row in table.rows if table else ():
        texts = {heading: found.text if (found := row.content(heading.lower())) else "" for heading, _ in COLUMNS}
        kind, file, sheet_name, where, about, what, _, source, subject, asked, first, last = texts.values()
        codes, done = tuple(asked.splitlines()), _is_done(row, problems)
        said = (kind, file, sheet_name, where, about, what)
        listed.append(ToDo(*said, source, subject, codes, parse(first), parse(last), done))
    return tuple(listed)


def _is_done(row: TableRow, problems: Problems) -> bool:
    """Whether the officer has said that a thing needs nothing; what is neither yes nor no is a problem."""
    found = row.content("done")
    if found is None:
        return False
    said = yes_or_no(found.text)
    if said is None and not _DONE.fullmatch(found.text.strip().lower()):
        problems.add(NOT_DONE, row.cell("done"), found=short(found.text))
        return False
    return said is not False


def _is_there(workbook: Path) -> bool:
    """Whether the sheet is named at all: most papers have none, and need not be opened twice for it."""
    try:
        with ZipFile(workbook) as archive:
            return f'name="{SHEET}"'.encode() in archive.read("xl/workbook.xml")
    except (OSError, BadZipFile, KeyError):
        return False
