"""What the alternative text of a chart asks for: `chart: audits.completed, kpi.conversion since Jun 2014`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from cyps_papers.periods import Period, parse
from cyps_papers.problems import did_you_mean

_QUOTES = "\"'“”‘’ "
_BEFORE = r"^[\s\"'“‘]*"
_WORDS_OF_TIME = r"since|from|between|until|till|to|up to|last|the last|for|in|during|at|on"
_SPANS = (
    r"(?:since|from) (?P<start>.+?) (?:up to|to|until|till|-|–) (?P<end>.+)",
    r"between (?P<start>.+?) and (?P<end>.+)",
    r"(?:since|from) (?P<start>.+)",
    r"(?:up to|until|till|to) (?P<end>.+)",
    r"(?:(?:for|in|during) )?(?:the )?last (?:(?P<count>\d{1,3}) )?(?P<unit>month|quarter|year)s?",
    r"(?:for|in|during|at|on) (?P<within>.+)",
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


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
        start = self.start
        if self.months:
            months = latest.year * 12 + latest.month - self.months
            start = date(max(months // 12, 1), months % 12 + 1, 1)
        return (start is None or period.start >= start) and (self.end is None or period.end <= self.end)


def asked(alternative_text: str) -> str | None:
    """What follows 'chart:' in an alternative text, '' where nothing does; None where it asks for no chart."""
    found = re.search(rf"{_BEFORE}chart\s*:([^\r\n]*)", alternative_text, re.IGNORECASE | re.MULTILINE)
    return " ".join(found[1].split()).strip(f"{_QUOTES}.") if found else None


def meant(alternative_text: str) -> str:
    """What a text that asks for no chart may have been meant to ask, as it should be written; '' for nothing."""
    for found in re.finditer(rf"{_BEFORE}(\w+)\s*[:;.,-]?\s*(\w+\.\w[^\r\n]*)", alternative_text, re.MULTILINE):
        if did_you_mean(found[1], ["chart"]):
            return f"chart: {found[2].strip()}"
    return ""


def read(text: str) -> Request:
    """The request that the text after 'chart:' makes; raises RequestError for one that cannot be read."""
    word = re.search(rf"(?<![\w.])(?:{_WORDS_OF_TIME})\b", text, re.IGNORECASE)
    head, span = (text[: word.start()], text[word.start() :].strip(" ,;")) if word else (text, "")
    pieces = re.split(r"\s*(?:[,;&+]|\band\b)\s*", head.strip(" ,;"))
    names = tuple(re.sub(r"\s*\.\s*", ".", name).lower() for name in pieces if name)
    if not names or not all(re.fullmatch(r"[a-z_]\w*(\.\w+)*", name) for name in names):
        raise RequestError(text)
    if not span:
        return Request(names)
    for form in _SPANS:
        if parts := re.fullmatch(form, span, re.IGNORECASE):
            return _within(names, parts[0], parts.groupdict())
    raise RequestError(span)


def _within(names: tuple[str, ...], typed: str, parts: dict[str, str | None]) -> Request:
    """The request for names in a span of time; its `parts` are the texts of its form by their names."""
    if unit := parts.get("unit"):
        return Request(names, months=_MONTHS[unit.lower()] * int(parts["count"] or 1), typed=typed)
    first, last = parts.get("start"), parts.get("end")
    whole = parts.get("within") or f"{first} to {last}"  # 'June to December 2014' says the year once
    if period := parse(whole.strip(_QUOTES)):
        return Request(names, period.start, period.end, typed=typed)
    request = Request(names, typed=typed)
    if start := first or parts.get("within"):
        request = replace(request, start=_period(start).start)
    if last:
        request = replace(request, end=_period(last).end)
    return request


def _period(text: str) -> Period:
    period = parse(text.strip(_QUOTES))
    if period is None:
        raise RequestError(text)
    return period
