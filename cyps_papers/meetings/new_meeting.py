"""An empty, well-made folder for a meeting that no earlier one can be rolled forward to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import cyps_papers
from cyps_papers.coordinates import coordinate, row_and_column
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.previous import PREVIOUS_MEETING
from cyps_papers.meetings.rolling.folder import NewFolder, is_free, write_folder
from cyps_papers.meetings.rolling.to_do import write_to_do
from cyps_papers.meetings.rolling.wording import paragraphs
from cyps_papers.periods import MONTHS, Period, day, parse_date
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading.paper import PAPER
from cyps_papers.reading.to_do import EXAMPLE, ToDo
from cyps_papers.records import MEETING_DATE, Entry, SourceRecord
from cyps_papers.sources.kind import Kind
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import read_source
from cyps_papers.sources.registry import KINDS, kind_called, kind_of
from cyps_papers.spreadsheets.workbook import EditedWorkbook

WHEN = error(
    "meeting-date",
    "the name of the folder does not say when the meeting is.",
    "Name it by its month or day (2016-01 or 2016-01-06), or give --meeting-date 2016-01-06.",
)
NO_STARTER = error("source-kind", '"{found}" is not a kind of source to begin with.', "Use one of: {known}.")
WEDNESDAY = 2  # most committees' day, and easily put right
INSTRUCTION = "Say here"
_AS_THEY_ARE = ("part", PREVIOUS_MEETING)


def new_meeting(
    new: Path, meeting_date: date | None, problems: Problems, others: Sequence[str] = ()
) -> NewFolder | None:
    """Make a folder with workbooks, an example in each, and a plain report template; or nothing, with a problem.

    Without a date the folder's name gives it: 2016-01-06, or 2016-01 for that month's first Wednesday. `others` are
    further kinds of source that it is to have.
    """
    kinds = {word: kind_called(word) for word in others}
    to_begin_with = ", ".join(kind.name for kind in KINDS if kind.starter)
    for word in (word for word, kind in kinds.items() if kind is None or not kind.starter):
        problems.add(NO_STARTER, FilePlace(str(new)), found=word, known=to_begin_with)
    when = meeting_date or _named(new.name)
    if when is None:
        problems.add(WHEN, FilePlace(str(new)))
    if when is None or problems.errors or not is_free(new, problems):
        return None
    made, todo = _made(Path(cyps_papers.__file__).parent / "starter", when, [kind for kind in kinds.values() if kind])
    folder = MeetingFolder(new)
    next_steps = (
        f"Start with {PAPER}: its sheet To do lists the {len(todo)} examples to replace with your own.",
        f"{folder.command('check')} counts down what is left; {folder.command('build')} makes the report.",
    )
    return write_folder(made, todo, new, next_steps, problems)


def _named(name: str) -> date | None:
    parts = re.fullmatch(r"(\d{4}-\d\d)(-\d\d)?", name)
    first = parse_date(f"{parts[1]}{parts[2] or '-01'}") if parts else None
    if first is None or (parts and parts[2]):
        return first
    return first + timedelta(days=(WEDNESDAY - first.weekday()) % 7)


def _made(starter: Path, when: date, others: Sequence[Kind[Any]]) -> tuple[dict[str, bytes], list[ToDo]]:
    """The starter's files and those of other kinds, dated for the meeting, with the list of their examples."""
    record = read_paper(starter, Problems())
    there = {source.kind.value for source in record.sources}
    sources = [*record.sources, *_sources([kind for kind in others if kind.name not in there], record.sources[-1])]
    workbooks = [starter / PAPER, *(kind_of(source).folder / source.workbook.value for source in sources)]
    books = {path.name: EditedWorkbook(path.read_bytes()) for path in workbooks}
    for source in sources[len(record.sources) :]:
        for entry in (source.name, source.kind, source.workbook):
            _put(books, entry, entry.value)
    dated = record.details[MEETING_DATE]
    details = [entry for name, entry in record.details.items() if name not in _AS_THEY_ARE]
    _put(books, dated, when)
    todo = [_example(entry, day(when) if entry is dated else entry.value) for entry in details]
    for source in sources:
        kind = kind_of(source)
        data = read_source(source, kind.folder, record.statuses, Problems())
        todo += [_example(entry, entry.value) for entry in kind.examples(data.records)]
        for periods in kind.periods(data.records):
            _date(periods, books, when)
    templates = [starter / document.template.value for document in record.documents]
    for template in templates:
        for paragraph in paragraphs(template):
            start = paragraph.text.find(INSTRUCTION)
            if start >= 0:
                place, text = paragraph.place.within(), paragraph.text[start:]
                todo.append(ToDo(EXAMPLE, template.name, "", place, text, ""))
    write_to_do(todo, books[PAPER], dated.cell.sheet)
    made = {file: book.to_bytes() for file, book in books.items()}
    return {**made, **{template.name: template.read_bytes() for template in templates}}, todo


def _sources(kinds: Sequence[Kind[Any]], last: SourceRecord) -> Iterator[SourceRecord]:
    """The sources to be named below the last in the sheet Sources, one for each kind."""
    for further, kind in enumerate(kinds, 1):
        entries = []
        for value, above in ((kind.example, last.name), (kind.name, last.kind), (kind.starter, last.workbook)):
            row, column = row_and_column(above.cell.coordinate)
            entries.append(Entry(value, replace(above.cell, coordinate=coordinate(row + further, column))))
        name, called, workbook = entries
        yield SourceRecord(name, called, workbook)


def _example(entry: Entry[Any], value: object) -> ToDo:
    return ToDo(EXAMPLE, entry.cell.workbook, entry.cell.sheet, entry.cell.coordinate, str(value), "")


def _date(periods: Sequence[Entry[Period]], books: dict[str, EditedWorkbook], when: date) -> None:
    """Make an example's periods the last months before the meeting."""
    end = when.replace(day=1) - timedelta(days=1)
    for period in reversed(periods):
        end = end.replace(day=1)
        _put(books, period, f"{MONTHS[end.month - 1][:3]} {end.year}")
        end -= timedelta(days=1)


def _put(books: dict[str, EditedWorkbook], entry: Entry[Any], value: date | str) -> None:
    cell = entry.cell
    books[cell.workbook].sheet(cell.sheet).set(*row_and_column(cell.coordinate), value)
