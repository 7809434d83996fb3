"""The page of a paper for the web."""

from __future__ import annotations

from cyps_papers.meetings.edition import Edition
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.page import web_page

FILE = "report.html"


def files(edition: Edition) -> dict[str, bytes]:
    """The report with its appendices as one page, which needs no script."""
    parts = [Part.of(one.rendered.published, one.rendered.paragraphs) for one in edition.paper.documents]
    return {FILE: web_page(parts, edition.is_draft).encode()}
