"""What a shell may complete a word to."""

from __future__ import annotations

import os
from pathlib import Path

from cyps_papers.files.names import OFFICE_LOCK
from cyps_papers.meetings.folders import find_meeting, inputs_near, meetings_in
from cyps_papers.problems import Problems


def meetings() -> list[str]:
    """The meetings."""
    return meetings_in(inputs_near(Path.cwd()))


def files() -> list[str]:
    """The templates and workbooks, by their paths from here."""
    root = inputs_near(Path.cwd()).parent
    found = [
        path for pattern in ("templates/*.docx", "inputs/*/*.docx", "inputs/*/*.xlsx") for path in root.glob(pattern)
    ]
    return [os.path.relpath(path) for path in sorted(found) if not path.name.startswith(OFFICE_LOCK)]


def rules() -> list[str]:
    """The rules."""
    from cyps_papers.meetings.explained import rule_modules

    return list(rule_modules())


def names() -> list[str]:
    """The names that the templates of the latest meeting may use."""
    from cyps_papers.meetings.meeting import read_meeting
    from cyps_papers.meetings.names import paths_of

    folder = find_meeting(None, Path.cwd(), Problems())
    read = read_meeting(folder, Problems()) if folder else None
    return paths_of(read) if read else []
