"""The expressions in tags: what each is expected to give, and what it asks for that is not there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from jinja2 import nodes
from jinja2.tests import TESTS
from jinja2.visitor import NodeVisitor

from cyps_papers.origin import UNASKED, Origin, named
from cyps_papers.problems import NoAnswerError, ProblemKind, did_you_mean, error, warning
from cyps_papers.vocabulary import Subject
from cyps_papers.word.inserted.questions import TAGS as OF_FILES
from cyps_papers.word.lint.expected import (
    NOTHING_KNOWN,
    UNKNOWN,
    Expected,
    NotDeclaredError,
    attribute,
    has_names_of_data,
)
from cyps_papers.word.lint.findings import Findings, NameUse
from cyps_papers.word.rendering.environment import Filters, fits, straight
from cyps_papers.word.rendering.filters import JINJA_FILTERS
from cyps_papers.word.rendering.missing import NO_ANSWER, first_of
from cyps_papers.word.templates.tree import Tag

UNKNOWN_NAME = error("unknown-name", '"{tag}": {owner} has no {name}.', "{hint}")
NO_SUCH_NAME = error("unknown-name", '"{tag}": there is no {name}.', "{hint}")
UNKNOWN_FILTER = error("unknown-filter", '"{tag}": there is no filter |{name}.', "{hint}")
UNKNOWN_TEST = error("unknown-filter", '"{tag}": there is no test "is {name}".', "{hint}")
WRONG_ARGUMENTS = error("wrong-arguments", '"{tag}": {name} is not used like that.', "{hint}")
NOT_ASKED = error("wrong-arguments", '"{tag}": {name} is incomplete.', "Type {example}.")
NOT_A_QUESTION = error("wrong-arguments", '"{tag}": {name} takes no brackets.', "Type {name}.")
LIST_FOR_VALUE = error(
    "list-for-value",
    '"{tag}": {name} is a list, where one value belongs.',
    "Go through it, {{% for one in {name} %}} ... {{% endfor %}}, or count it: {name}|length.",
)
NOT_A_VALUE = error(
    "list-for-value", '"{tag}": {name} is not itself a value.', "Ask for one of the names under it: {names}."
)
NO_SUCH_CHOICE = error("no-such-value", '"{tag}": {name} is never "{text}".', "{near}It can be: {choices}.")
NO_SUCH_TEXT = warning(
    "no-such-value",
    '"{tag}": no {name} in the workbooks reads "{text}".',
    "{near}Compare it with a text as the workbook has it.",
)

_ONE_OF = frozenset(("first", "last", "min", "max"))
_LIST_TO_LIST = frozenset("list sort reverse unique select reject selectattr rejectattr batch".split())
_TEXTS = frozenset("upper lower title capitalize trim replace string".split())
_GLOBALS = frozenset(("range", "dict", "cycler", "joiner", "namespace", "true", "false", "none", "loop"))


class Expressions(NodeVisitor):
    """Works out expressions for one tag after another; what is wrong goes and what is used to `findings`."""

    def __init__(self, context: Mapping[str, Subject] | None, filters: Filters, findings: Findings) -> None:
        self.context = context
        self.filters = filters
        self.findings = findings
        self.scopes: list[dict[str, Expected]] = [{}]
        self.tag: Tag | None = None
        self.is_silent = False
        self.is_passed_by = False  # the branch in hand, by its test

    def one_value(self, node: nodes.Node) -> Expected:
        """What an expression gives where one value belongs: a list or something to ask further is said."""
        expected: Expected = self.visit(node)
        self._need_value(expected)
        return expected

    def say(self, kind: ProblemKind, subject: Origin = UNASKED, /, **found: object) -> None:
        """Say a problem of the tag in hand."""
        if self.tag and not self.is_silent:
            self.findings.of_tag(kind, self.tag, subject, **found)

    def generic_visit(self, node: nodes.Node, *arguments: Any, **named: Any) -> Expected:
        for child in node.iter_child_nodes():
            self.visit(child)
        return NOTHING_KNOWN

    def visit_Name(self, node: nodes.Name) -> Expected:  # noqa: N802
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in OF_FILES:
            self._use(node.name, object, "")
        if node.name in _GLOBALS or node.name in OF_FILES:
            return NOTHING_KNOWN
        subject = self.context.get(node.name) if self.context is not None else None
        if subject is not None:
            self._use(node.name, type(subject), "")
            return Expected((subject,), type(subject), path=node.name)
        self._use(node.name, object, "" if self.context is None else node.name)
        if self.context is None:
            return Expected(path=node.name)
        near = did_you_mean(node.name, [*self.context, *OF_FILES, *(name for scope in self.scopes for name in scope)])
        under = (root for root, subject in self.context.items() if node.name in Expected((subject,)).names)
        if not near and (root := next(under, "")):
            near = f"Did you mean {root}.{node.name}?"
        near = near or f"Names begin with {first_of(list(self.context))}."
        self.say(NO_SUCH_NAME, Origin(node.name), name=node.name, hint=near)
        return NOTHING_KNOWN

    def visit_Getattr(self, node: nodes.Getattr) -> Expected:  # noqa: N802
        return self._ask(self.visit(node.node), node.attr)

    def visit_Getitem(self, node: nodes.Getitem) -> Expected:  # noqa: N802
        owner: Expected = self.visit(node.node)
        index = self.visit(node.arg).constant
        if isinstance(index, str):
            return self._ask(owner, index)
        if isinstance(node.arg, nodes.Slice):
            if next(node.arg.find_all(nodes.BinExpr), None):  # 9 ** 9 ** 9 is never worked out here
                return owner
            try:
                part = node.arg.as_const()
                return replace(owner, values=tuple(value[part] for value in owner.values)) if owner.is_list else owner
            except (nodes.Impossible, TypeError, ValueError):  # as [:loop.index], ['a':] and [::0]
                return owner
        if not isinstance(index, int) or not owner.is_list:
            return NOTHING_KNOWN
        picked = tuple(value[index] for value in owner.values if -len(value) <= index < len(value))
        return Expected(picked, owner.each, path=f"{owner.path}[{index}]", is_many=owner.is_many)

    def visit_Call(self, node: nodes.Call) -> Expected:  # noqa: N802
        owner = self.visit(node.node)
        constants = [self.visit(argument).constant for argument in node.args]
        options = {pair.key: self.visit(pair.value).constant for pair in node.kwargs}
        if owner.asks is None:
            if owner.is_value and owner.path and (owner.values or owner.gives is not object):
                self.say(NOT_A_QUESTION, name=owner.path)
            return NOTHING_KNOWN
        expected = Expected((), owner.asks.gives, owner.asks.each, f"{owner.path}(...)", owner.is_many)
        is_known = UNKNOWN not in (*constants, *options.values()) and not node.dyn_args and not node.dyn_kwargs
        if not owner.values or not is_known:
            return expected
        if not fits(owner.values[0], constants, options):
            self.say(WRONG_ARGUMENTS, name=owner.path, hint=f"Type {owner.path}{owner.asks.asked}.")
            return expected
        found, refused = [], None
        for ask in owner.values:
            try:
                found.append(ask(*constants, **options))
            except NoAnswerError as failure:
                refused = refused or failure
        if refused and not found:
            self.say(NO_ANSWER, refused.subject, message=refused.message, hint=refused.hint)
        return replace(expected, values=tuple(found))

    def visit_Filter(self, node: nodes.Filter) -> Expected:  # noqa: N802
        with self._silence(node.name in ("default", "d")):
            owner: Expected = self.visit(node.node) if node.node else NOTHING_KNOWN
        arguments = [self.visit(argument) for argument in node.args]
        named = {str(pair.key): self.visit(pair.value) for pair in node.kwargs}
        if node.name in self.filters:
            return self._own_filter(node.name, owner, [None, *arguments], named)
        if node.name not in JINJA_FILTERS:
            hint = did_you_mean(node.name, [*self.filters, *JINJA_FILTERS])
            self.say(UNKNOWN_FILTER, name=node.name, hint=hint or f"There are: {first_of(list(self.filters))}.")
            return NOTHING_KNOWN
        by_name = arguments[:1] if node.name in ("selectattr", "rejectattr", "groupby") else []
        for path in (asked.constant for asked in [*by_name, named.get("attribute", NOTHING_KNOWN)]):
            expected = replace(owner.items, path=owner.path)
            for name in path.split(".") if isinstance(path, str) else ():
                expected = self._ask(expected, name)
        if node.name in _TEXTS:
            self._need_value(owner)
        if node.name in _ONE_OF:
            return owner.items
        if node.name in _LIST_TO_LIST or (node.name in ("default", "d") and any(owner.values)):
            return owner
        return Expected(gives=list if node.name == "map" else object)

    def visit_Test(self, node: nodes.Test) -> Expected:  # noqa: N802
        with self._silence(node.name in ("defined", "undefined")):
            self.generic_visit(node)
        if node.name not in TESTS:
            self.say(UNKNOWN_TEST, name=node.name, hint=did_you_mean(node.name, TESTS))
        return NOTHING_KNOWN

    def visit_And(self, node: nodes.And) -> Expected:  # noqa: N802
        sides: list[Expected] = [self.visit(node.left), self.visit(node.right)]
        return next((side for side in sides if side.is_false), NOTHING_KNOWN)

    def visit_Compare(self, node: nodes.Compare) -> Expected:  # noqa: N802
        left = self.visit(node.expr)
        for operand in node.ops:
            right = self.visit(operand.expr)
            if operand.op in ("in", "notin"):
                texts = right.constant if isinstance(operand.expr, nodes.List | nodes.Tuple) else ()
                for text in texts if texts is not UNKNOWN else ():
                    self._check_text(left, text, is_equal=operand.op == "in")
            else:
                self._need_value(left)
                self._need_value(right)
            if operand.op in ("eq", "ne"):
                self._check_text(left, "" if right.path else right.constant, is_equal=operand.op == "eq")
                self._check_text(right, "" if left.path else left.constant, is_equal=operand.op == "eq")
            left = right
        return NOTHING_KNOWN

    def _arithmetic(self, node: nodes.BinExpr) -> Expected:
        self.one_value(node.left)
        self.one_value(node.right)
        return NOTHING_KNOWN

    visit_Add = visit_Sub = visit_Mul = visit_Div = visit_FloorDiv = visit_Mod = visit_Pow = _arithmetic  # noqa: N815

    def visit_Concat(self, node: nodes.Concat) -> Expected:  # noqa: N802
        for operand in node.nodes:
            self.one_value(operand)
        return Expected(gives=str)

    def visit_Const(self, node: nodes.Const) -> Expected:  # noqa: N802
        return Expected((node.value,), type(node.value))

    def _list(self, node: nodes.List | nodes.Tuple) -> Expected:
        found = [self.visit(item).constant for item in node.items]
        return Expected((found,) if UNKNOWN not in found else (), list)

    visit_List = visit_Tuple = _list  # noqa: N815

    def _ask(self, owner: Expected, name: str) -> Expected:
        if owner.asks:
            self.say(NOT_ASKED, name=owner.path, example=f"{owner.path}{owner.asks.asked}.{name}")
            return NOTHING_KNOWN
        if owner.is_list and owner.path:
            self.say(LIST_FOR_VALUE, name=owner.path)
            return NOTHING_KNOWN
        path = f"{owner.path}.{name}"
        try:
            expected = attribute(owner, name)
        except NotDeclaredError as absent:
            self._use(path, object, name)
            near = did_you_mean(name, owner.names)
            if absent.refusal and not near:
                refused = absent.refusal
                self.say(NO_ANSWER, refused.subject, message=refused.message, hint=refused.hint)
                return NOTHING_KNOWN
            has = f"It has: {first_of(owner.names)}." if owner.names else "It is printed as it is: take that part away."
            is_of_data = any(has_names_of_data(kind) for kind in owner.types)
            subject = self._subject(path) if is_of_data else UNASKED
            self.say(UNKNOWN_NAME, subject, owner=owner.path or "this", name=name, hint=near or has)
            return NOTHING_KNOWN
        for kind in owner.types:
            self._use(path, kind, name)
        return expected

    def _own_filter(
        self, name: str, owner: Expected, arguments: list[Expected | None], named: Mapping[str, Expected]
    ) -> Expected:
        self._use(f"|{name}", object, name)
        self._need_value(owner)
        if owner.is_list or owner.is_unprintable or owner.asks:
            return NOTHING_KNOWN
        if not fits(self.filters[name], arguments, named):
            more = list(inspect.signature(self.filters[name]).parameters)[1:]
            hint = f"Type |{name}" + (f" or |{name}(1)" if more else "") + "."
            self.say(WRONG_ARGUMENTS, name=f"|{name}", hint=hint)
            return NOTHING_KNOWN
        return replace(owner, choices=())

    def _need_value(self, expected: Expected) -> None:
        if expected.asks:
            self.say(NOT_ASKED, name=expected.path, example=f"{expected.path}{expected.asks.asked}")
        elif expected.is_list and expected.path:
            self.say(LIST_FOR_VALUE, name=expected.path)
        elif expected.is_unprintable and expected.path:
            self.say(NOT_A_VALUE, name=expected.path, names=first_of(expected.names))

    def _check_text(self, expected: Expected, text: Any, is_equal: bool) -> None:
        """Say where something is compared with a text that it never is."""
        name = expected.path
        if not name or not text or not isinstance(text, str):
            return
        if expected.choices:
            if text not in expected.choices:
                near = did_you_mean(text, expected.choices)
                choices = ", ".join(f'"{choice}"' for choice in expected.choices)
                self.say(
                    NO_SUCH_CHOICE, self._subject(name), name=name, text=text, near=f"{near} ".lstrip(), choices=choices
                )
            return
        texts = {str(value) for value in expected.values if str(value)}
        is_text = all(isinstance(value, str) for value in expected.values)
        if not is_equal or not is_text or not texts or straight(text) in map(straight, texts):
            return
        near = did_you_mean(text, [known for known in texts if _even(known) == _even(text)])
        if len(texts) > 1 or near:
            self.say(NO_SUCH_TEXT, self._subject(name), name=name, text=text, near=f"{near} ".lstrip())

    def _subject(self, path: str) -> Origin:
        """What of the data a name asks for; nothing, where it begins with a loop's."""
        asked = named(path)
        return asked if asked.source in (self.context or {}) else UNASKED

    def _use(self, path: str, kind: Any, name: str) -> None:
        if self.tag and isinstance(kind, type):
            self.findings.uses.append(NameUse(path, kind, name, self.tag.place))

    @contextmanager
    def _silence(self, is_silent: bool) -> Iterator[None]:
        """Within, nothing is said of what is not there."""
        before, self.is_silent = self.is_silent, self.is_silent or is_silent
        yield
        self.is_silent = before


def _even(text: str) -> str:
    return " ".join(text.casefold().replace("&", "and").split())
