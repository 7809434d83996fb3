"""What a shell may complete a word to."""

from __future__ import annotations

import os
from pathlib import Path

from cyps_papers.meetings.folders import inputs_near, meetings_in


def meetings() -> list[str]:
    """The meetings."""
    return meetings_in(inputs_near(Path.cwd()))


def files() -> list[str]:
    """The templates and workbooks, by their paths from here."""
    root = inputs_near(Path.cwd()).parent
    found = [
        path for pattern in ("templates/*.docx", "inputs/*/*.docx", "inputs/*/*.xlsx") for path in root.glob(pattern)
    ]
    return [os.path.relpath(path) for path in sorted(found) if not path.name.startswith("~$")]


def rules() -> list[str]:
    """The rules."""
    from cyps_papers.meetings.explained import rule_modules

    return list(rule_modules())
