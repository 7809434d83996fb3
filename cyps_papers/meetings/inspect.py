"""One file looked into: what is read in a workbook, or what a template asks for, and what is wrong with either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.opc.package import Package
from cyps_papers.problems import FilePlace, Problem, Problems, error
from cyps_papers.reading.workbook import ENDINGS
from cyps_papers.sources.inspection import FoundSheet, inspect_workbook
from cyps_papers.vocabulary import Subject
from cyps_papers.word.finished.annotated import annotated
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.lint import Examined, examine
from cyps_papers.word.lint.uses import NameUse
from cyps_papers.word.rendering.render import render
from cyps_papers.word.templates.template import Template
from cyps_papers.words import count

COPY_DATE = date(2000, 1, 1)
"""The date of the comments in a copy: a fixed one, so that the same template gives the same copy."""

NOT_THERE = error("file", "there is no such file.", "Check its name and folder.")


@dataclass(frozen=True)
class InspectedWorkbook:
    """A workbook, its sheets as they are read, and its problems."""

    file: str
    sheets: tuple[FoundSheet, ...]
    problems: list[Problem]

    def as_data(self) -> dict[str, Any]:
        """What was found, for other programs; the problems apart."""
        sheets = [
            {
                "sheet": sheet.name,
                "kind": sheet.kind,
                "source": sheet.source,
                "hidden": sheet.is_hidden,
                "heading_row": sheet.heading_row,
                "rows": sheet.rows,
                "columns": [
                    {"column": column.letters, "heading": column.heading, "name": column.name, "usual": column.is_usual}
                    for column in sheet.columns
                ],
                "holds": list(sheet.holds),
            }
            for sheet in self.sheets
        ]
        return {"file": self.file, "sheets": sheets}

    def lines(self) -> Iterator[str]:
        """What was found, for officers; the problems apart."""
        for sheet in self.sheets:
            source = f", read as {sheet.source}" if sheet.source else ""
            hidden = " (hidden)" if sheet.is_hidden else ""
            yield f"{sheet.name or self.file}{hidden}: {sheet.kind}{source}"
            if sheet.columns:
                yield f"  headings in row {sheet.heading_row}, {count(sheet.rows, 'row')} below"
            for column in sheet.columns:
                named = f" is {column.name}" if column.name else " is not read"
                yield f"    {column.letters}  {column.heading}{named}"
            for held in sheet.holds:
                yield f"  {held}"

    def copy(self) -> bytes:
        """Nothing: only templates are copied."""
        return b""


@dataclass(frozen=True)
class InspectedTemplate:
    """A template, the names that it asks for with their places, and its problems; `package` where it could be read."""

    file: str
    tags: int
    names: Mapping[str, tuple[str, ...]]
    problems: list[Problem]
    package: Package | None = None

    def as_data(self) -> dict[str, Any]:
        """What was found, for other programs; the problems apart."""
        names = [{"name": name, "places": list(places)} for name, places in self.names.items()]
        return {"file": self.file, "tags": self.tags, "names": names}

    def lines(self) -> Iterator[str]:
        """What was found, for officers; the problems apart."""
        if self.package is None:
            return
        yield f"{self.file}: {count(self.tags, 'tag')}."
        for name, places in self.names.items():
            more = f" and {len(places) - 2} more" if len(places) > 2 else ""
            yield f"  {name}: {'; '.join(places[:2])}{more}"

    def copy(self) -> bytes:
        """The template with each problem as a Word comment at its place; nothing where it could not be read."""
        if self.package is None:
            return b""
        remarks = [(problem.place, f"{problem.message} {problem.hint}".strip()) for problem in self.problems]
        return annotated(self.package, remarks, COPY_DATE).to_bytes(COPY_DATE)


def inspect_file(path: Path, context: Mapping[str, Subject] | None) -> InspectedWorkbook | InspectedTemplate:
    """What a file holds, by its ending; names in a template are looked up in a context, where there is one."""
    problems = Problems()
    if not path.is_file():
        problems.add(NOT_THERE, FilePlace(str(path)))
        return InspectedTemplate(path.name, 0, {}, problems.found)
    if path.suffix.lower() in ENDINGS:
        return InspectedWorkbook(path.name, inspect_workbook(path, problems), problems.found)
    files = MeetingFolder(path.parent).files
    template = Template.open(path, problems, partial(include_passages, files))
    if template is None:
        return InspectedTemplate(path.name, 0, {}, problems.found)
    examined = examine(template, context, FILTERS)
    found = examined.problems
    if context is not None:
        found = examined.and_of(render(template, context, FILTERS, path.name, files))
    return InspectedTemplate(path.name, len(template.tags), _names(examined), found, template.package)


def _names(examined: Examined) -> dict[str, tuple[str, ...]]:
    """Each name that is asked for whole: not ofsted and ofsted.areas where ofsted.areas[0].name is asked."""
    places: dict[str, dict[str, None]] = {}
    following = [use.path for use in examined.uses[1:]]
    for use, after in zip_longest(examined.uses, following, fillvalue=""):
        if isinstance(use, NameUse) and not str(after).startswith((f"{use.path}.", f"{use.path}[")):
            places.setdefault(use.path, {})[use.place.within()] = None
    return {path: tuple(where) for path, where in places.items()}
