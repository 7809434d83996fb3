"""The list of what is to be filled in: written into paper.xlsx, and counted down as it is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.meetings.rolling.wording import Dated, dated_words, paragraphs
from cyps_papers.problems import Place, Problem, Problems, error, warning
from cyps_papers.reading.to_do import (
    COLUMNS,
    DETAIL,
    DOCUMENT,
    EXAMPLE,
    MAY_GO,
    MUST_FILL_IN,
    NOTE,
    SHEET,
    TO_FILL_IN,
    WORDING,
    ToDo,
    read_to_do,
)
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import Cell
from cyps_papers.sources.registry import kind_of
from cyps_papers.spreadsheets.workbook import EditedWorkbook

PLAN_CLOSED = warning(
    "to-do",
    "{what}: still to be filled in.",
    "Its plan is closed and was reported: delete this row if the paper no longer needs the document.",
)
SPEAKS_OF_LAST_TIME = warning("to-do", 'written for the last meeting: "{words}".', "Bring it up to date.")
STILL_AN_EXAMPLE = error(
    "to-do", "{this is|these are} still {an example|examples}: {words}.", "Put your own in {its|their} place.", "words"
)
LIKELY_THE_SAME = 0.5  # of a paragraph's words, in order: the same paragraph, edited
FIRST_ROW = 5
_AS_IT_STANDS = f"Where something listed is right as it stands, enter Yes beside it in the sheet {SHEET} of paper.xlsx."
_TITLE = "What is to be filled in"
_NOTE = (
    "Counted down by check as it is filled in. "
    "Enter Yes under Done where something is right as it stands, or where there is no figure to give. "
    "The columns after Done tell cyps-papers what to look for: leave them as they are."
)


@dataclass(frozen=True)
class StillToDo:
    """What is still to be filled in, at its places (an error where a status or a detail is), of how many in all.

    `awaited` are the details among them, by their names in templates: what they miss of those only follows.
    """

    left: tuple[Problem, ...]
    total: int
    awaited: frozenset[str] = frozenset()

    def __str__(self) -> str:
        counted = f"Still to do: {len(self.left)} of {self.total}."
        return f"{counted} {_AS_IT_STANDS}" if self.left else counted


def write_to_do(todo: Sequence[ToDo], book: EditedWorkbook, like: str) -> None:
    """Write the list into the open paper.xlsx, in the place of an earlier one, in the formats of another sheet."""
    widths = [width for _, width in COLUMNS]
    sheet = book.sheet(SHEET) if SHEET in book.names else book.add_sheet(SHEET, widths, FIRST_ROW - 1, yes="G5:G999")
    sheet.clear()
    model = book.sheet(like)
    heading = next((row for row in range(1, model.last_row + 1) if len(model.columns_of(row)) > 1), 1)
    for row, text in enumerate((_TITLE, _NOTE), 1):
        sheet.set(row, 1, text)
        sheet.give_format(row, 1, model.format_of(row, 1))
    lines = [[text for text, _ in COLUMNS], *(one.cells for one in todo)]
    for row, texts in enumerate(lines, FIRST_ROW - 1):
        for column, text in enumerate(texts, 1):
            if text:
                sheet.set(row, column, text)
            sheet.give_format(row, column, model.format_of(heading + (row >= FIRST_ROW), 1))


def note_still_to_do(meeting: Meeting, problems: Problems) -> StillToDo:
    """Note what is left of a meeting's list, in the place of what the readers said of the same cells."""
    still = still_to_do(meeting, problems)
    errors = {problem.place for problem in still.left if problem.level is MUST_FILL_IN.level}
    problems.found[:] = [problem for problem in problems.found if problem.place not in errors]
    problems.include(still.left)
    return still


def still_to_do(meeting: Meeting, problems: Problems) -> StillToDo:
    """What is left of the list that roll-forward made for a meeting; nothing of nothing where it made none."""
    listed = read_to_do(meeting.folder.path, problems)
    open_items = [item for item in listed if not item.done]
    left = [found for item in open_items if (found := _left(item, meeting))]
    awaited = {item.subject for item in open_items if item.kind == DETAIL} - set(meeting.paper.details)
    return StillToDo((*left, *_left_in_words(listed, meeting.folder)), len(listed), frozenset(awaited))


def _left(item: ToDo, meeting: Meeting) -> Problem | None:
    """What is left to do of one thing, where it is now; words in templates are looked for together."""
    if item.kind == WORDING:
        return None
    if item.source:
        data = meeting.data.get(item.source)
        return kind_of(data).left(item, data, meeting.last) if data and data.records else None
    place: Place = Cell(item.file, item.sheet, item.where)
    if item.kind == DETAIL:
        return None if item.subject in meeting.paper.details else MUST_FILL_IN.at(place, what=item.about)
    if item.kind == DOCUMENT:
        document = next((found for found in meeting.paper.documents if found.name.value == item.subject), None)
        if document is None or document.as_at:
            return None
        asked = PLAN_CLOSED if MAY_GO in item.fields else TO_FILL_IN
        return asked.at(place, what=f"{item.what} of {item.subject}")
    there = next(_says(item, meeting), None)
    if item.kind == NOTE and there:
        return SPEAKS_OF_LAST_TIME.at(there, words=item.about)
    if item.kind == EXAMPLE and there:
        return STILL_AN_EXAMPLE.at(there, words=f'"{item.about.rstrip(".")}"')
    return None


def _says(item: ToDo, meeting: Meeting) -> Iterator[Place]:
    """The places that still say what a cell, or a template, said when the list was made."""
    path = meeting.folder.path / item.file
    if not item.sheet:
        yield from (
            (paragraph.place for paragraph in paragraphs(path) if item.about in paragraph.text)
            if path.is_file()
            else ()
        )
        return
    workbook = open_workbook(path, Problems())
    sheet = workbook.sheet(item.sheet) if workbook and item.sheet in workbook.names else None
    contents = (found for row in sheet.rows.values() for found in row.values()) if sheet else ()
    if any(found.coordinate == item.where and item.about in found.text for found in contents):
        yield Cell(item.file, item.sheet, item.where)


def _left_in_words(listed: Sequence[ToDo], folder: MeetingFolder) -> Iterator[Problem]:
    """The listed words that a template still holds, where it holds them now."""
    of_files: dict[str, list[ToDo]] = {}
    for item in listed:
        if item.kind == WORDING:
            of_files.setdefault(item.file, []).append(item)
    for file, those in of_files.items():
        template = folder.path / file
        for item, found in _where_now(those, dated_words(template)) if template.is_file() else ():
            if not item.done:
                words = [words for words in item.fields if words in found.words]
                yield SPEAKS_OF_LAST_TIME.at(found.place, words='", "'.join(words))


def _where_now(listed: Sequence[ToDo], found: Sequence[Dated]) -> Iterator[tuple[ToDo, Dated]]:
    """Each paragraph that was listed and that which it now is, the most alike first, if that has any of its words."""
    likely = [
        (kept, item, now)
        for item in listed
        for now in found
        if not set(item.fields).isdisjoint(now.words) and (kept := _kept(item.what, now)) >= LIKELY_THE_SAME
    ]
    known: set[int] = set()
    for _, item, now in sorted(likely, key=lambda pair: -pair[0]):
        if known.isdisjoint((id(item), id(now))):
            known |= {id(item), id(now)}
            yield item, now


def _kept(sentences: str, now: Dated) -> float:
    """How much of some sentences still stands in a paragraph, as a share of their words."""
    if sentences == now.sentences:
        return 1
    then, there = (re.findall(r"\w+", text) for text in (sentences, now.text))
    blocks = SequenceMatcher(None, then, there, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(then), 1)
