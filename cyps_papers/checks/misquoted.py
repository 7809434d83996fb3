"""Typed numbers whose words and date point at one observation, and which are not its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_papers.checks.numbers import WrittenNumber
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import KnownValue, Measure
from cyps_papers.words import stems

SURE, LIKELY, LEAD = 0.6, 0.4, 0.1  # shares of an indicator's name
_NO_CLAIM = re.compile(
    r"\b(?:below|above|under|over|at least|at most|up to|less than|more than|fewer than|no more than|within|between"
    r"|about|around|approx(?:imately|\.)?|nearly|almost|some|roughly|estimated?|by)\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:target|limit|maximum|minimum|ceiling|threshold|benchmark\w*|expect\w*|national\w*|england|london|neighbour\w*"
    r"|compared (?:with|to)|forecast|project(?:ed|ion)|planned|aim|should"
    r"|of which|of whom|of (?:the|these|those)\b[^,;]*,)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:\w+ )?(?:out )?of (?:the|these|those|all|our|its)\b")
_NOW = re.compile(r"\b(?:currently|at present|latest|now|to date|remain|stands at)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Misquoted:
    """A typed number, and the known value that its words and its date point at."""

    sentence: Sentence
    number: WrittenNumber
    measure: Measure
    known: KnownValue


def misquoted(pack: Pack) -> Iterator[Misquoted]:
    """Every typed number whose words and date point at an observation that has another value."""
    linked = {(quote.sentence.passage.place, quote.number.start) for quote in pack.quotes}
    for sentence in pack.sentences:
        for number in sentence.numbers:
            is_known = number.traced is not None or (sentence.passage.place, number.start) in linked
            meant = None if is_known or number.is_rate else _meant(pack, sentence, number)
            if meant and not number.shows(meant[1].value):
                yield Misquoted(sentence, number, *meant)


def _meant(pack: Pack, sentence: Sentence, number: WrittenNumber) -> tuple[Measure, KnownValue] | None:
    """The one observation that the words and the date of a number point at, where they do so without doubt."""
    before = sentence.passage.text[sentence.start : number.start]
    if (
        _NO_CLAIM.search(before)
        or _OTHERS.search(before)
        or _PART.match(sentence.passage.text[: sentence.end], number.end)
    ):
        return None  # a limit, a round number, another area's, or a part of what the words name
    if _is_known(pack, sentence, number):
        return None
    pointed = pack.pointing.pointed(sentence, number)
    is_rivalled = len(pointed) > 1 and pointed[0][0] - pointed[1][0] < LEAD
    if not pointed or pointed[0][0] < SURE or is_rivalled:
        return None
    measure = pointed[0][1]
    known = _at_the_date(pack, sentence, number, measure)
    if known is None:
        return None
    given = [one.known for one in pack.quotes if one.measure is measure and one.sentence == sentence]
    if any(one.role is known.role and one.when == known.when for one in given):
        return None  # the sentence has that value already, so that this is another thing's
    return measure, known


def _at_the_date(pack: Pack, sentence: Sentence, number: WrittenNumber, measure: Measure) -> KnownValue | None:
    printed = pack.pointing.waiting(sentence, number, measure)
    if printed is not None:
        return next((one for one in measure.observations if one.when == printed), None)
    stated = sentence.date_of(number)
    if measure.counts:
        return measure.latest if number.unit in stems(measure.counts) and stated is None else None
    if stated is not None:
        return next((one for one in measure.observations if one.when and stated.agrees(one.when)), None)
    if _NOW.search(sentence.segment(number)) and not sentence.dates:
        return measure.latest
    return None


def _is_known(pack: Pack, sentence: Sentence, number: WrittenNumber) -> bool:
    """Whether the number is a value of some other measure that the words could mean, or a date's or a target's."""
    shown = pack.pointing.shown(number)
    return any(pack.pointing.coverage(measure, sentence.text) >= LIKELY for measure, _ in shown)
