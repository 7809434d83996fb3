"""Why a file could not be read or written, in words; and whether that is anybody's doing but ours."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_OURS = Path(__file__).parents[1]
_OF_A_FILE = {
    errno.ENOENT: "it is not there any more",
    errno.EACCES: "permission was refused",
    errno.EPERM: "permission was refused",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.ENAMETOOLONG: "its path is too long",
    errno.ELOOP: "it is a link that leads in a circle",
    errno.EBUSY: "another program is using it",
    errno.EEXIST: "there is one already",
    errno.ENOTEMPTY: "there is one already",
    errno.EROFS: "it stands where nothing can be written",
}
_OF_A_DISK = {
    errno.ENOSPC: "no room is left on the disk",
    getattr(errno, "EDQUOT", errno.ENOSPC): "no room is left on the disk",
    errno.EFBIG: "the disk takes no file of that size",
    errno.EIO: "the disk or the network gave an error",
    errno.ENXIO: "the disk or the network is not to be reached",
    errno.ENODEV: "the disk or the network is not to be reached",
    errno.ETIMEDOUT: "the disk or the network is not to be reached",
    errno.ECONNRESET: "the disk or the network is not to be reached",
    errno.EHOSTUNREACH: "the disk or the network is not to be reached",
    errno.ENETUNREACH: "the disk or the network is not to be reached",
    getattr(errno, "EHOSTDOWN", errno.ENXIO): "the disk or the network is not to be reached",
    getattr(errno, "ESTALE", errno.ENXIO): "the disk or the network is not to be reached",
}


def is_from_outside(reason: OSError) -> bool:
    """Whether files, disks or the network are the cause, which whoever runs the command can see to; else we are."""
    if reason.errno in _OF_A_DISK:
        return True
    if reason.errno not in _OF_A_FILE or not isinstance(reason.filename, str | bytes):
        return False
    return not Path(os.fsdecode(reason.filename)).is_relative_to(_OURS)


def in_words(reason: OSError) -> str:
    """Why a file or folder could not be read or written."""
    known = {**_OF_A_FILE, **_OF_A_DISK}
    return known.get(reason.errno or 0) or (reason.strerror or "no reason was given").lower()
