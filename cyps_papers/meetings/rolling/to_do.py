"""The list of what is to be filled in: written into paper.xlsx, and counted down as it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.meetings.rolling.series import subject_parts
from cyps_papers.meetings.rolling.wording import dated_words, paragraphs
from cyps_papers.problems import Place, Problem, Problems, error, warning
from cyps_papers.reading.action_plan import NO_STATUS
from cyps_papers.reading.to_do import HEADINGS, SHEET, Kind, ToDo, read_to_do
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import ActionRecord, Cell, IndicatorRecord, SheetPlace
from cyps_papers.spreadsheets.workbook import Workbook

_BLANK = "{what}: still to be filled in."
_LISTED = "or enter Yes beside it in paper.xlsx, To do, if it is right as it stands."
TO_FILL_IN = warning("to-do", _BLANK, "")
STATUS_TO_FILL_IN = error("to-do", _BLANK, "")
PLAN_CLOSED = warning(
    "to-do",
    _BLANK,
    "Its plan is closed and was reported: delete this row if the paper no longer needs the document.",
)
FORECAST_PASSED = warning(
    "to-do",
    "the forecast for {when} is for a time that has come.",
    f"Add a row with a later forecast, {_LISTED}",
)
TABLE_AS_IT_WAS = warning(
    "to-do", "the table is as it was at the last meeting.", f"Bring it up to date, {_LISTED}"
)
SPEAKS_OF_LAST_TIME = warning(
    "to-do", 'the words "{words}" speak of the time of the last meeting.', f"Change them, {_LISTED}"
)
EXAMPLE = warning("to-do", 'this is still an example: "{words}"', f"Put your own in its place, {_LISTED}")
CLOSED = "its plan is closed"
_WIDTHS = (11, 26, 18, 34, 30, 70, 9)
_TITLE = "What is to be filled in"
_NOTE = (
    "Counted down by check as it is filled in. Enter Yes under Done where something is right as it stands."
)


@dataclass(frozen=True)
class StillToDo:
    """What is still to be filled in, at its places (an error where a status is missing), of how many in all."""

    left: tuple[Problem, ...]
    total: int

    def __str__(self) -> str:
        return f"Still to do: {len(self.left)} of {self.total}."


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
    problems.found[:] = [
        one for one in problems.found if one.rule != NO_STATUS.rule or one.place not in places
    ]
    problems.include(still.left)
    return still


def still_to_do(meeting: Meeting) -> StillToDo:
    """What is left of the list that roll-forward made for a meeting; nothing of nothing where it made none."""
    listed = read_to_do(meeting.folder.path, Problems())
    wanted = [one for one in listed if not one.done]
    left = [*_left_in_cells(wanted, meeting), *_left_in_words(listed, meeting.folder)]
    return StillToDo(tuple(left), len(listed))


def _left_in_cells(wanted: Iterable[ToDo], meeting: Meeting) -> Iterator[Problem]:
    for one in wanted:
        left = _LEFT[one.kind](one, meeting) if one.kind in _LEFT else None
        if left:
            yield left


def _detail_left(one: ToDo, meeting: Meeting) -> Problem | None:
    return None if _name(one.about) in meeting.paper.details else _to_fill_in(one, one.about)


def _document_left(one: ToDo, meeting: Meeting) -> Problem | None:
    document = next((found for found in meeting.paper.documents if found.name.value == one.about), None)
    if document is None or document.as_at:
        return None
    place, what = Cell(one.file, one.sheet, one.where), one.what.partition(";")[0]
    kind = PLAN_CLOSED if one.what.endswith(CLOSED) else TO_FILL_IN
    return kind.at(place, what=f"{what} of {one.about}")


def _action_left(one: ToDo, meeting: Meeting) -> Problem | None:
    actions = [
        found for data in _data_in(one.file, meeting) for found in data if isinstance(found, ActionRecord)
    ]
    action = next((found for found in actions if found.reference.value == one.about), None)
    action = action or next((found for found in actions if _same_row(found, one)), None)
    blank = [what for what in one.what.split(", ") if action and getattr(action, what.lower(), None) is None]
    return _to_fill_in(one, ", ".join(blank), action) if blank else None


def _value_left(one: ToDo, meeting: Meeting) -> Problem | None:
    code, period = subject_parts(one.about)
    there = any(
        period and period.start <= found.period.value.start and found.period.value.end <= period.end
        for indicator in _indicators(one.file, code, meeting)
        for found in indicator.observations
        if not found.forecast
    )
    return None if there else _to_fill_in(one, one.what)


def _forecast_left(one: ToDo, meeting: Meeting) -> Problem | None:
    code, period = subject_parts(one.about)
    forecasts = [
        found
        for indicator in _indicators(one.file, code, meeting)
        for found in indicator.observations
        if found.forecast
    ]
    passed = next((found for found in forecasts if period and found.period.value.matches(period)), None)
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
        return EXAMPLE.at(place, words=one.about) if _says(one, meeting) else None
    template = meeting.folder.path / one.file
    there = (
        [each.place for each in paragraphs(template) if one.about in each.text] if template.is_file() else []
    )
    return EXAMPLE.at(there[0], words=one.about) if there else None


def _says(one: ToDo, meeting: Meeting) -> bool:
    """Whether a cell still says what it said when the list was made."""
    workbook = open_workbook(meeting.folder.path / one.file, Problems())
    sheet = workbook.sheet(one.sheet) if workbook and one.sheet in workbook.names else None
    contents = (found for row in sheet.rows.values() for found in row.values()) if sheet else ()
    there = next((found for found in contents if found.coordinate == one.where), None)
    return there is not None and one.about in there.text


_LEFT: Mapping[Kind, Callable[[ToDo, Meeting], Problem | None]] = {
    Kind.DETAIL: _detail_left,
    Kind.DOCUMENT: _document_left,
    Kind.ACTION: _action_left,
    Kind.VALUE: _value_left,
    Kind.FORECAST: _forecast_left,
    Kind.TABLE: _table_left,
    Kind.NOTE: _note_left,
    Kind.EXAMPLE: _example_left,
}


def _left_in_words(listed: Sequence[ToDo], folder: MeetingFolder) -> Iterator[Problem]:
    """The listed words that a template still holds, where it holds them now."""
    of_files: dict[str, list[ToDo]] = {}
    for one in listed:
        if one.kind is Kind.WORDING:
            of_files.setdefault(one.file, []).append(one)
    for file, those in of_files.items():
        template = folder.path / file
        if template.is_file():
            yield from _left_in(template, those)


def _left_in(template: Path, those: Sequence[ToDo]) -> Iterator[Problem]:
    stand = {(one.about, one.what) for one in those if one.done}
    wanted: dict[str, list[ToDo]] = {}
    for one in those:
        if not one.done:
            wanted.setdefault(one.about, []).append(one)
    for found in dated_words(template):
        listed = wanted.get(found.words)
        if listed and (found.words, found.sentence) not in stand:
            same = next((one for one in listed if one.what == found.sentence), listed[0])
            listed.remove(same)
            yield SPEAKS_OF_LAST_TIME.at(found.place, words=found.words)


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
        if source.workbook.value == file and isinstance(data, tuple):
            yield data


def _indicators(file: str, code: str, meeting: Meeting) -> list[IndicatorRecord]:
    found = [one for data in _data_in(file, meeting) for one in data if isinstance(one, IndicatorRecord)]
    return [one for one in found if one.code == code]


def _same_row(action: ActionRecord, one: ToDo) -> bool:
    """Whether an action stands in the row that was listed: its reference may have been changed."""
    row = one.where.split(",")[0].lstrip(_LETTERS)
    return (
        action.reference.cell.coordinate.lstrip(_LETTERS) == row and action.reference.cell.sheet == one.sheet
    )


def _name(text: str) -> str:
    return "_".join(text.lower().split())


def _heading_row(columns_of: Callable[[int], Sequence[int]], last: int) -> int:
    return next((row for row in range(1, last + 1) if len(columns_of(row)) > 1), 1)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
