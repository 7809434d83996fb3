"""Make the next meeting's folder out of an earlier one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cyps_papers.commands.new_folder import of_new_folder
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings import roll_forward as rolling
from cyps_papers.meetings.folders import beside, find_meeting
from cyps_papers.problems import Problems


def roll_forward(old: str, new: str, meeting_date: date, *, as_json: bool) -> Outcome:
    """Roll a meeting's folder forward to the new meeting's date, beside the old one unless its path is given."""
    problems = Problems()
    folder = find_meeting(old, Path.cwd(), problems)
    made = None
    if folder:
        made = rolling.roll_forward(folder, beside(new, folder.path.parent), meeting_date, problems)
    return of_new_folder(made, problems, as_json)
