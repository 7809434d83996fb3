"""What the alternative text of a chart asks for: `chart: audits.completed, kpi.conversion since Jun 2014`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cyps_papers.periods import Period, parse


class RequestError(Exception):
    """A request that cannot be read: `found` is the text that names neither an indicator nor a period."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True)
class Request:
    """The names that a chart asks for, and from when to when; open where a date is None.

    `months` is the number in 'last 12 months', which are counted back from the latest period there is, never from
    the clock.
    """

    names: tuple[str, ...]
    start: date | None = None
    end: date | None = None
    months: int = 0
    typed: str = ""

    def holds(self, period: Period, latest: date) -> bool:
        """Whether a period lies wholly within what is asked for; `latest` is the last day of the latest period."""
        start = _months_back(latest, self.months) if self.months else self.start
        return (start is None or period.start >= start) and (self.end is None or period.end <= self.end)


def asked(alternative_text: str) -> str | None:
    """What follows 'chart:' in an alternative text, '' where nothing does; None where it asks for no chart."""
    found = re.search(r"^[\s\"'“‘]*chart\s*:([^\r\n]*)", alternative_text, re.IGNORECASE | re.MULTILINE)
    return " ".join(found[1].split()).strip("\"'“”‘’. ") if found else None


def read(text: str) -> Request:
    """The request that the text after 'chart:' makes; raises RequestError for one that cannot be read."""
    names, span = _divided(text)
    if not names or not all(re.fullmatch(r"[a-z_]\w*(\.\w+)*", name) for name in names):
        raise RequestError(text)
    if not span:
        return Request(names)
    for form, make in _SPANS:
        parts = re.fullmatch(form, span, re.IGNORECASE)
        if parts:
            return make(names, parts)
    raise RequestError(span)


def _divided(text: str) -> tuple[tuple[str, ...], str]:
    """The names, and the words from the first that speaks of time."""
    word = re.search(rf"(?<![\w.])(?:{_WORDS_OF_TIME})\b", text, re.IGNORECASE)
    head, span = (text[: word.start()], text[word.start() :]) if word else (text, "")
    names = re.split(r"\s*(?:[,;&+]|\band\b)\s*", head.strip(" ,;"))
    return tuple(re.sub(r"\s*\.\s*", ".", name).lower() for name in names if name), span.strip(" ,;")


def _from_to(names: tuple[str, ...], parts: re.Match[str]) -> Request:
    whole = parse(f"{parts['start']} to {parts['end']}")
    if whole:
        return Request(names, whole.start, whole.end, typed=parts[0])
    return Request(names, _period(parts["start"]).start, _period(parts["end"]).end, typed=parts[0])


def _since(names: tuple[str, ...], parts: re.Match[str]) -> Request:
    return Request(names, start=_period(parts["start"]).start, typed=parts[0])


def _until(names: tuple[str, ...], parts: re.Match[str]) -> Request:
    return Request(names, end=_period(parts["end"]).end, typed=parts[0])


def _within(names: tuple[str, ...], parts: re.Match[str]) -> Request:
    period = _period(parts["start"])
    return Request(names, period.start, period.end, typed=parts[0])


def _last(names: tuple[str, ...], parts: re.Match[str]) -> Request:
    months = {"month": 1, "quarter": 3, "year": 12}[parts["unit"].lower()]
    return Request(names, months=months * int(parts["count"] or 1), typed=parts[0])


def _period(text: str) -> Period:
    period = parse(text.strip("\"'“”‘’ "))
    if period is None:
        raise RequestError(text)
    return period


def _months_back(latest: date, count: int) -> date:
    """The first day of so many months that end with the month of this day."""
    months = latest.year * 12 + latest.month - count
    return date(max(months // 12, 1), months % 12 + 1, 1)


_WORDS_OF_TIME = r"since|from|between|until|till|to|up to|last|the last|for|in|during|at|on"
_SPANS: tuple[tuple[str, Callable[[tuple[str, ...], re.Match[str]], Request]], ...] = (
    (r"(?:since|from) (?P<start>.+?) (?:up to|to|until|till|-|–) (?P<end>.+)", _from_to),
    (r"between (?P<start>.+?) and (?P<end>.+)", _from_to),
    (r"(?:since|from) (?P<start>.+)", _since),
    (r"(?:up to|until|till|to) (?P<end>.+)", _until),
    (r"(?:(?:for|in|during) )?(?:the )?last (?:(?P<count>\d{1,3}) )?(?P<unit>month|quarter|year)s?", _last),
    (r"(?:for|in|during|at|on) (?P<start>.+)", _within),
)
