"""The marks in a text that is being rendered: around each figure that was printed, with its number; at the beginning of
each paragraph, with the number of the template's paragraph; and before braces that are meant.

A figure's mark stands around whole runs in a paragraph, or, where text can hold no runs (alternative text, a field),
around the text itself. Taking the marks out gives what is published; from the same text comes the review copy. They are
made of Unicode's noncharacters U+FDD0 to U+FDEF, which XML allows and which no text can mean anything by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN, CLOSE = "\ufdd0", "\ufdd1"
INLINE_OPEN, INLINE_CLOSE = "\ufdd2", "\ufdd3"
PARAGRAPH = "\ufdd4"
LITERAL = "\ufdd5"
DIGITS = "".join(chr(0xFDE0 + digit) for digit in range(10))
_TO_MARKS = str.maketrans("0123456789", DIGITS)
_FROM_MARKS = str.maketrans(DIGITS, "0123456789")

_ANY = re.compile("[\ufdd0-\ufdef]+")
_SCAN = re.compile("([\ufdd0\ufdd2])([\ufde0-\ufde9]+)|[\ufdd1\ufdd3]")
_AROUND = re.compile("\ufdd0([\ufde0-\ufde9]+)|\ufdd1")
_BEGINNING = re.compile("(?:\ufdd4([\ufde0-\ufde9]+))?(?:\ufdd0([\ufde0-\ufde9]+))?")
_PARAGRAPH = re.compile("\ufdd4([\ufde0-\ufde9]+)")


def around(count: int, runs: str) -> str:
    """Runs with the marks of a figure around them."""
    return f"{OPEN}{str(count).translate(_TO_MARKS)}{runs}{CLOSE}"


def around_text(count: int, text: str) -> str:
    """Text that can hold no runs, with the marks of a figure around it."""
    return f"{INLINE_OPEN}{str(count).translate(_TO_MARKS)}{text}{INLINE_CLOSE}"


def paragraph(count: int) -> str:
    """The mark of a paragraph that stands in the template's paragraph with this number."""
    return f"{PARAGRAPH}{str(count).translate(_TO_MARKS)}"


def paragraph_of(text: str) -> int | None:
    """The number that a paragraph's mark in a text says; None where there is none."""
    found = _PARAGRAPH.search(text)
    return number(found.group(1)) if found else None


def beginning(text: str) -> tuple[int | None, int | None] | None:
    """The numbers of a paragraph and of a figure that begin here; None where the text says anything else."""
    found = _BEGINNING.fullmatch(text)
    if not found:
        return None
    template, figure = found.groups()
    return number(template) if template else None, number(figure) if figure else None


def number(digits: str) -> int:
    """The number that a mark's digits say."""
    return int(digits.translate(_FROM_MARKS))


def clean(text: str) -> str:
    """Text without any character that marks use."""
    return _ANY.sub("", text)


def without(text: str) -> str:
    """Rendered text with its marks taken out."""
    for mark in (PARAGRAPH, OPEN, INLINE_OPEN):  # several times as fast as a regular expression
        first, *others = text.split(mark)
        if others:
            text = "".join([first, *[after.lstrip(DIGITS) for after in others]])
    for mark in (CLOSE, INLINE_CLOSE, LITERAL):
        text = text.replace(mark, "")
    return text


def has(text: str) -> bool:
    """Whether there is any character that marks use."""
    return _ANY.search(text) is not None


def scan(text: str) -> Iterator[tuple[str, int | None, bool]]:
    """The text between marks in order: what was opened before each piece, the piece, and whether a mark closes it."""
    opened, position = None, 0
    for mark in _SCAN.finditer(text):
        closes = mark.group(2) is None
        yield text[position : mark.start()], opened, closes
        opened = None if closes else number(mark.group(2))
        position = mark.end()
    yield text[position:], opened, False


def moved(marked: str, changed: str) -> str:
    """The marks of a text put into the same text with other attributes, as refreshed charts leave it.

    Elements are counted, so that it does not matter how an empty one is written.
    """
    pending: list[tuple[int, str]] = []  # the marks around runs, each with the count of the elements before it
    count = 0
    for found in _TAG_OR_MARK.finditer(marked):
        if found.group()[0] == "<":
            count += _events(found.group())
        else:
            pending.append((count, found.group()))
    pieces, count, position = [], 0, 0
    for tag in _TAG.finditer(changed):
        count += _events(tag.group())
        if pending and pending[0][0] <= count:
            pieces.append(changed[position : tag.end()])
            position = tag.end()
        while pending and pending[0][0] <= count:
            pieces.append(pending.pop(0)[1])
    return "".join([*pieces, changed[position:]])


def _events(tag: str) -> int:
    if tag.startswith("<?"):
        return 0
    return 2 if tag.endswith("/>") else 1


_TAG = re.compile("<[^>]*>")
_TAG_OR_MARK = re.compile(f"<[^>]*>|{_AROUND.pattern}")
