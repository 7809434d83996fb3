"""The sandbox that templates run in: what a tag may reach, and what becomes of what it may not."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.vocabulary import Subject, Traced, declared
from cyps_papers.word.rendering.budget import RenderingBudget, is_out_of_reach, is_refused_form, is_too_large
from cyps_papers.word.rendering.filters import (
    ITEM_FILTERS,
    JINJA_FILTERS,
    LOOKING_THROUGH,
    MAKE_IT_SMALLER,
    TEXT_FILTERS,
    TOO_LARGE,
    is_too_long_replaced,
)
from cyps_papers.word.rendering.jinja import PrintingCode
from cyps_papers.word.rendering.missing import FAILURES, Missing, NoNeighbour, Unreadable
from cyps_papers.word.rendering.values import worded

_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        "capitalize casefold count endswith find format isalpha isdigit islower isupper lower lstrip partition "
        "removeprefix removesuffix replace rfind rstrip split splitlines startswith strip swapcase title upper".split()
    ),
    list: frozenset(("append", "count", "index", "pop")),
    dict: frozenset(("get", "items", "keys", "values")),
}
"""What can be asked of texts and lists with brackets; others make them as long as one likes."""

Filters = Mapping[str, Callable[..., Any]]


class Environment(SandboxedEnvironment):
    """Jinja with figures: filters keep their sources, and what cannot be answered is a `Missing`.

    `filters` are the project's own: they refuse with NoAnswerError, and whatever else they raise is a fault of ours.
    """

    code_generator_class = PrintingCode
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self, filters: Filters) -> None:
        super().__init__(autoescape=True, undefined=Missing, keep_trailing_newline=True)
        self.optimized = False
        self.budget = RenderingBudget()
        self.unknown: set[str] = set()
        self.globals.pop("lipsum", None)
        self.globals["unreadable"] = Unreadable()
        self.filters = {name: answering(self._weighing(name, filter_)) for name, filter_ in JINJA_FILTERS.items()}
        self.filters.update(straight=straight, of_block=_of_block)
        self.filters.update(weigh=self.budget.weigh, gone_through=self.budget.gone_through, written=self.budget.write)
        self.filters.update((name, _refusing(filter_)) for name, filter_ in filters.items())

    def is_safe_attribute(self, obj: Any, attribute: str, value: Any) -> bool:
        for kind, methods in _METHODS.items():
            if isinstance(obj, kind) and not isinstance(obj, Subject) and callable(value) and attribute not in methods:
                return False
        return super().is_safe_attribute(obj, attribute, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Subject):
            return _answer(obj, attribute)
        value = super().getattr(obj, attribute)
        is_neighbour = isinstance(obj, LoopContext) and attribute in ("previtem", "nextitem")
        return NoNeighbour() if is_neighbour and isinstance(value, Missing) else value

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Subject) and isinstance(argument, str):
            return _answer(obj, argument)
        if isinstance(obj, Missing):
            return obj
        try:
            return super().getitem(obj, argument)
        except FAILURES as failure:
            return Missing.because(failure)

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(function, Missing):
            return _of_block(function) if "caller" in named else function
        owner = getattr(inspect.unwrap(function), "__self__", None) if inspect.isroutine(function) else None
        if isinstance(owner, str):  # "{} of {}".format(...)
            if function.__name__ == "format" and is_refused_form(owner, is_old=False):
                return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
            if function.__name__ == "replace" and is_too_long_replaced(owner, *arguments):
                return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
            arguments = tuple(map(_as_text, arguments))
            named = {name: _as_text(option) for name, option in named.items()}
        elif isinstance(function, LoopContext):  # a loop that goes on with what is under one of its items
            arguments = tuple(map(self.budget.gone_through, arguments))
        if hasattr(function, "asked") and fits(function, arguments, named):
            refusals: tuple[type[Exception], ...] = (NoAnswerError,)
        else:
            refusals = FAILURES
        self.budget.enter()
        try:
            result = self.budget.weigh(super().call(context, function, *arguments, **named))
        except refusals as failure:
            result = Missing.because(failure)
        finally:
            self.budget.depth -= 1
        return _of_block(result) if "caller" in named else result  # Jinja prints a call block as it is

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            right = tuple(map(_as_text, right)) if isinstance(right, tuple) else _as_text(right)
            if is_refused_form(left, is_old=True):
                return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
        if operator in ("*", "**") and is_too_large(operator, left, right):
            return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
        try:
            result = self.budget.weigh(super().call_binop(context, operator, left, right))
        except FAILURES as failure:
            return Missing.because(failure)
        if is_out_of_reach(result.value if isinstance(result, Traced) else result):
            return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
        return result

    def _weighing(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of Jinja's with what it takes counted, and figures kept by those of texts."""
        if name not in LOOKING_THROUGH:
            return filter_
        at = int(hasattr(filter_, "jinja_pass_arg"))
        used = filter_
        if name in TEXT_FILTERS:
            used = _of_figures(filter_)

        @functools.wraps(filter_)
        def weighed(*arguments: Any, **named: Any) -> Any:
            for argument in (*arguments[at:], *named.values()):
                self.budget.weigh(argument)
            if name in ITEM_FILTERS and isinstance(arguments[at], list | tuple | dict | range | str):
                self.budget.step(len(arguments[at]))
            return self.budget.weigh(used(*arguments, **named))

        return weighed

    def answer_for(self, filters: Iterable[str], tests: Iterable[str]) -> None:
        """Let those of these filters and tests that do not exist give a missing value."""
        known: dict[str, Any]
        for known, names in ((self.filters, filters), (self.tests, tests)):
            for name in names:
                if name not in known:
                    known[name] = _unknown(name, [there for there in known if there not in self.unknown])
                    self.unknown.add(name)

    def ready(self, statement: nodes.Node) -> nodes.Node:
        """A statement as it is compiled: texts joined by the filter, quotes compared alike, no filter unknown, and
        all that takes long counted."""
        self.answer_for(
            (filter_.name for filter_ in statement.find_all(nodes.Filter)),
            (test.name for test in statement.find_all(nodes.Test)),
        )
        for compare in statement.find_all(nodes.Compare):
            texts = [literal.value for literal in compare.find_all(nodes.Const) if isinstance(literal.value, str)]
            holds_quotes = any(quote in text for text in texts for quote in "'\"\u2018\u2019\u201c\u201d")
            sides: list[Any] = [compare, *compare.ops]
            for side in sides:
                if not isinstance(side.expr, nodes.Const):
                    side.expr = _filtered(side.expr, "weigh")
                if holds_quotes:
                    side.expr = _filtered(side.expr, "straight")
        if isinstance(statement, nodes.For):
            statement.iter = _filtered(statement.iter, "gone_through")
        ready: nodes.Node = _Rewriting().visit(statement)
        return ready


class _Rewriting(NodeTransformer):
    """Texts put together with ~ are joined by the filter, which keeps the figures among them; parts are weighed."""

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, "weigh") if isinstance(node.arg, nodes.Slice) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes), "join", [], [], None, None, lineno=node.lineno)


def _filtered(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def fits(function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> bool:
    """Whether a function can be called with these arguments."""
    try:
        inspect.signature(function).bind(*arguments, **named)
    except TypeError:
        return False
    return True


def _answer(subject: Subject, name: str) -> Any:
    kind: type = type(subject)
    if name not in declared(kind) and name not in subject.own_names():
        return Missing(obj=subject, name=name)
    try:
        return getattr(subject, name)
    except NoAnswerError as refused:
        return Missing.because(refused)


def answering(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's that gives a missing value where it fails."""

    @functools.wraps(filter_)
    def answer(*arguments: Any, **named: Any) -> Any:
        try:
            return filter_(*arguments, **named)
        except (*FAILURES, AssertionError) as failure:  # |truncate(1) is asserted to be longer
            for argument in arguments[:2]:
                if isinstance(argument, Missing):
                    return argument
            return Missing.because(failure)

    return answer


def _refusing(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of our own that gives a missing value where it refuses, or is given what has no printed form."""

    @functools.wraps(filter_)
    def answer(*arguments: Any, **named: Any) -> Any:
        asked = list(arguments[:1])
        for option in (*arguments[1:], *named.values()):
            asked += option if isinstance(option, list | tuple) else [option]
        for form in map(worded, asked):
            if isinstance(form, Missing):
                return form
        try:
            return filter_(*arguments, **named)
        except NoAnswerError as refused:
            return Missing.because(refused)
        except TypeError as failure:
            if fits(filter_, arguments, named):
                raise
            return Missing.because(failure)

    return answer


def _of_figures(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of text that, given a figure, gives that figure printed otherwise."""
    at = int(hasattr(filter_, "jinja_pass_arg"))

    @functools.wraps(filter_)
    def reword(*arguments: Any, **named: Any) -> Any:
        subject = arguments[at]
        if isinstance(subject, Missing):
            return subject
        forms = [*arguments[:at], *map(_as_text, arguments[at:])]
        if isinstance(forms[at], Missing):
            return forms[at]
        text = filter_(*forms, **{name: _as_text(option) for name, option in named.items()})
        if not isinstance(subject, Traced):
            return text
        return subject.reworded(text.unescape() if hasattr(text, "unescape") else str(text))

    return reword


def _as_text(value: Any) -> Any:
    """A value as it goes into a text: a number as it is, and whatever else as it prints by itself."""
    if isinstance(value, int | float | Decimal):
        return "" if value != value else value
    form = worded(value)
    return form.printed if isinstance(form, Traced) else form


def _unknown(name: str, known: Iterable[str]) -> Callable[..., Missing]:
    """A filter or test that does not exist: it gives a missing value, instead of stopping the reading."""
    hint = did_you_mean(name, known) or "Check its spelling."

    def answer(*arguments: Any, **named: Any) -> Missing:
        return Missing(hint, message=f'There is no filter "{name}".')

    return answer


_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def straight(value: Any) -> Any:
    """Text with straight quotes, so that a comparison does not depend on Word's curly ones."""
    if isinstance(value, list | tuple):
        return [straight(item) for item in value]
    if isinstance(value, str):
        return str(value).translate(_CURLY)
    return value


def _of_block(value: Any) -> Any:
    """What a block prints: nothing, where it is missing or has no printed form, which is noted."""
    form = _as_text(value)
    if isinstance(form, Missing) and not form:
        return ""
    if isinstance(form, str):  # with its markup
        return form
    return str(form)
