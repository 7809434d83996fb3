"""One meeting read: its paper.xlsx, its sources, and what templates may say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from cyps_papers.checks.pack import STALE_DETAILS
from cyps_papers.disclosure import withheld
from cyps_papers.files.names import same_name
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.previous import read_last_report
from cyps_papers.problems import FilePlace, Problems, error, warning
from cyps_papers.progress import steps
from cyps_papers.reading.paper import PAPER
from cyps_papers.reading.workbook import ENDINGS, Sheet
from cyps_papers.records import LastReport, PaperRecord, Quantity, SourceData, yes_or_no
from cyps_papers.sources.context import context
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import open_source, read_opened
from cyps_papers.vocabulary import Subject
from cyps_papers.word.inserted.files import Files

NO_DOCUMENTS = error(
    "no-documents", "the sheet Documents lists no document.", "Add a row for each: its name, title and template."
)
NOT_YES_OR_NO = error("setting", '"{found}" is neither yes nor no.', "Enter Yes or No.")
NOT_A_BASE = error("setting", 'numbers of people cannot be rounded to "{found}".', "Enter 5 or 10; or clear the cell.")
ONE_OF_TWO = error(
    "setting",
    "small numbers of people are to be withheld, and all numbers of people rounded: choose one of the two.",
    "Clear this cell, and they print as c; or enter No beside Suppress small numbers, and they are rounded.",
)
NOT_NAMED = warning(
    "workbook-not-named",
    "no row of the sheet Sources of paper.xlsx names this workbook, so nothing in it is read.",
    "Add a row for it; or move it out of the folder, if the paper does not need it.",
)
NOT_DAYS = error("setting", '"{found}" is not a number of days.', "Enter a number, for example 92; or clear the cell.")


@dataclass(frozen=True)
class Meeting:
    """A meeting's folder with all that was read in it: `sheets` are the worksheets that its sources stand in."""

    folder: MeetingFolder
    paper: PaperRecord
    data: Mapping[str, SourceData[Any]]
    context: Mapping[str, Subject]
    date: date
    sheets: tuple[Sheet, ...] = ()
    last: LastReport | None = None

    @cached_property
    def files(self) -> Files:
        """The files that its templates may put in: its own before those in templates/."""
        return self.folder.files

    @property
    def inputs(self) -> dict[str, Path]:
        """The workbooks that were read, by their names, paper.xlsx first; the last meeting's as '2015-03/kpis.xlsx'."""
        paths = {PAPER: self.folder.path / PAPER}
        paths |= {source.workbook.value: source.path(self.folder.path) for source in self.paper.sources}
        read = {name: path for name, path in paths.items() if path.is_file()}
        if self.last is None:
            return read
        earlier = self.folder.path.parent / self.last.meeting
        there = sorted(path for path in earlier.glob("[!~]*") if path.is_file())
        return read | {f"{earlier.name}/{path.name}": path for path in there if path.suffix.lower() in ENDINGS}


def note_unnamed(meeting: Meeting, problems: Problems) -> None:
    """Note each workbook in the folder that is no source; not where one that is has gone, and may be called so now."""
    if not meeting.paper.sources or any(problem.place.file == PAPER for problem in problems.errors):
        return  # what is wrong there may be why
    named = {same_name(source.workbook.value) for source in meeting.paper.sources} | {PAPER}
    there = {same_name(path.name): path for path in sorted(meeting.folder.path.glob("[!.~]*"))}
    for name, path in there.items() if named <= there.keys() else ():
        if path.suffix.lower() in ENDINGS and name not in named and path.is_file():
            problems.add(NOT_NAMED, FilePlace(path.name))


def read_meeting(folder: MeetingFolder, problems: Problems) -> Meeting | None:
    """All that the folder holds, with what is wrong in it; None where paper.xlsx cannot be read."""
    paper = read_paper(folder.path, problems)
    if paper == PaperRecord():
        return None
    when = paper.meeting.value if paper.meeting else date.min  # which the reader of paper.xlsx has told of
    _note_settings(paper, problems)
    if not paper.documents and not problems.errors:
        problems.add(NO_DOCUMENTS, FilePlace(PAPER))
    data: dict[str, SourceData[Any]] = {}
    sheets: dict[tuple[str, str], Sheet] = {}
    for source in steps("Reading", paper.sources):
        opened = open_source(source, folder.path, paper.statuses, problems)
        data[source.name.value] = read_opened(source, opened, problems)
        sheets |= {(sheet.workbook, sheet.name): sheet for sheet in (opened.workbook.read if opened else ())}
    last = read_last_report(paper, folder, problems)
    return Meeting(folder, paper, data, context(paper, data, last, problems), when, tuple(sheets.values()), last)


def _note_settings(paper: PaperRecord, problems: Problems) -> None:
    """Note a setting that is not understood: to take it for the usual one would be to pass it over."""
    for name, entry in paper.details.items():
        value = str(entry.value).strip().lower()
        if name in (withheld.DETAIL, withheld.ZERO) and yes_or_no(value) is None:
            problems.add(NOT_YES_OR_NO, entry.cell, found=entry.value)
        if name == withheld.ROUND and value not in map(str, withheld.BASES):
            problems.add(NOT_A_BASE, entry.cell, found=entry.value)
        if name == withheld.ROUND and withheld.withholds(paper):
            problems.add(ONE_OF_TWO, entry.cell)
        if name in STALE_DETAILS and not (isinstance(entry.value, Quantity) and entry.value.value > 0):
            problems.add(NOT_DAYS, entry.cell, found=entry.value)
