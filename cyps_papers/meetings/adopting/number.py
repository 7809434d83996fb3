"""A number that somebody typed: what its claim, the words around it and its date say of what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from cyps_papers.checks import Pack
from cyps_papers.checks.evaluation.budget_lines import aspects_told
from cyps_papers.checks.evaluation.shown import is_in_unit, shows
from cyps_papers.checks.evaluation.verdict import Ruling, Unheld, Verdict
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language.amounts import TIMES, Amount, Measured
from cyps_papers.language.claim import Relation
from cyps_papers.language.dates import WrittenDate
from cyps_papers.words import stem, stems

FITS = 0.5  # how much of a name stands beside a number that has one of its values
_TARGET = re.compile(
    r"\b(?:targets?|limits?|against|expected|required|maximum|ceiling|ambition|goal|aim|needs?|"
    r"no more than|at (?:most|least))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TypedNumber:
    """A number of a sentence, in a paper that is held to its workbooks."""

    pack: Pack
    sentence: Sentence
    amount: Amount

    @property
    def passage(self) -> Passage:
        return self.sentence.passage

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What was found of the claims that it is part of."""
        return self.pack.verdicts_on(self.sentence, self.amount.start)

    @cached_property
    def when(self) -> WrittenDate | None:
        """The date that it is of, by its claim; where it claims nothing, the one that stands with it."""
        for verdict in self.verdicts:
            if verdict.claim.earlier == self.amount or verdict.claim.relation is Relation.FROM:
                return verdict.claim.earlier_when
            if verdict.claim.amount == self.amount:
                return verdict.when
        stated = self.sentence.date_of(self.amount)
        return stated if stated is not None and stated.period is not None else None

    @property
    def texts(self) -> tuple[str, ...]:
        """It as it is typed, and a share without the words for its sign too: '29' of '29 per cent'."""
        bare = re.sub(r"\s*(?:per ?cent|percentage points?|points?)$", "", self.amount.text, flags=re.IGNORECASE)
        return tuple(dict.fromkeys((self.amount.text, bare)))

    @property
    def is_telling(self) -> bool:
        """Whether it is more than a digit and noughts, which could be a count of anything."""
        return len(self.amount.text.strip("%£0")) > 1

    @property
    def is_of_others(self) -> bool:
        """Whether it was found to be none of ours, or to be a mean or a sum of values."""
        return any(
            verdict.unheld is Unheld.ELSEWHERE
            or (
                verdict.claim.relation in (Relation.RATE, Relation.SUM)
                and verdict.ruling is Ruling.AGREES
                and len(verdict.given[0].known) > 1
            )
            for verdict in self.verdicts
        )

    @property
    def is_of_target(self) -> bool:
        """Whether a word for a target stands before it."""
        return _TARGET.search(self._before) is not None

    @property
    def _before(self) -> str:
        """The words of its sentence before it; of a cell the heading of its column."""
        if self.passage.is_cell:
            return self.passage.column
        return self.passage.text[self.sentence.start : self.amount.start]

    @cached_property
    def _said(self) -> frozenset[str]:
        """The stems of its sentence, and of the line before its list or the names of its row and column."""
        around = self.passage.lead
        if self.passage.is_cell:
            around = f"{self.passage.lead.split(' | ')[0]} {self.passage.column}"
        return self.pack.names.stems(f"{around} {self.sentence.text}")

    @cached_property
    def named(self) -> list[tuple[Measure, float]]:
        """What it can be of, with how much of its name is said; 0 where its claim is of something else."""
        aspects = aspects_told(self._before, self.passage.text[self.amount.end : self.sentence.end])
        taken = [verdict for verdict in self.verdicts if not verdict.is_free and verdict.claim.base != self.amount]
        said = {measure.origin: self.pack.subjects.named(measure, self._said) for measure in self.pack.measures}
        lines = {measure.origin.source for measure in self.pack.measures if measure.aspect and said[measure.origin]}
        tallies = (tally for tallies in self.pack.tallies.values() for tally in tallies.by_label)
        labels = {tally.count.origin: stems(tally.label) for tally in tallies}
        found = []
        for measure in self.pack.measures:
            is_other = bool(aspects) and measure.aspect not in (None, *aspects)
            if is_other or not labels.get(measure.origin, frozenset()) <= self._said:
                continue
            name = said[measure.origin]
            if measure.is_whole and not taken and aspects and measure.origin.source not in lines:
                name = FITS
            is_open = all(
                verdict.subject is measure or (verdict.is_wrong and any(map(self.is_at, measure.values)))
                for verdict in taken
            )
            found.append((measure, name if is_open else 0.0))
        return found

    def is_at(self, known: KnownValue) -> bool:
        """Whether a known value is of the date that it is of."""
        is_dated = self.when is not None and known.when is not None and known.role is not Role.CHANGE
        return is_dated and self.when.agrees(known.when)  # type: ignore[arg-type, union-attr]

    def shows(self, known: KnownValue) -> bool:
        """Whether it can be a known value; a bare number of a cell with its date can be a percentage."""
        forms = [self.amount]
        if self.passage.is_cell and self.is_at(known):
            value, rounding = self.amount.value / 100, self.amount.rounding / 100
            forms.append(replace(self.amount, value=value, rounding=rounding, measured=Measured.SHARE))
        return any(is_in_unit(form, known.unit) and shows(form, abs(known.value)) for form in forms)

    def counts_in(self, measure: Measure) -> bool:
        """Whether it is counted in what a measure counts."""
        unit = stem(measure.unit.rpartition(" ")[2])
        return bool(self.amount.unit) and self.amount.unit == TIMES.get(unit, unit)

    def says_only(self, measure: Measure) -> bool:
        """Whether its clause speaks of nothing but a measure."""
        if self.passage.is_cell or not self.is_telling:
            return False
        clause = _TARGET.sub("", self.sentence.near(self.amount).replace(self.amount.text, ""))
        return self.pack.subjects.says_only(measure, self.pack.names.stems(clause))
