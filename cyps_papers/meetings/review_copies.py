"""The review copies: each document with Word comments that say where its figures came from, and what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.origins import areas, how, in_words
from cyps_papers.meetings.prepare import MadeDocument, Paper, is_figure
from cyps_papers.meetings.typed import NUMBER, TypedDigits, typed_digits
from cyps_papers.opc.package import Package
from cyps_papers.vocabulary import Traced
from cyps_papers.word.finished.review import reviewed
from cyps_papers.word.story.paragraphs import Paragraph, Printed

FOLDER = "review/"
ELSEWHERE = "Figures in headers, footers, notes and charts, where no comment can stand:"


def review_copies(paper: Paper) -> Iterator[tuple[str, Package]]:
    """Each document by its file name, as it is published but for its comments."""
    typed = [one for one in typed_digits(paper.pack) if one.kind == NUMBER]
    for document in paper.documents:
        own = [one for one in typed if one.passage.place.file == document.file]
        remarks = _remarks(document, own)
        yield FOLDER + document.file, reviewed(document.rendered, _comment, paper.meeting.date, remarks)


def files(edition: Edition) -> dict[str, bytes]:
    """The review copies of an edition, in a folder of their own."""
    return {name: edition.saved(package) for name, package in review_copies(edition.paper)}


def _comment(printed: Printed) -> str:
    """Two lines on a figure; nothing on a text that is none."""
    return f"{_source(printed.traced)}\n{_working(printed.traced)}" if is_figure(printed) else ""


def _source(traced: Traced) -> str:
    return in_words(areas(traced.cells)) or "From no cell of a workbook"


def _working(traced: Traced) -> str:
    """Its name, how it was worked out, and its date where it neither is one nor was worked out from it."""
    is_told = traced.unit == "date" or traced.when in traced.how.periods
    when = f" ({traced.when})" if traced.when and not is_told else ""
    return f"{traced.name}: {how(traced)}{when}"


def _remarks(document: MadeDocument, typed: Sequence[TypedDigits]) -> list[tuple[Paragraph, str]]:
    """The remark at the start on what stands where no comment can, and one on each paragraph with typed numbers."""
    body = [one for one in typed if _takes_comments(one.passage.paragraph)]
    remarks = [(one.passage.paragraph, _typed(one)) for one in body]
    others = [f"{one.passage.place.within()}: {_typed(one)}" for one in typed if one not in body]
    first = next((one for one in document.rendered.paragraphs if _takes_comments(one) and one.text.strip()), None)
    lines = [*_elsewhere(document), *others]
    return [(first, "\n".join([ELSEWHERE, *lines])), *remarks] if first and lines else remarks


def _takes_comments(paragraph: Paragraph) -> bool:
    """Whether Word lets a comment stand on it: in the body, outside text boxes."""
    return paragraph.story.is_body and not paragraph.place.in_text_box


def _typed(typed: TypedDigits) -> str:
    if typed.quote is None:
        return f'"{typed.text}" is typed by hand.\nNo workbook of the paper is known to hold it.'
    known, cells = typed.quote.known, in_words(areas(typed.quote.known.cells))
    looks_like = f"{known.printed} in {cells}.\nIts tag is {{{{ {known.tag} }}}}."
    return f'"{typed.text}" is typed by hand, and looks like {looks_like}'


def _elsewhere(document: MadeDocument) -> Iterator[str]:
    """A line on each figure outside the body, and on each chart."""
    for printed in document.printed:
        if isinstance(printed, Printed) and not printed.story.is_body and is_figure(printed):
            source = f"{_source(printed.traced)}; {_working(printed.traced)}"
            yield f"{printed.place.within()}: {printed.text}: {source}"
    for place, those in groupby(document.plotted, key=lambda one: replace(one.place, detail="chart")):
        shown = list(those)
        cells = in_words(areas(cell for one in shown for cell in one.traced.cells))
        yield f"{place.within()}: {', '.join(one.text for one in shown)}: {cells}"
    for text in document.described:
        yield f"{text.place.within()}: {text.text}: {_source(text.traced)}; {_working(text.traced)}"
