"""The names that a meeting's templates may use, and which of them they do use."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.problems import Problems
from cyps_papers.sources.tree import NameGroup, NameRow, declarations, tree
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.inserted.questions import TAGS
from cyps_papers.word.lint import examine
from cyps_papers.word.lint.uses import NameUse
from cyps_papers.word.templates.template import Template

README_START, README_END = "<!-- names -->", "<!-- /names -->"


FROM_FILES = NameGroup(
    "files",
    "what stands in the meeting's folder or in templates",
    tuple(NameRow(name, sentence, "", tag, object, name) for name, (tag, sentence) in TAGS.items()),
)


@dataclass(frozen=True)
class MeetingNames:
    """The names in groups, and the templates that use each, by its path."""

    groups: list[NameGroup]
    used: Mapping[str, tuple[str, ...]]

    def users(self, row: NameRow) -> str:
        """The templates that use a name, '' where none does."""
        return ", ".join(self.used.get(row.path, ()))


def names_in(meeting: Meeting, problems: Problems) -> MeetingNames:
    """Every name of a meeting; `problems` gets those of templates that cannot be opened."""
    groups = [*tree(meeting.context), FROM_FILES]
    uses: list[NameUse] = []
    for file in {record.template.value: record.template for record in meeting.paper.documents}.values():
        path = meeting.folder.template(file, problems)
        template = Template.open(path, problems, partial(include_passages, meeting.files)) if path else None
        if template:
            uses += examine(template, meeting.context, FILTERS).uses
    used: dict[str, tuple[str, ...]] = {}
    for row in (row for group in groups for row in group.rows):
        is_root = row.path.split(".")[0] in meeting.context or row.path.startswith("|")
        users = (
            use.place.file
            for use in uses
            if use.path == row.path or (not is_root and use.name == row.name and issubclass(use.kind, row.kind))
        )
        used[row.path] = tuple(dict.fromkeys(users))
    return MeetingNames(groups, used)


def as_data(names: MeetingNames) -> list[dict[str, Any]]:
    """The names for other programs."""
    return [
        {
            "group": group.title,
            "about": group.about,
            "names": [
                {
                    "name": row.path,
                    "gives": row.sentence,
                    "value": row.value or None,
                    "tag": row.tag,
                    "used_in": list(names.used.get(row.path, ())),
                }
                for row in group.rows
            ],
        }
        for group in names.groups
    ]


def lines(names: MeetingNames, width: int = 110) -> Iterator[str]:
    """The names as a tree for officers: a tag to paste, its value now, what it gives; a star where one is used."""
    yield "A star marks what a template of this meeting uses."
    for group in names.groups:
        yield ""
        yield group.title
        for row in group.rows:
            star = "*" if names.users(row) else " "
            tag_and_value = f"  {star} {row.tag:<42}  {row.value}".rstrip()
            yield from _with_sentence(tag_and_value, row.sentence, width)


def _with_sentence(line: str, sentence: str, width: int) -> Iterator[str]:
    """A sentence behind its line, or below it where both are too long for one."""
    if len(line) <= 58 and 60 + len(sentence) <= width:
        yield f"{line:<58}  {sentence}"
    else:
        yield line
        yield from textwrap.wrap(sentence, width, initial_indent=" " * 8, subsequent_indent=" " * 8)


def markdown() -> str:
    """Every declared name as the README has them, between its marks."""
    return "\n".join([README_START, *_markdown_lines([*declarations(), FROM_FILES]), README_END])


def in_readme(readme: str) -> str:
    """A README with what stands between the marks as it should be."""
    before, _, rest = readme.partition(README_START)
    _, _, after = rest.partition(README_END)
    return f"{before}{markdown()}{after}"


def _markdown_lines(groups: list[NameGroup]) -> Iterator[str]:
    said: set[tuple[str, str]] = set()
    for group in groups:
        again = [row for row in group.rows if (row.name, row.sentence) in said]
        rows = [row for row in group.rows if row not in again]
        said.update((row.name, row.sentence) for row in rows)
        yield from ("", f"{_title(group)}: {group.about}", "", "| Name | What it gives |", "|---|---|")
        for row in rows:
            yield f"| `{row.path.replace('|', chr(92) + '|')}` | {row.sentence} |"
        if again:
            yield f"| {', '.join(f'`.{row.name}`' for row in again)} | as above |"
    yield ""


def _title(group: NameGroup) -> str:
    """A group's title with its names and tags marked as code."""
    for joint in (", in ", ", and others"):
        path, found, rest = group.title.partition(joint)
        if found:
            return f"`{path}`{joint}`{rest}`" if joint == ", in " else f"`{path}`{joint}{rest}"
    return f"`{group.title}`"
