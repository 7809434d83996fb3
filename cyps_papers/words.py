"""Words compared by their stems: 'completed', 'completing' and 'completion' are one."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z][A-Za-z]*(?:['’][a-z]+)?")
_ENDINGS = (*("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ied", "ies"), "als", "al", "ed", "ly")
_SHORTEST = 4
_SAME = {"averag": "mean", "avg": "mean", "not": "without", "no": "without", "ratio": "percentage", "nought": "none"}
_EMPTY = frozenset(
    """a an and are as at be been being by can could did do does each for from had has have having how if in into is it
    its may more most of on only or other our out over per should so some such than that the their them then there
    these they this those through to under until up was we were what when where which while who whom whose will with
    would also now""".split()
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of a word that stays when its ending changes."""
    bare = re.sub(r"['’]s?$", "", word.lower())
    if bare.endswith("s") and not bare.endswith(("ss", "us", "is")) and len(bare) > 3:
        bare = bare[:-1]
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST - 1:
            bare = bare[: -len(ending)]
            break
    bare = bare.removesuffix("e") if len(bare) > 3 else bare
    bare = bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] != "s" else bare
    return _SAME.get(bare, bare)


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that mean something."""
    return frozenset(stem(word) for word in _WORD.findall(text) if word.lower() not in _EMPTY)


def listed(items: list[str], most: int = 12) -> str:
    """'a, b and c', and how many more where there are many."""
    shown = items[:most] + ([f"{len(items) - most} more"] if len(items) > most else [])
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def count(number: int, one: str) -> str:
    """'1 problem', '3 problems'."""
    return f"{number:,} {one if number == 1 else one + 's'}"
