"""Say everything that is wrong with a meeting's paper."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.commands.problem_page import write_page
from cyps_papers.meetings.folders import MeetingFolder, find_meeting
from cyps_papers.meetings.prepare import PreparedPaper, prepare
from cyps_papers.problems import Problems


def check(meeting: str | None, page: Path | None, *, strict: bool, as_json: bool) -> Outcome:
    """Check a meeting's paper; `strict` counts warnings as errors."""
    problems, outcome = Problems(), Outcome()
    folder = find_meeting(meeting, Path.cwd(), problems)
    paper = prepare(folder, problems) if folder else None
    outcome.fail(bool(problems if strict else problems.errors))
    if as_json:
        coverage = paper.coverage.as_data() if paper else None
        outcome.data(console.as_json(problems.found, paper.meeting.date if paper else None, coverage=coverage))
    else:
        _say(outcome, folder, paper, problems)
    if page and folder:
        write_page(outcome, page, folder, paper, problems)
    return outcome


def _say(outcome: Outcome, folder: MeetingFolder | None, paper: PreparedPaper | None, problems: Problems) -> None:
    """Say to an officer what is wrong, how much, what could not be checked, and what is still to be filled in."""
    outcome.tell(problems.found, console.how_to_accept(problems.found, paper.meeting.date) if paper else ())
    if folder:
        outcome.answer(console.verdict(folder.name, problems))
    if paper:
        outcome.answer(*([str(paper.coverage)] if problems.errors else paper.coverage.lines()), *paper.reminders)
