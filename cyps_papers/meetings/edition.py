"""One making of a paper, and the forms that it takes: each is a function that gives its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.opc.package import Package
from cyps_papers.publishing.converter import Converter
from cyps_papers.publishing.pack import Layout
from cyps_papers.word.finished.draft import headed, marked_as_draft

EXEMPT = (
    "Part 2: not for publication, by virtue of paragraph {paragraph} of Schedule 12A to the Local Government Act 1972. "
    "Public interest: {public_interest}"
)


@dataclass(frozen=True)
class Edition:
    """A paper on its way into the output folder, with the `files` that other forms have given already, by name.

    `layouts` says of each pack that is a PDF too where everything stands in it, and `notes` is what there is to say of
    the files that could not be made.
    """

    paper: PreparedPaper
    output: Path
    is_draft: bool
    wants_pdf: bool = False
    office: Converter | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def shown(self, document: Package) -> Package:
        """A document as this edition shows it: marked as a draft where this is one, and as exempt where it is that."""
        if marking := self.exempt.get(document.name):
            document = headed(document, marking, 20)
        return marked_as_draft(document) if self.is_draft else document

    @property
    def exempt(self) -> dict[str, str]:
        """The files that are not for the public, with what marks each of their pages as that."""
        marked: dict[str, str] = {}
        for document in self.paper.documents:
            record = document.record
            if record.exempt:
                reason = record.public_interest.value if record.public_interest else "not said."
                paragraph = re.sub(r"\D+", "", record.exempt.value)
                marked[document.file] = EXEMPT.format(paragraph=paragraph, public_interest=reason)
        return marked

    def saved(self, document: Package) -> bytes:
        """The bytes of a document as this edition shows it."""
        return self.shown(document).to_bytes(self.paper.meeting.date)


Form = Callable[[Edition], Mapping[str, bytes]]
"""A form in which a paper comes out: the files of an edition by their names, folders among them."""
