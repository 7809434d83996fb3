"""A lock that keeps a second command out of a folder while one changes it, and that goes with whoever holds it."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

LONGEST = timedelta(hours=1)
"""A lock of another computer, which cannot be asked whether its command still runs, holds for no longer."""
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_BEYOND = 1 << 30  # Windows lets nobody read bytes that are locked: what the file says stands before these
_TRIES = 20


@dataclass(frozen=True)
class Holder:
    """The command that holds a lock: its computer, its process there, and since when."""

    computer: str
    process: int
    since: datetime

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is another computer's."""
        return self.computer != platform.node()

    def __str__(self) -> str:
        return f"process {self.process} on {self.computer}, since {self.since.astimezone():%H:%M on %d/%m/%Y}"


class HeldError(Exception):
    """A lock is another command's: `holder`, where the file says it."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__()
        self.holder = holder


@contextmanager
def locked(path: Path) -> Iterator[Holder | None]:
    """Hold the lock that a file stands for; gives the command of another computer that it was taken over from.

    The system lets go of a lock when its process ends, however that happens. What the file says counts where several
    computers share a folder but no locks, as in OneDrive. Raises HeldError and OSError.
    """
    file, is_sure = _opened(path)
    try:
        before = _holder(file)
        if before and (before.is_elsewhere or not is_sure) and datetime.now(UTC) - before.since < LONGEST:
            raise HeldError(before)
        own = {"computer": platform.node(), "process": os.getpid(), "since": datetime.now(UTC).isoformat()}
        _write(file, json.dumps(own).encode())
        try:
            yield before if before and before.is_elsewhere else None
        finally:
            with suppress(OSError):
                _write(file, b"")
            if sys.platform == "win32":  # which deletes no file that is open
                file.close()
            with suppress(OSError):  # the next command may have it open already
                path.unlink()
    finally:
        file.close()


def _opened(path: Path) -> tuple[BinaryIO, bool]:
    """The file of a lock, and whether the system holds it for us; some network folders know no locks."""
    for _ in range(_TRIES):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # whoever held it has just taken the file or its folder away
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b")
            try:
                is_sure = _hold(file)
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return file, is_sure
            except BaseException:
                file.close()
                raise
            file.close()
    raise HeldError(None)


def _hold(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        if refused.errno not in _HELD:
            return False
        raise HeldError(_holder(file)) from None
    return True


def _holder(file: BinaryIO) -> Holder | None:
    """Who holds a lock, as its file says; None where that is empty, or cut short."""
    file.seek(0)
    try:
        said = json.loads(file.read(1000))
        since = datetime.fromisoformat(said["since"])
        return Holder(str(said["computer"])[:100], int(said["process"]), since.astimezone(UTC))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _write(file: BinaryIO, content: bytes) -> None:
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
