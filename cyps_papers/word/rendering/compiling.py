"""A prepared part compiled: what its tags say in Jinja's nodes, put together as they stand in one another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from jinja2 import Template as CompiledTemplate
from jinja2 import nodes

from cyps_papers.word.rendering import jinja
from cyps_papers.word.rendering.environment import Environment
from cyps_papers.word.rendering.preparing import PreparedPart, PreparedPiece
from cyps_papers.word.templates.syntax import parsed
from cyps_papers.word.templates.tags import Mark
from cyps_papers.word.templates.tree import Tag


def compiled(
    part: PreparedPart, tags: Sequence[Tag], neutral: Collection[int], environment: Environment
) -> CompiledTemplate:
    """The template that a part makes; tags that cannot be read, or are `neutral`, ask for nothing."""
    asked = (frozenset(neutral), frozenset(environment.filters))
    if asked not in part.code:
        part.code[asked] = jinja.compiled(_body(part.pieces, tags, neutral, environment), environment, part.read.part)
    code = part.code[asked]
    environment.answer_for(code.filters, code.tests)
    return code.in_(environment)


def _body(
    pieces: list[PreparedPiece], tags: Sequence[Tag], neutral: Collection[int], environment: Environment
) -> list[nodes.Node]:
    bodies: list[list[nodes.Node]] = [[]]
    open_: list[tuple[Any, int]] = []
    length: nodes.Const | None = None
    for piece in pieces:
        if isinstance(piece, str):
            bodies[-1].append(nodes.Output([nodes.TemplateData(piece)], lineno=1))
            if open_:  # what may be repeated is counted each time
                if length is None:
                    length = nodes.Const(0)
                    counted = nodes.Filter(length, "written", [], [], None, None)
                    bodies[-1].append(jinja.numbered(nodes.ExprStmt(counted), open_[-1][1]))
                length.value += len(piece)
            continue
        tag = tags[piece]
        keyword = tag.reading.keyword
        if tag.is_left_out or tag.reading.mark is Mark.COMMENT or keyword in ("raw", "endraw"):
            continue
        if tag.reading.mark is not Mark.PRINT:  # another body begins, or goes on
            length = None
        if tag.reading.ends:
            bodies.pop()
            open_.pop()
        elif keyword == "else":
            open_[-1][0].else_ = bodies[-1] = []
        else:
            statement = _statement(tag, piece in neutral, environment)
            if keyword == "elif":
                open_[-1][0].elif_.append(statement)
                bodies[-1] = statement.body
            elif statement is not None:
                bodies[-1].append(statement)
            if tag.reading.opens:
                open_.append((statement, tag.number))
                bodies.append(statement.body)
    return bodies[0]


def _statement(tag: Tag, is_neutral: bool, environment: Environment) -> Any:
    """What a tag says, with its number; what asks for nothing where it cannot be used, or cannot be read."""
    asks = not is_neutral and tag.problem is None
    statement: Any = parsed(tag.reading) if asks else None
    if tag.reading.mark is Mark.PRINT:
        value = statement.nodes[0] if asks else nodes.Name("unreadable", "load")
        printed = nodes.Filter(value, jinja.PRINTED, [nodes.Const(tag.number)], [], None, None)
        statement = nodes.Output([printed])
    elif isinstance(statement, nodes.With):
        # As assignments in a scope: of a `with`, Jinja does not know the lines.
        given = zip(statement.targets, statement.values, strict=True)
        statement = nodes.Scope([nodes.Assign(target, value) for target, value in given])
    elif isinstance(statement, nodes.Assign) and isinstance(statement.target, nodes.NSRef):
        # Nor that of the test before an attribute is set: here the tag begins a line of its own.
        statement = nodes.If(nodes.Const(True), [statement], [], [])
    elif isinstance(statement, nodes.FilterBlock):
        statement.filter = nodes.Filter(statement.filter, "of_block", [], [], None, None)
    elif not asks and (tag.reading.opens or tag.reading.keyword == "elif"):
        statement = nodes.If(nodes.Const(False), [], [], [])
    if statement is None:
        return None
    return jinja.numbered(environment.ready(statement), tag.number)
