"""Say what is read in one workbook, or asked for by one template."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.folders import find_meeting
from cyps_papers.meetings.inspect import inspect_file
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.problems import Problems


def inspect(file: Path, meeting: str | None, copy: Path | None, kind: str | None = None, *, as_json: bool) -> Outcome:
    """Look into a file; a template's names are looked up in a meeting, the latest unless one is asked for."""
    of_meeting, outcome = Problems(), Outcome()
    folder = find_meeting(meeting, Path.cwd(), of_meeting)
    if folder is None and meeting and as_json:
        return outcome.data(console.as_json(of_meeting.found, file=file.name)).fail()
    if folder is None and meeting:
        return outcome.refuse(of_meeting.found)
    read = read_meeting(folder, of_meeting) if folder else None
    asked = file.resolve() if file.is_symlink() else file  # whoever names a link here means what it leads to
    found = inspect_file(asked, read, kind)
    problems = Problems(found.problems)
    outcome.fail(bool(problems.errors))
    if as_json:
        outcome.data(console.as_json(found.problems, file=found.file, **found.data))
    else:
        outcome.answer(*found.lines).tell(found.problems)
    if copy and (content := found.copy()):
        outcome.write(copy, content)
    if not as_json:
        outcome.answer(console.verdict(found.file, problems))
    return outcome
