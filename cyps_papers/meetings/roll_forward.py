"""The next meeting's folder made out of this one's, with a list of what is then to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cyps_papers.checks import dates
from cyps_papers.meetings.folders import PAPER, MeetingFolder
from cyps_papers.meetings.meeting import Meeting, read_meeting
from cyps_papers.meetings.rolling.folder import is_free, write_folder
from cyps_papers.meetings.rolling.paper import roll_details, roll_documents
from cyps_papers.meetings.rolling.to_do import note_still_to_do, words_to_do, write_to_do
from cyps_papers.meetings.rolling.wording import BACK, dated_words, tags
from cyps_papers.periods import day, month
from cyps_papers.problems import FilePlace, Problems, error, warning
from cyps_papers.reading.to_do import Kind, ToDo
from cyps_papers.records import ActionRecord, Entry, IndicatorRecord, SourceKind, SourceRecord, Status
from cyps_papers.sources.action_plan.matching import carries_on
from cyps_papers.sources.action_plan.rolling import MovedIn, roll_plan
from cyps_papers.sources.layout import Layout, find_layout
from cyps_papers.sources.series.rolling import roll_series
from cyps_papers.spreadsheets.workbook import Workbook
from cyps_papers.vocabulary import even

WHY_NOT = "its names go down the first column, its periods have several columns each, or it is empty"
NOT_LATER = error(
    "meeting-date",
    "the new meeting, on {new}, is not after the one on {old}.",
    "Give the date of the new meeting: --meeting-date 2015-09-09.",
)
NOT_ROLLED = warning(
    "not-rolled",
    "this workbook was copied as it is: {why}.",
    "Make room in it for what is new, and fill that in.",
)
NO_PLAN_FOR_RESIDUAL = warning(
    "residual-without-plan",
    "no plan that is still open takes on the residual action {reference}.",
    "Add it to the plan that does, with {reference} as where it came from.",
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
    rolling = _Rolling(meeting, meeting_date, problems)
    files = rolling.files()
    if not write_folder(files, new, problems):
        return None
    return RolledForward(MeetingFolder(new.resolve()), tuple(files), tuple(rolling.to_do))


@dataclass
class _Rolling:
    """A meeting being rolled forward: its workbooks open for editing, and what is to be filled in so far."""

    meeting: Meeting
    new_date: date
    problems: Problems
    to_do: list[ToDo] = field(default_factory=list)
    books: dict[str, Workbook] = field(default_factory=dict)
    rolled: set[tuple[str, str]] = field(default_factory=set)

    def files(self) -> dict[str, bytes]:
        """Every file of the new folder, paper.xlsx first."""
        paper = self._open(PAPER)
        self.to_do += roll_details(self._old, self.meeting.paper, paper, self.meeting.date, self.new_date)
        self.to_do += roll_documents(self.meeting.paper, paper, self._closed_templates())
        for source in self.meeting.paper.sources:
            self._roll(source)
        templates = dict(self._templates())
        write_to_do(self.to_do, paper, next(iter(paper.names)))
        return {**{file: book.to_bytes() for file, book in self.books.items()}, **templates}

    @property
    def _old(self) -> Path:
        return self.meeting.folder.path

    def _open(self, file: str) -> Workbook:
        if file not in self.books:
            self.books[file] = Workbook((self._old / file).read_bytes())
        return self.books[file]

    def _roll(self, source: SourceRecord) -> None:
        file = source.workbook.value
        book = self._open(file)
        if source.kind.value is SourceKind.TABLE:
            sheet = source.sheet.value if source.sheet else ""
            self.to_do.append(ToDo(Kind.TABLE, file, sheet, "", source.name.value, "Bring up to date"))
            return
        layout = find_layout(source, self._old)
        if layout is None:
            self.problems.add(NOT_ROLLED, FilePlace(file), why=WHY_NOT)
        elif (file, layout.sheet) not in self.rolled:
            self.rolled.add((file, layout.sheet))
            if source.name.value not in self._closed_plans:
                self.to_do += self._notes(layout)
            self.to_do += self._filled(source, layout, book)

    def _filled(self, source: SourceRecord, layout: Layout, book: Workbook) -> list[ToDo]:
        if source.kind.value is SourceKind.ACTION_PLAN:
            last = self.meeting.date
            actions = self._plans[source.name.value]
            return roll_plan(layout, actions, self._moved_into(source), book, str(month(last.year, last.month)))
        data = self.meeting.data[source.name.value]
        series = [one for one in data if isinstance(one, IndicatorRecord)] if isinstance(data, tuple) else []
        return roll_series(layout, series, book, self.meeting.date, self.new_date)

    def _notes(self, layout: Layout) -> Iterator[ToDo]:
        """The notes above a table that speak of the last meeting's time."""
        for row, contents in layout.table.sheet.rows.items():
            for content in contents.values() if row < layout.top else ():
                for found in dates.find(content.text) if isinstance(content.value, str) else ():
                    if found.period and found.period.end > self.meeting.date - BACK / 4:
                        where = content.coordinate
                        yield ToDo(Kind.NOTE, layout.file, layout.sheet, where, found.text, content.text)

    def _templates(self) -> Iterator[tuple[str, bytes]]:
        """The report's template, and every other that the old folder has for itself."""
        documents = self.meeting.paper.documents
        for position, document in enumerate(documents):
            file = document.template.value
            path = self.meeting.folder.template(document.template, Problems())
            if path and (position == 0 or path.parent == self._old):
                yield file, path.read_bytes()
                self.to_do += [words_to_do(file, found) for found in dated_words(path, self.meeting.date)]

    @property
    def _plans(self) -> Mapping[str, Sequence[ActionRecord]]:
        return {
            source.name.value: [one for one in data if isinstance(one, ActionRecord)]
            for source in self.meeting.paper.sources
            if source.kind.value is SourceKind.ACTION_PLAN
            and isinstance(data := self.meeting.data[source.name.value], tuple)
        }

    def _moved_into(self, source: SourceRecord) -> list[MovedIn]:
        """The residual actions of closed plans that this one is to take on and does not hold yet."""
        return [moved for moved, plan in self._homeless() if plan == source.name.value]

    def _homeless(self) -> Iterator[tuple[MovedIn, str]]:
        open_plans = {name: plan for name, plan in self._plans.items() if name not in self._closed_plans}
        carrying = [action for plan in open_plans.values() for action in plan]
        for name, plan in self._plans.items():
            for action in plan if name not in open_plans else ():
                is_residual = action.status is not None and action.status.value is Status.RESIDUAL
                if is_residual and not any(carries_on(one, action) for one in carrying):
                    home = _home(action, open_plans)
                    if home:
                        yield MovedIn(action, name), home
                    else:
                        self.problems.add(NO_PLAN_FOR_RESIDUAL, action.reference.cell, reference=action.reference.value)

    @property
    def _closed_plans(self) -> set[str]:
        return {name for name, plan in self._plans.items() if plan and all(action.is_closed for action in plan)}

    def _closed_templates(self) -> set[str]:
        """The templates that ask only closed plans."""
        return {
            document.template.value
            for document in self.meeting.paper.documents[1:]
            if (asked := self._sources_asked(document.template)) and asked <= self._closed_plans
        }

    def _sources_asked(self, template: Entry[str]) -> set[str]:
        path = self.meeting.folder.template(template, Problems())
        names = {source.name.value for source in self.meeting.paper.sources}
        return {name for name in names if path and any(f"{name}." in tag for tag in tags(path))}


def _home(action: ActionRecord, plans: Mapping[str, Sequence[ActionRecord]]) -> str | None:
    """The plan that has the area an action moved to; the only open plan where none has."""
    named = even(action.moved_to.value) if action.moved_to else ""
    having = [name for name, plan in plans.items() if any(one.area and even(one.area_name) == named for one in plan)]
    return next(iter(having or (plans if len(plans) == 1 else [])), None)
