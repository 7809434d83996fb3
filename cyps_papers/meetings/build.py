"""Making the paper: its documents, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_papers import checks
from cyps_papers.figures.clear_days import last_day_to_publish
from cyps_papers.meetings import manifest, pack, register, review_copies, web
from cyps_papers.meetings.edition import Edition, Form
from cyps_papers.meetings.output import Written, write_all
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.problems import Problems
from cyps_papers.progress import steps
from cyps_papers.word.finished.draft import note_in_text
from cyps_papers.word.story.places import DocumentPlace


@dataclass(frozen=True)
class Made:
    """What a build made, and what became of files of an `earlier` build."""

    edition: Edition
    earlier: Written

    @property
    def folder(self) -> Path:
        return self.edition.output

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files, in the order in which they were made."""
        return tuple(self.edition.files)

    @property
    def workbooks(self) -> list[str]:
        """The workbooks that its figures came from."""
        figures = self.edition.paper.figures
        return list(dict.fromkeys(cell.workbook for figure in figures for cell in figure.traced.cells))

    @property
    def publish_by(self) -> date | None:
        """The last day to publish: five clear days before the meeting. A draft is made without a date of that too."""
        meeting = self.edition.paper.meeting.date
        return last_day_to_publish(meeting) if meeting > date.min else None

    def as_data(self) -> dict[str, object]:
        """What was made, for other programs."""
        paper, by = self.edition.paper, self.publish_by
        return {
            "folder": str(self.folder),
            "files": self.files,
            "figures": len(paper.figures),
            "workbooks": self.workbooks,
            "publish_by": str(by) if by else None,
            "coverage": paper.coverage.counts,
        }

    def lines(self) -> Iterator[str]:
        """What was made, the figures in it and where they are from, and the last day to publish, in plain words."""
        here, paper = Path.cwd(), self.edition.paper
        yield f"Made {self.folder.relative_to(here) if self.folder.is_relative_to(here) else self.folder}:"
        yield f"  {', '.join(self.files)}"
        if self.earlier.kept:
            yield f"What had been changed by hand since the last build is kept: {', '.join(self.earlier.kept)}."
        if self.earlier.withdrawn:
            yield f"No longer part of the paper, and taken away: {', '.join(self.earlier.withdrawn)}."
        yield f"{len(paper.figures):,} figures in it, from {', '.join(self.workbooks)}."
        if by := self.publish_by:
            yield f"Publish it by {by:%A} {by.day} {by:%B %Y}: five clear days before the meeting."
        yield from (*paper.taken_out, *paper.made_smaller, *self.edition.notes, *paper.reminders)
        where = f" See sheet {register.NOT_CHECKED} of {register.NAME}." if paper.coverage.not_checked else ""
        yield f"{paper.coverage}{where}"


def make(edition: Edition, problems: Problems, *, strict: bool) -> Made | None:
    """Make an edition of a paper that was prepared, with the problems found so far; None where they stop it.

    A draft is made in spite of errors; `strict` takes warnings for errors.
    """
    if not edition.is_draft and (problems if strict else problems.errors):
        return None
    if edition.is_draft:
        note_of_people(edition.paper)
    for form in steps("Building", FORMS):
        edition.files.update(form(edition))
    written = write_all(edition.files, edition.output, problems, manifest.made_in)
    return Made(edition, written) if written else None


def note_of_people(paper: PreparedPaper) -> None:
    """Mark in the text of a draft what must not be published for the sake of people."""
    for document in paper.documents:
        notes: dict[tuple[int, int], str] = {}
        for problem in paper.review.problems:
            place, called = problem.place, checks.OF_PEOPLE.get(problem.rule)
            if called and isinstance(place, DocumentPlace) and place.file == document.file:
                notes.setdefault((place.part_order, place.ordinal), called)
        note_in_text(document.rendered, notes)


def documents(edition: Edition) -> dict[str, bytes]:
    """The report and its appendices, as they are published."""
    return {document.file: edition.saved(document.rendered.published) for document in edition.paper.documents}


FORMS: tuple[Form, ...] = (documents, pack.files, web.files, review_copies.files, register.files, manifest.files)
"""All that a build makes, in order: a form knows the files of those before it."""
