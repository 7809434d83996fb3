"""Making the paper: its documents, written whole or not at all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_papers.figures.clear_days import last_day_to_publish
from cyps_papers.meetings import manifest, register
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.output import Written, write_all
from cyps_papers.meetings.prepare import Paper, prepare
from cyps_papers.meetings.review_copies import review_copies
from cyps_papers.problems import Problems
from cyps_papers.word.finished.draft import marked_as_draft


@dataclass(frozen=True)
class Made:
    """What a build made: its files in their folder, and the figures in them with the workbooks they came from.

    `still_to_do` says what is left to fill in, and is empty where nothing ever was; `earlier` what became of files of
    an earlier build.
    """

    folder: Path
    files: tuple[str, ...]
    figures: int
    workbooks: tuple[str, ...]
    meeting: date
    earlier: Written
    still_to_do: str = ""

    @property
    def publish_by(self) -> date:
        """The last day to publish: five clear days before the meeting."""
        return last_day_to_publish(self.meeting)

    def lines(self) -> Iterator[str]:
        """What was made, the figures in it and where they are from, and the last day to publish, in plain words."""
        here, by = Path.cwd(), self.publish_by
        yield f"Made {self.folder.relative_to(here) if self.folder.is_relative_to(here) else self.folder}:"
        yield from textwrap.wrap(", ".join(self.files), 100, initial_indent="  ", subsequent_indent="  ")
        if self.earlier.kept:
            yield f"What had been changed by hand since the last build is kept: {', '.join(self.earlier.kept)}."
        if self.earlier.withdrawn:
            yield f"No longer part of the paper, and taken away: {', '.join(self.earlier.withdrawn)}."
        yield f"{self.figures:,} figures in it, from {', '.join(self.workbooks)}."
        yield f"Publish it by {by:%A} {by.day} {by:%B %Y}: five clear days before the meeting."
        if self.still_to_do:
            yield self.still_to_do


def build(folder: MeetingFolder, output: Path, problems: Problems, *, draft: bool, strict: bool) -> Made | None:
    """Make the paper of a meeting in the output folder; None, and nothing written, where something is wrong.

    A draft is made in spite of errors; `strict` takes warnings for errors.
    """
    paper = prepare(folder, problems)
    if paper is None or (_is_stopped(problems, strict) and not draft):
        return None
    files = _files(paper, output, draft)
    written = write_all(files, output, problems, manifest.made_in(output))
    if written is None:
        return None
    workbooks = dict.fromkeys(cell.workbook for one in paper.figures for cell in one.traced.cells)
    still = str(paper.still_to_do) if paper.still_to_do.total else ""
    return Made(output, tuple(files), len(paper.figures), tuple(workbooks), paper.meeting.date, written, still)


def _is_stopped(problems: Problems, strict: bool) -> bool:
    return bool(problems if strict else problems.errors)


def _files(paper: Paper, output: Path, draft: bool) -> dict[str, bytes]:
    files = dict(_documents(paper, draft))
    files[register.NAME] = register.register(paper, output)
    inputs = paper.meeting.inputs | {document.template.name: document.template for document in paper.documents}
    files[manifest.NAME] = manifest.manifest(inputs, files, paper)
    return files


def _documents(paper: Paper, draft: bool) -> Iterator[tuple[str, bytes]]:
    published = ((document.file, document.rendered.published) for document in paper.documents)
    for name, package in (*published, *review_copies(paper)):
        yield name, (marked_as_draft(package) if draft else package).to_bytes(paper.meeting.date)
