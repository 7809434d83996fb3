"""The next meeting's folder made out of this one's, with a list of what is then to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cyps_papers.meetings.folders import PAPER, MeetingFolder
from cyps_papers.meetings.meeting import Meeting, read_meeting
from cyps_papers.meetings.rolling.folder import is_free, write_folder
from cyps_papers.meetings.rolling.paper import roll_details, roll_documents
from cyps_papers.meetings.rolling.to_do import note_still_to_do, words_to_do, write_to_do
from cyps_papers.meetings.rolling.wording import dated_words, tags
from cyps_papers.periods import day
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import Entry
from cyps_papers.sources.registry import kind_of
from cyps_papers.sources.rolling import Rolling

NOT_LATER = error(
    "meeting-date",
    "the new meeting, on {new}, is not after the one on {old}.",
    "Give the date of the new meeting: --meeting-date 2015-09-09.",
)


@dataclass(frozen=True)
class RolledForward:
    """What was made: the folder, its files in order, the templates in it, and what is to be filled in."""

    folder: MeetingFolder
    files: tuple[str, ...]
    to_do: tuple[ToDo, ...]

    def lines(self) -> Iterator[str]:
        """What was made and what is to be done next, in plain words."""
        yield f"Made {self.folder.path.parent.name}/{self.folder.name}: {', '.join(self.files)}."
        for file in self.files:
            count = sum(one.file == file for one in self.to_do)
            if count:
                yield f"  {file}: {count} to fill in or look at"
        yield f"The list of all {len(self.to_do)} is in the sheet To do of {PAPER}."
        yield f"Fill them in, in Excel and Word; cyps-papers check {self.folder.name} counts down what is left."


def roll_forward(old: MeetingFolder, new: Path, meeting_date: date, problems: Problems) -> RolledForward | None:
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
    made = _NewFolder(meeting, rolling)
    files = made.files()
    if not write_folder(files, new, problems):
        return None
    return RolledForward(MeetingFolder(new.resolve()), tuple(files), tuple(made.to_do))


@dataclass
class _NewFolder:
    """The new meeting's folder as it is made out of a meeting: what is to be filled in so far."""

    meeting: Meeting
    rolling: Rolling
    to_do: list[ToDo] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """Every file of the new folder, paper.xlsx first."""
        rolling, old = self.rolling, self.meeting.paper
        paper = rolling.book(PAPER)
        self.to_do += roll_details(rolling.folder, old, paper, rolling.last, rolling.meeting)
        self.to_do += roll_documents(old, paper, self._closed_templates())
        for source in old.sources:
            self.to_do += kind_of(source).roll(source, rolling)
        templates = dict(self._templates())
        write_to_do(self.to_do, paper, next(iter(paper.names)))
        rolled = {file: book.to_bytes() for file, book in rolling.books.items()}
        copied = {source.workbook.value for source in old.sources} - rolled.keys()
        return {**rolled, **{file: (rolling.folder / file).read_bytes() for file in sorted(copied)}, **templates}

    def _templates(self) -> Iterator[tuple[str, bytes]]:
        """The report's template, and every other that the old folder has for itself."""
        for position, document in enumerate(self.meeting.paper.documents):
            file = document.template.value
            path = self.meeting.folder.template(document.template, Problems())
            if path and (position == 0 or path.parent == self.rolling.folder):
                yield file, path.read_bytes()
                self.to_do += [words_to_do(file, found) for found in dated_words(path, self.meeting.date)]

    def _closed_templates(self) -> set[str]:
        """The templates that ask only sources that are over."""
        over = {name for name, data in self.meeting.data.items() if kind_of(data).is_over(data.records)}
        return {
            document.template.value
            for document in self.meeting.paper.documents[1:]
            if (asked := self._sources_asked(document.template)) and asked <= over
        }

    def _sources_asked(self, template: Entry[str]) -> set[str]:
        path = self.meeting.folder.template(template, Problems())
        names = {source.name.value for source in self.meeting.paper.sources}
        return {name for name in names if path and any(f"{name}." in tag for tag in tags(path))}
