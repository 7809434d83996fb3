"""A picture says in words what it shows, or is marked as decorative (WCAG 2.2, 1.1.1). Its file name is no use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body, is_decoration
from cyps_papers.word.parts.wordml import alternative_text

NONE = warning(
    "alternative-text",
    "The picture has no alternative text, so that somebody who cannot see it does not know what it shows.",
    "In the template right-click it, choose View Alt Text, and write in a sentence what it shows; or mark it as "
    "decorative.",
)
FILE_NAME = warning(
    "alternative-text",
    'The alternative text of the picture, "{found}", is the name of a file.',
    "In the template right-click it, choose View Alt Text, and write in a sentence what it shows.",
)
_FILE_NAME = re.compile(r"[\w .()-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE)


def check(body: Body) -> Iterator[Problem]:
    """The pictures of a body without words for what they show."""
    for drawing in body.drawings:
        text = alternative_text(drawing)
        if text is None or next(drawing.iter("{*}blip", "{*}imagedata"), None) is None or is_decoration(drawing):
            continue
        if text and not _FILE_NAME.fullmatch(text):
            continue
        place = body.place(drawing, "picture")
        yield FILE_NAME.at(place, found=text) if text else NONE.at(place)
