"""A tag by itself: what Jinja reads in it, why it can read nothing, and what may stand in its place then."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from cyps_papers.word.rendering.environment import BLOCK_END, BLOCK_START, PRINT_END, PRINT_START, Environment
from cyps_papers.word.templates.structure import opens
from cyps_papers.word.templates.tags import Mark, Reading

ALLOWED = frozenset("if elif else for set macro call filter with raw endraw".split())
_NEUTRAL = {
    "if": "if false",
    "elif": "elif false",
    "for": "for _ in ()",
    "macro": "macro _()",
    "call": "call namespace()",
    "filter": "filter string",
    "with": "with",
}


def tree(reading: Reading) -> nodes.Template:
    """What Jinja reads in a tag, not to be changed: many ask. Raises Jinja's TemplateSyntaxError."""
    return _parsed(_alone(reading))


def fault(reading: Reading) -> str:
    """Why Jinja cannot read a tag, or ''."""
    if reading.mark is Mark.COMMENT:
        return ""
    if reading.mark is Mark.BLOCK and reading.keyword.removeprefix("end") not in ALLOWED:
        return f'"{reading.keyword or reading.source}" is not an instruction that templates know'
    try:
        tree(reading)
    except TemplateSyntaxError as failure:
        return (failure.message or "it is not complete").rstrip(".")
    except RecursionError:
        return "it is too long"
    return ""


def neutral(reading: Reading) -> Reading:
    """The tag asking for nothing, in the same place."""
    if reading.mark is Mark.PRINT:
        return replace(reading, source="unreadable")
    if reading.keyword == "set":
        return replace(reading, source="set _" if opens(reading) else "set _ = 0")
    return replace(reading, source=_NEUTRAL.get(reading.keyword, "set _ = 0"))


@cache
def _environment() -> Environment:
    return Environment()


@lru_cache(maxsize=10_000)
def _parsed(source: str) -> nodes.Template:
    return _environment().parse(source)


def _alone(reading: Reading) -> str:
    """A tag as a template of its own, with the end or the beginning that it needs."""
    block = f"{BLOCK_START}{reading.source}{BLOCK_END}"
    if reading.mark is Mark.PRINT:  # in brackets, as it is compiled; but not empty ones, which are a tuple
        return f"{PRINT_START}({reading.source}){PRINT_END}" if reading.source else f"{PRINT_START}{PRINT_END}"
    if reading.keyword in ("else", "elif"):
        return f"{BLOCK_START}if x{BLOCK_END}{block}{BLOCK_START}endif{BLOCK_END}"
    if reading.keyword.startswith("end") or reading.keyword == "raw":
        return ""
    return block + (f"{BLOCK_START}end{reading.keyword}{BLOCK_END}" if opens(reading) else "")
