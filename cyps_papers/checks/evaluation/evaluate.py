"""Every claim against every subject that it can be of: the best reading decides, where it's clearly the best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from cyps_papers.checks.evaluation import own, readings
from cyps_papers.checks.evaluation.records import Records
from cyps_papers.checks.evaluation.shown import MONEY, SHARES, shows
from cyps_papers.checks.evaluation.stated import Stated, all_stated
from cyps_papers.checks.evaluation.subjects import Fit, Subjects
from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy, Ruling, Unheld, Verdict
from cyps_papers.checks.evaluation.weights import CLEAR, DOUBTFUL, HELD, NAMED, SURE, SURE_OF_LEFT, WEIGHTS
from cyps_papers.checks.other_names import OtherNames
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import Aspect, Measure, Tallies
from cyps_papers.language.amounts import TIMES, Amount, Hedge, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.periods import Period
from cyps_papers.words import stem, stems

WHOLE = 0.99
FEW_WORDS = 2  # of a column that only says what it is counted in
FAR = 4  # times, beyond which a value is unlike the others
_OF_LEVELS = (Relation.IS, Relation.SHARE, Relation.RECORDS)
NO_SIGNS = {"near": 0.0, "far": 0.0, "around": 0.0, "explained": 0.0}


@dataclass(frozen=True)
class Scored:
    """What a subject gives for a claim, and the signs that the claim is of it."""

    given: Given
    signs: dict[str, float]

    @property
    def score(self) -> float:
        """How surely the claim is of it."""
        return sum(WEIGHTS[name] * value for name, value in self.signs.items())

    @property
    def is_told_whole(self) -> bool:
        """Whether all of its name stands there, and nothing else."""
        return min(self.signs.get("near", 0.0), self.signs.get("explained", 0.0)) > WHOLE


def evaluate(
    sentences: Sequence[Sentence],
    subjects: Subjects,
    tallies: Mapping[str, Tallies],
    meeting: date,
    names: OtherNames,
) -> list[Verdict]:
    """A verdict of every claim of some sentences, in order; `names` are what the measures are called besides."""
    records = [Records(name, one, len(tallies) == 1, meeting) for name, one in tallies.items()]
    found: list[Verdict] = []
    for claim in all_stated(sentences, meeting, names):
        found.append(ruled(claim, scored(claim, subjects, records, spoken_of(claim, found, subjects.all))))
    wholes: set[tuple[int, int]] = set()
    return [thing for thing in _of_other_things(found) if not _is_said_of_its_whole(thing, wholes)]


def spoken_of(claim: Stated, before: Sequence[Verdict], measures: Sequence[Measure]) -> Measure | None:
    """What the claim or the printed figure before it is of, where a claim names no subject itself; in its paragraph."""
    passage = claim.sentence.passage
    if not claim.goes_on:
        return None
    told = [
        (start, measure)
        for start, end, traced in passage.traced
        for measure in measures
        if end <= claim.claim.start and isinstance(traced.value, Decimal) and measure.origin.is_of(traced.origin)
    ]
    for verdict in reversed(before):
        if verdict.sentence.passage is not passage:
            break
        measure = verdict.given[0].measure if verdict.given else verdict.subject
        if verdict.ruling is not Ruling.EITHER and measure is not None:
            told.append((verdict.start, measure))
            break
    return max(told, key=lambda each: each[0])[1] if told else None


def _of_other_things(found: Sequence[Verdict]) -> Iterator[Verdict]:
    """A number is not held to a value that another of its sentence has: it's another thing's."""
    has = {
        (verdict.sentence.passage.place, verdict.sentence.start, verdict.value)
        for verdict in found
        if verdict.ruling is Ruling.AGREES
    }
    for verdict in found:
        key = verdict.sentence.passage.place, verdict.sentence.start, verdict.value
        if verdict.is_wrong and verdict.value is not None and key in has:
            yield replace(verdict, ruling=Ruling.UNHELD, given=(), unheld=Unheld.NOT_ENOUGH)
        else:
            yield verdict


def _is_said_of_its_whole(verdict: Verdict, wholes: set[tuple[int, int]]) -> bool:
    """Whether another part of the same whole has said already that the whole differs."""
    base = verdict.claim.base
    if base is None or not verdict.given or verdict.given[0].differs is not Differs.WHOLE:
        return False
    key = id(verdict.sentence.passage), base.start
    is_said = key in wholes
    wholes.add(key)
    return is_said


def scored(
    claim: Stated, subjects: Subjects, records: Sequence[Records] = (), before: Measure | None = None
) -> list[Scored]:
    """Each subject that a claim can be of, with the best of what it gives; `before` is what was spoken of before it."""
    found = [
        Scored(given, {**record.signs(claim), "date": 1.0, "agrees": float(given.agrees)})
        for record in records
        if (given := record.given(claim))
    ]
    fits = subjects.fits(claim)
    known = {id(fit.subject) for fit in fits}
    others = [measure for measure in subjects.all if measure is before or _is_beside(claim, measure)]
    fits += [Fit(other, NO_SIGNS) for other in others if id(other) not in known]
    fits += [Fit(measure, _of_whole(claim, fits, measure)) for measure in subjects.all if measure.is_whole]
    held = [fit for fit in fits if not _is_of_other_time(claim, fit.subject)]
    read = [(fit, told) for fit in held if (told := readings.given(claim, fit.subject))]
    for fit, told in read:
        best = next((given for given in told if given.agrees), told[0])
        signs = {**fit.signs, **_signs(claim, fit.subject, best), "before": float(fit.subject is before)}
        nearest = max((one.signs["near"] for one, _ in read if one is not fit), default=0.0)
        has_it = best.agrees or best.differs is Differs.DATE
        signs["only"] = float(has_it and _is_only(claim, subjects))
        signs["alone"] = fit.signs["explained"] * (fit.signs["near"] > 2 * nearest)
        if signs["before"] and claim.claim.relation is not Relation.IS:
            signs["undated"] = 0.0  # its time is that of what was told before
        found.append(Scored(best, signs))
    amount = claim.claim.amount
    if amount is not None and amount.measured is Measured.SHARE:
        if claim.claim.relation is Relation.SHARE:
            found += _parts(claim, amount, subjects, fits)
        found += _of_budgets(claim, amount, subjects, fits, before)
    if amount is not None:
        found = [one for one in found if one.given.agrees or not _is_of_all(amount, one.given, subjects)]
    if claim.claim.relation is Relation.RANK and amount is not None:
        found = [_but_for(claim, candidate, found, subjects) for candidate in found]
    return sorted(found, key=lambda candidate: (-candidate.score, len(candidate.given.subject)))


def _is_of_all(amount: Amount, given: Given, subjects: Subjects) -> bool:
    """Whether an amount that a budget's line doesn't have is that of all its lines."""
    line = given.measure
    if line is None or line.aspect is None or line.is_whole:
        return False
    wholes = [measure for measure in subjects.all if measure.is_whole and measure.origin.source == line.origin.source]
    return any(shows(amount, abs(known.value)) for whole in wholes for known in whole.values)


def _but_for(claim: Stated, one: Scored, found: Sequence[Scored], subjects: Subjects) -> Scored:
    """'The high of 30' of a measure, or else of another that the words do not tell from it, and that stood at 33."""
    own = one.given.measure
    for other in (candidate.given for candidate in found if not candidate.given.agrees):
        if own is None or other.measure is None or other.measure is own or other.measure.unit != own.unit:
            continue
        is_named = subjects.named(own, claim.far) == 1 > subjects.named(other.measure, claim.far)
        is_alike = len(other.measure.stems & own.stems) > 1 and not subjects.tells(claim, own, other.measure)
        if one.given.agrees and is_alike and not is_named:
            return Scored(other, {**one.signs, "agrees": 0.0})
    return one


def _parts(claim: Stated, amount: Amount, subjects: Subjects, fits: Sequence[Fit]) -> Iterator[Scored]:
    """What share one subject is of another: 'a quarter of the children we look after are placed far away'."""
    counts = [fit.subject for fit in fits if fit.subject.unit not in SHARES and fit.signs["far"] > 0]
    for part, whole in permutations(counts, 2):
        is_money = [measure.unit in MONEY for measure in (part, whole)]
        if is_money[0] is is_money[1] and subjects.tells(claim, part, whole):
            given = readings.part(claim, amount, part, whole)
            if given is not None:
                yield Scored(given, {**subjects.together(claim, part, whole), **_signs(claim, part, given)})


def _of_budgets(
    claim: Stated, amount: Amount, subjects: Subjects, fits: Sequence[Fit], before: Measure | None
) -> Iterator[Scored]:
    """What share of its budget, or of that of all, a line is over or under: '£850,000 or 6% over budget'."""
    if _BUDGET.isdisjoint(stems(claim.sentence.passage.text[slice(*claim.claim.near)])):
        return
    budgets = [measure for measure in subjects.all if measure.aspect is Aspect.BUDGET]
    for fit in (fit for fit in fits if fit.subject.aspect is Aspect.VARIANCE):
        own = [budget for budget in budgets if budget.origin.source == fit.subject.origin.source
               and (budget.is_whole or budget.name.split(": ")[0] == fit.subject.name.split(": ")[0])]  # fmt: skip
        base = claim.claim.base
        of_base = [
            measure
            for measure in own
            if base is not None and any(shows(base, abs(known.value)) for known in measure.values)
        ]
        read = [given for measure in of_base or own if (given := readings.part(claim, amount, fit.subject, measure))]
        for given in sorted(read, key=lambda given: not given.agrees)[:1]:
            signs = {**fit.signs, **_signs(claim, fit.subject, given), "before": float(fit.subject is before)}
            yield Scored(given, signs)


def _of_whole(claim: Stated, fits: Sequence[Fit], whole: Measure) -> dict[str, float]:
    """A budget's total is meant where none of its lines is named."""
    lines = [fit for fit in fits if fit.subject.aspect and fit.subject.origin.source == whole.origin.source]
    if claim.goes_on and _OURS.search(claim.sentence.passage.text, *claim.claim.near):
        return {"near": 1.0, "far": 1.0, "explained": 1.0}
    left = 1.0 - max((line.signs["near"] for line in lines), default=0.0)
    left *= not claim.near - _OF_MONEY
    return {"near": left, "far": left, "explained": left}


_OURS = re.compile(r"\b(?:the|this) (?:service|department|directorate|council)\b", re.IGNORECASE)
_BUDGET = stems("budget budgeted")
_OF_MONEY = stems("budget spending forecast net general fund revenue main gross")


def ruled(claim: Stated, found: Sequence[Scored]) -> Verdict:
    """The verdict of a claim by what it can be of, the best first."""

    def verdict(ruling: Ruling, *given: Given, unheld: Unheld | None = None) -> Verdict:
        return Verdict(claim.sentence, claim.claim, ruling, given, unheld, when=claim.when)

    worked = own.given(claim)
    if worked is not None and (not worked.agrees or claim.claim.relation not in (Relation.TO, Relation.FROM)):
        return verdict(Ruling.AGREES if worked.agrees else Ruling.CONTRADICTS, worked)
    if claim.place:
        found = [
            candidate
            for candidate in found
            if candidate.given.measure is not None and stem(claim.place) in candidate.given.measure.stems
        ]
        if not found or claim.claim.relation is Relation.DIFFERENCE:
            return verdict(Ruling.UNHELD, unheld=Unheld.ELSEWHERE)
    if not found:
        if worked is not None:
            return verdict(Ruling.AGREES, worked)
        return verdict(Ruling.UNHELD, unheld=Unheld.PLANNED if claim.claim.is_planned else Unheld.NOTHING)
    named = max(found, key=lambda candidate: candidate.score - WEIGHTS["agrees"] * candidate.given.agrees)
    best = found[0]
    if named.is_told_whole and not any(candidate.is_told_whole for candidate in found if candidate is not named):
        best = named
    if best.given.agrees and best.score >= HELD and (named.given.agrees or named.score < best.score - DOUBTFUL):
        return verdict(Ruling.AGREES, best.given)
    near = [
        candidate
        for candidate in found
        if best is found[0] and candidate is not best and candidate.score > best.score - CLEAR
    ]
    is_vague = claim.is_vague and best.given.source is not GivenBy.RECORDS
    is_line = best.given.measure is not None and best.given.measure.aspect is not None
    sure = SURE_OF_LEFT if claim.claim.relation is Relation.LEFT else SURE
    is_unsure = best.score < sure or is_vague or (is_line and best.signs["near"] < NAMED)
    if best.given.agrees or is_unsure or any(candidate.given.agrees for candidate in near):
        subject = best.given.measure if best.signs["near"] >= NAMED and not near else None
        unsure = verdict(Ruling.UNHELD, unheld=Unheld.NOT_ENOUGH)
        return replace(unsure, subject=subject, seems_right=best.given.agrees and best.score >= HELD - DOUBTFUL)
    if near:
        return verdict(Ruling.EITHER, best.given, near[0].given)
    if best.given.differs is Differs.DATE:
        return verdict(Ruling.UNHELD, best.given, unheld=Unheld.OTHER_DATE)
    return verdict(Ruling.CONTRADICTS, best.given)


def _is_beside(claim: Stated, measure: Measure) -> float:
    """1 where the date of a claim is printed of a measure, a half where another figure of it stands in the sentence."""
    traced = [one for _, _, one in claim.sentence.traced if measure.origin.is_of(one.origin)]
    when = claim.when.period if claim.when is not None else None
    is_of_date = any(isinstance(printed.value, Period) and printed.value == when for printed in traced)
    is_given = any(isinstance(printed.value, Decimal) and printed.when == when for printed in traced)
    if is_of_date and not is_given:
        return 1.0
    return 0.5 if traced and not is_given else 0.0


_PEOPLE = stem("people")
_TIMES = frozenset(map(stem, TIMES.values()))
_IN_LINE = stems("list queue backlog")
"""Those who wait, and not how long they do."""


def _is_of_other_time(claim: Stated, measure: Measure) -> bool:
    """Whether the column of a cell counts days or weeks, and a measure does not."""
    column = stems(claim.sentence.passage.column) & _TIMES
    if len(claim.sentence.passage.column.split()) > FEW_WORDS:
        return False
    return bool(column) and stem(measure.unit.rpartition(" ")[2]) not in column


def _is_only(claim: Stated, subjects: Subjects) -> bool:
    """Whether no other measure has the amount, and it is no small round number."""
    amount = claim.claim.amount
    if amount is None or claim.claim.base is not None:
        return False
    digits = re.sub(r"\D", "", amount.text).strip("0")
    return len(digits) > 1 and subjects.holders[amount.value] == 1


def _is_unlike(claim: Stated, measure: Measure) -> bool:
    """Whether a value is told that is far from all of a measure's, and no slip of a nought."""
    amount, values = claim.claim.amount, [abs(observation.value) for observation in measure.observations]
    if amount is None or claim.claim.relation not in _OF_LEVELS or amount.measured is Measured.SHARE:
        return False
    if amount.hedge is not Hedge.NONE or any(amount.value in (10 * value, value / 10) for value in values):
        return False
    return amount.value * FAR < min(values) or amount.value > FAR * max(values)


def _signs(claim: Stated, measure: Measure, given: Given) -> dict[str, float]:
    amount = claim.claim.amount
    unit = stem(measure.unit.rpartition(" ")[2])
    said = {amount.unit.rpartition(" ")[2], amount.unit} if amount is not None else set()
    is_unit = amount is not None and (unit in said or measure.unit in said or unit in claim.near)
    is_other = amount is not None and amount.unit not in ("", _PEOPLE) and not is_unit
    is_other = is_other and not stems(amount.unit if amount else "") <= measure.stems
    is_other = is_other or (unit in _TIMES and bool(claim.near & _IN_LINE))
    return {
        "unit": float(is_unit),
        "other_unit": float(is_other),
        "date": float(claim.is_dated),
        "undated": float(
            not claim.is_dated
            and not claim.months
            and not claim.is_of_now
            and not measure.counts
            and measure.aspect is None
        ),
        "unlike": float(_is_unlike(claim, measure)),
        "beside": _is_beside(claim, measure),
        "agrees": float(given.agrees),
    }
