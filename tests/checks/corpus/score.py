"""How the rules do over the corpus: what of the false they report, and what of the rest they remark on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cyps_papers.checks import review
from cyps_papers.problems import Problem
from cyps_papers.sources.registry import KINDS
from tests.checks.corpus.papers import KnownSentence, Verdict, paper

OF_FORM = frozenset(
    """typed-number no-later-value personal-data small-numbers placeholders references names abbreviations
    dates-and-numbers readability residual""".split()
)
"""The rules that do not tell whether a sentence alone is true: its numbers are typed, and none later stands near."""
OF_DATA = frozenset(["implausible"])
"""The rules that are about the workbooks, whatever a sentence says."""


@dataclass(frozen=True)
class Checked:
    """A sentence with what the rules say against it."""

    sentence: KnownSentence
    remarks: tuple[Problem, ...]

    @property
    def is_right(self) -> bool:
        """Whether a false one is reported, or another passed over."""
        return bool(self.remarks) == (self.sentence.verdict is Verdict.FALSE)


def checked(sentence: KnownSentence) -> Checked:
    """What the rules of `check` say against a sentence that stands alone in its paper."""
    pack = paper(sentence.paper).pack(sentence.text)
    found = review(pack, [rule for kind in KINDS for rule in kind.rules()]).problems
    return Checked(sentence, tuple(one for one in found if one.rule not in OF_FORM | OF_DATA))


@dataclass(frozen=True)
class Score:
    """How many of some sentences are false and how many of those are reported; how many others are remarked on."""

    false: int
    reported: int
    true: int
    true_remarked: int
    untold: int
    untold_remarked: int

    @property
    def recall(self) -> float:
        """The share of the false that is reported."""
        return self.reported / self.false if self.false else 1.0

    @property
    def precision(self) -> float:
        """The share of what is remarked on that is false."""
        remarked = self.reported + self.true_remarked + self.untold_remarked
        return self.reported / remarked if remarked else 1.0


def score(found: Iterable[Checked]) -> Score:
    """The score of sentences that were checked."""
    counts = {verdict: [0, 0] for verdict in Verdict}
    for one in found:
        counts[one.sentence.verdict][0] += 1
        counts[one.sentence.verdict][1] += bool(one.remarks)
    return Score(*counts[Verdict.FALSE], *counts[Verdict.TRUE], *counts[Verdict.UNTOLD])


def scores(found: list[Checked], what: Callable[[KnownSentence], str]) -> dict[str, Score]:
    """The score of each relation, or of each kind of paper."""
    groups = sorted({what(one.sentence) for one in found})
    return {group: score(one for one in found if what(one.sentence) == group) for group in groups}
