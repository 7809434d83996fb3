"""Sentences that speak of few people or name one, and those that only look like it: the table has a line to each."""

from pathlib import Path

import pytest

from cyps_papers.checks.rules import personal_data, small_numbers

SENTENCES = [
    line.split(": ", 1) for line in Path(__file__).with_name("people.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("rule", ["small-numbers", "personal-data", "nothing"])
def test_sentences_are_told_of_by_the_rule_that_they_are_for_and_by_no_other(pack, rule):
    of_rule = [sentence for name, sentence in SENTENCES if name == rule]
    assert len(of_rule) > 10
    for sentence in of_rule:
        paper = pack(f"1 {sentence}")
        told = {one.rule for one in (*small_numbers.check(paper), *personal_data.check(paper))}
        assert told == {rule} - {"nothing"}, sentence
