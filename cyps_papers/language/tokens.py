"""A text as words, numbers and marks, each with its place. A number or date from a workbook is one token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

from cyps_papers.periods import Period
from cyps_papers.vocabulary import Traced

T = TypeVar("T")
Printed = tuple[int, int, Traced]
"""What is printed from a workbook, with where it begins and ends."""


class TokenKind(Enum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date in figures"
    MARK = "mark"
    BREAK = "break"
    PRINTED = "printed"


class Token(NamedTuple):
    """A word, a number, a mark or the end of a line; `lower` is its text in lower case, with plain apostrophes."""

    start: int
    end: int
    text: str
    kind: TokenKind
    lower: str
    printed: Traced | None = None


_TOKEN = re.compile(
    r"([A-Za-z]+(?:['’][A-Za-z]+)*)"
    r"|((?<![\d/.-])\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\d/-])|(?<![\d/-])\d{4}-\d\d-\d\d(?![\d/-]))"
    r"|(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)|(\n+)|(\S)"
)
_KINDS = (TokenKind.WORD, TokenKind.DATE, TokenKind.MARK, TokenKind.NUMBER, TokenKind.BREAK, TokenKind.MARK)
_DASHES = str.maketrans("‐‑‒–—−’", "------'")


def tokenise(text: str, printed: Sequence[Printed] = ()) -> list[Token]:
    """The tokens of a text in order."""
    tokens: list[Token] = []
    position = 0
    for start, end, traced in printed:
        if not isinstance(traced.value, Decimal | Period):
            continue  # words, read as any others
        tokens += _between(text, position, start)
        shown = text[start:end]
        tokens.append(Token(start, end, shown, TokenKind.PRINTED, shown.lower(), traced))
        position = end
    return [*tokens, *_between(text, position, len(text))]


def _between(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        shown = match[0]
        kind = _KINDS[(match.lastindex or 1) - 1]
        lower = shown.lower()
        yield Token(match.start(), match.end(), shown, kind, lower if lower.isascii() else lower.translate(_DASHES))


def are_joined(tokens: Sequence[Token], position: int) -> bool:
    """Whether a token stands right after the one before it, without a space."""
    return 0 < position < len(tokens) and tokens[position - 1].end == tokens[position].start


def alike(phrases: str, meaning: T) -> dict[str, T]:
    """Phrases that mean the same, from a list with bars between them."""
    return {" ".join(phrase.split()): meaning for phrase in phrases.split("|")}


class Phrases(Generic[T]):
    """What set phrases mean. Words are compared in lower case; the longest phrase wins."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in meanings.items():
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, meaning))
            self._by_last.setdefault(words[-1], []).append((words, meaning))
        for known in (*self._by_first.values(), *self._by_last.values()):
            known.sort(key=lambda each: -len(each[0]))

    @property
    def words(self) -> frozenset[str]:
        """The words of all phrases."""
        return frozenset(word for known in self._by_first.values() for words, _ in known for word in words)

    @property
    def first_words(self) -> frozenset[str]:
        """The words that a phrase can begin with."""
        return frozenset(self._by_first)

    def at(self, tokens: Sequence[Token], position: int) -> tuple[T, int] | None:
        """The meaning of the phrase that begins at a token, and the position after it."""
        if position >= len(tokens):
            return None
        for words, meaning in self._by_first.get(tokens[position].lower, ()):
            end = position + len(words)
            if end <= len(tokens) and all(tokens[position + n].lower == word for n, word in enumerate(words)):
                return meaning, end
        return None

    def before(self, tokens: Sequence[Token], position: int) -> tuple[T, int] | None:
        """The meaning of the phrase that ends right before a token, and the position of its first word."""
        if position < 1:
            return None
        for words, meaning in self._by_last.get(tokens[position - 1].lower, ()):
            start = position - len(words)
            if start >= 0 and all(tokens[start + n].lower == word for n, word in enumerate(words)):
                return meaning, start
        return None
