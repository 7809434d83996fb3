"""The tags that officers type in Word: found in a paragraph's text, and read as Jinja means them.

The syntax is docxtpl's. What Word does to a tag while it is typed (curly quotes, non-breaking spaces, capitals at
the start of a sentence, dashes) is undone here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Mark(Enum):
    """The three kinds of tag, by their opening and closing marks."""

    PRINT = "{{", "}}"
    BLOCK = "{%", "%}"
    COMMENT = "{#", "#}"

    @property
    def opening(self) -> str:
        return self.value[0]

    @property
    def closing(self) -> str:
        return self.value[1]


class TagLevel(Enum):
    """What a tag takes the place of: itself alone, or the run, paragraph, cell or row that it stands in."""

    TEXT = ""
    RUN = "r"
    PARAGRAPH = "p"
    CELL = "tc"
    ROW = "tr"


@dataclass(frozen=True)
class Reading:
    """A tag as it is read: its kind, what it takes the place of, and its inside as Jinja.

    `trim_before` and `trim_after` are the hyphens of `{%-` and `-%}`.
    """

    mark: Mark
    level: TagLevel
    source: str
    trim_before: bool = False
    trim_after: bool = False

    @property
    def keyword(self) -> str:
        """The first word of a block tag ('for', 'endif'), or ''."""
        word = re.match(r"\w+", self.source) if self.mark is Mark.BLOCK else None
        return word.group() if word else ""

    @property
    def argument(self) -> str:
        """What follows the keyword of a block tag."""
        return self.source[len(self.keyword) :].strip()

    @property
    def opens(self) -> bool:
        """Whether a block tag needs an end: `set` does only where it has no equals sign."""
        if self.keyword == "set":
            return "=" not in self.argument
        return self.keyword in OPENERS

    @property
    def ends(self) -> str:
        """The keyword of what a block tag ends: 'for' of 'endfor'; '' where it ends nothing."""
        return self.keyword[3:] if self.keyword.startswith("end") else ""


@dataclass(frozen=True)
class FoundTag:
    """A tag in a paragraph's text: where it starts and ends there, and how it is read."""

    start: int
    end: int
    reading: Reading


OPENERS = ("for", "if", "macro", "call", "filter", "with", "set", "raw")
CELL_TAGS = ("cellbg", "colspan", "vm", "hm")
INSTRUCTIONS = (*OPENERS, "elif", "else", *CELL_TAGS, *(f"end{opener}" for opener in OPENERS))
_UNUSABLE = "autoescape endautoescape block endblock do break continue include import from extends".split()
KEYWORDS = frozenset((*INSTRUCTIONS, *_UNUSABLE))
"""The first words of Jinja's block tags, and of those that docxtpl has for cells; a template cannot use them all."""
_PRINT_LEVEL = re.compile(r"(tr|tc|p|r)\s+(?![|.,=+*/)])")
_KEYWORD = re.compile(
    rf"\s*(?:(tr|tc|p|r)[\s-]*)?(?:(end)\s+(?=(?:if|for)\b))?({'|'.join(sorted(KEYWORDS))})\b", re.IGNORECASE
)
_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033'
_SINGLE = "'\u2018\u2019\u201a\u201b\u2032"


def _literal(sign: str) -> str:
    """The form of a quoted text of such signs; an apostrophe inside a word ('We’re testing') closes nothing."""
    double, single = rf"[{_DOUBLE}]{sign}*?(?<!\\)[{_DOUBLE}]", rf"[{_SINGLE}]{sign}*?(?<!\\)[{_SINGLE}](?![^\W_])"
    return f"{double}|{single}"


def _tag(opening: str, closing: str) -> str:
    """The form of a tag, in which no other begins. A quoted text and a dictionary may hold its closing mark; where a
    stray quote would leave it without any, the first counts.
    """
    sign, dictionary = rf"(?!{closing}|\{{[{{%]).", r"\{(?![{%])(?:[^{}]|\{(?![{%])[^{}]*\})*+\}"
    quoted = _literal(r"(?:(?!\{[{%]).)")
    return rf"{opening}(?:(?:{quoted}|{dictionary}|{sign})*+|(?:{sign})*+){closing}"


_LITERAL = re.compile(_literal("."), re.DOTALL)
_TAG = re.compile("|".join((r"\{#.*?#\}", _tag(r"\{\{", r"\}\}"), _tag(r"\{%", r"%\}"))), re.DOTALL)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2069"), None
)
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\n\r"), " "),
    **dict.fromkeys(map(ord, "\u2013\u2014\u2011\u2212"), "-"),
    **{0x2264: "<=", 0x2265: ">=", 0x2260: "!=", 0x2026: "..."},
    **_INVISIBLE,
}
ESCAPED = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
"""Braces that are meant as such, as docxtpl has them."""


def find(text: str) -> Iterator[FoundTag]:
    """The closed tags in a paragraph's text, in order. A tag that is not closed is left as text."""
    for found in _TAG.finditer(text):
        mark = next(mark for mark in Mark if found.group().startswith(mark.opening))
        yield FoundTag(found.start(), found.end(), read(mark, found.group()[2:-2]))


def unescaped(text: str) -> str:
    """The text with docxtpl's ways of writing braces (`{_{`, `%_}`) made the braces that are meant."""
    return ESCAPED.sub(lambda braces: braces.group().replace("_", ""), text)


@lru_cache(maxsize=10_000)
def read(mark: Mark, inside: str) -> Reading:
    """How the inside of a tag, as typed between its marks, is read."""
    if mark is Mark.COMMENT:
        comment = re.match(r"(tr|tc|p)\s", inside)
        return Reading(mark, TagLevel(comment.group(1)) if comment else TagLevel.TEXT, "")
    source = straightened(inside)
    before, after = source.startswith("-"), source.endswith("-")
    level = TagLevel.TEXT
    if mark is Mark.BLOCK:
        source = source.strip("-+")
        if keyword := _KEYWORD.match(source):
            level = TagLevel((keyword[1] or "").lower())
            source = f"{keyword[2] or ''}{keyword[3]}".lower() + source[keyword.end() :]
    else:
        source = source.strip("-")
        if written := _PRINT_LEVEL.match(source):
            level, source = TagLevel(written[1]), source[written.end() :]
    return Reading(mark, level, source.strip(), before, after)


def straightened(typed: str) -> str:
    """A tag's inside as Jinja reads it: straight quotes, plain spaces and signs; literals keep what they hold."""
    pieces, end = [], 0
    for literal in _LITERAL.finditer(typed):
        # A backslash stays one: officers may use Jinja's own escapes ('\n').
        content = re.sub(r"(?<!\\)'", r"\'", literal.group()[1:-1].translate(_INVISIBLE))
        pieces += [typed[end : literal.start()].translate(_PLAIN), f"'{content}'"]
        end = literal.end()
    return "".join([*pieces, typed[end:].translate(_PLAIN)])
