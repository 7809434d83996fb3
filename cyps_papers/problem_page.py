"""What is wrong with a paper as one page: by file and heading, each with what to do, and how many are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from cyps_papers.console import LEVELS, counted, places_in_words, verdict
from cyps_papers.problems import Level, Matter, Place, Problem, Problems, matters
from cyps_papers.words import count

STYLE = """
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --line: #767676; --link: #0b4f91; --error: #a4001d;
  --warning: #7a4a00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eee; --paper: #16181c; --line: #9a9a9a; --link: #9cc7ff; --error: #ff9aa8; --warning: #ffc46b }
}
.problems { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--paper); max-width: 50rem;
  margin: 0 auto; padding: 0 1rem 3rem; overflow-wrap: anywhere }
.problems a { color: var(--link) }
.problems :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
.problems h2 { border-top: 2px solid var(--line); padding-top: 1rem; margin-top: 2rem }
.problems ul { padding: 0; list-style: none }
.problems li { margin: 0 0 1rem; border-left: 5px solid var(--line); padding-left: .75rem }
.problems li.error { border-color: var(--error) }
.problems li.warning { border-color: var(--warning) }
.problems li p { margin: .2rem 0 }
.error > .level { color: var(--error); font-weight: bold }
.warning > .level { color: var(--warning); font-weight: bold }
.problems blockquote { margin: .3rem 0; padding-left: .75rem; border-left: 2px dotted var(--line) }
"""
MARK = b'<meta name="generator" content="cyps-papers">'
"""What tells a page of ours from any other."""


class Around(NamedTuple):
    """What a page says beside problems: the address at which each file is opened, by its name, the words at a place,
    and what goes with the errors of a file, unsaid else.
    """

    addresses: Mapping[str, str] = MappingProxyType({})
    words: Callable[[Place], str] = lambda _: ""
    following: Sequence[Problem] = ()


NOTHING_AROUND = Around()


def problem_page(name: str, problems: Problems, around: Around = NOTHING_AROUND) -> str:
    """A page by itself, without a script."""
    title, body = escape(verdict(name, problems)), problem_list(name, problems, around)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f'{MARK.decode()}<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>body {{ margin: 0; background: var(--paper) }}{STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def problem_list(name: str, problems: Problems, around: Around = NOTHING_AROUND) -> str:
    """The part of a page that lists what is wrong."""
    found = sorted(matters(problems.found), key=lambda matter: _first_errors(matter, problems.found))
    by_file = [(file, list(in_file)) for file, in_file in groupby(found, key=lambda matter: matter.file)]
    contents = "".join(
        f'<li><a href="#file-{number}">{escape(file)}</a>: {escape(", ".join(counted(in_file)))}</li>'
        for number, (file, in_file) in enumerate(by_file, 1)
    )
    sections = "".join(_file(number, file, in_file, around) for number, (file, in_file) in enumerate(by_file, 1))
    rest = _following(around.following)
    navigation = f'<nav aria-label="Files"><ul>{contents}</ul></nav>' if len(by_file) > 1 else ""
    return f'<main class="problems"><h1>{escape(verdict(name, problems))}</h1>{navigation}{sections}{rest}</main>'


def _first_errors(matter: Matter, problems: Sequence[Problem]) -> tuple[object, ...]:
    """The files with errors first, each in the order of its places."""
    files = list(dict.fromkeys(problem.place.file for problem in problems))
    has_errors = any(problem.level is Level.ERROR for problem in problems if problem.place.file == matter.file)
    return not has_errors, files.index(matter.file), matter.places[0].order


def _file(number: int, file: str, found: Sequence[Matter], around: Around) -> str:
    address = around.addresses.get(file)
    title = f"{escape(file)}: {', '.join(counted(found))}"
    opened = f'<p><a href="{escape(address)}">Open {escape(file)}</a></p>' if address else ""
    parts = []
    for section, in_section in groupby(found, key=lambda matter: matter.places[0].section):
        heading = f"<h3>{escape(section)}</h3>" if section else ""
        parts.append(f"{heading}<ul>{''.join(_matter(matter, around) for matter in in_section)}</ul>")
    return f'<section><h2 id="file-{number}">{title}</h2>{opened}{"".join(parts)}</section>'


def _matter(matter: Matter, around: Around) -> str:
    level = LEVELS[matter.kind.level]
    places, words = places_in_words(matter.places), around.words(matter.places[0])
    quoted = f"<blockquote>{escape(words)}</blockquote>" if words else ""
    what_to_do = f"<p>{escape(matter.hint)}</p>" if matter.hint else ""
    where = f"<strong>{escape(places)}</strong>: " if places else ""
    return (
        f'<li class="{level}"><p class="level">{level.capitalize()}</p><p>{where}{escape(matter.message)}</p>'
        f"{quoted}{what_to_do}</li>"
    )


def _following(problems: Sequence[Problem]) -> str:
    """What only follows from what is above, and goes when that has been put right."""
    if not problems:
        return ""
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    said = f"{count(len(problems), 'further message')} that will go when the errors above have been put right"
    return f"<details><summary>{said}</summary><ul>{items}</ul></details>"
