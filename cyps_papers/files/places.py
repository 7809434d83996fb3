"""What stands at a path: a file, or what must not be opened or written through in its stead."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

_OTHERS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def other_than_file(path: Path) -> str | None:
    """What stands there instead of a file, in words: reading a pipe or a device may never end. Raises OSError."""
    mode = path.stat().st_mode
    return next((what for is_that, what in _OTHERS if is_that(mode)), None)


def is_link_out_of(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file in one of some folders is a link to one that is in none of them."""
    return path.is_symlink() and path.resolve().parent not in [folder.resolve() for folder in folders]


def leads_away(path: Path, folder: Path) -> bool:
    """Whether a file's place in a folder is a link, or stands beyond one that leads out of the folder."""
    return path.is_symlink() or not path.parent.resolve().is_relative_to(folder.resolve())
