"""What templates may ask of files, under the names that they use."""

from __future__ import annotations

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
