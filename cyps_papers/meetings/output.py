"""Writing the paper: whole files or none, and the earlier ones untouched until all the new ones are there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
CANNOT_WRITE = error(
    "cannot-write",
    "nothing can be written there: {why}.",
    "Choose another folder with --output, or ask whoever looks after the folder to let you write in it.",
)


def write_all(files: Mapping[str, bytes], folder: Path, problems: Problems) -> bool:
    """Put all the files into the folder, or none: whether they are there. What else stands in it stays."""
    if not _free(files, folder, problems):
        return False
    aside = folder.with_name(f"{folder.name}.making")
    try:
        with _emptied(aside):
            _write(files, aside / "new")
            _move_over(files, aside, folder)
    except OSError as reason:
        problems.add(CANNOT_WRITE, FilePlace(str(folder)), why=_why(reason))
        return False
    return True


def _free(files: Mapping[str, bytes], folder: Path, problems: Problems) -> bool:
    """Whether no file that is to be replaced is open in another program."""
    before = len(problems.found)
    for name in files:
        path = folder / name
        lock = _lock_beside(path)
        if lock is not None:
            problems.add(OPEN_ELSEWHERE, FilePlace(str(path)), lock=lock.name)
        elif path.exists():
            _try_to_open(path, problems)
    return len(problems.found) == before


def _lock_beside(path: Path) -> Path | None:
    """The lock file that Office keeps beside an open file: '~$' before its name, or over its first letters."""
    locks = [path.with_name(LOCK + path.name[cut:]) for cut in (0, 1, 2)]
    return next((lock for lock in locks if lock.exists()), None)


def _try_to_open(path: Path, problems: Problems) -> None:
    try:
        path.open("r+b").close()
    except OSError as reason:
        problems.add(CANNOT_REPLACE, FilePlace(str(path)), why=_why(reason))


@contextmanager
def _emptied(aside: Path) -> Iterator[None]:
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _move_over(files: Mapping[str, bytes], aside: Path, folder: Path) -> None:
    """Move each new file over the old one; put every old one back if any cannot be moved."""
    moved: list[str] = []
    try:
        for name in files:
            _keep(name, folder, aside)
            moved.append(name)
            (aside / "new" / name).replace(folder / name)
    except BaseException:  # Ctrl-C too
        for name in moved:
            _put_back(name, folder, aside)
        raise


def _keep(name: str, folder: Path, aside: Path) -> None:
    """Keep the old file aside, and see to the folder of the new one."""
    target, kept = folder / name, aside / "old" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.copy2(target, kept)


def _put_back(name: str, folder: Path, aside: Path) -> None:
    kept = aside / "old" / name
    if kept.exists():
        kept.replace(folder / name)
    else:
        (folder / name).unlink(missing_ok=True)


def _why(reason: OSError) -> str:
    if isinstance(reason, PermissionError):
        return "permission was refused"
    return (reason.strerror or str(reason)).lower()
