"""Print how the rules do over the corpus: python -m tests.checks.corpus [--misses] [folder of sentences]."""

import argparse
from pathlib import Path

from tests.checks.corpus.papers import SENTENCES, paper, sentences
from tests.checks.corpus.score import Score, checked, score, scores

ROW = "{:<20} {:>9} {:>7} {:>14} {:>16} {:>10}"


def row(name: str, one: Score) -> str:
    """A score as one line of the table."""
    of = (f"{one.reported}/{one.false}", f"{one.recall:.0%}", f"{one.true_remarked}/{one.true}")
    return ROW.format(name, *of, f"{one.untold_remarked}/{one.untold}", f"{one.precision:.0%}")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.checks.corpus", description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=SENTENCES, help="a folder of sentences")
    asked.add_argument("--misses", action="store_true", help="list each sentence that is judged wrongly")
    options = asked.parse_args()
    found = [checked(sentence) for sentence in sentences(options.folder)]
    print(ROW.format("", "reported", "recall", "true remarked", "untold remarked", "precision"))
    for table in (scores(found, lambda one: one.relation), scores(found, lambda one: paper(one.paper).kind)):
        print(*(row(name, one) for name, one in table.items()), "", sep="\n")
    print(row("all", score(found)))
    for one in (one for one in found if options.misses and not one.is_right):
        wrong = f" (wrong: {', '.join(one.sentence.wrong)})" if one.sentence.wrong else ""
        print(f"\n{one.sentence.paper}, {one.sentence.verdict}, {one.sentence.relation}: {one.sentence.text}{wrong}")
        print(*(f"  {remark.rule}: {remark.message}" for remark in one.remarks), sep="\n", end="")
    print()


main()
