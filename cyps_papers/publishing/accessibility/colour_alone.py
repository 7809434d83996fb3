"""What a colour says is also said in words (WCAG 2.2, 1.4.1): not everybody sees it, nor do screen readers say it."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import value, w

NO_WORD = warning(
    "colour-alone",
    "A cell is coloured and has no word in it, so people who cannot see the colour do not know what it says.",
    "In the template enter in words what the colour means, for example Red or On course.",
)
_PLAIN = ("", "auto", "FFFFFF")


def check(body: Body) -> Iterator[Problem]:
    """The coloured cells without a word, outside header rows and rows that are coloured throughout."""
    for table in body.tables:
        for row in table.iterchildren(w("tr")):
            cells = [
                (element, value(element.find(f"{w('tcPr')}/{w('shd')}"), "fill"))
                for element in row.iterchildren(w("tc"))
            ]
            if next(row.iter(w("tblHeader")), None) is not None or len({fill for _, fill in cells}) == 1:
                continue
            for cell, fill in cells:
                if fill not in _PLAIN and not any((element.text or "").strip() for element in cell.iter(w("t"))):
                    yield NO_WORD.at(body.place(cell))
