"""How things are said to an officer: what is wrong by file, in the order of the files, or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from cyps_papers.coordinates import row_and_column
from cyps_papers.problems import MOST_LISTED, Level, Matter, Place, Problem, Problems, matters
from cyps_papers.records import Cell
from cyps_papers.words import count

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning"}


def matter_lines(problems: Iterable[Problem], width: int = 100) -> Iterator[str]:
    """What is wrong under its files, each file's in the order of its places, the same thing in many of them once."""
    files: dict[str, list[Matter]] = {}
    for matter in matters(problems):
        files.setdefault(matter.file, []).append(matter)
    for file, those in files.items():
        yield file
        for matter in sorted(those, key=lambda one: one.places[0].order):
            places = _places(matter.places)
            mark = "" if matter.kind.level is Level.ERROR else "(warning) "
            text = f"{mark}{places}{': ' if places else ''}{matter.message} {matter.hint}".rstrip()
            yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False)


def count_matters(problems: Iterable[Problem], one: str) -> str:
    """'3 problems', what is wrong in many places counted once."""
    return count(len(matters(problems)), one)


def verdict(name: str, problems: Problems) -> str:
    """In a line how much is wrong with something."""
    if not problems:
        return f"{name}: nothing is wrong."
    warnings = [problem for problem in problems.found if problem.level is Level.WARNING]
    counted = [count_matters(problems.errors, "error")] if problems.errors else []
    counted += [count_matters(warnings, "warning")] if warnings else []
    return f"{name}: {' and '.join(counted)}."


def how_to_accept(problems: Iterable[Problem], meeting: date) -> Iterator[str]:
    """The rows of the sheet Accepted by which what can be accepted of all this would be, the errors' first."""
    those = sorted(matters(problems), key=lambda one: -one.kind.level)
    rows = [" | ".join(row.values()) for matter in those for row in _to_accept(matter, meeting)]
    if rows:
        yield "What is right as it stands is accepted by its row in the sheet Accepted of paper.xlsx, with the reason:"
        yield from (f"  {row}" for row in ("Rule | Words | Value | Meeting", *rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        yield f"  and {len(rows) - MOST_LISTED} more, which check --json gives."


def _to_accept(matter: Matter, meeting: date) -> Iterator[dict[str, str]]:
    for one in matter.about:
        when = f"{meeting:%d/%m/%Y}"
        yield {"rule": matter.kind.rule, "words": one.names[0], "value": one.value, "meeting": when}


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
            "places": [place.within() for place in matter.places],
            "message": matter.message,
            "hint": matter.hint,
            **({"accept": list(_to_accept(matter, meeting))} if meeting and matter.about else {}),
        }
        for matter in matters(problems)
    ]
    return json.dumps({**about, "problems": rows} if about else rows, ensure_ascii=False, indent=2)


def _places(places: Iterable[Place], most: int = MOST_LISTED) -> str:
    """The places in words, with cells below one another as one: Values!F6 to Values!F9 as Values!F6:F9."""
    runs: list[list[Place]] = []
    for place in dict.fromkeys(places):
        if runs and _is_below(place, runs[-1][-1]):
            runs[-1].append(place)
        else:
            runs.append([place])
    shown = [run[0].within() for run in runs]
    for nth, run in enumerate(runs):
        if isinstance(run[-1], Cell) and len(run) > 1:
            shown[nth] += f":{run[-1].coordinate}"
    rest = f" and {len(shown) - most} more" if len(shown) > most else ""
    between = "; " if any(", " in place for place in shown) else ", "
    return between.join(shown[:most]) + rest


def _is_below(place: Place, other: Place) -> bool:
    """Whether a place is the cell that stands right below another."""
    if not isinstance(place, Cell) or not isinstance(other, Cell) or place.sheet != other.sheet:
        return False
    row, column = row_and_column(other.coordinate)
    return row_and_column(place.coordinate) == (row + 1, column)
