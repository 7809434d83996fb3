"""What templates may ask of files, under the names that they use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyps_papers.word.inserted.documents import document
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.inserted.pictures import picture

TAGS = {
    "picture": (
        '{{ picture("map.png", width="12 cm", alt="Map of the area") }}',
        "a picture, in its width or height if one is given, with its alternative text; link= gives it an address",
    ),
    "document": (
        '{{p document("annex.docx") }}',
        "another document in place of the paragraph, in its own styles, its numbers from 1",
    ),
    "include": (
        '{% include "passage.docx" %}',
        "a passage that templates share, itself with tags, in place of the paragraph",
    ),
}
"""For each name a tag to paste, and a sentence for officers."""


def questions(files: Files) -> dict[str, Callable[..., Any]]:
    """The questions by their names."""
    return {"picture": picture(files), "document": document(files)}
