"""The expressions in tags: what each is expected to give, and what it asks for that is not there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.tests import TESTS
from jinja2.visitor import NodeVisitor

from cyps_papers.origin import UNASKED, Origin, named
from cyps_papers.problems import ProblemKind, did_you_mean, error, warning
from cyps_papers.vocabulary import Subject, Traced, names_of
from cyps_papers.word.inserted.questions import TAGS as OF_FILES
from cyps_papers.word.lint.expected import NOTHING_KNOWN, UNKNOWN, Expected, answers, attribute, refusal
from cyps_papers.word.lint.findings import Findings, NameUse
from cyps_papers.word.rendering.environment import Filters, fits, straight
from cyps_papers.word.rendering.filters import JINJA_FILTERS, TEXT_FILTERS
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
_GLOBALS = frozenset("range dict cycler joiner namespace true false none loop caller varargs kwargs".split())


class Expressions(NodeVisitor):
    """Works out expressions for one tag after another; what is wrong and what is used goes to `findings`."""

    tag: Tag

    def __init__(self, context: Mapping[str, Subject] | None, filters: Filters, findings: Findings) -> None:
        self.context = context
        self.filters = filters
        self.findings = findings
        self.scopes: list[dict[str, Expected]] = [{}]
        self.is_silent = False
        self.is_passed_by = False  # the branch in hand, by its test

    def say(self, kind: ProblemKind, subject: Origin = UNASKED, /, **found: object) -> None:
        """Say a problem of the tag in hand."""
        if not self.is_silent:
            self.findings.of_tag(kind, self.tag, subject, **found)

    def need_value(self, expected: Expected) -> None:
        """Say where one value belongs and a list stands, or something to ask further."""
        if expected.asked:
            self.say(NOT_ASKED, name=expected.path, example=f"{expected.path}{expected.asked}")
        elif expected.is_list and expected.path:
            self.say(LIST_FOR_VALUE, name=expected.path)
        elif expected.is_all(Subject, but=(Traced,)) and expected.path:
            self.say(NOT_A_VALUE, name=expected.path, names=first_of(list(expected.names)))

    def generic_visit(self, node: nodes.Node, *arguments: Any, **named: Any) -> Expected:
        for child in node.iter_child_nodes():
            expected = self.visit(child)
            if isinstance(node, nodes.BinExpr | nodes.Concat) and not isinstance(node, nodes.Or):
                self.need_value(expected)
        return NOTHING_KNOWN

    def visit_Name(self, node: nodes.Name) -> Expected:  # noqa: N802
        name, context = node.name, self.context or {}
        if node.ctx != "load":
            self.scopes[-1][name] = NOTHING_KNOWN
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        if name in _GLOBALS:
            return NOTHING_KNOWN
        if name in context:
            self._use(name, type(context[name]), "")
            return Expected((context[name],), path=name)
        if name in OF_FILES or self.context is None:
            self._use(name, object, "")
            return Expected(path=name)
        self._use(name, object, name)
        near = did_you_mean(name, [*context, *OF_FILES, *(known for scope in self.scopes for known in scope)])
        under = (f"Did you mean {root}.{name}?" for root, subject in context.items() if name in names_of(subject))
        near = near or next(under, f"Names begin with {first_of(list(context))}.")
        self.say(NO_SUCH_NAME, Origin(name), name=name, hint=near)
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
        return replace(owner.items, values=picked, path=f"{owner.path}[{index}]")

    def visit_Call(self, node: nodes.Call) -> Expected:  # noqa: N802
        owner = self.visit(node.node)
        constants = [self.visit(argument).constant for argument in node.args]
        options = {pair.key: self.visit(pair.value).constant for pair in node.kwargs}
        if not owner.asked:
            if owner.is_value and owner.path:
                self.say(NOT_A_QUESTION, name=owner.path)
            return NOTHING_KNOWN
        declaration = replace(owner.declaration, asked="")
        expected = Expected((), declaration, f"{owner.path}(...)")
        is_known = UNKNOWN not in (*constants, *options.values()) and not node.dyn_args and not node.dyn_kwargs
        if not owner.values or not is_known:
            return expected
        if not fits(owner.values[0], constants, options):
            self.say(WRONG_ARGUMENTS, name=owner.path, hint=f"Type {owner.path}{owner.asked}.")
            return expected
        found, refused = answers(partial(question, *constants, **options) for question in owner.values)
        if refused and not found:
            self.say(NO_ANSWER, refused.subject, message=refused.message, hint=refused.hint)
        return replace(expected, values=found)

    def visit_Filter(self, node: nodes.Filter) -> Expected:  # noqa: N802
        name, is_default = node.name, node.name in ("default", "d")
        with self._silence(is_default):
            owner: Expected = self.visit(node.node) if node.node else NOTHING_KNOWN
        arguments = [self.visit(argument) for argument in node.args]
        named = {str(pair.key): self.visit(pair.value) for pair in node.kwargs}
        if name in TEXT_FILTERS or name in self.filters:
            self.need_value(owner)
        if name in self.filters:
            self._use(f"|{name}", object, name)
            if not fits(self.filters[name], [None, *arguments], named):
                more = list(inspect.signature(self.filters[name]).parameters)[1:]
                hint = f"Type |{name}" + (f" or |{name}(1)" if more else "") + "."
                self.say(WRONG_ARGUMENTS, name=f"|{name}", hint=hint)
            return replace(owner, choices=())
        if name not in JINJA_FILTERS:
            hint = did_you_mean(name, [*self.filters, *JINJA_FILTERS])
            self.say(UNKNOWN_FILTER, name=name, hint=hint or f"There are: {first_of(list(self.filters))}.")
            return NOTHING_KNOWN
        by_name = arguments[:1] if name in ("selectattr", "rejectattr", "groupby") else []
        for asked in [*by_name, named.get("attribute", NOTHING_KNOWN)]:
            expected = replace(owner.items, path=owner.path)
            for attribute_ in asked.constant.split(".") if isinstance(asked.constant, str) else ():
                expected = self._ask(expected, attribute_)
        if name in _ONE_OF:
            return owner.items
        return owner if name in _LIST_TO_LIST or (is_default and any(owner.values)) else NOTHING_KNOWN

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
        before, left = node.expr, self.visit(node.expr)
        for operand in node.ops:
            right, is_equal = self.visit(operand.expr), operand.op in ("eq", "in")
            if operand.op not in ("in", "notin"):
                self.need_value(left)
                self.need_value(right)
            elif isinstance(operand.expr, nodes.List | nodes.Tuple):
                for item in operand.expr.items:
                    self._check_text(left, item, is_equal)
            if operand.op in ("eq", "ne"):
                self._check_text(left, operand.expr, is_equal)
                self._check_text(right, before, is_equal)
            before, left = operand.expr, right
        return NOTHING_KNOWN

    def visit_Const(self, node: nodes.Const) -> Expected:  # noqa: N802
        return Expected((node.value,))

    def _ask(self, owner: Expected, name: str) -> Expected:
        if owner.asked:
            self.say(NOT_ASKED, name=owner.path, example=f"{owner.path}{owner.asked}.{name}")
            return NOTHING_KNOWN
        if owner.is_list and owner.path:
            self.say(LIST_FOR_VALUE, name=owner.path)
            return NOTHING_KNOWN
        path = f"{owner.path}.{name}"
        if expected := attribute(owner, name):
            for kind in owner.types:
                self._use(path, kind, name)
            return expected
        self._use(path, object, name)
        names, refused = list(owner.names), refusal(owner, name)
        near = did_you_mean(name, names)
        if refused and not near:
            self.say(NO_ANSWER, refused.subject, message=refused.message, hint=refused.hint)
            return NOTHING_KNOWN
        has = f"It has: {first_of(names)}." if names else "It is printed as it is: take that part away."
        subject = self._subject(path) if owner.has_names_of_data else UNASKED
        self.say(UNKNOWN_NAME, subject, owner=owner.path or "this", name=name, hint=near or has)
        return NOTHING_KNOWN

    def _check_text(self, expected: Expected, compared: nodes.Node, is_equal: bool) -> None:
        """Say where something is compared with a text that it never is."""
        name, text = expected.path, compared.value if isinstance(compared, nodes.Const) else ""
        if not name or not text or not isinstance(text, str) or text in expected.choices:
            return
        kind, choices = NO_SUCH_CHOICE, ", ".join(f'"{choice}"' for choice in expected.choices)
        near = did_you_mean(text, expected.choices)
        if not choices:
            texts = {str(value) for value in expected.values if str(value)}
            is_text = all(isinstance(value, str) for value in expected.values)
            kind, near = NO_SUCH_TEXT, did_you_mean(text, [known for known in texts if _alike(known) == _alike(text)])
            may_be = not is_equal or not is_text or straight(text) in map(straight, texts)
            if may_be or not (near or len(texts) > 1):
                return
        self.say(kind, self._subject(name), name=name, text=text, near=f"{near} ".lstrip(), choices=choices)

    def _subject(self, path: str) -> Origin:
        """What of the data a name asks for; nothing, where it begins with a loop's."""
        asked = named(path)
        return asked if asked.source in (self.context or {}) else UNASKED

    def _use(self, path: str, kind: Any, name: str) -> None:
        if isinstance(kind, type):
            self.findings.uses.append(NameUse(path, kind, name, self.tag.place))

    @contextmanager
    def _silence(self, is_silent: bool) -> Iterator[None]:
        """Within, nothing is said of what is not there."""
        before, self.is_silent = self.is_silent, self.is_silent or is_silent
        yield
        self.is_silent = before


def _alike(text: str) -> str:
    return " ".join(text.casefold().replace("&", "and").split())
