"""The sentences of a text, and their clauses: a date that leads belongs to the clause after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cyps_papers.language.tokens import Token, TokenKind, are_joined

_CUT_SHORT = frozenset("approx eg g ie e etc no nos para paras cf vs mr mrs ms dr st s ss".split())
ENDS = (".", "!", "?", "\n")
_CLOSING = frozenset("\"”’')")
_OPENING = frozenset('"“‘(')
_BEGINS = frozenset("and compared against while whereas although but".split())


class Stretch(NamedTuple):
    """Tokens that belong together: the position of the first, and that after the last."""

    first: int
    after: int


def sentences(tokens: Sequence[Token]) -> list[Stretch]:
    """The sentences, as positions among the tokens of a text."""
    starts = [0, *(after for at in range(len(tokens)) if (after := _ends(tokens, at))), len(tokens)]
    return [Stretch(first, after) for first, after in pairwise(starts) if first < after]


def _ends(tokens: Sequence[Token], at: int) -> int:
    """The position at which the next sentence begins, where one ends at this token; 0 where none does."""
    token = tokens[at]
    if token.kind is TokenKind.BREAK:
        return at + 1
    if token.text not in ENDS:
        return 0
    is_cut_short = token.text == "." and at and tokens[at - 1].lower in _CUT_SHORT and are_joined(tokens, at)
    after = at + 1
    while after < len(tokens) and tokens[after].text in _CLOSING and are_joined(tokens, after):
        after += 1
    if is_cut_short or after >= len(tokens) or are_joined(tokens, after):
        return 0
    opens = after
    if tokens[opens].text in _OPENING:
        opens += 1
    is_start = opens < len(tokens) and (tokens[opens].text[0].isupper() or tokens[opens].text[0].isdigit())
    return after if is_start or tokens[after].kind is TokenKind.PRINTED else 0


def clauses(tokens: Sequence[Token], sentence: Stretch, says: Sequence[bool], held: Sequence[bool]) -> list[Stretch]:
    """The clauses of a sentence.

    `says` tells of each token whether it is an amount or a word of change. A part that has none ('In May,') belongs to
    the one after it. `held` tells whether an amount or a date has it.
    """
    starts = [sentence.first]
    for at in range(sentence.first + 1, sentence.after):
        is_inside = held[at - 1] and held[at] and tokens[at - 1].lower not in (",", ";", ":")
        if _parts(tokens, at) and not is_inside and any(says[starts[-1] : at]) and any(says[at : sentence.after]):
            starts.append(at)
    return [Stretch(first, after) for first, after in pairwise([*starts, sentence.after])]


def _parts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause can begin with a token."""
    before = tokens[at - 1].lower
    if before == "-":
        return not are_joined(tokens, at) and not are_joined(tokens, at - 1)
    return before in (",", ";", ":") or tokens[at].lower in _BEGINS
