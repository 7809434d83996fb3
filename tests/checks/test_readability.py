"""Sentences that must be read twice, and long reports without a summary."""

import pytest

from cyps_papers.checks.rules import readability
from cyps_papers.figures.figure import Wording

LONG = " ".join(["word"] * readability.MOST_WORDS)
PAGES = [f"{number} " + "Some words stand here. " * 112 for number in range(1, 6)]


def found(pack):
    return [str(problem) for problem in readability.check(pack)]


def test_a_sentence_of_more_words_is_found_where_it_stands(pack):
    (remark,) = found(pack("# Progress", f"1 Short. A{LONG} word. Short."))
    assert remark.startswith('report.docx, under "Progress", paragraph 1: sentences of more than 35 words: "Aword word')
    assert '..." (paragraph 1, 36 words).' in remark


@pytest.mark.parametrize("text", [f"1 {LONG}.", f"1 {LONG} – – –.", [[LONG * 2]]])
def test_one_of_as_many_dashes_and_cells_are_silent(pack, text):
    assert not found(pack(text))


def test_what_the_workbook_says_at_length_is_silent(pack):
    assert not found(pack(Wording(f"{LONG} word.")))


@pytest.mark.parametrize(
    "first",
    [
        [],
        ["# Purpose", "The purpose of this report is to ask for a decision."],
        ["# Background", "The summary of the last report stands elsewhere."],
    ],
)
def test_a_long_report_without_a_summary_is_found(pack, first):
    (remark,) = found(pack(*first, "# Progress", *PAGES))
    assert "the report is about 5 pages long, but its first page has no summary" in remark


@pytest.mark.parametrize(
    "first",
    [
        ["# Executive summary", "Cases fell by a third."],
        ["# Key points", "- Cases fell by a third."],
        ["KEY MESSAGES"],
        ["# Reason for item", "Of 41 actions, 30 are completed."],
    ],
)
def test_a_long_report_that_begins_with_a_summary_is_silent(pack, first):
    assert not found(pack(*first, "# Progress", *PAGES))


def test_a_summary_on_a_later_page_is_too_late_and_a_short_report_needs_none(pack):
    assert found(pack("# Progress", *PAGES, "# Summary", "Cases fell."))
    assert not found(pack("# Progress", *PAGES[:3]))


def test_an_appendix_needs_no_summary(pack):
    assert not found(pack("1 See Appendix 1.", appendix_1=PAGES))
