"""The names that tags ask for, followed through loops, conditions and variables, branches not taken included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from cyps_papers.problems import did_you_mean, error, warning
from cyps_papers.word.lint.blocks import Node
from cyps_papers.word.lint.expressions import NOT_A_LIST, Expressions
from cyps_papers.word.lint.known import NOTHING_KNOWN, Known, Loop
from cyps_papers.word.lint.lines import Typed
from cyps_papers.word.lint.lookalikes import is_foreign, is_misplaced
from cyps_papers.word.templates.alone import ALLOWED, tree
from cyps_papers.word.templates.tags import KEYWORDS, Mark, Reading

CANNOT_BE_READ = error("tag-unreadable", '"{tag}" cannot be read: {why}.', "{hint}")
PERCENT_TWICE = error(
    "percent-twice", '"{tag}" prints its own % sign, and another follows.', "Take out the % after it."
)
PRINTS_NOTHING = warning(
    "prints-nothing",
    '"{tag}" prints nothing for any of {count}, {name} among them.',
    "Look at that column's heading (cyps-papers inspect says which were read) and its cells; or take the tag out.",
)
UNKNOWN_KEYWORD = error("tag-unreadable", '"{tag}": there is no instruction "{keyword}".', "{hint}")

CELL_TAGS = ("cellbg", "colspan", "vm", "hm")
INSTRUCTIONS = (
    *sorted(ALLOWED),
    *CELL_TAGS,
    *sorted(f"end{keyword}" for keyword in ALLOWED - {"elif", "else", "endraw"}),
)


@dataclass
class Names:
    """Follows the names through the tags of one story."""

    expressions: Expressions

    def follow(self, tags: Iterable[Node]) -> None:
        """Say what the tags of a story ask for that is not there."""
        for node in tags:
            self._tag(node)

    def _tag(self, node: Node) -> None:
        reading = node.typed.tag.reading
        if is_foreign(node.typed) or is_misplaced(node.typed):
            self._follow_all(node)
        elif reading.mark is Mark.PRINT:
            self._print(node.typed)
        elif reading.keyword in CELL_TAGS:
            self._cell_tag(node.typed)
        elif reading.keyword not in INSTRUCTIONS:
            self._say_unknown(node.typed)
            self._follow_all(node)
        else:
            _BLOCKS.get(reading.keyword, Names._other)(self, node)

    def _follow_all(self, node: Node) -> None:
        for _, inside in node.branches:
            self.follow(inside)

    def _print(self, typed: Typed) -> None:
        statement = self._parsed(typed, typed.tag.reading)
        if isinstance(statement, nodes.Output):
            known = self.expressions.one_value(statement.nodes[0])
            if typed.line.text[typed.end :].lstrip().startswith("%") and known.ends_with("%"):
                self.expressions.say(PERCENT_TWICE)
            if known.is_blank and self.expressions.is_taken:
                first = known.values[0]
                self.expressions.say(PRINTS_NOTHING, first.origin, count=len(known.values), name=first.name)

    def _cell_tag(self, typed: Typed) -> None:
        argument = typed.tag.reading.argument
        if argument:
            statement = self._parsed(typed, Reading(Mark.PRINT, typed.tag.reading.level, argument))
            if isinstance(statement, nodes.Output):
                self.expressions.one_value(statement.nodes[0])

    def _for(self, node: Node) -> None:
        loop = self._parsed(node.typed, node.typed.tag.reading)
        known = self.expressions.value(loop.iter) if isinstance(loop, nodes.For) else NOTHING_KNOWN
        if known.path and known.is_value:
            self._say_not_a_list(known)
            known = NOTHING_KNOWN
        self.expressions.scopes.append({"loop": Known((Loop(known.items),), path="loop")})
        if isinstance(loop, nodes.For):
            self._bind(loop.target, known.items)
            self.expressions.value(loop.test)
        self.follow(node.branches[0][1])
        self.expressions.scopes.pop()
        for _, inside in node.branches[1:]:
            self.follow(inside)

    def _say_not_a_list(self, known: Known) -> None:
        self.expressions.say(NOT_A_LIST, name=known.path, hint=f"Type {{{{ {known.path} }}}} to print it.")

    def _if(self, node: Node) -> None:
        before = self.expressions.is_taken
        for typed, inside in node.branches:
            truth = True if typed.tag.reading.keyword == "else" else self._test(typed)
            taken = self.expressions.is_taken
            self.expressions.is_taken = taken and truth is not False
            self.follow(inside)
            self.expressions.is_taken = taken and truth is not True
        self.expressions.is_taken = before

    def _test(self, typed: Typed) -> bool | None:
        reading = typed.tag.reading
        statement = self._parsed(typed, Reading(Mark.BLOCK, reading.level, f"if {reading.argument}"))
        return self.expressions.value(statement.test).truth if isinstance(statement, nodes.If) else None

    def _set(self, node: Node) -> None:
        statement = self._parsed(node.typed, node.typed.tag.reading)
        self._follow_all(node)
        if isinstance(statement, nodes.Assign):
            self._bind(statement.target, self.expressions.value(statement.node))
        elif isinstance(statement, nodes.AssignBlock):
            self._bind(statement.target, Known(gives=str))

    def _macro(self, node: Node) -> None:
        statement = self._parsed(node.typed, node.typed.tag.reading)
        scope = dict.fromkeys(("caller", "varargs", "kwargs"), NOTHING_KNOWN)
        if isinstance(statement, nodes.Macro | nodes.CallBlock):
            scope.update((argument.name, NOTHING_KNOWN) for argument in statement.args)
            for default in statement.defaults:
                self.expressions.value(default)
        if isinstance(statement, nodes.Macro):
            self.expressions.bind(statement.name, NOTHING_KNOWN)
        elif isinstance(statement, nodes.CallBlock):
            self.expressions.value(statement.call)
        self._inside(node, scope)

    def _with(self, node: Node) -> None:
        statement = self._parsed(node.typed, node.typed.tag.reading)
        self.expressions.scopes.append({})
        if isinstance(statement, nodes.With):
            for target, value in zip(statement.targets, statement.values, strict=True):
                self._bind(target, self.expressions.value(value))
        self._follow_all(node)
        self.expressions.scopes.pop()

    def _filter(self, node: Node) -> None:
        statement = self._parsed(node.typed, node.typed.tag.reading)
        if isinstance(statement, nodes.FilterBlock):
            self.expressions.value(statement.filter)
        self._inside(node, {})

    def _other(self, node: Node) -> None:
        self._follow_all(node)

    def _inside(self, node: Node, scope: dict[str, Known]) -> None:
        self.expressions.scopes.append(scope)
        self._follow_all(node)
        self.expressions.scopes.pop()

    def _bind(self, target: nodes.Node, known: Known) -> None:
        if isinstance(target, nodes.Name):
            self.expressions.bind(
                target.name, known if known.path and not known.is_many else _called(known, target.name)
            )
        for name in target.find_all(nodes.Name):
            self.expressions.bind(name.name, NOTHING_KNOWN)

    def _parsed(self, typed: Typed, reading: Reading) -> nodes.Node | None:
        """A tag by itself as Jinja reads it; None, with a problem, where it cannot be read."""
        self.expressions.typed = typed
        try:
            return tree(reading).body[0]
        except TemplateSyntaxError as failure:
            why, hint = _reason(reading, failure.message or "")
            self.expressions.say(CANNOT_BE_READ, why=why, hint=hint)
        except IndexError:
            self.expressions.say(CANNOT_BE_READ, why="it is not complete", hint="Put the tag right, or take it out.")
        return None

    def _say_unknown(self, typed: Typed) -> None:
        self.expressions.typed = typed
        reading = typed.tag.reading
        near = did_you_mean(reading.keyword, INSTRUCTIONS) if reading.keyword else ""
        hint = near or "There are: for, if, elif, else, set, and their ends (endfor, endif)."
        if reading.keyword in KEYWORDS:
            hint = "Take it out: a template cannot use it here."
        self.expressions.say(UNKNOWN_KEYWORD, keyword=reading.keyword or reading.source, hint=hint)


_BLOCKS: dict[str, Any] = {
    "for": Names._for,
    "if": Names._if,
    "set": Names._set,
    "macro": Names._macro,
    "call": Names._macro,
    "with": Names._with,
    "filter": Names._filter,
}


def _called(known: Known, name: str) -> Known:
    from dataclasses import replace

    return replace(known, path=name)


def _reason(reading: Reading, message: str) -> tuple[str, str]:
    """Why Jinja cannot read a tag, in an officer's words, and what to type instead."""
    import re

    source = reading.source
    if not source or source == reading.keyword:
        return "it is empty", "Put a name into it, or take it out."
    if re.search(r"(?<![=!<>])=(?!=)", source) and reading.keyword in ("if", "elif"):
        return "one = compares nothing", f"Type == to compare: {{% {re.sub(r'(?<![=!<>])=(?!=)', '==', source)} %}}."
    if reading.keyword == "for" and not re.search(r"\bin\b", source):
        return "it does not say what to go through", "Type it like {% for action in ofsted.actions %}."
    if source.count('"') % 2 or source.count("'") % 2 or "unexpected char" in message:
        return "a quotation mark or another sign is wrong in it", "Put a text between two straight quotation marks."
    if source.count("(") != source.count(")"):
        return "a bracket is missing or one too many", "Close each bracket that is opened."
    if re.search(r"\w\s+\w", source) and reading.mark is Mark.PRINT:
        return "a name has a space in it, or a sign is missing", "Names have no spaces: type _ or . between the words."
    return "it is not complete, or a sign is wrong in it", "Put the tag right, or take it out."
