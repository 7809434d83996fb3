"""Which rows or columns of a table are totals, by their labels, and of which others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_TOTAL = re.compile(
    r"\s*(?:(?:grand |overall |sub-?)?totals?\b(?!.*%)|(?:(?!of\b)[a-z]+ ){1,3}total\s*$|all(?: [a-z]+)?\s*$)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s*(?:(?:grand |overall |borough )?totals?|all(?: [a-z]+)?)\s*$", re.IGNORECASE)


def is_total(label: str) -> bool:
    """Whether a row or column is called a total: 'Total', 'Subtotal', 'Borough total', 'All children'."""
    return bool(_TOTAL.match(label))


def totalled(
    numbers: Sequence[int], totals: Sequence[int], label: Callable[[int], str]
) -> Iterator[tuple[int, list[int]]]:
    """Each total among rows or columns, with those that are its parts.

    One alone has all before it, or, coming first, all after it. Of several each has those since the one before; and
    one that has none, or whose label says that it is of all, has the totals before it and what stands in none.
    """
    totals = [total for total in totals if total in numbers]
    if len(totals) == 1:
        before = [number for number in numbers if number < totals[0]]
        parts = before or [number for number in numbers if number > totals[0]]
        if parts:
            yield totals[0], parts
        return
    whole: list[int] = []
    block: list[int] = []
    for number in numbers:
        if number not in totals:
            block.append(number)
        elif whole and (not block or _OF_ALL.match(label(number))):
            yield number, [*whole, *block]
            whole, block = [number], []
        elif block:
            yield number, block
            whole, block = [*whole, number], []
