"""The numbers of a text that could be data: not dates, years, references, statutes, ages or telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cyps_papers.language.dates import WrittenDate
from cyps_papers.vocabulary import Traced
from cyps_papers.words import stem

TIMES = {"day": "days", "week": "weeks", "month": "months", "year": "years", "hour": "hours", "minut": "minutes"}
THINGS = frozenset(
    stem(word)
    for word in """cases children people referrals contacts assessments visits actions areas plans families
    audits workers staff posts orders streams themes recommendations pupils schools places vacancies complaints
    enquiries conferences reviews adoptions carers households teams""".split()
)


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a text. A share is of one: '31%' is 0.31. `unit` is the stem of what it counts, where known.

    `places` are the decimal places as written, of the percentage for a share; `traced` is None where it was typed.
    """

    start: int
    end: int
    text: str
    value: Decimal
    is_share: bool
    unit: str
    places: int
    traced: Traced | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it is so many a week or a month."""
        return self.unit.startswith("per ")

    @property
    def margin(self) -> Decimal:
        """How far from it a value can be that is rounded to its places."""
        half = Decimal("0.5").scaleb(-self.places)
        return half / 100 if self.is_share else half

    def shows(self, value: Decimal) -> bool:
        """Whether this is how the value would be written, rounded to the places of this number."""
        return self.value == value or (value % 1 != 0 and abs(self.value - value) <= self.margin)


_NUMBER = re.compile(
    r"(?<![\w.,/£#-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?"
    r"(?P<share> ?%|[ -]per ?cent\b|[ -]percentage points?\b)?(?![\w/]|,\d|\.\d|-\d|-year|-month|-week)"
)
_NO_DATA = re.compile(
    r"""
    \b(?:appendix|appendices|paragraphs?|paras?\.?|sections?|s\.|ss\.|tables?|figures?|charts?|pages?|parts?|schedule
    |items?|agenda|minutes?|recommendations?|articles?|regulations?|rules?|clauses?|chapters?|volume|annex|annexe|note
    |objective|priority|theme|phase|stage|tier|level|band|grade|key\ stage|ks|year|step|category|cohort|wave|option
    |work\ ?streams?|actions?|ref\.?|reference|no\.?|number|version|v|room|ward|area|standard|risk|goal|aim|ext\.?
    |extension
    )\ (?:nos?\.?\ )?[A-Z]?\d+(?:\.\d+)*[A-Z]?(?:\(\w+\))*(?:(?:,|\ and|\ to|\ or|\ -|–|-)\ ?\d+(?:\.\d+)*[A-Z]?)*\b
    | \b(?:act|regulations|order|measure|rules)\ (?:19|20)\d\d\b
    | \bage[ds]?\ (?:of\ )?\d{1,2}(?:\ ?(?:-|–|to|and|or)\ ?\d{1,2})?\b
    | \b(?:under|over)[ -]?\d{1,2}s\b | \b\d{1,2}\ ?(?:-|–|to)\ ?\d{1,2}[ -]year | \b\d{1,2}[ -]year[ -]olds?\b
    | \b24/7\b | \b\d{1,2}[.:]\d{2}\ ?(?:am|pm|hours)\b | \b\d{1,2}\ ?(?:am|pm)\b
    | (?<!\d)(?:\+44\ ?|\(?0)\d{2,5}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)
    | \bA[345]\b | \b1:1\b | \b(?:\d+\.){2,}\d+\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = re.compile(r"^[\s•\-–]*\(?\d{1,3}(?:\.\d+)*[.)]?\s+(?=[A-Z“\"'(])")
_AFTER = re.compile(r"[\s-]+((?:[A-Za-z][\w’'-]*\s*){1,6})")
_NO_LONGER = frozenset(
    "a an the of in on to with without no not have having had has was were is are and or by for".split()
)
_PER = re.compile(
    r"(?:[A-Za-z][A-Za-z’'-]*\s+){0,4}?(?:per|an?|each|every)\s+(day|week|month|year)\b|(?:[a-z]+\s+)?(daily|weekly|monthly)\b"
)


def find(text: str, dates: Sequence[WrittenDate]) -> list[WrittenNumber]:
    """The numbers of a text that could be data, its dates left out."""
    if not any(character.isdigit() for character in text):
        return []
    taken = [(one.start, one.end) for one in dates]
    taken += [match.span() for match in _NO_DATA.finditer(text)]
    label = _LABEL.match(text)
    if label:
        taken.append(label.span())
    return [
        _made(match, text)
        for match in _NUMBER.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def _made(match: re.Match[str], text: str) -> WrittenNumber:
    decimals, is_share = match["decimals"] or "", match["share"] is not None
    value = Decimal(match["digits"].replace(",", "") + decimals)
    if is_share:
        value, unit = value / 100, "%"
    else:
        unit = unit_after(text[match.end() : match.end() + 80])
    places = max(len(decimals) - 1, 0)
    return WrittenNumber(match.start(), match.end(), match.group(), value, is_share, unit, places)


def unit_after(after: str) -> str:
    """What a number counts, from the words after it: 'weeks', 'case', 'per week'; '' where they do not say."""
    following = _AFTER.match(after)
    if not following:
        return ""
    per = _PER.match(following[1])
    if per:
        period = (per[1] or per[2]).removesuffix("ly").replace("dai", "day")
        return f"per {period}"
    for position, word in enumerate(following[1].split()[:3]):
        found = stem(word)
        if word in _NO_LONGER:
            break
        if found in TIMES and (position == 0 or following[1].lower().startswith(("working", "calendar"))):
            return TIMES[found] if position == 0 else f"{following[1].split()[0].lower()} {TIMES[found]}"
        if found in THINGS:
            return found
    return ""
