"""What stands around a place of a paper, and the file to open for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cyps_papers.coordinates import row_and_column
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.problems import Place, shortened
from cyps_papers.reading.paper import PAPER
from cyps_papers.records import Cell
from cyps_papers.word.story.places import DocumentPlace

LONGEST = 300  # characters of what is quoted


@dataclass(frozen=True)
class Surroundings:
    """Those of one paper."""

    paper: PreparedPaper

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files that officers open to put something right, by the names that places have for them."""
        meeting = self.paper.meeting
        found = {PAPER: meeting.folder.path / PAPER, **meeting.inputs}
        for document in self.paper.documents:
            found.setdefault(document.file, document.template)
            found.setdefault(document.template.name, document.template)
        return {name: path.resolve() for name, path in found.items()}

    @cached_property
    def _paragraphs(self) -> dict[tuple[str, int, int], str]:
        return {
            (file, paragraph.place.part_order, paragraph.place.ordinal): paragraph.text
            for document in self.paper.documents
            for paragraph in document.rendered.paragraphs
            for file in {document.file, document.template.name}
        }

    def words(self, place: Place) -> str:
        """The paragraph of a document, or the row of a sheet; '' where there is none of that place."""
        if isinstance(place, DocumentPlace):
            text = self._paragraphs.get((place.file, place.part_order, place.ordinal), "")
            return shortened(" ".join(text.split()), LONGEST)
        if not isinstance(place, Cell):
            return ""
        sheets = [
            sheet
            for sheet in self.paper.meeting.sheets
            if (sheet.workbook, sheet.name) == (place.workbook, place.sheet)
        ]
        row, _ = row_and_column(place.coordinate)
        texts = [" ".join(content.text.split()) for sheet in sheets for content in sheet.rows.get(row, {}).values()]
        return shortened(" | ".join(texts), LONGEST)
