"""What is borrowed of Jinja's insides, held to by a contract test: compiled templates' frames, and code that prints."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import Any, NamedTuple

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator

from cyps_papers.problems import NoAnswerError
from cyps_papers.word.rendering.budget import TooMuchError

_OUR_PACKAGE = __name__.partition(".")[0]
_FIRST_LINE = 2
"""The line number of the tag with the number 0: 1 is what Jinja says where it knows none."""


PRINTED = "printed"
"""The filter whose text is XML already."""


class PrintingCode(CodeGenerator):
    """Jinja's code, which does not go through XML again to escape it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name == PRINTED:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


def numbered(statement: nodes.Node, number: int) -> nodes.Node:
    """A statement with the number of its tag, which compiled code gives back."""
    return statement.set_lineno(number + _FIRST_LINE, override=True)


class CompiledCode(NamedTuple):
    """The code that a part was compiled to, and the names of the filters and tests that it uses."""

    code: CodeType
    filters: frozenset[str]
    tests: frozenset[str]

    def in_(self, environment: Environment) -> Template:
        """The template that this code is in an environment."""
        return Template.from_code(environment, self.code, environment.make_globals(None))


def compiled(body: list[nodes.Node], environment: Environment, part: str) -> CompiledCode:
    """The code that these statements are."""
    tree = nodes.Template(body, lineno=1)
    tree.set_environment(environment)
    filters = frozenset(found.name for found in tree.find_all(nodes.Filter))
    tests = frozenset(found.name for found in tree.find_all(nodes.Test))
    return CompiledCode(environment.compile(tree, part, part), filters, tests)


def tag_in_use() -> int | None:
    """The number of the tag that is being worked out; None outside any."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        number = _number(frame, frame.f_lineno)
        if number is not None:
            return number
        frame = frame.f_back
    return None


def tag_at_fault(failure: Exception) -> int | None:
    """The number of the tag that asked for what failed; None where it is not the tag that is at fault, but our code."""
    number, traceback, package = None, failure.__traceback__, ""
    while traceback is not None:
        here = _number(traceback.tb_frame, traceback.tb_lineno)
        number = number if here is None else here
        package = str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        traceback = traceback.tb_next
    is_ours = package == _OUR_PACKAGE and not isinstance(failure, NoAnswerError | TooMuchError)
    return None if is_ours else number


def _number(frame: FrameType, line: int) -> int | None:
    template = frame.f_globals.get("__jinja_template__")
    number = template.get_corresponding_lineno(line) - _FIRST_LINE if template else -1
    return number if number >= 0 else None
