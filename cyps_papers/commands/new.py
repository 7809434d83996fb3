"""Make an empty folder for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cyps_papers.commands.new_folder import of_new_folder
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.folders import beside, inputs_near
from cyps_papers.meetings.new_meeting import new_meeting
from cyps_papers.meetings.sample import lay_out_sample
from cyps_papers.problems import Problems


def new(meeting: str | None, meeting_date: date | None, others: Sequence[str], *, as_json: bool) -> Outcome:
    """Make a meeting's folder, in the nearest folder inputs unless its path is given; the sample's without a name."""
    problems = Problems()
    if meeting is None:
        return of_new_folder(lay_out_sample(Path.cwd(), problems), problems, as_json)
    made = new_meeting(beside(meeting, inputs_near(Path.cwd())), meeting_date, problems, others)
    return of_new_folder(made, problems, as_json)
