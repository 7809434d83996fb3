"""A meeting's folder made anew: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.files.lock import HeldError
from cyps_papers.files.names import unfit
from cyps_papers.files.workplace import workplace
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.output import UNFIT_NAME, note_taken_over, why_not
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading.to_do import ToDo

EXISTS = error("folder-exists", "that folder already exists.", "Give another name, or move that folder away first.")


@dataclass(frozen=True)
class NewFolder:
    """A meeting's folder that was made: its files in order, what is to be filled in, and in words how to go on."""

    folder: MeetingFolder
    files: tuple[str, ...]
    to_do: tuple[ToDo, ...]
    next_steps: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What was made and what is to be done next, in plain words."""
        yield f"Made {self.folder.path.parent.name}/{self.folder.name}: {', '.join(self.files)}."
        yield from self.next_steps


def is_free(new: Path, problems: Problems) -> bool:
    """Whether a folder can be called so, and there is none yet; it is a problem otherwise."""
    before = len(problems.found)
    if why := unfit(new.name):
        problems.add(UNFIT_NAME, FilePlace(str(new)), why=why)
    elif new.exists():
        problems.add(EXISTS, FilePlace(f"{new.parent.name}/{new.name}"))
    return len(problems.found) == before


def write_folder(
    files: Mapping[str, bytes], to_do: Sequence[ToDo], new: Path, next_steps: Sequence[str], problems: Problems
) -> NewFolder | None:
    """Put the files into a folder aside, then give it its name; None where it cannot be made."""
    try:
        with workplace(new.parent) as place:
            note_taken_over(place.taken_over, new.parent, problems)
            place.write(files)
            place.rename(new)
    except (OSError, HeldError) as reason:
        problems.include(why_not(reason, new.parent))
        return None
    return NewFolder(MeetingFolder(new.resolve()), tuple(files), tuple(to_do), tuple(next_steps))
