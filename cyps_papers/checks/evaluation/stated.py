"""A claim with what stands around it: the words that name its subject, and the dates that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cyps_papers.checks.other_names import OtherNames
from cyps_papers.checks.passages import Sentence
from cyps_papers.language import lexicon
from cyps_papers.language.claim import Claim, Relation
from cyps_papers.language.dates import Form, WrittenDate, small_number
from cyps_papers.language.dates import find as dates_in
from cyps_papers.language.tokens import tokenise
from cyps_papers.periods import MONTHS, Period, parse
from cyps_papers.words import stems

SAYS_NOTHING = stems(
    " ".join(
        (
            *(*MONTHS, *lexicon.TELLING, *lexicon.MORE, *lexicon.NOT, *lexicon.PLANNED, *lexicon.STANDINGS.words),
            *lexicon.DEGREES,
            """number numbers total proportion percentage share rate level figure quarter half year month week day years
            months weeks days quarters first second third fourth last same end period time compared against between
            during since latter previous earlier ago later one two three four five six seven eight nine ten eleven
            twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
            eighty ninety hundred thousand million dozen percent per cent point points average about around nearly
            almost just some up down go went gone come came hit least still again now currently today position
            respectively date council borough county city authority service services department team we us it
            there stood stands stand made make saw see seen get got take took taken held hold rated before after but
            stay stayed stays keep kept set running
            remain remains while however although also only many much well because therefore next yet each both so than
            approx approximately far rather within start beginning across overall altogether clear cleared clearing
            brought brings whole any every""",
        )
    )
) - stems("proposals missing")
"""The stems of words that say how much, when or which way, and not of what."""


_OF_A_TIME = re.compile(
    r"\b(?:(?:over|in|during|for|across|throughout) (?:the|these|those|this|that)|the(?= half-year| [a-z]+ months)) "
    r"(?:(?:last|past|first) )?(?:[\w-]+ )?(?P<unit>months|quarters|years|weeks|period|half-year"
    r"|year as a whole)\b"
)
_IN_SO_LONG = re.compile(
    r"\b(?:over|in|within) (?:the (?:last|past) )?(?P<count>\w+) (?P<unit>months?|quarters?|years?)\b"
)
_NOW = re.compile(r"\b(?:now|currently|at present|today|so far)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|above|below|as (?:many|much|long|high|often|likely)\b.* as) (.*)", re.DOTALL)
_BEFORE = re.compile(r"(?:it|they|there|that|usual|before|previously|ever|what it)\b")
"""After 'than', what is its own earlier value: 'than it was', 'than before'."""
_UNTIL = re.compile(r"\b(?:until|before|prior to|up to) $", re.IGNORECASE)
_HAD_BEEN = re.compile(r"\bhad (?:not |never |already |also )?(?:been|[a-z]+(?:ed|en))\b")
"""Said of a time before one that is spoken of, which isn't told."""
_DUE = re.compile(r"\bdue (?:\w+ ){0,5}$")
"""Before the date by which something has to be done, which dates no claim."""
A_QUARTER = 92  # days
_MISSED = stems("missed")
"""Said of a target; of anything else it is a name: 'children missing from care'."""
_IN_MONTHS = {"months": 1, "quarters": 3, "years": 12, "half-year": 6}


@dataclass(frozen=True)
class Stated:
    """A claim as the figures are asked for it.

    `near` are the stems that name its subject in its own clause, `far` those of its sentence and the line that its list
    hangs on, `around` those of its heading and of the sentences before. `when`, `since` and `earlier_when` have their
    periods; `is_dated` tells whether its own sentence dates it, `of_target` whether its clause speaks of a target, and
    `goes_on` whether it names no subject, so that it is of what was spoken of before: 'by June there were 12'. `months`
    is how long a time without a date it is of: 'over the six months'. `place` is another place that it is of.
    """

    sentence: Sentence
    claim: Claim
    near: frozenset[str]
    far: frozenset[str]
    around: frozenset[str]
    when: WrittenDate | None
    since: WrittenDate | None
    earlier_when: WrittenDate | None
    is_dated: bool
    of_target: bool
    goes_on: bool
    months: int
    place: str
    meeting: date

    @property
    def is_of_now(self) -> bool:
        """Whether it says that it is of the present: 'is now below its target'."""
        is_now = self.claim.relation in (Relation.LEFT, Relation.COMPLETED)
        return is_now or _NOW.search(self.sentence.passage.text, *self.claim.near) is not None

    @property
    def is_of_earlier(self) -> bool:
        """Whether it says that it is of a time well before the meeting, or compares with one."""
        period = self.when.period if self.when is not None else None
        return self.since is not None or (period is not None and (self.meeting - period.last_day).days > A_QUARTER)

    @property
    def of_extreme(self) -> bool:
        """Whether its clause speaks of the highest or the lowest: 'since it peaked'."""
        words = self.sentence.passage.text[slice(*self.claim.near)].lower().split()
        return any(word.strip(".,;:()") in lexicon.EXTREMES for word in words)

    @property
    def is_compared_otherwise(self) -> bool:
        """Whether it is compared with something that is no date, no target and no value of its own."""
        is_own = self.claim.since is not None or self.of_target or self.of_extreme
        start = self.claim.amount.end if self.claim.amount else self.claim.start
        compared = _COMPARED.search(self.sentence.passage.text, start, self.claim.near[1])
        return not is_own and compared is not None and _BEFORE.match(compared[1]) is None

    @property
    def is_vague(self) -> bool:
        """Whether it is too little to call a claim wrong: undated, of some months, in a table's cell, the sum
        of several things, or of what was so before.
        """
        text = self.sentence.passage.text[slice(*self.claim.near)].lower()
        is_of_some_time = not self.months and _OF_A_TIME.search(text) is not None
        if not lexicon.TOGETHER.isdisjoint(text.replace(",", " ").split()) or "between them" in text:
            return True
        before = self.sentence.passage.text[self.sentence.start : self.when.start if self.when else self.sentence.start]
        if _UNTIL.search(before) or (not self.is_dated and _HAD_BEEN.search(text)):
            return True
        return not self.is_dated and (self.sentence.passage.is_cell or is_of_some_time)


def stated(sentence: Sentence, claim: Claim, meeting: date, names: OtherNames) -> Stated:
    """A claim of a sentence in a paper of this meeting, with what stands around it."""
    passage = sentence.passage
    text = passage.text
    spans = passage.prose.spans
    near = names.stems(_without(text, spans, *claim.near)) - SAYS_NOTHING
    in_sentence = names.stems(_without(text, spans, sentence.start, sentence.end)) - SAYS_NOTHING
    far = in_sentence | (names.stems(passage.lead) - SAYS_NOTHING)
    if passage.is_cell:
        near = names.stems(f"{passage.lead.split(' | ')[0]} {passage.column}") - SAYS_NOTHING
    if claim.relation is Relation.TARGET:
        near, in_sentence, far = (one - _MISSED for one in (near, in_sentence, far))
    before = text[: sentence.start]
    around = names.stems(f"{passage.heading} {before}") - SAYS_NOTHING
    when, since = _times(sentence, claim, meeting, bool(near))
    is_dated = when is not None or since is not None
    place = claim.place
    if not near and not place:
        place = next(
            (
                other_claim.place
                for other_claim in sentence.claims
                if other_claim.start < claim.start and other_claim.place
            ),
            "",
        )
    return Stated(
        sentence, claim, near or in_sentence or far, far, around, when, since,
        _resolved(claim.earlier_when, sentence, meeting), is_dated,
        _is_of_target(passage.column or text[slice(*claim.near)]),
        _goes_on(sentence, claim, near), 0 if is_dated else _months(sentence, claim), place, meeting,
    )  # fmt: skip


def _times(
    sentence: Sentence, claim: Claim, meeting: date, has_subject: bool
) -> tuple[WrittenDate | None, WrittenDate | None]:
    """The date that a claim is of and the one that it is compared with, by its own words or those beside it."""
    when, since = _resolved(claim.when, sentence, meeting), _resolved(claim.since, sentence, meeting, claim.when)
    if when is not None and claim.is_each and when.step is not None and when.step.from_other:
        when, since = None, when  # 'in each of the three years before'
    if when is None and claim.relation in _OF_CHANGES:
        before = [other for other in sentence.claims if other.start < claim.start]
        told = [other.when for other in before if other.when is not None]
        compared = [other for other in before if other.since is not None]
        if since is None and compared:  # 'that is 51 fewer than in May, a fall of a tenth'
            other = compared[-1]
            when, since = (
                _resolved(other.when, sentence, meeting),
                _resolved(other.since, sentence, meeting, other.when),
            )
        elif told and (since is not None or not has_subject):
            # 'it was 64% in 2023/24, two down on 2022/23', 'a year earlier there were 214, twice as many'
            when = _resolved(told[-1], sentence, meeting)
    if when is None and since is None:
        when = _from_context(sentence, claim, meeting)
        is_since = when is not None and sentence.passage.text[: when.start].lower().endswith("since ")
        if sentence.passage.lead_date and when == sentence.passage.lead_date:
            is_since = not _SINCE.isdisjoint(sentence.passage.lead[: when.start].lower().split())
        if is_since and claim.relation is not Relation.RANK:
            when, since = None, when
    if when is not None and _DUE.search(sentence.passage.text[: when.start]):
        when = None
    return when, since


def _is_of_target(text: str) -> bool:
    """Whether words speak of a target, or of what is aimed for."""
    tokens = tokenise(text)
    return any(token.lower in lexicon.TARGETS or lexicon.AIMS.at(tokens, at) for at, token in enumerate(tokens))


def _months(sentence: Sentence, claim: Claim) -> int:
    """How many months a claim's sentence says that it is of, without a date: 18 of 'over the six quarters'."""
    passage = sentence.passage
    if claim.relation in _OF_CHANGES:
        so_long = _IN_SO_LONG.search(passage.text.lower(), *claim.near)
        count = small_number(so_long["count"]) if so_long else 0
        if so_long and count:
            return count * _IN_MONTHS[so_long["unit"].removesuffix("s") + "s"]
        if claim.since is not None and claim.since.step is not None and claim.since.step.from_other:
            return abs(claim.since.step.months)
    found = _OF_A_TIME.search(passage.text.lower(), sentence.start, claim.near[1])
    if found is None or found["unit"] not in _IN_MONTHS:
        return 0
    counts = [amount.value for amount in passage.prose.amounts if found.start() < amount.start < found.end()]
    if found["unit"] == "half-year":
        counts = [Decimal(1)]
    return int(counts[0]) * _IN_MONTHS[found["unit"]] if counts else 0


_OF_CHANGES = (Relation.BY, Relation.DIFFERENCE, Relation.TIMES, Relation.DIRECTION)
_BY_PRONOUN = (*_OF_CHANGES, Relation.RANK, Relation.STEADY, Relation.TARGET)
_SINCE = frozenset(("since", "compared"))
_THE_CHANGE = re.compile(
    r"\W*(?:The|This|That) (?:rise|fall|increase|decrease|reduction|drop|decline|improvement) of\b"
)
_IT = re.compile(r"\b(?:[Ii]t|[Tt]hey) (?:(?:is|was|are|were|has|have|had)(?: \w+)? )?$")
"""Right before what is said of it: 'officers report that it is falling'."""
_PRONOUN = re.compile(r"\W*(?:It|This|That) (?:is|was|has|remains?|remained|still)\b")


def _goes_on(sentence: Sentence, claim: Claim, near: frozenset[str]) -> bool:
    """Whether a claim names no subject: 'by June there were 12', 'it is still the lowest', 'the rise of 12'."""
    if sentence.passage.is_cell or not near:
        return not sentence.passage.is_cell
    if _THE_CHANGE.match(sentence.text) and claim.relation is Relation.BY:
        return True
    if claim.relation in _BY_PRONOUN and _IT.search(sentence.passage.text, claim.near[0], claim.start):
        return True
    is_first = claim.near[0] - sentence.start < 3
    return is_first and claim.relation in _BY_PRONOUN and _PRONOUN.match(sentence.text) is not None


def _without(text: str, spans: Sequence[tuple[int, int]], begin: int, end: int) -> str:
    """A part of a text without its amounts and dates."""
    parts, at = [], begin
    for start, stop in spans:
        if begin <= start < end:
            parts.append(text[at:start])
            at = max(at, stop)
    return " ".join((*parts, text[at:end]))


def _from_context(sentence: Sentence, claim: Claim, meeting: date) -> WrittenDate | None:
    """The only date of its sentence, or that of the line that its list hangs on."""
    own = sentence.dates
    others = [claim for claim in sentence.claims if own and own[0] in (claim.since, claim.earlier_when)]
    if len(own) == 1 and not others and own[0].start < claim.near[1]:
        return _resolved(own[0], sentence, meeting)
    passage = sentence.passage
    if own or not passage.is_cell:
        return None if own else _resolved(passage.lead_date, sentence, meeting)
    beside = dates_in(f"{passage.lead.split(' | ')[0]} {passage.column}", passage.year)
    return _resolved(beside[0], sentence, meeting) if len(beside) == 1 else None


def _resolved(
    written: WrittenDate | None, sentence: Sentence, meeting: date, other: WrittenDate | None = None
) -> WrittenDate | None:
    """A date with the period that it means here; None where that can't be told."""
    if written is None or written.period is not None:
        return written
    others = [one for one in (*((other,) if other else ()), *sentence.dates) if one.period and one is not written]
    if not others:
        others = [written for written in sentence.passage.dates if written.period and written.start < sentence.start][
            -1:
        ]
    before = [other for other in others if other.start < written.start]
    beside = next(iter((*before[-1:], *others)), None) if other is None or other.period is None else other
    if written.form in (Form.BARE_MONTH, Form.QUARTER) and beside and beside.period:
        period = _in_the_year_of(written, beside, beside.period, meeting)
    else:
        period = written.resolved(meeting, beside.period if beside else None)
    return replace(written, period=period) if period else None


def _in_the_year_of(written: WrittenDate, beside: WrittenDate, its: Period, meeting: date) -> Period | None:
    """A month without its year: the next one after a date that stands before it, else the nearest to the date."""
    years = range(its.end.year - 1, its.end.year + 2)
    named = [f"{year}/{(year + 1) % 100:02}" if "/" in beside.text else str(year) for year in years]
    found = [period for year in named if (period := parse(f"{written.text} {year}"))]
    found = [period for period in found if period.start <= meeting]
    after = [period for period in found if period.start >= its.start]
    if beside.start < written.start and after:
        return after[0]
    return min(found, key=lambda period: abs((period.start - its.start).days), default=None)


def all_stated(sentences: Sequence[Sentence], meeting: date, names: OtherNames) -> Iterator[Stated]:
    """Every claim of some sentences that somebody typed; what a tag prints is its figure, and headings claim nothing.

    Nor do the words of a table's cells without a number: an action is no claim.
    """
    for sentence in sentences:
        passage = sentence.passage
        is_of_words = passage.is_cell and not passage.amounts
        for claim in () if is_of_words or passage.is_heading else sentence.claims:
            amounts = [one for one in (claim.amount, claim.earlier) if one is not None]
            is_printed = bool(amounts) and all(amount.printed is not None for amount in amounts)
            if passage.is_typed(claim.start) or (amounts and not is_printed) or (is_printed and len(amounts) > 1):
                yield stated(sentence, claim, meeting, names)
