"""The arithmetic of one sentence: what it says a change is, against the two numbers and dates that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cyps_papers.checks.numbers import WrittenNumber
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.forms import number as in_figures
from cyps_papers.periods import Grain
from cyps_papers.problems import Problem, error

WRONG_RATE = error(
    "contradiction",
    '"{rate} {unit}" does not follow from the sentence: {first} to {last} over {count} {units} is {worked}.',
    "Correct the number, or use the tag .between(...).per_week, which works it out.",
)
WRONG_CHANGE = error(
    "contradiction",
    '"{said}" does not follow from the sentence: {first} to {last} is a change of {worked}.',
    "Correct the number, or use the tag .change.{part}, which works it out.",
)
DAYS = {"per day": Decimal(1), "per week": Decimal(7), "per month": Decimal("30.4375"), "per year": Decimal("365.25")}
_FROM = re.compile(r"\b(?:from|down from|up from)\b(?:\s+\w+){0,4}\s+$|\b(?:peak|high|low) of\s+$", re.IGNORECASE)
_TO = re.compile(r"\bto\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:fall|rise|drop|reduction|increase|decrease|decline|change|growth|difference) of\s+$", re.IGNORECASE
)
_BY = re.compile(
    r"\b(?:fallen|fell|risen|rose|dropped|reduced|increased|decreased|declined|changed|grown|grew|down|up) by\s+$",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:approx(?:imately|\.)?|about|around|nearly|almost|over|more than|some|roughly|just)\s*$", re.IGNORECASE
)


def slips(sentence: Sentence) -> Iterator[Problem]:
    """What a sentence says of a change and does not follow from its own two numbers."""
    ends = _ends(sentence)
    if ends is None:
        return
    for number in sentence.numbers:
        if number not in ends and number.traced is None:
            yield from _rate(sentence, *ends, number) if number.is_rate else _change(sentence, *ends, number)


def _ends(sentence: Sentence) -> tuple[WrittenNumber, WrittenNumber] | None:
    """The two numbers of 'from 2,066 on one day to 1,463 on another'."""
    text = sentence.passage.text
    for first, last in pairwise(sentence.numbers):
        is_alike = first.is_share == last.is_share and len({first.unit, last.unit} - {""}) <= 1
        if not is_alike or first.is_rate or last.is_rate:
            continue
        if _FROM.search(text[sentence.start : first.start]) and _TO.search(text[first.end : last.start]):
            return first, last
    return None


def _rate(sentence: Sentence, first: WrittenNumber, last: WrittenNumber, rate: WrittenNumber) -> Iterator[Problem]:
    moments = [date.period for one in (first, last) if (date := sentence.date_of(one)) and date.period]
    if len(moments) < 2 or first.is_share:
        return
    begin, end = moments
    if begin.grain is not end.grain or begin.grain not in (Grain.DAY, Grain.MONTH) or begin.start == end.start:
        return
    count = Decimal((end.start - begin.start).days) / DAYS[rate.unit]  # between days, or the middles of two months
    worked = abs(first.value - last.value) / count
    if not _near(sentence, rate, worked):
        places = max(rate.places, 0 if worked >= 10 else 1)
        after = sentence.passage.text[rate.end : sentence.end]
        said = re.match(r"\s*((?:[\w’'-]+\s+){0,4}?(?:(?:per|a|an|each|every)\s+\w+|\w+ly))", after)
        found = {"rate": rate.text, "unit": said[1] if said else rate.unit, "first": first.text, "last": last.text}
        units = f"{rate.unit.removeprefix('per ')}s"
        found |= {"count": in_figures(count, 0 if count % 1 == 0 else 1), "worked": in_figures(worked, places)}
        yield WRONG_RATE.at(sentence.passage.place, [sentence.about(rate.text)], **found, units=units)


def _near(sentence: Sentence, said: WrittenNumber, worked: Decimal) -> bool:
    """Whether what is said is what was worked out, rounded; or within a twentieth of it where it says 'about'."""
    scale = 100 if said.is_share else 1
    slack = Decimal("0.5").scaleb(-said.places)
    if _LOOSE.search(sentence.passage.text[sentence.start : said.start]):
        slack = max(slack, abs(worked) * scale / 20)
    return abs(said.value - worked) * scale <= slack


def _change(sentence: Sentence, first: WrittenNumber, last: WrittenNumber, said: WrittenNumber) -> Iterator[Problem]:
    before = _LOOSE.sub("", sentence.passage.text[sentence.start : said.start])
    if not (_CHANGE.search(before) or _BY.search(before)) or said.unit in ("days", "weeks", "months", "years"):
        return
    difference = abs(first.value - last.value)
    candidates = [difference] if said.is_share == first.is_share else []
    if said.is_share and first.value:
        candidates.append(difference / first.value)
    if candidates and not any(_near(sentence, said, one) for one in candidates):
        worked = candidates[-1]
        shown = f"{in_figures(worked * 100, said.places)}%" if said.is_share else in_figures(worked)
        found = {"said": said.text, "first": first.text, "last": last.text, "worked": shown}
        found["part"] = "percent" if said.is_share else "by"
        yield WRONG_CHANGE.at(sentence.passage.place, [sentence.about(said.text)], **found)
