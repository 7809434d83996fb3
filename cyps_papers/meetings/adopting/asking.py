"""What expressions of templates print in a meeting, and in which form they print a text that somebody typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import TemplateSyntaxError

from cyps_papers.checks.evaluation.shown import SHARES
from cyps_papers.figures.filters import FILTERS
from cyps_papers.periods import Period
from cyps_papers.vocabulary import Subject, Traced
from cyps_papers.word.rendering.environment import Environment

_MILLIONS = ("in_millions", "in_millions(2)", "in_millions(3)")
_MONEY = (
    *_MILLIONS,
    *(f'{form}|replace("m", " million")' for form in _MILLIONS),
    "in_thousands",
    "in_pounds",
    "in_pounds(2)",
)
_NUMBERS = ("round", "words", "words|capitalise", "percent(1)", "round(1)", "number", "number(1)", *_MONEY)
_SHORT = ("short_date", "short_month")
_CUT = ('replace("Sep ", "Sept ")', 'replace(" 20", " ")', 'replace(" 20", "-")')  # Sept 2014, Sep 14, Sep-14
_CUT_SHORT = tuple(f"{form}|{cut}" for form in _SHORT for cut in _CUT)
_DATES = ("month", *_SHORT, "long_date", "numeric_date", "numeric_date(4)", 'replace("/", "-")', *_CUT_SHORT)


@dataclass
class Asking:
    """The names of a meeting, to be asked as a template asks them."""

    context: Mapping[str, Subject]
    _answers: dict[str, Traced | None] = field(default_factory=dict)

    def answer(self, expression: str) -> Traced | None:
        """What an expression prints; None where it has no answer, or that is nothing to be printed."""
        if expression not in self._answers:
            found = None
            with suppress(TemplateSyntaxError):  # a name in words, of something that templates come to in a loop alone
                found = _compiled(expression)(**self.context)
            self._answers[expression] = found if isinstance(found, Traced) else None
        return self._answers[expression]

    def in_form(self, expression: str, text: str) -> tuple[str, Traced] | None:
        """An expression with the filters that make it print a text, and what it prints; None where none do."""
        plain = self.answer(expression)
        if plain is None:
            return None
        asked = [(expression, plain)]
        if plain.unit in SHARES and "%" not in text:
            asked.append((f"({expression} * 100)", _compiled("value * 100")(value=plain)))
        forms = ((name + form, traced) for name, value in asked for form, traced in in_forms(value))
        return next(((name, traced) for name, traced in forms if traced.printed == text), None)


def in_forms(traced: Traced) -> Iterator[tuple[str, Traced]]:
    """A value in each of the forms that filters give it, with those filters; first of all as it is."""
    yield "", traced
    forms: tuple[str, ...] = ("capitalise",)
    if isinstance(traced.value, Decimal):
        sign = ("abs", *(f"abs|{form}" for form in _NUMBERS)) if traced.value < 0 else ()
        forms = (*_NUMBERS, *sign, 'replace(",", "")')
    elif isinstance(traced.value, Period):
        forms = _DATES
    for form in forms:
        found = _compiled(f"value|{form}")(value=traced)
        if isinstance(found, Traced):
            yield f"|{form}", found


@cache
def _compiled(expression: str) -> Callable[..., Any]:
    return _environment().compile_expression(expression)


@cache
def _environment() -> Environment:
    return Environment(FILTERS)
