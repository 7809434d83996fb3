"""Where a text names somebody who is no officer: a name with an age, with a street, or with a relation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cyps_papers.disclosure.people import MANY, ONE
from cyps_papers.periods import MONTHS
from cyps_papers.vocabulary import comparable

_WORD = r"[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]{2,})?"
_BEGINS = r"(?<![\w’'-])"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx)\.? "
_NAME = rf"{_BEGINS}(?P<name>(?:{_TITLE}|Baby )?{_WORD}(?: {_WORD}){{0,2}})"
_NUMBERS = (
    r"(?i:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen)"
)
_AGE = (
    rf"(?:aged? {_NUMBERS}\b(?! ?(?:to|or|and|-|–|plus)\b)(?! ?[-–+])(?: (?:years|months|weeks))?"
    rf"|{_NUMBERS} ?-?(?:years?|yrs|months?|weeks?)[ -](?:old\b|of age\b))"
)
_STREET = (
    rf"(?:{_WORD} ){{1,3}}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Way|Crescent|Gardens|Court|Terrace|Grove"
    r"|Rise|Walk|Mews|Row)\b"
)
_LIVES = r"(?:lives?|lived|living|resid(?:es?|ed|ing)|stay(?:s|ed|ing))"
_KIN = r"(?:brother|sister|mother|father|mum|dad|stepfather|stepmother|uncle|aunt|grandmother|grandfather)"
_DOES = r"(?:who|was|is|has|had|lives?|said|told|went|and his|and her)"
_CHILD = r"(?:boy|girl|child|baby|infant|teenager|pupil|student|woman|man|tenant|resident|patient|young person)"
_SURE = (
    (rf"{_NAME}(?:, | \(| )(?:(?:now|then|who is) )?{_AGE}", "a name with an age"),
    (rf"\b{_NUMBERS}[- ](?:years?|months?)[- ]old (?:{_CHILD} )?{_NAME}", "a name with an age"),
    (rf"{_NAME}(?:,? \(\d{{1,2}}\)|, \d{{1,2}},) (?:of|at|from) (?:\d+[a-z]?,? )?{_STREET}", "a name with a street"),
    (rf"{_NAME},? (?:of|at|from) \d+[a-z]?,? {_STREET}", "a name with a street"),
    (rf"{_BEGINS}(?P<name>{_TITLE}(?:{_WORD} ?){{1,3}}),? (?:of|at|from) {_STREET}", "a name with a street"),
    (
        rf"{_NAME}(?:,[^,.;:]{{0,30}},| \([^)]*\))? (?:now |still |who |also )?{_LIVES} (?:at|in|on) (?:\d+[a-z]?,? )?"
        rf"{_STREET}",
        "a name with a street",
    ),
    (rf"\b{_LIVES} (?:at|in) (?P<name>)\d+[a-z]?,? {_STREET}", "somebody's home"),
    (rf"\b{_CHILD} (?:called|named|known as) {_NAME}", "a person's name"),
)
_PERHAPS = (
    (rf"{_NAME}(?:, | \(){_NUMBERS}(?:, |\),? ){_DOES}\b", "a name with an age"),
    (rf"{_NAME} (?:is|was|turned) {_AGE}", "a name with an age"),
    (rf"{_NAME}[’']s? {_KIN}\b", "a person's name"),
    (r"\b(?P<name>Baby [A-Z][a-z]+) (?:was|is|has|had|lives|died)\b", "a person's name"),
)
_WAYS = [(re.compile(way), what, ways is _SURE) for ways in (_SURE, _PERHAPS) for way, what in ways]
_MAY_NAME = re.compile(
    rf"\bage|\bold\b|[(,] ?{_NUMBERS}[),]|\b(?:of|at|from) \d|\b{_LIVES}\b|\b{_KIN}\b|\b(?:called|named|known as) [A-Z]"
    rf"|\b{_TITLE}|\bBaby "
)
"""Without any of this a text names nobody, which is seen in a fifth of the time."""
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|across|around|within|to|from) $", re.IGNORECASE)
_NO_NAMES = {word.capitalize() for word in (*MONTHS, *ONE, *MANY)} | set(
    """The This That These Those All Each Every Some Those Both Most Many Other Others Anyone Everyone Nobody They He
    She We It His Her Their Our Monday Tuesday Wednesday Thursday Friday Saturday Sunday Year Years Stage Phase Section
    Council Committee Board Service Services Team School Academy College Hospital Centre Library Church House Home
    Station Road Street Park Hall Office Offices Surgery Clinic Nursery Estate Ward Foster Care Young People Group
    Applicants Claimants Users Clients Members Councillors Staff Workers Employees Properties Homes Works Site Land
    Access Traffic Improvements Planning Application Meeting Venue Operation Project Programme Scheme Framework Strategy
    Policy""".split()
)


class PersonNamed(NamedTuple):
    """The words that name somebody, where they begin, what they are, and whether that is sure."""

    start: int
    words: str
    what: str
    is_sure: bool


def people_named(text: str, known: Collection[str]) -> Iterator[PersonNamed]:
    """Who is named in a text, but for the names that a paper may have: those `known`, in small letters."""
    taken: set[int] = set()
    for way, what, is_sure in _WAYS if _MAY_NAME.search(text) else ():
        for found in way.finditer(text):
            if taken.isdisjoint(range(*found.span())) and _is_a_name(text, found, known):
                taken.update(range(*found.span()))
                yield PersonNamed(found.start(), found.group(), what, is_sure)


def _is_a_name(text: str, found: re.Match[str], known: Collection[str]) -> bool:
    name = found["name"]
    if _NO_NAMES.intersection(name.split()) or comparable(name) in known:
        return False
    return not name or not _PLACE_BEFORE.search(text[: found.start("name")])
