"""Every claim against every subject that it can be of: the best reading decides, where it's clearly the best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cyps_papers.checks.evaluation import series
from cyps_papers.checks.evaluation.stated import Stated, all_stated
from cyps_papers.checks.evaluation.subjects import Subjects
from cyps_papers.checks.evaluation.verdict import Given, Ruling, Unheld, Verdict
from cyps_papers.checks.evaluation.weights import CLEAR, HELD, SURE, WEIGHTS
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import Measure
from cyps_papers.words import stem, stems


@dataclass(frozen=True)
class Scored:
    """What a subject gives for a claim, and the signs that the claim is of it."""

    given: Given
    signs: dict[str, float]

    @property
    def score(self) -> float:
        """How surely the claim is of it."""
        return sum(WEIGHTS[name] * value for name, value in self.signs.items())


def evaluate(sentences: Sequence[Sentence], measures: Iterable[Measure], meeting: date) -> list[Verdict]:
    """A verdict of every claim of some sentences, in order."""
    subjects = Subjects(list(measures))
    return [ruled(claim, scored(claim, subjects)) for claim in all_stated(sentences, meeting)]


def scored(claim: Stated, subjects: Subjects[Measure]) -> list[Scored]:
    """Each subject that a claim can be of, with the best of what it gives."""
    found = []
    for fit in subjects.fits(claim):
        readings = series.given(claim, fit.subject)
        if readings:
            best = next((one for one in readings if one.agrees), readings[0])
            found.append(Scored(best, {**fit.signs, **_signs(claim, fit.subject, best)}))
    return sorted(found, key=lambda one: -one.score)


def ruled(claim: Stated, found: Sequence[Scored]) -> Verdict:
    """The verdict of a claim by what it can be of, the best first."""
    if claim.claim.is_planned:
        return Verdict(claim.sentence, claim.claim, Ruling.UNHELD, unheld=Unheld.PLANNED)
    if claim.claim.place:
        return Verdict(claim.sentence, claim.claim, Ruling.UNHELD, unheld=Unheld.ELSEWHERE)
    if not found:
        return Verdict(claim.sentence, claim.claim, Ruling.UNHELD, unheld=Unheld.NOTHING)
    best = found[0]
    if best.given.agrees and best.score >= HELD:
        return Verdict(claim.sentence, claim.claim, Ruling.AGREES, (best.given,))
    near = [one for one in found[1:] if one.score > best.score - CLEAR]
    if best.given.agrees or best.score < SURE or any(one.given.agrees for one in near):
        return Verdict(claim.sentence, claim.claim, Ruling.UNHELD, unheld=Unheld.NOT_ENOUGH)
    if near:
        return Verdict(claim.sentence, claim.claim, Ruling.EITHER, (best.given, near[0].given))
    return Verdict(claim.sentence, claim.claim, Ruling.CONTRADICTS, (best.given,))


def _signs(claim: Stated, measure: Measure, given: Given) -> dict[str, float]:
    amount = claim.claim.amount
    unit = stem(measure.unit.rpartition(" ")[2])
    said = {amount.unit.rpartition(" ")[2], amount.unit} if amount is not None else set()
    is_unit = amount is not None and (unit in said or measure.unit in said or unit in claim.near)
    is_other = amount is not None and bool(amount.unit) and not is_unit and not stems(amount.unit) <= measure.stems
    beside = [traced for _, _, traced in claim.sentence.traced if measure.origin.is_of(traced.origin)]
    return {
        "unit": float(is_unit),
        "other_unit": float(is_other),
        "date": float(claim.is_dated),
        "undated": float(not claim.is_dated),
        "beside": float(bool(beside)),
        "agrees": float(given.agrees),
    }
