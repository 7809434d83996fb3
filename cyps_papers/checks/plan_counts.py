"""How many of a plan's actions a sentence or a table says have a status, against how many have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cyps_papers.checks.numbers import Number
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.problems import Problem, error
from cyps_papers.records import Status
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.words import stem

NOT_THE_PLANS = error(
    "contradiction",
    '"{number}" actions are said to be {status}, and in the workbook {known} of the {total} are.',
    "Use the tag {{{{ {plan}.{code} }}}}.",
)
_STATUS = "|".join(status.label.lower().replace("completed", "completed?") for status in Status)
_IS = re.compile(
    rf"(?: of (?:the|its|their|all) (?:\d+ )?)?\s*(?:actions? )?(?:(?:are|is|were|was|have|has|had|been|now|already) )*"
    rf"(?P<status>{_STATUS})\b(?! (?:by|in|on|within)\b)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:area|work stream|team|theme|month|quarter|by \d|previous|earlier|last)\b", re.IGNORECASE)


def slips(pack: Pack) -> Iterator[Problem]:
    """Typed counts of a plan's actions that are not the workbook's."""
    plans = {name: one for name, one in pack.context.items() if isinstance(one, Plan)}
    for sentence in pack.sentences if plans else ():
        for number in sentence.numbers:
            if number.traced is None and number.value % 1 == 0 and not number.is_share:
                yield from _slip(pack, plans, sentence, number)


def _slip(pack: Pack, plans: dict[str, Plan], sentence: Sentence, number: Number) -> Iterator[Problem]:
    status = _status(sentence, number)
    name = _plan(pack, plans, sentence) if status else None
    if not status or not name or sentence.dates or _OF_OTHERS.search(sentence.text):
        return
    plan = plans[name]
    known: Decimal = getattr(plan, status.code).number
    if known != number.value and known:
        found = {"number": number.text, "status": status.label.lower(), "known": f"{known:f}"}
        place = sentence.passage.place
        yield NOT_THE_PLANS.at(place, **found, total=plan.total.printed, plan=name, code=status.code)


def _status(sentence: Sentence, number: Number) -> Status | None:
    """The status that a number's words give it: '31 are completed', '31 of the 41 actions completed'."""
    text = sentence.passage.text
    if re.search(r"\bof (?:the|its|their|all) $", text[sentence.start : number.start]):
        return None
    if sentence.passage.is_cell:
        label = sentence.passage.lead.split(" | ")[0].strip().lower()
        return next((one for one in Status if one.label.lower() == label), None)
    said = _IS.match(text, number.end)
    word = said["status"].lower() if said else ""
    return next((one for one in Status if one.label.lower().startswith(word)), None) if word else None


def _plan(pack: Pack, plans: dict[str, Plan], sentence: Sentence) -> str | None:
    """The one plan that a sentence, its paragraph or what stands before its table speaks of."""
    printed = {name for one in sentence.numbers if one.traced is not None for name in plans
               if getattr(one.traced, "name", "").startswith(f"{name}.")}  # fmt: skip
    if len(printed) == 1:
        return printed.pop()
    for text in (sentence.text, sentence.passage.text, sentence.passage.lead):
        said = pack.pointing.said(text)
        named = [name for name in plans if {stem(word) for word in name.split("_")} & said]
        if len(named) == 1:
            return named[0]
    return next(iter(plans)) if len(plans) == 1 and "act" in pack.pointing.said(sentence.text) else None
