"""Claims in words that the workbooks do not bear out: all cleared, the high of, completed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.measure import Measure, Tallies
from cyps_papers.problems import Problem, warning
from cyps_papers.records import Direction
from cyps_papers.words import listed, stem

NOT_CLEARED = warning(
    "contradiction",
    '"{words}" says that nothing is left, but {name} is at {known} ({when}).',
    "Say what has been cleared and what remains, with {{{{ {tag} }}}}.",
)
NOT_THE_HIGHEST = warning(
    "contradiction",
    '"{words}" is not the {extreme}: {name} was at {known} in {when}.',
    "Say which figure it is the {extreme} of, or give the {extreme} of all.",
)
NOT_COMPLETED = warning(
    "contradiction",
    '"{words}" says that the plan is completed{also}. Of its {total} {what} {done} are.',
    "Give the counts where the claim is made: {{{{ {done_tag} }}}} of {{{{ {total_tag} }}}}.",
)
_ALL = re.compile(
    r"\b(?:clear|eliminat|resolv|remov)(?:ed|ing|e|s)?\s+(?:all|every|the (?:whole|entire))\b[^.;]{3,80}"
    r"|\b(?:all|every)\b[^.;,]{3,60}\b(?:have|has|had|were|was|are|is|been)\b[^.;,]{0,20}\b(?:cleared|eliminated|resolved|removed)\b"
    r"|\b(?:there (?:is|are) )?no (?:longer (?:any )?)?[^.;,]{3,60}\b(?:remain(?:s|ing)?|outstanding|left)\b"
    r"|\bnone (?:of [^.;,]{3,60})?(?:remain(?:s)?|outstanding|left)\b",
    re.IGNORECASE,
)
_ARREARS = frozenset(
    stem(word) for word in "backlog overdue outstanding late unallocated waiting without missing".split()
)
_EXTREME = re.compile(
    r"\b(?:the |a |its |their )?(high|highest|peak|peaked at|maximum|low|lowest|minimum)"
    r"(?: point| level)?(?: of| at)?\s+$",
    re.IGNORECASE,
)
_COMPLETED = re.compile(
    r"\b(?:the )?completion of\b|\bhas (?:now )?been (?:\w+ly )?(?:completed|delivered|implemented)\b(?! by)"
    r"|\b(?:is|are|was) (?:now |\w+ly )*(?:complete|completed)\b|\bas (?:\w+ly )?(?:complete|completed)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\bplans?\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:actions?|areas?|visits?|audits?|assessments?|reviews?|recommendations?|nearly|majority|most|many|some)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:will|to be|until|when|if|once|not|expected|would|should)\b", re.IGNORECASE)


def unkept(pack: Pack) -> Iterator[Problem]:
    """Every claim that the workbooks do not bear out."""
    for sentence in pack.sentences:
        yield from _cleared(pack, sentence)
        yield from _extremes(pack, sentence)
    yield from _completed(pack)


def _cleared(pack: Pack, sentence: Sentence) -> Iterator[Problem]:
    claim = _ALL.search(sentence.text)
    if not claim or not sentence.passage.is_typed(sentence.start + claim.start()):
        return
    left = [(one.latest.when, score, one.name, one.latest) for one in pack.measures
            if (score := _is_left(pack, claim.group(), one)) and one.latest and one.latest.when]  # fmt: skip
    if left:
        when, _, name, known = max(left, key=lambda each: each[:2])
        found = {"words": " ".join(claim.group().split()), "name": f'"{name}"', "known": known.printed}
        about = [sentence.about(known.printed)]
        yield NOT_CLEARED.at(sentence.passage.place, about, **found, when=when, tag=known.tag)


def _is_left(pack: Pack, claim: str, measure: Measure) -> float:
    """How well a claim's words fit a measure that should be nothing and is not."""
    if measure.counts or measure.direction != Direction.LOWER or not measure.latest or not measure.latest.value > 0:
        return 0.0
    if measure.latest.when is None or not measure.stems & _ARREARS:
        return 0.0
    said, coverage = pack.pointing.said(claim), pack.pointing.coverage(measure, claim)
    if said & measure.stems - _ARREARS and (said & _ARREARS or coverage >= 0.5):
        return coverage
    return 0.0


def _extremes(pack: Pack, sentence: Sentence) -> Iterator[Problem]:
    """'The high of 30' where the words fit an indicator that stood higher at the same time."""
    text = sentence.passage.text
    for number in sentence.numbers:
        said = _EXTREME.search(text[sentence.start : number.start])
        if not said or number.traced is not None:
            continue
        is_high = said[1].lower().startswith(("high", "peak", "max"))
        quote = pack.pointing.quote(sentence, number)
        if not quote or quote.known.when is None:
            continue
        alike = [one for one in pack.measures if one.unit == quote.measure.unit
                 and _is_meant_too(pack, sentence, one, quote.measure)]  # fmt: skip
        for one, known in ((each, known) for each in alike for known in each.observations):
            is_beyond = known.value > number.value if is_high else known.value < number.value
            if is_beyond and known.when is not None and known.when.meets(quote.known.when):
                extreme = "highest" if is_high else "lowest"
                found = {"words": f"{said.group().strip()} {number.text}", "extreme": extreme, "name": f'"{one.name}"'}
                found |= {"known": known.printed, "when": str(known.when)}
                yield NOT_THE_HIGHEST.at(sentence.passage.place, [sentence.about(known.printed)], **found)
                break


def _is_meant_too(pack: Pack, sentence: Sentence, other: Measure, own: Measure) -> bool:
    """Whether the words of a sentence do not tell one indicator from the other."""
    if other is own:
        return True
    said = pack.pointing.said(sentence.text)
    shared = other.stems & own.stems
    is_named = own.stems <= said and not other.stems <= said
    return len(shared) >= 2 and not is_named and not (said & own.stems - shared) and bool(said & shared)


def _completed(pack: Pack) -> Iterator[Problem]:
    """Plans said to be completed, where the workbook has actions that are not; one remark for each plan."""
    for name in pack.plans:
        tallies = pack.tallies[name]
        done, total = tallies.done, tallies.total
        if not done or done == total:
            continue
        claims = [(one, words) for one in pack.sentences if (words := _claimed(pack, one, name, tallies))]
        if claims:
            others = listed([f'"{words}" in {one.passage.where}' for one, words in claims[1:]], 5)
            also = f", and so does {others}" if others else ""
            about = [one.about(f"{done.printed} of {total.printed}") for one, _ in claims]
            yield NOT_COMPLETED.at(
                claims[0][0].passage.place, about, words=claims[0][1], also=also, what=total.unit,
                done=done.printed, total=total.printed, done_tag=done.name, total_tag=total.name,
            )  # fmt: skip


def _claimed(pack: Pack, sentence: Sentence, name: str, tallies: Tallies) -> str:
    """The words with which a sentence says that a plan is completed, where it gives no counts itself."""
    if sentence.passage.is_cell or sentence.numbers or not _PLAN.search(sentence.text):
        return ""
    counts: set[Decimal] = {tallies.open, *(one.count.number for one in tallies.by_label if one.closes)}
    if any(number.value in counts for number in sentence.passage.numbers) or not pack.is_of_plan(sentence, name):
        return ""
    for claim in _COMPLETED.finditer(sentence.text):
        around = sentence.text[max(0, claim.start() - 80) : claim.end() + 45]
        before = sentence.text[max(0, claim.start() - 25) : claim.end()]
        is_to_come = _NOT_YET.search(before) and not claim.group().lower().startswith("as ")  # 'reported as completed'
        near = re.split(r"[,;:]", sentence.text[max(0, claim.start() - 60) : claim.start()])[-1] + claim.group()
        is_typed = sentence.passage.is_typed(sentence.start + claim.start())
        if is_typed and not is_to_come and _PLAN.search(around) and not _PART.search(near):
            return claim.group()
    return ""
