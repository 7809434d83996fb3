"""The list of what is to be filled in: written into paper.xlsx, and counted down as it is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from cyps_papers.coordinates import area, cells_of
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.meetings.rolling.wording import Dated, dated_words, paragraphs
from cyps_papers.periods import Period
from cyps_papers.problems import Place, Problem, Problems, error, warning
from cyps_papers.reading.to_do import HEADINGS, SHEET, ToDo, ToDoKind, read_to_do
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import ActionRecord, Area, Cell, IndicatorRecord, SheetPlace
from cyps_papers.sources.action_plan.reading import NO_STATUS
from cyps_papers.sources.series.rolling import WITH_THEIR_DAYS, subject_parts
from cyps_papers.spreadsheets.workbook import Workbook

_BLANK = "{what}: still to be filled in."
TO_FILL_IN = warning("to-do", _BLANK, "")
DETAIL_TO_FILL_IN = error("to-do", _BLANK, "")
STATUS_TO_FILL_IN = error("to-do", _BLANK, "")
DAYS_TO_FILL_IN = warning("to-do", _BLANK, "Correct the days too, where it was not counted on a month's last.")
PLAN_CLOSED = warning(
    "to-do",
    _BLANK,
    "Its plan is closed and was reported: delete this row if the paper no longer needs the document.",
)
FORECAST_PASSED = warning(
    "to-do",
    "the forecast for {when} is for a time that has come.",
    "Add a row with a later forecast.",
)
TABLE_AS_IT_WAS = warning("to-do", "the table is as it was at the last meeting.", "Bring it up to date.")
SPEAKS_OF_LAST_TIME = warning("to-do", 'written for the last meeting: "{words}".', "Bring it up to date.")
EXAMPLE = warning("to-do", 'this is still an example: "{words}".', "Put your own in its place.")
_BETWEEN = "; "  # the words of one paragraph
_KEPT = 0.5  # of a paragraph's words, in order: the same paragraph, edited
CLOSED = "its plan is closed"
_WIDTHS = (11, 26, 18, 34, 30, 70, 9)
_AS_IT_STANDS = f"Where something listed is right as it stands, enter Yes beside it in the sheet {SHEET} of paper.xlsx."
_TITLE = "What is to be filled in"
_NOTE = (
    "Counted down by check as it is filled in. "
    "Enter Yes under Done where something is right as it stands, or where there is no figure to give."
)


@dataclass(frozen=True)
class StillToDo:
    """What is still to be filled in, at its places (an error where a status or a detail is), of how many in all.

    `awaited` are the details among them, as templates ask for them: what they miss of those only follows.
    """

    left: tuple[Problem, ...]
    total: int
    awaited: frozenset[str] = frozenset()

    def __str__(self) -> str:
        counted = f"Still to do: {len(self.left)} of {self.total}."
        return f"{counted} {_AS_IT_STANDS}" if self.left else counted


def write_to_do(todo: Sequence[ToDo], book: Workbook, like: str) -> None:
    """Write the list into the open paper.xlsx, in the place of an earlier one, in the formats of another sheet."""
    sheet = book.sheet(SHEET) if SHEET in book.names else book.add_sheet(SHEET, _WIDTHS, 4, yes="G5:G999")
    sheet.clear()
    model = book.sheet(like)
    heading = _heading_row(model.columns_of, model.last_row)
    sheet.set(1, 1, _TITLE)
    sheet.set(2, 1, _NOTE)
    for row in (1, 2):
        sheet.give_format(row, 1, model.format_of(row, 1))
    for column, text in enumerate(HEADINGS, 1):
        sheet.set(4, column, text)
        sheet.give_format(4, column, model.format_of(heading, 1))
    for row, one in enumerate(todo, 5):
        for column, text in enumerate([one.kind, one.file, one.sheet, one.where, one.about, one.what, ""], 1):
            if text:
                sheet.set(row, column, str(text))
            sheet.give_format(row, column, model.format_of(heading + 1, 1))


def note_still_to_do(meeting: Meeting, problems: Problems) -> StillToDo:
    """Note what is left of a meeting's list, in the place of what the readers said of the same cells."""
    still = still_to_do(meeting)
    places = [problem.place for problem in still.left]
    problems.found[:] = [one for one in problems.found if one.rule != NO_STATUS.rule or one.place not in places]
    problems.include(still.left)
    return still


def still_to_do(meeting: Meeting) -> StillToDo:
    """What is left of the list that roll-forward made for a meeting; nothing of nothing where it made none."""
    listed = read_to_do(meeting.folder.path, Problems())
    wanted = [one for one in listed if not one.done]
    left = [*_left_in_cells(wanted, meeting), *_left_in_words(listed, meeting.folder)]
    awaited = frozenset(f"paper.{_name(one.about)}" for one in wanted if _detail_is_left(one, meeting))
    return StillToDo(tuple(left), len(listed), awaited)


def _left_in_cells(wanted: Iterable[ToDo], meeting: Meeting) -> Iterator[Problem]:
    for one in wanted:
        left = _LEFT[one.kind](one, meeting) if one.kind in _LEFT else None
        if left:
            yield left


def _detail_left(one: ToDo, meeting: Meeting) -> Problem | None:
    place = Cell(one.file, one.sheet, one.where)
    return DETAIL_TO_FILL_IN.at(place, what=one.about) if _detail_is_left(one, meeting) else None


def _detail_is_left(one: ToDo, meeting: Meeting) -> bool:
    return one.kind is ToDoKind.DETAIL and _name(one.about) not in meeting.paper.details


def _document_left(one: ToDo, meeting: Meeting) -> Problem | None:
    document = next((found for found in meeting.paper.documents if found.name.value == one.about), None)
    if document is None or document.as_at:
        return None
    place, what = Cell(one.file, one.sheet, one.where), one.what.partition(";")[0]
    kind = PLAN_CLOSED if one.what.endswith(CLOSED) else TO_FILL_IN
    return kind.at(place, what=f"{what} of {one.about}")


def _action_left(one: ToDo, meeting: Meeting) -> Problem | None:
    actions = [found for data in _data_in(one.file, meeting) for found in data if isinstance(found, ActionRecord)]
    action = next((found for found in actions if found.reference.value == one.about), None)
    action = action or next((found for found in actions if _same_row(found, one)), None)
    blank = [what for what in one.what.split(", ") if action and getattr(action, what.lower(), None) is None]
    return _to_fill_in(one, ", ".join(blank), action) if blank else None


def _value_left(one: ToDo, meeting: Meeting) -> Problem | None:
    code, periods = subject_parts(one.about)
    there = [
        found.period.value
        for indicator in _indicators(one.file, code, meeting)
        for found in indicator.observations
        if not found.forecast
    ]
    missing = [
        at
        for at, period in enumerate(periods)
        if not any(period.start <= found.start and found.end <= period.end for found in there)
    ]
    return _values_left(one, code, periods, missing) if missing else None


def _values_left(one: ToDo, code: str, periods: Sequence[Period], missing: Sequence[int]) -> Problem:
    cells = cells_of(one.where)
    runs = list(_runs(missing))
    where = ", ".join(area(cells[first : last + 1]) for first, last in runs)
    when = " and ".join(
        str(periods[first]) if first == last else f"{periods[first]} to {periods[last]}" for first, last in runs
    )
    kind = DAYS_TO_FILL_IN if one.what == WITH_THEIR_DAYS else TO_FILL_IN
    return kind.at(Area(one.file, one.sheet, where), what=f"{code}, {when}")


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that follow one another."""
    ends = [at for at, (one, after) in enumerate(pairwise(numbers), 1) if after != one + 1]
    for start, end in pairwise([0, *ends, len(numbers)]):
        yield numbers[start], numbers[end - 1]


def _forecast_left(one: ToDo, meeting: Meeting) -> Problem | None:
    code, periods = subject_parts(one.about)
    forecasts = [
        found
        for indicator in _indicators(one.file, code, meeting)
        for found in indicator.observations
        if found.forecast
    ]
    passed = next((found for found in forecasts if found.period.value.matches(periods[0])), None)
    if passed is None or forecasts[-1] is not passed:
        return None
    return FORECAST_PASSED.at(passed.value.cell, when=replace(passed.period.value, qualifier=""))


def _table_left(one: ToDo, meeting: Meeting) -> Problem | None:
    before = meeting.paper.details.get("previous_meeting")
    old = meeting.folder.path.parent / str(before.value) / one.file if before else None
    new = meeting.folder.path / one.file
    if old is None or not old.is_file() or not new.is_file() or old.read_bytes() != new.read_bytes():
        return None
    return TABLE_AS_IT_WAS.at(SheetPlace(one.file, one.sheet))


def _note_left(one: ToDo, meeting: Meeting) -> Problem | None:
    place = Cell(one.file, one.sheet, one.where)
    return SPEAKS_OF_LAST_TIME.at(place, words=one.about) if _says(one, meeting) else None


def _example_left(one: ToDo, meeting: Meeting) -> Problem | None:
    if one.sheet:
        place: Place = Cell(one.file, one.sheet, one.where)
        return EXAMPLE.at(place, words=one.about.rstrip(".")) if _says(one, meeting) else None
    template = meeting.folder.path / one.file
    there = [each.place for each in paragraphs(template) if one.about in each.text] if template.is_file() else []
    return EXAMPLE.at(there[0], words=one.about.rstrip(".")) if there else None


def _says(one: ToDo, meeting: Meeting) -> bool:
    """Whether a cell still says what it said when the list was made."""
    workbook = open_workbook(meeting.folder.path / one.file, Problems())
    sheet = workbook.sheet(one.sheet) if workbook and one.sheet in workbook.names else None
    contents = (found for row in sheet.rows.values() for found in row.values()) if sheet else ()
    there = next((found for found in contents if found.coordinate == one.where), None)
    return there is not None and one.about in there.text


_LEFT: Mapping[ToDoKind, Callable[[ToDo, Meeting], Problem | None]] = {
    ToDoKind.DETAIL: _detail_left,
    ToDoKind.DOCUMENT: _document_left,
    ToDoKind.ACTION: _action_left,
    ToDoKind.VALUE: _value_left,
    ToDoKind.FORECAST: _forecast_left,
    ToDoKind.TABLE: _table_left,
    ToDoKind.NOTE: _note_left,
    ToDoKind.EXAMPLE: _example_left,
}


def _left_in_words(listed: Sequence[ToDo], folder: MeetingFolder) -> Iterator[Problem]:
    """The listed words that a template still holds, where it holds them now."""
    of_files: dict[str, list[ToDo]] = {}
    for one in listed:
        if one.kind is ToDoKind.WORDING:
            of_files.setdefault(one.file, []).append(one)
    for file, those in of_files.items():
        template = folder.path / file
        if template.is_file():
            yield from _left_in(template, those)


def _left_in(template: Path, those: Sequence[ToDo]) -> Iterator[Problem]:
    for one, found in _where_now(those, dated_words(template)):
        if not one.done:
            words = [words for words in one.about.split(_BETWEEN) if words in found.words]
            yield SPEAKS_OF_LAST_TIME.at(found.place, words='", "'.join(words))


def _where_now(listed: Sequence[ToDo], found: Sequence[Dated]) -> Iterator[tuple[ToDo, Dated]]:
    """Each paragraph that was listed and that which it now is, the most alike first, if that has any of its words."""
    likely = [
        (kept, one, now)
        for one in listed
        for now in found
        if not set(one.about.split(_BETWEEN)).isdisjoint(now.words) and (kept := _kept(one.what, now)) >= _KEPT
    ]
    known: set[int] = set()
    for _, one, now in sorted(likely, key=lambda pair: -pair[0]):
        if known.isdisjoint((id(one), id(now))):
            known |= {id(one), id(now)}
            yield one, now


def _kept(sentences: str, now: Dated) -> float:
    """How much of some sentences still stands in a paragraph, as a share of their words."""
    if sentences == now.sentences:
        return 1
    then, there = (re.findall(r"\w+", text) for text in (sentences, now.text))
    blocks = SequenceMatcher(None, then, there, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(then), 1)


def words_to_do(file: str, found: Dated) -> ToDo:
    """The words of a paragraph as they are listed."""
    return ToDo(ToDoKind.WORDING, file, "", found.place.within(), _BETWEEN.join(found.words), found.sentences)


def _to_fill_in(one: ToDo, what: str, action: ActionRecord | None = None) -> Problem:
    place: Place = Cell(one.file, one.sheet, one.where.split(",")[0])
    if action:  # rows may have moved since the list was made
        row = action.reference.cell.coordinate.lstrip(_LETTERS)
        place = Cell(one.file, one.sheet, one.where.split(",")[0].rstrip("0123456789") + row)
    kind = STATUS_TO_FILL_IN if action and action.status is None else TO_FILL_IN
    return kind.at(place, what=what)


def _data_in(file: str, meeting: Meeting) -> Iterator[Sequence[object]]:
    for source in meeting.paper.sources:
        data = meeting.data.get(source.name.value)
        if source.workbook.value == file and data:
            yield data.records


def _indicators(file: str, code: str, meeting: Meeting) -> list[IndicatorRecord]:
    found = [one for data in _data_in(file, meeting) for one in data if isinstance(one, IndicatorRecord)]
    return [one for one in found if one.code == code]


def _same_row(action: ActionRecord, one: ToDo) -> bool:
    """Whether an action stands in the row that was listed: its reference may have been changed."""
    row = one.where.split(",")[0].lstrip(_LETTERS)
    return action.reference.cell.coordinate.lstrip(_LETTERS) == row and action.reference.cell.sheet == one.sheet


def _name(text: str) -> str:
    return "_".join(text.lower().split())


def _heading_row(columns_of: Callable[[int], Sequence[int]], last: int) -> int:
    return next((row for row in range(1, last + 1) if len(columns_of(row)) > 1), 1)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
