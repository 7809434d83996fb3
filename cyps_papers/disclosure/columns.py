"""Small counts of people withheld from the columns of a table, and what else in it would give them away."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from typing import Any

from cyps_papers.disclosure.protection import Protection, Total
from cyps_papers.disclosure.totals import is_total, totalled
from cyps_papers.disclosure.withheld import MARKER, HeldBack
from cyps_papers.records import Entry, HeldBackMarker, Marker, Quantity, Unit

Columns = Mapping[str, Entry[Any]]
"""What stands in a row, by its columns' names in templates; blank ones left out."""
Place = tuple[int, str]
"""A row, counted from 0, and a column."""


def withheld_columns(
    rows: Sequence[Columns], labels: Sequence[str], small: range
) -> tuple[tuple[Columns, ...], tuple[HeldBack, ...]]:
    """The rows with their small counts of people marked c, and with what would give these away by their totals.

    `labels` are what the rows are called; a total is one that is called so, or that adds up all the others.
    """
    cells: dict[Hashable, Entry[Any]] = {
        (number, name): entry
        for number, row in enumerate(rows)
        for name, entry in row.items()
        if counts_whole_people(entry.value)
    }
    counts: dict[Hashable, int] = {place: int(entry.value.value) for place, entry in cells.items()}
    markers = {
        (number, name) for number, row in enumerate(rows) for name, one in row.items() if isinstance(one.value, Marker)
    }
    totals, unshown, already = [], set(), set()
    names = list(dict.fromkeys(name for row in rows for name in row))
    for total, parts in _sums(names, labels, counts, markers):
        shown = [place for place in parts if place in cells]
        missing = [place for place in parts if place in markers]
        rest = counts[total] - sum(counts[place] for place in shown)
        if not shown or rest < 0 or (rest and not missing):
            continue  # it is no sum of these
        left: list[Hashable] = []
        if len(missing) == 1:  # what the workbook itself withholds
            left = [missing[0]]
            already.add(missing[0])
        elif missing:
            left = [(total, "rest")]
            unshown.add(left[0])
        counts |= dict.fromkeys(left, rest)
        totals.append(Total(total, (*shown, *left)))
    protection = Protection(counts, totals, small, unshown, already)
    given_away = [_called(place, labels) for place in protection.given_away]
    further = {place for place in protection.held_back_as_well() if place in cells}
    held = tuple(HeldBack(_called(place, labels), cells[place].cell, tuple(given_away)) for place in further)
    hidden = {place for place in cells if counts[place] in small} | further
    marked = []
    for number, row in enumerate(rows):
        withheld = {
            name: Entry(HeldBackMarker(MARKER), one.cell) for name, one in row.items() if (number, name) in hidden
        }
        marked.append({**row, **withheld})
    return tuple(marked), held


def counts_whole_people(value: object) -> bool:
    """Whether a value is a whole number of people, and no share or mean of them."""
    if not isinstance(value, Quantity) or not value.counts_people or value.unit != Unit.NUMBER:
        return False
    return value.value % 1 == 0 and value.value >= 0


def _sums(
    names: Sequence[str], labels: Sequence[str], counts: Mapping[Hashable, int], markers: Set[Place]
) -> Iterator[tuple[Place, list[Place]]]:
    """The totals of rows and of columns, each with its parts."""
    names = [name for name in names if any((number, name) in counts for number in range(len(labels)))]

    def down(total: int, parts: Sequence[int]) -> list[tuple[Place, list[Place]]]:
        return [((total, name), [(part, name) for part in parts]) for name in names]

    def across(total: int, parts: Sequence[int]) -> list[tuple[Place, list[Place]]]:
        return [((n, names[total]), [(n, names[part]) for part in parts]) for n in range(len(labels))]

    for words, line in ((labels, down), ([_words(name) for name in names], across)):
        numbers = range(len(words))
        called = [number for number in numbers if is_total(words[number])]
        found = list(totalled(numbers, called, words.__getitem__))
        if not called:
            those = ((number, [other for other in numbers if other != number]) for number in numbers)
            found = [
                (one, others)
                for one, others in those
                if len(others) > 1 and _adds_up(line(one, others), counts, markers)
            ]
        for total, parts in found:
            yield from ((whole, places) for whole, places in line(total, parts) if whole in counts)


def _adds_up(
    sums: Sequence[tuple[Place, Sequence[Place]]], counts: Mapping[Hashable, int], markers: Set[Place]
) -> bool:
    """Whether each of some sums comes to its total as far as its numbers are known, and one of them all known."""
    is_one_known = False
    for whole, parts in sums:
        if whole in markers:
            continue
        if whole not in counts:
            return False
        rest = counts[whole] - sum(counts.get(part, 0) for part in parts)
        is_known = markers.isdisjoint(parts)
        if rest < 0 or (rest and is_known):
            return False
        is_one_known |= is_known
    return is_one_known


def _called(place: Hashable, labels: Sequence[str]) -> str:
    """'girls, North': the column and the row; 'the rest of girls, Total' where nothing stands for it."""
    assert isinstance(place, tuple)
    if isinstance(place[0], tuple):
        return f"the rest of {_called(place[0], labels)}"
    number, name = place
    label = labels[number] or f"row {number + 1}"
    return f"{_words(name)}, {label}"


def _words(name: str) -> str:
    return name.replace("_", " ")
