"""What differs between two texts."""

import pytest

from cyps_papers.word.finished.differences import aligned, word_changes


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("by April 2015.", "by April 2015.", [("by April 2015.",) * 2]),
        (
            "Done by April 2015, and said.",
            "Done by September 2016, and said.",
            [("Done by ",) * 2, ("April 2015", "September 2016"), (", and said.",) * 2],
        ),
        ("31% of the 298", "44.6% of the 298", [("31%", "44.6%"), (" of the 298",) * 2]),
        ("the plan", "the whole plan", [("the ",) * 2, ("", "whole "), ("plan",) * 2]),
        ("the whole plan", "the plan", [("the ",) * 2, ("whole ", ""), ("plan",) * 2]),
        ("Nothing of this", "Everything else is other", [("Nothing of this", "Everything else is other")]),
        ("", "New", [("", "New")]),
    ],
)
def test_a_text_is_cut_where_its_words_changed(old, new, pieces):
    assert word_changes(old, new) == pieces


def test_the_pieces_always_make_both_texts():
    old = "The Committee is asked to note 28 of 41 actions; 13 residual actions move."
    new = "Members are asked to note that 31 of 41 actions are complete; 10 residual actions moved."
    pieces = word_changes(old, new)
    assert ("".join(was for was, _ in pieces), "".join(now for _, now in pieces)) == (old, new)


def test_paragraphs_are_paired_where_they_are_alike_and_in_order():
    old = ["Heading", "The plan has seven areas", "This goes", "The last words stay"]
    new = ["Heading", "Something that is new", "The plan has eight areas", "The last words stay"]
    assert list(aligned(old, new)) == [(0, 0), (None, 1), (1, 2), (2, None), (3, 3)]


def test_paragraphs_with_too_little_in_common_are_no_pair():
    assert sorted(aligned(["one two three"], ["four five six"]), key=str) == [(0, None), (None, 0)]
