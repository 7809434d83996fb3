"""The paper as it was published, adopted with the March 2015 workbooks.

Its text is no part of this project: it is read from ../shared/reference. published.tsv has its numbers and dates in
order, each with its tag.
"""

from difflib import SequenceMatcher

from cyps_papers.meetings.adopting.adopt import adopt
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.problems import Problems
from tests.adopting.papers import PAPERS
from tests.adopting.score import Score, said_again
from tests.checks.test_published_paper import TEXT, in_word
from tests.conftest import MARCH


def published(path):
    """The score of the published paper; None where its text is not beside the project."""
    if not TEXT.exists():
        return None
    meeting, path = read_meeting(MeetingFolder(MARCH), Problems()), in_word(path, automatic=True)
    known = [tuple(line.split("\t")) for line in (PAPERS / "published.tsv").read_text(encoding="utf-8").splitlines()]
    adopted = adopt(path, meeting, Problems())
    found = [(tag.text, tag.tag.expression.partition("|")[0]) for tag in adopted.tags]
    matched = SequenceMatcher(None, known, found, autojunk=False).get_matching_blocks()
    right = {(block.a + at, block.b + at) for block in matched for at in range(block.size)}
    missed = [text_and_tag for at, text_and_tag in enumerate(known) if at not in {a for a, _ in right}]
    wrong = [text_and_tag for at, text_and_tag in enumerate(found) if at not in {b for _, b in right}]
    _, _, is_same, problems = said_again(adopted, path, meeting)
    return Score("published", len(known), len(right), wrong, missed, (0, 0), is_same, problems, [])
