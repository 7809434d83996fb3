"""The digits of a paper that somebody typed: numbers that look like data, dates, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_papers import checks
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.quotes import Quote
from cyps_papers.language.amounts import Amount
from cyps_papers.language.dates import WrittenDate

NUMBER, DATE, OTHER = "Number", "Date", "Reference, label or name"
_DIGITS = re.compile(r"\d+(?:[.,/]\d+)*%?")


@dataclass(frozen=True)
class TypedDigits:
    """Digits that were typed: their text, what they are, their sentence, and the known value that they look like."""

    text: str
    kind: str
    sentence: Sentence
    quote: Quote | None = None

    @property
    def passage(self) -> Passage:
        """The paragraph that they stand in."""
        return self.sentence.passage


def typed_digits(pack: checks.Pack) -> Iterator[TypedDigits]:
    """All digits of the pack that stand outside figures, in order, numbers and dates whole."""
    for passage in pack.passages:
        if any(source is None and _DIGITS.search(text) for text, source in passage.paragraph.pieces):
            for (start, end), kind in sorted(_spans(passage)):
                quote = pack.quote_at.get((passage.place, start)) if kind == NUMBER else None
                yield TypedDigits(passage.text[start:end], kind, passage.sentence_at(start), quote)


def _spans(passage: Passage) -> Iterator[tuple[tuple[int, int], str]]:
    """Where typed digits begin and end, and what they are."""
    found: list[tuple[Amount | WrittenDate, str]] = [
        (amount, NUMBER) for amount in passage.amounts if amount.printed is None
    ]
    found += [
        (written, DATE) for written in passage.dates if passage.is_typed(written.start) and _DIGITS.search(written.text)
    ]
    taken = [*passage.page_numbers, *((one.start, one.end) for one, _ in found)]
    yield from (((one.start, one.end), kind) for one, kind in found)
    for digits in _DIGITS.finditer(passage.text):
        is_taken = any(start < digits.end() and digits.start() < end for start, end in taken)
        if passage.is_typed(digits.start()) and not is_taken:
            yield digits.span(), OTHER
