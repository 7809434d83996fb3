"""Words of direction that the figures do not bear out: 'increased incrementally' for 31%, 0, 0, unknown, 100%; 'risen'
for a fall; or 'fallen' and 'reduced' with no figure near them at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.pointing import Quote
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.measure import Measure
from cyps_papers.periods import Period
from cyps_papers.problems import Problem, warning
from cyps_papers.records import Direction
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
    '"{words}" is said of {name}, and the workbook has {series}.',
    "Say what each period shows, and where there is no value.",
)
OTHER_WAY = warning(
    "unsupported-trend",
    '"{words}" is said where the figures go the other way: {first} to {last}.',
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
_BOTH = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_VERB = re.compile(
    rf"\b(?:has|have)(?: also| now| since| again| further)?(?: been)?(?: \w+ly)? "
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<better>improved)|(?P<worse>worsened|deteriorated))\b",
    re.IGNORECASE,
)
NAMED = 0.75  # of an indicator's name
_STEADY = re.compile(
    r"\b(?:incremental(?:ly)?|stead(?:y|ily)|gradual(?:ly)?|consistent(?:ly)?|continuous(?:ly)?|progressive(?:ly)?"
    r"|month (?:on|by) month|year on year|quarter on quarter|every month|each month|uninterrupted(?:ly)?)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    rf"\b(?:has|have|had)(?: also| now| since| again| further)?(?: been)?(?: \w+ly)? (?P<verb>{_UP}|{_DOWN})\b"
    r"|(?<=[a-z] )(?P<past>rose|fell|dropped|declined|climbed)\b(?! (?:ill|through|out|off|apart|short|to the))"
    r"|(?<=[a-z]s )(?P<late>increased|reduced|decreased)(?= (?:in|by|since|during|over|again|sharply|slightly|steadily"
    r"|significantly|markedly|further|considerably)\b|[.,;])"
    rf"|\b(?:an?|the|this|any)(?: \w+)? (?P<noun>increase|reduction|decrease|fall|rise|decline|drop|growth) in\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"\b[Nn]o (?:\w+ )?figures?\b[^.;]*\b(?:available|held|given|collected)\b")
_NOT_YET = re.compile(
    r"\b(?:will|would|should|could|may|might|to be|aims?|aiming|plans? to|seeks?|target|expect(?:ed|s)?|intend(?:ed|s)?"
    r"|if|in order|so that|proposed?|needs?|require[sd]?|risk of|potential|projected|toward?s?|support|lead to"
    r"|for)\b(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)


def check(pack: Pack) -> Iterator[Problem]:
    for sentence in pack.sentences:
        contrary = [*_contrary(sentence), *_against_the_series(pack, sentence)]
        yield from contrary or _unsteady(pack, sentence)
    for passages in pack.by_document.values():
        yield from _bare(passages)


def _unsteady(pack: Pack, sentence: Sentence) -> Iterator[Problem]:
    """'Increased incrementally' of a series that went down, stood still or has gaps."""
    steady, direction = _STEADY.search(sentence.text), _BOTH.search(sentence.text)
    if not steady or not direction or not sentence.passage.is_typed(sentence.start + steady.start()):
        return
    quotes = [quote for quote in pack.quotes if quote.sentence is sentence]
    measure = _spoken_of(pack, sentence, quotes)
    series = _span(measure, sentence, quotes) if measure else []
    if measure is None or _is_steady(series, up=direction["up"] is not None):
        return
    words = sentence.text[min(steady.start(), direction.start()) : max(steady.end(), direction.end())]
    if len(words) > 60:
        words = f"{direction.group()} ... {steady.group()}"
    found = {"words": words, "name": f'"{measure.name}"', "series": listed(list(_shown(measure, series)))}
    yield NOT_STEADY.at(sentence.passage.place, [sentence.about(found["series"])], **found)


def _spoken_of(pack: Pack, sentence: Sentence, quotes: list[Quote]) -> Measure | None:
    linked = [quote.measure for quote in quotes if len(quote.measure.series) > 2]
    if linked:
        return linked[0]
    score, best = pack.pointing.best(sentence, (one for one in pack.measures if len(one.series) > 2))
    return best if score >= 0.6 else None


def _span(measure: Measure, sentence: Sentence, quotes: list[Quote]) -> list[tuple[Period, Decimal | None]]:
    """The series between the first and the last period that a sentence names; all of it where it names one or none."""
    series = [(when, value) for when, value in measure.series if when is not None]
    said = [when for when, _ in series if any(one.agrees(when) for one in sentence.dates)]
    said += [quote.known.when for quote in quotes if quote.measure is measure and quote.known.when]
    if len(said) < 2:
        return series
    return [(when, value) for when, value in series if min(said) <= when <= max(said)]


def _is_steady(series: list[tuple[Period, Decimal | None]], up: bool) -> bool:
    known = [value if up else -value for _, value in series if value is not None]
    if len(series) < 3 or len(known) < len(series):
        return len(series) < 3
    return all(one <= other for one, other in pairwise(known)) and known[0] < known[-1]


def _shown(measure: Measure, series: list[tuple[Period, Decimal | None]]) -> Iterator[str]:
    """The values with their periods, those that follow one another and are the same said once."""
    for value, same in groupby(series, key=lambda one: one[1]):
        periods = [when for when, _ in same]
        span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
        yield f"{'no value' if value is None else in_unit(value, measure.unit)} for {span}"


_FROM_TO = re.compile(r"\bfrom\b(?:\s+\w+){0,4}\s+$", re.IGNORECASE)
_TO = re.compile(r"^[^.;]*?\bto\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SAME = re.compile(r"(?:It|This|They|That|These|The (?:number|figure|rate|share|proportion))\b")
"""What a sentence goes on with of the one before it."""
_UP_FROM = re.compile(
    r"^(?:\s+[\w’'-]+){0,4}?[,;]?\s*\(?(?:which (?:is|was) )?"
    r"(?P<words>(?P<up>up)|down) from\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _contrary(sentence: Sentence) -> Iterator[Problem]:
    """'Risen from 32% to 29%', or '29%, up from 32%', typed."""
    text = sentence.passage.text
    for one, other in pairwise(sentence.numbers):
        between = text[one.end : other.start]
        backwards = _UP_FROM.match(between)
        if backwards:
            first, last, is_up = other, one, backwards["up"] is not None
            words, start = f"{backwards['words']} from", one.end + backwards.start("words")
        elif _FROM_TO.search(text[sentence.start : one.start]) and _TO.match(between):
            said = list(_BOTH.finditer(text, sentence.start, one.start))
            if not said:
                continue
            first, last, is_up = one, other, said[-1]["up"] is not None
            words, start = said[-1].group(), said[-1].start()
        else:
            continue
        is_other_way = first.value != last.value and is_up != (first.value < last.value)
        if is_other_way and first.is_share == last.is_share and sentence.passage.is_typed(start):
            found = {"words": words, "first": first.text, "last": last.text}
            yield OTHER_WAY.at(sentence.passage.place, [sentence.about(words)], **found)


def _against_the_series(pack: Pack, sentence: Sentence) -> Iterator[Problem]:
    """'Has risen', 'has improved', with no number beside it, of an indicator that did the opposite."""
    claim = None if sentence.numbers or sentence.passage.is_cell else _VERB.search(sentence.text)
    if not claim or not sentence.passage.is_typed(sentence.start + claim.end() - 1):
        return
    score, measure = pack.pointing.best(sentence, (one for one in pack.measures if len(one.observations) > 1))
    if measure is None or score < NAMED:
        return
    observed = measure.observations
    if sentence.dates:
        observed = [one for one in observed if one.when and any(each.agrees(one.when) for each in sentence.dates)]
    if not observed:
        return
    first, last = observed[0], measure.observations[-1]
    better = {Direction.LOWER: -1, Direction.HIGHER: 1}.get(Direction(measure.direction), 0)
    wanted = {"up": 1, "down": -1, "better": better, "worse": -better}[str(claim.lastgroup)]
    if wanted * (last.value - first.value) < 0:
        found = {"first": first.printed, "last": last.printed, "start": first.when, "end": last.when}
        place, about = sentence.passage.place, [sentence.about(f"{first.printed} to {last.printed}")]
        yield AGAINST.at(place, about, words=claim.group(), name=f'"{measure.name}"', tag=measure.origin, **found)


def _bare(passages: list[Passage]) -> Iterator[Problem]:
    """Claims of direction with no figure in their sentence or the next; one remark for a document."""
    found = []
    for passage in passages:
        if passage.is_cell or passage.is_heading:
            continue
        for position, sentence in enumerate(passage.sentences):
            before, after = passage.sentences[:position][-1:], passage.sentences[position + 1 : position + 2]
            for claim in _CLAIM.finditer(sentence.text):
                is_typed = passage.is_typed(sentence.start + claim.end() - 1)
                is_to_come = _NOT_YET.search(sentence.text[: claim.start()])
                if is_typed and not is_to_come and not _is_borne_out(sentence, claim, before, after):
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
    if any(one.start < limit for one in sentence.amounts) or any(_goes_on(sentence, one) for one in after):
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
