"""Word comments, signed by us: their anchors put into a body's text, on figures that are marked and on paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from cyps_papers.opc.package import DECLARATION, OFFICE, Package
from cyps_papers.word.parts.wordml import WORD, WORD_TYPE
from cyps_papers.word.story import marks

AUTHOR, INITIALS = "cyps-papers", "cp"
COMMENTS = "word/comments.xml"

_TOKEN = re.compile(
    r"(?P<second><mc:Fallback>.*?</mc:Fallback>)"
    r"|(?P<paragraph><w:p(?=[ >/])[^>]*>)(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?|(?P<end></w:p>)|(?P<box></?w:txbxContent>)"
    f"|{marks.OPEN}(?P<open>[{marks.DIGITS}]+)|(?P<close>{marks.CLOSE})",
    re.DOTALL,
)


@dataclass
class Commenting:
    """One pass over a body's text that puts comments' anchors into it; `texts` are then those of the comments.

    `figures` are the texts by the numbers of their marks, `remarks` those by the ordinals of their paragraphs. Word
    lets none stand in a text box. `first` is the first id.
    """

    figures: Mapping[int, str]
    remarks: Mapping[int, Sequence[str]]
    first: int = 0
    texts: list[str] = field(default_factory=list)
    ordinal: int = 0
    boxes: int = 0
    figure: int | None = None
    on_paragraph: list[int] = field(default_factory=list)

    def commented(self, text: str) -> str:
        """The body's text with the anchors in it, and without marks."""
        return marks.without(_TOKEN.sub(self._replaced, text))

    def _replaced(self, found: re.Match[str]) -> str:
        tag = found.group()
        match found.lastgroup:
            case "box":
                self.boxes += -1 if tag.startswith("</") else 1
            case "paragraph":
                self.ordinal += 1
                if not self.boxes and not found["paragraph"].endswith("/>"):
                    self.on_paragraph = [self._comment(text) for text in self.remarks.get(self.ordinal, ())]
                    return tag + "".join(map(_start, self.on_paragraph))
            case "end" if not self.boxes:
                ended, self.on_paragraph = self.on_paragraph, []
                return "".join(map(_end, ended)) + tag
            case "open":
                number = marks.number(found["open"])
                if self.boxes or number not in self.figures:
                    return ""
                self.figure = self._comment(self.figures[number])
                return _start(self.figure)
            case "close":
                ended, self.figure = [] if self.figure is None else [self.figure], None
                return "".join(map(_end, ended))
        return tag

    def _comment(self, text: str) -> int:
        self.texts.append(text)
        return self.first + len(self.texts) - 1

    def add_to(self, package: Package, when: date, others: str = "") -> None:
        """Put the comments into a package, dated that day, after the XML of others."""
        lines = [[escape(marks.clean(line), quote=False) for line in text.split("\n")] for text in self.texts]
        comments = "".join(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}" w:date="{when}T00:00:00Z">'
            "<w:p><w:r><w:annotationRef/></w:r>"
            + "</w:p><w:p>".join(f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>' for line in those)
            + "</w:p></w:comment>"
            for number, those in enumerate(lines, self.first)
        )
        if comments or others:
            part = package.related(package.main, "comments") or COMMENTS
            root = f'<w:comments xmlns:w="{WORD}">' if not others else others.removesuffix("</w:comments>")
            package.add(part, f"{DECLARATION}{root}{comments}</w:comments>".encode(), f"{WORD_TYPE}comments+xml")
            package.relate(package.main, OFFICE + "comments", part)


def _start(identity: int) -> str:
    return f'<w:commentRangeStart w:id="{identity}"/>'


def _end(identity: int) -> str:
    return f'<w:commentRangeEnd w:id="{identity}"/><w:r><w:commentReference w:id="{identity}"/></w:r>'
