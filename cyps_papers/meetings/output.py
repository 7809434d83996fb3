"""Writing the paper: whole files or none, and the earlier ones untouched until all the new ones are there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from cyps_papers.problems import FilePlace, Problems, error

LOCK = "~$"
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
    files: Mapping[str, bytes], folder: Path, problems: Problems, made: Mapping[str, str] | None = None
) -> Written | None:
    """Put all the files into the folder, or none: None where they are not there.

    `made` are the files made there last time, by name, with their SHA-256. No other file is replaced. One of them that
    has been changed since is kept under another name, and one that is made no more goes.
    """
    made = made or {}
    if not _free(files, folder, made, problems):
        return None
    there = {name for name in made if (folder / name).is_file()}
    changed = {name for name in there if digest((folder / name).read_bytes()) != made[name]}
    withdrawn = tuple(sorted(there - set(files) - changed))
    kept = {name: _other_name(name, folder) for name in sorted(changed & set(files))}
    try:
        with emptied(folder.parent / f"{folder.name}.making") as aside:
            write_files(files, aside / "new")
            _move_over(files, aside, folder, kept, withdrawn)
    except OSError as reason:
        problems.add(CANNOT_WRITE, FilePlace(str(folder)), why=reason_of(reason))
        return None
    return Written((*sorted(changed - set(files)), *kept.values()), withdrawn)


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
        path.write_bytes(content)


@contextmanager
def emptied(aside: Path) -> Iterator[Path]:
    """A folder to make something in, empty at first and gone afterwards."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move_over(
    files: Mapping[str, bytes], aside: Path, folder: Path, kept: Mapping[str, str], withdrawn: Iterable[str]
) -> None:
    """Move each new file over the old one; put every old one back if any cannot be moved."""
    moved: list[str] = []
    try:
        for name in (*files, *withdrawn):
            target, old = folder / name, aside / "old" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.copy2(target, old)
            moved.append(name)
            if name in files:
                (aside / "new" / name).replace(target)
            else:
                target.unlink()
        for name, other in kept.items():
            shutil.copy2(aside / "old" / name, folder / other)
    except BaseException:  # Ctrl-C too
        for name in moved:
            if (aside / "old" / name).exists():
                (aside / "old" / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise


def reason_of(reason: OSError) -> str:
    """In words why a file or folder could not be written."""
    if isinstance(reason, PermissionError):
        return "permission was refused"
    return (reason.strerror or str(reason)).lower()
