"""Writing the paper: an output folder holds one whole build, the earlier one until all the new files are there.

Everything that a build will move is written down in a journal first. One that is stopped between two moves, by a
closed window or a power cut, is undone by it when the next build starts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from cyps_papers.problems import FilePlace, Problems, error

LOCK = "~$"
JOURNAL = "journal.json"
OPEN_ELSEWHERE = error(
    "output-open",
    "it is open in Word or another program ({lock} says so), so it cannot be replaced.",
    "Close it and run the command again. If it is not open anywhere, delete {lock}.",
)
CANNOT_REPLACE = error(
    "output-open", "it cannot be replaced: {why}.", "Close it in Word or any other program and run the command again."
)
NOT_OURS = error(
    "not-ours",
    "there is such a file already, and it was not made here.",
    "Choose another folder or name; or move that file away, or delete it.",
)
CANNOT_WRITE = error(
    "cannot-write",
    "nothing can be written there: {why}.",
    "Choose another folder with --output, or ask whoever looks after the folder to let you write in it.",
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
        undo_unfinished(folder)
    except OSError as reason:
        problems.add(CANNOT_WRITE, FilePlace(str(folder)), why=reason_of(reason))
        return None
    made = made_in(folder)
    if not _free(files, folder, made, problems):
        return None
    there = {name: (folder / name).read_bytes() for name in made if (folder / name).is_file()}
    changed = {name for name, content in there.items() if digest(content) != made[name]}
    withdrawn = tuple(sorted(set(there) - set(files) - changed))
    kept = {name: _other_name(name, folder) for name in sorted(changed & set(files))}
    try:
        with emptied_beside(folder) as aside:
            write_files(files, aside / "new")
            write_files({name: there[name] for name in (*files, *withdrawn) if name in there}, aside / "old")
            write_files({other: there[name] for name, other in kept.items()}, folder)
            _move_over(files, aside, folder, withdrawn)
    except OSError as reason:
        problems.add(CANNOT_WRITE, FilePlace(str(folder)), why=reason_of(reason))
        return None
    return Written((*sorted(changed - set(files)), *kept.values()), withdrawn)


def undo_unfinished(folder: Path) -> None:
    """Give a folder back the whole build that it held before one that was stopped while it moved its files.

    What somebody has changed since is kept under another name. Raises OSError where a file cannot be put back.
    """
    aside = _aside(folder)
    journal = aside / JOURNAL
    if not journal.is_file():
        return
    for name, new in json.loads(journal.read_bytes()).items():
        old, target = aside / "old" / name, folder / name
        before, now = (path.read_bytes() if path.is_file() else None for path in (old, target))
        if now == before:
            continue
        if now is not None and digest(now) != new:
            target.replace(folder / _other_name(name, folder))
        if before is None:
            target.unlink(missing_ok=True)
        else:
            write_files({"back": before}, aside)
            (aside / "back").replace(target)
    journal.unlink()


def _aside(folder: Path) -> Path:
    """Where the files of a folder are made: beside it, hidden, and under a name that no meeting has."""
    return folder.with_name(f".{folder.name}.making")


def digest(content: bytes) -> str:
    """The SHA-256 by which a file's content is known again."""
    return hashlib.sha256(content).hexdigest()


def _free(files: Mapping[str, bytes], folder: Path, made: Mapping[str, str], problems: Problems) -> bool:
    """Whether no file that is to be replaced is open in another program, or somebody else's."""
    before = len(problems.found)
    for name in files:
        path = folder / name
        # the lock file that Office keeps beside an open file: '~$' before its name, or over its first letters
        locks = [lock for cut in (0, 1, 2) if (lock := path.with_name(LOCK + path.name[cut:])).exists()]
        if path.exists() and name not in made:
            problems.add(NOT_OURS, FilePlace(str(path)))
        elif locks:
            problems.add(OPEN_ELSEWHERE, FilePlace(str(path)), lock=locks[0].name)
        elif path.exists():
            try:
                path.open("r+b").close()
            except OSError as reason:
                problems.add(CANNOT_REPLACE, FilePlace(str(path)), why=reason_of(reason))
    return len(problems.found) == before


def _other_name(name: str, folder: Path) -> str:
    """A name that is free for a file that somebody changed: 'report (changed by hand).docx'."""
    path = Path(name)
    numbers = chain([""], (f" {number}" for number in count(2)))
    named = (path.with_name(f"{path.stem} (changed by hand{number}){path.suffix}") for number in numbers)
    return next(one.as_posix() for one in named if not (folder / one).exists())


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by their names into a folder, with the folders that these name."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a power cut must not leave an empty file under a name that is taken for whole


@contextmanager
def emptied_beside(folder: Path) -> Iterator[Path]:
    """A folder to make another's files in, empty at first and gone afterwards, unless its journal is still needed."""
    aside = _aside(folder)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
    finally:
        if not (aside / JOURNAL).exists():
            shutil.rmtree(aside, ignore_errors=True)


def _move_over(files: Mapping[str, bytes], aside: Path, folder: Path, withdrawn: Iterable[str]) -> None:
    """Move each new file over the old one; put every old one back if any cannot be moved."""
    planned = {name: digest(content) for name, content in files.items()} | dict.fromkeys(withdrawn)
    write_files({"planned": json.dumps(planned).encode()}, aside)
    (aside / "planned").replace(aside / JOURNAL)
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / "new" / name).replace(folder / name)
        for name in withdrawn:
            (folder / name).unlink()
    except BaseException:  # Ctrl-C too
        undo_unfinished(folder)
        raise
    (aside / JOURNAL).unlink()


def reason_of(reason: OSError) -> str:
    """In words why a file or folder could not be written."""
    if isinstance(reason, PermissionError):
        return "permission was refused"
    return (reason.strerror or str(reason)).lower()
