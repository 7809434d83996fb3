"""How much of what a paper says was checked against a figure, so that silence is not read as approval.

What a tag prints is its figure. Numbers that were typed, and claims made in words, are held to one or are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyps_papers.checks.evaluation.verdict import Ruling, Unheld, Verdict
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.language.claim import Relation
from cyps_papers.words import count

SHOWN = 5  # of what was not checked, where it is listed in no file
OTHER_DATE = "the figure that has its value is of another date, or of other words"
BESIDE = 3  # words on either side, so that it can be found
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True)
class NotChecked:
    """A number or a claim that could be held to no figure: its words, where they begin, its sentence, and why."""

    words: str
    start: int
    sentence: Sentence
    why: str

    def __str__(self) -> str:
        place = self.sentence.passage.place
        return f'{place.file}, {place.within()}: "{self._with_words_beside()}": {self.why}.'

    def as_data(self) -> dict[str, str]:
        """What it says, for other programs."""
        place, text = self.sentence.passage.place, " ".join(self.sentence.text.split())
        about = {"file": place.file, "place": place.within(), "words": self.words}
        return about | {"sentence": text, "why": self.why}

    def _with_words_beside(self) -> str:
        text, end = self.sentence.passage.text, self.start + len(self.words)
        words_before = [word.start() for word in _WORD.finditer(text, self.sentence.start, self.start)]
        words_after = [word.end() for word in _WORD.finditer(text, end, self.sentence.end)]
        begin = min([self.start, *words_before[-BESIDE:]])
        return text[begin : max([end, *words_after[:BESIDE]])]


@dataclass(frozen=True)
class Coverage:
    """How many numbers tags print and how many were typed, how many claims are made in words, and what became of them.

    Those that `agree` with a figure, those that `differ` from theirs, and those not checked are together all of the
    numbers that were typed and the claims.
    """

    printed: int
    typed: int
    claims: int
    agree: int
    differ: int
    not_checked: tuple[NotChecked, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for other programs."""
        numbers = {"printed": self.printed, "typed": self.typed, "claims": self.claims}
        return numbers | {"agree": self.agree, "differ": self.differ, "not_checked": len(self.not_checked)}

    def as_data(self) -> dict[str, object]:
        """The counts, and what was not checked, for other programs."""
        return self.counts | {"not_checked": [number.as_data() for number in self.not_checked]}

    def lines(self) -> Iterator[str]:
        """In a sentence, and the first of what was not checked where that is not all written down elsewhere."""
        yield str(self)
        for number in self.not_checked[:SHOWN]:
            yield f"  {number}"
        if len(self.not_checked) > SHOWN:
            yield f"  and {len(self.not_checked) - SHOWN} more, which build lists in the register and --json here."

    def __str__(self) -> str:
        """In a few sentences, without where the rest is listed."""
        return f"{count(self.printed, 'number')} printed by tags. {self._held()}"

    def _held(self) -> str:
        said = [f"{count(self.typed, 'number')} typed by hand"] if self.typed else []
        said += [f"{count(self.claims, 'claim')} in words"] if self.claims else []
        what, total, left = " and ".join(said), self.typed + self.claims, len(self.not_checked)
        if not total:
            return "None was typed by hand, and nothing is claimed in words."
        became = [
            _said(self.agree, "was checked against a figure and agrees", "were checked against a figure and agree"),
            _said(self.differ, "differs from its figure", "differ from their figures"),
            _said(left, "could not be checked against any", "could not be checked against any"),
        ]
        if self.agree == total > 1:
            return f"All of the {what} were checked against a figure and agree."
        if left == total > 1:
            return f"None of the {what} could be checked against a figure."
        return f"Of {what}, {'; '.join(filter(None, became))}."


def _said(number: int, of_one: str, of_more: str) -> str:
    """'1 was held', '2 were held'; nothing of none."""
    if number == 1:
        return f"1 {of_one}"
    return f"{number:,} {of_more}" if number else ""


def coverage(pack: Pack) -> Coverage:
    """What was checked against a figure in a pack, and what was not."""
    printed, typed, claims = 0, 0, 0
    rulings = Counter[Ruling]()
    left: list[NotChecked] = []
    for passage in pack.passages:
        told = pack.verdicts_in(passage)
        printed += sum(amount.printed is not None for amount in passage.amounts)
        for amount in (amount for amount in passage.amounts if amount.printed is None):
            typed += 1
            place, sentence = (passage.place, amount.start), passage.sentence_at(amount.start)
            quote, of_it = pack.quote_at.get(place), pack.verdicts_on(sentence, amount.start)
            ruling = _ruling(of_it)
            rulings[ruling] += 1
            if ruling is Ruling.UNHELD:
                why = OTHER_DATE if quote else _why(of_it)
                left.append(NotChecked(amount.text, amount.start, sentence, why))
        for verdict in filter(_is_in_words, told):
            claims += 1
            ruling = _ruling([verdict])
            rulings[ruling] += 1
            if ruling is Ruling.UNHELD:
                left.append(NotChecked(verdict.words, verdict.start, verdict.sentence, _why([verdict])))
    return Coverage(printed, typed, claims, rulings[Ruling.AGREES], rulings[Ruling.CONTRADICTS], tuple(left))


def _ruling(verdicts: Sequence[Verdict]) -> Ruling:
    """That of several claims of one number: it agrees where one does and none is contradicted."""
    found = {verdict.ruling for verdict in verdicts}
    return next((one for one in (Ruling.CONTRADICTS, Ruling.AGREES) if one in found), Ruling.UNHELD)


def _why(verdicts: Sequence[Verdict]) -> str:
    for verdict in verdicts:
        if verdict.ruling is Ruling.EITHER:
            return "it could be of " + " or ".join(given.subject for given in verdict.given)
        if verdict.unheld:
            return verdict.unheld.value
    return Unheld.NOTHING.value


def _is_in_words(verdict: Verdict) -> bool:
    """Whether a claim is made of what is, in words that were typed in running text, and without a number in digits."""
    claim, passage = verdict.claim, verdict.sentence.passage
    if passage.is_cell or passage.is_heading or claim.is_planned or not passage.is_typed(claim.start):
        return False
    if claim.relation is Relation.RECORDS and not claim.label and verdict.ruling is Ruling.UNHELD:
        return False
    return claim.relation is Relation.TARGET or claim.amount is None or not claim.amount.is_in_digits
