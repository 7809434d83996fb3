"""Papers on other subjects in which nothing is wrong: nothing but what could be said better is remarked on."""

from functools import cache

import pytest

from cyps_papers.checks.evaluation.verdict import Ruling
from tests.checks.faultless import PAPERS, data, read, remarks

whole = cache(read)


def test_papers_without_a_fault_have_a_remark_in_a_thousand_words_at_most_and_none_has_two():
    found = {name: remarks(whole(name)) for name in PAPERS}
    words = sum(len(passage.text.split()) for name in PAPERS for passage in whole(name).passages)
    assert sum(map(len, found.values())) <= words / 1000, found
    assert max(map(len, found.values())) == 1, found


@pytest.mark.parametrize("name", PAPERS)
def test_few_of_its_claims_are_said_to_differ_from_a_figure(name):
    wrong = [(one.words, one.given) for one in whole(name).verdicts if one.ruling is Ruling.CONTRADICTS]
    assert len(wrong) <= 5, wrong  # each is a reading that is still to be put right


@pytest.mark.parametrize(
    ("name", "texts", "said"),
    [
        ("housing_repairs", ["1 The cost is [amount to be confirmed]."], "left to be filled in"),
        ("housing_repairs", ["1 The SENDIASS team met."], "never spelled out"),
        ("housing_repairs", ["1 See table 3.", [["Cost", "£"], ["Roofs", "9"]]], '"table 3" is referred to'),
        ("housing_repairs", ["1 See paragraph 9.", "2 Costs are in hand."], '"paragraph 9" is referred to'),
        (
            "housing_repairs",
            ["1 The Repairs Recovery Plan is new.", "2 The Repairs Recovery Plan is on course.",
             "3 The Repairs Improvement Plan has a lead."],
            "names of one thing",
        ),
        ("send", ["1 Of 421 plans 286 (68%) came; of 298 visits, 133 (44%) were late."], "133 of 298 is 44.6%"),
        ("send", ["1 There were 61 complaints: 30 about delay, 21 about quality and 9 about cost."], "add up to 60"),
    ],
)  # fmt: skip
def test_a_fault_of_another_subject_is_found(name, texts, said):
    assert any(said in remark for remark in remarks(read(name, *texts)))


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_said_wrongly_stands_in_the_paper_otherwise(name):
    said = data(name)[0]
    assert all(right in said["text"]["report"] for right, _ in said["wrong"])
