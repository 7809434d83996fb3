"""A first look at a story's text as a whole: whether the gate needs to read it paragraph by paragraph.

It may suspect what is sound, and never passes what is not; it takes a tenth of the time that reading takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from cyps_papers.word.story import marks

_HOLDERS = ("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent")
_HOLDS = dict.fromkeys(_HOLDERS, ("</w:p>", "</w:sdt>")) | {
    "w:tr": ("</w:tc>", "</w:sdt>"),
    "w:tbl": ("</w:tr>", "</w:sdt>"),
}
"""What must stand last in each of these elements."""

_EMPTY = re.compile(r"<w:(?:tc|tr|tbl|hdr|ftr|footnote|endnote|txbxContent)(?:\s[^<>]*)?/>")
_EMPTY_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?/>$")
_IDS = (
    re.compile(r'<wp:docPr\b[^<>]*?\bid="([^"]*)"'),
    re.compile(r'<w:bookmarkStart\b[^<>]*?w:id="([^"]*)"'),
    re.compile(r'<w:bookmarkStart\b[^<>]*?w:name="([^"]*)"'),
    re.compile(r'w14:paraId="([^"]*)"'),
)
_REFERENCE = re.compile(r' r:\w+="([^"]*)"')
_LIST = re.compile(r'<w:numId\b[^<>]*?w:val="([^"]*)"')
_MARKUP = re.compile(r"<[^<>]*>")
_ENDS = ("</w:p>", "<w:br/>", "<w:tab/>")
# The looks behind stand behind, so that a search can begin with a plain word, which is ten times faster.
_DOUBTFUL = [re.compile(form) for form in (r"\{[{%#]", r"\}(?<=[}%#]\})", r"None\b", r"nan\b(?<!\wnan)", "NaN", "NaT")]
_ALTERNATIVE = re.compile(r'descr="[^"]*[{}]| title="[^"]*[{}]')


@dataclass(frozen=True)
class Glance:
    """A story's XML, the ids of its relationships, and those of the document's lists."""

    xml: str
    relationships: Collection[str]
    lists: Collection[str]

    def is_clear(self) -> bool:
        """Whether the story holds nothing that the gate refuses."""
        return (
            "xmlns:w=" in self.xml
            and self._has_sound_structure()
            and self._has_sound_ids()
            and "<w:vanish" not in self.xml
            and not self._has_doubtful_text()
        )

    def _has_sound_structure(self) -> bool:
        return not _EMPTY.search(self.xml) and all(self._all_hold(name) for name in _HOLDS)

    def _all_hold(self, name: str) -> bool:
        pieces = self.xml.split(f"</{name}>")[:-1]
        return all(piece.endswith(_HOLDS[name]) or self._ends_empty(name, piece) for piece in pieces)

    def _ends_empty(self, name: str, piece: str) -> bool:
        return name in _HOLDERS and bool(_EMPTY_PARAGRAPH.search(piece[piece.rfind("<") :]))

    def _has_sound_ids(self) -> bool:
        unique = all(len(set(ids)) == len(ids) for ids in (form.findall(self.xml) for form in _IDS))
        related = set(_REFERENCE.findall(self.xml)) - {""} <= set(self.relationships)
        return unique and related and set(_LIST.findall(self.xml)) <= set(self.lists)

    def _has_doubtful_text(self) -> bool:
        text = self.xml
        for end in _ENDS:
            text = text.replace(end, "\n")
        text = _MARKUP.sub("", text)
        doubtful = marks.has(text) or any(form.search(text) for form in _DOUBTFUL)
        return doubtful or bool(_ALTERNATIVE.search(self.xml))
