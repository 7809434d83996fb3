"""Names that a file may have wherever a paper is made or read: on Windows, in OneDrive, on a network share."""

from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

OFFICE_LOCK = "~$"
"""How the name begins of the file that Office keeps beside one that is open."""
LONGEST = 100
"""Letters in a name: Windows allows 260 for a whole path, and '(changed by hand)' may come after it."""
_NOT_IN_NAMES = '<>:"|?*/\\'
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def unfit(name: str) -> str | None:
    """Why this cannot be the name of one file in one folder, in words; None where it can.

    Devices, characters and endings are those that Windows refuses or takes for something else:
    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if not name.strip(". "):
        return "there is no name in it"
    for char in name:
        if char in "/\\":
            return "it names a folder too"
        if char in _NOT_IN_NAMES:
            return f"no file can have {char} in its name"
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return "there is a line break or a character in it that is not seen"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a space, or ends with a full stop"
    if name.startswith((OFFICE_LOCK, ".")):
        return f"files whose names begin with {name[0]} are hidden"
    if name.split(".")[0].rstrip().lower() in _DEVICES:
        return "Windows takes it for a device"
    if len(name) > LONGEST:
        return f"it is longer than {LONGEST} letters"
    return None


def same_name(name: str) -> str:
    """What two names share that are one file's on Windows or a Mac, whatever their capitals and accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def stays_inside(name: str) -> bool:
    """Whether a name with folders in it ('review/report.docx') leads nowhere out of the folder that it is put in."""
    path = PureWindowsPath(name)  # which knows drives, and both ways to write a path
    return bool(path.parts) and not path.anchor and ".." not in path.parts
