"""The state that a template was left in: changes tracked and not accepted, comments left in, no tag at all."""

from __future__ import annotations

from cyps_papers.problems import FilePlace, Problem, error, shortened, warning
from cyps_papers.word.finished.comments import AUTHOR
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import value, w
from cyps_papers.word.templates.cleaning import TRACKED as TRACKED_ELEMENTS
from cyps_papers.word.templates.template import Template

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


def left_in(template: Template) -> list[Problem]:
    """What was left in a template: each paragraph where a tracked change waits to be accepted or a comment stands; the
    comments of `inspect --copy` are our own."""
    found: dict[Problem, None] = {}
    comments = template.package.related(template.package.main, "comments")
    root = parse(template.package.parts[comments]) if comments else None
    by_id = {value(each, "id"): each for each in root.iter(w("comment"))} if root is not None else {}
    for name, identity, place in (each for part in template.parts for each in part.left_in):
        comment = by_id.get(identity)
        if name in TRACKED_ELEMENTS:
            found[TRACKED.at(place)] = None
        elif comment is None or value(comment, "author") != AUTHOR:
            texts = comment.iter(w("t")) if comment is not None else ()
            words = " ".join("".join(each.text or "" for each in texts).split())
            found[COMMENT.at(place, words=shortened(words, 60))] = None
    return list(found)


def has_no_tag(template: Template) -> list[Problem]:
    """That a template holds no tag, and asks for no chart either."""
    asks = any(b"chart:" in content for part, content in template.package.parts.items() if part.startswith("word/"))
    return [] if template.tags or asks else [NO_TAG.at(FilePlace(template.name))]
