"""Counts of people rounded: the other way of keeping a small number from pointing at a person.

As government statisticians round for disclosure control, every count is rounded by itself, its total too, to the
nearest 5 or 10. None stays 0; a count below that number says only that it is 'fewer than 5', since a 0 that stands for
two children would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cyps_papers.disclosure.columns import Columns, counts_whole_people
from cyps_papers.disclosure.reader import Bounds
from cyps_papers.disclosure.withheld import is_count_of_people
from cyps_papers.records import Entry, HeldBackMarker, IndicatorRecord, Marker


def rounded_indicators(records: Sequence[IndicatorRecord], base: int, small: range) -> tuple[IndicatorRecord, ...]:
    """The indicators with each count of people rounded to a multiple of `base`; the `small` ones print as fewer."""
    return tuple(
        replace(
            record,
            observations=tuple(
                replace(observation, value=_rounded(observation.value, base, small))
                for observation in record.observations
            ),
        )
        if is_count_of_people(record)
        else record
        for record in records
    )


def rounded_columns(row: Columns, base: int, small: range) -> Mapping[str, Entry[object]]:
    """A row with each count of people rounded."""
    return {
        name: _rounded(entry, base, small) if counts_whole_people(entry.value) else entry for name, entry in row.items()
    }


def _rounded(entry: Entry[Any], base: int, small: range) -> Entry[Any]:
    """A number rounded to a multiple of `base`, or where it is small what it prints as; a marker as it is."""
    number = entry.value
    if isinstance(number, Marker):
        return entry
    if number.value in small:
        return replace(entry, value=HeldBackMarker(fewer_than(base)))
    value = (number.value / base).quantize(Decimal(1), rounding=ROUND_HALF_UP) * base
    return replace(entry, value=replace(number, value=value, places=0, rounded_to=base))


def fewer_than(base: int) -> str:
    """What is printed for a count that rounding would make nothing, or as much as doubles it."""
    return f"fewer than {base}"


def could_be(value: int, base: int) -> Bounds:
    """The counts that a rounded one could be."""
    if value == 0:
        return Bounds(0, 0)
    return Bounds(max(value - base // 2, base), value + (base - 1) // 2)
