"""A template with remarks as Word comments, each on the paragraph that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cyps_papers.opc.package import DECLARATION, Package
from cyps_papers.problems import Place
from cyps_papers.word.finished.comments import AUTHOR, Commenting
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import value, w, whole
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import stories
from cyps_papers.word.templates.cleaning import remove

_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def annotated(package: Package, remarks: Iterable[tuple[Place, str]], when: date) -> Package:
    """A copy of the package with a comment for each remark, signed by us and dated that day; our older ones go.

    Word lets comments stand in the body alone, outside text boxes: a remark on any other place stands on the
    paragraph nearest to it, and begins with its place.
    """
    copy = package.copy()
    body = stories(copy)[0]
    root = parse(copy.parts[body.part])
    comments = root.makeelement(w("comments"))
    if part := copy.related(copy.main, "comments"):
        comments = parse(copy.parts[part])
    ours = [comment for comment in comments if value(comment, "author") == AUTHOR]
    identities = {value(comment, "id") for comment in ours}
    for comment in ours:
        comments.remove(comment)
    for mark in list(root.iter(*map(w, _MARKS))):
        if value(mark, "id") in identities:
            remove(mark)
    paragraphs = of_tree(Walk(copy.name, body, Numbering.of(copy)), root)
    elements = {paragraph.place.ordinal: element for element, paragraph in paragraphs.items()}
    texts: dict[int, list[str]] = {}
    for place, text in remarks:
        is_here = isinstance(place, DocumentPlace) and place.part_order == 0 and place.file == copy.name
        ordinal = place.ordinal if isinstance(place, DocumentPlace) and is_here else 0
        around = list(elements[ordinal].iterancestors(w("p"))) if ordinal in elements else []
        if ordinal not in elements or around:
            text = f"{place.within()}: {text}".lstrip(": ")
            ordinal = paragraphs[around[-1]].place.ordinal if around else 1
        texts.setdefault(ordinal, []).append(text)
    commenting = Commenting({}, texts, 1 + max((whole(value(comment, "id")) for comment in comments), default=-1))
    text = serialised(root).replace("<w:p/>", "<w:p></w:p>")
    copy.parts[body.part] = (DECLARATION + commenting.commented(text)).encode()
    commenting.add_to(copy, when, serialised(comments) if len(comments) else "")
    return copy
