"""Make a meeting's folder: an empty one, the sample's, or the next out of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings import roll_forward as rolling
from cyps_papers.meetings.folders import beside, find_meeting, inputs_near
from cyps_papers.meetings.new_meeting import new_meeting
from cyps_papers.meetings.rolling.folder import NewFolder
from cyps_papers.meetings.sample import lay_out_sample
from cyps_papers.problems import Problems


def new(meeting: str | None, meeting_date: date | None, others: Sequence[str], *, as_json: bool) -> Outcome:
    """Make a meeting's folder, in the nearest folder inputs unless its path is given; the sample's without a name."""
    problems = Problems()
    if meeting is None:
        return _said(lay_out_sample(Path.cwd(), problems), problems, as_json)
    made = new_meeting(beside(meeting, inputs_near(Path.cwd())), meeting_date, problems, others)
    return _said(made, problems, as_json)


def roll_forward(old: str, new: str, meeting_date: date, *, as_json: bool) -> Outcome:
    """Roll a meeting's folder forward to the new meeting's date, beside the old one unless its path is given."""
    problems = Problems()
    folder = find_meeting(old, Path.cwd(), problems)
    made = None
    if folder:
        made = rolling.roll_forward(folder, beside(new, folder.path.parent), meeting_date, problems)
    return _said(made, problems, as_json)


def _said(made: NewFolder | None, problems: Problems, as_json: bool) -> Outcome:
    """The folder and what is to be done next; of none, why there is none."""
    outcome = Outcome().fail(made is None)
    if as_json:
        about: dict[str, object] = {"folder": None, "files": [], "to_do": 0}
        if made:
            about = {"folder": str(made.folder.path), "files": made.files, "to_do": len(made.to_do)}
        return outcome.data(console.as_json(problems.found, **about))
    if made is None:
        return outcome.refuse(problems.found, "Nothing was made.")
    return outcome.tell(problems.found).answer(*made.lines(), names=made.files)
