"""Counts withheld that a reader can work out from another place of the paper, another time, or the paper before it:
from the indicator that they are declared to be part of, from a change, or because they were printed then.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cyps_papers.checks.given_away import markers, told_by
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.tables import TableCell
from cyps_papers.disclosure.printed import CountPrinted
from cyps_papers.disclosure.protection import SAFE, Total, Withheld
from cyps_papers.disclosure.reader import ANY, Bounds
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import rounded
from cyps_papers.language.amounts import Amount, Measured
from cyps_papers.language.claim import Relation, Trend
from cyps_papers.origin import Origin
from cyps_papers.periods import Period, parts_of
from cyps_papers.problems import About, Place, Problem, error, warning
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import listed

FROM_DECLARED = error(
    "small-numbers",
    "what is withheld ({name}, {when}) can be worked out: {whole} less {less} leaves {left}.",
    "Withhold another of these numbers.",
)
PRINTED_BEFORE = error(
    "small-numbers",
    "what is withheld here ({name}, {when}) was printed in the paper of {meeting}: {count}.",
    "It is already public: have it taken out there, or accept this with the reason.",
)
MAY_BE_PRINTED = warning(
    "small-numbers",
    "what is withheld here ({name}, {when}) may have been printed in the paper of {meeting}, whose build is not here.",
    "Look at what was published, or build that paper again: cyps-papers build {meeting}.",
)
FROM_SUM = error(
    "small-numbers",
    "what is withheld ({name}, {when}) can be worked out from {whole}: it can only be {left}.",
    "Withhold another of the numbers that it is summed with.",
)
BY_CHANGE = error(
    "small-numbers",
    "what is withheld can be worked out: {earlier} {sign} {change} {makes} {left}.",
    "Leave the change out, or withhold the number that it starts from.",
)
_SIGNED = re.compile(r"(?P<sign>[▲▼+−–-])\s?(?P<change>\d[\d,]*)(?![\d%.])")
_CHANGING = (Relation.BY, Relation.DIFFERENCE)
_FALLS = "▼−–-"


@dataclass(frozen=True)
class Shown:
    """A count that a reader sees, and the meeting of the paper that prints it; '' for this one."""

    count: int
    meeting: str = ""

    def __str__(self) -> str:
        return f"{self.count:,}" + (f" (in the paper of {self.meeting})" if self.meeting else "")


@dataclass(frozen=True)
class Moved:
    """A change as a text says it: so many, or such a share of the first count, and whether that may be up or down."""

    text: str
    value: Decimal
    is_share: bool
    may_rise: bool
    may_fall: bool

    @classmethod
    def of(cls, amount: Amount, trend: Trend | None) -> Moved:
        is_share = amount.measured is Measured.SHARE
        return cls(amount.text, amount.value, is_share, trend is not Trend.FALL, trend is not Trend.RISE)

    def ways(self, start: int, few: range) -> Iterator[tuple[str, str, list[int]]]:
        """The few that it can end with from a count, down and up, with the words for the sum."""
        if self.may_fall:
            yield "less", "leaves", [end for end in few if self._is(start, start - end)]
        if self.may_rise:
            yield "and", "makes", [end for end in few if self._is(start, end - start)]

    def _is(self, start: int, by: int) -> bool:
        if not self.is_share:
            return by == self.value
        return start > 0 and rounded(Decimal(by) / start, 2) == rounded(self.value, 2)


Key = tuple[Origin, str]
"""Of what and of when a count is."""


@dataclass
class Known:
    """What a reader knows of counts of people: those shown in this paper or the one before it, and those withheld, each
    with the place in this paper that tells of it, None where only the one before it does. `periods` are by their words.
    """

    shown: dict[Key, Shown] = field(default_factory=dict)
    withheld: dict[Key, Place | None] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: Pack, few: range) -> Known:
        known = cls()
        known.periods.update((str(when), when) for measure in pack.measures for when, _ in measure.series if when)
        for place, traced in _printed(pack):
            one = counted(traced, few)
            if one is None or traced.when is None:
                continue
            known.periods[one.when] = traced.when
            key = (one.of, one.when)
            known.places.setdefault(key, place)
            if one.count is None:
                known.withheld.setdefault(key, place)
            else:
                known.shown.setdefault(key, Shown(one.count))
        if pack.earlier is None or pack.earlier.is_lost:
            return known
        counting = {measure.origin for measure in pack.measures if measure.counts_people}
        for then in pack.earlier.counts:
            key = (then.of, then.when)
            if then.of in counting and then.count is not None:
                known.shown.setdefault(key, Shown(then.count, pack.earlier.meeting))
            elif then.of in counting:
                known.withheld.setdefault(key, None)
        return known

    def counts_of(self, origin: Origin) -> list[int]:
        """The counts shown of one indicator, of whatever time."""
        return [one.count for (of, _), one in self.shown.items() if of == origin]


def over_time(pack: Pack, few: range) -> Iterator[Problem]:
    """What is withheld of `few` people and can be worked out so, each at the first place that is to be changed."""
    known = Known.of(pack, few)
    for (of, when), place in known.withheld.items():
        then = known.shown.get((of, when))
        if place is not None and then is not None and then.meeting and then.count in few:
            found = {"name": pack.name_of(of), "when": when, "meeting": then.meeting, "count": then.count}
            yield PRINTED_BEFORE.at(place, [pack.about(of, str(then.count))], **found)
    yield from _not_known(pack, known)
    yield from _by_sums(pack, known, few)
    for sentence in pack.sentences:
        yield from _by_change(sentence, known, few)
    for table in pack.tables:
        for row in table.rows.values():
            yield from _by_signed(list(row.values()), known, few)


def _not_known(pack: Pack, known: Known) -> Iterator[Problem]:
    """That what is withheld may have been printed in a paper that is not at hand, once for all of it."""
    lost = pack.earlier.counts if pack.earlier and pack.earlier.is_lost else ()
    before = {(count.of, count.when) for count in lost}
    for (of, when), place in known.withheld.items():
        if (of, when) in before and place is not None and pack.earlier is not None:
            found = {"name": pack.name_of(of), "when": when, "meeting": pack.earlier.meeting}
            yield MAY_BE_PRINTED.at(place, [pack.about(of, when)], **found)
            return


def counted(traced: Traced, few: range) -> CountPrinted | None:
    """The count of people that is printed; None where it is of no time, was worked out, is rounded, or is none."""
    if not isinstance(traced, Figure) or not traced.counts_people or traced.unit in (Unit.SHARE, Unit.POINTS):
        return None
    of, is_worked_out = Origin(traced.origin.source, traced.origin.subject), traced.operands or traced.origin.sign
    if traced.when is None or is_worked_out or traced.rounded_to or not of.subject:
        return None
    if isinstance(traced.value, Decimal) and traced.value % 1 == 0:
        return CountPrinted(of, str(traced.when), int(traced.value))
    is_held_back = traced.value is None and told_by(traced.marker, few) is not None
    return CountPrinted(of, str(traced.when), None) if is_held_back else None


def _printed(pack: Pack) -> Iterator[tuple[Place, Traced]]:
    for passage in (*pack.passages, *pack.of_other_texts.passages):
        yield from ((passage.place, traced) for _, _, traced in passage.traced)
    for document in pack.documents:
        yield from ((plotted.place, plotted.traced) for plotted in document.charted)


def _by_sums(pack: Pack, known: Known, few: range) -> Iterator[Problem]:
    """'43 looked after' here, '40 girls' there or in the paper before, and c boys, both declared to be part of them; or
    25 in a quarter, of which January has c.
    """
    keys = dict((*_declared(pack, known), *_of_months(known, few)))
    shown: dict[Hashable, int] = {key: one.count for key, one in known.shown.items()}
    is_few = Bounds(few[0], few[-1])
    bounds: dict[Hashable, Bounds] = {
        key: is_few if key in known.withheld else ANY
        for whole, those in keys.items()
        for key in (whole, *those)
        if key not in shown
    }
    totals = [Total(whole, tuple(those)) for whole, those in keys.items()]
    open_to_few = Withheld(totals, shown, bounds).given_away()
    for whole, those in keys.items():
        for key in those:
            beside = [whole, *(other for other in those if other != key)]
            if key not in open_to_few or whole not in known.shown:
                continue
            place = known.withheld.get(key) or next(known.places[one] for one in beside if one in known.places)
            left = " or ".join(map(str, sorted(open_to_few[key])))
            found = {"name": pack.name_of(key[0]), "when": key[1], "whole": str(known.shown[whole]), "left": left}
            if known.shown.keys() >= set(beside):
                found["less"] = listed([str(known.shown[other]) for other in beside[1:]])
                yield FROM_DECLARED.at(place, [pack.about(key[0], left)], **found)
            else:
                yield FROM_SUM.at(place, [pack.about(key[0], left)], **found)


def _declared(pack: Pack, known: Known) -> Iterator[tuple[Key, list[Key]]]:
    """What indicators say they are part of, with their parts, at each time of a count that is withheld."""
    parts: dict[Origin, list[Origin]] = {}
    for measure in pack.measures:
        if measure.part_of is not None:
            parts.setdefault(measure.part_of, []).append(measure.origin)
    for when in dict.fromkeys(when for _, when in known.withheld):
        for whole, those in parts.items():
            yield (whole, when), [(of, when) for of in those]


def _of_months(known: Known, few: range) -> Iterator[tuple[Key, list[Key]]]:
    """The quarters and years of an indicator with all that they are made of, where what is withheld may be the rest.

    Where it cannot be, the longer period has no sum of its months, but their mean, say, or their last.
    """
    for of in dict.fromkeys(of for of, _ in known.withheld):
        times = [when for one, when in (*known.shown, *known.withheld) if one == of]
        periods = {when: known.periods[when] for when in times if when in known.periods and known.periods[when].months}
        for when, whole in periods.items():
            parts = parts_of(whole, periods.values())
            those = [(of, str(part)) for part in parts]
            hidden = [key for key in those if key not in known.shown]
            if (of, when) in known.shown and hidden and sum(part.months for part in parts) == whole.months:
                rest = known.shown[of, when].count - sum(known.shown[key].count for key in those if key not in hidden)
                if few[0] * len(hidden) <= rest <= few[-1] * len(hidden):
                    yield (of, when), those


def _by_change(sentence: Sentence, known: Known, few: range) -> Iterator[Problem]:
    """'c children were missing, a fall of 6 from 9.'"""
    withheld = markers(sentence, few)
    if not withheld:
        return
    prose = sentence.passage.prose
    claims = [claim for claim in prose.claims if sentence.has(claim.start) and claim.relation in _CHANGING]
    changes = [Moved.of(claim.amount, claim.trend) for claim in claims if claim.amount is not None]
    earlier = [
        int(amount.value)
        for amount in prose.amounts
        if sentence.has(amount.start) and amount.measured is Measured.COUNT and amount.value % 1 == 0
        and all(amount is not claim.amount for claim in claims)
    ]  # fmt: skip
    for start, _, source in sentence.traced:
        if start - sentence.start in withheld:
            earlier += known.counts_of(Origin(source.origin.source, source.origin.subject))
    yield from _worked_back(sentence.passage, changes, earlier, next(iter(withheld.values())))


def _by_signed(row: Sequence[TableCell], known: Known, few: range) -> Iterator[Problem]:
    """A row with 9, c and ▼ 6."""
    withheld = [(cell, bounds) for cell in row if (bounds := told_by(cell.text, few)) is not None]
    signed = [found for cell in row if (found := _SIGNED.search(cell.text))]
    if not withheld or not signed:
        return
    (cell, bounds), *_ = withheld
    origins = [Origin(one.origin.source, one.origin.subject) for _, _, one in cell.passage.traced]
    earlier = [count for origin in origins for count in known.counts_of(origin)]
    earlier += [int(one.value) for one in row if not origins and one.value is not None and one.value % 1 == 0]
    changes = [
        Moved(
            match["change"],
            Decimal(match["change"].replace(",", "")),
            False,
            match["sign"] not in _FALLS,
            match["sign"] in _FALLS,
        )
        for match in signed
    ]
    yield from _worked_back(cell.passage, changes, earlier, bounds)


def _worked_back(
    passage: Passage, changes: Iterable[Moved], earlier: Iterable[int], bounds: Bounds
) -> Iterator[Problem]:
    """What the first change leaves, of the first count, that can be told: up or down where that is not said."""
    for change in changes:
        for start in dict.fromkeys(earlier):
            for sign, makes, ends in change.ways(start, range(bounds.low, bounds.high + 1)):
                if 0 < len(ends) < SAFE:
                    left = " or ".join(map(str, ends))
                    about = [About((change.text,), left)]
                    found = {"earlier": f"{start:,}", "sign": sign, "change": change.text, "makes": makes, "left": left}
                    yield BY_CHANGE.at(passage.place, about, **found)
                    return
