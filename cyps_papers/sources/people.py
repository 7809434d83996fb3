"""Which columns of a source count people, as officers say in the sheet Sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cyps_papers.disclosure.columns import Columns
from cyps_papers.disclosure.people import HEADING, may_count_people
from cyps_papers.disclosure.totals import is_total
from cyps_papers.numerals import quantity_in
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.table import plain_heading
from cyps_papers.reading.values import MARKERS, short
from cyps_papers.records import Entry, Marker, Quantity, SourceData, SourceRecord, Unit
from cyps_papers.words import listed

MAY_COUNT_PEOPLE = warning(
    "counts-people",
    'nobody has said whether the column "{heading}" counts people; it was taken to.',
    "Enter in paper.xlsx, Sources, in a column {column} and the row of {source} ({cell}), the headings of all its "
    "columns that do, with semicolons between them; or none.",
)
NO_SUCH_COLUMN = error(
    "counts-people", 'there is no column "{found}" in {source}.', "{near} Its columns of no usual heading are: {known}."
)
NO_COLUMNS = ("none", "no", "nothing", "nobody", "n/a", "-", "–")


def counting_people(data: SourceData[Any], source: SourceRecord, problems: Problems) -> SourceData[Any]:
    """What was read of a source with columns, each number known to count people whose column does.

    That is as the sheet Sources says; until it says anything, as the headings of whole numbers do.
    """
    said, headings = source.counts_people, data.headings
    columns: list[Columns] = [record.others for record in data.records]
    names = dict.fromkeys(name for row in columns for name in row)
    whole = [name for name in names if _holds_whole_numbers(name, columns)]
    likely = [name for name in whole if may_count_people(_words(name))]
    if not data.records or (said is None and not likely):
        return data
    if said is None:
        people = {name for name in likely if may_count_people(headings[name].value)}
        for name in sorted(people):
            found = {"heading": short(headings[name].value), "column": HEADING, "source": source.name.value}
            problems.add(MAY_COUNT_PEOPLE, headings[name].cell, **found, cell=source.name.cell.coordinate)
    else:
        people = _named(said, headings, source, problems)
    if people:
        people |= {name for name in whole if is_total(_words(name))}
    return replace(data, records=tuple(
        replace(record, others={name: _of_people(one) if name in people else one for name, one in row.items()})
        for record, row in zip(data.records, columns, strict=True)
    ))  # fmt: skip


def _holds_whole_numbers(name: str, columns: list[Columns]) -> bool:
    """Whether a column holds numbers of which none is a share, money or a fraction."""
    values = [found for row in columns if name in row and (found := _number(row[name].value))]
    return bool(values) and all(value.unit == Unit.NUMBER and value.value % 1 == 0 for value in values)


def _number(value: object) -> Quantity | None:
    if isinstance(value, str):
        return quantity_in(value)
    return value if isinstance(value, Quantity) else None


def _of_people(entry: Entry[Any]) -> Entry[Any]:
    """An entry of a column that counts people."""
    number = _number(entry.value)
    if number is not None:
        return replace(entry, value=replace(number, counts_people=True))
    is_marker = isinstance(entry.value, str) and entry.value[:20].lower() in MARKERS
    return replace(entry, value=Marker(entry.value)) if is_marker else entry


def _named(said: Entry[str], headings: Mapping[str, Entry[str]], source: SourceRecord, problems: Problems) -> set[str]:
    """The columns that the sheet Sources names; that there is none of a name is noted."""
    names = {plain_heading(text): name for name, one in headings.items() for text in (_words(name), one.value)}
    found = set()
    for part in re.split(r"[;\n]", said.value):
        whole = plain_heading(part)
        for heading in [part] if whole in names else part.split(","):
            plain = plain_heading(heading)
            if plain in names:
                found.add(names[plain])
            elif plain and heading.strip().lower() not in NO_COLUMNS:
                known = [heading.value for heading in headings.values()]
                near = did_you_mean(heading.strip(), known)
                problems.add(
                    NO_SUCH_COLUMN, said.cell, found=short(heading.strip()), source=source.name.value, near=near,
                    known=listed([short(one) for one in known]) or "none",
                )  # fmt: skip
    return found


def _words(name: str) -> str:
    return name.replace("_", " ")
