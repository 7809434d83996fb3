"""Of which time a heading is: 'Status at March 2015', 'RAG Dec 2014', 'Revised due date', 'Original due date'."""

from __future__ import annotations

import re
from functools import lru_cache

from cyps_papers.periods import Period, parse

MOST_WORDS = 5  # words that a date or a period may have


@lru_cache(maxsize=4096)
def time_in(text: str) -> Period | None:
    """The period that a heading ends or begins with."""
    return _split(text)[1]


def is_now(text: str) -> bool:
    """Whether a heading says that it is what holds now: 'Revised due date', 'Current status'."""
    return bool(re.search(_NOW, text.lower())) and not is_then(text)


def is_then(text: str) -> bool:
    """Whether a heading says that it is what held before: 'Original due date', 'Status at last meeting'."""
    return bool(re.search(rf"{_ORIGINAL}|{_BEFORE}", text.lower()))


@lru_cache(maxsize=4096)
def timeless(text: str) -> tuple[str, ...]:
    """A heading without what says of which time it is; nothing where it does not say."""
    bare, period = _split(text)
    undated = re.sub(_NOW, " ", bare.lower())
    return tuple(dict.fromkeys(found for found in (bare if period else "", undated) if found and found != text.lower()))


def without_original(text: str) -> str:
    """'due date' of 'Original due date', which holds still where nothing has taken its place."""
    return re.sub(_ORIGINAL, " ", text.lower())


def _split(text: str) -> tuple[str, Period | None]:
    """A heading's words and the period that stands after or before them, if any does."""
    if not re.search(r"\d", text):
        return text, None  # quickly, for most headings: no period is without a figure
    words = re.sub(r"[()\[\]]", " ", text).split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        for named, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            period = parse(" ".join(named))
            if period:
                return " ".join(rest).rstrip(" -–:,"), period
    return text, None


_NOW = r"\b(?:revised|current|latest|new|updated|amended|present)\b"
_ORIGINAL = r"\b(?:original|initial|baseline)\b"
_BEFORE = r"\b(?:previous(?:ly)?|prior|old|earlier|former|last (?:report(?:ed)?|meeting|quarter|month|period|time))\b"
