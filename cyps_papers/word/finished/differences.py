"""What differs between two documents' wording: which text is which, and the words that changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

ALIKE = 0.4  # of the words in common: the same paragraph, reworded
KEPT = 0.3  # of the text kept: below this a paragraph is struck out whole, not word by word
_TOKENS = re.compile(r"\s+|\w+(?:[.,’'/-]\w+)*%?|[^\w\s]")


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The texts of two documents in order, by their numbers: those that are the same or alike in pairs."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            for i, j in _alike(old[i1:i2], new[j1:j2]):
                yield i + i1 if i is not None else None, j + j1 if j is not None else None


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Both texts cut into pieces, each as it was and as it is; what did not change is the same in both.

    Two changes with nothing but a blank between them are one.
    """
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = [
        ("".join(before[i1:i2]), "".join(after[j1:j2])) for _, i1, i2, j1, j2 in matcher.get_opcodes()
    ]  # fmt: skip
    kept = sum(len(was) for was, now in pieces if was == now)
    if kept < KEPT * max(len(old), len(new)):
        return [(old, new)]
    joined: list[tuple[str, str]] = []
    for was, now in pieces:  # what changed and what did not take turns
        if was != now and len(joined) > 1 and not joined[-1][0].strip():
            blank, _ = joined.pop()
            first_was, first_now = joined.pop()
            was, now = first_was + blank + was, first_now + blank + now
        joined.append((was, now))
    return joined


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The pairs in order that have the most words in common, and what stands between them alone."""
    best = _best_sums(old, new)
    i = j = 0
    while i < len(old) and j < len(new):
        paired = _pair(old[i], new[j])
        if paired and best[i][j] == paired + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((removed, None) for removed in range(i, len(old)))
    yield from ((None, added) for added in range(j, len(new)))


def _best_sums(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """From each pair of places on, the most that the pairs after it can have in common."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = _pair(old[i], new[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired and paired + best[i + 1][j + 1])
    return best


def _pair(old: str, new: str) -> float:
    """How alike two texts are, from their different words; 0 where they are two different texts."""
    some, others = set(old.split()), set(new.split())
    together = len(some) + len(others)
    likeness = 2 * len(some & others) / together if together else 1.0
    return likeness if likeness >= ALIKE else 0.0
