"""The names that tags ask for, followed through loops, conditions and variables, in every branch."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import nodes

from cyps_papers.problems import error, warning
from cyps_papers.vocabulary import Name
from cyps_papers.word.lint.expected import NOTHING_KNOWN, Expected
from cyps_papers.word.lint.expressions import Expressions
from cyps_papers.word.templates.syntax import looked_at
from cyps_papers.word.templates.tree import Block, Body, Tag

NOT_A_LIST = error("value-for-list", '"{tag}": {name} is not a list to go through.', "{hint}")
PRINTS_NOTHING = warning(
    "prints-nothing",
    '"{tag}" prints nothing for any of {count}, {name} among them.',
    "Look at that column's heading (cyps-papers inspect says which were read) and its cells; or take the tag out.",
)


class Names(Expressions):
    """Follows the names through the tags of one story."""

    def follow(self, body: Body) -> None:
        """Say what tags ask for that is not there."""
        for tag in body:
            if isinstance(tag, Block):
                self._block(tag)
                continue
            statement = self._statement(tag)
            if isinstance(statement, nodes.Output):
                expected = self.visit(statement.nodes[0])
                self.need_value(expected)
                if expected.is_blank and not self.is_passed_by:
                    first = expected.values[0]
                    self.say(PRINTS_NOTHING, first.origin, count=len(expected.values), name=first.name)
            elif isinstance(statement, nodes.Assign):
                self._bind(statement.target, self.visit(statement.node))

    def _block(self, block: Block) -> None:
        statement = self._statement(block.tag)
        self.scopes.append({})
        if isinstance(statement, nodes.With):
            for target, value in zip(statement.targets, statement.values, strict=True):
                self._bind(target, self.visit(value))
        elif isinstance(statement, nodes.Macro | nodes.CallBlock | nodes.FilterBlock):
            self.visit(statement)
        for tag, inside in block.branches:
            branch, before = self._statement(tag), self.is_passed_by
            if isinstance(branch, nodes.For):
                self._loop(branch, inside)
                continue
            if isinstance(branch, nodes.If):
                self.is_passed_by |= self.visit(branch.test).is_false
            self.follow(inside)
            self.is_passed_by = before
        self.scopes.pop()
        if isinstance(statement, nodes.Macro):
            self.scopes[-1][statement.name] = NOTHING_KNOWN
        elif isinstance(statement, nodes.AssignBlock):
            self._bind(statement.target, Expected(declaration=Name("", "", str)))

    def _loop(self, statement: nodes.For, inside: Body) -> None:
        expected = self.visit(statement.iter)
        if expected.path and expected.is_value:
            self.say(NOT_A_LIST, name=expected.path, hint=f"Type {{{{ {expected.path} }}}} to print it.")
            expected = NOTHING_KNOWN
        self.scopes.append({"loop": NOTHING_KNOWN})
        self._bind(statement.target, expected.items)
        if statement.test:
            self.visit(statement.test)
        self.follow(inside)
        self.scopes.pop()

    def _statement(self, tag: Tag) -> nodes.Node | None:
        """A tag by itself as Jinja reads it; None where it cannot be read."""
        self.tag = tag
        return None if tag.problem else looked_at(tag.reading)

    def _bind(self, target: nodes.Node, expected: Expected) -> None:
        """Let a name stand for something from here on."""
        self.visit(target)
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = replace(expected, path=expected.path or target.name)
