"""The sandbox that templates run in: what a tag may reach, and what becomes of what it may not."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.vocabulary import Subject, Traced, declared
from cyps_papers.word.rendering.missing import FAILURES, Missing, NoNeighbour, Unreadable

TEXT_FILTERS = (
    "upper lower title capitalize trim replace truncate wordwrap indent center string striptags format e escape "
    "forceescape safe"
).split()
"""Jinja's filters from text to text: given a figure they give the same figure, printed otherwise."""

LONGEST = 1_000_000
"""The most characters or items that a product in a tag may have."""

Filters = Mapping[str, Callable[..., Any]]


class Environment(SandboxedEnvironment):
    """Jinja with figures: filters keep their sources, and what cannot be answered is a `Missing`.

    `filters` are the project's own: they refuse with NoAnswerError, and whatever else they raise is a fault of ours.
    """

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self, filters: Filters) -> None:
        super().__init__(autoescape=True, undefined=Missing, keep_trailing_newline=True)
        self.optimized = False
        self.globals.pop("lipsum", None)
        self.globals["unreadable"] = Unreadable()
        for name in TEXT_FILTERS:
            self.filters[name] = _of_figures(self.filters[name])
        self.filters = {name: answering(filter_) for name, filter_ in self.filters.items()}
        self.filters.update(straight=straight, unless_missing=_unless_missing)
        self.filters.update((name, _refusing(filter_)) for name, filter_ in filters.items())

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
            return _unless_missing(function) if "caller" in named else function  # Jinja prints a call block as it is
        owner = getattr(inspect.unwrap(function), "__self__", None) if inspect.isroutine(function) else None
        if isinstance(owner, str):  # "{} of {}".format(...)
            arguments, named = tuple(map(_blank, arguments)), {name: _blank(each) for name, each in named.items()}
        if hasattr(function, "asked") and fits(function, arguments, named):
            refusals: tuple[type[Exception], ...] = (NoAnswerError,)
        else:
            refusals = FAILURES
        try:
            return super().call(context, function, *arguments, **named)
        except refusals as failure:
            return Missing.because(failure)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            right = tuple(map(_blank, right)) if isinstance(right, tuple) else _blank(right)
        if operator in ("*", "**") and _is_too_large(operator, left, right):
            return Missing(message="This would be too large.")
        try:
            return super().call_binop(context, operator, left, right)
        except FAILURES as failure:
            return Missing.because(failure)

    def ready(self, statement: nodes.Node) -> nodes.Node:
        """A statement as it is compiled: texts joined by the filter, quotes compared alike, no filter unknown."""
        for node in statement.find_all((nodes.Filter, nodes.Test)):
            known: dict[str, Any] = self.filters if isinstance(node, nodes.Filter) else self.tests
            if node.name not in known:
                known[node.name] = _unknown(node.name, known)
        for compare in statement.find_all(nodes.Compare):
            _straighten(compare)
        ready: nodes.Node = _Joining().visit(statement)
        return ready


class _Joining(NodeTransformer):
    """Texts put together with ~ are joined by the filter, which keeps the figures among them."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes), "join", [], [], None, None, lineno=node.lineno)


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
        except FAILURES as failure:
            missing = next((each for each in arguments[:2] if isinstance(each, Missing)), None)
            return Missing.because(failure) if missing is None else missing

    return answer


def _refusing(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of our own that gives a missing value where it refuses, or is given one, or what it does not take."""

    @functools.wraps(filter_)
    def answer(*arguments: Any, **named: Any) -> Any:
        missing = next((each for each in arguments if isinstance(each, Missing)), None)
        if missing is not None:
            return missing
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
    at = 1 if hasattr(filter_, "jinja_pass_arg") else 0

    @functools.wraps(filter_)
    def reword(*arguments: Any, **named: Any) -> Any:
        subject = arguments[at]
        if isinstance(subject, Missing):
            return subject
        text = filter_(*(each.printed if isinstance(each, Traced) else _blank(each) for each in arguments), **named)
        if not isinstance(subject, Traced):
            return text
        return subject.reworded(text.unescape() if hasattr(text, "unescape") else str(text))

    return reword


def _blank(value: Any) -> Any:
    """A value as it goes into a text: what prints as nothing is nothing there too, and never None or nan."""
    return "" if value is None or (isinstance(value, float | Decimal) and value != value) else value


def _unknown(name: str, known: Mapping[str, Any]) -> Callable[..., Missing]:
    """A filter or test that does not exist: it gives a missing value, instead of stopping the reading."""
    hint = did_you_mean(name, known) or "Check its spelling."

    def answer(*arguments: Any, **named: Any) -> Missing:
        return Missing(hint, message=f'There is no filter "{name}".')

    return answer


_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def straight(value: Any) -> Any:
    """Text with straight quotes, so that a comparison does not depend on Word's curly ones."""
    if isinstance(value, list | tuple):
        return [straight(each) for each in value]
    return str(value).translate(_CURLY) if isinstance(value, str) else value


def _unless_missing(value: Any) -> Any:
    """What a block prints: nothing, where it is missing, which is noted."""
    if isinstance(value, Missing) and not value:
        return ""
    return value


def _straighten(compare: nodes.Compare) -> None:
    """Compare without regard to curly quotes where a literal holds one."""
    sides: list[Any] = [compare, *compare.ops]
    texts = [each.value for each in compare.find_all(nodes.Const) if isinstance(each.value, str)]
    if any(quote in text for text in texts for quote in "'\"\u2018\u2019\u201c\u201d"):
        for side in sides:
            side.expr = nodes.Filter(side.expr, "straight", [], [], None, None, lineno=side.expr.lineno)


def _is_too_large(operator: str, left: Any, right: Any) -> bool:
    if operator == "**":
        return isinstance(right, int) and abs(right) > 1000
    sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
    counts = [each for each in (left, right) if isinstance(each, int)]
    return bool(sizes and counts) and sizes[0] * max(counts) > LONGEST
