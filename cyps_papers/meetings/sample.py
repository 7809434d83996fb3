"""The March 2015 paper as a sample: its meeting's folder and its templates, as they are installed with the program."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import cyps_papers
from cyps_papers.meetings.folders import INPUTS, TEMPLATES, MeetingFolder
from cyps_papers.meetings.output import write_all
from cyps_papers.meetings.rolling.folder import NewFolder
from cyps_papers.problems import FilePlace, Problems, error

MEETING = "2015-03"
NO_SAMPLE = error("no-sample", "the sample was not installed with the program.", "Install it again.")
_INSTALLED = "share/cyps_papers/sample/"
_NEXT = (
    "cyps-papers build makes the paper; cyps-papers check says what is wrong with it, which is nothing yet.",
    "Change a figure in a workbook, or words in a template, and run either again.",
)


def lay_out_sample(root: Path, problems: Problems) -> NewFolder | None:
    """Put the sample's folder and templates into a folder; None, and nothing put there, where a file is in the way."""
    found = _files()
    if not found:
        problems.add(NO_SAMPLE, FilePlace(MEETING))
        return None
    if write_all({name: path.read_bytes() for name, path in found.items()}, root, problems) is None:
        return None
    return NewFolder(MeetingFolder(root / INPUTS / MEETING), tuple(found), (), _NEXT)


def _files() -> dict[str, Path]:
    """Its files by their names in the folder that they are put into: those beside the code, or those installed."""
    beside = Path(cyps_papers.__file__).parents[1]
    folders = (f"{INPUTS}/{MEETING}", TEMPLATES)
    if all((beside / folder).is_dir() for folder in folders):
        patterns = (f"{INPUTS}/{MEETING}/[!~]*.xlsx", f"{TEMPLATES}/[!~]*.docx")
        found = [path for pattern in patterns for path in sorted(beside.glob(pattern))]
        return {path.relative_to(beside).as_posix(): path for path in found}
    try:
        installed = metadata.files("cyps-papers") or []
    except metadata.PackageNotFoundError:
        return {}
    parts = {one.as_posix().partition(_INSTALLED)[2]: Path(str(one.locate())) for one in installed}
    return {name: path.resolve() for name, path in sorted(parts.items()) if name}
