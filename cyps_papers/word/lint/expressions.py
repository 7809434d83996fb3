"""Working out what an expression in a tag may give, and saying what it asks for that is not there."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from cyps_papers.origin import UNASKED, Origin, named
from cyps_papers.problems import NoAnswerError, ProblemKind, did_you_mean, error, warning
from cyps_papers.vocabulary import Subject, Traced
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.lint.known import NOTHING_KNOWN, Known, NotDeclaredError, attribute, constant
from cyps_papers.word.lint.lines import Typed
from cyps_papers.word.lint.uses import Use

UNKNOWN_NAME = error("unknown-name", '"{tag}": {owner} has no {name}.', "{hint}")
NO_SUCH_NAME = error("unknown-name", '"{tag}": there is no {name}.', "{hint}")
NO_ANSWER = error("no-answer", '"{tag}": {message}', "{hint}")
UNKNOWN_FILTER = error("unknown-filter", '"{tag}": there is no filter |{name}.', "{hint}")
UNKNOWN_TEST = error("unknown-filter", '"{tag}": there is no test "is {name}".', "{hint}")
WRONG_ARGUMENTS = error("wrong-arguments", '"{tag}": {name} is not asked so.', "{hint}")
NOT_ASKED = error("wrong-arguments", '"{tag}": {name} asks nothing yet.', "Type {example}.")
NOT_A_QUESTION = error("wrong-arguments", '"{tag}": {name} takes no brackets.', "Type {name}.")
LIST_FOR_VALUE = error(
    "list-for-value",
    '"{tag}": {name} is a list, where one value belongs.',
    "Go through it, {{% for one in {name} %}} ... {{% endfor %}}, or count it: {name}|length.",
)
NOT_A_VALUE = error(
    "list-for-value", '"{tag}": {name} is not itself a value.', "Ask for one of the names under it: {names}."
)
NOT_A_LIST = error("value-for-list", '"{tag}": {name} is not a list to go through.', "{hint}")
TOO_FEW = error("no-answer", '"{tag}": {name} has only {count}.', "The first is [0], the second [1].")
NO_SUCH_CHOICE = error("no-such-value", '"{tag}": {name} is never "{text}".', "{near}It can be: {choices}.")
NO_SUCH_TEXT = warning(
    "no-such-value",
    '"{tag}": no {name} in the workbooks reads "{text}".',
    "{near}Compare it with a text as the workbook has it.",
)

FIRST_OF = frozenset(("first", "last", "random", "min", "max"))
LIST_TO_LIST = frozenset("list sort reverse unique select reject selectattr rejectattr batch slice".split())
COUNTS = frozenset(("length", "count"))
TEXTS = frozenset("upper lower title capitalize trim replace string".split())
SILENT = frozenset(("default", "d"))
SILENT_TESTS = frozenset(("defined", "undefined"))
_OPERATORS: Mapping[type[nodes.Expr], Callable[[Any, Any], Any]] = {
    nodes.Add: operator.add,
    nodes.Sub: operator.sub,
    nodes.Mul: operator.mul,
    nodes.Div: operator.truediv,
}
_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}


@dataclass
class Expressions:
    """Works out expressions for one tag after another; what is wrong goes to `findings`, what is used to `uses`.

    `is_taken` is False where a condition around the tag is not met by any value in this meeting: what has no answer
    there is not asked for now.
    """

    context: Mapping[str, Subject] | None
    filters: Mapping[str, Callable[..., Any]]
    findings: Findings
    uses: list[Use]
    scopes: list[dict[str, Known]] = field(default_factory=lambda: [{}])
    is_taken: bool = True
    typed: Typed | None = None
    is_silent: bool = False

    def value(self, node: nodes.Node | None) -> Known:
        """What an expression may give."""
        if node is None:
            return NOTHING_KNOWN
        work = _WORK.get(type(node))
        if work:
            return work(self, node)
        if isinstance(node, nodes.BinExpr):
            return self._arithmetic(node)
        for child in node.iter_child_nodes():
            self.value(child)
        return NOTHING_KNOWN

    def one_value(self, node: nodes.Node) -> Known:
        """What an expression gives where one value belongs: a list or something to ask further is said."""
        known = self.value(node)
        self._need_value(known)
        return known

    def bind(self, name: str, known: Known) -> None:
        """Let a name stand for something from here on."""
        self.scopes[-1][name] = known

    def say(self, kind: ProblemKind, subject: Origin = UNASKED, /, **found: object) -> None:
        """Say a problem of the tag in hand; `subject` is what of the data it asks for."""
        if self.typed and not self.is_silent:
            self.findings.of_tag(kind, self.typed, subject, **found)

    def silently(self, node: nodes.Node) -> Known:
        """What an expression gives, nothing being said of what is not there."""
        before, self.is_silent = self.is_silent, True
        try:
            return self.value(node)
        finally:
            self.is_silent = before

    def _need_value(self, known: Known) -> None:
        if known.asks:
            self.say(NOT_ASKED, name=known.path, example=f"{known.path}{known.asks.asked}")
        elif known.is_list and known.path:
            self.say(LIST_FOR_VALUE, name=known.path)
        elif known.is_unprintable and known.path:
            self.say(NOT_A_VALUE, name=known.path, names=_listed(_names_of(known)))

    def _name(self, node: nodes.Name) -> Known:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in _GLOBALS:
            return NOTHING_KNOWN
        if self.context is None:
            self._use(node.name, object, "")
            return Known(path=node.name)
        if node.name not in self.context:
            self._use(node.name, object, node.name)
            self.say(NO_SUCH_NAME, Origin(node.name), name=node.name, hint=self._near_root(node.name))
            return NOTHING_KNOWN
        subject = self.context[node.name]
        self._use(node.name, type(subject), "")
        return Known((subject,), type(subject), path=node.name)

    def _subject(self, path: str) -> Origin:
        """What of the data a name asks for; nothing, where it begins with a loop's."""
        asked = named(path)
        return asked if asked.source in (self.context or {}) else UNASKED

    def _near_root(self, name: str) -> str:
        known = [*(self.context or {}), *(each for scope in self.scopes for each in scope)]
        near = did_you_mean(name, known)
        for root, subject in (self.context or {}).items():
            if not near and name in _names_of(Known((subject,))):
                near = f"Did you mean {root}.{name}?"
        return near or f"Names begin with {_listed(list(self.context or {}))}."

    def _attribute(self, node: nodes.Getattr) -> Known:
        return self._ask(self.value(node.node), node.attr)

    def _item(self, node: nodes.Getitem) -> Known:
        owner, argument = self.value(node.node), self.value(node.arg)
        index = argument.values[0] if len(argument.values) == 1 else None
        if isinstance(index, str):
            return self._ask(owner, index)
        if isinstance(node.arg, nodes.Slice):
            return owner
        if not isinstance(index, int) or not owner.is_list:
            return NOTHING_KNOWN
        picked = owner.map(lambda value: value[index], gives=owner.each, path=f"{owner.path}[{index}]")
        if owner.values and not picked.values and not owner.is_many and self.is_taken:
            self.say(TOO_FEW, self._subject(owner.path), name=owner.path, count=len(owner.values[0]))
        return picked

    def _ask(self, owner: Known, name: str) -> Known:
        if owner.asks:
            self.say(NOT_ASKED, name=owner.path, example=f"{owner.path}{owner.asks.asked}.{name}")
            return NOTHING_KNOWN
        if owner.is_list and owner.path:
            self.say(LIST_FOR_VALUE, name=owner.path)
            return NOTHING_KNOWN
        try:
            known = attribute(owner, name)
        except NotDeclaredError as absent:
            self._use(f"{owner.path}.{name}", object, name)
            self._say_unknown(owner, name, absent)
            return NOTHING_KNOWN
        for kind in owner.types:
            self._use(known.path, kind, name)
        if not known.asks:
            self._say_refusal(known)
        return known

    def _say_unknown(self, owner: Known, name: str, absent: NotDeclaredError) -> None:
        near = did_you_mean(name, absent.names)
        if not near and absent.refusal:
            self.say(NO_ANSWER, absent.refusal.subject, message=absent.refusal.message, hint=absent.refusal.hint)
            return
        has = f"It has: {_listed(absent.names)}." if absent.names else "It is printed as it is: take that part away."
        is_of_data = any(kind.own_names is not Subject.own_names for kind in owner.types if issubclass(kind, Subject))
        subject = self._subject(f"{owner.path}.{name}") if is_of_data else UNASKED
        self.say(UNKNOWN_NAME, subject, owner=owner.path or "this", name=name, hint=near or has)

    def _say_refusal(self, known: Known, is_certain: bool = False) -> None:
        """Say why there is no answer, unless nobody asks for it in this meeting."""
        if known.refusal and (self.is_taken or is_certain):
            self.say(NO_ANSWER, known.refusal.subject, message=known.refusal.message, hint=known.refusal.hint)

    def _use(self, path: str, kind: Any, name: str) -> None:
        if self.typed and isinstance(kind, type):
            self.uses.append(Use(path, kind, name, self.typed.tag.place))

    def _call(self, node: nodes.Call) -> Known:
        owner = self.value(node.node)
        arguments = [self.value(each) for each in node.args]
        named = {pair.key: self.value(pair.value) for pair in node.kwargs}
        self.value(node.dyn_args), self.value(node.dyn_kwargs)
        if owner.asks is None:
            if owner.is_value and owner.path and (owner.values or owner.gives is not object):
                self.say(NOT_A_QUESTION, name=owner.path)
            return NOTHING_KNOWN
        known = Known(gives=owner.asks.gives, each=owner.asks.each, path=f"{owner.path}(...)", is_many=owner.is_many)
        constants = [_only(each) for each in arguments]
        if not owner.values or _UNKNOWN in constants or node.dyn_args or node.dyn_kwargs:
            return known
        options = {name: _only(each) for name, each in named.items()}
        if not _fits(owner.values[0], constants, options):
            self.say(WRONG_ARGUMENTS, name=owner.path, hint=f"Type {owner.path}{owner.asks.asked}.")
            return known
        answered = owner.map(lambda ask: ask(*constants, **options))
        known = replace(known, values=answered.values, refusal=answered.refusal)
        self._say_refusal(known, is_certain=True)
        return known

    def _filter(self, node: nodes.Filter) -> Known:
        owner = self.silently(node.node) if node.name in SILENT and node.node else self.value(node.node)
        arguments = [self.value(each) for each in node.args]
        named = {str(pair.key): self.value(pair.value) for pair in node.kwargs}
        if node.name in self.filters:
            return self._own_filter(node, owner, arguments, named)
        if node.name not in FILTERS:
            hint = did_you_mean(node.name, [*self.filters, *FILTERS])
            self.say(UNKNOWN_FILTER, name=node.name, hint=hint or f"There are: {_listed(list(self.filters))}.")
            return NOTHING_KNOWN
        return self._usual_filter(node.name, owner, arguments, named)

    def _own_filter(
        self, node: nodes.Filter, owner: Known, arguments: list[Known], named: Mapping[str, Known]
    ) -> Known:
        filter_ = self.filters[node.name]
        self._use(f"|{node.name}", object, node.name)
        self._need_value(owner)
        if owner.is_list or owner.is_unprintable or owner.asks:
            return NOTHING_KNOWN
        constants, options = [_only(each) for each in arguments], {name: _only(each) for name, each in named.items()}
        if _UNKNOWN in constants or _UNKNOWN in options.values():
            return Known(gives=owner.gives, is_many=owner.is_many)
        if not _fits(filter_, [None, *constants], options):
            self.say(WRONG_ARGUMENTS, name=f"|{node.name}", hint=f"Type {_example(node.name, filter_)}.")
            return NOTHING_KNOWN
        answered = owner.map(lambda value: filter_(value, *constants, **options), gives=owner.gives)
        self._say_refusal(answered)
        return replace(answered, path=owner.path)

    def _usual_filter(self, name: str, owner: Known, arguments: list[Known], named: Mapping[str, Known]) -> Known:
        attribute_ = named.get("attribute") or (arguments[0] if name in ("selectattr", "rejectattr") else None)
        attribute_ = arguments[0] if name in ("groupby",) and arguments else attribute_
        if attribute_ and isinstance(_only(attribute_), str):
            self._check_attribute(owner, str(_only(attribute_)))
        if name in SILENT:
            return owner if owner.values else NOTHING_KNOWN
        if name in FIRST_OF:
            return replace(owner.items, is_many=owner.is_many or len(owner.items.values) > 1)
        if name in LIST_TO_LIST:
            return owner
        if name in COUNTS:
            return owner.map(len, gives=int)
        if name in TEXTS:
            self._need_value(owner)
        return Known(gives=list if name in ("map",) else object, is_many=owner.is_many)

    def _check_attribute(self, owner: Known, path: str) -> None:
        known = replace(owner.items, path=owner.path)
        for name in path.split("."):
            known = self._ask(known, name)

    def _test(self, node: nodes.Test) -> Known:
        known = self.silently(node.node) if node.name in SILENT_TESTS else self.value(node.node)
        for argument in node.args:
            self.value(argument)
        if node.name not in TESTS:
            self.say(UNKNOWN_TEST, name=node.name, hint=did_you_mean(node.name, TESTS))
        if node.name in SILENT_TESTS and known.values:
            return constant(node.name == "defined")
        return NOTHING_KNOWN

    def _compare(self, node: nodes.Compare) -> Known:
        left = self.value(node.expr)
        result = NOTHING_KNOWN
        for operand in node.ops:
            right = self.value(operand.expr)
            self._check_comparison(left, operand.op, right, operand.expr)
            result = self._compared(left, operand.op, right) if len(node.ops) == 1 else NOTHING_KNOWN
            left = right
        return result

    def _check_comparison(self, left: Known, sign: str, right: Known, expression: nodes.Node) -> None:
        if sign in ("in", "notin"):
            for text in _texts(right, expression):
                self._check_text(left, text, is_equal=sign == "in")
            return
        self._need_value(left)
        self._need_value(right)
        for one, other in ((left, right), (right, left)):
            if sign in ("eq", "ne") and not other.path and isinstance(_only(other), str):
                self._check_text(one, str(_only(other)), is_equal=sign == "eq")

    def _check_text(self, known: Known, text: str, is_equal: bool) -> None:
        """Say where something is compared with a text that it never is."""
        if not known.path or not text:
            return
        name = known.path
        if known.choices:
            if text not in known.choices:
                near = did_you_mean(text, known.choices)
                choices = ", ".join(f'"{choice}"' for choice in known.choices)
                self.say(
                    NO_SUCH_CHOICE,
                    self._subject(name),
                    name=name,
                    text=text,
                    near=f"{near} " if near else "",
                    choices=choices,
                )
            return
        texts = _distinct(known)
        if not is_equal or not texts or _alike(text) in {_alike(each) for each in texts}:
            return
        near = did_you_mean(text, [each for each in texts if _is_near(text, each)])
        if len(texts) > 1 or near:
            self.say(NO_SUCH_TEXT, self._subject(name), name=name, text=text, near=f"{near} " if near else "")

    def _compared(self, left: Known, sign: str, right: Known) -> Known:
        compare, other = _COMPARISONS.get(sign), _only(right)
        if compare is None or other is _UNKNOWN or not left.values:
            return NOTHING_KNOWN
        found = left.map(lambda value: compare(value, other))
        self._say_refusal(found)
        return found

    def _arithmetic(self, node: nodes.BinExpr) -> Known:
        left, right = self.one_value(node.left), self.one_value(node.right)
        work, other = _OPERATORS.get(type(node)), _only(right)
        if work is None or not _is_number(other) or not all(_is_number(value) for value in left.values):
            return NOTHING_KNOWN
        found = left.map(lambda value: work(value, other), gives=left.gives)
        self._say_refusal(found)
        return found

    def _joined(self, node: nodes.Concat) -> Known:
        for each in node.nodes:
            self.one_value(each)
        return Known(gives=str)

    def _both(self, node: nodes.And) -> Known:
        left = self.value(node.left)
        right = self._under(node.right, left.truth is not False)
        if left.truth is False or right.truth is False:
            return constant(False)
        return constant(True) if left.truth and right.truth else NOTHING_KNOWN

    def _either(self, node: nodes.Or) -> Known:
        left = self.value(node.left)
        right = self._under(node.right, left.truth is not True)
        if left.truth or right.truth:
            return constant(True)
        return constant(False) if left.truth is False and right.truth is False else NOTHING_KNOWN

    def _not(self, node: nodes.Not) -> Known:
        truth = self.value(node.node).truth
        return NOTHING_KNOWN if truth is None else constant(not truth)

    def _conditional(self, node: nodes.CondExpr) -> Known:
        truth = self.value(node.test).truth
        first = self._under(node.expr1, truth is not False)
        second = self._under(node.expr2, truth is not True)
        return NOTHING_KNOWN if truth is None else first if truth else second

    def _under(self, node: nodes.Node | None, is_taken: bool) -> Known:
        before, self.is_taken = self.is_taken, self.is_taken and is_taken
        try:
            return self.value(node)
        finally:
            self.is_taken = before

    def _constant(self, node: nodes.Const) -> Known:
        return constant(node.value)

    def _list(self, node: nodes.List | nodes.Tuple) -> Known:
        found = [_only(self.value(each)) for each in node.items]
        return Known((found,), list) if _UNKNOWN not in found else Known(gives=list)


class _Unknown:
    """What stands for a value that is not known before the rendering."""


_UNKNOWN = _Unknown()
_GLOBALS = frozenset(("range", "dict", "cycler", "joiner", "namespace", "true", "false", "none", "loop"))
_WORK: dict[type[nodes.Node], Callable[[Expressions, Any], Known]] = {
    nodes.Name: Expressions._name,
    nodes.Getattr: Expressions._attribute,
    nodes.Getitem: Expressions._item,
    nodes.Call: Expressions._call,
    nodes.Filter: Expressions._filter,
    nodes.Test: Expressions._test,
    nodes.Compare: Expressions._compare,
    nodes.Concat: Expressions._joined,
    nodes.And: Expressions._both,
    nodes.Or: Expressions._either,
    nodes.Not: Expressions._not,
    nodes.CondExpr: Expressions._conditional,
    nodes.Const: Expressions._constant,
    nodes.List: Expressions._list,
    nodes.Tuple: Expressions._list,
}


def _only(known: Known) -> Any:
    return known.values[0] if len(known.values) == 1 and not known.is_many else _UNKNOWN


def _names_of(known: Known) -> list[str]:
    try:
        attribute(known, "")
    except NotDeclaredError as absent:
        return absent.names
    return []


def _listed(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def _fits(function: Callable[..., Any], arguments: list[Any], named: Mapping[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(*arguments, **named)
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def _example(name: str, filter_: Callable[..., Any]) -> str:
    extra = list(inspect.signature(filter_).parameters)[1:]
    return f"|{name}" + (f" or |{name}(1)" if extra else "")


def _texts(known: Known, node: nodes.Node) -> list[str]:
    """The texts of a list written out in the tag."""
    if not isinstance(node, nodes.List | nodes.Tuple):
        return []
    return [text for value in known.values for text in value if isinstance(text, str)]


def _distinct(known: Known) -> list[str]:
    """The texts that something has; none where it has anything else."""
    if not known.values or not all(isinstance(value, str) for value in known.values):
        return []
    return [text for text in dict.fromkeys(str(value) for value in known.values) if text]


def _alike(text: str) -> str:
    """A text without what the rendering does not distinguish in a comparison: curly and straight quotes."""
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def _is_near(one: str, other: str) -> bool:
    plain = [" ".join(text.casefold().replace("&", "and").split()) for text in (one, other)]
    return plain[0] == plain[1]


def _is_number(value: Any) -> bool:
    return isinstance(value, Traced | int | float) and not isinstance(value, str)


__all__ = ["NO_ANSWER", "Expressions", "NoAnswerError"]
