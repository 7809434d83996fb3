"""A figure is quoted from well before the meeting and the paper has nothing later, so that Members cannot see whether
it has got better. Give the later value beside it, or say plainly that there is none. The last value of a yearly or
quarterly figure is enough until the next is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.quotes import Quote
from cyps_papers.figures.measure import Role
from cyps_papers.origin import Origin
from cyps_papers.periods import Period
from cyps_papers.problems import Problem, warning

EXAMPLES = (
    Example(
        ("1 In August 2014, 75% of assessments were completed on time.",),
        ("1 In August 2014, 75% of assessments were completed on time. No later figure is available.",),
        "75% of assessments were completed on time in August 2014, the meeting is on 18 March 2015",
    ),
)
NONE_HELD = warning(
    "no-later-value",
    '"{number}" ({name}) is from {when}, {days} days before the meeting, and no later value is given anywhere.',
    "The workbook has none either: enter one and quote it, or say in the paragraph that there is no later figure.",
)
NONE_QUOTED = warning(
    "no-later-value",
    '"{number}" ({name}) is from {when}, {days} days before the meeting, and no later value is given anywhere.',
    "The workbook has {later} for {later_when}: quote it beside the earlier one, with {{{{ {tag} }}}}.",
)
_SAID = re.compile(
    r"\bno (?:later|more recent|further|newer) (?:\w+ )?(?:figures?|values?|data|counts?)\b"
    r"|\b(?:figures?|values?|data) (?:is|are) not (?:yet )?(?:available|held|collected)\b"
    r"|\bnot (?:been )?measured since\b",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    seen: set[Origin] = set()
    given = [(quote.measure, quote.known) for quote in pack.quotes if quote.known.role in (Role.OBSERVED, Role.CHANGE)]
    held = [
        given for verdict in pack.verdicts for given in verdict.given
    ]  # in words, or wrongly, which another rule says
    given += [(given.measure, known) for given in held if given.measure is not None for known in given.known]
    for quote in pack.quotes:
        when, measure = quote.known.when, quote.measure
        if quote.known.role is not Role.OBSERVED or measure.counts or measure.origin in seen or when is None:
            continue
        if pack.age(when.last_day) > pack.limit(measure, when):
            seen.add(measure.origin)
            later = [known.when for one, known in given if one is measure]
            shown = [traced for passage in pack.passages for _, _, traced in passage.traced if traced.value is None]
            shown += [plotted.traced for document in pack.documents for plotted in document.charted]
            later += [one.when for one in shown if measure.origin.is_of(one.origin)]  # withheld (c, x), or in a chart
            uses = (other.sentence.passage for other in pack.quotes if other.measure is measure)
            is_admitted = any(_SAID.search(passage.text) for passage in uses)
            if not is_admitted and not any(other is not None and other > when for other in later):
                yield _remark(pack, quote, when)


def _remark(pack: Pack, quote: Quote, when: Period) -> Problem:
    latest = quote.measure.latest
    found = {"number": quote.number.text, "name": quote.measure.name, "when": when, "days": pack.age(when.last_day)}
    place, about = quote.sentence.passage.place, [quote.measure.about(quote.number.text)]
    if latest is None or latest.when is None or not latest.when > when:
        return NONE_HELD.at(place, about, **found)
    return NONE_QUOTED.at(place, about, **found, later=latest.printed, later_when=latest.when, tag=latest.tag)
