"""The page of a paper for the web."""

from __future__ import annotations

import re
from functools import partial

from cyps_papers.figures.figure import Wording
from cyps_papers.figures.series import Indicator
from cyps_papers.meetings import index
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.origins import how
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.origin import READ, Origin
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.page import web_page
from cyps_papers.vocabulary import Traced

FILE = "report.html"
_NUMBERED = re.compile(r"s\[(\d+)\]$")  # areas[2]: area 2
_SAID = {
    "at": "",  # which the date says
    "between": "change",
    "since": "change",
    "since_last": "change since the last report",
    "by": "how much",
    "percent": "as a percentage",
    "per_week": "how much a week",
}
"""What readers call what is asked for, where that is not its name."""


def files(edition: Edition) -> dict[str, bytes]:
    """The report with its appendices as one page, which needs no script, and an index; nothing exempt is in either."""
    public = [document.rendered for document in edition.paper.documents if document.file not in edition.exempt]
    parts = [Part.of(one.published, one.paragraphs) for one in public]
    if not parts:
        return {}
    page = web_page(parts, edition.is_draft, partial(told_of, edition.paper))
    return {FILE: page.text.encode(), index.FILE: index.index_page(page, FILE, edition).encode()}


def told_of(paper: PreparedPaper, traced: Traced) -> tuple[str, ...]:
    """What a figure is, when it speaks of, and how it was worked out: no workbook, no cell, and no closer value.

    Nothing of texts as they stand, and of the names of documents.
    """
    if isinstance(traced, Wording) and (traced.how == READ or traced.origin.source == "paper"):
        return ()
    lines = [_called(paper, traced.origin), str(traced.when or ""), how(traced, is_exact=False)]
    return tuple(f"{line[:1].upper()}{line[1:]}" for line in lines if line)


def _called(paper: PreparedPaper, origin: Origin) -> str:
    """What was asked for as readers say it, an indicator by its own name."""
    if origin.sign:
        return f" {origin.sign} ".join(_called(paper, each) for each in origin.of)
    subject = getattr(paper.meeting.context.get(origin.source), origin.subject, None) if origin.subject else None
    of = str(subject.name) if isinstance(subject, Indicator) else f"{origin.source} {origin.item} {origin.subject}"
    asked = (_SAID.get(name, name.replace("_", " ")) for name in (origin.question, *origin.further))
    said = " ".join(_NUMBERED.sub(r" \1", of).replace("_", " ").split())
    return ": ".join(filter(None, (said, ", ".join(filter(None, asked)))))
