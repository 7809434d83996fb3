"""A number or a claim differs from the figure that its words and date point at: from the arithmetic of its own
sentence (43 a week where the counts beside it give 38), from the workbook, or from what the workbook still shows as
left (all cleared, with 250 remaining; completed, with 30 of 41)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks import arithmetic, claims, plan_counts
from cyps_papers.checks.measures import Known, Measure
from cyps_papers.checks.numbers import THINGS, Number
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.checks.pointing import PLAN_UNITS, fits
from cyps_papers.problems import Problem, error

NOT_THE_WORKBOOKS = error(
    "contradiction",
    '"{number}" is given for {name}{when}, and {cells} has {known}.',
    "If the sentence means that figure, type {{{{ {tag} }}}}; if it means another, name it more closely.",
)
OTHER_INDICATOR = error(
    "contradiction",
    '"{number}" is {own}, and the words around it say {name}.',
    "Use the tag of the indicator that the sentence names, {{{{ {tag} }}}}, or name the one that is printed.",
)
OTHER_UNIT = error(
    "contradiction",
    '"{number} {unit}" is given for {name}, and {cells} has {known} {known_unit}.',
    "Write the unit in full: {known} {known_unit}.",
)
SURE, LIKELY, LEAD = 0.6, 0.4, 0.1  # shares of an indicator's name
NAMED, UNNAMED = 0.75, 0.35
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


def check(pack: Pack) -> Iterator[Problem]:
    yield from (problem for sentence in pack.sentences for problem in arithmetic.slips(sentence))
    yield from _against_the_workbook(pack)
    yield from _other_indicator(pack)
    yield from _other_units(pack)
    yield from plan_counts.slips(pack)
    yield from claims.unkept(pack)


def _against_the_workbook(pack: Pack) -> Iterator[Problem]:
    """A typed number whose words and date point at an observation that has another value."""
    linked = {(link.sentence.passage.place, link.number.start) for link in pack.links}
    for sentence in pack.sentences:
        for number in sentence.numbers:
            is_known = number.traced is not None or (sentence.passage.place, number.start) in linked
            meant = None if is_known or number.is_rate else _meant(pack, sentence, number)
            if meant and not number.shows(meant[1].value):
                yield _differs(sentence, number, *meant)


def _meant(pack: Pack, sentence: Sentence, number: Number) -> tuple[Measure, Known] | None:
    """The one observation that the words and the date of a number point at, where they do so without doubt."""
    if _claims_something_else(sentence, number) or _is_known(pack, sentence, number):
        return None
    pointed = pack.pointing.pointed(sentence, number)
    if not pointed or pointed[0][0] < SURE or _is_rivalled(pointed):
        return None
    measure = pointed[0][1]
    known = _at_the_date(sentence, number, measure)
    return (measure, known) if known else None


def _claims_something_else(sentence: Sentence, number: Number) -> bool:
    """Whether a number is said to be a limit, a round one, another area's, or a part of what the words name."""
    before = sentence.passage.text[sentence.start : number.start]
    after = sentence.passage.text[number.end : sentence.end]
    return bool(_NO_CLAIM.search(before) or _OTHERS.search(before) or _PART.match(after))


def _is_rivalled(pointed: list[tuple[float, Measure]]) -> bool:
    return len(pointed) > 1 and pointed[0][0] - pointed[1][0] < LEAD


def _at_the_date(sentence: Sentence, number: Number, measure: Measure) -> Known | None:
    stated = sentence.date_of(number)
    if measure.is_plan:
        return measure.latest if number.unit in PLAN_UNITS and stated is None else None
    if stated is not None:
        return next((one for one in measure.observations if one.when and stated.agrees(one.when)), None)
    is_present = _NOW.search(sentence.segment(number)) and not sentence.dates
    return measure.latest if is_present else None


def _is_known(pack: Pack, sentence: Sentence, number: Number) -> bool:
    """Whether the number is a value of some other measure that the words could mean, or a date's or a target's."""
    said = sentence.text
    return any(
        number.shows(known.value) and fits(number, measure, known) and pack.pointing.coverage(measure, said) >= LIKELY
        for measure in pack.measures
        for known in measure.values
    )


def _differs(sentence: Sentence, number: Number, measure: Measure, known: Known) -> Problem:
    cells = known.cells[0] if len(known.cells) == 1 else "the workbook"
    when = f" {_of(known)}" if known.when else ""
    return NOT_THE_WORKBOOKS.at(
        sentence.passage.place, number=number.text, name=f'"{measure.name}"', when=when, cells=cells,
        known=known.printed, tag=known.tag,
    )  # fmt: skip


def _of(known: Known) -> str:
    return f"as of {known.when}"


def _other_indicator(pack: Pack) -> Iterator[Problem]:
    """A printed figure in a sentence that names another indicator and not its own."""
    for link in pack.links:
        if link.number.traced is None or link.measure.is_plan or link.sentence.passage.is_cell:
            continue
        near = link.sentence.segment(link.number)
        own = pack.pointing.score(link.sentence, link.measure, near)
        if own >= UNNAMED or link.known.kind != "observation":
            continue
        scored = [(pack.pointing.score(link.sentence, one, near), one) for one in pack.measures if not one.is_plan]
        score, meant = max(scored, key=lambda pair: pair[0])
        if score >= NAMED and meant.latest is not None:
            found = {"number": link.number.text, "own": f'"{link.measure.name}"', "name": f'"{meant.name}"'}
            yield OTHER_INDICATOR.at(link.sentence.passage.place, **found, tag=meant.latest.tag)


def _other_units(pack: Pack) -> Iterator[Problem]:
    """A target typed in a plainer unit than the workbook's: 45 days for 45 working days."""
    for link in pack.links:
        unit, known = link.number.unit, link.known
        if link.known.kind == "target" and " " in known.unit and unit == known.unit.split()[-1] and unit not in THINGS:
            cells = known.cells[0] if known.cells else "the workbook"
            found = {"number": link.number.text, "unit": unit, "name": f'"{link.measure.name}"', "cells": cells}
            yield OTHER_UNIT.at(link.sentence.passage.place, **found, known=known.printed, known_unit=known.unit)
