"""Making the paper: its documents, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_papers import checks
from cyps_papers.checks.coverage import Coverage
from cyps_papers.figures.clear_days import last_day_to_publish
from cyps_papers.meetings import manifest, pack, register, review_copies, web
from cyps_papers.meetings.edition import Edition, Form
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.output import Written, write_all
from cyps_papers.meetings.prepare import PreparedPaper, prepare
from cyps_papers.problems import Problems
from cyps_papers.progress import steps
from cyps_papers.publishing.converter import Converter
from cyps_papers.word.finished.draft import note_in_text
from cyps_papers.word.story.places import DocumentPlace


@dataclass(frozen=True)
class Made:
    """What a build made: its files in their folder, and the figures in them with the workbooks they came from.

    `still_to_do` says what is left to fill in, and is empty where nothing ever was; `earlier` what became of files of
    an earlier build; `coverage` how much of what the paper says was held to a figure; `held_back` what is withheld for
    the sake of small numbers, empty where nothing is; `taken_out` what templates carried unseen, and what is published
    does not.
    """

    folder: Path
    files: tuple[str, ...]
    figures: int
    workbooks: tuple[str, ...]
    meeting: date
    earlier: Written
    coverage: Coverage
    still_to_do: str = ""
    held_back: str = ""
    notes: tuple[str, ...] = ()

    @property
    def publish_by(self) -> date:
        """The last day to publish: five clear days before the meeting."""
        return last_day_to_publish(self.meeting)

    def as_data(self) -> dict[str, object]:
        """What was made, for other programs."""
        return {
            "folder": str(self.folder),
            "files": self.files,
            "figures": self.figures,
            "workbooks": self.workbooks,
            "publish_by": str(self.publish_by) if self.meeting > date.min else None,
            "coverage": self.coverage.counts,
        }

    def lines(self) -> Iterator[str]:
        """What was made, the figures in it and where they are from, and the last day to publish, in plain words."""
        here = Path.cwd()
        yield f"Made {self.folder.relative_to(here) if self.folder.is_relative_to(here) else self.folder}:"
        yield f"  {', '.join(self.files)}"
        if self.earlier.kept:
            yield f"What had been changed by hand since the last build is kept: {', '.join(self.earlier.kept)}."
        if self.earlier.withdrawn:
            yield f"No longer part of the paper, and taken away: {', '.join(self.earlier.withdrawn)}."
        yield f"{self.figures:,} figures in it, from {', '.join(self.workbooks)}."
        if self.meeting > date.min:  # a draft is made without a date of the meeting too
            by = self.publish_by
            yield f"Publish it by {by:%A} {by.day} {by:%B %Y}: five clear days before the meeting."
        yield from self.notes
        if self.held_back:
            yield self.held_back
        if self.still_to_do:
            yield self.still_to_do
        where = f" See sheet {register.NOT_CHECKED} of {register.NAME}." if self.coverage.not_checked else ""
        yield f"{self.coverage}{where}"


def build(
    folder: MeetingFolder, output: Path, problems: Problems, *, draft: bool, strict: bool, wants_pdf: bool = False
) -> Made | None:
    """Make the paper of a meeting in the output folder; None, and nothing written, where something is wrong.

    A draft is made in spite of errors; `strict` takes warnings for errors; the pack is made as PDF too where one is
    wanted.
    """
    with pack.office(wants_pdf) as office:
        paper = prepare(folder, problems)
        if paper is None:
            return None
        return make(paper, output, problems, draft=draft, strict=strict, wants_pdf=wants_pdf, office=office)


def make(
    paper: PreparedPaper,
    output: Path,
    problems: Problems,
    *,
    draft: bool,
    strict: bool,
    wants_pdf: bool,
    office: Converter | None,
) -> Made | None:
    """Make a paper that has been prepared, with the problems found so far; None where they stop it."""
    is_stopped = bool(problems if strict else problems.errors) and not draft
    if is_stopped:
        return None
    if draft:
        note_of_people(paper)
    edition = Edition(paper, output, draft, wants_pdf, office)
    for form in steps("Building", FORMS):
        edition.files.update(form(edition))
    written = write_all(edition.files, output, problems, manifest.made_in)
    if written is None:
        return None
    workbooks = dict.fromkeys(cell.workbook for figure in paper.figures for cell in figure.traced.cells)
    still = str(paper.still_to_do) if paper.still_to_do.total else ""
    return Made(
        output,
        tuple(edition.files),
        len(paper.figures),
        tuple(workbooks),
        paper.meeting.date,
        written,
        paper.coverage,
        still,
        paper.held_back,
        (*paper.taken_out, *paper.made_smaller, *edition.notes),
    )


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
