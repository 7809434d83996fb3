"""Officers' workbooks, opened safely by what their files hold, whatever those are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from cyps_papers.files.kinds import OLE, UTF_16, FileKind, file_kind
from cyps_papers.problems import FilePlace, Problem, Problems, error
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

    A text is one only where its ending is that of a text. The same bytes are read once in a process, sheet by sheet.
    """
    found = file_bytes(path, problems)
    if found is None:
        return None
    opened = _opened(found, path.name)
    problems.include(opened.problems)
    return opened.told_to(problems)


@dataclass
class _Opened:
    """What the bytes of a file hold, and what is wrong in them: `problems` as a whole, and those of each sheet read."""

    workbook: Workbook | None
    problems: list[Problem]
    found: Problems
    of_sheets: dict[str, list[Problem]] = field(default_factory=dict)

    def told_to(self, problems: Problems) -> Workbook | None:
        """The workbook, of which `problems` is told what is wrong in a sheet when that is asked for."""
        if self.workbook is None:
            return None

        def load(name: str) -> Sheet:
            sheet = self._sheet(name)
            problems.include(self.of_sheets[name])
            return sheet

        return replace(self.workbook, load=load, _sheets={})

    def _sheet(self, name: str) -> Sheet:
        assert self.workbook is not None
        known = len(self.found.found)
        sheet = self.workbook.sheet(name)
        self.of_sheets.setdefault(name, self.found.found[known:])
        return sheet


@lru_cache(maxsize=16)
def _opened(found: bytes, name: str) -> _Opened:
    problems = Problems()
    workbook = _read(found, name, problems)
    return _Opened(workbook, list(problems.found), problems)


def _read(found: bytes, name: str, problems: Problems) -> Workbook | None:
    kind = file_kind(found)
    if Path(name).suffix.lower() == TEXT:
        if kind in (FileKind.TEXT, FileKind.OTHER, FileKind.EMPTY) and _is_text(found):
            return delimited.open_bytes(name, found, problems)
        if not _is_text(found):
            problems.add(NOT_TEXT, FilePlace(name))
            return None
    if kind in ADAPTERS:
        return ADAPTERS[kind](name, found, problems)
    problems.include([other_format(kind, FilePlace(name))])
    return None


def _is_text(found: bytes) -> bool:
    """Whether bytes are text, and no workbook or picture under a text's name."""
    return not found.startswith((b"PK\x03\x04", OLE)) and (b"\0" not in found or found.startswith(UTF_16))
