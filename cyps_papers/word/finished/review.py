"""The review copy: the published document with a Word comment on every figure of its body, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from cyps_papers.opc.package import Package
from cyps_papers.word.finished.comments import Commenting
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story import marks
from cyps_papers.word.story.paragraphs import Paragraph, Printed


def reviewed(
    rendered: Rendered, comment: Callable[[Printed], str], when: date, remarks: Iterable[tuple[Paragraph, str]] = ()
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
    figures: dict[int, str] = {}
    on_paragraphs: dict[int, list[str]] = {}
    for printed in rendered.marks:
        said = comment(printed) if printed.story.is_body else ""
        if said and (printed.place.detail or printed.place.in_text_box):
            on_paragraphs.setdefault(printed.paragraph, []).append(said)
        elif said:
            figures[printed.number] = said
    for paragraph, remark in remarks:
        on_paragraphs.setdefault(paragraph.place.ordinal, []).append(remark)
    commenting = Commenting(figures, on_paragraphs)
    package.parts[story.part] = commenting.commented(text).encode()
    commenting.add_to(package, when)
    return package
