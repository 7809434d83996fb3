"""Make the report and its appendices from a meeting's folder."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.files.workplace import is_unfinished
from cyps_papers.meetings import build as paper
from cyps_papers.meetings.folders import find_meeting
from cyps_papers.problems import Problems


def build(meeting: str | None, output: Path | None, *, draft: bool, strict: bool, wants_pdf: bool) -> Outcome:
    """Build a meeting's paper; a draft is made in spite of errors, and ends with their status all the same."""
    problems = Problems()
    folder = find_meeting(meeting, Path.cwd(), problems)
    place = folder.output_in(output, problems) if folder else None
    if folder is None or place is None:
        return Outcome().refuse(problems.found)
    made = paper.build(folder, place, problems, draft=draft, strict=strict, wants_pdf=wants_pdf)
    if made is None and is_unfinished(place):
        return Outcome().refuse(problems.found)
    if made is None:
        wrong = console.count_matters(problems.found if strict else problems.errors, "problem")
        return Outcome().refuse(problems.found, f"Nothing was written: {wrong} to put right.")
    return Outcome().tell(problems.found).answer(*made.lines(), names=made.files).fail(bool(problems.errors))
