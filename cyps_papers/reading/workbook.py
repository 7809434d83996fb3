"""Officers' workbooks, opened safely by what their files' endings say that they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.problems import Problems
from cyps_papers.reading import delimited, xlsx
from cyps_papers.reading.grid import Sheet, Workbook
from cyps_papers.reading.opening import file_bytes

__all__ = ["ENDINGS", "Sheet", "Workbook", "open_workbook"]


@dataclass(frozen=True)
class Adapter:
    """How files with some endings become a workbook: from the file's name and bytes, or None and a problem."""

    endings: tuple[str, ...]
    open: Callable[[str, bytes, Problems], Workbook | None]


XLSX = Adapter((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), xlsx.open_bytes)  # the last three it refuses, and says why
ADAPTERS = (XLSX, Adapter((".csv",), delimited.open_bytes))
ENDINGS = tuple(ending for adapter in ADAPTERS for ending in adapter.endings)


def open_workbook(path: Path, problems: Problems) -> Workbook | None:
    """The workbook at a path; None, with a problem that says why, if there is none that can be read."""
    found = file_bytes(path, problems)
    if found is None:
        return None
    adapter = next((adapter for adapter in ADAPTERS if path.suffix.lower() in adapter.endings), XLSX)
    return adapter.open(path.name, found, problems)
