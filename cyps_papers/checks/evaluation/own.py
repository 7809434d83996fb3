"""What a sentence gives for a claim by its own other numbers: 133 of 298 is 45%; 2,066 to 1,463 over 16 weeks is 38."""

from __future__ import annotations

from decimal import Decimal

from cyps_papers.checks.evaluation.shown import shows, shows_multiple
from cyps_papers.checks.evaluation.stated import Stated
from cyps_papers.checks.evaluation.verdict import Differs, Given, GivenBy
from cyps_papers.figures.forms import number, share, worked_out_places
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Claim, Relation, Trend
from cyps_papers.periods import Grain, Period
from cyps_papers.records import Unit

_OF_THEM = (" of them", " of these", " of those", " of whom", " of which")
FEW_WORDS = 4  # between a count and its percentage
DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25")}


def given(claim: Stated) -> Given | None:
    """What its sentence gives for a claim; None where it says nothing about it."""
    said = claim.claim
    if said.amount is None or (said.amount.printed is not None and said.relation is not Relation.TO):
        return None
    of_them = _share_of_them(claim, said.amount) or _that_is(claim, said.amount)
    if of_them is not None:
        return of_them
    if said.amount.measured is Measured.SHARE and said.base is not None:
        return _share(claim, said.amount, said.base)
    if said.trend is not None and said.relation in (Relation.TO, Relation.FROM):
        return _way(claim)
    ends = next(
        (
            other_claim
            for other_claim in claim.sentence.claims
            if other_claim.earlier is not None and other_claim is not said
        ),
        None,
    )
    if ends is None or ends.amount is None or ends.earlier is None or ends.amount.per or ends.earlier.per:
        return None
    if said.amount.per in DAYS:
        return _rate(claim, said.amount, ends.earlier, ends.amount, _moments(claim, ends))
    if said.relation is Relation.BY and said.since is None:
        return _change(said.amount, ends.earlier, ends.amount)
    if said.relation is Relation.TIMES and said.since is None and said.when is None and ends.earlier.value:
        ratio = ends.amount.value / ends.earlier.value
        agrees = shows_multiple(said.amount, ratio)
        words = f"{ends.earlier.text} to {ends.amount.text} is {number(ratio, 2)} times as many"
        return Given("", words, agrees, GivenBy.SENTENCE)
    return None


def _share(claim: Stated, amount: Amount, base: Amount) -> Given | None:
    """A percentage beside its count: '133 (44%) of 298'."""
    parts = [
        other_claim.amount
        for other_claim in claim.sentence.claims
        if other_claim.amount is not None and other_claim.amount.measured is base.measured and other_claim.base == base
    ]
    before = [part for part in parts if part.start < amount.start] or parts
    if not before or not base.value or amount.value in (0, 1):
        return None
    return _part_of(before[-1], base, amount)


def _part_of(part: Amount, whole: Amount, amount: Amount, agrees: bool = False) -> Given:
    worked = part.value / whole.value
    words = f"{part.text} of {whole.text} is {share(worked, max(amount.places, 1))}"
    return Given("", words, agrees or shows(amount, worked), GivenBy.SENTENCE)


def _share_of_them(claim: Stated, amount: Amount) -> Given | None:
    """'212 people, and 58 of them (27%)', '421 plans. Of these 286 (68%)': held to the only count that comes before."""
    text = claim.sentence.passage.text
    if amount.measured is not Measured.SHARE or not amount.is_in_digits:
        return None
    counts = [other_amount for other_amount in claim.sentence.passage.amounts
              if other_amount.measured is Measured.COUNT and other_amount.start < amount.start]  # fmt: skip
    if len(counts) < 2 or not text[: amount.start].endswith("("):
        return None
    *wholes, part = counts
    between = text[wholes[-1].end : amount.start].lower()
    if not any(words in between for words in _OF_THEM) or len(text[part.end : amount.start].split()) > FEW_WORDS:
        return None
    worked = [part.value / whole.value for whole in wholes if whole.value >= part.value > 0]
    agrees = any(shows(amount, value) for value in worked)
    if not agrees and (len(wholes) > 1 or not worked):
        return None
    return _part_of(part, wholes[-1], amount, agrees)


def _that_is(claim: Stated, amount: Amount) -> Given | None:
    """'Of 310 people 198 needed no further care. That is 64%': of the two counts of the sentence before."""
    passage = claim.sentence.passage
    if not amount.is_in_digits or amount.measured is not Measured.SHARE:
        return None
    if passage.text[claim.sentence.start : amount.begin].strip() not in ("That is", "This is"):
        return None
    before = [sentence for sentence in passage.sentences if sentence.end <= claim.sentence.start][-1:]
    counts = [amount for sentence in before for amount in sentence.amounts if amount.measured is Measured.COUNT]
    if len(counts) != 2 or not 0 < counts[1].value <= counts[0].value:
        return None
    return _part_of(counts[1], counts[0], amount)


def _way(claim: Stated) -> Given | None:
    """'Risen from 32% to 29%', or '29%, up from 32%'."""
    said = claim.claim
    first, last = said.earlier, said.amount
    if said.relation is Relation.FROM:
        before = [
            other_claim.amount
            for other_claim in claim.sentence.claims
            if other_claim.amount is not None and other_claim.start < said.start
        ]
        first, last = said.amount, before[-1] if before else None
    if first is None or last is None or first.measured is not last.measured or first.value == last.value:
        return None
    if said.trend not in (Trend.RISE, Trend.FALL):
        return None
    agrees = (said.trend is Trend.RISE) is (first.value < last.value)
    return Given("", f"{first.text} to {last.text}", agrees, GivenBy.SENTENCE, differs=Differs.WAY)


def _change(amount: Amount, first: Amount, last: Amount) -> Given | None:
    difference = abs(first.value - last.value)
    worked = [difference] if amount.measured is first.measured else []
    if amount.measured in (Measured.SHARE, Measured.POINTS) and first.measured is Measured.SHARE:
        worked = [difference]
    if amount.measured is Measured.SHARE and first.value:
        worked.append(difference / first.value)
    if not worked:
        return None
    agrees = any(shows(amount, value) for value in worked)
    return Given(
        "", f"{first.text} to {last.text} is a change of {_told(worked[-1], amount)}", agrees, GivenBy.SENTENCE
    )


def _told(worked: Decimal, amount: Amount) -> str:
    if amount.measured in (Measured.SHARE, Measured.POINTS):
        return share(worked, max(amount.places, worked_out_places(worked, Unit.SHARE)))
    pounds = "£" if amount.measured is Measured.MONEY else ""
    return pounds + number(worked, max(amount.places, worked_out_places(worked, Unit.NUMBER)))


def _moments(claim: Stated, ends: Claim) -> tuple[Period | None, Period | None]:
    return tuple(one.period if one else None for one in (ends.earlier_when, ends.when))  # type: ignore[return-value]


def _rate(
    claim: Stated, amount: Amount, first: Amount, last: Amount, moments: tuple[Period | None, Period | None]
) -> Given | None:
    begin, end = moments
    if begin is None or end is None or begin.grain is not end.grain or begin.start >= end.start:
        return None
    if begin.grain not in (Grain.DAY, Grain.MONTH) or first.measured is Measured.SHARE:
        return None
    count = Decimal((end.start - begin.start).days) / DAYS[amount.per]  # between days, or the middles of two months
    worked = abs(first.value - last.value) / count
    units = f"{number(count, 0 if count % 1 == 0 else 1)} {amount.per}s"
    words = f"{first.text} to {last.text} over {units} is {_told(worked, amount)}"
    return Given("", words, shows(amount, worked), GivenBy.SENTENCE)
