"""A meeting's paper in memory: every document rendered, and everything that is wrong with it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyps_papers import checks
from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.charts import series_of
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import MEETING_DATE, Meeting, read_meeting
from cyps_papers.meetings.rolling.to_do import StillToDo, note_still_to_do
from cyps_papers.problems import Problem, Problems, error
from cyps_papers.records import DocumentRecord, SourceRecord
from cyps_papers.word import gate
from cyps_papers.word.charts import Plotted, refresh_charts
from cyps_papers.word.lint import lint
from cyps_papers.word.missing import Absent
from cyps_papers.word.paragraphs import Printed
from cyps_papers.word.rendered import Rendered
from cyps_papers.word.template import Template

NO_ANSWER = error("no-answer", "{tag}: {message}", "{hint}")


@dataclass(frozen=True)
class MadeDocument:
    """One document of the paper, rendered, with the template that it was made from and what its charts show."""

    record: DocumentRecord
    template: Path
    rendered: Rendered
    plotted: tuple[Plotted, ...]

    @property
    def file(self) -> str:
        """The name of its file in the output."""
        return self.rendered.document

    @property
    def figures(self) -> Iterator[Printed | Plotted]:
        """Every figure printed in it, in order, and after them those that its charts show."""
        yield from self.rendered.marks
        yield from self.plotted


@dataclass(frozen=True)
class Paper:
    """A meeting with its documents, in order, what is still to be filled in, and what the officer accepts."""

    meeting: Meeting
    documents: tuple[MadeDocument, ...]
    still_to_do: StillToDo
    accepted: tuple[checks.Accepted, ...]

    @property
    def figures(self) -> Iterator[Printed | Plotted]:
        """Every figure of the paper, in order."""
        for document in self.documents:
            yield from document.figures


def prepare(folder: MeetingFolder, problems: Problems) -> Paper | None:
    """The paper of a meeting, with what is wrong noted; None where there is no paper.xlsx to say what it is."""
    meeting = read_meeting(folder, problems)
    if meeting is None:
        return None
    still = note_still_to_do(meeting, problems)
    unread = set(_unread(meeting, problems))
    made = [_made(record, meeting, unread, problems) for record in meeting.paper.documents]
    documents = tuple(document for document in made if document)
    return Paper(meeting, documents, still, () if unread else _reviewed(meeting, documents, problems))


def _made(record: DocumentRecord, meeting: Meeting, unread: set[str], problems: Problems) -> MadeDocument | None:
    path = meeting.folder.template(record.template, problems)
    template = Template.open(path, problems) if path else None
    if path is None or template is None:
        return None
    typed = lint(template.package, path.name, meeting.context, FILTERS)
    rendered = template.render(meeting.context, FILTERS, document=f"{record.name.value}.docx")
    absent = [_absent(one) for one in rendered.missing if one.place not in {problem.place for problem in typed}]
    found = [*typed, *absent, *rendered.problems]
    problems.include(problem for problem in found if not _follows(problem, unread))
    plotted = refresh_charts(rendered.published, series_of(meeting.context), problems)
    if not found:
        problems.include(gate.examine(rendered.published, rendered.document))
    return MadeDocument(record, path, rendered, tuple(plotted))


def _reviewed(meeting: Meeting, documents: tuple[MadeDocument, ...], problems: Problems) -> tuple[checks.Accepted, ...]:
    """What the rules find in the documents as they would be published; what the officer accepts is kept apart."""
    published = tuple(checks.Published(one.record.name.value, tuple(one.rendered.paragraphs)) for one in documents)
    review = checks.review(checks.Pack(published, meeting.context, meeting.paper, meeting.date))
    problems.include(review.problems)
    return tuple(review.accepted)


def _absent(absent: Absent) -> Problem:
    return NO_ANSWER.at(absent.place, tag=absent.tag, message=absent.message, hint=absent.hint)


def _unread(meeting: Meeting, problems: Problems) -> Iterator[str]:
    """The names behind which nothing could be read: what templates miss of them only follows from that."""
    wrong = {problem.place.file for problem in problems.errors}
    yield from (
        one.name.value for one in meeting.paper.sources if one.workbook.value in wrong and _is_empty(one, meeting)
    )
    if MEETING_DATE not in meeting.paper.details:
        yield f"paper.{MEETING_DATE}"


def _is_empty(source: SourceRecord, meeting: Meeting) -> bool:
    data = meeting.data[source.name.value]
    return not (data if isinstance(data, tuple) else data.rows)


def _follows(problem: Problem, unread: set[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", problem.message) for name in unread)
