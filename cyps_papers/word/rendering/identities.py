"""Ids and names that stay unique: those of pictures, and of bookmarks inside loops."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyps_papers.word.parts.wordml import DRAWING, w
from cyps_papers.word.templates.cleaning import remove
from cyps_papers.word.templates.planting import Planting

if TYPE_CHECKING:
    from lxml.etree import _Element

FIRST_BOOKMARK = 100_000
"""Bookmarks made in loops are numbered from here on, above those that Word made."""
REPEATING = frozenset(("for", "macro", "call"))


@dataclass
class Ids:
    """The ids and names of a template's bookmarks, over all its stories: no two come out the same."""

    planting: Planting
    taken: set[str] = field(default_factory=set)
    again: int = 0

    def number(self, root: _Element) -> None:
        """Give pictures ids of their own, and bookmarks inside loops an id and name of their own each time round."""
        depth = 0
        ends: dict[str, str] = {}
        for element in list(root.iter()):
            if not isinstance(element.tag, str):
                reading = self.planting.of(element).reading
                depth += (reading.keyword in REPEATING) - (reading.ends in REPEATING)
            elif element.tag == f"{{{DRAWING}}}docPr":
                element.set("id", self.planting.asking("fresh_id('docPr')"))
            elif element.tag == w("bookmarkStart"):
                self._start(element, ends, depth)
            elif element.tag == w("bookmarkEnd") and element.get(w("id")) in ends:
                element.set(w("id"), ends[str(element.get(w("id")))])

    def _start(self, element: _Element, ends: dict[str, str], depth: int) -> None:
        identity, name = str(element.get(w("id"))), str(element.get(w("name")))
        ends.pop(identity, None)
        if depth:
            element.set(w("id"), self.planting.asking(f"bookmark_id({identity!r})"))
            element.set(w("name"), self.planting.asking(f"bookmark_name({name!r})"))
            ends[identity] = self.planting.asking(f"bookmark_end({identity!r})")
        elif f"id {identity}" in self.taken or f"name {name}" in self.taken:
            self.again += 1
            ends[identity] = str(FIRST_BOOKMARK - self.again)
            element.set(w("id"), ends[identity])
            element.set(w("name"), f"{name[:34]}_{self.again}")
        self.taken |= {f"id {identity}", f"name {name}"}


def drop_half_bookmarks(root: _Element, planting: Planting) -> None:
    """Drop the bookmarks that lost an end in a paragraph whose tag took its place, and those of which a loop or a
    condition would print one end without the other."""
    starts, ends = _branches(root, planting, "bookmarkStart"), _branches(root, planting, "bookmarkEnd")
    paired = set(starts.values()) & set(ends.values())
    for element, identity in (*starts.items(), *ends.items()):
        if identity not in paired:
            remove(element)


def _branches(root: _Element, planting: Planting, name: str) -> dict[_Element, tuple[str, int]]:
    """The elements of a name, each with its id and the branch of a loop or condition that it stands in."""
    found: dict[_Element, tuple[str, int]] = {}
    around = [0]
    for number, element in enumerate(root.iter(), 1):
        if isinstance(element.tag, str):
            if element.tag == w(name):
                found[element] = str(element.get(w("id"))), around[-1]
            continue
        reading = planting.of(element).reading
        if reading.keyword in ("else", "elif"):
            around[-1] = number
        elif reading.opens:
            around.append(number)
        elif reading.keyword.startswith("end") and len(around) > 1:
            around.pop()
    return found
