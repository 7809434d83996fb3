"""The page of a meeting's problems, with links to the files that they are in."""

from __future__ import annotations

from pathlib import Path

from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.meetings.surroundings import Surroundings
from cyps_papers.problem_page import MARK, NOTHING_AROUND, Around, problem_page
from cyps_papers.problems import Problems


def write_page(
    outcome: Outcome, page: Path, folder: MeetingFolder, paper: PreparedPaper | None, problems: Problems
) -> None:
    """Write a page by itself; of a paper that could not be prepared, without what stands around its places."""
    around = NOTHING_AROUND
    if paper:
        known = Surroundings(paper)
        addresses = {name: path.as_uri() for name, path in known.files.items()}
        around = Around(addresses, known.words, paper.following)
    outcome.write(page, problem_page(folder.name, problems, around).encode(), MARK)
