"""Where a meeting's folder, its templates and its output are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_papers.problems import FilePlace, Problems, did_you_mean, error

INPUTS = "inputs"
TEMPLATES = "templates"
OUTPUT = "output"
PAPER = "paper.xlsx"

NO_INPUTS = error(
    "no-inputs",
    "there is no folder inputs here.",
    "Run the command in the folder that holds inputs and templates, or name the meeting's folder by its path.",
)
NO_MEETING = error("no-meeting", "there is no such meeting folder.", "{near} There are: {known}.")
NO_MEETINGS = error("no-meeting", "there is no meeting folder in it.", "Make one, holding a paper.xlsx.")
NO_TEMPLATE = error(
    "no-template", "there is no such template in {looked}.", "{near} Put it there, or correct paper.xlsx."
)


@dataclass(frozen=True)
class MeetingFolder:
    """A meeting's folder, and where its templates and its output stand."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def root(self) -> Path:
        """The folder that holds inputs and templates."""
        return self.path.parent.parent if self.path.parent.name == INPUTS else self.path.parent

    @property
    def output(self) -> Path:
        """Where a build goes unless another folder is asked for."""
        return self.root / OUTPUT / self.name

    def template(self, file: str, problems: Problems) -> Path | None:
        """The template of that name: the meeting's own before the one in templates/."""
        places = (self.path, self.root / TEMPLATES)
        for place in places:
            if (place / file).is_file():
                return place / file
        near = did_you_mean(file, [path.name for place in places for path in place.glob("*.docx")])
        looked = f"inputs/{self.name} or in {TEMPLATES}"
        problems.add(NO_TEMPLATE, FilePlace(file), looked=looked, near=near)
        return None


def find_meeting(meeting: str | None, here: Path, problems: Problems) -> MeetingFolder | None:
    """The folder of a meeting named ('2015-03') or given by its path; without either, the latest there is."""
    if meeting is not None and _holds_paper(Path(meeting)):
        return MeetingFolder(Path(meeting).resolve())
    inputs = next((place / INPUTS for place in (here, *here.parents) if (place / INPUTS).is_dir()), None)
    if inputs is None:
        problems.add(NO_INPUTS, FilePlace(str(meeting or here)))
        return None
    return _among(sorted(path for path in inputs.iterdir() if _holds_paper(path)), meeting, problems)


def _among(folders: list[Path], meeting: str | None, problems: Problems) -> MeetingFolder | None:
    names = [folder.name for folder in folders]
    if not folders:
        problems.add(NO_MEETINGS, FilePlace(INPUTS))
        return None
    if meeting is None:
        return MeetingFolder(folders[-1])
    if meeting in names:
        return MeetingFolder(folders[names.index(meeting)])
    near = did_you_mean(meeting, names)
    problems.add(NO_MEETING, FilePlace(f"{INPUTS}/{meeting}"), near=near, known=", ".join(names))
    return None


def _holds_paper(path: Path) -> bool:
    return (path / PAPER).is_file()
