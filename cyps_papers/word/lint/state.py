"""The state that a template was left in: changes tracked and not accepted, comments left in, no tag at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyps_papers.opc.package import Package
from cyps_papers.problems import FilePlace, Place, error, warning
from cyps_papers.word.finished.comments import AUTHOR
from cyps_papers.word.lint.findings import Findings
from cyps_papers.word.lint.lines import TemplateStory
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

TRACKED = error(
    "tracked-changes",
    "changes were tracked here and are not accepted.",
    "In Word choose Review, Accept (or Reject) All Changes, and save the template.",
)
COMMENT = error(
    "comment-left-in", 'a comment is left in: "{words}"', "In Word choose Review, Delete, and save the template."
)
NO_TAG = warning(
    "no-tag",
    "the template has no tag at all, so every paper made of it says the same.",
    "If its figures should come from the workbooks, put tags where they stand; 'cyps-papers names' lists them.",
)
_TRACKED = [
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
]


def check_tracked_changes(story: TemplateStory, findings: Findings) -> None:
    """Say each paragraph where a tracked change waits to be accepted."""
    for element in story.root.iter(*_TRACKED):
        place = _place(story, element)
        if place:
            findings.in_place(TRACKED, place)


def check_comments(story: TemplateStory, package: Package, findings: Findings) -> None:
    """Say each paragraph where a comment is left in; those of `inspect --copy` are our own."""
    references = list(story.root.iter(w("commentReference")))
    comments = _comments(package) if references else {}
    for reference in references:
        comment = comments.get(value(reference, "id"))
        place = _place(story, reference)
        if place and (comment is None or value(comment, "author") != AUTHOR):
            findings.in_place(COMMENT, place, words=_words(comment))


def say_there_is_no_tag(document: str, findings: Findings) -> None:
    """Say that a template holds no tag."""
    findings.in_place(NO_TAG, FilePlace(document))


def _comments(package: Package) -> dict[str, _Element]:
    part = package.related(package.main, "comments")
    if not part:
        return {}
    return {value(comment, "id"): comment for comment in parse(package.parts[part]).iter(w("comment"))}


def _words(comment: _Element | None) -> str:
    text = "" if comment is None else " ".join("".join(each.text or "" for each in comment.iter(w("t"))).split())
    return text if len(text) <= 60 else text[:57].rstrip() + "..."


def _place(story: TemplateStory, element: _Element) -> Place | None:
    """Where an element stands: in its paragraph, or else in the first of its row, or the last of the story."""
    for ancestor in element.iterancestors():
        if ancestor in story.paragraphs:
            return story.paragraphs[ancestor].place
        if ancestor.tag == w("tr"):
            first = next((each for each in ancestor.iter(w("p")) if each in story.paragraphs), None)
            return None if first is None else story.paragraphs[first].place
    last = next(reversed(list(story.paragraphs.values())), None)
    inside_fallback = any(ancestor.tag == w("p") for ancestor in element.iterancestors())
    return last.place if last and not inside_fallback else None
