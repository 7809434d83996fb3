"""One side of a comparison: a meeting, or what a build made of one, with its figures and its documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from cyps_papers import checks
from cyps_papers.disclosure.printed import CountPrinted
from cyps_papers.disclosure.withheld import small_counts
from cyps_papers.files.names import unfit
from cyps_papers.files.workplace import digest, is_unfinished
from cyps_papers.meetings import manifest, pack
from cyps_papers.meetings.earlier import counts_in
from cyps_papers.meetings.folders import NO_MANIFEST, find_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import FilePlace, Problem, Problems, error, warning
from cyps_papers.reading.paper import PAPER
from cyps_papers.records import Cell, Entry, PaperRecord
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.story.paragraphs import of_package
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import count

PACK, EXEMPT_PACK = f"{pack.PUBLIC}.docx", f"{pack.EXEMPT}.docx"
FEW = small_counts(PaperRecord())
UNREADABLE = error("manifest", "it cannot be read ({why}).", "Build the paper again.")
UNFINISHED = error(
    "manifest",
    "a build was stopped while it moved its files here, so it may have both old and new ones.",
    "Build the paper again: that puts it right.",
)
EDITED = warning(
    "edited-after-build",
    "it was changed after it was built, so its figures may not be those of the register.",
    "Build it again to compare what is in the workbooks.",
)
UNSOUND = warning(
    "meeting-unsound",
    "there are {count} in it, so part of what it would print is missing.",
    "Run {check} to see what is wrong.",
)


PRINTS_FEW = error(
    "small-numbers",
    "it prints {count} ({name}, {when}), which counts 1 to 5 people, who could be recognised.",
    "Build the paper again without it, before anybody else reads this comparison.",
)
ONE_WITHHOLDS = error(
    "small-numbers",
    "{name} ({when}) is withheld here, and the comparison shows it as {count}, as the other has it.",
    "Give the comparison only to people who may know it.",
)


@dataclass(frozen=True)
class SideParagraph:
    """A paragraph of a document, or a row of a table with its paragraphs: the places in words, and the texts."""

    document: str
    place: str
    places: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text as one line, cells with a bar between them."""
        return " | ".join(" ".join(text.split()) for text in self.texts if text.strip())


@dataclass(frozen=True)
class Side:
    """A meeting's paper: its name, the date of the meeting, its figures as the manifest has them, its documents."""

    name: str
    date: date
    figures: Sequence[Mapping[str, Any]]
    documents: Mapping[str, Package]
    pack: Package | None = None

    @cached_property
    def paragraphs(self) -> list[SideParagraph]:
        """Every paragraph or row with text, document by document, headers, footers and notes after the body."""
        return [said for name, package in self.documents.items() for said in _paragraphs(name, package)]


def read_side(asked: str, here: Path, problems: Problems) -> Side | None:
    """The build in a folder that holds a manifest, or the meeting of that name or path; None with what is wrong."""
    if (Path(asked) / manifest.NAME).is_file():
        return _built(Path(asked), problems)
    folder = find_meeting(asked, here, problems)
    if folder is None:
        return None
    own = Problems()
    paper = prepare(folder, own)
    if paper is None:
        problems.include(own.found)
        return None
    problems.include(
        _placed_in(problem, folder.name) for problem in paper.review.problems if problem.rule in checks.OF_PEOPLE
    )
    if own.errors:
        errors = count(len(own.errors), "error")
        problems.add(UNSOUND, FilePlace(f"inputs/{folder.name}"), count=errors, check=folder.command("check"))
    documents = {document.file: document.rendered.published for document in paper.documents}
    figures = [manifest.entry(printed, nth) for nth, printed in enumerate(paper.printed, 1)]
    return Side(folder.name, paper.meeting.date, figures, documents)


def people_in(figures: Iterable[Mapping[str, Any]]) -> list[CountPrinted]:
    """The counts of people among figures of a manifest."""
    return list(counts_in(figure for figure in figures if figure.get("counts_people")))


def withheld_by_one(old: Side, new: Side) -> Iterator[Problem]:
    """What one of two sides withholds and the other shows, at the one that withholds it."""
    for this, other in ((old, new), (new, old)):
        shown = {(counted.of, counted.when): counted.count for counted in people_in(other.figures)}
        for counted in people_in(this.figures):
            seen = shown.get((counted.of, counted.when)) if counted.count is None else None
            if seen in FEW:
                yield ONE_WITHHOLDS.at(FilePlace(this.name), name=counted.of, when=counted.when, count=seen)


def _details(figures: Iterable[Mapping[str, Any]]) -> PaperRecord:
    """The details of a paper that it prints, such as the contact officer's telephone number, by their names."""
    printed = {figure["name"]: figure["printed"] for figure in figures if figure["name"].startswith("paper.")}
    return PaperRecord({name: Entry(text, Cell(PAPER, "Details", "A1")) for name, text in printed.items()})


def _placed_in(problem: Problem, folder: str) -> Problem:
    """A problem with its document in its folder: two sides have documents of the same names."""
    place = problem.place
    if isinstance(place, DocumentPlace):
        place = place._replace(document=f"{folder}/{place.document}")
    return replace(problem, place=place)


def _built(folder: Path, problems: Problems) -> Side | None:
    path = folder / manifest.NAME
    if is_unfinished(folder):
        problems.add(UNFINISHED, FilePlace(str(folder)))
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        figures = sorted(content["figures"] + content.get("texts", []), key=lambda one: one.get("nth", 0))
        outputs, people = content["outputs"], people_in(figures)
    except NO_MANIFEST as failure:
        problems.add(UNREADABLE, FilePlace(str(path)), why=type(failure).__name__)
        return None
    for few in (counted for counted in people if counted.count in FEW):
        problems.add(PRINTS_FEW, FilePlace(str(folder)), name=few.of, when=few.when, count=few.count)
    names = [name for name in outputs if name.endswith(".docx") and not unfit(name)]
    documents: dict[str, Package] = {}
    for name in names:
        package = open_document(folder / name, problems)
        if package is None:
            return None
        if digest((folder / name).read_bytes()) != outputs[name]:
            problems.add(EDITED, FilePlace(str(folder / name)))
            published = checks.Published(name, tuple(of_package(package, name)))
            found = checks.of_people(checks.Pack((published,), paper=_details(figures)))
            problems.include(_placed_in(problem, str(folder)) for problem in found)
        documents[name] = package
    public = documents.pop(PACK, None)
    documents.pop(EXEMPT_PACK, None)
    return Side(str(folder), _date(documents), figures, documents, public)


def _date(documents: Mapping[str, Package]) -> date:
    """The date that a build writes into its documents, which is the meeting's."""
    for package in documents.values():
        for part in package.of_type(CORE_TYPE):
            found = re.search(rb"<dcterms:modified\b[^>]*>(\d{4}-\d\d-\d\d)", package.parts[part])
            if found:
                return date.fromisoformat(found[1].decode())
    return date.min


def _paragraphs(document: str, package: Package) -> list[SideParagraph]:
    said = []
    made = of_package(package, document)
    for _, group in groupby(
        made,
        lambda paragraph: (
            (paragraph.story.part, paragraph.place.table, paragraph.place.row) if paragraph.place.row else paragraph
        ),
    ):
        row = list(group)
        places = tuple(paragraph.place.within() for paragraph in row)
        place = places[0].partition(", column")[0] if row[0].place.row else places[0]
        said.append(SideParagraph(document, place, places, tuple(paragraph.text for paragraph in row)))
    return said
