"""Tables of a paper whose rows are the records of a source, one after another: they become one row in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cyps_papers.checks.tables import PrintedTable, TableCell
from cyps_papers.figures.filters import FILTERS
from cyps_papers.figures.series import Indicator
from cyps_papers.language import dates
from cyps_papers.meetings.adopting.asking import forms_of
from cyps_papers.problems import NoAnswerError
from cyps_papers.sources.tree import one_of
from cyps_papers.vocabulary import Subject, Traced, answer, names_of
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import stems

DEEPEST = 3  # .change.end.date
_FEWEST = 2  # rows that show a list
_MOVING = frozenset(("latest", "newest", "peak", "highest", "lowest", "change", "movement", "forecast"))
"""What is another value once there are later ones."""


@dataclass(frozen=True)
class Listed:
    """A list of records as templates go through it: 'action' in 'ofsted.actions', and what each says of itself."""

    item: str
    path: str
    records: tuple[Subject, ...]

    @property
    def said(self) -> list[Mapping[str, str]]:
        """What can be asked of each, with how that prints."""
        return [_said(record) for record in self.records]


@dataclass(frozen=True)
class LoopedRows:
    """Rows of a table that are a list's records in order: the first, the last, and the tag of each cell of the first.

    `places` are those of all their cells.
    """

    listed: Listed
    first: int
    last: int
    cells: tuple[tuple[TableCell, str], ...]
    places: tuple[DocumentPlace, ...]

    @property
    def opens(self) -> str:
        return f"{{%tr for {self.listed.item} in {self.listed.path} %}}"


def lists(context: Mapping[str, Subject]) -> list[Listed]:
    """Every list of a meeting that templates can go through, those under its records too."""
    found = [one for name, subject in context.items() for one in _lists(name, subject)]
    return found + [
        below
        for one in found
        for number, record in enumerate(one.records)
        for below in _lists(f"{one.path}[{number}]", record)
    ]


def _lists(path: str, subject: Subject) -> Iterator[Listed]:
    for name, declaration in names_of(subject).items():
        records = answer(subject, name) if declaration.gives is list and not declaration.asked else None
        if records and len(records) >= _FEWEST and all(isinstance(one, Subject) for one in records):
            yield Listed(one_of(declaration), f"{path}.{name}", tuple(records))


def looped(table: PrintedTable, among: Sequence[Listed]) -> LoopedRows | None:
    """The rows of a table that show the records of a list; None where none are."""
    numbers = list(table.rows)
    around = stems(f"{table.first.lead} {table.first.heading}")
    by_fit = sorted(among, key=lambda one: (-len(one.records), -len(stems(one.path.replace("_", " ")) & around)))
    for one in by_fit:
        for at in range(len(numbers) - len(one.records) + 1):
            rows = numbers[at : at + len(one.records)]
            found = _in_rows(table, rows, one)
            if found:
                return found
    return None


def _in_rows(table: PrintedTable, rows: Sequence[int], among: Listed) -> LoopedRows | None:
    columns = sorted({column for row in rows for column in table.rows[row]})
    first, said, cells = table.rows[rows[0]], among.said, []
    for column in columns:
        cell = first.get(column)
        texts = [table.rows[row][column].text if column in table.rows[row] else "" for row in rows]
        if cell is None or cell.text != cell.passage.text:
            return None
        heading = table.head[column] if rows[0] not in table.head and column in table.head else None
        tag = _tag(among.item, texts, said, heading.text if heading else "", table.first.lead)
        if not tag:
            return None
        cells.append((cell, tag))
    places = tuple(cell.passage.place for row in rows for cell in table.rows[row].values())
    return LoopedRows(among, rows[0], rows[-1], tuple(cells), places)


def _tag(item: str, texts: Sequence[str], said: Sequence[Mapping[str, str]], heading: str, lead: str) -> str:
    """What prints the texts of a column, each with the record of its row; '' where nothing does.

    A column or table that is dated takes nothing that moves when there are later values.
    """
    is_now = bool(stems("latest now current") & stems(heading))
    is_dated = bool(dates.find(heading)) or (bool(dates.find(lead)) and not is_now)
    found = []
    for asked in dict.fromkeys(name for one in said for name in one):
        words = set(re.findall("[a-z]+", asked))
        tag = None if is_dated and _MOVING & words else _in_all(asked, texts, said)
        if tag is not None:
            before, expression, after = tag
            fit = len(stems(" ".join(words)) & stems(heading))
            rank = (bool(before or after), -fit, is_dated != ("at(" in asked), len(asked))
            found.append((rank, f"{before}{{{{ {item}{expression} }}}}{after}"))
    return min(found)[1] if found else ""


def _in_all(asked: str, texts: Sequence[str], said: Sequence[Mapping[str, str]]) -> tuple[str, str, str] | None:
    """What stands before it in every cell alike, how it is asked, and what stands after; None where it is not in all.

    Records that have no answer to it may all have the same text in their cells: a dash, or 'None set'.
    """
    rows = [(one.get(asked), text) for one, text in zip(said, texts, strict=True)]
    known = next(((printed, text) for printed, text in rows if printed), None)
    if known is None or known[0] not in known[1]:
        return None
    before, _, after = known[1].partition(known[0])
    others = {text for printed, text in rows if printed is None}
    is_part = before[-1:].isalnum() or after[:1].isalnum() or any(map(str.isdigit, before + after))
    if is_part or len(others) > 1 or (others and (before or after)):
        return None
    if any(f"{before}{printed}{after}" != text for printed, text in rows if printed is not None):
        return None
    return before, asked + "".join(f'|default("{text}")' for text in others), after


def _said(record: Subject) -> Mapping[str, str]:
    return dict(_asked(record))


def _asked(subject: Subject, path: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    for name, declaration in names_of(subject).items():
        if declaration.gives in (list, bool) or declaration.asked:
            continue
        found = answer(subject, name)
        if isinstance(found, str | Traced):
            yield from _in_forms(f"{path}.{name}", found)
        if isinstance(found, Subject) and depth < DEEPEST:
            yield from _asked(found, f"{path}.{name}", depth + 1)
    if isinstance(subject, Indicator):
        for observed in subject.observations:
            asked = f'{path}.at("{observed.when}")'
            yield from _in_forms(asked, observed)
            yield from _in_forms(f"{asked}.date", observed.date)


def _in_forms(path: str, value: str | Traced) -> Iterator[tuple[str, str]]:
    """What it prints by itself, and through each filter that takes it without more."""
    if isinstance(value, str):
        yield path, value
        return
    for form in forms_of(value):
        if not form:
            yield path, value.printed
        elif form in FILTERS:
            with suppress(NoAnswerError):
                yield f"{path}|{form}", FILTERS[form](value).printed
