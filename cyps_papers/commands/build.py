"""Make the report and its appendices from a meeting's folder."""

from __future__ import annotations

from pathlib import Path

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.commands.problem_page import write_page
from cyps_papers.files.workplace import is_unfinished
from cyps_papers.meetings import pack
from cyps_papers.meetings.build import make
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import find_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems

_NONE: dict[str, object] = {"folder": None, "files": [], "figures": 0, "workbooks": [], "publish_by": None}


def build(
    meeting: str | None,
    output: Path | None,
    page: Path | None,
    *,
    draft: bool,
    strict: bool,
    wants_pdf: bool,
    as_json: bool,
    opens: bool,
) -> Outcome:
    """Build a meeting's paper; a draft is made in spite of errors, and ends with their status all the same."""
    problems = Problems()
    folder = find_meeting(meeting, Path.cwd(), problems)
    place = folder.output_in(output, problems) if folder else None
    if folder is None or place is None:
        outcome = Outcome().fail()
        return outcome.data(console.as_json(problems.found, **_NONE)) if as_json else outcome.tell(problems.found)
    made = None
    with pack.office(wants_pdf) as office:
        paper = prepare(folder, problems)
        if paper:
            made = make(Edition(paper, place, draft, wants_pdf, office), problems, strict=strict)
    outcome = Outcome(opens=made.folder if made and opens else None)
    if as_json:
        about = made.as_data() if made else _NONE
        outcome.data(console.as_json(problems.found, **about)).fail(not made or bool(problems.errors))
    elif made:
        outcome.tell(problems.found).answer(*made.lines(), names=made.files).fail(bool(problems.errors))
    elif is_unfinished(place):
        outcome.refuse(problems.found)
    else:
        wrong = console.count_matters(problems.found if strict else problems.errors, "problem")
        outcome.refuse(problems.found, f"Nothing was written: {wrong} to put right.")
    if page:
        write_page(outcome, page, folder, paper, problems)
    return outcome
