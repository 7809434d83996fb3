"""The corpus is what it says it is, and is read and checked as a paper is."""

from collections import Counter

import pytest

from cyps_papers.checks.coverage import coverage
from tests.checks.corpus.papers import Verdict, paper, sentences
from tests.checks.corpus.score import checked

ALL = sentences()
PAPERS = sorted({sentence.paper for sentence in ALL})


@pytest.mark.parametrize("name", PAPERS)
def test_the_workbooks_of_a_paper_are_read_without_a_problem(name):
    assert not [str(problem) for problem in paper(name).problems.found]


def test_the_papers_are_of_six_kinds_and_their_sentences_of_each_verdict():
    assert len({paper(name).kind for name in PAPERS}) == 6
    counts = Counter(sentence.verdict for sentence in ALL)
    assert len(ALL) == len({(sentence.paper, sentence.text) for sentence in ALL}) >= 240
    assert min(counts[Verdict.TRUE], counts[Verdict.FALSE]) >= 0.44 * len(ALL)
    assert counts[Verdict.UNTOLD] >= 0.1 * len(ALL)


def test_a_false_sentence_says_which_words_are_wrong_and_no_other_does():
    assert all(bool(sentence.wrong) == (sentence.verdict is Verdict.FALSE) for sentence in ALL)


def test_a_sentence_is_held_to_the_workbooks_of_its_paper():
    (said,) = [one for one in ALL if one.text.startswith("The front door received 482 contacts")]
    (remark,) = checked(said).remarks
    assert remark.rule == "contradiction"
    assert "has 428" in remark.message


def test_what_is_false_does_not_pass_as_held_to_a_figure():
    """At most one in a hundred: two figures can have the same value by chance."""
    false = [sentence for sentence in ALL if sentence.verdict is Verdict.FALSE]
    found = [(one.text, coverage(paper(one.paper).pack(one.text))) for one in false]
    passed = [text for text, covered in found if not covered.differ and not covered.not_checked]
    assert len(passed) <= len(false) / 100, passed
