"""How things are said to an officer: what is wrong by file, in the order of the files, or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from cyps_papers.coordinates import row_and_column
from cyps_papers.problems import MOST_LISTED, Level, Matter, Place, Problem, Problems, matters
from cyps_papers.records import Cell
from cyps_papers.words import count

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning"}
WARNING = "(warning)"
_KEPT = "\x1f"  # in the place of a space at which no line may end


class Tone(Enum):
    """What a part of a line is, for a terminal that has colours."""

    FILE = auto()
    WARNING = auto()
    ERROR = auto()


class Line(NamedTuple):
    """A line of text, of which the first so many characters have a tone."""

    text: str
    tone: Tone | None = None
    toned: int = 0


def matter_lines(problems: Iterable[Problem], width: int = 100, remarks: Iterable[str] = ()) -> Iterator[Line]:
    """What is wrong under its files, each file's in the order of its places, the same thing in many of them once.

    The warnings come first, and the remarks after them, so that the errors are on the last screen; and then how many
    each file has.
    """
    found = matters(problems)
    names = {matter.file for matter in found}
    warnings, errors = ([matter for matter in found if matter.kind.level is level] for level in Level)
    remarked = [Line(text) for line in remarks for text in wrapped(line, width, names)]
    yield from _by_file(warnings, width, names)
    yield from remarked if warnings else ()
    yield from _by_file(errors, width, names)
    yield from () if warnings else remarked
    if len(names) > 1:
        yield from map(Line, ("", *_counted(found)))


def _by_file(found: Iterable[Matter], width: int, names: Collection[str]) -> Iterator[Line]:
    files: dict[str, list[Matter]] = {}
    for matter in found:
        files.setdefault(matter.file, []).append(matter)
    for file, in_file in files.items():
        yield Line(file, Tone.FILE, len(file))
        for matter in sorted(in_file, key=lambda matter: matter.places[0].order):
            places = places_in_words(matter.places)
            text = f"{places}{': ' if places else ''}{matter.message} {matter.hint}".rstrip()
            tone, toned = Tone.ERROR, len(places)
            if matter.kind.level is Level.WARNING:
                text, tone, toned = f"{WARNING} {text}", Tone.WARNING, len(WARNING)
            first, *rest = wrapped(f"  {text}", width, names)
            yield Line(first, tone, min(len(first), 2 + toned))
            yield from map(Line, rest)


def _counted(found: Iterable[Matter]) -> Iterator[str]:
    """A line for each file: how many errors and warnings it has."""
    files: dict[str, dict[Level, list[Matter]]] = {}
    for matter in found:
        files.setdefault(matter.file, {level: [] for level in LEVELS})[matter.kind.level].append(matter)
    said = {file: ["".join(counted(those)) for those in by_level.values()] for file, by_level in files.items()}
    widest = max(map(len, files))
    most = max(len(errors) for errors, _ in said.values())
    for file, (errors, warnings) in said.items():
        yield f"{file:<{widest}}  {errors:<{most}}  {warnings}".rstrip()


def wrapped(text: str, width: int, names: Collection[str] = ()) -> list[str]:
    """A text in lines of a width, those after the first indented further; no word is cut, and none of the names."""
    indent = text[: len(text) - len(text.lstrip())]
    for name in sorted((name for name in names if " " in name), key=len, reverse=True):
        text = text.replace(name, name.replace(" ", _KEPT))
    lines = textwrap.wrap(text, width, subsequent_indent=indent * 2, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in lines] or [""]


def count_matters(problems: Iterable[Problem], one: str) -> str:
    """'3 problems', what is wrong in many places counted once."""
    return count(len(matters(problems)), one)


def counted(found: Iterable[Matter]) -> list[str]:
    """How many there are of each level: '1 error', '3 warnings'."""
    levels = Counter(matter.kind.level for matter in found)
    return [count(levels[level], called) for level, called in LEVELS.items() if levels[level]]


def verdict(name: str, problems: Problems) -> str:
    """In a line how much is wrong with something."""
    if not problems:
        return f"{name}: nothing is wrong."
    return f"{name}: {' and '.join(counted(matters(problems.found)))}."


def how_to_accept(problems: Iterable[Problem], meeting: date) -> Iterator[str]:
    """The rows of the sheet Accepted by which what can be accepted of all this would be, the errors' first."""
    those = sorted(matters(problems), key=lambda matter: -matter.kind.level)
    rows = [" | ".join(row.values()) for matter in those for row in _to_accept(matter, meeting)]
    if rows:
        yield "What is right as it stands is accepted by its row in the sheet Accepted of paper.xlsx, with the reason:"
        yield from (f"  {row}" for row in ("Rule | Words | Value | Meeting", *rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        yield f"  and {len(rows) - MOST_LISTED} more, which check --json gives."


def _to_accept(matter: Matter, meeting: date) -> Iterator[dict[str, str]]:
    for about in matter.about:
        when = f"{meeting:%d/%m/%Y}"
        yield {"rule": matter.kind.rule, "words": about.names[0], "value": about.value, "meeting": when}


def as_json(problems: Iterable[Problem], meeting: date | None = None, /, **about: object) -> str:
    """What is wrong as a JSON list, for other programs, with the rows by which it would be accepted for a meeting; with
    what else there is to say, as `problems` beside that.
    """
    rows = [
        {
            "rule": matter.kind.rule,
            "level": LEVELS[matter.kind.level],
            "file": matter.file,
            "place": matter.places[0].within(),
            "places": [_in_file(place, matter.file) for place in matter.places],
            "message": matter.message,
            "hint": matter.hint,
            **({"accept": list(_to_accept(matter, meeting))} if meeting and matter.about else {}),
        }
        for matter in matters(problems)
    ]
    return json.dumps({**about, "problems": rows} if about else rows, ensure_ascii=False, indent=2)


def places_in_words(places: Iterable[Place], most: int = MOST_LISTED) -> str:
    """The places in words: cells below one another as one, and the sheet once: Values!F6:F9, F12."""
    runs: list[list[Any]] = []
    for place in dict.fromkeys(places):
        if runs and _is_below(place, runs[-1][-1]):
            runs[-1].append(place)
        else:
            runs.append([place])
    shown: list[str] = []
    sheet = None
    for first, *below in runs:
        shown.append(_in_file(first, runs[0][0].file))
        if not isinstance(first, Cell):
            sheet = None
            continue
        if sheet == (first.workbook, first.sheet):
            shown[-1] = first.coordinate
        sheet = (first.workbook, first.sheet)
        if below:
            shown[-1] += f":{below[-1].coordinate}"
    rest = f" and {len(shown) - most} more" if len(shown) > most else ""
    between = "; " if any(", " in place for place in shown) else ", "
    return between.join(shown[:most]) + rest


def _in_file(place: Place, file: str) -> str:
    """A place in words, with its file where that is another."""
    return place.within() if place.file == file else f"{place.file}, {place.within()}"


def _is_below(place: Place, other: Place) -> bool:
    """Whether a place is the cell that stands right below another."""
    if not isinstance(place, Cell) or not isinstance(other, Cell):
        return False
    if (place.workbook, place.sheet) != (other.workbook, other.sheet):
        return False
    row, column = row_and_column(other.coordinate)
    return row_and_column(place.coordinate) == (row + 1, column)
