"""What was typed in a chart: figures and dates that its data do not hold would be published over whatever is new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyps_papers.periods import Period, parse
from cyps_papers.vocabulary import Series
from cyps_papers.word.charts.request import Request
from cyps_papers.word.charts.series import month_of, plain

TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)")
_LONGEST = 8
"""The most words that a period has: '1 June 2014 to 13 June 2014' has seven."""
_BEFORE_DATES = r"^(?:(?:as|at|on|in|during|the) )+"
_NAMES = re.compile(
    r"\b(?:section|s|part|aged?|ages|under|over|years?|stage|tier|level|band|phase|form|table|figure|chart)\.? "
    r"\d{1,3}(?: ?(?:-|–|to|and|or) ?\d{1,3})?s?\b(?! ?%)",
    re.IGNORECASE,
)
"""Numbers that belong to a name: 'section 47', 'aged 0 to 17'."""


def not_in_data(text: str, request: Request, series: Sequence[Series]) -> str:
    """The first figure or date in a typed text that is not one of the series', '' where all are.

    A date is where it is the first or the last that is shown or asked for, or holds all that is shown: any other
    would be wrong as soon as there are new data.
    """
    text = plain(text)
    for line in series:
        text = text.replace(plain(line.title), " ")
    shown = sorted(when for line in series for when in line.periods)
    for typed, period in _periods(text):
        if not _is_shown(period, request, shown):
            return typed
        text = text.replace(typed, " ", 1)
    for printed in {point.printed for line in series for point in line.points}:
        text = re.sub(rf"(?<![\w.,]){re.escape(printed)}(?![\w%]|[.,]\d)", " ", text)
    found = re.search(r"£?\d(?:[\d,./]*\d)?(?: ?%)?", _NAMES.sub(" ", text))
    return found[0] if found else ""


def _is_shown(period: Period, request: Request, shown: Sequence[Period]) -> bool:
    if period.start == request.start or period.end == request.end:
        return True
    ends = [*shown[:1], *shown[-1:]]
    is_an_end = any(period.matches(end) or period.matches(month_of(end) or end) for end in ends)
    return is_an_end or bool(ends and period.start <= ends[0].start and period.end >= ends[-1].end)


def _periods(text: str) -> Iterator[tuple[str, Period]]:
    """The dates and periods in a text, each as long as it can be."""
    words = text.split()
    while words:
        for count in range(min(_LONGEST, len(words)), 0, -1):
            typed = re.sub(_BEFORE_DATES, "", " ".join(words[:count])).strip(" ,;:.()")
            if period := parse(typed):
                yield typed, period
                break
        else:
            count = 1
        del words[:count]
