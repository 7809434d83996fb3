"""The review copies: each document with Word comments that say where its figures came from, and what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.origins import areas, how, in_words
from cyps_papers.meetings.prepare import MadeDocument, is_figure
from cyps_papers.meetings.typed import NUMBER, TypedDigits, typed_digits
from cyps_papers.vocabulary import Traced
from cyps_papers.word.finished.review import reviewed
from cyps_papers.word.story.paragraphs import Paragraph, Printed

FOLDER = "review/"
ELSEWHERE = "Figures in headers, footers, notes and charts, where no comment can stand:"


def files(edition: Edition) -> dict[str, bytes]:
    """Each document by its file name, as it is published but for its comments, in a folder of their own."""
    paper, made = edition.paper, {}
    typed = [digit for digit in typed_digits(paper.pack) if digit.kind == NUMBER]
    for document in paper.documents:
        own = [digits for digits in typed if digits.passage.place.file == document.file]
        package = reviewed(document.rendered, _comment, paper.meeting.date, _remarks(document, own))
        made[FOLDER + called(document.file)] = edition.saved(package)
    return made


def called(file: str) -> str:
    """What the review copy of a document is called, so that it is not taken for what is published."""
    return f"{file.removesuffix('.docx')} (review).docx"


def _comment(printed: Printed) -> str:
    """Two lines on a figure; nothing on a text that is none."""
    return _said(printed.traced, "\n") if is_figure(printed) else ""


def _said(traced: Traced, between: str = "; ") -> str:
    """Its cells, its name, how it was worked out, and its date where it neither is one nor was worked out from it."""
    source = in_words(areas(traced.cells)) or "From no cell of a workbook"
    is_told = traced.unit == "date" or traced.when in traced.how.periods
    when = f" ({traced.when})" if traced.when and not is_told else ""
    return f"{source}{between}{traced.name}: {how(traced)}{when}"


def _remarks(document: MadeDocument, typed: Sequence[TypedDigits]) -> list[tuple[Paragraph, str]]:
    """The remark at the start on what stands where no comment can, and one on each paragraph with typed numbers."""
    body = [one for one in typed if _takes_comments(one.passage.paragraph)]
    remarks = [(typed.passage.paragraph, _typed(typed)) for typed in body]
    others = [f"{found.passage.place.within()}: {_typed(found)}" for found in typed if found not in body]
    first = next(
        (
            paragraph
            for paragraph in document.rendered.paragraphs
            if _takes_comments(paragraph) and paragraph.text.strip()
        ),
        None,
    )
    lines = [*_elsewhere(document), *others]
    return [(first, "\n".join([ELSEWHERE, *lines])), *remarks] if first and lines else remarks


def _takes_comments(paragraph: Paragraph) -> bool:
    """Whether Word lets a comment stand on it: in the body, outside text boxes."""
    return paragraph.story.is_body and not paragraph.place.in_text_box


def _typed(typed: TypedDigits) -> str:
    if typed.quote is None:
        return f'"{typed.text}" is typed by hand.\nNo workbook of the paper is known to hold it.'
    known, cells = typed.quote.known, in_words(areas(typed.quote.known.cells))
    looks_like = f"{known.printed} in {cells}.\nIts tag is {{{{ {typed.quote.tag} }}}}."
    return f'"{typed.text}" is typed by hand, and looks like {looks_like}'


def _elsewhere(document: MadeDocument) -> Iterator[str]:
    """A line on each figure outside the body, and on each chart."""
    for printed in document.printed:
        if isinstance(printed, Printed) and not printed.story.is_body and is_figure(printed):
            yield f"{printed.place.within()}: {printed.text}: {_said(printed.traced)}"
    for place, those in groupby(document.plotted, key=lambda plotted: plotted.place._replace(detail="chart")):
        shown = list(those)
        cells = in_words(areas(cell for plotted in shown for cell in plotted.traced.cells))
        yield f"{place.within()}: {', '.join(plotted.text for plotted in shown)}: {cells}"
    for text in document.described:
        yield f"{text.place.within()}: {text.text}: {_said(text.traced)}"
