"""Work out the weights of the signs by the corpus: python -m tests.checks.corpus.fit

One weight after another is changed a little, as long as false sentences stand further above what is reported and true
ones, those of the faultless papers too, further below. What is printed goes into evaluation/weights.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cyps_papers.checks import Pack
from cyps_papers.checks.evaluation import evaluate, own, weights
from cyps_papers.checks.evaluation.evaluate import Scored
from cyps_papers.checks.evaluation.records import Records
from cyps_papers.checks.evaluation.stated import all_stated
from cyps_papers.checks.evaluation.subjects import Subjects
from cyps_papers.checks.evaluation.verdict import Differs
from cyps_papers.checks.evaluation.verdict import Verdict as Ruled
from cyps_papers.language.claim import Relation
from tests.checks.corpus.papers import Verdict, paper, sentences
from tests.checks.test_faultless import PAPERS, read

ENOUGH = 0.25  # that a sentence should stand from the line
DEAR = 4.0  # a true sentence remarked on, against a false one that is not
KEPT = {"beside", "before", "other_unit", "around", "alone", "unlike"}
"""The signs that too few sentences of the corpus tell right from wrong by: their weights are judgements."""
STEPS = (-0.2, -0.1, -0.05, 0.05, 0.1, 0.2)
Found = list[list[Scored]]


@dataclass(frozen=True)
class Seen:
    """What can be said of a sentence: the readings of each of its claims, whatever the weights."""

    is_false: bool
    claims: Found


def readings(pack: Pack) -> Iterator[list[Scored]]:
    """The readings of each claim of a pack that the weights decide on."""
    subjects = Subjects(list(pack.measures))
    records = [Records(name, one, len(pack.tallies) == 1, pack.meeting) for name, one in pack.tallies.items()]
    before: list[Ruled] = []
    for claim in all_stated(pack.sentences, pack.meeting, pack.names):
        found = evaluate.scored(claim, subjects, records, evaluate.spoken_of(claim, before, subjects.all))
        before.append(evaluate.ruled(claim, found))
        worked = own.given(claim)
        is_left = worked is None or (worked.agrees and claim.claim.relation in (Relation.TO, Relation.FROM))
        if is_left and not claim.place and not claim.is_vague:
            yield [one for one in found if not _is_passed_over(one)]


def _is_passed_over(one: Scored) -> bool:
    """Whether it contradicts nothing, however well it scores."""
    is_line = one.given.measure is not None and one.given.measure.aspect is not None
    return one.given.differs is Differs.DATE or (is_line and one.signs["near"] < weights.NAMED)


def margin(found: list[Scored], score: Callable[[Scored], float]) -> float:
    """How far a claim stands above the line at which it is reported; below it for one that is not."""
    against = max((score(one) for one in found if not one.given.agrees), default=-9.0)
    borne_out = max((score(one) for one in found if one.given.agrees), default=-9.0)
    return min(against - weights.SURE, against - borne_out - weights.CLEAR)


def loss(seen: list[Seen], table: dict[str, float]) -> float:
    """How much is wrong with the weights of a table; large weights are a little worse."""

    def score(one: Scored) -> float:
        return sum(table[name] * value for name, value in one.signs.items())

    total = 0.02 * sum(abs(weight) for weight in table.values())
    for one in seen:
        above = max((margin(claim, score) for claim in one.claims), default=-9.0)
        total += min(1.0, max(0.0, ENOUGH - above)) if one.is_false else DEAR * max(0.0, ENOUGH + above)
    return total


def fitted(seen: list[Seen]) -> dict[str, float]:
    """The table with the least loss that changing one weight at a time comes to."""
    table = dict(weights.WEIGHTS)
    least, is_better = loss(seen, table), True
    while is_better:
        is_better = False
        for name in sorted(table.keys() - KEPT):
            for step in STEPS:
                changed = {**table, name: round(table[name] + step, 2)}
                found = loss(seen, changed)
                if found < least - 1e-9 and changed[name] * weights.WEIGHTS[name] > 0:  # no sign turns round
                    table, least, is_better = changed, found, True
    return table


def main() -> None:
    seen = [Seen(one.verdict is Verdict.FALSE, list(readings(paper(one.paper).pack(one.text)))) for one in sentences()]
    seen += [Seen(False, [claim]) for name in PAPERS for claim in readings(read(name))]
    print(f"loss before: {loss(seen, weights.WEIGHTS):.2f}")
    table = fitted(seen)
    print(
        f"loss after: {loss(seen, table):.2f}",
        *(f'    "{name}": {weight},' for name, weight in table.items()),
        sep="\n",
    )


if __name__ == "__main__":
    main()
