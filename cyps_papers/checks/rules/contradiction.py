"""A number or a claim differs from the figure that its words and date point to: from the arithmetic of its own
sentence (43 a week where the counts beside it give 38), from the workbook, or from what the workbook shows as left
(all cleared, with 250 remaining; completed, with 30 of 41).
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.checks.evaluation.stated import stated
from cyps_papers.checks.evaluation.verdict import Differs, GivenBy, Ruling, Verdict
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.figures.measure import Role
from cyps_papers.language.amounts import THINGS
from cyps_papers.language.claim import Relation
from cyps_papers.problems import Problem, error, warning
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        ("1 Open children in need cases fell from 2,066 on 13 October 2014 to 1,463 on 2 February 2015, 43 a week.",),
        ("1 Open children in need cases fell from 2,066 on 13 October 2014 to 1,463 on 2 February 2015, 38 a week.",),
        "2,066 open children in need cases on 13 October 2014 and 1,463 on 2 February 2015",
    ),
)
NOT_ITS_OWN = error(
    "contradiction",
    '"{said}" does not follow from the sentence: {worked}.',
    "Correct the number, or print all of them with tags.",
)
NOT_THE_WORKBOOKS = error(
    "contradiction",
    '"{said}" is given for {name}{when}, but {cells} has {known}.',
    "If the sentence means that figure, type {{{{ {tag} }}}}; if it means another, say which.",
)
NOT_WORKED_OUT = error(
    "contradiction",
    '"{said}" is said of {name}, and {cells} has {known}.',
    "Correct it, or say more exactly what is meant.",
)
NOT_THE_PLANS = error(
    "contradiction",
    '"{said}" {what} are said to be {label}, but in the workbook {known} are.',
    "{remedy}",
)
NEITHER = warning(
    "contradiction",
    '"{said}" could be about {name} ({known}) or {other} ({its}), and is neither.',
    "Say which is meant, and correct the number.",
)
OTHER_INDICATOR = error(
    "contradiction",
    '"{number}" is {own}, but the words around it say {name}.',
    "Use the tag of the indicator that the sentence names, {{{{ {tag} }}}}, or name the one that is printed.",
)
OTHER_UNIT = error(
    "contradiction",
    '"{number} {unit}" is given for {name}, but {cells} has {known} {known_unit}.',
    "Write the unit in full: {known} {known_unit}.",
)
NOT_CLEARED = warning(
    "contradiction",
    '"{said}" says that nothing is left, but {name} is at {known} ({when}).',
    "Say what has been cleared and what remains, with {{{{ {tag} }}}}.",
)
NOT_THE_HIGHEST = warning(
    "contradiction",
    '"{said}" is not the {extreme}: {name} was at {known} in {when}.',
    "Say which figure it is the {extreme} of, or give the {extreme} of all.",
)
NOT_COMPLETED = warning(
    "contradiction",
    '"{words}" says that the plan is completed{also}. Of its {total} {what} {done} are.',
    "Give the counts where the claim is made: {{{{ {done_tag} }}}} of {{{{ {total_tag} }}}}.",
)
NAMED, UNNAMED = 0.75, 0.35  # shares of an indicator's name


def check(pack: Pack) -> Iterator[Problem]:
    wrong = [
        verdict for verdict in pack.verdicts if verdict.is_wrong and verdict.claim.relation is not Relation.COMPLETED
    ]
    yield from (_remark(verdict) for verdict in wrong if not verdict.is_of_a_trend and not verdict.is_of_parts)
    yield from _other_indicator(pack)
    yield from _other_units(pack)
    yield from _not_completed(pack)


def _remark(verdict: Verdict) -> Problem:
    first = verdict.given[0]
    place, about = verdict.sentence.passage.place, [verdict.sentence.about(first.words)]
    found = {"said": verdict.words, "name": f'"{first.subject}"', "known": first.words, "cells": first.where}
    if verdict.claim.relation is Relation.LEFT:
        (known,) = first.known
        return NOT_CLEARED.at(place, about, **found | {"known": known.printed}, when=known.when, tag=first.tag)
    if verdict.claim.relation is Relation.RANK and verdict.claim.extreme and len(first.known) == 1:
        extreme = verdict.claim.extreme.value
        return NOT_THE_HIGHEST.at(place, about, **found, when=first.known[0].when, extreme=extreme)
    if first.source is GivenBy.SENTENCE:
        return NOT_ITS_OWN.at(place, about, said=verdict.words, worked=first.words)
    if verdict.ruling is Ruling.EITHER:
        other = verdict.given[1]
        return NEITHER.at(place, about, **found, other=f'"{other.subject}"', its=other.words)
    if first.source is GivenBy.RECORDS and first.differs is Differs.VALUE:
        remedy = f"Use the tag {{{{ {first.tag} }}}}." if first.tag else "Correct the count."
        return NOT_THE_PLANS.at(place, about, **found, what=first.unit, label=first.label, remedy=remedy)
    if len(first.known) != 1:
        return NOT_WORKED_OUT.at(place, about, **found)
    when = f" as of {first.known[0].when}" if first.known[0].when else ""
    return NOT_THE_WORKBOOKS.at(place, about, **found, when=when, tag=first.tag)


def _other_indicator(pack: Pack) -> Iterator[Problem]:
    """A printed figure in a sentence that names another indicator and not its own."""
    for quote in pack.quotes:
        if quote.number.printed is None or quote.measure.counts or quote.sentence.passage.is_cell:
            continue
        claim = next((claim for claim in quote.sentence.claims if claim.amount is quote.number), None)
        if claim is None or quote.known.role is not Role.OBSERVED:
            continue
        fits = pack.subjects.fits(stated(quote.sentence, claim, pack.meeting, pack.names))
        fits = [fit for fit in fits if not fit.subject.counts]
        named = {fit.subject.origin: (fit.signs["near"] + fit.signs["far"]) / 2 for fit in fits}
        meant = max((fit.subject for fit in fits), key=lambda measure: named[measure.origin], default=quote.measure)
        is_other = named.get(quote.measure.origin, 0.0) < UNNAMED and named.get(meant.origin, 0.0) >= NAMED
        if is_other and meant.latest is not None:
            found = {"number": quote.number.text, "own": f'"{quote.measure.name}"', "name": f'"{meant.name}"'}
            about = [quote.sentence.about(quote.number.text)]
            yield OTHER_INDICATOR.at(quote.sentence.passage.place, about, **found, tag=meant.latest.tag)


def _other_units(pack: Pack) -> Iterator[Problem]:
    """A target typed in a plainer unit than the workbook's: 45 days for 45 working days."""
    for quote in pack.quotes:
        unit, known = quote.number.unit, quote.known
        is_plainer = " " in known.unit and unit == known.unit.split()[-1]
        if known.role is Role.TARGET and is_plainer and unit not in THINGS:
            found = {"number": quote.number.text, "unit": unit, "name": f'"{quote.measure.name}"', "cells": quote.cell}
            found |= {"known": known.printed, "known_unit": known.unit}
            yield OTHER_UNIT.at(quote.sentence.passage.place, [quote.sentence.about(known.printed)], **found)


def _not_completed(pack: Pack) -> Iterator[Problem]:
    """Plans said to be completed, where the workbook has actions that are not; one remark for each plan."""
    told: dict[str, list[Verdict]] = {}
    for verdict in pack.verdicts:
        if verdict.claim.relation is Relation.COMPLETED and verdict.is_wrong:
            told.setdefault(verdict.given[0].subject, []).append(verdict)
    for name, (first, *others) in told.items():
        done, total = pack.tallies[name].done, pack.tallies[name].total
        also = listed([f'"{other.words}" in {other.sentence.passage.where}' for other in others], 5)
        about = [other.sentence.about(other.given[0].words) for other in (first, *others)]
        found = {"words": first.words, "also": f", and so does {also}" if also else "", "what": total.unit}
        found |= {"done": first.given[0].words.split()[0], "total": total.printed, "total_tag": total.name}
        yield NOT_COMPLETED.at(first.sentence.passage.place, about, **found, done_tag=done.name if done else "")
