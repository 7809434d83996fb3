"""Sentences of many kinds of paper, and what each claims."""

from random import Random

import pytest

from cyps_papers.language.prose import Prose, read
from tests.language.written import as_written, table


@pytest.mark.parametrize(("sentence", "claims"), (table("worked_with.txt") | table("set_aside.txt")).items())
def test_a_sentence_claims(sentence, claims):
    assert [as_written(claim) for claim in Prose(sentence, 2015).claims] == claims


def test_a_claim_names_its_clause_and_its_sentence():
    text = "The plan is new. There were 48 admissions in October, 52 in November."
    first, last = Prose(text, 2015).claims
    assert text[slice(*last.near)] == "52 in November."
    assert text[slice(*first.sentence)] == text[slice(*last.sentence)] == text[17:]


def test_sentences_end_at_stops_that_end_them():
    text = 'See para. 3 of the plan, i.e. all of it. "It is late." 12 remain. Mr. Smith agreed.\nNext line'
    assert [text[start:end].strip() for start, end in read(text).sentences] == [
        "See para. 3 of the plan, i.e. all of it.", '"It is late."', "12 remain.", "Mr. Smith agreed.", "Next line",
    ]  # fmt: skip


def test_any_words_in_any_order_are_read():
    chosen = Random(12)
    known = [word for sentence in table("worked_with.txt") for word in sentence.split()]
    known += [
        "(",
        ")",
        "–",
        "£",
        "%",
        "/",
        ":",
        "\n",
        ".",
        "£000",
        "3.1",
        "Q3",
        "May",
        "target",
        "respectively",
        "half",
    ]
    for _ in range(800):
        text = "".join(chosen.choice(known) + chosen.choice(["", " "]) for _ in range(chosen.randrange(1, 14)))
        for claim in Prose(text, 2015).claims:
            assert 0 <= claim.start < claim.end <= len(text), text
