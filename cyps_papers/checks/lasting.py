"""The tag that gives a known value, so asked for that it gives it at the next meeting too."""

from __future__ import annotations

import re
from collections.abc import Collection

from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.language import dates

OWN = "its sentence"
_NOW = re.compile(r"\b(?:now|current|currently|latest|today|at present|to date)\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|has|have|remains?|stands?)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|stood|reached|peaked|fell|rose|dropped|took|did)\b", re.IGNORECASE)


def lasting_tag(sentence: Sentence, measure: Measure, known: KnownValue, dated: str) -> tuple[str, str]:
    """What to type for a value that a sentence tells, and why: .latest only where no date is said, and it is of now.

    `dated` is what has a date of the sentence or around it.
    """
    if known.role is not Role.OBSERVED or known.when is None:
        return known.tag, f"its {known.role.name.lower()}"
    if not dated and known is measure.latest and is_of_now(sentence):
        return f"{measure.origin}.latest", "the latest value, since no date is said"
    because = f"{dated} is dated" if dated else "the text does not speak of the present"
    return str(measure.origin.asked("at", str(known.when))), f"the value of {known.when}, since {because}"


def dated_by(sentence: Sentence, titles: Collection[str] = ()) -> str:
    """What is dated of a sentence or around it, '' where nothing is; a heading that is one of the `titles` is not."""
    passage = sentence.passage
    if sentence.dates:
        return OWN
    if dates.find(f"{passage.lead} {passage.column}", passage.year):
        return "its table" if passage.is_cell else "its list"
    is_dated = passage.heading not in titles and dates.find(passage.heading, passage.year)
    return "its heading" if is_dated else ""


def is_of_now(sentence: Sentence) -> bool:
    """Whether a sentence without a date speaks of the present: not of a date that stands before it in its paragraph.

    A table's cell that has no date does.
    """
    if _NOW.search(sentence.text) or sentence.passage.is_cell:
        return True
    is_of_then = any(date.start < sentence.start for date in sentence.passage.dates)
    return not is_of_then and _IS.search(sentence.text) is not None and _PAST.search(sentence.text) is None
