"""The pack: report and appendices in one, as Word and as PDF, its pages numbered through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package
from cyps_papers.publishing.contents import Entry, contents_alone, marked, with_contents
from cyps_papers.publishing.converter import Converter, NoPdfError
from cyps_papers.publishing.joining import joined
from cyps_papers.publishing.own_contents import with_pages
from cyps_papers.publishing.part import Part
from cyps_papers.word.parts.fields import fields
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import SECTION_PROPERTIES, is_second_copy, put_in_order, w
from cyps_papers.word.story.stories import stories

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_PAGES = 10
"""A pack with more pages than these begins with its contents."""
A_PAGE = 300
"""Words of a page, tables and headings among them: a judgement, for where no PDF tells how many pages there are."""
_COUNTS = ("NUMPAGES", "SECTIONPAGES")
_MOST_TURNS = 3
_TEXT = re.compile(rb"<w:t(?: [^<>]*)?>([^<]*)")
_CONTENTS = "contents"


@dataclass(frozen=True)
class Layout:
    """Where everything stands: the pages of each document as PDF, those of the contents before them, and the lines.

    `headings` are those of each document with the pages of the document itself, counted from 1.
    """

    pages: tuple[int, ...]
    contents: int
    entries: tuple[Entry, ...]
    headings: tuple[tuple[tuple[str, int], ...], ...] = ()

    @property
    def firsts(self) -> list[int]:
        """The number of each document's first page."""
        return [1 + self.contents + sum(self.pages[:nth]) for nth in range(len(self.pages))]

    @property
    def total(self) -> int:
        return self.contents + sum(self.pages)

    def paged(self, parts: Sequence[Part]) -> list[Part]:
        """The parts, each with the pages of the pack in a table of contents of its own."""
        if not self.headings:
            return list(parts)
        return [
            replace(part, document=with_pages(part.document, [(text, first - 1 + page) for text, page in headings]))
            for part, first, headings in zip(parts, self.firsts, self.headings, strict=True)
        ]


def word_pack(parts: Sequence[Part], layout: Layout | None) -> Package:
    """The pack as a Word document, with its contents where the layout, which the PDF gives, has them."""
    if layout is not None:
        parts = layout.paged(parts)
    documents, entries = _marked(parts)
    lines = [line for lines in entries for line in lines]
    if layout is None:
        has_contents = sum(map(_words, documents)) > MOST_PAGES * A_PAGE
    else:
        has_contents, lines = layout.contents > 0, list(layout.entries)
    if has_contents and lines:  # a long document may have no heading
        documents[0] = with_contents(documents[0], parts[0].title, lines)
    pack = joined(documents)
    pack.name = "pack.docx"
    return pack


def pdf_pack(parts: Sequence[Part], office: Converter, when: date) -> tuple[bytes, Layout]:
    """The pack as PDF that anybody can read (PDF/UA-1), and where everything stands in it. Raises NoPdfError.

    Each document is converted by itself, and all of them twice: only then are their pages known, and the numbers that
    stand on them. LibreOffice parts a heading from its chart where all of them are in one document.
    """
    from pikepdf import Pdf, PdfError

    entries = _marked(parts)[1]
    layout = Layout((), 0, tuple(line for lines in entries for line in lines))
    with ExitStack() as stack:
        for turn in range(_MOST_TURNS):
            made = office.pdfs(_documents(parts, layout, when))
            try:
                pdfs = {name: stack.enter_context(Pdf.open(BytesIO(content))) for name, content in made.items()}
            except PdfError as failure:
                raise NoPdfError("what it made cannot be opened") from failure
            if not all("/StructTreeRoot" in pdf.Root for pdf in pdfs.values()):
                raise NoPdfError("what it made has no tags")
            before, layout = layout, _layout(pdfs, entries)
            if turn and before == layout:
                break
        return _bound(parts, pdfs, layout, when), layout


def _marked(parts: Sequence[Part]) -> tuple[list[Package], list[list[Entry]]]:
    """The documents with their bookmarks, and the lines of the contents that each makes."""
    each = [marked(part, number) for number, part in enumerate(parts, 1)]
    return [document for document, _ in each], [entries for _, entries in each]


def _words(document: Package) -> int:
    return sum(len(text.split()) for text in _TEXT.findall(document.parts[document.main]))


def _documents(parts: Sequence[Part], layout: Layout, when: date) -> dict[str, bytes]:
    """The documents to convert by their files, their pages numbered as the layout says; the contents, if there are any.

    Before the first turn there is no layout: it takes the contents for needed.
    """
    documents: dict[str, bytes] = {}
    if layout.contents or not layout.pages:
        contents = contents_alone(parts[0].document, parts[0].title, layout.entries)
        documents[_CONTENTS] = numbered(contents, 1, layout.total).to_bytes(when)
    firsts = layout.firsts or [1] * len(parts)
    for part, first in zip(layout.paged(parts), firsts, strict=True):
        documents[part.document.name] = numbered(part.document, first, layout.total).to_bytes(when)
    return documents


def numbered(document: Package, first: int, total: int) -> Package:
    """A document whose pages are numbered from this one on, as some of so many."""
    copy = document.copy()
    root = parse(copy.parts[copy.main])
    for nth, section in enumerate(root.iter(w("sectPr"))):
        numbers = section.find(w("pgNumType"))
        if numbers is None:
            numbers = section.makeelement(w("pgNumType"))
            put_in_order(section, numbers, SECTION_PROPERTIES)
        numbers.attrib.pop(w("start"), "")
        if nth == 0:
            numbers.set(w("start"), str(first))
    copy.parts[copy.main] = written(root)
    for story in stories(copy):
        if any(name.encode() in copy.parts[story.part] for name in _COUNTS):
            root = parse(copy.parts[story.part])
            for field in list(fields(root)):
                if field.instruction.upper().startswith(_COUNTS):
                    field.show(str(total))
                    field.unlink()
            copy.parts[story.part] = written(root)
    return copy


def _layout(pdfs: Mapping[str, Pdf], entries: Sequence[Sequence[Entry]]) -> Layout:
    """Where everything stands in these PDFs, with the contents before them where there are more than ten pages."""
    from cyps_papers.publishing.binding import headings

    documents = [pdf for name, pdf in pdfs.items() if name != _CONTENTS]
    pages = tuple(len(pdf.pages) for pdf in documents)
    contents = len(pdfs[_CONTENTS].pages) if _CONTENTS in pdfs and sum(pages) > MOST_PAGES else 0
    known = tuple(tuple(headings(pdf)) for pdf in documents)
    layout, lines = Layout(pages, contents, (), known), []
    for first, own, found in zip(layout.firsts, entries, map(iter, known), strict=True):
        lines += [replace(entry, page=_page(entry, found, first)) for entry in own]
    return replace(layout, entries=tuple(lines))


def _page(entry: Entry, headings: Iterator[tuple[str, int]], first: int) -> int | None:
    """The page of a line of the contents: a title's is the first of its document."""
    if entry.level == 1:
        return first
    return next(
        (first - 1 + page for text, page in headings if "".join(entry.text.split()) in "".join(text.split())), None
    )


def _bound(parts: Sequence[Part], pdfs: Mapping[str, Pdf], layout: Layout, when: date) -> bytes:
    from cyps_papers.publishing.binding import bound
    from cyps_papers.publishing.tagging import mend

    named = {part.document.name: part for part in parts}
    bindable = []
    for name, pdf in pdfs.items():
        part = named.get(name)
        if part:
            mend(pdf, _descriptions(part.document))
            bindable.append((part.title, pdf))
        elif layout.contents:
            mend(pdf, [])
            bindable.append(("Contents", pdf))
    return bound(bindable, parts[0].title, when)


def _descriptions(document: Package) -> list[str]:
    """The alternative texts of a document's drawings, in order, second copies left out."""
    root = parse(document.parts[document.main])
    return [drawn.get("descr", "") for drawn in root.iter("{*}docPr") if not is_second_copy(drawn)]
