"""A meeting's paper in memory: every document rendered, and everything that is wrong with it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import MEETING_DATE, Meeting, read_meeting
from cyps_papers.meetings.rolling.to_do import StillToDo, note_still_to_do
from cyps_papers.problems import Problem, Problems, error
from cyps_papers.records import DocumentRecord
from cyps_papers.word.missing import Absent
from cyps_papers.word.paragraphs import Printed
from cyps_papers.word.rendered import Rendered
from cyps_papers.word.template import Template

NO_ANSWER = error("no-answer", "{tag}: {message}", "{hint}")


@dataclass(frozen=True)
class MadeDocument:
    """One document of the paper, rendered, with the template that it was made from."""

    record: DocumentRecord
    template: Path
    rendered: Rendered

    @property
    def file(self) -> str:
        """The name of its file in the output."""
        return self.rendered.document


@dataclass(frozen=True)
class Paper:
    """A meeting with its documents, in order."""

    meeting: Meeting
    documents: tuple[MadeDocument, ...]
    still_to_do: StillToDo

    @property
    def printed(self) -> Iterator[Printed]:
        """Every figure printed in the paper, in order."""
        for document in self.documents:
            yield from document.rendered.marks


def prepare(folder: MeetingFolder, problems: Problems) -> Paper | None:
    """The paper of a meeting, with what is wrong noted; None where there is no paper.xlsx to say what it is."""
    meeting = read_meeting(folder, problems)
    if meeting is None:
        return None
    still = note_still_to_do(meeting, problems)
    unread = set(_unread(meeting, problems))
    made = (_made(record, meeting, unread, problems) for record in meeting.paper.documents)
    return Paper(meeting, tuple(document for document in made if document), still)


def _made(record: DocumentRecord, meeting: Meeting, unread: set[str], problems: Problems) -> MadeDocument | None:
    path = meeting.folder.template(record.template, problems)
    template = Template.open(path, problems) if path else None
    if path is None or template is None:
        return None
    problems.include(template.faults)
    rendered = template.render(meeting.context, FILTERS, document=f"{record.name.value}.docx")
    problems.include(_absent(absent) for absent in rendered.missing if not _follows(absent, unread))
    problems.include(rendered.problems)
    return MadeDocument(record, path, rendered)


def _absent(absent: Absent) -> Problem:
    return NO_ANSWER.at(absent.place, tag=absent.tag, message=absent.message, hint=absent.hint)


def _unread(meeting: Meeting, problems: Problems) -> Iterator[str]:
    """The names whose data has errors of its own: what templates miss of them only follows from those."""
    wrong = {problem.place.file for problem in problems.errors}
    yield from (source.name.value for source in meeting.paper.sources if source.workbook.value in wrong)
    if MEETING_DATE not in meeting.paper.details:
        yield f"paper.{MEETING_DATE}"


def _follows(absent: Absent, unread: set[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", absent.tag) for name in unread)
