"""A paper adopted: its tags found and put in as tracked changes, and what it then prints held to what it said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from cyps_papers import checks
from cyps_papers.checks.passages import Sentence
from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.adopting.asking import Asking
from cyps_papers.meetings.adopting.loops import LoopedRows, lists, looped
from cyps_papers.meetings.adopting.proposals import Proposing
from cyps_papers.meetings.adopting.tag import NotFound, Proposal
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.meetings.origins import areas, in_words
from cyps_papers.opc.package import Package
from cyps_papers.problems import FilePlace, Place, Problem, Problems, error
from cyps_papers.spreadsheets.listing import ListColumn, Listing, Value, listed
from cyps_papers.word.finished.replaced import Replacement, RowLoop, with_tags
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.lint import examine
from cyps_papers.word.lint.state import TRACKED
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.rendering.render import render
from cyps_papers.word.story.paragraphs import Paragraph, of_package
from cyps_papers.word.templates.template import Template
from cyps_papers.words import count

NOTHING_FOUND = error(
    "nothing-found",
    "none of its numbers and dates stands in the workbooks of {meeting}.",
    "Name the meeting whose workbooks it was made from; cyps-papers names lists what they hold.",
)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Adopted:
    """A paper made a template: its tags and loops, in the order of the paper, and what has none.

    `template` has them as tracked changes with a comment on each. Accepted, it prints what the paper said.
    """

    template: Package
    tags: tuple[Proposal, ...]
    loops: tuple[LoopedRows, ...]
    not_found: tuple[NotFound, ...]

    def lines(self, file: str) -> Iterator[str]:
        """What was done with a file, and each number and date that was not found, in plain words."""
        rows = sum(loop.last - loop.first + 1 for loop in self.loops)
        loops = f", and {count(len(self.loops), 'loop')} in place of {count(rows, 'table row')}" if self.loops else ""
        yield f"{file}: {count(len(self.tags), 'tag')} for numbers and dates{loops}."
        if self.not_found:
            yield f"Left as typed: {len(self.not_found)}."
        for missing in self.not_found[:MOST_SHOWN]:
            yield f'  {missing.sentence.passage.place.within()}: "{missing.text}": {missing.why}.'
        if len(self.not_found) > MOST_SHOWN:
            yield f"  and {len(self.not_found) - MOST_SHOWN} more, which the workbook lists."

    def as_data(self) -> dict[str, object]:
        """The tags and loops, and what has none, for other programs."""
        return {
            "tags": [_said(tag.sentence, tag.text, tag.tag.why) | {"tag": tag.tag.expression} for tag in self.tags],
            "loops": [loop.opens for loop in self.loops],
            "not_found": [_said(missing.sentence, missing.text, missing.why) for missing in self.not_found],
        }

    def listing(self, when: date) -> bytes:
        """A workbook that lists what was not found."""
        columns = [ListColumn("Heading", 36), ListColumn("Place", 25), ListColumn("Text", 18)]
        columns += [ListColumn("Sentence", 70), ListColumn("Why", 60)]
        rows: list[list[Value]] = [
            [missing.sentence.passage.place.heading, missing.sentence.passage.place.beneath(), missing.text,
             " ".join(missing.sentence.text.split()), missing.why]
            for missing in self.not_found
        ]  # fmt: skip
        notes = ["Type these anew for each meeting, or enter them in a workbook and put a tag here."]
        title = "Numbers and dates that are no tags"
        return listed([Listing("Not found", title, notes, columns, rows)], title, when)


def _said(sentence: Sentence, text: str, why: str) -> dict[str, str]:
    return {"place": sentence.passage.place.within(), "text": text, "why": why}


def adopt(path: Path, meeting: Meeting, problems: Problems) -> Adopted | None:
    """The template that a paper makes with a meeting's workbooks; None, with a problem, where it can't be made one."""
    package = open_document(path, problems)
    if package is None:
        return None
    before = _Printed.of(package, meeting)
    problems.include(problem for problem in before.problems if problem.kind == TRACKED)
    if problems.errors:  # the tags are tracked changes too: the two could not be told apart
        return None
    typed = [
        paragraph
        for paragraph in of_package(package, package.name)
        if "{{" not in paragraph.text and "{%" not in paragraph.text
    ]
    pack = checks.Pack((checks.Published("paper", tuple(typed)),), meeting.context, meeting.paper, meeting.date)
    asking, among = Asking(meeting.context), lists(meeting.context)
    title = asking.answer("paper.title")
    loops = [found for table in pack.tables for found in looped(table, among, title.printed if title else "")]
    inside = {place for loop in loops for place in loop.places}
    totals = {cell.passage.place: asked for loop in loops for cell, asked in loop.totals}
    proposing = Proposing(pack, asking, totals)
    proposing.run([sentence for sentence in pack.sentences if sentence.passage.place not in inside])
    tags = sorted(proposing.made, key=lambda tag: (tag.passage.place.order, tag.start))
    while True:
        template, tags = _with(package, tags, loops, meeting)
        wrong = _Printed.of(template, meeting).differs_from(before)
        if not wrong or not (tags or loops):
            break
        kept_loops = [loop for loop in loops if not any(wrong & _known_by(place) for place in loop.places)]
        kept_tags = [tag for tag in tags if not wrong & _known_by(tag.passage.place)]
        if kept_loops != loops:
            loops = kept_loops
        elif tags:
            tags = kept_tags if kept_tags != tags else []
        else:  # no place tells which of the loops it is
            loops = []
    if not tags and not loops:
        problems.add(NOTHING_FOUND, FilePlace(package.name), meeting=meeting.folder.name)
        return None
    without = [
        NotFound(tag.sentence, tag.text, "it stands in a field of Word's, or the text would change with a tag in it")
        for tag in proposing.made
        if tag not in tags
    ]
    missing = sorted([*proposing.not_found, *without], key=lambda missing: missing.sentence.passage.place.order)
    return Adopted(template, tuple(tags), tuple(loops), tuple(missing))


@dataclass(frozen=True)
class _Printed:
    """What a document prints in a meeting, paragraph by paragraph, and what is wrong with its tags."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, package: Package, meeting: Meeting) -> _Printed:
        template = Template.of(package, partial(include_passages, meeting.files))
        rendered = render(template, meeting.context, FILTERS, package.name, meeting.files)
        return cls(rendered.paragraphs, tuple(examine(template, meeting.context, FILTERS).and_of(rendered)))

    def differs_from(self, before: _Printed) -> set[object]:
        """By what the places are known where something else is printed than before, or where tags are wrong."""
        known = {(problem.kind, problem.place.within()) for problem in before.problems}
        wrong: set[object] = {
            problem.place.within()
            for problem in self.problems
            if problem.kind != TRACKED and (problem.kind, problem.place.within()) not in known
        }
        texts, were = ([paragraph.text for paragraph in printed.paragraphs] for printed in (self, before))
        if len(texts) != len(were):
            return wrong | {_of_paper(paragraph) for paragraph in before.paragraphs if paragraph.place.table}
        return wrong | {
            _of_paper(paragraph)
            for paragraph, text in zip(before.paragraphs, texts, strict=True)
            if paragraph.text != text
        }


def _of_paper(paragraph: Paragraph) -> object:
    """Where a printed paragraph stands in the paper."""
    return (paragraph.template or paragraph.place).order


def _known_by(place: Place) -> set[object]:
    """A place in the order of the paper, and in words, as problems name it: a loop shifts the order."""
    return {place.order, place.within()}


def _with(
    package: Package, tags: Sequence[Proposal], loops: Sequence[LoopedRows], meeting: Meeting
) -> tuple[Package, list[Proposal]]:
    """The paper with these as tracked changes, and those of the tags that could be put in."""
    by_change = {_replacement(tag): tag for tag in tags}
    cells = [
        Replacement(
            cell.passage.place,
            0,
            len(cell.text),
            tag,
            f"{loop.opens}: a row for each {loop.listed.item}.",
            loop.fill(tag),
        )
        for loop in loops
        for cell, tag in loop.cells
    ]
    rows = [RowLoop(loop.cells[0][0].passage.place, loop.last, loop.opens) for loop in loops]
    template, made = with_tags(package, [*by_change, *cells], rows, meeting.date)
    return template, [by_change[change] for change in made if change in by_change]


def _replacement(proposal: Proposal) -> Replacement:
    remark = f"{_source(proposal)}\n{proposal.tag.why}."
    return Replacement(
        proposal.passage.place, proposal.start, proposal.end, f"{{{{ {proposal.tag.expression} }}}}", remark
    )


def _source(proposal: Proposal) -> str:
    return in_words(areas(proposal.traced.cells)) or "From no cell of a workbook"
