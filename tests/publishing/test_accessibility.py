"""What keeps somebody from reading a document, each at its place."""

from __future__ import annotations

import pytest

from cyps_papers.publishing.accessibility import review
from cyps_papers.publishing.part import Part
from tests.publishing.test_joining import document, paragraph


def picture(described: str, inside: str = "<a:blip/>") -> str:
    drawn = f'<wp:docPr id="1" {described}</wp:docPr>{inside}'
    drawn = drawn.replace("<a:blip", '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ')
    return f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"


def found(body: str) -> list[str]:
    part = Part(document("report", paragraph("Map of the area", "Heading1") + body), "")
    return [f"{problem.place.within()}: {problem.message}" for problem in review(part)]


def test_a_picture_without_words_is_told_of_at_its_place():
    (said,) = found(picture('name="Picture 1">'))
    assert said.startswith('under "Map of the area", first paragraph')
    assert "The picture has no alternative text" in said


@pytest.mark.parametrize("name", ["IMG_0042.JPG", "map of area (2).png"])
def test_the_name_of_a_file_is_no_words_for_a_picture(name):
    (said,) = found(picture(f'descr="{name}">'))
    assert f'"{name}", is the name of a file' in said


@pytest.mark.parametrize(
    "body",
    [
        picture('descr="A map of the three areas.">'),
        picture('descr=""><decorative xmlns="urn:x" val="1"/>'),
        picture('name="Line 1">', inside=""),
        paragraph("no picture"),
    ],
)
def test_a_picture_that_says_what_it_shows_decorates_or_is_none_passes(body):
    assert found(body) == []
