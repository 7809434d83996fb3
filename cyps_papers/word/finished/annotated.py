"""A template with remarks as Word comments, each on the paragraph that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cyps_papers.problems import Place
from cyps_papers.word.finished.review import AUTHOR, COMMENTS, INITIALS
from cyps_papers.word.parts.package import DECLARATION, OFFICE, WORD_TYPE, Package
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import WORD, local, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import stories

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def annotated(package: Package, remarks: Iterable[tuple[Place, str]], when: date) -> Package:
    """A copy of the package with a comment for each remark, signed by us and dated that day; our older ones go.

    Word lets comments stand in the body alone, outside text boxes: a remark on any other place stands on the
    paragraph nearest to it, and begins with its place.
    """
    copy = package.copy()
    body = stories(copy)[0]
    root = parse(copy.parts[body.part])
    comments = _comments(copy)
    _take_out_ours(root, comments)
    walk = Walk(copy.name, body, Numbering.of(copy), lambda paragraph: None)
    by_ordinal = {paragraph.place.ordinal: element for element, paragraph in of_tree(walk, root).items()}
    identity = max((int(value(each, "id") or 0) for each in comments), default=-1)
    for place, text in remarks:
        paragraph, is_there = _anchor(place, by_ordinal)
        if paragraph is not None:
            identity += 1
            within = "" if is_there else f"{place.within()}: ".lstrip(": ")
            comments.append(_comment(identity, within + text, when))
            _put_on(paragraph, identity)
    copy.parts[body.part] = (DECLARATION + serialised(root)).encode()
    _keep(copy, comments)
    return copy


def _comments(package: Package) -> _Element:
    from lxml import etree

    part = package.related(package.main, "comments")
    return parse(package.parts[part]) if part else etree.Element(w("comments"), nsmap={"w": WORD})


def _keep(package: Package, comments: _Element) -> None:
    if len(comments):
        part = package.related(package.main, "comments") or COMMENTS
        package.add(part, (DECLARATION + serialised(comments)).encode(), f"{WORD_TYPE}comments+xml")
        package.relate(package.main, OFFICE + "comments", part)


def _take_out_ours(root: _Element, comments: _Element) -> None:
    ours = [comment for comment in comments if value(comment, "author") == AUTHOR]
    identities = {value(comment, "id") for comment in ours}
    for comment in ours:
        comments.remove(comment)
    for mark in list(root.iter(*map(w, _MARKS))):
        parent = mark.getparent()
        if value(mark, "id") in identities and parent is not None:
            parent.remove(mark)


def _anchor(place: Place, paragraphs: dict[int, _Element]) -> tuple[_Element | None, bool]:
    """The paragraph to comment on, and whether it is the one meant."""
    first = next(iter(sorted(paragraphs)), None)
    if isinstance(place, DocumentPlace) and place.part_order == 0 and place.ordinal in paragraphs:
        element = paragraphs[place.ordinal]
        outer = list(element.iterancestors(w("p")))
        return (outer[-1], False) if outer else (element, True)
    return (paragraphs[first], False) if first is not None else (None, False)


def _put_on(paragraph: _Element, identity: int) -> None:
    from lxml import etree

    attributes = {w("id"): str(identity)}
    at = 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0
    paragraph.insert(at, etree.Element(w("commentRangeStart"), attributes))
    etree.SubElement(paragraph, w("commentRangeEnd"), attributes)
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("commentReference"), attributes)


def _comment(identity: int, text: str, when: date) -> _Element:
    from lxml import etree

    attributes = {"id": str(identity), "author": AUTHOR, "initials": INITIALS, "date": f"{when}T00:00:00Z"}
    comment = etree.Element(w("comment"), {w(name): content for name, content in attributes.items()})
    paragraph = etree.SubElement(comment, w("p"))
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).text = text
    return comment
