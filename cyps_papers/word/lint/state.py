"""The state that a template was left in: changes tracked and not accepted, comments left in, no tag at all."""

from __future__ import annotations

from cyps_papers.problems import Problem, error, shortened, warning
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
    "comment-left-in", 'a comment is left in: "{words}".', "In Word choose Review, Delete, and save the template."
)
NO_TAG = warning(
    "no-tag",
    "the template has no tag at all, so every paper made from it says the same.",
    "If its figures should come from the workbooks, put tags in their place; 'cyps-papers names' lists them.",
)


def left_in(template: Template) -> list[Problem]:
    """What was left in a template: each paragraph where a tracked change waits to be accepted or a comment stands; the
    comments of `inspect --copy` are our own."""
    comments: dict[str, tuple[str, str]] = {}
    if part := template.package.related(template.package.main, "comments"):
        for comment in parse(template.package.parts[part]).iter(w("comment")):
            words = " ".join("".join(text.text or "" for text in comment.iter(w("t"))).split())
            comments[value(comment, "id")] = value(comment, "author"), shortened(words, 60)
    found: dict[Problem, None] = {}
    for name, identity, place in template.left_in:
        author, words = comments.get(identity, ("", ""))
        if name in TRACKED_ELEMENTS:
            found[TRACKED.at(place)] = None
        elif author != AUTHOR:
            found[COMMENT.at(place, words=words)] = None
    return list(found)
