"""Small numbers withheld: once the officer says so in Details, a count of people from 1 to 5 prints as c, and so does
what would give it away.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_papers.disclosure.protection import Protection, Total
from cyps_papers.periods import Period
from cyps_papers.records import (
    Cell,
    Entry,
    HeldBackMarker,
    IndicatorRecord,
    ObservationRecord,
    PaperRecord,
    ProtectingMarker,
    Unit,
    yes_or_no,
)
from cyps_papers.words import listed

DETAIL = "suppress_small_numbers"
ZERO = "zero_is_a_small_number"
ROUND = "round_numbers_of_people_to"
BASES = (5, 10)
MARKER = "c"


@dataclass(frozen=True)
class HeldBack:
    """A count that prints as c though it is not small, and the small ones that it would give away."""

    what: str
    cell: Cell
    protects: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.what} ({self.cell}), which would give away {listed(list(self.protects))}"


def withholds(paper: PaperRecord) -> bool:
    """Whether Details says 'Suppress small numbers: yes'."""
    return _says_yes(paper, DETAIL)


def rounding_base(paper: PaperRecord) -> int:
    """What counts of people are rounded to, where Details says 'Round numbers of people to: 5' or 10 and not that they
    are withheld; else 0.
    """
    entry = paper.details.get(ROUND)
    if entry is None or withholds(paper):
        return 0
    return next((base for base in BASES if str(entry.value).strip() == str(base)), 0)


def small_counts(paper: PaperRecord) -> range:
    """The counts of people that could point at one: 1 to 5, or below what counts are rounded to; and 0 where Details
    says 'Zero is a small number: yes'.
    """
    return range(0 if _says_yes(paper, ZERO) else 1, rounding_base(paper) or 6)


def _says_yes(paper: PaperRecord, name: str) -> bool:
    entry = paper.details.get(name)
    return entry is not None and yes_or_no(str(entry.value)) is True


def withheld(
    records: Iterable[IndicatorRecord], small: range
) -> tuple[tuple[IndicatorRecord, ...], tuple[HeldBack, ...]]:
    """The indicators of a source with their small counts of people marked c, and with what would give these away, by
    the totals that indicators say they are part of, and by a year's total of its months.
    """
    records = tuple(records)
    held = [one for when in _by_time(records).values() for one in _held_back(when, small)]
    cells = {one.cell for one in held}
    held += [one for record in filter(is_count_of_people, records) for one in _over_time(record, cells, small)]
    cells |= {one.cell for one in held}
    marked = []
    for record in records:
        observations = tuple(_marked(one, is_count_of_people(record), small, cells) for one in record.observations)
        marked.append(replace(record, observations=observations))
    return tuple(marked), tuple(held)


def is_count_of_people(record: IndicatorRecord) -> bool:
    """Whether an indicator counts people, and gives no share of them."""
    return record.counts_people and record.unit != Unit.SHARE


def _marked(
    one: ObservationRecord, counts_people: bool, small: range, protecting: Collection[Cell]
) -> ObservationRecord:
    """An observation with its marker where it is small, or stands in a cell that would give a small one away."""
    if counts_people and one.value.value is not None and one.value.value in small:
        return replace(one, value=Entry(None, one.value.cell), marker=HeldBackMarker(MARKER))
    if one.value.cell in protecting:
        return replace(one, value=Entry(None, one.value.cell), marker=ProtectingMarker(MARKER))
    return one


Observed = Mapping[str, tuple[IndicatorRecord, ObservationRecord]]
"""What indicators that count people were at one time, by their codes."""


def _by_time(
    records: Sequence[IndicatorRecord],
) -> dict[tuple[Period, bool], dict[str, tuple[IndicatorRecord, ObservationRecord]]]:
    found: dict[tuple[Period, bool], dict[str, tuple[IndicatorRecord, ObservationRecord]]] = {}
    for record in filter(is_count_of_people, records):
        for one in record.observations:
            found.setdefault((one.period.value, one.forecast), {})[record.code] = record, one
    return found


def _held_back(observed: Observed, small: range) -> Iterable[HeldBack]:
    """What else of one time is to be withheld."""
    values = {code: one.value.value for code, (_, one) in observed.items() if one.value.value is not None}
    counts: dict[Hashable, int] = {code: int(value) for code, value in values.items() if value % 1 == 0 and value >= 0}
    totals, rests = [], set()
    for code in [code for code in values if code in counts]:
        parts = tuple(part for part, (record, _) in observed.items() if record.part_of and record.part_of.value == code)
        shown = tuple(part for part in parts if part in counts)
        rest = counts[code] - sum(counts[part] for part in shown)
        if not shown or rest < 0:
            continue
        left: tuple[Hashable, ...] = ((code, "rest"),) if rest else ()
        for key in left:  # those in no part, and in parts that the workbook itself withholds
            counts[key] = rest
            rests.add(key)
        totals.append(Total(code, (*shown, *left)))
    if not totals:
        return
    protection = Protection(counts, totals, small, rests)
    for key in protection.held_back_as_well():
        record, one = observed[str(key)]
        what = f"{record.code} for {one.period.value}"
        yield HeldBack(what, one.value.cell, tuple(_called(given) for given in protection.given_away))


def _over_time(record: IndicatorRecord, held: Collection[Cell], small: range) -> Iterable[HeldBack]:
    """What else of an indicator is to be withheld, beside what is `held` already, because of totals over time."""
    observed: dict[Hashable, ObservationRecord] = {
        one.period.value: one
        for one in record.observations
        if not one.forecast and one.value.value is not None and one.value.value >= 0 and one.value.value % 1 == 0
    }
    counts = {when: int(one.value.value or 0) for when, one in observed.items()}
    totals = []
    for total in (one.period.value for one in observed.values() if one.aside):
        within = [one.period.value for one in observed.values() if _is_within(one.period.value, total)]
        parts = [when for when in within if not any(_is_within(when, other) for other in within)]
        if sum(counts[part] for part in parts) == counts[total]:
            totals.append(Total(total, tuple(parts)))
    if totals:
        protection = Protection(
            counts, totals, small, {when for when, one in observed.items() if one.value.cell in held}
        )
        given_away = tuple(f"{record.code} for {when}" for when in protection.given_away)
        for when in protection.held_back_as_well():
            yield HeldBack(f"{record.code} for {when}", observed[when].value.cell, given_away)


def _is_within(part: Period, whole: Period) -> bool:
    return part.months < whole.months and whole.holds(part)


def _called(key: Hashable) -> str:
    return f"the rest of {key[0]}" if isinstance(key, tuple) else str(key)
