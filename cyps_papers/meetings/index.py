"""The index of a paper for the web: what changed since the last report, and each document in the forms that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from cyps_papers.meetings import pack
from cyps_papers.meetings.edition import Edition
from cyps_papers.publishing.web.page import WebPage, html_page

FILE = "index.html"
_WORD, _PDF = f"{pack.PUBLIC}.docx", f"{pack.PUBLIC}.pdf"
_BUTTON = re.compile("</?button[^>]*>")


def index_page(page: WebPage, file: str, edition: Edition) -> str:
    """The index to a paper: to its page, which is in this file, and to what the edition has of its documents already.

    Figures do not open here how they were worked out: they do on the page.
    """
    title = next(iter(page.parts.values())).title
    documents, whole = "", f'<li><a href="{file}">Page for the web, {file}</a></li>'
    layout = edition.layouts.get(pack.PUBLIC)
    for number, (identity, part) in enumerate(page.parts.items()):
        forms = "".join(_file(edition, "Word document", part.document.name))
        if layout:
            first = layout.firsts[number]
            forms += f'<li><a href="{_PDF}#page={first}">Page {first} of the PDF, {_PDF}</a></li>'
        forms = forms and f"<ul>{forms}</ul>"
        documents += f'<li><a href="{file}#{identity}">{escape(part.title)}</a>{forms}</li>'
    if layout:
        whole += "".join(_file(edition, f"PDF of {layout.total} pages", _PDF))
    whole += "".join(_file(edition, "Word document", _WORD))
    changes = _BUTTON.sub("", page.changes).replace('href="#', f'href="{file}#')
    main = (
        f'<h1>{escape(title)}</h1>{changes}<h2 id="documents">Documents</h2><ul>{documents}</ul>'
        f"<h2>The whole paper</h2><ul>{whole}</ul>"
    )
    navigation = changes and '<nav aria-label="On this page"><a href="#documents">The documents</a></nav>'
    return html_page(f"{title}: index", page.header, main, navigation)


def _file(edition: Edition, form: str, name: str) -> Iterator[str]:
    """A file of the edition with its size, where it has been made."""
    if name in edition.files:
        size = max(1, round(len(edition.files[name]) / 1000))
        yield f'<li><a href="{quote(name)}">{form}, {escape(name)}</a> ({size:,} kB)</li>'
