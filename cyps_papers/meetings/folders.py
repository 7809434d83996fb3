"""Where a meeting's folder, its templates and its output are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.files.names import unfit
from cyps_papers.files.places import is_link_out_of
from cyps_papers.problems import FilePlace, Problems, did_you_mean, error
from cyps_papers.reading.paper import PAPER
from cyps_papers.records import Entry
from cyps_papers.word.inserted.files import Files
from cyps_papers.words import listed

INPUTS = "inputs"
TEMPLATES = "templates"
OUTPUT = "output"
MANIFEST = "manifest.json"
NO_MANIFEST = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What comes up where a file of that name is not there, or was not made here."""

NO_INPUTS = error(
    "no-inputs",
    "there is no folder inputs here.",
    "Run the command in the folder that holds inputs and templates, or name the meeting's folder by its path.",
)
NO_MEETING = error("no-meeting", "there is no such meeting folder.", "{near} There are: {known}.")
NO_PAPER = error("no-paper", "there is no paper.xlsx in it.", "{near}")
COPY_ONE = "Copy one from another meeting's folder, and change it."
NO_MEETINGS = error("no-meeting", "there is no meeting folder in it.", "Make one, holding a paper.xlsx.")
NO_TEMPLATE = error("no-template", "there is no template {file} in {meeting} or in templates.", "{near}")

_COPY = re.compile(r" - Copy(?: \(\d+\))?$")

OUTPUT_INSIDE = error(
    "output-folder",
    "papers are made from what is in {kept}, so none can be put there.",
    "Choose another folder with --output, or leave that out.",
)
OUTPUT_LINK = error(
    "output-folder",
    "this is a link that leads to {where}, so nothing is written there.",
    "If that is where the paper should go, use --output {where}",
)
TEMPLATE_LINK = error(
    "no-template",
    "the template {file} is a link to a file in another folder, which is not followed.",
    "Put the template itself there.",
)


@dataclass(frozen=True)
class MeetingFolder:
    """A meeting's folder, and where its templates and its output stand."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def command(self, name: str) -> str:
        """A command for it as it is typed, with the folder's name in quotes where that has blanks."""
        typed = f'"{self.name}"' if " " in self.name else self.name
        return f"cyps-papers {name} {typed}"

    @property
    def root(self) -> Path:
        """The folder that holds inputs and templates."""
        return self.path.parent.parent if self.path.parent.name == INPUTS else self.path.parent

    @property
    def output(self) -> Path:
        """Where a build goes unless another folder is asked for."""
        return self.root / OUTPUT / self.name

    def output_in(self, asked: Path | None, problems: Problems) -> Path | None:
        """Where a build goes; None where that is among what papers are made from, or is a link that leads away."""
        output = (asked or self.output).resolve()
        of_meetings = self.path.parent if self.path.parent.name == INPUTS else self.path
        for kept in (of_meetings, self.root / TEMPLATES):
            if output.is_relative_to(kept.resolve()):
                problems.add(OUTPUT_INSIDE, FilePlace(str(asked or self.output)), kept=kept.name)
                return None
        if asked is None and not output.is_relative_to(self.root.resolve()):
            problems.add(OUTPUT_LINK, FilePlace(str(self.output)), where=output)
            return None
        return output

    @property
    def files(self) -> Files:
        """The files that a template may name: those here before those in templates/."""
        return Files((self.path, self.root / TEMPLATES))

    def template(self, file: Entry[str], problems: Problems, others: Collection[str] = ()) -> Path | None:
        """The template that paper.xlsx names: the meeting's own before the one in templates/.

        Those that `others` use are not proposed where there is none.
        """
        places = (self.path, self.root / TEMPLATES)
        for place in places:
            path = place / file.value
            if is_link_out_of(path, places):
                problems.add(TEMPLATE_LINK, file.cell, file=file.value)
                return None
            if path.is_file():
                return path
        there = sorted({path.name for place in places for path in place.glob("[!~]*.docx")} - set(others))
        near = (
            did_you_mean(file.value, there)
            or f"Put it there{f', or name one that is: {listed(there)}' if there else ''}."
        )
        problems.add(NO_TEMPLATE, file.cell, file=file.value, meeting=self.name, near=near)
        return None


def find_meeting(meeting: str | None, here: Path, problems: Problems) -> MeetingFolder | None:
    """The folder of a meeting named ('2015-03') or given by its path; without either, the latest there is."""
    if meeting is not None and Path(meeting).is_dir():
        return _with_paper(Path(meeting).resolve(), problems)
    inputs = inputs_near(here)
    if not inputs.is_dir():
        problems.add(NO_INPUTS, FilePlace(str(meeting or here)))
        return None
    if meeting is not None and not unfit(meeting) and (inputs / meeting).is_dir():
        return _with_paper(inputs / meeting, problems)
    known = meetings_in(inputs)
    if meeting is not None:
        near = did_you_mean(meeting, known)
        problems.add(NO_MEETING, FilePlace(f"{INPUTS}/{meeting}"), near=near, known=", ".join(known) or "none")
        return None
    later = [path for path in inputs.iterdir() if path.name > max(known, default="") and not _COPY.search(path.name)]
    unfinished = sorted(path for path in later if path.name[:4].isdigit() and any(path.glob("*.xlsx")))
    if unfinished:
        also = f" Or name the meeting that is meant: {', '.join(known)}." if known else ""
        return _with_paper(unfinished[-1], problems, also)
    if not known:
        problems.add(NO_MEETINGS, FilePlace(INPUTS))
        return None
    return MeetingFolder(inputs / known[-1])


def meetings_in(inputs: Path) -> list[str]:
    """The names of the meetings' folders, in order, without the copies that Windows makes of them: 2015-03 - Copy."""
    names = sorted(path.parent.name for path in inputs.glob(f"[!.]*/{PAPER}"))
    return [name for name in names if not _COPY.search(name)]


def inputs_near(here: Path) -> Path:
    """The folder inputs here or above; where there is none, that which may be made here."""
    return next((place / INPUTS for place in (here, *here.parents) if (place / INPUTS).is_dir()), here / INPUTS)


def beside(folder: str, others: Path) -> Path:
    """A folder to be made: among the others where only its name is given."""
    return others / folder if Path(folder).name == folder else Path(folder)


def _with_paper(path: Path, problems: Problems, also: str = "") -> MeetingFolder | None:
    if (path / PAPER).is_file():
        return MeetingFolder(path)
    near = did_you_mean(Path(PAPER).stem, [workbook.stem for workbook in path.glob("*.xlsx")])
    problems.add(NO_PAPER, FilePlace(str(path)), near=(near or COPY_ONE) + also)
    return None
