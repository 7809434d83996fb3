"""Papers in which nothing is wrong, each with its sources and its text in one file, and what could be said wrongly."""

import tomllib
from functools import cache
from pathlib import Path

from cyps_papers.checks import Pack, Published, review
from cyps_papers.sources.registry import KINDS
from tests.checks.conftest import paragraphs
from tests.checks.corpus.papers import data_of

FOLDER = Path(__file__).parent
PAPERS = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def data(name):
    """What the file of a paper says, with what is read of its sources."""
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    record, subjects, problems = data_of(said)
    assert [str(problem) for problem in problems.found] == []
    return said, record, subjects


def read(name, *instead, replaced=("", "")):
    """The pack of a paper, or of other paragraphs with its sources; or with some words put in place of others."""
    said, record, subjects = data(name)
    texts = instead or list(_contents(said["text"]["report"].replace(*replaced, 1)))
    report = Published("report", tuple(paragraphs("report.docx", texts, subjects)))
    return Pack((report,), subjects, record, said["meeting"])


def remarks(pack):
    """What the rules say, but for the numbers that are typed: a tag is better, and nothing is wrong with them."""
    found = review(pack, [rule for kind in KINDS for rule in kind.rules()]).problems
    return [str(one) for one in found if one.rule != "typed-number"]


def _contents(text):
    """The paragraphs of a text, the lines of a table together."""
    rows = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if line:
            yield line
