"""How far a command has got, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Step = TypeVar("Step")
Listener = Callable[[str, int, int], None]
"""Told what is being done, and how many steps of it are done of how many."""

_listener: Listener | None = None


def tell(listener: Listener | None) -> None:
    """From here on tell a listener of each step, or nobody."""
    global _listener
    _listener = listener


def steps(doing: str, items: Sequence[Step]) -> Iterator[Step]:
    """The items one by one, each a step of what is being done."""
    for done, item in enumerate(items):
        if _listener:
            _listener(doing, done, len(items))
        yield item
