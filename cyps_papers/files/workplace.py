"""A folder's files changed all together or not at all, whatever stops the command that changes them.

What is to be moved is written down in a journal first. A command that is stopped between two moves, by a closed window
or a power cut, is undone by the next one that comes to change the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from cyps_papers.files.lock import Holder, locked
from cyps_papers.files.names import stays_inside
from cyps_papers.files.places import leads_away
from cyps_papers.files.stopping import go_through

HIDDEN = ".cyps-papers"
"""The folder in a folder where its new files are made: no meeting and no document can be called so."""
LOCK, JOURNAL = "lock", "journal.json"


@dataclass(frozen=True)
class Workplace:
    """Where a folder's new files are made, and the command on another computer whose lock on it was taken over."""

    folder: Path
    taken_over: Holder | None

    @property
    def path(self) -> Path:
        return self.folder / HIDDEN

    def write(self, files: Mapping[str, bytes]) -> Path:
        """Write files by their names, with the folders that these name; gives the folder that they are in."""
        new = self.path / "new"
        for name, content in files.items():
            _write(new / name, content)
        return new

    def rename(self, new: Path) -> None:
        """Give what was written the name of a folder that is not there yet, beside this one."""
        go_through()
        (self.path / "new").rename(new)
        _sync(new.parent)

    def move(self, files: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
        """Move the files written into their places, and take away what else is expected there.

        Raises OSError, when all is as it was before, where a file cannot be moved or is not as expected any more.
        """
        names = list(dict.fromkeys((*files, *expected)))
        planned = {
            name: {"new": digest(files[name]) if name in files else None, "had": name in expected} for name in names
        }
        for name in names:
            for beside in (self.folder, self.path / "old"):
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
        _write(self.path / "planned", json.dumps(planned).encode())
        go_through()
        (self.path / "planned").replace(self.path / JOURNAL)
        _sync(self.path)
        try:
            for name in names:
                self._move_one(name, name in files, expected.get(name))
            for parent in {(self.folder / name).parent for name in names}:
                _sync(parent)
            (self.path / JOURNAL).unlink()
        except BaseException:
            undo(self.folder)
            raise
        _sync(self.path)

    def _move_one(self, name: str, is_new: bool, expected: bytes | None) -> None:
        target, old = self.folder / name, self.path / "old" / name
        if os.path.lexists(target):
            target.replace(old)
            if old.read_bytes() != expected:
                raise OSError(None, "it was changed at the same moment", str(target))
        if is_new:
            (self.path / "new" / name).replace(target)


@contextmanager
def workplace(folder: Path) -> Iterator[Workplace]:
    """A place to make a folder's new files in, which is gone afterwards, and nobody else's meanwhile.

    The folder is made where there is none. First what an earlier command left half done in it is undone. Raises
    OSError, and HeldError while another command is changing the folder.
    """
    hidden = folder / HIDDEN
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    if leads_away(hidden, folder):
        raise OSError(None, "it is a link", str(hidden))
    try:
        with locked(hidden / LOCK) as taken_over:
            undo(folder)
            _empty(hidden)
            try:
                yield Workplace(folder, taken_over)
            finally:
                with suppress(OSError):  # what is left over does no harm, and the next command takes it away
                    if not (hidden / JOURNAL).exists():
                        _empty(hidden)
    finally:
        for path in (hidden, *made):  # those that nothing was put into
            with suppress(OSError):
                path.rmdir()


def undo(folder: Path) -> None:
    """Give a folder back what it held before a command that was stopped while it moved files.

    What somebody has changed since is kept under another name. Raises OSError where a file cannot be put back.
    """
    journal = folder / HIDDEN / JOURNAL
    if not journal.is_file():
        return
    said = json.loads(journal.read_bytes())
    for name, planned in said.items():
        old, target = folder / HIDDEN / "old" / name, folder / name
        if not stays_inside(name) or leads_away(target, folder):
            continue
        is_new = target.is_file() and digest(target.read_bytes()) == planned["new"]
        if old.exists():
            if target.exists() and not is_new:
                target.replace(folder / other_name(name, folder))
            old.replace(target)
        elif is_new and not planned["had"]:
            target.unlink()
    for parent in {(folder / name).parent for name in said}:
        _sync(parent)
    journal.unlink()


def is_unfinished(folder: Path) -> bool:
    """Whether a command was stopped while it moved files of a folder, so that old and new ones may stand there."""
    return (folder / HIDDEN / JOURNAL).exists()


def digest(content: bytes) -> str:
    """The SHA-256 by which a file's content is known again."""
    return hashlib.sha256(content).hexdigest()


def other_name(name: str, folder: Path) -> str:
    """A name that is free for a file that somebody changed: 'report (changed by hand).docx'."""
    path = Path(name)
    numbers = chain([""], (f" {number}" for number in count(2)))
    named = (path.with_name(f"{path.stem} (changed by hand{number}){path.suffix}") for number in numbers)
    return next(path.as_posix() for path in named if not os.path.lexists(folder / path))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a power cut must not leave an empty file under a name that is taken for whole


def _sync(folder: Path) -> None:
    """Have what was moved into or out of a folder outlast a power cut, where the system can be asked for that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _empty(hidden: Path) -> None:
    for path in hidden.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            with suppress(OSError):
                path.unlink()
