"""The numbers of a paper that are known values: printed by a tag, or typed and told by the verdict on their claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cyps_papers.checks.evaluation.shown import shows
from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy, Ruling, Verdict
from cyps_papers.checks.lasting import dated_by, lasting_tag
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language.amounts import TIMES, Amount, Hedge
from cyps_papers.language.claim import Relation
from cyps_papers.origin import Origin
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stem

_ROLES = {
    "target": Role.TARGET,
    "forecast": Role.FORECAST,
    **dict.fromkeys(("between", "since", "change", "since_last"), Role.CHANGE),
}
FEW_DIGITS = 10  # below it, a value with its unit is told by chance
_OF_SEVERAL = (Relation.BY, Relation.DIFFERENCE, Relation.TIMES, Relation.SUM)
"""What is worked out from several values, none of which is the amount itself."""


_OF_ITS_VALUES = (Differs.DATE, Differs.WAY, Differs.STEADINESS)
"""In what a claim can differ from the values that it tells."""


@dataclass(frozen=True)
class Quote:
    """A number of a sentence, and the known value that it is."""

    sentence: Sentence
    number: Amount
    measure: Measure
    known: KnownValue

    @property
    def tag(self) -> str:
        """What to type in a template for it."""
        return lasting_tag(self.sentence, self.measure, self.known, dated_by(self.sentence))[0]

    @property
    def cell(self) -> str:
        """Where the workbooks have it: the first of its cells."""
        return str(self.known.cells[0]) if self.known.cells else "the workbook"


@dataclass
class Quotes:
    """Finds the known value that a number is."""

    measures: Sequence[Measure]

    def __post_init__(self) -> None:
        self._by_subject: Mapping[Origin, Measure] = {measure.origin: measure for measure in self.measures}
        self._by_value: dict[tuple[Decimal, str], list[tuple[Measure, KnownValue]]] = {}
        for measure in self.measures:
            unit = stem(measure.unit.rpartition(" ")[2])
            for known in (value for value in measure.values if value.role is not Role.CHANGE):
                self._by_value.setdefault((known.value, TIMES.get(unit, unit)), []).append((measure, known))
        self._by_tag = {known.tag: (measure, known) for measure in self.measures for known in measure.values}

    def of(self, sentence: Sentence, number: Amount, verdicts: Sequence[Verdict]) -> Quote | None:
        """What a number is, by its tag where it was printed, by the verdicts on it where it was typed."""
        if number.printed is not None:
            return self._printed(sentence, number, number.printed)
        written = replace(number, hedge=Hedge.NONE)
        for verdict in verdicts:
            if verdict.given and (verdict.ruling is Ruling.AGREES or verdict.given[0].differs in _OF_ITS_VALUES):
                for measure, known in self._known(verdict, verdict.given[0]):
                    if shows(written, known.value) and known.is_share is number.is_share:
                        return Quote(sentence, number, measure, known)
        held = self._by_value.get((number.value, number.unit), ())
        if (
            len(held) == 1
            and number.unit
            and number.value >= FEW_DIGITS
            and all(verdict.is_free for verdict in verdicts)
        ):
            return Quote(sentence, number, *held[0])
        return None

    def _known(self, verdict: Verdict, given: Given) -> Iterator[tuple[Measure, KnownValue]]:
        if given.measure is not None and verdict.claim.relation not in _OF_SEVERAL:
            yield from ((given.measure, known) for known in given.known)
        if given.tag in self._by_tag:
            yield self._by_tag[given.tag]
        if given.source is GivenBy.RECORDS:
            yield from ((measure, known) for measure in self.measures for known in measure.values
                        if measure.counts and measure.origin.source == given.subject)  # fmt: skip

    def _printed(self, sentence: Sentence, number: Amount, traced: Traced) -> Quote | None:
        origin = traced.origin
        measure = self._by_subject.get(Origin(origin.source, origin.subject, "" if origin.subject else origin.question))
        if measure is None or origin.sign or not isinstance(traced, Figure):
            return None
        role, cells = _ROLES.get(origin.question, Role.OBSERVED), traced.cells
        observed = [observation for observation in measure.observations if observation.when == traced.when]
        if observed and role is Role.OBSERVED:
            cells = observed[0].cells
        return Quote(sentence, number, measure, KnownValue(number.value, origin, traced.when, traced.unit, role, cells))
