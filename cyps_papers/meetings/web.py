"""The page of a paper for the web."""

from __future__ import annotations

from cyps_papers.meetings.edition import Edition
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.page import web_page

FILE = "report.html"


def files(edition: Edition) -> dict[str, bytes]:
    """The report with its appendices as one page, which needs no script; nothing that is exempt stands in it."""
    public = [one.rendered for one in edition.paper.documents if one.file not in edition.exempt]
    parts = [Part.of(one.published, one.paragraphs) for one in public]
    return {FILE: web_page(parts, edition.is_draft).encode()} if parts else {}
