"""Make a template of an existing paper."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.adopting.adopt import adopt as adopted
from cyps_papers.meetings.folders import find_meeting
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.output import write_all
from cyps_papers.problems import Problems

NEXT = (
    "Open the template in Word. Each tag is a tracked change, and its comment says which cell it is and why. Reject "
    "what is not meant, accept the rest, save it in templates or in the meeting's folder, and name it in the sheet "
    "Documents of paper.xlsx."
)


def adopt(file: Path, meeting: str | None, *, as_json: bool) -> Outcome:
    """Put tags into a copy of a paper, beside it: the numbers, dates and tables that a meeting's workbooks hold."""
    problems, outcome = Problems(), Outcome()
    folder = find_meeting(meeting, Path.cwd(), problems)
    read = read_meeting(folder, problems) if folder else None
    found = adopted(file, read, problems) if read and not problems.errors else None
    files: dict[str, bytes] = {}
    if found and read:
        files = {
            f"{file.stem} (template).docx": found.template.to_bytes(read.date),
            f"{file.stem} (not found).xlsx": found.listing(read.date),
        }
    written = bool(files) and write_all(files, file.parent.resolve(), problems) is not None
    if as_json:
        data = {"files": list(files), **found.as_data()} if found and written else {}
        return outcome.data(console.as_json(problems.found, file=file.name, **data)).fail(not written)
    if not found or not written:
        return outcome.refuse(problems.found, "Nothing was made.")
    outcome.tell(problems.found).answer(*found.lines(file.name))
    return outcome.answer(f"Made beside it: {', '.join(files)}.", NEXT)
