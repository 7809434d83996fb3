"""How many of a plan's actions a sentence or a table says have a status, against how many have it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from cyps_papers.checks.numbers import WrittenNumber
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import Tallies, Tally
from cyps_papers.problems import Problem, error
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import stem

NOT_THE_PLANS = error(
    "contradiction",
    '"{number}" {what} are said to be {label}, and in the workbook {known} of the {total} are.',
    "Use the tag {{{{ {tag} }}}}.",
)
NOT_ALL = error(
    "contradiction",
    '"{number} {what}" are said to be all of a plan, and {plan}, whose other counts the sentence gives, has {known}.',
    "Use the tag {{{{ {tag} }}}}.",
)
_OF_ALL = re.compile(r"\b[Oo]f (?:the|its|their|all)(?: the)? $")
_IS = (
    r"(?: of (?:the|its|their|all) (?:\d+ )?)?\s*(?:{unit} )?(?:(?:are|is|were|was|have|has|had|been|now|already) )*"
    r"(?P<label>{labels})\b(?! (?:by|in|on|within)\b)"
)
_OF_OTHERS = re.compile(r"\b(?:area|work stream|team|theme|month|quarter|by \d|previous|earlier|last)\b", re.IGNORECASE)


def slips(pack: Pack, told: Collection[tuple[DocumentPlace, int]]) -> Iterator[Problem]:
    """Typed counts of a plan's actions that are not the workbook's; those told of otherwise, by place, are left out."""
    for sentence in pack.sentences if pack.tallies else ():
        for number in sentence.numbers:
            is_told = (sentence.passage.place, number.start) in told
            if number.traced is None and number.value % 1 == 0 and not number.is_share and not is_told:
                yield from _slip(pack, sentence, number)
                yield from _slip_of_all(pack, sentence, number)


def _slip_of_all(pack: Pack, sentence: Sentence, number: WrittenNumber) -> Iterator[Problem]:
    """'Of its 42 actions, 30 are completed and 11 are residual', where the plan with those 30 and 11 has 41."""
    is_whole = _OF_ALL.search(sentence.passage.text[sentence.start : number.start])
    if not is_whole or sentence.dates or _OF_OTHERS.search(sentence.text):
        return
    others = [one for one in sentence.numbers if one.start > number.start]
    for name, tallies in pack.tallies.items():
        said = [(tally, one) for one in others if (tally := _said_of(tallies, sentence, one))]
        is_of_this = number.unit == stem(tallies.total.unit) and all(one.count.number == n.value for one, n in said)
        if len(said) > 1 and is_of_this and number.value != tallies.total.number:
            found = {"number": number.text, "what": tallies.total.unit, "plan": name, "known": tallies.total.printed}
            about = [sentence.about(tallies.total.printed)]
            yield NOT_ALL.at(sentence.passage.place, about, **found, tag=tallies.total.name)


def _slip(pack: Pack, sentence: Sentence, number: WrittenNumber) -> Iterator[Problem]:
    name = None if sentence.dates or _OF_OTHERS.search(sentence.text) else _source(pack, sentence)
    tally = _said_of(pack.tallies[name], sentence, number) if name else None
    if name and tally and tally.count.number not in (0, number.value):
        known, total = tally.count, pack.tallies[name].total
        found = {"number": number.text, "label": tally.label.lower(), "known": f"{known.number:f}", "tag": known.name}
        found |= {"total": total.printed, "what": total.unit}
        yield NOT_THE_PLANS.at(sentence.passage.place, [sentence.about(found["known"])], **found)


def _said_of(tallies: Tallies, sentence: Sentence, number: WrittenNumber) -> Tally | None:
    """The label that a number's words give it: '31 are completed', '31 of the 41 actions completed'."""
    text = sentence.passage.text
    if _OF_ALL.search(text[sentence.start : number.start]):
        return None
    if sentence.passage.is_cell:
        return tallies.labelled(sentence.passage.lead.split(" | ")[0].strip().lower())
    said = _said(tuple(one.label for one in tallies.by_label), tallies.total.unit).match(text, number.end)
    word = said["label"].lower() if said else ""
    return next((one for one in tallies.by_label if word and one.label.lower().startswith(word)), None)


@cache
def _said(labels: tuple[str, ...], unit: str) -> re.Pattern[str]:
    """What follows a number of records with one of these labels; 'complete' for completed too."""
    forms = "|".join(re.sub("ed$", "ed?", re.escape(label)) for label in labels)
    return re.compile(_IS.format(unit=f"{unit}?", labels=forms), re.IGNORECASE)


def _source(pack: Pack, sentence: Sentence) -> str | None:
    """The one source that a sentence, its paragraph or what stands before its table speaks of."""
    names = list(pack.tallies)
    printed = {one.traced.origin.source for one in sentence.numbers if one.traced is not None} & set(names)
    if len(printed) == 1:
        return printed.pop()
    for text in (sentence.text, sentence.passage.text, sentence.passage.lead):
        said = pack.pointing.said(text)
        named = [name for name in names if {stem(word) for word in name.split("_")} & said]
        if len(named) == 1:
            return named[0]
    unit = stem(pack.tallies[names[0]].total.unit)
    return names[0] if len(names) == 1 and unit in pack.pointing.said(sentence.text) else None
