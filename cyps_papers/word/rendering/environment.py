"""The sandbox that templates run in: what a tag may reach, and what becomes of what it may not."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from cyps_papers.vocabulary import Subject, Traced, declared
from cyps_papers.word.rendering.missing import Missing, Unreadable

# Jinja's own marks, in characters that no document uses, so that whatever stands in a document is text to Jinja.
PRINT_START, PRINT_END = "\ue020", "\ue021"
BLOCK_START, BLOCK_END = "\ue022", "\ue023"
COMMENT_START, COMMENT_END = "\ue024", "\ue025"

TEXT_FILTERS = (
    "upper lower title capitalize trim replace truncate wordwrap indent center string striptags format e escape "
    "forceescape safe"
).split()
"""Jinja's filters from text to text: given a figure they give the same figure, printed otherwise."""

LONGEST = 1_000_000
"""The most characters or items that a product in a tag may have."""


class _Generator(CodeGenerator):
    """What a tag prints is XML already: it is written as it is."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if isinstance(node, nodes.Filter) and node.name == "printed":
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Joining(NodeTransformer):
    """Texts put together with ~ are joined by the filter, which keeps the figures among them."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes), "join", [], [], None, None, lineno=node.lineno)


class Environment(SandboxedEnvironment):
    """Jinja with figures: filters keep their sources, and what cannot be answered is a `Missing`."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self) -> None:
        super().__init__(
            block_start_string=BLOCK_START,
            block_end_string=BLOCK_END,
            variable_start_string=PRINT_START,
            variable_end_string=PRINT_END,
            comment_start_string=COMMENT_START,
            comment_end_string=COMMENT_END,
            autoescape=True,
            undefined=Missing,
            keep_trailing_newline=True,
        )
        self.globals.pop("lipsum", None)
        self.globals["unreadable"] = Unreadable()
        for name in TEXT_FILTERS:
            self.filters[name] = of_figures(self.filters[name])
        self.filters = {name: answering(filter_) for name, filter_ in self.filters.items()}
        self.filters["straight"] = straight
        self.optimized = False

    def add_filters(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Let templates use these filters; one that fails gives a missing value."""
        self.filters.update((name, answering(filter_)) for name, filter_ in filters.items())

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and not hasattr(dict, attribute):
            return obj[attribute]
        if isinstance(obj, Subject):
            return self._answer(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Subject) and isinstance(argument, str):
            return self._answer(obj, argument)
        if isinstance(obj, Missing):
            return obj
        try:
            return super().getitem(obj, argument)
        except Exception as failure:
            return Missing.because(failure)

    def _answer(self, subject: Subject, name: str) -> Any:
        kind: type = type(subject)
        if name not in declared(kind) and name not in subject.own_names():
            return Missing(obj=subject, name=name)
        try:
            return getattr(subject, name)
        except Exception as failure:
            return Missing.because(failure)

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(function, Missing):
            return function
        try:
            return super().call(context, function, *arguments, **named)
        except Exception as failure:
            return Missing.because(failure)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator in ("*", "**") and _too_large(operator, left, right):
            return Missing(message="This would be too large.")
        try:
            return super().call_binop(context, operator, left, right)
        except Exception as failure:
            return Missing.because(failure)

    def tree(self, source: str) -> nodes.Template:
        """The tree of a source that is to be compiled."""
        tree = self.parse(source)
        for compare in tree.find_all(nodes.Compare):
            _straighten(compare)
        joined: nodes.Template = _Joining().visit(tree)
        return joined


def answering(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that gives a missing value where it fails."""

    @functools.wraps(filter_)
    def answer(*arguments: Any, **named: Any) -> Any:
        try:
            return filter_(*arguments, **named)
        except Exception as failure:
            missing = next((each for each in arguments[:2] if isinstance(each, Missing)), None)
            return missing if missing is not None else Missing.because(failure)

    return answer


def of_figures(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of text that, given a figure, gives that figure printed otherwise."""
    at = 1 if hasattr(filter_, "jinja_pass_arg") else 0

    @functools.wraps(filter_)
    def reword(*arguments: Any, **named: Any) -> Any:
        subject = arguments[at]
        if isinstance(subject, Missing):
            return subject
        texts = [each.printed if isinstance(each, Traced) else each for each in arguments]
        text = filter_(*texts, **named)
        return (
            subject.reworded(str(text.unescape() if hasattr(text, "unescape") else text))
            if (isinstance(subject, Traced))
            else text
        )

    return reword


def straight(value: Any) -> Any:
    """Text with straight quotes, so that a comparison does not depend on Word's curly ones."""
    if isinstance(value, str):
        return str(value).translate(_CURLY)
    return [straight(each) for each in value] if isinstance(value, list | tuple) else value


_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def _straighten(compare: nodes.Compare) -> None:
    """Compare without regard to curly quotes where a literal holds one."""
    operands = [compare.expr, *(operand.expr for operand in compare.ops)]
    if not any(_is_quoted(const.value) for each in operands for const in _constants(each)):
        return
    compare.expr = _straightened(compare.expr)
    for operand in compare.ops:
        operand.expr = _straightened(operand.expr)


def _constants(node: nodes.Expr) -> list[nodes.Const]:
    return [node] if isinstance(node, nodes.Const) else list(node.find_all(nodes.Const))


def _is_quoted(value: object) -> bool:
    return isinstance(value, str) and any(quote in value for quote in "'\"\u2018\u2019\u201c\u201d")


def _straightened(node: nodes.Expr) -> nodes.Expr:
    return nodes.Filter(node, "straight", [], [], None, None, lineno=node.lineno)


def _too_large(operator: str, left: Any, right: Any) -> bool:
    if operator == "**":
        return isinstance(right, int) and abs(right) > 1000
    sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
    counts = [each for each in (left, right) if isinstance(each, int)]
    return bool(sizes and counts) and sizes[0] * max(counts) > LONGEST
