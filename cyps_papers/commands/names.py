"""Say every name that a template may use."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome, width
from cyps_papers.meetings.folders import find_meeting
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.names import as_data, lines, names_in, of_people, those_of
from cyps_papers.meetings.names_page import names_page
from cyps_papers.problems import Problems


def names(meeting: str | None, docx: Path | None, of: str | None, *, as_json: bool) -> Outcome:
    """The names of a meeting, as a Word page where a file for it is named."""
    problems, outcome = Problems(), Outcome()
    folder = find_meeting(meeting, Path.cwd(), problems)
    read = read_meeting(folder, problems) if folder else None
    found = names_in(read, problems) if read else None
    if found and of:
        found = those_of(found, of)
    if read and found:
        problems.include(of_people(found, read, docx.name if docx else "names"))
    outcome.fail(bool(problems.errors))
    if as_json:
        outcome.data(console.as_json(problems.found, groups=as_data(found) if found else []))
    else:
        outcome.tell(problems.found)
    if read is None or found is None:
        return outcome
    if docx:
        return outcome.write(docx, names_page(found, read.folder.name, read.date))
    return outcome if as_json else outcome.answer(*lines(found, width()))
