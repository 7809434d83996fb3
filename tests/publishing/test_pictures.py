"""Pictures that are far larger than what is shown of them are made smaller; others stay as they are."""

from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image

from cyps_papers.publishing.pictures import MOST_BYTES, reduce
from tests.publishing.test_accessibility import picture
from tests.publishing.test_joining import document

INCH = 914_400
TYPES = '<Default Extension="png" ContentType="image/png"/>'
RELATED = (
    '<Relationship Id="rIdP" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/map.png"/>'
)


def noise(width: int, height: int) -> bytes:
    """A picture that no format can make small."""
    made = io.BytesIO()
    Image.frombytes("RGB", (width, height), Random(1).randbytes(width * height * 3)).save(made, "PNG", compress_level=0)
    return made.getvalue()


def report(content: bytes, inches: float):
    shown = picture('descr="A map.">', f'<wp:extent cx="{int(inches * INCH)}" cy="1"/><a:blip r:embed="rIdP"/>')
    made = document("report", shown, types=TYPES, relationships=RELATED)
    made.parts["word/media/map.png"] = content
    return made


def width(package) -> int:
    return Image.open(io.BytesIO(package.parts["word/media/map.png"])).width


def test_a_picture_of_many_times_the_pixels_that_are_shown_has_them_taken_off():
    package = report(noise(800, 60), inches=1)
    ((before, now),) = reduce(package)
    assert now < before
    assert width(package) == 220  # an inch, as Word leaves it


def test_a_picture_of_more_than_four_megabytes_comes_below_that():
    package = report(noise(1300, 1100), inches=6.5)
    assert len(package.parts["word/media/map.png"]) > MOST_BYTES
    assert len(reduce(package)) == 1
    assert len(package.parts["word/media/map.png"]) < MOST_BYTES


@pytest.mark.parametrize("content", [noise(500, 100), b"\x89PNG" + bytes(200_000)])
def test_a_picture_that_is_shown_large_or_cannot_be_read_stays(content):
    package = report(content, inches=2)
    assert reduce(package) == []
    assert package.parts["word/media/map.png"] == content
