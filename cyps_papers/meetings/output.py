"""Writing the paper: an output folder holds one whole build, the earlier one until all the new files are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from cyps_papers.files.causes import in_words
from cyps_papers.files.lock import HeldError, Holder
from cyps_papers.files.names import OFFICE_LOCK, unfit
from cyps_papers.files.places import leads_away
from cyps_papers.files.workplace import HIDDEN, LOCK, digest, is_unfinished, other_name, workplace
from cyps_papers.problems import FilePlace, Problem, Problems, error, warning

OPEN_ELSEWHERE = error(
    "output-open",
    "it is open in Word or another program ({lock} says so), so it cannot be replaced.",
    "Close it and run the command again. If it is not open anywhere, delete {lock}.",
)
CANNOT_REPLACE = error(
    "output-open",
    "it cannot be replaced: {why}.",
    "Close it in Word or any other program and run the command again. If it is not open anywhere, OneDrive may be "
    "copying it: wait a minute first.",
)
NOT_OURS = error(
    "not-ours",
    "that file already exists, and was not made here.",
    "Choose another folder or name; or move that file away, or delete it.",
)
LEADS_AWAY = error(
    "not-ours",
    "it is a link that leads to another place, so nothing is written there.",
    "Delete the link, or move it away, and run the command again.",
)
UNFIT_NAME = error("file-name", "nothing can be made under this name: {why}.", "Choose another name.")
UNDER_WAY = error(
    "under-way",
    "another command is making files here ({holder}).",
    "Wait until it has ended and run the command again. If it was stopped on another computer, delete the file "
    "{lock} in this folder.",
)
TAKEN_OVER = warning(
    "under-way",
    "another command began to make files here and has not been heard of since ({holder}); its place was taken.",
    "If it still runs there, run this command again when it has ended.",
)
CANNOT_WRITE = error(
    "cannot-write",
    "nothing can be written there: {why}.",
    "Choose another place, or ask whoever looks after the folder to let you write in it.",
)
HALF_DONE = error(
    "cannot-write",
    "it has both old and new files, because the old ones could not be moved back.",
    "Run the command again when the folder can be written to: first of all it puts the earlier files back.",
)


@dataclass(frozen=True)
class Written:
    """What became of files that stood in a folder before: `kept` are the names under which those stay that somebody
    had changed, `withdrawn` the names of those that were made last time and have gone.
    """

    kept: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def write_all(
    files: Mapping[str, bytes],
    folder: Path,
    problems: Problems,
    made_in: Callable[[Path], Mapping[str, str]] = lambda folder: {},
) -> Written | None:
    """Put all the files into the folder, or none: None where they are not there.

    `made_in` gives the files made there last time, by name, with their SHA-256. No other file is replaced. One of them
    that has been changed since is kept under another name, and one that is made no more goes.
    """
    try:
        with workplace(folder) as place:
            note_taken_over(place.taken_over, folder, problems)
            made = {name: sha256 for name, sha256 in made_in(folder).items() if not leads_away(folder / name, folder)}
            if not _free(files, folder, made, problems):
                return None
            there = {name: (folder / name).read_bytes() for name in made if (folder / name).is_file()}
            changed = {name for name, content in there.items() if digest(content) != made[name]}
            withdrawn = tuple(sorted(set(there) - set(files) - changed))
            kept = {name: other_name(name, folder) for name in sorted(changed & set(files))}
            new = {**{other: there[name] for name, other in kept.items()}, **files}
            place.write(new)
            place.move(new, {name: there[name] for name in (*files, *withdrawn) if name in there})
    except (OSError, HeldError) as reason:
        problems.include(why_not(reason, folder))
        return None
    return Written((*sorted(changed - set(files)), *kept.values()), withdrawn)


def why_not(reason: OSError | HeldError, folder: Path) -> list[Problem]:
    """Why nothing could be written in a folder, and whether it was left between two states."""
    place = FilePlace(str(folder))
    if isinstance(reason, HeldError):
        return [UNDER_WAY.at(place, holder=reason.holder or "which has only just begun", lock=f"{HIDDEN}/{LOCK}")]
    found = [CANNOT_WRITE.at(place, why=in_words(reason))]
    return [*found, HALF_DONE.at(place)] if is_unfinished(folder) else found


def note_taken_over(holder: Holder | None, folder: Path, problems: Problems) -> None:
    """Say whose place was taken, if anybody's was."""
    if holder:
        problems.add(TAKEN_OVER, FilePlace(str(folder)), holder=holder)


def _free(files: Mapping[str, bytes], folder: Path, made: Mapping[str, str], problems: Problems) -> bool:
    """Whether no file that is to be replaced is open in another program, somebody else's, or somewhere else."""
    before = len(problems.found)
    for name in files:
        path = folder / name
        # before the file's name, or over its first letters
        locks = [lock for cut in (0, 1, 2) if (lock := path.with_name(OFFICE_LOCK + path.name[cut:])).exists()]
        why = next(filter(None, map(unfit, PurePath(name).parts)), None)
        if why:
            problems.add(UNFIT_NAME, FilePlace(str(path)), why=why)
        elif leads_away(path, folder):
            problems.add(LEADS_AWAY, FilePlace(str(path)))
        elif path.exists() and name not in made:
            problems.add(NOT_OURS, FilePlace(str(path)))
        elif locks:
            problems.add(OPEN_ELSEWHERE, FilePlace(str(path)), lock=locks[0].name)
        elif path.exists():
            try:
                path.open("r+b").close()
            except OSError as reason:
                problems.add(CANNOT_REPLACE, FilePlace(str(path)), why=in_words(reason))
    return len(problems.found) == before
