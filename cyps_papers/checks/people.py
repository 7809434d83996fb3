"""How a text speaks of a few people: 'three children', 'two of the 14 girls', 'all but two', 'the number is 2'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cyps_papers.disclosure.people import MANY, ONE
from cyps_papers.language.amounts import THINGS
from cyps_papers.words import stem

PEOPLE = rf"(?:{'|'.join((*MANY, *ONE))})\b"
_NUMBERS = "one two three four five"
_FEW = rf"(?:{'|'.join(_NUMBERS.split())}|[1-5](?![\d.,/%:]\d|\ ?%))"
_NOT_MORE = r"(?<!<)(?<!<\ )(?<!than\ )(?<![\d.,/£:-])\b"
_NO_ADJECTIVE = (
    r"(?:of|in|on|at|to|for|from|with|by|and|or|per|a|an|the|out|times?|days?|weeks?|months?|years?|hours?|thirds?"
    r"|fifths?|quarters?|who|that|which|as|than|more|fewer|less)\b"
)
_CALLED = rf"(?:(?!{_NO_ADJECTIVE})[a-z]+(?:-[a-z]+)*\ ){{0,3}}"
_ONLY_A_WORD = (
    r"(?!['’-]|\ (?:protection|poverty|care\b(?!\ in)|services?|centres?|teams?|panels?|homes?|plans?|cases?|reviews?"
    r"|meetings?|workers?|places?|visits?|conferences?|groups?|sessions?|courses?|surveys?|support|premium|social"
    r"|in\ need\ (?:cases|plans|teams?|reviews)|in\ (?:a\ hundred|ten|every|\d+)|or\ (?:more|fewer|older|younger))\b)"
)
_SAYS_ONE = (
    r"(?!['’-]|\ in\ (?:every|a|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)"
    r"(?=\ *(?:$|[.,;:)(]|(?:was|were|is|are|has|have|had|who|whose|in|at|on|of|from|with|to|aged|and|or"
    r"|under|over|by|did|does|will|left|went|died|moved|lives?|lived|remains?|returned|subject|became|came)\b))"
)
_FEW_PEOPLE = re.compile(
    rf"""{_NOT_MORE}(?:
      (?:{_FEW}|both|(?:a|the)\ (?:couple|pair)\ of)\ (?:of\ (?:the|these|those|its|their|our)\ (?:[\w,]+\ )?)?
        {_CALLED}(?:{"|".join(MANY)})\b{_ONLY_A_WORD}
      |(?:a\ single|only\ (?:one|a)|one|1)\ {_CALLED}(?:{"|".join(ONE)})\b{_SAYS_ONE}
      |(?:a|the)\ {_CALLED}(?:{"|".join(ONE)})\ aged\ (?:\d|{"|".join(_NUMBERS.split())}|six|seven|eight|nine)\w*
        (?!\ (?:to|or|and)\b|\ ?[-–])
      |number\ of\ {_CALLED}{PEOPLE}\b[^.;:]{{0,60}}?\ (?:is|was|stands?\ at|stood\ at|(?:fell|rose|dropped)\ to)
        \ (?:now\ |only\ |just\ )?{_FEW}\b(?!\ [a-z]*\ ?(?:per|in|out)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DID = (
    r"(?:was|were|is|are|has|have|had|joined|left|moved|went|remain(?:s|ed)?|returned|stayed|died|live[sd]?|became|came"
    r"|entered|ceased|turned|ran|refused|did|do)"
)
_FEW_OF_THEM = re.compile(
    rf"""{_NOT_MORE}(?:
      {_FEW}\ (?:of\ (?:them|these|those|whom|the\ \d[\d,]*)\ )?(?:new\ |more\ |others?\ |also\ )?(?:who\ )?{_DID}\b
      |(?:all|everyone|everybody)\ but\ {_FEW}\b(?!\ [a-z]+s\b)
      |the\ (?:other|remaining|last|rest,)\ {_FEW}\b(?!\ [a-z]+s\b)
      |{_FEW}\ of\ (?:them|these|those|whom|the\ \d[\d,]*(?!\ [a-z]+s\b))\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED = re.compile(
    rf"\b(?:(?P<people>{PEOPLE})(?!['’])"
    rf"|(?:\d[\d,]*|{'|'.join(_NUMBERS.split())}|six|seven|eight|nine|ten) (?P<counted>[a-z]+s)\b|[A-Za-z]+)",
    re.IGNORECASE,
)
_WHO = frozenset((*ONE, *MANY))
_OTHER_THINGS = THINGS - {stem(word) for word in (*ONE, *MANY, "them")}
_LEFT = re.compile(
    rf"\b(?:of|out\ of)\ (?:(?:the|these|those|all|its|our|their|all\ the)\ )?(?P<all>\d[\d,]*)\ {_CALLED}{PEOPLE}"
    rf",?\ (?:only\ |some\ )?(?P<some>\d[\d,]*)\b(?![%.]\d?)(?!\ per\ cent)",
    re.IGNORECASE,
)

_NO_COUNT = re.compile(
    r"\b(?:(?:one|two|three|four|\d+) (?:[a-z]+ )?(?:in|out of)(?: every)?"
    r"|(?:aged?|under|over|years?|key stage|stage|phase|part|section|level|tier|band|table|figure|appendix)"
    r"(?: \w+ (?:to|and|or))?) $",
    re.IGNORECASE,
)
"""What stands before a number that counts nobody: 'one in five children', 'aged two to five'."""


_PEOPLE_COUNTED = re.compile(
    rf"(?:(?:total )?(?:number|no\.?)\ of\ )?{_CALLED}(?:{'|'.join(MANY)})\b{_ONLY_A_WORD}", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"%|\b(?:per|rate|ratio|mean|average|median|share|proportion|percentage|target|limit|rank|weeks?|days?|months?"
    r"|hours?|cost|spend|budget|score|rating|change|ref|due|priority|level)\b",
    re.IGNORECASE,
)
"""What a number of a table is, where it counts nobody though its heading speaks of people."""
_SOMEBODY = re.compile(rf"\b{PEOPLE}", re.IGNORECASE)


_CARED_FOR = re.compile(r"\b(?:from|by|with|needs?|needed|needing) $", re.IGNORECASE)
"""What stands before carers who are at work: 'care from two carers at once'."""


def few_people(text: str) -> Iterator[re.Match[str]]:
    """Where a text speaks of one to five people, whether it says who they are beside the number or before it."""
    end = 0
    for found in sorted((*_FEW_PEOPLE.finditer(text), *_few_of_them(text)), key=lambda match: match.start()):
        before = text[: found.start()]
        is_at_work = found[0].endswith("carers") and _CARED_FOR.search(before)
        if found.start() >= end and not is_at_work and not _NO_COUNT.search(before):
            yield found
            end = found.end()


def _few_of_them(text: str) -> Iterator[re.Match[str]]:
    """'Four of them', 'the remaining three are': of people, where what is counted before it is people."""
    for found in _FEW_OF_THEM.finditer(text):
        before = list(_COUNTED.finditer(text, 0, found.start()))
        before = [match for match in before if not _names_a_directorate(match, text)]
        nouns = [
            match["people"] or match["counted"] or match[0]
            for match in before
            if match["people"] or match["counted"] or stem(match[0]) in _OTHER_THINGS
        ]
        if nouns and nouns[-1].lower() in _WHO:
            yield found


def _names_a_directorate(match: re.Match[str], text: str) -> bool:
    """Whether a noun is a directorate's name: 'savings in Adults'."""
    return match[0][0].isupper() and text[: match.start()].endswith(" in ")


def left_over(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """'Of the 52 children, 49 stayed': the words, and how many are left."""
    for found in _LEFT.finditer(text):
        yield found, Decimal(found["all"].replace(",", "")) - Decimal(found["some"].replace(",", ""))


def counts_people(*labels: str) -> bool:
    """Whether a number counts people, by its heading and its label: 'Children excluded', 'Boys'."""
    is_otherwise = any(map(_OTHERWISE.search, labels))
    return not is_otherwise and any(_PEOPLE_COUNTED.match(label.strip()) for label in labels)


def speaks_of_people(text: str, *labels: str) -> bool:
    """Whether what stands around a number tells of people, and its heading and label do not say that it counts none."""
    return not any(map(_OTHERWISE.search, labels)) and bool(_SOMEBODY.search(text))
