"""What the records of a plan give for a claim of how many of them are completed, overdue, red or in an area."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy
from cyps_papers.disclosure.totals import is_total
from cyps_papers.figures.forms import number
from cyps_papers.figures.measure import LabelledRecord, Tallies
from cyps_papers.language.amounts import Measured
from cyps_papers.language.claim import Relation
from cyps_papers.records import Cell
from cyps_papers.words import stem, stems

_COUNTED = stems("actions recommendations proposals milestones projects schemes tasks measures items activities risks")
_OTHERS = stems("area stream team theme priority directorate objective")
"""What records stand in: the claim is of one of these and not of all, where it names it."""
_MEANT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("complete", "fully completed", "delivered", "implemented", "achieved", "done"), ("completed",)),
    **dict.fromkeys(("progressing", "ongoing", "underway", "under way", "started"), ("in progress",)),
    **dict.fromkeys(("not yet started", "not begun"), ("not started",)),
    **dict.fromkeys(("late", "overdue", "behind schedule", "off track"), ("overdue", "delayed")),
    **dict.fromkeys(("outstanding", "not completed", "not complete", "carried forward"), ("open",)),
    **dict.fromkeys(("on track", "on schedule", "on target"), ("green", "in progress")),
    **dict.fromkeys(("withdrawn", "superseded"), ("cancelled",)),
    **dict.fromkeys(("closed", "signed off"), ("completed", "closed")),
}
"""The labels that words can mean where no label is called so."""


@dataclass(frozen=True)
class Records:
    """The records of one source, as a subject of claims. `name` is the source's."""

    name: str
    tallies: Tallies
    is_only: bool
    meeting: date

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all that it is called by: its name, its records and their groups."""
        groups = " ".join(record.group for record in self.tallies.records)
        return stems(f"{self.name.replace('_', ' ')} {self.tallies.total.unit} {groups}") | _COUNTED

    def given(self, claim: Stated) -> Given | None:
        """What its counts give for a claim; None where they say nothing of it."""
        said = claim.claim
        if said.relation is Relation.COMPLETED:
            return self._completed(claim)
        label_said = said.label or self._label(claim)
        if said.amount is None:
            return None
        passage, total = claim.sentence.passage, self.tallies.total
        if passage.is_cell and is_total(passage.lead.split(" | ")[0]) and said.amount.value == total.number:
            return Given(self.name, total.printed, True, GivenBy.RECORDS, total.cells, str(total.origin))
        group = self._group(claim) if label_said else None
        if group is None or self._is_of_others(claim) or self._is_of_some(claim):
            return None
        found = next(filter(None, (self._counted(label, group, claim) for label in self._labels(label_said))), None)
        if said.when is None and said.since is None:
            return found
        # what it was at another time is not known
        return replace(found, agrees=False, differs=Differs.DATE) if found is not None and found.agrees else None

    def _completed(self, claim: Stated) -> Given | None:
        """Whether all of its records are completed, where nothing near tells how many are."""
        done, total, passage = self.tallies.done, self.tallies.total, claim.sentence.passage
        counts = {self.tallies.open, *(tally.count.number for tally in self.tallies.by_label if tally.closes)}
        is_counted = any(number.value in counts for number in passage.numbers)
        is_named = not stems(self.name.replace("_", " ")).isdisjoint(claim.far)
        if done is None or passage.is_cell or is_counted or not (self.is_only or is_named):
            return None
        words = f"{done.printed} of {total.printed}"
        cells = (*done.cells, *total.cells)
        return Given(self.name, words, done == total, GivenBy.RECORDS, cells, str(done.origin), unit=total.unit)

    def _is_of_some(self, claim: Stated) -> bool:
        """Whether a claim is of a part of the records that the workbook does not tell apart: 'none on dementia'."""
        base = claim.claim.base
        is_told_apart = any(record.group for record in self.tallies.records) or not self.tallies.records
        is_of_all = base is not None and base.interval.holds(self.tallies.total.number)
        return not (is_told_apart or is_of_all) and bool(claim.near - self.stems - _LABELS - _PLANS)

    def _is_of_others(self, claim: Stated) -> bool:
        """Whether a claim is of part of another whole: '14 of the 16 recommendations of the review'."""
        base, total = claim.claim.base, self.tallies.total
        if base is None or base.interval.holds(total.number):
            return False
        own = {stem(total.unit), *stems(self.name.replace("_", " "))}
        return own.isdisjoint(claim.near | claim.far)

    def signs(self, claim: Stated) -> dict[str, float]:
        """How well the words around a claim fit it."""
        own = stems(self.name.replace("_", " "))
        what = {stem(self.tallies.total.unit), *_COUNTED}
        words = claim.near | claim.far
        if claim.claim.relation is Relation.COMPLETED:
            return {"near": 1.0, "far": 1.0, "around": 0.0, "explained": 1.0}
        is_named = bool(own & words)
        left = claim.near - _LABELS
        is_spoken_of = bool(what & left) or (is_named and not left - self.stems)
        is_spoken_of = is_spoken_of or (bool(left) and left <= self.stems and self._is_under(claim))
        is_spoken_of = is_spoken_of or (not left and bool(what & (claim.far | claim.around)))
        explained = [one for one in claim.near if one in self.stems or one in _LABELS]
        return {
            "near": float(is_spoken_of),
            "far": float(is_named or self.is_only),
            "around": float(bool(own & claim.around)),
            "explained": len(explained) / len(claim.near) if is_spoken_of and claim.near else 0.0,
        }

    def _is_under(self, claim: Stated) -> bool:
        """Whether a group of its records is named as where they stand: 'two are late under Repairs'."""
        text = claim.sentence.passage.text[slice(*claim.claim.near)].lower()
        groups = {record.group.lower() for record in self.tallies.records if record.group}
        return any(re.search(rf"\b(?:under|on|for) {re.escape(group)}\b", text) for group in groups)

    def _label(self, claim: Stated) -> str:
        """The label that the workbook has and the words after the amount, or the row of its table, say."""
        amount, passage = claim.claim.amount, claim.sentence.passage
        if amount is None or amount.measured is not Measured.COUNT or amount.per:
            return ""
        labels = [tally.label.lower() for tally in self.tallies.by_label]
        if passage.is_cell:
            row = passage.lead.split(" | ")[0].strip().lower()
            return row if row in labels else ""
        after = passage.text[amount.end : claim.claim.near[1]].lower()
        return next((label for label in labels if re.search(rf"\b(?:are|is|were|was) {re.escape(label)}\b", after)), "")

    def _labels(self, said: str) -> list[str]:
        """The labels that are meant, the likeliest first."""
        known = {label for record in self.tallies.records for label in record.labels}
        known |= {one.label.lower() for one in self.tallies.by_label}
        if said in known:
            return [said]
        return [one for one in _MEANT.get(said, ()) if one in known or one == "overdue"]

    def _group(self, claim: Stated) -> str | None:
        """The group that a claim names, '' for none, None where it names one that isn't here."""
        begin, end = claim.claim.near
        words = {
            word.strip(".,;:()").removesuffix("'s") for word in claim.sentence.passage.text[begin:end].lower().split()
        }
        best, most = "", 0.0
        for group in dict.fromkeys(record.group for record in self.tallies.records):
            own = {word for word in group.lower().split() if stem(word) in stems(group) - _OTHERS}
            named = len(own & words) / len(own) if own else 0.0
            if named > most:
                best, most = group, named
        base = claim.claim.base
        if base is not None and base.interval.holds(self.tallies.total.number):
            return ""
        before = claim.sentence.passage.text[claim.sentence.start : begin].lower()
        if not most and not claim.near & _COUNTED and before:  # 'under Abuse, two are completed and one is late'
            groups = {record.group for record in self.tallies.records if record.group}
            told = [
                group for group in groups if re.search(rf"\b(?:under|in|on|for) {re.escape(group.lower())}\b", before)
            ]
            if len(told) == 1:
                return told[0]
        if most >= 0.5:
            return best
        return None if _OTHERS & claim.near or (_OTHERS & claim.far and "first" in claim.sentence.text) else ""

    def _counted(self, label: str, group: str, claim: Stated) -> Given | None:
        amount = claim.claim.amount
        records = [record for record in self.tallies.records if not group or record.group == group]
        of_label = [
            tally.label.lower() for tally in self.tallies.by_label if self._are_called(tally.label.lower(), claim)
        ]
        if of_label and of_label[0] != label:
            records = [record for record in records if of_label[0] in record.labels]
        if records:
            count = Decimal(sum(self._is(record, label) for record in records))
            total = Decimal(len(records))
        else:
            counted = self.tallies.labelled(label)
            if counted is None:
                return None
            count, total = counted.count.number, self.tallies.total.number
        if amount is None or not total:
            return None
        agrees = amount.interval.holds(count / total if amount.measured is Measured.SHARE else count)
        base, tally = claim.claim.base, self.tallies.total
        if agrees and base is not None and base.measured is Measured.COUNT and not base.interval.holds(total):
            words = f"{number(total)} {tally.unit} in all"
            tag = "" if group else str(tally.origin)
            return Given(self.name, words, False, GivenBy.RECORDS, tally.cells, tag, differs=Differs.WHOLE)
        what = self.tallies.total.unit
        words = f"{number(count)} of the {number(total)}{f' in {group}' if group else ''}"
        cells = tuple(record.cell for record in records if self._is(record, label)) or self._cells(label)
        tag = "" if group else self._tag(label)
        return Given(self.name, words, agrees, GivenBy.RECORDS, cells, tag, unit=what, label=label)

    def _are_called(self, label: str, claim: Stated) -> bool:
        """Whether records of one label are spoken of: 'both of the delayed actions'."""
        nouns = _COUNTED | {stem(self.tallies.total.unit)} | stems(self.name.replace("_", " "))
        called = re.findall(rf"\b{re.escape(label)} (\w+)", claim.sentence.text.lower())
        return any(stem(noun) in nouns for noun in called)

    def _cells(self, label: str) -> tuple[Cell, ...]:
        tally = self.tallies.labelled(label)
        return tally.count.cells if tally else ()

    def _tag(self, label: str) -> str:
        tally = self.tallies.labelled(label)
        return str(tally.count.origin) if tally else ""

    def _is(self, record: LabelledRecord, label: str) -> bool:
        if label == "overdue":
            is_past = record.due is not None and record.due.last_day < self.meeting
            return "delayed" in record.labels or (is_past and "open" in record.labels)
        return label in record.labels


_PLANS = stems("plan programme strategy whole partnership already")
_LABELS = stems("completed delayed residual cancelled red amber green blue overdue started progress hold late")
