"""Headings: how they are read from a sheet's rows, and which field each of them means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from cyps_papers.reading.contents import Content
from cyps_papers.reading.heading_times import is_now, is_original, is_then, time_in, timeless, without_original
from cyps_papers.reading.workbook import Sheet

LONGEST_HEADING = 300  # characters: what is longer is no heading, and a spoiled workbook may repeat it a million times
OWN = -10_000  # how near the officer's own word for a field is
JOINED = 100  # how far a heading is that says more than the usual one: 'Count of visits', 'Status / RAG'
TIMELESS = 300  # how far a heading is that says of which time it is
MOST_COLUMNS = 200  # columns that one label may stand over
_JOINING = (
    "as at to since by for of in on update updated and or required needed taken from this if any mmm dd date".split()
)


@dataclass(frozen=True)
class Field:
    """What a column can be: its name for the reader, the headings it usually has, and whether a table needs it.

    Numbers or references before the first heading, under none of their own, are the field that may stand `unheaded`.
    A `dated` field may stand in several columns, of different times: 'RAG Dec 2014', 'RAG Mar 2015'. An `only` one is
    said where it does. The `lesser` of its headings are another matter beside one of the others: Completion date,
    beside Due date, is when it was done. A field that `stays` is what it first was where nothing revised is given.
    """

    name: str
    usual: tuple[str, ...]
    required: bool = False
    unheaded: bool = False
    dated: bool = False
    only: bool = False
    stays: bool = False
    lesser: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A column's heading: its texts from the top row down, and its lowest cell."""

    texts: tuple[str, ...]
    content: Content

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(self.texts)


IsSeries = Callable[[Heading], bool]


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading without what varies between two versions of a form: brackets, punctuation, case, line breaks."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text.lower().replace("’", "'"))
    text = re.sub(r"[^\w%#&'/ ]", " ", text).replace("'", "").replace("&", " and ").replace("/", " / ")
    return " ".join(text.split())


def unheaded_column(
    sheet: Sheet, below: int, headings: Mapping[int, Heading], columns: Mapping[str, int]
) -> tuple[int, Heading] | None:
    """The column before the first heading, and a blank heading for it, if references stand there."""
    if min(headings) != min(next(block for block in blocks_of(headings) if {*columns.values()} & block.keys())):
        return None
    column = min(headings) - 1
    there = [found for row in range(below, below + 5) if (found := sheet.content(row, column))]
    if len(there) < 2 or not all(re.match(REFERENCE, found.text.lower()) for found in there):
        return None
    return column, Heading(("",), replace(there[0], coordinate=sheet.cell(below - 1, column).coordinate))


def headings_in(
    sheet: Sheet, top: int, depth: int, is_series: IsSeries | None = None, *, words_only: bool = False
) -> dict[int, Heading]:
    """The headings in some rows; a label merged across stands over each of its columns.

    So does the label of a series with blanks to its right, up to the next label.
    """
    lowest = {column: content for row in range(top, top + depth) for column, content in sheet.rows[row].items()}
    above: dict[int, list[str]] = {}
    for row in range(top, top + depth - 1):
        for column, content in _spread(sheet.rows[row], lowest, is_series).items():
            above.setdefault(column, []).append(content.text[:LONGEST_HEADING])
    headings = {}
    for column, content in lowest.items():
        if words_only and not isinstance(content.value, str):
            continue
        texts = [*above.get(column, []), content.text[:LONGEST_HEADING]]
        headings[column] = Heading(tuple(dict.fromkeys(texts)), content)
    return dict(sorted(headings.items()))


def _spread(
    row: Mapping[int, Content], lowest: Mapping[int, Content], is_series: IsSeries | None
) -> dict[int, Content]:
    """A row's labels over each column that they stand above."""
    spread: dict[int, Content] = {}
    for first, content in row.items():
        spread.update(dict.fromkeys(range(first, first + min(content.width, MOST_COLUMNS)), content))
        if content.width == 1 and is_series and is_series(_label(content.text, content)):
            beside = first + 1
            while beside in lowest and beside not in row:
                spread[beside] = content
                beside += 1
    return spread


def _label(text: str, content: Content) -> Heading:
    """A label by itself, as if nothing stood below it."""
    return Heading((text,), replace(content, value=text))


def without_title(headings: Mapping[int, Heading], column: int, is_series: IsSeries) -> dict[int, Heading]:
    """The headings without what stands above the one in a column, if it is a series' name: that is the table's title.

    'March 2015' over all of a table says of when it is, and not what stands in its columns.
    """
    title = [text for text in headings[column].texts[:-1] if is_series(_label(text, headings[column].content))]
    if not title:
        return dict(headings)
    return {
        column: replace(heading, texts=tuple(text for text in heading.texts if text not in title) or heading.texts)
        for column, heading in headings.items()
    }


def columns_of(
    headings: Mapping[int, Heading], fields: Sequence[Field], own: Mapping[str, str], is_series: IsSeries | None = None
) -> dict[str, int]:
    """Where each field stands. A table to the right, with some of the same headings, does not share in it."""
    columns: dict[str, int] = {}
    blocks = [_columns_of_block(block, fields, own, is_series) for block in blocks_of(headings)]
    for found in sorted(blocks, key=lambda block: -len(block)):
        if not found.keys() & columns.keys():
            columns.update(found)
    return columns


def _columns_of_block(
    headings: Mapping[int, Heading], fields: Sequence[Field], own: Mapping[str, str], is_series: IsSeries | None
) -> dict[str, int]:
    """The nearest column for each field. Where several stand under series' names (a Target for each month), none is."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    theirs = {plain_heading(heading): name for heading, name in own.items()}
    for column, heading in headings.items():
        rank, name = nearest_field(heading, fields, theirs)
        if name:
            found.setdefault(name, []).append((rank, -_end_of(heading), column))
    for name, ranked in found.items():
        if is_series and len(ranked) > 1:
            apart = [one for one in ranked if not _is_under_series(headings[one[2]], is_series)]
            found[name] = [one for one in ranked if one[0] == OWN] or apart
    return {name: min(ranked)[2] for name, ranked in found.items() if ranked}


def _end_of(heading: Heading) -> int:
    """When the time ends that a heading is of, so that the latest is the nearest; 0 for none."""
    period = time_in(heading.text)
    return period.end.toordinal() if period else 0


def _is_under_series(heading: Heading, is_series: IsSeries) -> bool:
    return any(is_series(_label(text, heading.content)) for text in heading.texts[:-1])


@cache
def _usual(fields: tuple[Field, ...]) -> dict[str, tuple[int, str]]:
    """Each usual heading with its field, and how usual it is: 1 is the most."""
    usual: dict[str, tuple[int, str]] = {}
    for wanted in fields:
        for rank, heading in enumerate(wanted.usual, 1):
            plain = plain_heading(heading)
            usual[plain] = min((rank, wanted.name), usual.get(plain, (rank, wanted.name)))
    return usual


def nearest_field(heading: Heading, fields: Sequence[Field], theirs: Mapping[str, str]) -> tuple[int, str]:
    """The field that a heading means and how far it is from it; no name if it means none.

    Nearest is the officer's own word for it, then what holds now, a usual heading (with what stands in brackets, or
    without), one of two with a stroke between them, a usual heading followed by words such as 'as at', and last what
    held before.
    """
    usual, dated = _usual(tuple(fields)), {wanted.name for wanted in fields if wanted.dated}
    whole, lowest = plain_heading(heading.text), plain_heading(heading.texts[-1])
    own = theirs.get(whole, theirs.get(lowest))
    if own is not None:
        return (OWN, own) if any(own == name for _, name in usual.values()) else (0, "")
    bracketed = plain_heading(re.sub(r"[()\[\]]", " ", heading.texts[-1]))
    near = (
        (rank + further, name)
        for further, words in (
            (0, whole),
            (0, bracketed),
            *_shorter(lowest),
            *(_timeless(heading.texts[-1]) if dated else ()),
        )
        for rank, name in [usual.get(words, (0, ""))]
        if name and (further < TIMELESS or name in dated)
    )
    rank, name = min(near, default=(0, ""))
    if name in dated and is_then(heading.text):
        return rank + 2 * TIMELESS, name
    is_only = any(one.name == name and one.only for one in fields)
    return (rank - 2 * TIMELESS if is_only and is_now(heading.text) else rank), name


def _timeless(text: str) -> Iterator[tuple[int, str]]:
    return ((TIMELESS, plain_heading(bare)) for bare in timeless(text))


def rivals(
    headings: Mapping[int, Heading], fields: Sequence[Field], own: Mapping[str, str], columns: Mapping[str, int]
) -> Iterator[tuple[Field, int]]:
    """The columns that may be a field too, beside the one that was taken for it; not what they say held before."""
    theirs = {plain_heading(heading): name for heading, name in own.items()}
    for column, heading in headings.items():
        rank, name = nearest_field(heading, fields, theirs)
        wanted = next((one for one in fields if one.name == name and one.only), None)
        taken = columns.get(name, column)
        near = rank != OWN and not is_then(heading.text) and (rank < JOINED or bool(wanted and wanted.dated))
        if wanted and taken != column and near:
            first, _ = nearest_field(headings[taken], fields, theirs)
            if first != OWN and plain_heading(heading.text) not in map(plain_heading, wanted.lesser):
                yield wanted, column


def in_their_stead(
    headings: Mapping[int, Heading], fields: Sequence[Field], columns: Mapping[str, int]
) -> dict[str, tuple[int, ...]]:
    """For a field that stays and was taken from a revised column, those that hold where it is blank."""
    found = {}
    for wanted in fields:
        taken = columns.get(wanted.name, 0)
        if wanted.stays and taken in headings and is_now(headings[taken].text):
            usual = {plain_heading(one) for one in wanted.usual} - {plain_heading(one) for one in wanted.lesser}
            also = (column for column, heading in headings.items() if _first_form(heading) in usual)
            found[wanted.name] = tuple(column for column in also if column != taken)
    return found


def _first_form(heading: Heading) -> str:
    text = heading.texts[-1]
    return plain_heading(without_original(text) if is_original(text) else text)


def _shorter(text: str) -> Iterator[tuple[int, str]]:
    """A heading and the shorter ones within it, each with how much less it says."""
    yield 0, text
    yield from ((JOINED, part.strip()) for part in text.split(" / "))
    words = text.split()
    yield from ((200, " ".join(words[:end])) for end in range(1, len(words)) if words[end] in _JOINING)


def blocks_of(headings: Mapping[int, Heading]) -> Iterator[dict[int, Heading]]:
    """The headings in groups with no blank column between them."""
    starts = [column for column in headings if column - 1 not in headings]
    for start, after in pairwise([*starts, max(headings, default=0) + 1]):
        yield {column: heading for column, heading in headings.items() if start <= column < after}


REFERENCE = r"[a-z]{0,4}[ .-]?\d[\d.]*[a-z]?$"
