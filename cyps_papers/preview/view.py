"""What a preview shows: the report as a page, what is wrong with it, and how often both have been made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition

from cyps_papers.files.causes import in_words, is_from_outside
from cyps_papers.meetings import web
from cyps_papers.meetings.build import note_of_people
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.surroundings import Surroundings
from cyps_papers.problem_page import Around, problem_list
from cyps_papers.problems import FilePlace, Problems, error

NOT_NOW = error(
    "preview",
    "the page could not be made from what is there now: {why}.",
    "Save the file again. If that changes nothing, run cyps-papers check.",
)
NO_REPORT = b"<!DOCTYPE html><html lang=en-GB><title>No report</title><p>There is no report to show yet.</p></html>"


@dataclass
class View:
    """What is shown of a meeting, and the files that can be opened from it."""

    folder: MeetingFolder
    report: bytes = NO_REPORT
    problems: str = ""
    files: list[Path] = field(default_factory=list)
    version: int = 0
    changed: Condition = field(default_factory=Condition)

    def make(self) -> None:
        """Make both anew; where a file cannot be had, as while it is being saved, the report stays as it was.

        A fault of ours ends the preview, as it ends any command.
        """
        problems = Problems()
        try:
            report, problem_html, files = self._made(problems)
        except OSError as reason:
            if not is_from_outside(reason):
                raise
            problems.add(NOT_NOW, FilePlace(self.folder.name), why=in_words(reason))
            report, files = self.report, self.files
            problem_html = problem_list(self.folder.name, problems)
        with self.changed:
            self.report, self.problems, self.files = report, problem_html, files
            self.version += 1
            self.changed.notify_all()

    def _made(self, problems: Problems) -> tuple[bytes, str, list[Path]]:
        paper = prepare(self.folder, problems)
        if paper is None:
            return NO_REPORT, problem_list(self.folder.name, problems), []
        if problems.errors:
            note_of_people(paper)
        made = web.files(Edition(paper, self.folder.output, is_draft=bool(problems.errors)))
        known = Surroundings(paper)
        addresses = {name: f"open/{number}" for number, name in enumerate(known.files)}
        listed = problem_list(self.folder.name, problems, Around(addresses, known.words, paper.following))
        return next(iter(made.values()), NO_REPORT), listed, [*known.files.values()]

    def wait(self, seen: int, seconds: float) -> int:
        """The version, as soon as it is another than was seen or the time is over."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != seen, seconds)
            return self.version
