"""Personal data would be published: an NHS, pupil or National Insurance number, a postcode, an e-mail address, a
telephone number other than the contact officer's, a date of birth, or somebody's name with an age or a street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from cyps_papers.checks.example import Example
from cyps_papers.checks.named_people import people_named
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage
from cyps_papers.checks.tables import PrintedTable
from cyps_papers.problems import About, Problem, error, warning
from cyps_papers.vocabulary import comparable

EXAMPLES = (
    Example(
        ("1 Write to jane.roe@example.org about the referral.",),
        ("1 Write to the contact officer about the referral.",),
    ),
)
FOUND = error(
    "personal-data",
    '"{words}" looks like {what}.',
    "Take it out{source}. If it is nobody's, accept this in the sheet Accepted with the reason.",
)
PERHAPS = warning(
    "personal-data",
    '"{words}" may be {what}.',
    "If it is, take it out{source}; if not, accept this in the sheet Accepted with the reason.",
)
_ADDRESS = re.compile(
    r"\b(?:council|civic|centre|center|school|academy|office|court|hospital|hall|department|library|clinic|surgery"
    r"|house of|committee|street address|headquarters|university|college|station)\b",
    re.IGNORECASE,
)

_OF_NAMES = re.compile(
    r"(?:full )?names?$|(?:child|young person|pupil|resident|tenant|client|patient)\b", re.IGNORECASE
)
_TELLS_WHO = re.compile(
    r"(?:age|d\.?o\.?b\.?|date of birth|(?:home )?address|street)\b(?!s? (?:band|group))", re.IGNORECASE
)
_NAME_ALONE = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,3}$")


def check(pack: Pack) -> Iterator[Problem]:
    own = {_bare(str(entry.value)) for entry in pack.paper.details.values() if entry.value is not None}
    known = {comparable(str(entry.value)) for entry in pack.paper.details.values()}
    for passage in (*pack.passages, *pack.of_other_texts.passages):
        for what, start, words in _found(passage) if any(sign in passage.text for sign in "0123456789@") else ():
            if _bare(words) not in own:
                words = words.strip() if ")" in words else words.strip(" (")
                about, source = [passage.sentence_at(start).about(words)], _source(passage, start)
                yield FOUND.at(passage.place, about, words=words, what=what, source=source)
        for person in people_named(passage.text, known):
            kind = FOUND if person.is_sure else PERHAPS
            about, source = [passage.sentence_at(person.start).about(person.words)], _source(passage, person.start)
            yield kind.at(passage.place, about, words=person.words, what=person.what, source=source)

    for table in pack.tables:
        yield from _listed_by_name(table)


def _listed_by_name(table: PrintedTable) -> Iterator[Problem]:
    """A table with a row to a person: a column of names, and one of ages, dates of birth or addresses."""
    headings = {column: cell.text.strip() for column, cell in table.head.items()}
    names = [column for column, heading in headings.items() if _OF_NAMES.match(heading)]
    telling = {column: heading for column, heading in headings.items() if _TELLS_WHO.match(heading)}
    for row in list(table.rows.values())[1:] if names and telling else ():
        name = row.get(names[0])
        found = [heading for column, heading in telling.items() if column in row and row[column].text.strip()]
        if name is not None and found and _NAME_ALONE.match(name.text.strip()):
            what = f"a person's name with the {found[0].lower()} in the same row"
            words, source = name.text.strip(), _source(name.passage, 0)
            about = [About((" | ".join(cell.text.strip() for cell in row.values()),), words)]
            yield FOUND.at(name.passage.place, about, words=words, what=what, source=source)


def _source(passage: Passage, start: int) -> str:
    cells = [cell for begin, end, one in passage.traced if begin <= start < end for cell in one.cells]
    return f" of {cells[0]}" if cells else ""


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
