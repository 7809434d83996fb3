"""The names that a meeting's templates may use, and which of them they do use."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from cyps_papers import checks
from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.problems import Problem, Problems
from cyps_papers.sources.tree import NameGroup, NameRow, tree
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.inserted.questions import TAGS
from cyps_papers.word.lint import examine
from cyps_papers.word.lint.findings import NameUse
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.template import Template

FROM_FILES = NameGroup(
    "files",
    "what stands in the meeting's folder or in templates",
    tuple(NameRow(name, sentence, "", tag, object, name) for name, (tag, sentence) in TAGS.items()),
)


def names_in(meeting: Meeting, problems: Problems) -> list[NameGroup]:
    """Every name of a meeting, each with the templates that use it.

    `problems` gets those of templates that cannot be opened.
    """
    uses: list[NameUse] = []
    for file in {record.template.value: record.template for record in meeting.paper.documents}.values():
        path = meeting.folder.template(file, problems)
        template = Template.open(path, problems, partial(include_passages, meeting.files)) if path else None
        if template:
            uses += examine(template, meeting.context, FILTERS).uses
    groups = []
    for group in (*tree(meeting.context), FROM_FILES):
        rows = []
        for row in group.rows:
            is_root = row.path.split(".")[0] in meeting.context or row.path.startswith("|")
            users = [
                use.place.file
                for use in uses
                if use.path == row.path or (not is_root and use.name == row.name and issubclass(use.kind, row.kind))
            ]
            rows.append(replace(row, used_in=tuple(dict.fromkeys(users))))
        groups.append(replace(group, rows=tuple(rows)))
    return groups


def paths_of(meeting: Meeting) -> list[str]:
    """Every name of a meeting that begins with a source or with the paper."""
    rows = [row for group in tree(meeting.context) for row in group.rows]
    return [row.path for row in rows if row.path.split(".")[0] in meeting.context]


def those_of(names: Sequence[NameGroup], path: str) -> list[NameGroup]:
    """A name and those below it: of kpi.cin_open also kpi.cin_open.latest."""
    groups = []
    for group in names:
        rows = tuple(row for row in group.rows if row.path == path or row.path.startswith((f"{path}.", f"{path}(")))
        groups += [replace(group, rows=rows)] if rows else []
    return groups


def of_people(names: Sequence[NameGroup], meeting: Meeting, file: str) -> list[Problem]:
    """What in the list of names people could be harmed by, as in a paper; `file` is what the list is called.

    The page has a table for each group, with a row for its headings.
    """
    shown = tuple(
        Paragraph(
            DocumentPlace(file, table=table, row=line, detail=row.path, ordinal=line),
            ((row.value, row.printed),),
            "",
            0,
            Story("", "", 0),
        )
        for table, group in enumerate(names, 1)
        for line, row in enumerate(group.rows, 2)
        if row.value
    )
    list_of_names = checks.Published("names", (), other_texts=shown)
    return checks.of_people(checks.Pack((list_of_names,), meeting.context, meeting.paper, meeting.date))


def as_data(names: Sequence[NameGroup]) -> list[dict[str, Any]]:
    """The names for other programs."""
    groups = []
    for group in names:
        rows = [
            {
                "name": row.path,
                "gives": row.sentence,
                "value": row.value or None,
                "tag": row.tag,
                "used_in": list(row.used_in),
            }
            for row in group.rows
        ]
        groups.append({"group": group.title, "about": group.about, "names": rows})
    return groups


def lines(names: Sequence[NameGroup], width: int = 110) -> Iterator[str]:
    """The names as a tree for officers: a tag to paste, its value now, what it gives; a star where one is used."""
    yield "A star marks what a template of this meeting uses."
    for group in names:
        yield from ("", group.title)
        for row in group.rows:
            star = "*" if row.used_in else " "
            line = f"  {star} {row.tag:<42}  {row.value}".rstrip()
            if len(line) <= 58 and 60 + len(row.sentence) <= width:
                yield f"{line:<58}  {row.sentence}"
            else:
                yield line
                yield from textwrap.wrap(row.sentence, width, initial_indent=" " * 8, subsequent_indent=" " * 8)
