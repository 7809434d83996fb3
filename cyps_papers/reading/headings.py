"""Headings: how they are read from a sheet's rows, and which field each of them means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cyps_papers.periods import Period, parse
from cyps_papers.reading.contents import Content
from cyps_papers.reading.grid import Sheet

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


def fields_in(declarations: Path) -> tuple[Field, ...]:
    """The fields that a .toml file declares, in its order: a table for each, its keys as the attributes of `Field`."""
    return fields_of(tomllib.loads(declarations.read_text(encoding="utf-8")))


def fields_of(declared: Mapping[str, Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields that are declared by their names, each with its attributes."""
    fields = []
    for name, said in declared.items():
        keys: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
        fields.append(Field(name, **keys))
    return tuple(fields)


@dataclass(frozen=True)
class Heading:
    """A column's heading: its texts from the top row down, and its lowest cell."""

    texts: tuple[str, ...]
    content: Content

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(self.texts)

    def alone(self, text: str) -> Heading:
        """One of its texts by itself, as if nothing stood above or below it."""
        return Heading((text,), replace(self.content, value=text))


IsSeries = Callable[[Heading], bool]


def _is_no_series(_: Heading) -> bool:
    return False


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading without what varies between two versions of a form: brackets, punctuation, case, line breaks."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text.lower().replace("’", "'"))
    text = re.sub(r"[^\w%#&'/ ]", " ", text).replace("'", "").replace("&", " and ").replace("/", " / ")
    return " ".join(text.split())


def headings_in(sheet: Sheet, top: int, depth: int, is_series: IsSeries) -> dict[int, Heading]:
    """The headings in some rows; a label merged across stands over each of its columns.

    So does the label of a series with blanks to its right, up to the next label.
    """
    asked = (top, depth, is_series)
    if asked not in sheet.understood:
        sheet.understood[asked] = _headings_in(sheet, top, depth, is_series)
    found: dict[int, Heading] = sheet.understood[asked]
    return found


def _headings_in(sheet: Sheet, top: int, depth: int, is_series: IsSeries) -> dict[int, Heading]:
    lowest = {column: content for row in range(top, top + depth) for column, content in sheet.rows[row].items()}
    above: dict[int, list[str]] = {}
    for number in range(top, top + depth - 1):
        row = sheet.rows[number]
        spread: dict[int, Content] = {}
        for first, content in row.items():
            spread.update(dict.fromkeys(range(first, first + min(content.width, MOST_COLUMNS)), content))
            end = first + 1
            while end in lowest and end not in row:
                end += 1
            if end > first + 1 and content.width == 1 and is_series(Heading((), content).alone(content.text)):
                spread.update(dict.fromkeys(range(first + 1, end), content))
        for column, content in spread.items():
            above.setdefault(column, []).append(content.text[:LONGEST_HEADING])
    headings = {}
    for column, content in sorted(lowest.items()):
        texts = [*above.get(column, []), content.text[:LONGEST_HEADING]]
        headings[column] = Heading(tuple(dict.fromkeys(texts)), content)
    return headings


def blocks_of(headings: Mapping[int, Heading]) -> Iterator[dict[int, Heading]]:
    """The headings, which are in the order of their columns, in groups with no blank column between them."""
    block: dict[int, Heading] = {}
    for column, heading in headings.items():
        if block and column - 1 not in block:
            yield block
            block = {}
        block[column] = heading
    if block:
        yield block


@dataclass(frozen=True, eq=False)
class TableSchema:
    """The fields by which a table is looked for and understood.

    `is_series` tells which other headings are wanted too: the periods across a wide table. Rows of totals are left out
    where it `has_totals`. `own` are the officer's own headings to field names; None where paper.xlsx can name none.
    """

    fields: tuple[Field, ...] = ()
    is_series: IsSeries = _is_no_series
    has_totals: bool = True
    own: Mapping[str, str] | None = None

    def with_own(self, own: Mapping[str, str]) -> TableSchema:
        """It with the officer's own headings; one for the same ones, so that what it found is not looked for twice."""
        return _with_own(self, tuple(own.items()))

    @property
    def needs_series(self) -> bool:
        """Whether there is no such table without a series."""
        return self.is_series is not _is_no_series

    @cached_property
    def required(self) -> list[Field]:
        """Those without which there is no table."""
        return [field for field in self.fields if field.required]

    @cached_property
    def usual(self) -> dict[str, tuple[int, Field]]:
        """Each usual heading with its field, and how usual it is: 1 is the most."""
        usual: dict[str, tuple[int, Field]] = {}
        for field in self.fields:
            for rank, heading in enumerate(field.usual, 1):
                plain = plain_heading(heading)
                usual[plain] = min((rank, field), usual.get(plain, (rank, field)), key=_by_rank)
        return usual

    @cached_property
    def _own(self) -> dict[str, Field | None]:
        by_name = {field.name: field for field in self.fields}
        return {plain_heading(heading): by_name.get(name) for heading, name in (self.own or {}).items()}

    @cached_property
    def _has_dated(self) -> bool:
        return any(field.dated for field in self.fields)

    @cached_property
    def _nearest(self) -> dict[tuple[str, ...], tuple[int, Field | None]]:
        """What was found of headings already: each is asked about in many rows and depths."""
        return {}

    @cached_property
    def _nearest_alone(self) -> dict[str, list[tuple[int, Field]]]:
        """What was found of the lowest texts of headings, which stay the same whatever is taken to stand above."""
        return {}

    @cached_property
    def _first_words(self) -> set[str]:
        """The words of which a heading must have one, to mean a field: all that a field's headings begin with."""
        return {plain.split(" ")[0] for plain in (*self.usual, *self._own)}

    def is_named_in(self, text: str) -> bool:
        """Whether a text by itself may be the heading of a field."""
        return self.nearest_to((text[:LONGEST_HEADING],))[1] is not None

    def nearest(self, heading: Heading) -> tuple[int, Field | None]:
        """The field that a heading means and how far it is from it; None if it means none.

        Nearest is the officer's own word for it, then what holds now, a usual heading (with what stands in brackets,
        or without), one of two with a stroke between them, a usual heading followed by words such as 'as at', and last
        what held before.
        """
        return self.nearest_to(heading.texts)

    def nearest_to(self, texts: tuple[str, ...]) -> tuple[int, Field | None]:
        """The same of a heading's texts."""
        if texts not in self._nearest:
            self._nearest[texts] = self._sought(texts)
        return self._nearest[texts]

    def _sought(self, texts: tuple[str, ...]) -> tuple[int, Field | None]:
        text = " ".join(texts)
        if self._first_words.isdisjoint(re.findall(r"[\w%#]+", text.lower().replace("'", "").replace("’", ""))):
            return 0, None
        whole, lowest = plain_heading(text), plain_heading(texts[-1])
        for own in (whole, lowest):
            if own in self._own:
                return OWN, self._own[own]
        alone = texts[-1]
        if alone not in self._nearest_alone:
            self._nearest_alone[alone] = list(self._near(alone, lowest))
        near = self._nearest_alone[alone]
        if whole in self.usual:
            near = [*near, self.usual[whole]]
        if not near:
            return 0, None
        rank, field = min(near, key=_by_rank)
        if field.dated and is_then(text):
            return rank + 2 * TIMELESS, field
        if field.only and is_now(text):
            rank -= 2 * TIMELESS
        return rank, field

    def _near(self, text: str, lowest: str) -> Iterator[tuple[int, Field]]:
        """The fields that a heading, or a shorter one within it, usually means, each with how far it is from it."""
        for further, words in self._forms(text, lowest):
            rank, field = self.usual.get(words, (0, None))
            if field and (further < TIMELESS or field.dated):
                yield rank + further, field

    def _forms(self, text: str, lowest: str) -> Iterator[tuple[int, str]]:
        """A heading and the shorter ones within it, each with how much less it says."""
        yield 0, plain_heading(re.sub(r"[()\[\]]", " ", text))
        yield 0, lowest
        yield from ((JOINED, part.strip()) for part in lowest.split(" / "))
        words = lowest.split()
        yield from ((200, " ".join(words[:end])) for end in range(1, len(words)) if words[end] in _JOINING)
        if self._has_dated:
            yield from ((TIMELESS, plain_heading(bare)) for bare in timeless(text))

    def columns(self, headings: Mapping[int, Heading]) -> dict[str, int]:
        """Where each field stands. A table to the right, with some of the same headings, does not share in it."""
        columns: dict[str, int] = {}
        for found in sorted(map(self._columns_of_block, blocks_of(headings)), key=lambda block: -len(block)):
            if not found.keys() & columns.keys():
                columns.update(found)
        return columns

    def _columns_of_block(self, headings: Mapping[int, Heading]) -> dict[str, int]:
        """The nearest column for each field; where several stand under series' names (a Target a month), none is."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for column, heading in headings.items():
            rank, one = self.nearest(heading)
            if one:
                period = time_in(heading.text)  # of columns that say of which time they are, the latest is the nearest
                end = period.end.toordinal() if period else 0
                found.setdefault(one.name, []).append((rank, -end, column))
        columns = {}
        for name, ranked in found.items():
            if len(ranked) > 1:
                own = [one for one in ranked if one[0] == OWN]
                labelled = {column for _, _, column in ranked if self._labels(headings[column])}
                ranked = own or [one for one in ranked if one[2] not in labelled]
            if ranked:
                columns[name] = min(ranked)[2]
        return columns

    def _labels(self, heading: Heading) -> list[str]:
        """The series' names that stand above a heading."""
        return [text for text in heading.texts[:-1] if self.is_series(heading.alone(text))]

    def series(self, headings: Mapping[int, Heading], columns: Mapping[str, int]) -> dict[int, bool]:
        """The columns of a series, and whether it is one by a label above it alone: 'Sep 2014' over 'Actual'."""
        others = {column: heading for column, heading in headings.items() if column not in columns.values()}
        return {
            column: len(heading.texts) > 1 and not self.is_series(replace(heading, texts=heading.texts[-1:]))
            for column, heading in others.items()
            if self.is_series(heading)
        }

    def without_title(self, headings: dict[int, Heading], column: int) -> dict[int, Heading]:
        """The headings without what stands above the one in a column, if it is a series' name: the table's title.

        'March 2015' over all of a table says of when it is, and not what stands in its columns.
        """
        title = self._labels(headings[column])
        if not title:
            return headings
        return {
            column: replace(heading, texts=tuple(text for text in heading.texts if text not in title) or heading.texts)
            for column, heading in headings.items()
        }

    def alternatives(self, headings: Mapping[int, Heading], columns: Mapping[str, int]) -> Iterator[tuple[Field, int]]:
        """The columns that may be a field too, beside the one taken for it; not what they say held before."""
        for column, heading in headings.items():
            rank, field = self.nearest(heading)
            if field is None or not field.only or columns.get(field.name, column) == column:
                continue
            first, _ = self.nearest(headings[columns[field.name]])
            is_near = OWN not in (rank, first) and not is_then(heading.text) and (rank < JOINED or field.dated)
            if is_near and plain_heading(heading.text) not in map(plain_heading, field.lesser):
                yield field, column

    def fallbacks(self, headings: Mapping[int, Heading], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
        """For a field that stays and was taken from a revised column, those that hold where it is blank."""
        found = {}
        for field in self.fields:
            taken = columns.get(field.name, 0)
            if field.stays and taken in headings and is_now(headings[taken].text):
                usual = {plain_heading(text) for text in field.usual} - {plain_heading(text) for text in field.lesser}
                also = (
                    column
                    for column, heading in headings.items()
                    if plain_heading(without_original(heading.texts[-1])) in usual
                )
                found[field.name] = tuple(column for column in also if column != taken)
        return found


@lru_cache(maxsize=64)
def _with_own(schema: TableSchema, own: tuple[tuple[str, str], ...]) -> TableSchema:
    return replace(schema, own=dict(own))


def _by_rank(ranked: tuple[int, Field]) -> tuple[int, str]:
    return ranked[0], ranked[1].name


MOST_WORDS = 5  # words that a date or a period may have


@lru_cache(maxsize=4096)
def time_in(text: str) -> Period | None:
    """The period that a heading ends or begins with."""
    return _split(text)[1]


def is_now(text: str) -> bool:
    """Whether a heading says that it is what holds now: 'Revised due date', 'Current status'."""
    return bool(re.search(_NOW, text.lower())) and not is_then(text)


def is_then(text: str) -> bool:
    """Whether a heading says that it is what held before: 'Original due date', 'Status at last meeting'."""
    return bool(re.search(rf"{_ORIGINAL}|{_BEFORE}", text.lower()))


@lru_cache(maxsize=4096)
def timeless(text: str) -> tuple[str, ...]:
    """A heading without what says of which time it is; nothing where it does not say."""
    bare, period = _split(text)
    undated = re.sub(_NOW, " ", bare.lower())
    return tuple(dict.fromkeys(found for found in (bare if period else "", undated) if found and found != text.lower()))


def without_original(text: str) -> str:
    """'due date' of 'Original due date', which holds still where nothing has taken its place."""
    return re.sub(_ORIGINAL, " ", text.lower())


def _split(text: str) -> tuple[str, Period | None]:
    """A heading's words and the period that stands after or before them, if any does."""
    if not re.search(r"\d", text):
        return text, None  # quickly, for most headings: no period is without a figure
    words = re.sub(r"[()\[\]]", " ", text).split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        for named, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            period = parse(" ".join(named))
            if period:
                return " ".join(rest).rstrip(" -–:,"), period
    return text, None


_NOW = r"\b(?:revised|current|latest|new|updated|amended|present)\b"
_ORIGINAL = r"\b(?:original|initial|baseline)\b"
_BEFORE = r"\b(?:previous(?:ly)?|prior|old|earlier|former|last (?:report(?:ed)?|meeting|quarter|month|period|time))\b"
