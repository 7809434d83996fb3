"""A text of a paper, read: its tokens, dates, amounts, sentences and claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from cyps_papers.language import amounts as amounts_in
from cyps_papers.language import dates as dates_in
from cyps_papers.language import sentences as sentences_in
from cyps_papers.language.amounts import Amount
from cyps_papers.language.claim import Claim
from cyps_papers.language.claims import Prepared, claims
from cyps_papers.language.dates import WrittenDate
from cyps_papers.language.lexicon import TELLING
from cyps_papers.language.references import references
from cyps_papers.language.tokens import Printed, Token, tokenise
from cyps_papers.language.wholly import SAID_BY

_WORD = re.compile(r"[a-z]+")
_OF_A_LAW = ("act", "regulations", "order")
"""Before a year that names a law and dates nothing: 'under the Children Act 1989'."""
_SAYS = TELLING | SAID_BY | amounts_in.NUMBER_WORDS


@dataclass(frozen=True)
class Prose:
    """A paragraph, a bullet or a cell. `year` is the meeting's; `printed` what comes from a workbook, known exactly."""

    text: str
    year: int = 0
    printed: tuple[Printed, ...] = ()

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words, numbers and marks."""
        return tokenise(self.text, self.printed)

    @cached_property
    def dates(self) -> list[WrittenDate]:
        """The dates that name their own time."""
        return [place.date for place in self._dates]

    @cached_property
    def amounts(self) -> list[Amount]:
        """What could be data, in digits and in words."""
        return [place.amount for place in self._amounts]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where its amounts, with their hedges, and its dates begin and end, in order."""
        return sorted(
            [(amount.begin, amount.end) for amount in self.amounts] + [(time.start, time.end) for time in self.times]
        )

    @cached_property
    def times(self) -> list[WrittenDate]:
        """Its dates, those too that are told from another: 'last year', 'a month earlier'."""
        return [place.date for place in (*self._dates, *self._relative)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins, and where the next does."""
        if not any(mark in self.text for mark in sentences_in.ENDS):
            return [(0, len(self.text))] if self.text else []
        starts = [0, *(self.tokens[sentence.first].start for sentence in self._sentences[1:]), len(self.text)]
        return list(pairwise(starts))

    @cached_property
    def claims(self) -> list[Claim]:
        """What it claims, sentence by sentence."""
        if not any(map(str.isdigit, self.text)) and _SAYS.isdisjoint(_WORD.findall(self.text.lower())):
            return []
        own = [one for one in self._dates if not one.first or self.tokens[one.first - 1].lower not in _OF_A_LAW]
        dated = dates_in.joined(self.text, self.tokens, sorted([*own, *self._relative]))
        words = [token.lower for token in self.tokens]
        found: list[Claim] = []
        for whole in self._sentences:
            own_amounts = [amount for amount in self._amounts if whole.first <= amount.first < whole.after]
            own_dates = [one for one in dated if whole.first <= one.first < whole.after]
            found += claims(Prepared(self.text, self.tokens, words, whole, own_amounts, own_dates))
        return found

    @cached_property
    def _dates(self) -> list[dates_in.Place]:
        if not dates_in.may_be_in(self.text):
            return []
        return dates_in.places(self.text, self.tokens, self.year)

    @cached_property
    def _relative(self) -> list[dates_in.Place]:
        taken = {at for one in self._dates for at in range(one.first, one.after)}
        return [one for one in dates_in.relative(self.text, self.tokens) if one.first not in taken]

    @cached_property
    def _amounts(self) -> list[amounts_in.Place]:
        taken = [False] * len(self.tokens)
        for first, after in _taken(self.tokens, [*self._dates, *self._relative]):
            taken[first:after] = [True] * (after - first)
        return amounts_in.amounts(self.text, self.tokens, taken)

    @cached_property
    def _sentences(self) -> list[sentences_in.Stretch]:
        return sentences_in.sentences(self.tokens)


def _taken(tokens: Sequence[Token], dated: Sequence[dates_in.Place]) -> list[tuple[int, int]]:
    return [(one.first, one.after) for one in dated] + [
        (reference.first, reference.after) for reference in references(tokens)
    ]


@lru_cache(maxsize=4096)
def read(text: str, year: int = 0) -> Prose:
    """A text without printed figures, read once however often it stands in a pack."""
    return Prose(text, year)
