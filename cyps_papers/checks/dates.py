"""The dates in a text: where each stands, what period it names and in what form it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from cyps_papers.periods import MONTHS, Grain, Period, parse, readings


class Form(Enum):
    """The form in which a date is written, as officers would call it."""

    LONG = "in words"
    SHORT = "in words cut short"
    NUMERIC = "in figures"
    AMERICAN = "month first"
    MONTH = "a month"
    BARE_MONTH = "a month without its year"
    YEAR = "a year"
    SPAN = "a financial year"
    QUARTER = "a quarter"


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text; the period is None where it has no year."""

    start: int
    end: int
    text: str
    form: Form
    period: Period | None

    def agrees(self, other: Period) -> bool:
        """Whether this date and a period can be the same time: one holds the other."""
        if self.period is None:
            return other.start.strftime("%B")[:3].lower() in self.text.lower()
        return any(_holds(mine, other) or _holds(other, mine) for mine in (self.period, *readings(self.text)))


_LONG = "|".join(MONTHS)
_CUT = "|".join(name[:3] for name in MONTHS) + "|Sept"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?: of)?"
_QUALIFIER = r"(?:(?:early|mid|late|end of)[ -])?"
_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.NUMERIC, re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/-])")),
    (Form.NUMERIC, re.compile(r"(?<![\d/-])\d{4}-\d{2}-\d{2}(?![\d/-])")),
    (Form.LONG, re.compile(rf"(?<![\d,.]){_DAY} (?:{_LONG}),? \d{{4}}\b")),
    (Form.SHORT, re.compile(rf"(?<![\d,.]){_DAY}[ -](?:{_CUT})\.?,?[ -](?:\d{{4}}|\d{{2}})\b")),
    (Form.AMERICAN, re.compile(rf"\b(?:{_LONG}|{_CUT})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b")),
    (Form.QUARTER, re.compile(r"\b(?:Q|Qtr |[Qq]uarter )[1-4],? (?:of )?\d{4}(?:[/-]\d{2,4})?\b")),
    (Form.MONTH, re.compile(rf"\b{_QUALIFIER}(?:{_LONG}) \d{{4}}(?!\d|[/-]\d)")),
    (Form.SHORT, re.compile(rf"\b{_QUALIFIER}(?:{_CUT})\.?[ -](?:\d{{4}}|'?\d{{2}})(?!\d|[/-]\d)")),
    (Form.BARE_MONTH, re.compile(rf"(?<![\d,.]){_DAY} (?:{_LONG})\b")),
    (Form.BARE_MONTH, re.compile(rf"\b(?:January|February|April|June|July|August|{'|'.join(MONTHS[8:])})\b")),
    (Form.BARE_MONTH, re.compile(r"(?<=[Ii]n )(?:March|May)\b|(?<=[Ss]ince )(?:March|May)\b")),
    (Form.SPAN, re.compile(r"(?<![\d/-])(?:19|20)\d{2} ?[/–-] ?(?:(?:19|20)\d{2}|\d{2})(?![\d/-])")),
    (Form.YEAR, re.compile(r"(?<![\d,./£-])(?:19|20)\d{2}(?![\d/%-]|[.,]\d)")),
)
_COUNTED = re.compile(r"\d+ (?:[a-z]+ ){0,2}(?:cases|children|people|referrals|contacts|pupils)\b")
NEAR = 30  # years from the meeting
_MAY_HOLD = re.compile(rf"\d|{_LONG}")


def find(text: str, year: int = 0) -> list[WrittenDate]:
    """The dates of a text in order. `year` is the meeting's: '2066' is no year in a paper of 2015, nor '2012 cases'."""
    if not _MAY_HOLD.search(text):
        return []
    found: list[WrittenDate] = []
    for form, pattern in _PATTERNS:
        taken = [(one.start, one.end) for one in found]
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                period = None if form is Form.BARE_MONTH else parse(match.group())
                if period is not None or form in (Form.BARE_MONTH, Form.SPAN):
                    found.append(WrittenDate(match.start(), match.end(), match.group(), form, period))
    counted = [one for one in found if one.form is Form.YEAR
               and (_COUNTED.match(text, one.start) or (year and abs(int(one.text) - year) > NEAR))]  # fmt: skip
    return _with_lent_years(sorted((one for one in found if one not in counted), key=lambda one: one.start), text)


_JOINS = re.compile(r"\s*(?:,|and|to|or|until|-|–|&|, and)\s*")


def _with_lent_years(found: list[WrittenDate], text: str) -> list[WrittenDate]:
    """In 'July and August 2014' July has the year of August."""
    lent: list[WrittenDate] = []
    for one, after in zip_longest(found, found[1:]):
        if one.form is Form.BARE_MONTH and after and after.period and _JOINS.fullmatch(text, one.end, after.start):
            period = parse(f"{one.text} {after.period.end.year}")
            one = replace(one, period=period, form=Form.MONTH if period else one.form)
        lent.append(one)
    return lent


def _holds(outer: Period, inner: Period) -> bool:
    whole = outer.start <= inner.start and inner.end <= outer.end
    return whole and not (outer.grain is Grain.FINANCIAL_YEAR and inner.grain is Grain.CALENDAR_YEAR)
