"""The next meeting's folder made out of this one's, with a list of what is then to be filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import Meeting, read_meeting
from cyps_papers.meetings.rolling.folder import NewFolder, is_free, write_folder
from cyps_papers.meetings.rolling.paper import roll_details, roll_documents, say_closed
from cyps_papers.meetings.rolling.to_do import note_still_to_do, write_to_do
from cyps_papers.meetings.rolling.wording import dated_words, tags
from cyps_papers.periods import day
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading.paper import PAPER
from cyps_papers.reading.to_do import WORDING, ToDo
from cyps_papers.sources.registry import kind_of
from cyps_papers.sources.rolling import Rolling
from cyps_papers.words import count

NOT_LATER = error(
    "meeting-date",
    "the new meeting, on {new}, is not after the one on {old}.",
    "Give the date of the new meeting: --meeting-date 2015-09-09.",
)
_LAPSED = "What was accepted ({rows} of the sheet Accepted) is not for this meeting: check says of each what to do."


def roll_forward(old: MeetingFolder, new: Path, meeting_date: date, problems: Problems) -> NewFolder | None:
    """Make the next meeting's folder, whole; or nothing, with the problems that stand in the way."""
    if not is_free(new, problems):
        return None
    found = Problems()
    meeting = read_meeting(old, found)
    if meeting:
        note_still_to_do(meeting, found)
    problems.include(found.errors)
    if meeting is None or problems.errors:
        return None
    if meeting_date <= meeting.date:
        place = FilePlace(f"{new.parent.name}/{new.name}")
        problems.add(NOT_LATER, place, new=day(meeting_date), old=day(meeting.date))
        return None
    rolling = Rolling(old.path, meeting.paper, meeting.data, meeting.date, meeting_date, problems)
    files, todo = _rolled(meeting, rolling)
    if problems.errors:
        return None
    counted = Counter(item.file for item in todo)
    lapsed = [one for one in meeting.paper.accepted if one.meeting]
    next_steps = [
        *(f"  {file}: {counted[file]} to fill in or look at" for file in files if counted[file]),
        *([_LAPSED.format(rows=count(len(lapsed), "row"))] if lapsed else []),
        f"The list of all {len(todo)} is in the sheet To do of {PAPER}.",
        f"Fill them in, in Excel and Word; {MeetingFolder(new).command('check')} counts down what is left.",
    ]
    return write_folder(files, todo, new, next_steps, problems)


def _rolled(meeting: Meeting, rolling: Rolling) -> tuple[dict[str, bytes], list[ToDo]]:
    """Every file of the new folder, paper.xlsx first, and what is to be filled in."""
    old, paper = meeting.paper, rolling.book(PAPER)
    todo = roll_details(rolling, paper)
    over = {name for name, data in meeting.data.items() if kind_of(data).is_over(data.records)}
    closed = _closed_templates(meeting, over, rolling.problems)
    todo += [*say_closed(old, over, closed), *roll_documents(old, paper, closed)]
    for source in old.sources:
        todo += kind_of(source).roll(source, rolling)
    templates = {}
    for position, document in enumerate(old.documents):
        file, path = document.template.value, meeting.folder.template(document.template, rolling.problems)
        if path and (position == 0 or path.parent == rolling.folder):  # the report's, and those of this folder alone
            templates[file] = path.read_bytes()
            for found in dated_words(path, meeting.date, rolling.problems):
                where, words = found.place.within(), "; ".join(found.words)
                todo.append(ToDo(WORDING, file, "", where, words, found.sentences, fields=found.words))
    write_to_do(todo, paper, next(iter(paper.names)))
    rolled = {file: book.to_bytes() for file, book in rolling.books.items()}
    copied = sorted({source.workbook.value for source in old.sources if not source.elsewhere} - rolled.keys())
    return {**rolled, **{file: (rolling.folder / file).read_bytes() for file in copied}, **templates}, todo


def _closed_templates(meeting: Meeting, over: Collection[str], problems: Problems) -> set[str]:
    """The templates that ask only sources that are over."""
    closed = set()
    for document in meeting.paper.documents[1:]:
        path = meeting.folder.template(document.template, problems)
        found = tags(path, problems) if path else []
        asked = {name for name in meeting.data if any(f"{name}." in tag for tag in found)}
        if asked and asked.issubset(over):
            closed.add(document.template.value)
    return closed
