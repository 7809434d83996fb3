"""The page of a meeting's problems, with links to the files that they are in."""

from __future__ import annotations

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.meetings.surroundings import Surroundings
from cyps_papers.problem_page import problem_page
from cyps_papers.problems import Problems


def page_of_problems(folder: MeetingFolder, paper: PreparedPaper | None, problems: Problems) -> bytes:
    """A page by itself; of a paper that could not be prepared, without what stands around its places."""
    if paper is None:
        return problem_page(folder.name, problems, {}, lambda _: "", ()).encode()
    around = Surroundings(paper)
    files = {name: path.as_uri() for name, path in around.files.items()}
    return problem_page(folder.name, problems, files, around.words, paper.following).encode()
