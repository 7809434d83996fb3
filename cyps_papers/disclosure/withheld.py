"""Small numbers withheld: once the officer says so in Details, a count of people from 1 to 5 prints as c, and so does
what would give it away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cyps_papers.disclosure.protection import Protection, Total, hanging_together
from cyps_papers.periods import Period, parts_of
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
    held = tuple(_held_back_as_well(records, small))
    cells = {one.cell for one in held}
    marked = []
    for record in records:
        observations = tuple(
            _marked(observation, is_count_of_people(record), small, cells) for observation in record.observations
        )
        marked.append(replace(record, observations=observations))
    return tuple(marked), held


def is_count_of_people(record: IndicatorRecord) -> bool:
    """Whether an indicator counts people, and gives no share of them."""
    return record.counts_people and record.unit != Unit.SHARE


def _marked(
    one: ObservationRecord, counts_people: bool, small: range, protecting: Collection[Cell]
) -> ObservationRecord:
    """An observation with its marker where it is small, or stands in a cell that would give a small one away."""
    if counts_people and one.number in small:
        return replace(one, value=Entry(HeldBackMarker(MARKER), one.value.cell))
    if one.value.cell in protecting:
        return replace(one, value=Entry(ProtectingMarker(MARKER), one.value.cell))
    return one


Counted = tuple[str, int]
"""What is counted: an indicator's code, and the number of the time, forecasts apart."""


def _held_back_as_well(records: Sequence[IndicatorRecord], small: range) -> Iterator[HeldBack]:
    times: dict[tuple[Period, bool], int] = {}
    observed = {
        (record.code, times.setdefault((observation.period.value, observation.forecast), len(times))): observation
        for record in filter(is_count_of_people, records)
        for observation in record.observations
        if observation.number is not None and observation.number >= 0 and observation.number % 1 == 0
    }
    counts: dict[Any, int] = {key: int(one.number or 0) for key, one in observed.items()}
    totals, rests = [*_over_time(observed, counts)], set()
    for whole, parts in _declared(records, observed):
        rest = counts[whole] - sum(counts[part] for part in parts)
        if rest < 0:
            continue
        left: list[Any] = []
        if rest:  # those in no part, and in parts that the workbook itself withholds
            left = [(whole, "rest")]
            counts[left[0]] = rest
            rests.add(left[0])
        totals.append(Total(whole, (*parts, *left)))
    for group in hanging_together(totals):
        of_group = {key: counts[key] for total in group for key in total.keys}
        protection = Protection(of_group, group, small, rests)
        further = set(protection.held_back_as_well())
        for key in [one for one in of_group if one in further and one in observed]:
            given_away = tuple(_called(other, observed[key], observed) for other in protection.given_away)
            what = f"{key[0]} for {observed[key].period.value}"
            yield HeldBack(what, observed[key].value.cell, given_away)


def _called(key: Any, beside: ObservationRecord, observed: Mapping[Counted, ObservationRecord]) -> str:
    """What is given away, with its time where it is another than that of what is held back."""
    if key not in observed:
        return f"the rest of {_called(key[0], beside, observed)}"
    when = observed[key].period.value
    return key[0] if when == beside.period.value else f"{key[0]} for {when}"


def _declared(
    records: Sequence[IndicatorRecord], observed: Mapping[Counted, ObservationRecord]
) -> Iterator[tuple[Counted, list[Counted]]]:
    """What indicators say they are part of, with those of its parts that are shown, at each time."""
    parts: dict[str, list[str]] = {}
    for record in records:
        if record.part_of:
            parts.setdefault(record.part_of.value, []).append(record.code)
    for code, when in observed:
        shown = [(part, when) for part in parts.get(code, ()) if (part, when) in observed]
        if shown:
            yield (code, when), shown


def _over_time(observed: Mapping[Counted, ObservationRecord], counts: Mapping[Any, int]) -> Iterator[Total]:
    """An indicator's totals of the months in a quarter, or of the weeks in a month, where they do come to them."""
    times: dict[str, dict[Counted, Period]] = {}
    for key, one in observed.items():
        if not one.forecast:
            times.setdefault(key[0], {})[key] = one.period.value
    for key, whole in [timed for of_code in times.values() for timed in of_code.items() if timed[1].months]:
        longest = parts_of(whole, times[key[0]].values())
        parts = [part for part, when in times[key[0]].items() if when in longest]
        if parts and sum(counts[part] for part in parts) == counts[key]:
            yield Total(key, tuple(parts))
