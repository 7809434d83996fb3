"""Why a file could not be read or written, in words; and whether that is anybody's doing but ours."""

from __future__ import annotations

import errno
import os

_OURS = os.path.normcase(os.path.join(os.path.dirname(os.path.dirname(__file__)), ""))
_OF_A_FILE = {
    "it is not there any more": ("ENOENT",),
    "permission was refused": ("EACCES", "EPERM"),
    "it is a folder": ("EISDIR",),
    "a part of its path is no folder": ("ENOTDIR",),
    "its path is too long": ("ENAMETOOLONG",),
    "it is a link that leads in a circle": ("ELOOP",),
    "another program is using it": ("EBUSY",),
    "there is one already": ("EEXIST", "ENOTEMPTY"),
    "it stands where nothing can be written": ("EROFS",),
}
_OF_A_DISK = {
    "no room is left on the disk": ("ENOSPC", "EDQUOT"),
    "the disk takes no file of that size": ("EFBIG",),
    "the disk or the network gave an error": ("EIO",),
    "the disk or the network is not to be reached": (
        *("ENXIO", "ENODEV", "ETIMEDOUT", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ESTALE"),
    ),
}
_WORDS = {
    getattr(errno, name): words
    for words, names in (_OF_A_FILE | _OF_A_DISK).items()
    for name in names
    if hasattr(errno, name)  # Windows has not all of them
}


def is_from_outside(reason: OSError) -> bool:
    """Whether files, disks or the network are the cause, which whoever runs the command can see to; else we are."""
    words = _WORDS.get(reason.errno or 0)
    if words in _OF_A_DISK:
        return True
    if words is None or not isinstance(reason.filename, str | bytes):
        return False
    return not os.path.normcase(os.fsdecode(reason.filename)).startswith(_OURS)


def in_words(reason: OSError) -> str:
    """Why a file or folder could not be read or written."""
    return _WORDS.get(reason.errno or 0) or (reason.strerror or "no reason was given").lower()
