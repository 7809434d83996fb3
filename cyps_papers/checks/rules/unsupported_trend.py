"""Words of direction are not borne out by the figures: 'increased incrementally' for 31%, 0, 0, unknown, 100%;
'risen' for a fall; or 'fallen' and 'reduced' with no figure near them at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.evaluation.verdict import Differs, GivenBy, Ruling, Verdict
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.language import lexicon
from cyps_papers.language.claim import Relation, Trend
from cyps_papers.problems import Problem, warning
from cyps_papers.words import listed, stems

EXAMPLES = (
    Example(
        ("1 The share of contacts that become referrals has risen since September 2014.",),
        ("1 The share of contacts that become referrals fell from 32% in September 2014 to 29% in January 2015.",),
        "32% of contacts became referrals in September 2014 and 29% in January 2015",
    ),
)
NOT_STEADY = warning(
    "unsupported-trend",
    '"{words}" is said of {name}, but the workbook has {series}.',
    "Say what each period shows, and where there is no value.",
)
OTHER_WAY = warning(
    "unsupported-trend",
    '"{words}" is said, but the figures go the other way: {worked}.',
    "Use the tag of the change, which prints its direction from the figures.",
)
AGAINST = warning(
    "unsupported-trend",
    '"{words}" is said of {name}, which has gone from {first} ({start}) to {last} ({end}).',
    "Use the tag {{{{ {tag}.change }}}}, which prints its direction from the figures, or name the dates meant.",
)
NO_FIGURE = warning(
    "unsupported-trend",
    "{count} without a figure: {words}.",
    "Give the figures and their dates, or take the words out.",
)
FAR = 7  # words from one another, beyond which both are quoted without what stands between
BESIDE = 4  # words before and after a claim, with which it is quoted
_GIVEN = re.compile(
    r"\b(?:[Tt]able|[Cc]hart|[Ff]igure|[Aa]ppendix) \d"
    r"|\b[Nn]o (?:\w+ )?figures?\b[^.;]*\b(?:available|held|given|collected)\b"
)
"""Where the figure is, or that there is none."""
_IS = re.compile(r"\b(?:is|are) (?:\w+ )?$")
_SAME = re.compile(r"(?:It|This|They|That|These|The (?:number|figure|rate|share|proportion))\b")


def check(pack: Pack) -> Iterator[Problem]:
    yield from (_remark(verdict) for verdict in pack.verdicts if verdict.is_wrong and verdict.is_of_a_trend)
    for passages in pack.by_document.values():
        yield from _bare(pack, passages)


def _remark(verdict: Verdict) -> Problem:
    first = verdict.given[0]
    place, about, name = verdict.sentence.passage.place, [verdict.sentence.about(first.words)], f'"{first.subject}"'
    if first.source is GivenBy.SENTENCE:
        return OTHER_WAY.at(place, about, words=_said(verdict), worked=first.words)
    if first.differs is Differs.STEADINESS:
        return NOT_STEADY.at(place, about, words=_said(verdict), name=name, series=first.words)
    begin, end = first.known[0], first.known[-1]
    found = {"first": begin.printed, "start": begin.when, "last": end.printed, "end": end.when}
    tag = first.measure.origin if first.measure else ""
    return AGAINST.at(place, about, words=_said(verdict, with_verb=True), name=name, tag=tag, **found)


def _said(verdict: Verdict, with_verb: bool = False) -> str:
    """The words with which a claim says the way of a change: 'risen', 'up from', 'increased incrementally'."""
    claim, text = verdict.claim, verdict.sentence.passage.text
    if claim.relation is Relation.STEADY:
        return verdict.words
    tokens = [
        token for token in verdict.sentence.passage.prose.tokens if claim.sentence[0] <= token.start < claim.near[1]
    ]
    end = claim.amount.begin if claim.amount else claim.end
    told = [at for at, one in enumerate(tokens) if one.end <= end and one.lower in lexicon.TREND_WORDS]
    if not told:
        return verdict.words
    first = last = told[-1]
    if tokens[first].lower in lexicon.TREND_PARTICLES and first and tokens[first - 1].lower in lexicon.MOVES:
        first -= 1
    if tokens[last].lower in lexicon.TREND_PARTICLES and tokens[last + 1].lower == "from":
        last += 1
    if with_verb and first and tokens[first - 1].lower in ("has", "have", "had"):
        first -= 1
    if verdict.given[0].differs is Differs.STEADINESS:
        each = next(((at, found[1] - 1) for at in range(len(tokens)) if (found := lexicon.EACH.at(tokens, at))), None)
        if each and abs(each[0] - last) > FAR:
            return f"{tokens[last].text} ... {text[tokens[each[0]].start : tokens[each[1]].end]}"
        first, last = (min(first, each[0]), max(last, each[1])) if each else (first, last)
    return text[tokens[first].start : tokens[last].end]


def _bare(pack: Pack, passages: list[Passage]) -> Iterator[Problem]:
    """Claims of direction with no figure in their sentence or the next; one remark for a document.

    One that the workbook bears out is left alone.
    """
    of_direction = [
        verdict
        for passage in passages
        for verdict in pack.verdicts_in(passage)
        if verdict.claim.relation is Relation.DIRECTION
    ]
    held = {id(verdict.sentence) for verdict in of_direction if verdict.ruling is Ruling.AGREES}
    found = [verdict for verdict in of_direction if id(verdict.sentence) not in held and _is_bare(verdict)]
    if found:
        words = listed([f'"{_quoted(verdict)}" in {verdict.sentence.passage.where}' for verdict in found])
        count = "words of direction stand" if len(found) == 1 else f"{len(found)} claims of direction stand"
        about = [verdict.sentence.about(verdict.words) for verdict in found]
        yield NO_FIGURE.at(found[0].sentence.passage.place, about, count=count, words=words)


def _is_bare(verdict: Verdict) -> bool:
    claim, sentence, passage = verdict.claim, verdict.sentence, verdict.sentence.passage
    if verdict.is_wrong or verdict.seems_right or claim.is_planned or passage.is_cell:
        return False
    if (
        claim.trend not in (Trend.RISE, Trend.FALL)
        or verdict.words.lower() in lexicon.MORE
        or (claim.is_each and claim.since)
    ):
        return False  # 'in every month since May' says what the figures are
    if not passage.is_typed(claim.start) or _IS.search(passage.text[: claim.start]):
        return False
    at = passage.sentences.index(sentence)
    before, after = passage.sentences[:at][-1:], passage.sentences[at + 1 : at + 2]
    if sentence.traced or _GIVEN.search(sentence.text) or any(_goes_on(sentence, other) for other in after):
        return False
    others = [other for other in sentence.claims if other.trend not in (None, claim.trend)]
    of_others = {amount.start for other in others for amount in (other.amount, other.earlier) if amount}
    own = [amount.start for amount in passage.prose.amounts if sentence.has(amount.start)]
    return of_others.issuperset(own) and not any(other.amounts and _SAME.match(sentence.text) for other in before)


def _goes_on(sentence: Sentence, after: Sentence) -> bool:
    """Whether the next sentence gives the figure of this one, or says that there is none."""
    if _GIVEN.search(after.text):
        return True
    is_same = _SAME.match(after.text) or len(stems(sentence.text) & stems(after.text)) > 2
    return bool(after.amounts and is_same)


def _quoted(verdict: Verdict) -> str:
    """The claim with some words on either side, so that it can be found."""
    text, claim = verdict.sentence.passage.text, verdict.claim
    before = text[verdict.sentence.start : claim.start].split()[-BESIDE:]
    after = text[claim.end : verdict.sentence.end].split()[:BESIDE]
    return " ".join((*before, text[claim.start : claim.end], *after)).strip(" ,;.-–")
