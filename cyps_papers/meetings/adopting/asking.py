"""What expressions of templates print in a meeting, and in which form they print a text that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cyps_papers.figures.filters import FILTERS
from cyps_papers.periods import Period
from cyps_papers.vocabulary import Subject, Traced
from cyps_papers.word.rendering.environment import Environment

_MONEY = ("in_millions", "in_millions(2)", "in_thousands", "in_pounds")
_NUMBERS = ("words", "words|capitalise", "percent(1)", "round", "round(1)", "number", "number(1)", "abs", *_MONEY)
_IN_WORDS = tuple(f'{form}|replace("m", " million")' for form in _MONEY[:2])
_DATES = ("month", "short_date", "long_date", "numeric_date", "numeric_date(4)")


@dataclass
class Asking:
    """The names of a meeting, to be asked as a template asks them."""

    context: Mapping[str, Subject]
    _environment: Environment = field(default_factory=lambda: Environment(FILTERS))
    _answers: dict[str, Traced | None] = field(default_factory=dict)

    def answer(self, expression: str) -> Traced | None:
        """What an expression prints; None where it has no answer, or that is nothing to be printed."""
        if expression not in self._answers:
            found: Any = self._environment.compile_expression(expression)(**self.context)
            self._answers[expression] = found if isinstance(found, Traced) else None
        return self._answers[expression]

    def in_form(self, expression: str, text: str) -> tuple[str, Traced] | None:
        """An expression with the filter that makes it print a text, and what it prints; None where none does."""
        plain = self.answer(expression)
        for form in forms_of(plain) if plain is not None else ():
            asked = f"{expression}|{form}" if form else expression
            found = self.answer(asked)
            if found is not None and found.printed == text:
                return asked, found
        return None


def forms_of(traced: Traced) -> tuple[str, ...]:
    """The filters that a value may be put through, none first."""
    if isinstance(traced.value, Decimal):
        return ("", *_NUMBERS, *_IN_WORDS, 'replace(",", "")')
    return ("", *_DATES) if isinstance(traced.value, Period) else ("", "capitalise")
