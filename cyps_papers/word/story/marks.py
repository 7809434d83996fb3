"""The marks around each figure that was printed, with its number, in characters that no document uses.

A mark stands around whole runs in a paragraph, or, where text can hold no runs (alternative text, a field), around
the text itself. Taking the marks out gives what is published; from the same text comes the review copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN, CLOSE = "\ue000", "\ue001"
INLINE_OPEN, INLINE_CLOSE = "\ue002", "\ue003"
DIGITS = "".join(chr(0xE010 + digit) for digit in range(10))
_TO_MARKS = str.maketrans("0123456789", DIGITS)
_FROM_MARKS = str.maketrans(DIGITS, "0123456789")

_ANY = re.compile("[\ue000-\ue0ff]+")
_SCAN = re.compile("([\ue000\ue002])([\ue010-\ue019]+)|[\ue001\ue003]")
_INLINE = re.compile("\ue002([\ue010-\ue019]+)([^\ue003]*)")
_AROUND = re.compile("\ue000([\ue010-\ue019]+)|\ue001")


def around(count: int, runs: str) -> str:
    """Runs with the marks of a figure around them."""
    return f"{OPEN}{str(count).translate(_TO_MARKS)}{runs}{CLOSE}"


def around_text(count: int, text: str) -> str:
    """Text that can hold no runs, with the marks of a figure around it."""
    return f"{INLINE_OPEN}{str(count).translate(_TO_MARKS)}{text}{INLINE_CLOSE}"


def number(digits: str) -> int:
    """The number that a mark's digits say."""
    return int(digits.translate(_FROM_MARKS))


def clean(text: str) -> str:
    """Text without any character that marks use."""
    return _ANY.sub("", text)


def without(text: str) -> str:
    """Rendered text with its marks taken out."""
    return _ANY.sub("", text) if any(mark in text for mark in (OPEN, INLINE_OPEN)) else text


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


def inline(text: str) -> list[tuple[str, int]]:
    """The marked texts inside an attribute, with their numbers."""
    return [(content, number(digits)) for digits, content in _INLINE.findall(text)]


def moved(marked: str, changed: str) -> str:
    """The marks of a text put into the same text with other attributes, as refreshed charts leave it.

    Elements are counted, so that it does not matter how an empty one is written.
    """
    pending = list(_counted(marked))
    pieces, count, position = [], 0, 0
    for tag in _TAG.finditer(changed):
        count += _events(tag.group())
        if pending and pending[0][0] <= count:
            pieces.append(changed[position : tag.end()])
            position = tag.end()
        while pending and pending[0][0] <= count:
            pieces.append(pending.pop(0)[1])
    return "".join([*pieces, changed[position:]])


def _counted(marked: str) -> Iterator[tuple[int, str]]:
    """Each mark around runs, with the count of the elements begun and ended before it."""
    count = 0
    for found in _TAG_OR_MARK.finditer(marked):
        if found.group()[0] == "<":
            count += _events(found.group())
        else:
            yield count, found.group()


def _events(tag: str) -> int:
    if tag.startswith("<?"):
        return 0
    return 2 if tag.endswith("/>") else 1


_TAG = re.compile("<[^>]*>")
_TAG_OR_MARK = re.compile(f"<[^>]*>|{_AROUND.pattern}")
