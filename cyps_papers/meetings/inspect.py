"""One file looked into: what is read in a workbook, or what a template asks for, and what is wrong with either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cyps_papers import checks
from cyps_papers.figures.filters import FILTERS
from cyps_papers.files.places import other_than_file
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.opc.package import Package
from cyps_papers.problems import FilePlace, Place, Problem, Problems, error
from cyps_papers.reading.workbook import is_workbook
from cyps_papers.sources.inspection import inspect_workbook
from cyps_papers.sources.registry import KINDS, kind_called
from cyps_papers.word.finished.annotated import annotated
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.lint import examine
from cyps_papers.word.lint.findings import Findings, NameUse
from cyps_papers.word.rendering.render import render
from cyps_papers.word.story.paragraphs import of_package
from cyps_papers.word.templates.template import Template
from cyps_papers.words import count

COPY_DATE = date(2000, 1, 1)
"""The date of the comments in a copy: a fixed one, so that the same template gives the same copy."""

NOT_THERE = error("file", "there is no such file.", "Check its name and folder.")
NOT_A_FILE = error("file", "this is {what}, not a file.", "Name the workbook or template itself.")

UNKNOWN_KIND = error("kind-unknown", '"{found}" is not a kind of source.', "Use one of: {known}.")


@dataclass(frozen=True)
class Inspected:
    """A file looked into: its problems, and what was found in it, for other programs and in `lines` for officers.

    `template` is the package of a template that could be read.
    """

    file: str
    problems: list[Problem]
    data: Mapping[str, Any]
    lines: Sequence[str] = ()
    template: Package | None = None

    def copy(self) -> bytes:
        """A template with each problem as a Word comment at its place; nothing of what is none, or is not readable."""
        if self.template is None:
            return b""
        remarks = [(problem.place, f"{problem.message} {problem.hint}".strip()) for problem in self.problems]
        return annotated(self.template, remarks, COPY_DATE).to_bytes(COPY_DATE)


def inspect_file(path: Path, meeting: Meeting | None = None, kind: str | None = None) -> Inspected:
    """What a file holds; names in a template are looked up in a meeting, where there is one.

    A workbook is read as one `kind` of source where it is asked for.
    """
    problems = Problems()
    is_there = path.is_file()
    if not is_there and path.exists():
        problems.add(NOT_A_FILE, FilePlace(str(path)), what=other_than_file(path))
    elif not is_there:
        problems.add(NOT_THERE, FilePlace(str(path)))
    if is_there and is_workbook(path):
        as_kind = kind_called(kind) if kind else None
        if kind and as_kind is None:
            problems.add(UNKNOWN_KIND, FilePlace(path.name), found=kind, known=", ".join(one.name for one in KINDS))
            return Inspected(path.name, problems.found, {"sheets": []})
        sheets = inspect_workbook(path, problems, as_kind)
        said = [line for sheet in sheets for line in sheet.lines(path.name)]
        return Inspected(path.name, problems.found, {"sheets": [asdict(sheet) for sheet in sheets]}, said)
    files = MeetingFolder(path.parent).files
    template = Template.open(path, problems, partial(include_passages, files)) if is_there else None
    if template is None:
        return Inspected(path.name, problems.found, {"tags": 0, "names": []})
    examined = examine(template, meeting.context if meeting else None, FILTERS)
    if meeting is None:
        published = checks.Published("template", tuple(of_package(template.package, path.name)))
        found = examined.problems + _of_people(checks.Pack((published,)))
    else:
        rendered = render(template, meeting.context, FILTERS, path.name, files)
        published = checks.Published("template", rendered.paragraphs, other_texts=rendered.other_texts)
        pack = checks.Pack((published,), meeting.context, meeting.paper, meeting.date)
        found = examined.and_of(rendered) + _of_people(pack)
    lines, names = [f"{path.name}: {count(len(template.tags), 'tag')}."], _names(examined)
    for name, places in names.items():
        more = f" and {len(places) - 2} more" if len(places) > 2 else ""
        lines.append(f"  {name}: {'; '.join(places[:2])}{more}")
    asked = [{"name": name, "places": places} for name, places in names.items()]
    data = {"tags": len(template.tags), "names": asked}
    return Inspected(path.name, found, data, lines, template.package)


def _of_people(pack: checks.Pack) -> list[Problem]:
    """What people could be harmed by, each at the template's paragraph that it comes from."""
    (document,) = pack.documents
    templates: dict[Place, Place] = {shown.place: shown.template for shown in document.paragraphs if shown.template}
    return [replace(found, place=templates.get(found.place, found.place)) for found in checks.of_people(pack)]


def _names(examined: Findings) -> dict[str, list[str]]:
    """Each name that is asked for whole: not ofsted and ofsted.areas where ofsted.areas[0].name is asked."""
    places: dict[str, dict[str, None]] = {}
    following = [use.path for use in examined.uses[1:]]
    for use, after in zip_longest(examined.uses, following, fillvalue=""):
        if isinstance(use, NameUse) and not str(after).startswith((f"{use.path}.", f"{use.path}[")):
            places.setdefault(use.path, {})[use.place.within()] = None
    return {path: list(where) for path, where in places.items()}
