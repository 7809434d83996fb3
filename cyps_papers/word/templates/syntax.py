"""A tag by itself as Jinja reads it, and why it can be read no better."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from cyps_papers.problems import ProblemKind, did_you_mean, error
from cyps_papers.word.templates.tags import CELL_TAGS, INSTRUCTIONS, KEYWORDS, Mark, Reading

FOREIGN = error("tag-foreign", '"{tag}" is a tag of another program ({program}).', "Type {correction}.")
PRINTS_A_BLOCK = error("tag-marks", '"{tag}" prints nothing: it is an instruction.', "Type {{% {source} %}}.")
BLOCKS_A_PRINT = error("tag-marks", '"{tag}" is not an instruction, but a name.', "Type {{{{ {source} }}}}.")
UNKNOWN_KEYWORD = error("tag-unreadable", '"{tag}": there is no instruction "{keyword}".', "{hint}")
CANNOT_BE_READ = error("tag-unreadable", '"{tag}" cannot be read: {why}.', "{hint}")
TOO_DEEP = error(
    "tag-too-deep",
    '"{tag}" is too long, or too deep inside others, to be read.',
    "Make it shorter, or take out the loops and conditions that it does not need.",
)

DEEPEST = 60
"""The most expressions in one another that a tag may have; from about twice as many on, Python refuses them."""

# Jinja's marks around a tag, in characters that no tag can hold.
_START, _END, _PRINT_START, _PRINT_END, _REMARK_START, _REMARK_END = (chr(0xFDEA + number) for number in range(6))
_ALONE = Environment(
    _START, _END, _PRINT_START, _PRINT_END, _REMARK_START, _REMARK_END, autoescape=True, keep_trailing_newline=True
)
_FOREIGN_PRINT = re.compile(r"^([?#/*@>=^$!&+])\s*(\w[\w.]*)?")
_STATEMENT = re.compile(r"(for|if|elif|endfor|endif|else|set)\b(?!\s*[.|(=])", re.IGNORECASE)
_PATH = re.compile(r"\w+(\.\w+)+(\(.*\))?(\s*\|.*)?")
_ONE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")


def parsed(reading: Reading) -> nodes.Node | None:
    """What a tag says in Jinja's nodes, made anew each time; None for what has no statement of its own.

    What it opens is empty. An `elif` is read as an `if`, and what tags of cells are given as if it were printed. Raises
    Jinja's TemplateSyntaxError.
    """
    source = _alone(reading)
    return _ALONE.parse(source).body[0] if source else None


@lru_cache(maxsize=4096)
def looked_at(reading: Reading) -> nodes.Node | None:
    """What a tag says, as `parsed` gives it, for who changes nothing in it."""
    return parsed(reading)


def fault(reading: Reading) -> tuple[ProblemKind, dict[str, str]] | None:
    """The kind of problem that keeps a tag from being read, with what is found; None where it can be read."""
    found = _FOREIGN_PRINT.match(reading.source)
    if reading.mark is Mark.COMMENT:
        return None
    if reading.mark is Mark.PRINT and found:
        program = "poi-tl, Mustache or the like"
        return FOREIGN, {"program": program, "correction": ours_for(found.group(1), found.group(2) or "name")}
    if reading.mark is Mark.PRINT and _STATEMENT.match(reading.source):
        return PRINTS_A_BLOCK, {"source": reading.source}
    if reading.mark is Mark.BLOCK and _PATH.fullmatch(reading.source):
        return BLOCKS_A_PRINT, {"source": reading.source}
    if reading.mark is Mark.BLOCK and reading.source and reading.keyword not in INSTRUCTIONS:
        hint = did_you_mean(reading.keyword, INSTRUCTIONS) if reading.keyword else ""
        if reading.keyword in KEYWORDS:
            hint = "Take it out: a template cannot use it here."
        hint = hint or "There are: for, if, elif, else, set, and their ends (endfor, endif)."
        return UNKNOWN_KEYWORD, {"keyword": reading.keyword or reading.source, "hint": hint}
    if not reading.source:
        return CANNOT_BE_READ, {"why": "it is empty", "hint": "Put a name into it, or take it out."}
    try:
        statement = looked_at(reading)
        if statement is not None and _is_deep(statement):
            return TOO_DEEP, {}
        given = {name.name for name in (statement.find_all(nodes.Name) if statement else ()) if name.ctx != "load"}
        for taken in sorted(given & {"loop", "caller"}):
            why, hint = f'"{taken}" has a meaning of its own', "Choose another name."
            return CANNOT_BE_READ, {"why": why, "hint": hint}
    except RecursionError:
        return TOO_DEEP, {}
    except TemplateSyntaxError as failure:
        why, hint = _reason(reading, failure.message or "")
        return CANNOT_BE_READ, {"why": why, "hint": hint}
    return None


def ours_for(sign: str, name: str) -> str:
    """What to type for a tag of another program, by its sign: {{#order}}, {{?users}}, {{/users}}, {{@picture}}."""
    if sign in "#?":
        return f"{{% for one in {name} %}} or {{% if {name} %}}"
    if sign == "^":
        return f"{{% if not {name} %}}"
    return "{% endfor %} or {% endif %}" if sign == "/" else f"{{{{ {name} }}}}"


def _alone(reading: Reading) -> str:
    """A tag as a template of its own, with the end that it needs; '' where it only goes on or ends."""
    source, keyword = reading.source, reading.keyword
    if keyword in CELL_TAGS:
        source = reading.argument
    if reading.mark is Mark.PRINT or (keyword in CELL_TAGS and source):
        return f"{_PRINT_START}({source}){_PRINT_END}"  # in brackets, so that it is one expression
    if keyword in ("else", "raw", *CELL_TAGS) or reading.ends or reading.mark is Mark.COMMENT:
        return ""
    if keyword == "elif":
        return f"{_START}if {reading.argument}{_END}{_START}endif{_END}"
    return f"{_START}{source}{_END}" + f"{_START}end{keyword}{_END}" * reading.opens


def _is_deep(statement: nodes.Node) -> bool:
    level = [statement]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)


def _reason(reading: Reading, message: str) -> tuple[str, str]:
    """Why Jinja cannot read a tag, in an officer's words, and what to type instead."""
    source = reading.source
    if source == reading.keyword:
        return "it is empty", "Put a name into it, or take it out."
    if _ONE_EQUALS.search(source) and reading.keyword in ("if", "elif"):
        return "one = compares nothing", f"Type == to compare: {{% {_ONE_EQUALS.sub('==', source)} %}}."
    if reading.keyword == "for" and not re.search(r"\bin\b", source):
        return "it does not say what to go through", "Type it like {% for action in ofsted.actions %}."
    if source.count('"') % 2 or source.count("'") % 2 or "unexpected char" in message:
        return "a quotation mark or another sign is wrong in it", "Put a text between two straight quotation marks."
    if source.count("(") != source.count(")"):
        return "a bracket is missing or one too many", "Close each bracket that is opened."
    if re.search(r"\w\s+\w", source) and reading.mark is Mark.PRINT:
        return "a name has a space in it, or a sign is missing", "Names have no spaces: type _ or . between the words."
    return "it is not complete, or a sign is wrong in it", "Put the tag right, or take it out."
