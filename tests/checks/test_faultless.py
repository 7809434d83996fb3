"""Papers on other subjects in which nothing is wrong: nothing but what could be said better is remarked on."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from cyps_papers.checks import Pack, Published, review
from cyps_papers.checks.evaluation.verdict import Ruling
from cyps_papers.sources.registry import KINDS
from tests.checks.conftest import paragraphs
from tests.checks.corpus.papers import data_of

FOLDER = Path(__file__).parent / "faultless"
PAPERS = ("housing_repairs", "send")


def contents(text):
    """The paragraphs of a text, the lines of a table together."""
    rows = []
    for line in text.strip().splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield rows
        rows = []
        yield line
    if rows:
        yield rows


@cache
def read(name):
    """The pack of a paper, its sources and its text in one file."""
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    record, subjects, problems = data_of(said)
    assert [str(problem) for problem in problems.found] == []
    texts = {document: list(contents(text)) for document, text in said["text"].items()}
    documents = (Published(one, tuple(paragraphs(f"{one}.docx", text, subjects))) for one, text in texts.items())
    return Pack(tuple(documents), subjects, record, said["meeting"])


def remarks(pack):
    """What the rules say, but for the numbers that are typed: a tag is better, and nothing is wrong with them."""
    found = review(pack, [rule for kind in KINDS for rule in kind.rules()]).problems
    return [str(one) for one in found if one.rule != "typed-number"]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_without_a_fault_has_a_remark_in_a_thousand_words_at_most(name):
    pack = read(name)
    found = remarks(pack)
    assert len(found) <= sum(len(passage.text.split()) for passage in pack.passages) / 1000, found


@pytest.mark.parametrize("name", PAPERS)
def test_few_of_its_claims_are_said_to_differ_from_a_figure(name):
    wrong = [(one.words, one.given) for one in read(name).verdicts if one.ruling is Ruling.CONTRADICTS]
    assert len(wrong) <= 5, wrong  # each is a reading that is still to be put right
