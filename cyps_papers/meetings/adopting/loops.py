"""Tables of a paper whose rows are the records of a source, one after another: they become one row in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from cyps_papers.checks.tables import PrintedTable, TableCell
from cyps_papers.disclosure.totals import is_total
from cyps_papers.figures.series import Indicator
from cyps_papers.language import dates
from cyps_papers.meetings.adopting.asking import in_forms
from cyps_papers.origin import Method
from cyps_papers.sources.tree import one_of
from cyps_papers.vocabulary import Subject, Traced, answer, names_of
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import stems

DEEPEST = 3  # names one after another: .change.end.date
_TRIED = 6  # of what the cells of a column may begin with
_MOST_HEADINGS = 2  # rows
_FEWEST = 2  # rows that show a list
_MOVING = frozenset(("latest", "newest", "peak", "highest", "lowest", "change", "movement", "forecast"))
"""What is another value once there are later ones."""


@dataclass(frozen=True)
class Listed:
    """A list of records as templates go through it: 'action' in 'ofsted.actions', and what each says of itself."""

    item: str
    path: str
    records: tuple[Subject, ...]

    @cached_property
    def said(self) -> list[Mapping[str, str]]:
        """What can be asked of each, with how that prints."""
        return [
            {asked + form: text for asked, value in _asked(record) for form, text in _in_forms(value)}
            for record in self.records
        ]

    @cached_property
    def _counted(self) -> frozenset[str]:
        values = chain.from_iterable(map(_asked, self.records))
        return frozenset(asked for asked, value in values if isinstance(value, Traced) and _is_counted(value))

    def moves(self, asked: str) -> bool:
        """Whether it is another value once there are later ones, or a count of records as they are now."""
        return not _MOVING.isdisjoint(re.findall("[a-z]+", asked)) or asked.partition("|")[0] in self._counted


@dataclass(frozen=True)
class LoopedRows:
    """Rows of a table that are a list's records in order: the first, the last, and the tag of each cell of the first.

    `places` are those of all their cells, and `totals` the cells of a total below them with what each can be.
    """

    listed: Listed
    first: int
    last: int
    cells: tuple[tuple[TableCell, str], ...]
    places: tuple[DocumentPlace, ...]
    totals: tuple[tuple[TableCell, str], ...] = ()

    def fill(self, tag: str) -> str:
        """What gives the colour of a cell with a tag: of a status or a rating its own; '' where nothing does."""
        asked = re.fullmatch(r"\{\{ (\w+)(\.\w+) \}\}", tag)
        return f"{asked[1]}{asked[2]}.fill" if asked and f"{asked[2]}.fill" in self.listed.said[0] else ""

    @property
    def opens(self) -> str:
        return f"{{%tr for {self.listed.item} in {self.listed.path} %}}"


def lists(context: Mapping[str, Subject]) -> list[Listed]:
    """Every list of a meeting that templates can go through, those under its records too."""
    found = [listed for name, subject in context.items() for listed in _lists(name, subject)]
    return found + [
        below
        for listed in found
        for number, record in enumerate(listed.records)
        for below in _lists(f"{listed.path}[{number}]", record)
    ]


def _lists(path: str, subject: Subject) -> Iterator[Listed]:
    for name, declaration in names_of(subject).items():
        records = answer(subject, name) if declaration.gives is list and not declaration.asked else None
        if records and all(isinstance(record, Subject) for record in records):
            yield Listed(one_of(declaration), f"{path}.{name}", tuple(records))


def looped(table: PrintedTable, among: Sequence[Listed], title: str = "") -> list[LoopedRows]:
    """The rows of a table that show the records of a list, the longest such, or of several lists, group by group.

    `title` is the paper's, which may be dated: it goes with the meeting.
    """
    heading = table.first.heading if table.first.heading != title else ""
    around = f"{table.first.lead} {heading}"
    numbers = list(table.rows)
    labels = {row: next(iter(cells.values())).text for row, cells in table.rows.items()}
    totals = [row for row, label in labels.items() if is_total(label) or label.lower().startswith("all ")]
    whole = [listed for listed in among if len(listed.records) >= _FEWEST]
    for listed in sorted(whole, key=lambda listed: -len(listed.records)):
        for at in range(min(_MOST_HEADINGS, len(numbers) - len(listed.records)) + 1):
            rows, after = numbers[at : at + len(listed.records)], numbers[at + len(listed.records) :]
            found = _in_rows(table, rows, listed, around) if set(after) <= set(totals) else None
            if found:
                return [replace(found, totals=tuple(_totals(table, found, after)))]
    return _grouped(table, [row for row in numbers if row not in totals], among, around)


def _grouped(table: PrintedTable, numbers: Sequence[int], among: Sequence[Listed], around: str) -> list[LoopedRows]:
    """The rows of each group, which has a row above them with its name alone; none unless every group is a list."""
    groups: list[list[int]] = []
    for number in numbers:
        if len(table.rows[number]) == 1:
            groups.append([])
        elif groups:
            groups[-1].append(number)
    found: list[LoopedRows] = []
    for rows in filter(None, groups):
        fitting = (listed for listed in among if len(listed.records) == len(rows))
        looped_rows = next((made for listed in fitting if (made := _in_rows(table, rows, listed, around))), None)
        if looped_rows is None:
            return []
        found.append(looped_rows)
    return found if len(found) >= _FEWEST else []


def _totals(table: PrintedTable, found: LoopedRows, rows: Sequence[int]) -> Iterator[tuple[TableCell, str]]:
    """What a total below the rows can be: what is asked of each record, asked of the whole that they are of."""
    whole = found.listed.path.rpartition(".")[0]
    for cell, tags in found.cells:
        asked = re.fullmatch(r"\{\{ \w+(\.\w+) \}\}", tags)
        for row in rows if asked else ():
            if cell.key[1] in table.rows[row]:
                yield table.rows[row][cell.key[1]], f"{whole}{asked[1]}"  # type: ignore[index]


def _in_rows(table: PrintedTable, rows: Sequence[int], among: Listed, around: str) -> LoopedRows | None:
    has_head = rows[0] != next(iter(table.rows))
    cells = []
    for column in sorted({column for row in rows for column in table.rows[row]}):
        cell = table.rows[rows[0]].get(column)
        if cell is None or cell.text != cell.passage.text:
            return None
        texts = [table.rows[row][column].text if column in table.rows[row] else "" for row in rows]
        heading = table.head[column].text if has_head and column in table.head else ""
        tags = _Column(among, heading, around).tags(texts)
        if tags is None:
            return None
        cells.append((cell, tags))
    places = tuple(cell.passage.place for row in rows for cell in table.rows[row].values())
    return LoopedRows(among, rows[0], rows[-1], tuple(cells), places)


@dataclass(frozen=True)
class _Column:
    """A column whose cells are to be printed with the records of a list; `around` is what stands before its table."""

    among: Listed
    heading: str
    around: str

    @cached_property
    def is_dated(self) -> bool:
        """Whether nothing is taken for it that moves when there are later values."""
        is_now = bool(stems("latest now current") & stems(self.heading))
        return bool(dates.find(self.heading)) or (bool(dates.find(self.around)) and not is_now)

    def tags(self, texts: Sequence[str], depth: int = 1) -> str | None:
        """The tags that print the texts, one of each row, and what stands between them in all rows alike."""
        if len(set(texts)) == 1 and depth > 1 and not any(map(str.isdigit, texts[0])):
            return texts[0]
        common = _common(texts)
        found = []
        for before in dict.fromkeys(("", re.split(r"\w", common)[0], re.sub(r"\w+$", "", common))):
            rests = [text[len(before) :] for text in texts]
            for asked in self._names:
                left = self._left(asked, rests)
                if left is not None:
                    default, after = left
                    rank = (any(after), -self._fit(asked), self.is_dated != ("at(" in asked), asked.count("."))
                    found.append((rank, f"{before}{{{{ {self.among.item}{asked}{default} }}}}", after))
        found.sort(key=lambda ranked: ranked[0])
        for _, tag, after in found[:_TRIED]:
            others = self.tags(after, depth + 1) if any(after) and depth < DEEPEST else None if any(after) else ""
            if others is not None:
                return tag + others
        return None

    def _left(self, asked: str, texts: Sequence[str]) -> tuple[str, list[str]] | None:
        """What is left of each text behind what is asked for, with the filter for records that have no answer to it.

        Their cells may all have the same text: a dash, or 'None set'. None where the texts do not begin so.
        """
        rows = [(answers.get(asked), text) for answers, text in zip(self.among.said, texts, strict=True)]
        others = {text for printed, text in rows if printed is None}
        after = [text.removeprefix(printed) for printed, text in rows if printed]
        is_begun = all(
            text.startswith(printed) and bool(text) is bool(printed) for printed, text in rows if printed is not None
        )
        is_cut = any(printed[-1].isalnum() and text[len(printed) :][:1].isalnum() for printed, text in rows if printed)
        if not after or not is_begun or is_cut or len(others) > 1 or (others and any(after)):
            return None
        rests = [text[len(printed) :] if printed is not None else "" for printed, text in rows]
        return "".join(f'|default("{text}")' for text in others), rests

    @cached_property
    def _names(self) -> list[str]:
        names = dict.fromkeys(name for answers in self.among.said for name in answers)
        return [name for name in names if not (self.is_dated and self.among.moves(name))]

    def _fit(self, asked: str) -> int:
        return len(stems(" ".join(re.findall("[a-z]+", asked.partition("|")[0]))) & stems(self.heading))


def _common(texts: Sequence[str]) -> str:
    """What all the texts begin with."""
    first, last = min(texts), max(texts)
    alike = next((at for at, letter in enumerate(first) if last[at : at + 1] != letter), len(first))
    return first[:alike]


def _asked(subject: Subject, path: str = "", depth: int = 1) -> Iterator[tuple[str, str | Traced]]:
    """What can be asked of a record, and of what that gives, each with the answer."""
    for name, declaration in names_of(subject).items():
        if declaration.gives in (list, bool) or declaration.asked:
            continue
        found = answer(subject, name)
        if isinstance(found, str | Traced):
            yield f"{path}.{name}", found
        if isinstance(found, Subject) and depth < DEEPEST:
            yield from _asked(found, f"{path}.{name}", depth + 1)
    if isinstance(subject, Indicator):
        for observed in subject.observations:
            asked = f'{path}.at("{observed.when}")'
            yield from ((asked, observed), (f"{asked}.date", observed.date))


def _in_forms(value: str | Traced) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "", value
    else:
        yield from ((form, traced.printed) for form, traced in in_forms(value))


def _is_counted(value: Traced) -> bool:
    is_number = isinstance(value.value, Decimal) and value.when is None
    return is_number and value.how.method is Method.WORKED_OUT
