"""What one document may take to render: a template that asks for more is stopped, and told at which tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

MOST_STEPS = 1_000_000
"""The most rounds of loops, calls and items looked through; a table of 50,000 rows takes a twentieth of them."""
MOST_OUTPUT = 120_000_000
"""The most characters of XML; 50,000 rows of eight columns, 75 words in each, take two fifths of them."""
DEEPEST = 60
"""The most calls (of macros, of loops by themselves) in one another."""
LONGEST = 1_000_000
"""The most characters or items that one value may have."""
LARGEST = 10**15
"""The number that none may reach which a tag works out."""
LONGEST_FORM = 1_000
"""The most characters of a form such as '%s of %s'."""

_WIDE = re.compile(r"%(?:\(.*\))?[-+ #\d.]*(?:[*ra]|\d{4})", re.DOTALL)
_WIDE_FIELD = re.compile(r"\{[^{}:]*[.\[!]|\{[^{}:]*:[^{}]*(?:\d{4}|\{)")


class TooMuchError(Exception):
    """A template takes more than a document may: its argument says of what. No tag answers it, so it ends its part."""


@dataclass
class RenderingBudget:
    """What one rendering has taken so far."""

    steps: int = 0
    output: int = 0
    depth: int = 0

    def step(self, count: int = 1) -> None:
        """Take steps."""
        self.steps += count
        if self.steps > MOST_STEPS:
            raise TooMuchError("it goes round too often")

    def write(self, length: int) -> None:
        """Write so many characters; a piece of no length is written too."""
        self.output += length + 1
        if self.output > MOST_OUTPUT:
            raise TooMuchError("it makes a document of too many pages")

    def enter(self) -> None:
        """Begin a call, whose end takes one from the depth."""
        self.step()
        self.depth += 1
        if self.depth > DEEPEST:
            self.depth = 0
            raise TooMuchError("it calls itself again and again")

    def weigh(self, value: Any) -> Any:
        """A value that is looked through as a whole, itself: a text counts as written, a list by its length."""
        if isinstance(value, str):
            if len(value) > LONGEST:
                raise TooMuchError("it makes a text that is too long")
            self.output += len(value)
            self.write(0)
        elif isinstance(value, list | tuple):
            if len(value) > LONGEST:
                raise TooMuchError("it makes a list that is too long")
            self.step(1 + len(value) // 16)  # an item is looked at in a sixteenth of the time of a round
            for item in value:
                if isinstance(item, list | tuple):
                    self.weigh(item)
        return value

    def gone_through(self, values: Any) -> Any:
        """What a loop goes through, its rounds taken beforehand."""
        if not isinstance(values, Iterable):
            return values  # which the loop refuses itself
        if not hasattr(values, "__len__"):
            values = list(islice(values, LONGEST + 1))
        self.step(1 + len(values))
        return values


def is_too_large(operator: str, left: Any, right: Any) -> bool:
    """Whether the product or power of two values would be too large, before it is worked out."""
    if operator == "**":
        return isinstance(right, int) and abs(right) > 1000
    sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
    counts = [side for side in (left, right) if isinstance(side, int)]
    return bool(sizes and counts) and sizes[0] * max(counts) > LONGEST


def is_out_of_reach(number: Any) -> bool:
    """Whether a number that was worked out is too large to go on with, or without an end."""
    return isinstance(number, int | float | Decimal) and number == number and not -LARGEST < number < LARGEST


def is_refused_form(form: str, is_old: bool) -> bool:
    """Whether a form is too long, or asks for a thousand characters of one value, or for what is inside a value.

    An old form is '%s of %s', another '{} of {}'.
    """
    return len(form) > LONGEST_FORM or (_WIDE if is_old else _WIDE_FIELD).search(form) is not None
