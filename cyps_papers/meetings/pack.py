"""The pack of a paper: report and appendices in one, as it is published, in Word and as PDF.

What is exempt (Local Government Act 1972, Schedule 12A) stands in a pack of its own, and in no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.prepare import MadeDocument
from cyps_papers.publishing.converter import Converter, NoPdfError
from cyps_papers.publishing.libreoffice import find_libreoffice
from cyps_papers.publishing.libreoffice import opened as libreoffice
from cyps_papers.publishing.own_contents import with_pages
from cyps_papers.publishing.pack import pdf_pack, word_pack
from cyps_papers.publishing.part import Part

PUBLIC, EXEMPT = "pack", "pack-part-2"
NOT_INSTALLED = (
    "{name}.pdf was left out: LibreOffice is not installed. Get it from www.libreoffice.org (Debian and Ubuntu: apt "
    "install libreoffice-writer-nogui), or on Windows with Word pywin32 (pip install pywin32), and build again; or "
    "open {name}.docx in Word and save it as PDF."
)
NOT_MADE = "{name}.pdf was left out: {program} made none: {why}. Build again; or save {name}.docx as PDF in Word."


@contextmanager
def office(wants_pdf: bool) -> Iterator[Converter | None]:
    """What makes PDF, started before it is needed: Word, else LibreOffice; None where neither is to be had."""
    with ExitStack() as stack:
        converter: Converter | None = None
        if wants_pdf:
            with suppress(ImportError, NoPdfError):  # this is not Windows, or pywin32 or Word is not installed
                from cyps_papers.publishing.microsoft_word import opened as microsoft_word

                converter = stack.enter_context(microsoft_word())
        if wants_pdf and converter is None and (program := find_libreoffice()):
            converter = stack.enter_context(libreoffice(program))
        yield converter


def files(edition: Edition) -> dict[str, bytes]:
    """The packs in Word, and as PDF where that is wanted and can be made; a note in the edition where it cannot."""
    packs: dict[str, list[MadeDocument]] = {}
    for document in edition.paper.documents:
        packs.setdefault(EXEMPT if document.file in edition.exempt else PUBLIC, []).append(document)
    when = edition.paper.meeting.date
    made: dict[str, bytes] = {}
    for name, documents in packs.items():
        parts = [
            Part.of(edition.shown(document.rendered.published), document.rendered.paragraphs) for document in documents
        ]
        pdf, layout = b"", None
        if edition.office:
            try:
                pdf, layout = pdf_pack(parts, edition.office, when)
            except NoPdfError as reason:
                edition.notes.append(NOT_MADE.format(name=name, program=edition.office.called, why=reason))
        elif edition.wants_pdf:
            edition.notes.append(NOT_INSTALLED.format(name=name))
        made[f"{name}.docx"] = word_pack(parts, layout).to_bytes(when)
        if layout:
            edition.layouts[name] = layout
            for part, headings in zip(parts, layout.headings, strict=True):
                paged = with_pages(part.document, headings)  # where it has a table of contents of its own
                if paged is not part.document:
                    made[part.document.name] = paged.to_bytes(when)
        if pdf:
            made[f"{name}.pdf"] = pdf
    return made
