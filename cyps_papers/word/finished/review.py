"""The review copy: the published document with a Word comment on every figure of its body, and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from cyps_papers.word.parts.package import DECLARATION, OFFICE, WORD_TYPE, Package
from cyps_papers.word.parts.wordml import WORD
from cyps_papers.word.story import marks
from cyps_papers.word.story.paragraphs import Paragraph, Printed

if TYPE_CHECKING:
    from cyps_papers.word.rendering.rendered import Rendered

AUTHOR, INITIALS = "cyps-papers", "cp"
COMMENTS = "word/comments.xml"

_TOKEN = re.compile(
    r"(?P<paragraph><w:p(?=[ >/])[^>]*>)(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?|(?P<end></w:p>)"
    r"|(?P<box></?w:txbxContent>|</?mc:Fallback>)"
    f"|{marks.OPEN}(?P<open>[{marks.DIGITS}]+)|(?P<close>{marks.CLOSE})",
    re.DOTALL,
)


@dataclass
class _Commenting:
    """One pass over the body's text that puts comments' anchors where marks stood."""

    texts: dict[int, str]
    remarks: dict[int, list[str]]
    comments: list[str] = field(default_factory=list)
    ordinal: int = 0
    open: list[int] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    figure: int | None = None
    pending: list[int] = field(default_factory=list)

    def __call__(self, found: re.Match[str]) -> str:
        if found["box"]:
            return self._box(found["box"])
        if any("Fallback" in box for box in self.boxes):
            return "" if found["open"] or found["close"] else found.group()
        if found["paragraph"]:
            return found.group() + self._begin(found["paragraph"])
        if found["end"]:
            return self._finish() + found.group()
        return self._open(marks.number(found["open"])) if found["open"] else self._close()

    def _box(self, tag: str) -> str:
        if tag.startswith("</"):
            self.boxes.pop()
        else:
            self.boxes.append(tag)
        return tag

    def _begin(self, tag: str) -> str:
        self.ordinal += 1
        if tag.endswith("/>"):
            return ""
        self.open.append(self.ordinal)
        if self.boxes:
            return ""
        self.pending = [self._comment(text) for text in self.remarks.get(self.ordinal, [])]
        return "".join(_start(identity) for identity in self.pending)

    def _finish(self) -> str:
        self.open.pop()
        ended = [] if self.boxes else self.pending
        if not self.boxes:
            self.pending = []
        return "".join(_end(identity) for identity in ended)

    def _open(self, number: int) -> str:
        if self.boxes or number not in self.texts:
            return ""
        self.figure = self._comment(self.texts[number])
        return _start(self.figure)

    def _close(self) -> str:
        figure, self.figure = self.figure, None
        return "" if figure is None else _end(figure)

    def _comment(self, text: str) -> int:
        self.comments.append(text)
        return len(self.comments) - 1


def reviewed(
    rendered: Rendered,
    comment: Callable[[Printed], str],
    when: date,
    remarks: Iterable[tuple[Paragraph, str]],
) -> Package:
    """A rendered document with comments: on each figure what `comment` says, and the remarks on whole paragraphs.

    A figure where no comment can stand (in alternative text or a text box) is told of on its paragraph.
    """
    package = rendered.published.copy()
    body = next(((story, text) for story, text in rendered.marked if story.is_body), None)
    if body is None:
        return package
    story, text = body
    published = package.parts[story.part].decode()
    if marks.without(text) != published:  # charts have been refreshed since
        text = marks.moved(text, published)
    texts, on_paragraphs = _texts(rendered, comment)
    for paragraph, remark in remarks:
        on_paragraphs.setdefault(paragraph.place.ordinal, []).append(remark)
    commenting = _Commenting(texts, on_paragraphs)
    package.parts[story.part] = marks.without(_TOKEN.sub(commenting, text)).encode()
    if commenting.comments:
        package.add(COMMENTS, _comments(commenting.comments, when), f"{WORD_TYPE}comments+xml")
        package.relate(story.part, OFFICE + "comments", COMMENTS)
    return package


def _texts(rendered: Rendered, comment: Callable[[Printed], str]) -> tuple[dict[int, str], dict[int, list[str]]]:
    texts: dict[int, str] = {}
    on_paragraphs: dict[int, list[str]] = {}
    for printed in rendered.marks:
        text = comment(printed) if printed.story.is_body else ""
        if not text:
            continue
        if printed.place.detail or printed.place.in_text_box:
            on_paragraphs.setdefault(printed.paragraph, []).append(text)
        else:
            texts[printed.number] = text
    return texts, on_paragraphs


def _start(identity: int) -> str:
    return f'<w:commentRangeStart w:id="{identity}"/>'


def _end(identity: int) -> str:
    return f'<w:commentRangeEnd w:id="{identity}"/><w:r><w:commentReference w:id="{identity}"/></w:r>'


def _comments(texts: list[str], when: date) -> bytes:
    comments = "".join(_comment(identity, text, when) for identity, text in enumerate(texts))
    return f'{DECLARATION}<w:comments xmlns:w="{WORD}">{comments}</w:comments>'.encode()


def _comment(identity: int, text: str, when: date) -> str:
    return (
        f'<w:comment w:id="{identity}" w:author="{AUTHOR}" w:initials="{INITIALS}" w:date="{when}T00:00:00Z">'
        f"{''.join(_lines(text))}</w:comment>"
    )


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        reference = "<w:r><w:annotationRef/></w:r>" * (number == 0)
        text = escape(marks.clean(line), quote=False)
        yield f'<w:p>{reference}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
