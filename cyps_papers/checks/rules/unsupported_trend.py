"""Words of direction are not borne out by the figures: 'increased incrementally' for 31%, 0, 0, unknown, 100%;
'risen' for a fall; or 'fallen' and 'reduced' with no figure near them at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyps_papers.checks.evaluation.verdict import Differs, GivenBy, Ruling, Verdict
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.language import lexicon
from cyps_papers.language.claim import Relation
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
    "Give the figures and their dates, or take the words away.",
)
_UP = r"increas(?:ed?|es|ing)|ris(?:en|e|es|ing)|rose|gr(?:own|ew|owth)|go(?:ne|ing) up|climbed"
_DOWN = (
    r"reduc(?:ed|tion|ing)|fall(?:en|s|ing)?|fell|decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|dropp?(?:ed)?|gone down"
)
_SAME = re.compile(r"(?:It|This|They|That|These|The (?:number|figure|rate|share|proportion))\b")
FAR = 7  # words from one another, beyond which both are quoted without what stands between
_BOTH = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_CLAIM = re.compile(
    rf"\b(?:has|have|had)(?: also| now| since| again| further)?(?: been)?(?: \w+ly)? (?P<verb>{_UP}|{_DOWN})\b"
    r"|(?<=[a-z] )(?P<past>rose|fell|dropped|declined|climbed)\b(?! (?:ill|through|out|off|apart|short|to the))"
    r"|(?<=[a-z]s )(?P<late>increased|reduced|decreased)(?= (?:in|by|since|during|over|again|sharply|slightly|steadily"
    r"|significantly|markedly|further|considerably)\b|[.,;])"
    rf"|\b(?:an?|the|this|any)(?: \w+)? (?P<noun>increase|reduction|decrease|fall|rise|decline|drop|growth) in\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"\b(?:[Tt]able|[Cc]hart|[Ff]igure|[Aa]ppendix) \d"
    r"|\b[Nn]o (?:\w+ )?figures?\b[^.;]*\b(?:available|held|given|collected)\b"
)
_NOT_YET = re.compile(
    r"\b(?:will|would|should|could|may|might|to be|aims?|aiming|plans? to|seeks?|target|expect(?:ed|s)?|intend(?:ed|s)?"
    r"|if|in order|so that|proposed?|needs?|require[sd]?|risk of|potential|projected|toward?s?|support|lead to"
    r"|for)\b(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    yield from (_remark(one) for one in pack.verdicts if one.is_wrong and one.is_of_a_trend)
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
    tokens = [one for one in verdict.sentence.passage.prose.tokens if claim.sentence[0] <= one.start < claim.near[1]]
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
    found = []
    held = [verdict for verdict in pack.verdicts if verdict.ruling is Ruling.AGREES or verdict.seems_right]
    known = {(one.sentence.passage.place, one.start) for one in held}
    for passage in passages:
        if passage.is_cell or passage.is_heading:
            continue
        for position, sentence in enumerate(passage.sentences):
            before, after = passage.sentences[:position][-1:], passage.sentences[position + 1 : position + 2]
            for claim in _CLAIM.finditer(sentence.text):
                is_typed = passage.is_typed(sentence.start + claim.end() - 1)
                is_to_come = _NOT_YET.search(sentence.text[: claim.start()])
                span = range(sentence.start + claim.start(), sentence.start + claim.end())
                is_held = any((passage.place, start) in known for start in span)
                if is_typed and not is_to_come and not is_held and not _is_borne_out(sentence, claim, before, after):
                    found.append((sentence, claim))
    if found:
        words = listed([f'"{_quoted(one, claim)}" in {one.passage.where}' for one, claim in found])
        count = "words of direction stand" if len(found) == 1 else f"{len(found)} claims of direction stand"
        about = [one.about(claim.group()) for one, claim in found]
        yield NO_FIGURE.at(found[0][0].passage.place, about, count=count, words=words)


def _is_borne_out(
    sentence: Sentence, claim: re.Match[str], before: Sequence[Sentence], after: Sequence[Sentence]
) -> bool:
    """Whether a number or a printed figure stands in the claim's clause or the next one, or in a sentence beside it."""
    if any(sentence.has(start) for start, _, _ in sentence.passage.traced) or _NO_FIGURE.search(sentence.text):
        return True
    following = _BOTH.search(sentence.text, claim.end()) if claim["noun"] else None
    limit = sentence.start + following.start() if following else sentence.end
    amounts = [one for one in sentence.passage.prose.amounts if sentence.has(one.start)]
    if any(one.start < limit for one in amounts) or any(_goes_on(sentence, one) for one in after):
        return True
    return any(one.amounts and _SAME.match(sentence.text) for one in before)


def _goes_on(sentence: Sentence, after: Sentence) -> bool:
    """Whether the next sentence gives the figure of this one, or says that there is none."""
    if _NO_FIGURE.search(after.text):
        return True
    words = stems(sentence.text) & stems(after.text)
    is_same = _SAME.match(after.text) or len(words) > 2
    return bool(after.amounts and is_same and not _CLAIM.search(after.text))


def _quoted(sentence: Sentence, claim: re.Match[str]) -> str:
    """The claim with some words on either side, so that it can be found."""
    before = sentence.text[: claim.start()].split()
    after = sentence.text[claim.end() :].split()
    words = [*(before[-4:] if claim["verb"] else []), claim.group(), *after[: 6 if claim["noun"] else 3]]
    return " ".join(words).strip(" ,;.-–")
