"""The pack of a paper: report and appendices in one, as it is published, in Word and as PDF."""

from __future__ import annotations

from cyps_papers.meetings.edition import Edition
from cyps_papers.publishing.libreoffice import NoPdfError, find_libreoffice, opened
from cyps_papers.publishing.pack import pdf_pack, word_pack
from cyps_papers.publishing.part import Part

WORD_FILE, PDF_FILE = "pack.docx", "pack.pdf"
NOT_INSTALLED = (
    f"{PDF_FILE} was left out: LibreOffice is not installed. Get it from www.libreoffice.org (Debian and Ubuntu: apt "
    f"install libreoffice-writer-nogui) and build again; or open {WORD_FILE} in Word and save it as PDF."
)
NOT_MADE = f"{PDF_FILE} was left out: LibreOffice made none: {{why}}. Build again; or save {WORD_FILE} as PDF in Word."


def files(edition: Edition) -> dict[str, bytes]:
    """The pack in Word, and as PDF where that is wanted and LibreOffice is there; a note in the edition where not."""
    parts = [Part.of(edition.shown(one.rendered.published), one.rendered.paragraphs) for one in edition.paper.documents]
    when = edition.paper.meeting.date
    pdf, layout = b"", None
    program = find_libreoffice() if edition.wants_pdf else None
    if program:
        try:
            with opened(program) as office:
                pdf, layout = pdf_pack(parts, office, when)
        except NoPdfError as reason:
            edition.notes.append(NOT_MADE.format(why=reason))
    elif edition.wants_pdf:
        edition.notes.append(NOT_INSTALLED)
    made = {WORD_FILE: word_pack(parts, layout).to_bytes(when)}
    return made | {PDF_FILE: pdf} if pdf else made
