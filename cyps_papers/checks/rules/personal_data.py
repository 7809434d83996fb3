"""Something that belongs to a person stands in what will be published: an NHS, pupil or National Insurance number, a
postcode, an e-mail address, a telephone number other than the contact officer's, or a date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage
from cyps_papers.problems import Problem, error

EXAMPLES = (
    Example(
        ("1 Write to jane.roe@example.org about the referral.",),
        ("1 Write to the contact officer about the referral.",),
    ),
)
FOUND = error(
    "personal-data",
    '"{words}" looks like {what}.',
    "Take it out{source}. If it belongs to no person, accept the remark in the sheet Accepted with the reason.",
)
_ADDRESS = re.compile(
    r"\b(?:council|civic|centre|center|school|academy|office|court|hospital|hall|department|library|clinic|surgery"
    r"|house of|committee|street address|headquarters|university|college|station)\b",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    own = {_bare(str(entry.value)) for entry in pack.paper.details.values() if entry.value is not None}
    for passage in pack.passages:
        if not any(sign in passage.text for sign in "0123456789@"):
            continue
        for what, start, words in _found(passage):
            if _bare(words) not in own:
                words = words.strip() if ")" in words else words.strip(" (")
                cells = [cell for begin, end, one in passage.traced if begin <= start < end for cell in one.cells]
                yield FOUND.at(passage.place, words=words, what=what, source=f" of {cells[0]}" if cells else "")


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).lower()


def _found(passage: Passage) -> Iterator[tuple[str, int, str]]:
    taken: set[int] = set()
    for what, pattern, number in _KINDS:
        for match in pattern.finditer(passage.text):
            if match.start() in taken or (what == POSTCODE and _ADDRESS.search(passage.text)):
                continue
            if not number or import_module(f"stdnum.gb.{number}").is_valid(match.group()):
                taken.update(range(match.start(), match.end()))
                yield what, match.start(), match.group()


_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4})"
POSTCODE = "a postcode"
_KINDS = (
    ("an e-mail address", re.compile(r"[\w.+’'-]+@[\w-]+(?:\.[\w-]+)+"), ""),
    (
        "a date of birth",
        re.compile(rf"\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth)(?: is| was)?[ :]+{_DATE}", re.IGNORECASE),
        "",
    ),
    (
        "a National Insurance number",
        re.compile(r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
        "",
    ),
    ("a unique pupil number", re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b"), "upn"),
    ("an NHS number", re.compile(r"(?<![\d,.])(?!0)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d|[,.]\d)"), "nhs"),
    (
        "a telephone number",
        re.compile(
            r"(?<![\d,.])(?:\+44\s?(?:\(0\)\s?)?|\(?0)(?:[1-37-9]\d{1,4})\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\d|[,.]\d)"
        ),
        "",
    ),
    (POSTCODE, re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?) \d[ABD-HJLNP-UW-Z]{2}\b"), ""),
)
"""What is looked for, how it is written, and what the numbers' package calls it where it has a check digit."""
