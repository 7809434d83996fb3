"""paper.xlsx: the paper's details, documents and sources, and what an officer may add to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from cyps_papers.periods import parse_date
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.contents import Content
from cyps_papers.reading.statuses import status_in
from cyps_papers.reading.table import Field, Row, find_table
from cyps_papers.reading.values import check_day, short
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import (
    AcceptedRecord,
    DocumentRecord,
    Entry,
    PaperRecord,
    SourceRecord,
    Status,
    TermRecord,
)
from cyps_papers.vocabulary import name_in_templates

WORKBOOK = "paper.xlsx"

NO_SHEET = error(
    "sheet-missing",
    "there is no sheet {sheet}. The sheets are: {found}.",
    "{near} a sheet of that name with the headings {headings}.",
)
SHEET_NOT_READ = warning(
    "sheet-not-read",
    "the sheet {found} was not read, for it has none of the names that are known.",
    "Did you mean {near}? Rename it.",
)
TAKEN = error(
    "name-taken",
    "a source cannot be called {name}: that is the name of what paper.xlsx itself says.",
    "Give it another name, for example {other}.",
)
BLANK = error("blank", "{what} is blank.", "Enter it, or clear the row.")
NAME_TWICE = error("name-twice", "{name} stands twice: also at {first}.", "Take one out, or rename it.")
NO_MEETING_DATE = error(
    "meeting-date",
    "no Meeting date is given.",
    "Add a row: Meeting date, and the date of the meeting.",
)
NOT_A_MEETING_DATE = error(
    "meeting-date",
    '"{found}" is not the date of a meeting.',
    "Enter day, month and year, for example 18/03/2015.",
)
NOT_A_DATE = error("not-a-date", '"{found}" is not a date.', "Enter day, month and year, for example 09/03/2015.")
UNCLEAR_HEADING = error(
    "headings-unclear",
    '"{found}" does not say which heading stands for what.',
    "Enter the workbook's heading, =, and the usual one: Responsible officer = Lead. One to a line.",
)
UNKNOWN_STATUS = error("status-unknown", '"{found}" is not a status.', "{near} Use one of: {known}.")

_NAME = Field("name", ("Name", "Detail", "Item"), required=True)
_DETAILS = (_NAME, Field("value", ("Value", "Entry", "Details"), required=True))
_DOCUMENTS = (
    Field("document", ("Document", "File", "Name", "File name"), required=True),
    Field("title", ("Title",), required=True),
    Field("template", ("Template", "Template file"), required=True),
    Field("as_at", ("As at", "Date", "As at date")),
)
_SOURCES = (
    Field("name", ("Name", "Name in templates", "Source"), required=True),
    Field("kind", ("Kind", "Type"), required=True),
    Field("workbook", ("Workbook", "File", "Spreadsheet"), required=True),
    Field("sheet", ("Sheet", "Worksheet", "Tab")),
    Field("headings", ("Headings", "Own headings", "Heading names")),
)
_STATUSES = (
    Field("wording", ("Wording", "Our wording", "Words"), required=True),
    Field("status", ("Status", "Stands for", "Means"), required=True),
)
_TERMS = (
    Field("name", ("Name", "Term", "Preferred name"), required=True),
    Field("abbreviation", ("Abbreviation", "Short form")),
    Field("others", ("Also called", "Other names", "Others")),
)
_ACCEPTED = (
    Field("rule", ("Rule", "Remark"), required=True),
    Field("words", ("Words", "Words of the place or message"), required=True),
    Field("reason", ("Reason", "Why"), required=True),
)
SOURCES = "Sources"
_NEEDED_SHEETS = ("Details", "Documents", SOURCES)
_OTHER_SHEETS = ("Statuses", "Terms", "Accepted")
_TO_DO = "To do"
_RESERVED = "paper"
Record = TypeVar("Record")


def read_paper(folder: Path, problems: Problems) -> PaperRecord:
    """All that paper.xlsx says, the kinds of its sources as written; without what could not be read."""
    workbook = open_workbook(folder / WORKBOOK, problems)
    if workbook is None:
        return PaperRecord()
    _say_misspelled(workbook, problems)
    return PaperRecord(
        details=_details(workbook, problems),
        documents=_each(workbook, "Documents", _DOCUMENTS, _document, problems),
        sources=_each(workbook, SOURCES, _SOURCES, _source, problems),
        statuses=dict(_each(workbook, "Statuses", _STATUSES, _status, problems, needed=False)),
        terms=_each(workbook, "Terms", _TERMS, _term, problems, needed=False),
        accepted=_each(workbook, "Accepted", _ACCEPTED, _accepted, problems, needed=False),
    )


def sheet_named(workbook: Workbook, name: str) -> Sheet | None:
    """The sheet of this name, whatever its capitals and the spaces round it; the one of a .csv, which has no name."""
    wanted = (name.strip().lower(), "")
    return next((workbook.sheet(found) for found in workbook.names if found.strip().lower() in wanted), None)


def _rows(
    workbook: Workbook, name: str, fields: tuple[Field, ...], problems: Problems, needed: bool = True
) -> tuple[Row, ...]:
    sheet = sheet_named(workbook, name)
    if sheet is None:
        if needed:
            headings, found = ", ".join(wanted.usual[0] for wanted in fields), ", ".join(workbook.names)
            near = did_you_mean(name, _unknown_sheets(workbook))
            near = f"{near} Rename it; or add" if near else "Add"
            problems.add(NO_SHEET, workbook.place, sheet=name, found=found, headings=headings, near=near)
        return ()
    table = find_table(sheet, fields, problems, has_totals=False)  # a rule, or a source, may be called totals
    return table.rows if table else ()


def _unknown_sheets(workbook: Workbook) -> list[str]:
    """The sheets of none of the names that are known, which may be misspelled."""
    known = {name.lower() for name in (*_NEEDED_SHEETS, *_OTHER_SHEETS, _TO_DO)}
    return [name for name in workbook.names if name.strip().lower() not in known]


def _say_misspelled(workbook: Workbook, problems: Problems) -> None:
    """Note a sheet that may be meant for one of those that may be left out, and is not there."""
    wanted = [name for name in _OTHER_SHEETS if sheet_named(workbook, name) is None]
    for name in _unknown_sheets(workbook):
        near = get_close_matches(name.lower(), [one.lower() for one in wanted], n=1, cutoff=0.8)
        if near:
            problems.add(SHEET_NOT_READ, workbook.place, found=name, near=near[0].capitalize())


def _each(
    workbook: Workbook,
    name: str,
    fields: tuple[Field, ...],
    read: Callable[[Row], tuple[Entry[str], Record] | None],
    problems: Problems,
    needed: bool = True,
) -> tuple[Record, ...]:
    """A record for each row, read by `read`, which gives it with the name that no other row may have."""
    found: dict[str, tuple[Entry[str], Record]] = {}
    for row in _rows(workbook, name, fields, problems, needed):
        named = read(row)
        first = found.setdefault(named[0].value.lower(), named) if named else None
        if named and first is not named and first:
            problems.add(NAME_TWICE, named[0].cell, name=short(named[0].value), first=first[0].cell.coordinate)
    return tuple(record for _, record in found.values())


def _details(workbook: Workbook, problems: Problems) -> dict[str, Entry[object]]:
    found = dict(_each(workbook, "Details", _DETAILS, _detail, problems))
    meeting = found.get("meeting_date")
    sheet = sheet_named(workbook, "Details")
    if sheet and meeting is None:
        problems.add(NO_MEETING_DATE, sheet.place)
    elif meeting:
        when = parse_date(meeting.value)
        if when is None:
            problems.add(NOT_A_MEETING_DATE, meeting.cell, found=short(str(meeting.value)))
        else:
            check_day(str(meeting.value), when, meeting.cell, problems)
        found["meeting_date"] = Entry(when or meeting.value, meeting.cell)
    return found


def _detail(row: Row) -> tuple[Entry[str], tuple[str, Entry[object]]] | None:
    name, value = row.text("name"), row.calculated("value")
    if not name or not value:
        return None
    return name, (name_in_templates(name.value), Entry(_detail_value(value), row.cell("value")))


def _detail_value(found: Content) -> object:
    """A day as a date, a month shown as a month as its words, and anything else as it is."""
    if isinstance(found.value, date) and found.period and found.period.start == found.period.end:
        return found.value
    return found.value if isinstance(found.value, str | Decimal) else found.text


def _document(row: Row) -> tuple[Entry[str], DocumentRecord] | None:
    name, title, template = (_needed(row, wanted) for wanted in ("document", "title", "template"))
    if not name or not title or not template:
        return None
    name = Entry(re.sub(r"\.docx$", "", name.value, flags=re.IGNORECASE), name.cell)
    return name, DocumentRecord(name, title, _with_suffix(template, ".docx"), _as_at(row))


def _as_at(row: Row) -> Entry[date] | None:
    found = row.calculated("as_at")
    when = parse_date(found.value) if found else None
    if found and when is None:
        row.table.problems.add(NOT_A_DATE, row.cell("as_at"), found=short(found.text))
    if found and when:
        check_day(found.text, when, row.cell("as_at"), row.table.problems)
    return Entry(when, row.cell("as_at")) if when else None


def _source(row: Row) -> tuple[Entry[str], SourceRecord] | None:
    name, workbook, kind = (_needed(row, wanted) for wanted in ("name", "workbook", "kind"))
    if not name or not workbook or not kind:
        return None
    name = Entry(name_in_templates(name.value), name.cell)
    if name.value == _RESERVED:
        row.table.problems.add(TAKEN, name.cell, name=name.value, other=name_in_templates(kind.value))
        return None
    headings = dict(_headings(row))
    return name, SourceRecord(name, kind, _with_suffix(workbook, ".xlsx"), row.text("sheet"), headings)


def _headings(row: Row) -> Iterator[tuple[str, str]]:
    """'Responsible officer = Lead; By when = Due', one to a line or with semicolons between them."""
    found = row.text("headings")
    for pair in re.split(r"[;\n]", found.value) if found else ():
        theirs, _, usual = (part.strip(" '\"“”") for part in pair.partition("="))
        if theirs and usual:
            yield theirs, usual
        elif found and pair.strip():
            row.table.problems.add(UNCLEAR_HEADING, found.cell, found=short(pair.strip()))


def _status(row: Row) -> tuple[Entry[str], tuple[str, Status]] | None:
    wording, found = _needed(row, "wording"), _needed(row, "status")
    if not wording or not found:
        return None
    status = status_in(found.value)
    if status:
        return wording, (wording.value, status)
    known = [one.label for one in Status]
    near = did_you_mean(found.value, known)
    row.table.problems.add(
        UNKNOWN_STATUS,
        found.cell,
        found=short(found.value),
        near=near,
        known=", ".join(known),
    )
    return None


def _term(row: Row) -> tuple[Entry[str], TermRecord] | None:
    name, others = _needed(row, "name"), row.text("others")
    if not name:
        return None
    also = re.split(r"[;\n]", others.value) if others else ()
    return name, TermRecord(name, row.text("abbreviation"), tuple(filter(None, (other.strip() for other in also))))


def _accepted(row: Row) -> tuple[Entry[str], AcceptedRecord] | None:
    rule, words, reason = (_needed(row, wanted) for wanted in ("rule", "words", "reason"))
    if not rule or not words or not reason:
        return None
    return Entry(f"{rule.value} {words.value}", words.cell), AcceptedRecord(rule, words, reason)


def _needed(row: Row, name: str) -> Entry[str] | None:
    """A field that no row may leave blank."""
    if row.content(name) is None:
        heading = row.table.headings[row.table.columns[name]].text
        row.table.problems.add(BLANK, row.cell(name), what=heading)
    return row.text(name)


def _with_suffix(file: Entry[str], suffix: str) -> Entry[str]:
    """A file's name with its ending, which officers do not always see."""
    return file if "." in file.value[-6:] else Entry(file.value + suffix, file.cell)
