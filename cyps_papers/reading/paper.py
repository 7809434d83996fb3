"""paper.xlsx: the paper's details, documents and sources, and what an officer may add to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from cyps_papers.files.names import same_name, unfit
from cyps_papers.periods import UNSAID, Convention, parse_date
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.headings import fields_of
from cyps_papers.reading.statuses import rag_in, status_in
from cyps_papers.reading.table import TableRow, TableSchema, find_table
from cyps_papers.reading.values import check_day, short
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import (
    MEETING_DATE,
    AcceptedRecord,
    DocumentRecord,
    Entry,
    PaperRecord,
    Rag,
    SourceRecord,
    Status,
    TermRecord,
)
from cyps_papers.vocabulary import name_in_templates

PAPER = "paper.xlsx"

NO_SHEET = error(
    "sheet-missing",
    "there is no sheet {sheet}. The sheets are: {found}.",
    "{near} a sheet of that name with the headings {headings}.",
)
SHEET_NOT_READ = warning(
    "sheet-not-read",
    "the sheet {found} was not read, because it has none of the expected names.",
    "Did you mean {near}? Rename it.",
)
TAKEN = error(
    "name-taken",
    "a source cannot be called {name}: that is the name of what paper.xlsx itself says.",
    "Give it another name, for example {other}.",
)
BLANK = error("blank", "{what} is blank.", "Enter it, or clear the row.")
NAME_TWICE = error("name-twice", "{name} appears twice: also at {first}.", "Take one out, or rename it.")
UNFIT_NAME = error(
    "file-name",
    '"{found}" cannot be the name of a file here: {why}.',
    "Enter the name alone, without a folder, in letters, digits, spaces and hyphens: {example}.",
)
NO_MEETING_DATE = error(
    "meeting-date", "no Meeting date is given.", "Add a row: Meeting date, and the date of the meeting."
)
NOT_A_MEETING_DATE = error(
    "meeting-date",
    '"{found}" is not the date of a meeting.',
    "Enter the day, the month and a year near this one, for example 18/03/2015.",
)
WEEKEND = warning("meeting-date", "{day} is a {weekday}.", "Check that the meeting is on that day.")
NOT_A_DATE = error("not-a-date", '"{found}" is not a date.', "Enter day, month and year, for example 09/03/2015.")
NOT_EXEMPT = error(
    "exempt",
    '"{found}" does not say under which paragraph of Schedule 12A the document is exempt.',
    "Enter its number, for example 3. Clear the cell where the document is open to the public.",
)
NO_PUBLIC_INTEREST = error(
    "exempt",
    "why the public interest is in keeping the document from the public is not said.",
    "Schedule 12A exempts it only where that outweighs the public interest in publishing it. Say why in the column "
    "Public interest.",
)
UNCLEAR_HEADING = error(
    "headings-unclear",
    '"{found}" does not say which heading is which.',
    "Enter the workbook's heading, =, and the usual one: Responsible officer = Lead. One to a line.",
)
UNKNOWN_CONVENTION = error(
    "periods-unclear",
    '"{found}" does not say how to read periods.',
    "Enter calendar quarters or financial quarters; year ending or year starting; months; or several: "
    "calendar quarters, year ending.",
)
UNKNOWN_STATUS = error("status-unknown", '"{found}" is not a status.', "{near} Use one of: {known}.")

_EXEMPT = re.compile(r"(?<!\d)(?:[1-7]|1[2-8])(?!\d)")  # of Schedule 12A: 1 to 7 in England, 12 to 18 in Wales
_DECLARED = tomllib.loads(Path(__file__).with_name("paper.toml").read_text(encoding="utf-8"))
_SHEETS = {sheet: TableSchema(fields_of(fields), has_totals=False) for sheet, fields in _DECLARED.items()}
"""The sheets with their headings; a rule, or a source, may be called totals."""
SOURCES = "Sources"
_OTHER_SHEETS = ("Statuses", "Terms", "Accepted")  # which may be left out
_TO_DO = "To do"
_RESERVED = "paper"
_MADE_BESIDE = ("figures", "manifest", "review", "pack", "pack-part-2")  # what a build puts beside the documents
_MADE_OF_IT = re.compile(r"\((review|changed by hand.*)\)$", re.IGNORECASE)  # and what it calls others of a document's
Record = TypeVar("Record")
Texts = Mapping[str, Entry[str]]
"""What a row says in each of its fields."""


def read_paper(folder: Path, problems: Problems) -> PaperRecord:
    """All that paper.xlsx says, the kinds of its sources as written; without what could not be read."""
    workbook = open_workbook(folder / PAPER, problems)
    if workbook is None:
        return PaperRecord()
    _say_misspelled(workbook, problems)
    return PaperRecord(
        details=_details(workbook, problems),
        documents=_each(workbook, "Documents", _document, problems),
        sources=_each(workbook, SOURCES, _source, problems),
        statuses=dict(_each(workbook, "Statuses", _status, problems)),
        terms=_each(workbook, "Terms", _term, problems),
        accepted=_each(workbook, "Accepted", _accepted, problems),
    )


def sheet_named(workbook: Workbook, name: str) -> Sheet | None:
    """The sheet of this name, whatever its capitals and the spaces round it; the one of a .csv, which has no name."""
    names = (name.strip().lower(), "")
    return next((workbook.sheet(found) for found in workbook.names if found.strip().lower() in names), None)


def _rows(workbook: Workbook, name: str, problems: Problems) -> tuple[TableRow, ...]:
    sheet, schema = sheet_named(workbook, name), _SHEETS[name]
    if sheet is None:
        if name not in _OTHER_SHEETS:
            headings, found = ", ".join(field.usual[0] for field in schema.fields), ", ".join(workbook.names)
            near = did_you_mean(name, _unknown_sheets(workbook))
            near = f"{near} Rename it; or add" if near else "Add"
            problems.add(NO_SHEET, workbook.place, sheet=name, found=found, headings=headings, near=near)
        return ()
    table = find_table(sheet, schema, problems)
    return table.rows if table else ()


def _unknown_sheets(workbook: Workbook) -> list[str]:
    """The sheets of none of the names that are known, which may be misspelled."""
    known = {name.lower() for name in (*_SHEETS, _TO_DO)}
    return [name for name in workbook.names if name.strip().lower() not in known]


def _say_misspelled(workbook: Workbook, problems: Problems) -> None:
    """Note a sheet that may be meant for one of those that may be left out, and is not there."""
    missing = [name for name in _OTHER_SHEETS if sheet_named(workbook, name) is None]
    for name in _unknown_sheets(workbook):
        near = get_close_matches(name.lower(), [one.lower() for one in missing], n=1, cutoff=0.8)
        if near:
            problems.add(SHEET_NOT_READ, workbook.place, found=name, near=near[0].capitalize())


def _each(
    workbook: Workbook,
    name: str,
    read: Callable[[TableRow, Texts], tuple[Entry[str], Record] | None],
    problems: Problems,
) -> tuple[Record, ...]:
    """A record for each row, read by `read`, which gives it with the name that no other row may have.

    What the sheet needs of a row stands in the texts that `read` is given.
    """
    found: dict[str, tuple[Entry[str], Record]] = {}
    needed = [field.name for field in _SHEETS[name].required]
    for row in _rows(workbook, name, problems):
        for blank in (one for one in needed if row.content(one) is None):
            problems.add(BLANK, row.cell(blank), what=row.table.headings[row.table.columns[blank]].text)
        said = {field.name: text for field in _SHEETS[name].fields if (text := row.text(field.name))}
        named = read(row, said) if said.keys() >= set(needed) else None
        if named:
            _keep(*named, found, problems)
    return tuple(record for _, record in found.values())


def _keep(name: Entry[str], record: Record, found: dict[str, tuple[Entry[str], Record]], problems: Problems) -> None:
    """Keep a record by its name, unless there is one of that name."""
    first, _ = found.setdefault(same_name(name.value), (name, record))
    if first is not name:
        problems.add(NAME_TWICE, name.cell, name=short(name.value), first=first.cell.coordinate)


def _details(workbook: Workbook, problems: Problems) -> dict[str, Entry[object]]:
    named: dict[str, tuple[Entry[str], tuple[str, Entry[object]]]] = {}
    for row in _rows(workbook, "Details", problems):
        name, value = row.text("name"), row.calculated("value")
        if name and value:  # a detail may be left blank
            entry: Entry[object] = Entry(value.meaning, row.cell("value"))
            _keep(name, (name_in_templates(name.value), entry), named, problems)
    found = dict(detail for _, detail in named.values())
    meeting = found.get(MEETING_DATE)
    sheet = sheet_named(workbook, "Details")
    if sheet and meeting is None:
        problems.add(NO_MEETING_DATE, sheet.place)
    elif meeting:
        when = parse_date(meeting.value)
        if when is None:
            problems.add(NOT_A_MEETING_DATE, meeting.cell, found=short(str(meeting.value)))
        else:
            check_day(str(meeting.value), when, meeting.cell, problems)
            if when.isoweekday() > 5:
                problems.add(WEEKEND, meeting.cell, day=f"{when.day} {when:%B %Y}", weekday=f"{when:%A}")
        found[MEETING_DATE] = Entry(when or meeting.value, meeting.cell)
    return found


def _document(row: TableRow, said: Texts) -> tuple[Entry[str], DocumentRecord] | None:
    name = Entry(re.sub(r"\.docx$", "", said["document"].value, flags=re.IGNORECASE), said["document"].cell)
    template, as_at = _with_suffix(said["template"], ".docx"), _day(row, "as_at")
    clash = None
    if same_name(name.value) in _MADE_BESIDE or _MADE_OF_IT.search(name.value):
        clash = "another file that a build makes is called so"
    fit = [_is_fit(name, "appendix-4", row, clash), _is_fit(template, "appendix-4.docx", row)]
    exempt, public_interest = said.get("exempt"), said.get("public_interest")
    if exempt and not _EXEMPT.search(exempt.value):
        row.table.problems.add(NOT_EXEMPT, exempt.cell, found=short(exempt.value))
    if exempt and not public_interest:
        row.table.problems.add(NO_PUBLIC_INTEREST, exempt.cell)
    return (name, DocumentRecord(name, said["title"], template, as_at, exempt, public_interest)) if all(fit) else None


def _is_fit(file: Entry[str], example: str, row: TableRow, clash: str | None = None) -> bool:
    """Whether a name is one file's and no path out of its folder; `clash` says why it is taken already."""
    why = clash or unfit(file.value)
    if why:
        row.table.problems.add(UNFIT_NAME, file.cell, found=short(file.value), why=why, example=example)
    return not why


def _day(row: TableRow, name: str) -> Entry[date] | None:
    found = row.calculated(name)
    when = parse_date(found.value) if found else None
    if found and when is None:
        row.table.problems.add(NOT_A_DATE, row.cell(name), found=short(found.text))
    if found and when:
        check_day(found.text, when, row.cell(name), row.table.problems)
    return Entry(when, row.cell(name)) if when else None


def _source(row: TableRow, said: Texts) -> tuple[Entry[str], SourceRecord] | None:
    name, kind = Entry(name_in_templates(said["name"].value), said["name"].cell), said["kind"]
    if name.value == _RESERVED:
        row.table.problems.add(TAKEN, name.cell, name=name.value, other=name_in_templates(kind.value))
        return None
    workbook, headings = _with_suffix(said["workbook"], ".xlsx"), dict(_headings(row, said))
    periods = said.get("periods")
    convention = Convention.said(periods.value) if periods else UNSAID
    if periods and convention is None:
        row.table.problems.add(UNKNOWN_CONVENTION, periods.cell, found=short(periods.value))
    if not _is_fit(workbook, "kpis.xlsx", row):
        return None
    convention = convention or UNSAID
    return name, SourceRecord(name, kind, workbook, said.get("sheet"), headings, convention, said.get("counts_people"))


def _headings(row: TableRow, said: Texts) -> Iterator[tuple[str, str]]:
    """'Responsible officer = Lead; By when = Due', one to a line or with semicolons between them."""
    found = said.get("headings")
    for pair in re.split(r"[;\n]", found.value) if found else ():
        theirs, _, usual = (part.strip(" '\"“”") for part in pair.partition("="))
        if theirs and usual:
            yield theirs, usual
        elif found and pair.strip():
            row.table.problems.add(UNCLEAR_HEADING, found.cell, found=short(pair.strip()))


def _status(row: TableRow, said: Texts) -> tuple[Entry[str], tuple[str, Status | Rag]] | None:
    wording, found = said["wording"], said["status"]
    meant = status_in(found.value) or rag_in(found.value)
    if meant:
        return wording, (wording.value, meant)
    known = [status.label for status in Status]
    near = did_you_mean(found.value, known)
    row.table.problems.add(UNKNOWN_STATUS, found.cell, found=short(found.value), near=near, known=", ".join(known))
    return None


def _term(_: TableRow, said: Texts) -> tuple[Entry[str], TermRecord]:
    also = re.split(r"[;\n]", said["others"].value) if "others" in said else ()
    others = tuple(filter(None, (other.strip() for other in also)))
    return said["name"], TermRecord(said["name"], said.get("abbreviation"), others)


def _accepted(row: TableRow, said: Texts) -> tuple[Entry[str], AcceptedRecord]:
    words, meeting = said["words"], _day(row, "meeting")
    key = " ".join(said[name].value for name in ("rule", "words", "value", "meeting") if name in said)
    of_old = not {"value", "meeting"} & row.table.columns.keys()
    record = AcceptedRecord(said["rule"], words, said["reason"], said.get("value"), meeting, of_old)
    return Entry(key, words.cell), record


def _with_suffix(file: Entry[str], suffix: str) -> Entry[str]:
    """A file's name with its ending, which officers do not always see."""
    return file if "." in file.value[-6:] else Entry(file.value + suffix, file.cell)
