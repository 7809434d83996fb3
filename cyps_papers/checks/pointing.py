"""Which measure the words around a number point at, and which known value a number is.

Words are compared by their stems. A stem that few measures share says more than one that many do, so that 'qualified'
weighs more than 'mean'. A number is a known value where the value, unit, date and words fit well enough together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from cyps_papers.checks.numbers import WrittenNumber
from cyps_papers.checks.other_names import OtherNames
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language.amounts import THINGS, TIMES
from cyps_papers.origin import Origin
from cyps_papers.periods import MONTHS, Period
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stem, stems

ENOUGH = 0.5
DATE_BESIDE, FIGURE_BESIDE = 0.4, 0.2
"""What it adds to a measure that a date of its own is printed in the sentence without its value, and a figure of it."""
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
    names: OtherNames = field(default_factory=OtherNames)

    def quote(self, sentence: Sentence, number: WrittenNumber) -> Quote | None:
        """The known value that a number is: by its tag where it was printed, by value and words where typed."""
        if number.traced is not None:
            return self._by_tag(sentence, number, number.traced)
        found = [
            Quote(sentence, number, measure, known, self._strength(sentence, number, measure, known))
            for measure, known in self.shown(number)
        ]
        best = max(found, key=lambda quote: quote.strength, default=None)
        return best if best and best.strength >= ENOUGH else None

    def shown(self, number: WrittenNumber) -> list[tuple[Measure, KnownValue]]:
        """The known values that a number can be by its value and its unit, with their measures."""
        half = number.margin
        first = bisect_left(self._fractions, number.value - half, key=lambda pair: pair[1].value)
        last = bisect_right(self._fractions, number.value + half, key=lambda pair: pair[1].value)
        near = [*self._wholes.get(number.value, ()), *self._fractions[first:last]]
        return [(measure, known) for measure, known in near if fits(number, measure, known)]

    def waiting(self, sentence: Sentence, number: WrittenNumber, measure: Measure) -> Period | None:
        """The date of a measure that is printed in a sentence, its value not, and that a typed number can stand with:
        '39% in {{ kpi.conversion.latest.date }}'.
        """
        printed = [traced for _, _, traced in sentence.traced if measure.origin.is_of(traced.origin)]
        given = {traced.when for traced in printed if _is_observed(traced)}
        dates = {traced.value for traced in printed if isinstance(traced.value, Period)} - given
        stated = sentence.date_of(number)
        found = [when for when in dates if isinstance(when, Period) and (stated is None or stated.agrees(when))]
        return found[0] if len(found) == 1 else None

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
        """The stems of a text, other names read as the usual ones."""
        return self.names.stems(text)

    def _beside(self, sentence: Sentence, number: WrittenNumber, measure: Measure) -> float:
        if self.waiting(sentence, number, measure) is None:
            return 0.0
        figures = (traced for _, _, traced in sentence.traced if _is_observed(traced))
        return DATE_BESIDE + FIGURE_BESIDE * any(measure.origin.is_of(traced.origin) for traced in figures)

    @cached_property
    def _wholes(self) -> dict[Decimal, list[tuple[Measure, KnownValue]]]:
        """What has a whole value, by it: such a value is written in full."""
        found: dict[Decimal, list[tuple[Measure, KnownValue]]] = {}
        for measure, known in self._known():
            if known.value % 1 == 0:
                found.setdefault(known.value, []).append((measure, known))
        return found

    @cached_property
    def _fractions(self) -> list[tuple[Measure, KnownValue]]:
        """The rest, in the order of their values: they may be rounded where they are written."""
        return sorted((pair for pair in self._known() if pair[1].value % 1), key=lambda pair: pair[1].value)

    def _known(self) -> Iterator[tuple[Measure, KnownValue]]:
        return ((measure, known) for measure in self.measures for known in measure.values)

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
        strength += _unit_says(number, known) + self._value_says(number) + _date_says(sentence, number, known)
        if known.when is not None and known.when == self.waiting(sentence, number, measure):
            strength += self._beside(sentence, number, measure)
        return strength - LESS_LIKELY[known.role]

    def _value_says(self, number: WrittenNumber) -> float:
        """A value that only one measure has, and that is no small round number, says much by itself."""
        holders = {measure.origin for measure, _ in self.shown(number)}
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


def _is_observed(traced: Traced) -> bool:
    """Whether it prints a value of a measure, or a marker for one withheld: not a date, a target or a change."""
    is_number = traced.value is None or isinstance(traced.value, Decimal)
    return is_number and traced.origin.question not in _ROLES


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
