"""Officers' workbooks, opened safely by what their files hold, whatever those are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from cyps_papers.files.kinds import OLE, UTF_16, FileKind, file_kind
from cyps_papers.problems import FilePlace, Problems, error
from cyps_papers.reading import calamine, delimited, xlsx
from cyps_papers.reading.grid import Sheet, Workbook
from cyps_papers.reading.opening import file_bytes, other_format

__all__ = ["ENDINGS", "Sheet", "Workbook", "is_workbook", "open_workbook"]

NOT_TEXT = error(
    "workbook-format",
    "the file is not text, as a .csv file is.",
    "If it is a workbook, give it the ending that it had; or open it in Excel and save it as CSV UTF-8.",
)

Open = Callable[[str, bytes, Problems], Workbook | None]
"""How a file becomes a workbook: from its name and bytes, or None and a problem."""

OTHERS = (FileKind.XLS, FileKind.XLSB, FileKind.ODS)
ADAPTERS: Mapping[FileKind, Open] = {
    FileKind.EXCEL: xlsx.open_bytes,
    FileKind.DAMAGED: xlsx.open_bytes,  # which says how
    **dict.fromkeys(OTHERS, calamine.open_bytes),
}
TEXT = ".csv"
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", TEXT)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its ending, or whatever it is called by what it holds."""
    try:
        return path.suffix.lower() in ENDINGS or file_kind(path.read_bytes()) in (FileKind.EXCEL, *OTHERS)
    except OSError:
        return False


def open_workbook(path: Path, problems: Problems) -> Workbook | None:
    """The workbook at a path; None, with a problem that says why, if there is none that can be read.

    A text is one only where its ending is that of a text.
    """
    found = file_bytes(path, problems)
    if found is None:
        return None
    kind = file_kind(found)
    if path.suffix.lower() == TEXT:
        if kind in (FileKind.TEXT, FileKind.OTHER, FileKind.EMPTY) and _is_text(found):
            return delimited.open_bytes(path.name, found, problems)
        if not _is_text(found):
            problems.add(NOT_TEXT, FilePlace(path.name))
            return None
    if kind in ADAPTERS:
        return ADAPTERS[kind](path.name, found, problems)
    problems.include([other_format(kind, FilePlace(path.name))])
    return None


def _is_text(found: bytes) -> bool:
    """Whether bytes are text, and no workbook or picture under a text's name."""
    return not found.startswith((b"PK\x03\x04", OLE)) and (b"\0" not in found or found.startswith(UTF_16))
