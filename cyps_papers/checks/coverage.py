"""How much of what a paper says was held to a figure, so that silence is not read as approval.

What a tag prints is its figure. Numbers that were typed, and claims made in words, are held to one or are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cyps_papers.checks.misquoted import misquoted
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.pointing import Quote
from cyps_papers.language.claim import Claim, Relation
from cyps_papers.words import count

SHOWN = 5  # of what was not checked, where it is listed in no file
BESIDE = 3  # words on either side, so that it can be found
_WORD = re.compile(r"\w[\w’'-]*")


class Why(Enum):
    """Why something is held to no figure."""

    NO_FIGURE = "no figure found for it"
    ELSEWHERE = "it is of another place"
    TO_COME = "it is planned, expected or required"


@dataclass(frozen=True)
class NotChecked:
    """A number or a claim that could be held to no figure: its words, where they begin, its sentence, and why."""

    words: str
    start: int
    sentence: Sentence
    why: Why

    def __str__(self) -> str:
        place = self.sentence.passage.place
        return f'{place.file}, {place.within()}: "{self._with_words_beside()}": {self.why.value}.'

    def as_data(self) -> dict[str, str]:
        """What it says, for other programs."""
        place, text = self.sentence.passage.place, " ".join(self.sentence.text.split())
        about = {"file": place.file, "place": place.within(), "words": self.words}
        return about | {"sentence": text, "why": self.why.value}

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
        return self.counts | {"not_checked": [one.as_data() for one in self.not_checked]}

    def lines(self) -> Iterator[str]:
        """In a sentence, and the first of what was not checked where that is not all written down elsewhere."""
        yield str(self)
        for one in self.not_checked[:SHOWN]:
            yield f"  {one}"
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
            _said(self.agree, "was held to a figure and agrees", "were held to a figure and agree"),
            _said(self.differ, "differs from its figure", "differ from their figures"),
            _said(left, "could not be held to any", "could not be held to any"),
        ]
        if self.agree == total > 1:
            return f"All of the {what} were held to a figure and agree."
        if left == total > 1:
            return f"None of the {what} could be held to a figure."
        return f"Of {what}, {'; '.join(filter(None, became))}."


def _said(number: int, of_one: str, of_more: str) -> str:
    """'1 was held', '2 were held'; nothing of none."""
    if number == 1:
        return f"1 {of_one}"
    return f"{number:,} {of_more}" if number else ""


def coverage(pack: Pack) -> Coverage:
    """What was held to a figure in a pack, and what was not."""
    quotes = {(one.sentence.passage.place, one.number.start): one for one in pack.quotes}
    slips = {(one.sentence.passage.place, one.number.start) for one in misquoted(pack)}
    printed = typed = claims = agree = differ = 0
    left: list[NotChecked] = []
    for passage in pack.passages:
        told = {claim.amount.start: claim for claim in passage.prose.claims if claim.amount}
        for amount in passage.amounts:
            if amount.printed is not None:
                printed += 1
                continue
            typed += 1
            quote = quotes.get((passage.place, amount.start))
            if (passage.place, amount.start) in slips or (quote and not _is_of_its_date(quote)):
                differ += 1
            elif quote:
                agree += 1
            else:
                sentence = passage.sentence_at(amount.start)
                left.append(NotChecked(amount.text, amount.start, sentence, _why(told.get(amount.start))))
        for claim in _in_words(passage):
            claims += 1
            words = passage.text[claim.start : claim.end]
            left.append(NotChecked(words, claim.start, passage.sentence_at(claim.start), _why(claim)))
    return Coverage(printed, typed, claims, agree, differ, tuple(left))


def _is_of_its_date(quote: Quote) -> bool:
    stated = quote.sentence.date_of(quote.number)
    return stated is None or quote.known.when is None or stated.agrees(quote.known.when)


def _why(claim: Claim | None) -> Why:
    if claim and claim.place:
        return Why.ELSEWHERE
    return Why.TO_COME if claim and claim.is_planned else Why.NO_FIGURE


def _in_words(passage: Passage) -> Iterator[Claim]:
    """The claims that are made of what is, in words that were typed in running text, and without a number in digits."""
    if passage.is_cell or passage.is_heading:
        return
    for claim in passage.prose.claims:
        is_in_digits = claim.amount is not None and claim.amount.is_in_digits
        says_nothing = claim.relation is Relation.RECORDS and not claim.label
        if passage.is_typed(claim.start) and not (is_in_digits or says_nothing or claim.is_planned):
            yield claim
