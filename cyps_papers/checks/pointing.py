"""Which measure the words around a number point at, and which known value a number is.

Words are compared by their stems. A stem that few measures share says more than one that many do, so that 'qualified'
weighs more than 'mean'. A number is a known value where the value, unit, date and words fit well enough together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cyps_papers.checks.numbers import THINGS, TIMES, WrittenNumber
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.origin import Origin
from cyps_papers.periods import MONTHS
from cyps_papers.records import TermRecord, Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stem, stems

ENOUGH = 0.5
_SAYS_NOTHING = stems(
    " ".join((*MONTHS, "early mid late quarter half year end peak high low case cases children people"))
)
LESS_LIKELY = {Role.OBSERVED: 0.0, Role.FORECAST: 0.02, Role.TARGET: 0.04, Role.CHANGE: 0.3}
_ROLES = {
    "target": Role.TARGET,
    "forecast": Role.FORECAST,
    **dict.fromkeys(("between", "since", "change", "since_last"), Role.CHANGE),
}


@dataclass(frozen=True)
class Quote:
    """A number of a sentence, and the known value that it is."""

    sentence: Sentence
    number: WrittenNumber
    measure: Measure
    known: KnownValue
    strength: float

    @property
    def cell(self) -> str:
        """Where the workbooks have it: the first of its cells."""
        return str(self.known.cells[0]) if self.known.cells else "the workbook"


@dataclass
class Pointing:
    """Finds measures by words, numbers by values."""

    measures: Sequence[Measure]
    terms: Iterable[TermRecord] = ()
    _said: dict[str, frozenset[str]] = field(default_factory=dict)

    def quote(self, sentence: Sentence, number: WrittenNumber) -> Quote | None:
        """The known value that a number is: by its tag where it was printed, by value and words where typed."""
        if number.traced is not None:
            return self._by_tag(sentence, number, number.traced)
        found = [
            Quote(sentence, number, measure, known, self._strength(sentence, number, measure, known))
            for measure in self.measures
            for known in measure.values
            if fits(number, measure, known) and number.shows(known.value)
        ]
        best = max(found, key=lambda quote: quote.strength, default=None)
        return best if best and best.strength >= ENOUGH else None

    def pointed(self, sentence: Sentence, number: WrittenNumber) -> list[tuple[float, Measure]]:
        """The measures that a number could be of, with how well the words fit (0 to 1), the best first."""
        fitting = [one for one in self.measures if any(fits(number, one, known) for known in one.values)]
        scored = [(self.score(sentence, one, sentence.segment(number)), one) for one in fitting]
        return sorted(scored, key=lambda pair: -pair[0])

    def score(self, sentence: Sentence, measure: Measure, near: str = "") -> float:
        """How much of a measure's name stands in a sentence, what is near counting as much as all the rest."""
        whole = self.coverage(measure, f"{sentence.passage.lead} {sentence.text}")
        near = near if self.said(near) - _SAYS_NOTHING else ""
        return (whole + self.coverage(measure, near)) / 2 if near else whole

    def best(self, sentence: Sentence, measures: Iterable[Measure], near: str = "") -> tuple[float, Measure | None]:
        """The measure whose name stands in a sentence best, and how much of it does."""
        scored = ((self.score(sentence, one, near), one) for one in measures)
        return max(scored, key=lambda pair: pair[0], default=(0.0, None))

    def coverage(self, measure: Measure, text: str) -> float:
        """How much of a measure's name stands in a text, from 0 to 1."""
        said = self.said(text)
        weights = {one: self._weights[one] for one in measure.stems}
        total = sum(weights.values())
        return sum(weight for one, weight in weights.items() if one in said) / total if total else 0.0

    def said(self, text: str) -> frozenset[str]:
        """The stems of a text, abbreviations read as what they stand for."""
        if text not in self._said:
            spelled = [term.name.value for term in self.terms if term.abbreviation
                       and re.search(rf"\b{re.escape(term.abbreviation.value)}s?\b", text)]  # fmt: skip
            self._said[text] = stems(" ".join([text, *spelled]))
        return self._said[text]

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(one for measure in self.measures for one in measure.stems)
        return {one: count**-0.5 for one, count in counts.items()}

    @cached_property
    def _by_subject(self) -> dict[Origin, Measure]:
        return {measure.origin: measure for measure in self.measures}

    def _by_tag(self, sentence: Sentence, number: WrittenNumber, traced: Traced) -> Quote | None:
        origin = traced.origin
        measure = self._by_subject.get(Origin(origin.source, origin.subject, "" if origin.subject else origin.question))
        if measure is None or origin.sign or not isinstance(traced, Figure):
            return None
        role, cells = _ROLES.get(origin.question, Role.OBSERVED), traced.cells
        observed = [one for one in measure.observations if one.when == traced.when]
        if observed and role is Role.OBSERVED:
            cells = observed[0].cells
        known = KnownValue(number.value, origin, traced.when, traced.unit, role, cells)
        return Quote(sentence, number, measure, known, 1.0)

    def _strength(self, sentence: Sentence, number: WrittenNumber, measure: Measure, known: KnownValue) -> float:
        # Where the value agrees too, words may stand further off: 'caseloads, at 17 now, from the high of 30'.
        strength = max(self.score(sentence, measure, sentence.segment(number)), 0.8 * self.score(sentence, measure))
        strength += _unit_says(number, known) + self._value_says(number, known) + _date_says(sentence, number, known)
        return strength - LESS_LIKELY[known.role]

    def _value_says(self, number: WrittenNumber, known: KnownValue) -> float:
        """A value that only one measure has, and that is no small round number, says much by itself."""
        holders = [one for one in self.measures if any(number.shows(value.value) and fits(number, one, value)
                                                       for value in one.values)]  # fmt: skip
        digits = len(number.text.strip("% ").replace(",", "").replace(".", "").rstrip("0"))
        return 0.25 if len(holders) == 1 and digits >= 2 else 0.0


def fits(number: WrittenNumber, measure: Measure, known: KnownValue) -> bool:
    """Whether a number could be a value of this unit."""
    if number.is_share != known.is_share or number.is_rate != known.unit.startswith("per "):
        return False
    if number.is_share or number.is_rate:
        return not number.is_rate or number.unit == known.unit
    known_time = known.unit.split()[-1] if known.unit else ""
    if _is_time(number.unit) or (known_time in TIMES.values() and number.unit):
        return number.unit.split()[-1] == known_time
    return not measure.counts or number.unit in stems(measure.counts) or not number.unit


def _is_time(unit: str) -> bool:
    return unit.rpartition(" ")[2] in TIMES.values()


def _unit_says(number: WrittenNumber, known: KnownValue) -> float:
    if not number.unit or known.unit in (Unit.NUMBER, Unit.SHARE):
        return 0.0
    same = number.unit == known.unit or number.unit == stem(known.unit.split()[-1]) or number.is_rate
    same = same or (_is_time(number.unit) and known.unit.split()[-1] == number.unit.split()[-1])
    if same:
        return 0.25
    return -0.2 if number.unit in THINGS else 0.0


def _date_says(sentence: Sentence, number: WrittenNumber, known: KnownValue) -> float:
    stated = sentence.date_of(number)
    if stated is None or known.when is None or known.role is Role.TARGET:
        return 0.0
    return 0.25 if stated.agrees(known.when) else -0.15
