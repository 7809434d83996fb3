"""Words of a document replaced by tags, and rows by a loop, as tracked changes with a comment on each.

Whoever rejects them all in Word has the document as it was, its formatting included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.package import DECLARATION, Package
from cyps_papers.word.finished.comments import AUTHOR, Commenting
from cyps_papers.word.finished.revisions import Revisions, run_text, split, text_of
from cyps_papers.word.parts.fields import fields, take
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import XML_SPACE, value, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_tree
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story, stories


@dataclass(frozen=True)
class Replacement:
    """What stands in a paragraph from `start` to `end`, the tag to be put there, and the remark to be made on it.

    `fill` is what gives the colour of its cell, to be asked for where the rows of a loop are coloured one by one.
    """

    place: DocumentPlace
    start: int
    end: int
    tag: str
    remark: str
    fill: str = ""


@dataclass(frozen=True)
class RowLoop:
    """Rows of a table, from the first to the last, in place of which the first is to stand in a loop.

    `place` is that of a paragraph in the first row; the tags of its cells are replacements.
    """

    place: DocumentPlace
    last: int
    opens: str
    closes: str = "{%tr endfor %}"


def with_tags(
    package: Package, replacements: Sequence[Replacement], loops: Sequence[RowLoop], when: date
) -> tuple[Package, list[Replacement]]:
    """A copy of a document with these changes tracked, and those of the replacements that could be made.

    What stands in a field, which Word fills in itself, or in a run of a kind that holds no text stays as it is.
    """
    copy = package.copy()
    revisions = Revisions(AUTHOR, when, frozenset())
    there = copy.related(copy.main, "comments")
    comments = parse(copy.parts[there]) if there else etree.Element(w("comments"))
    commenting = Commenting({}, {}, 1 + max((int(value(comment, "id") or 0) for comment in comments), default=-1))
    made: list[Replacement] = []
    for story in stories(copy):
        own = [replacement for replacement in replacements if replacement.place.part_order == story.order]
        own_loops = [loop for loop in loops if loop.place.part_order == story.order]
        if own or own_loops:
            root = parse(copy.parts[story.part])
            changing = _Changing(copy, story, root, revisions, commenting)
            coloured = set().union(*map(changing.coloured, own_loops))
            made += changing.replace([_with_fill(replacement, coloured) for replacement in own])
            for loop in own_loops:
                changing.repeat(loop)
            copy.parts[story.part] = (DECLARATION + serialised(root)).encode()
    commenting.add_to(copy, when, serialised(comments) if len(comments) else "")
    return copy, made


class _Changing:
    """One story while its words are replaced."""

    def __init__(
        self, package: Package, story: Story, root: _Element, revisions: Revisions, commenting: Commenting
    ) -> None:
        self._is_body, self._revisions, self._commenting = story.is_body, revisions, commenting
        found = of_tree(Walk(package.name, story, Numbering.of(package)), root)
        self._paragraphs = {paragraph.place.ordinal: (element, paragraph) for element, paragraph in found.items()}

    def coloured(self, loop: RowLoop) -> set[tuple[int, int]]:
        """The columns of a loop's rows, each with its table, in which the cells have different colours."""
        fills: dict[tuple[int, int], set[str | None]] = {}
        for element, paragraph in self._paragraphs.values():
            place = paragraph.place
            if place.table == loop.place.table and loop.place.row <= place.row <= loop.last:
                shading = next(element.iterancestors(w("tc"))).find(f"{w('tcPr')}/{w('shd')}")
                fill = value(shading, "fill") if shading is not None else None
                fills.setdefault((place.table, place.column), set()).add(fill)
        return {column for column, found in fills.items() if len(found) > 1}

    def replace(self, replacements: Iterable[Replacement]) -> list[Replacement]:
        """Put the tags in, and give those that could be."""
        made: list[Replacement] = []
        by_ordinal: dict[int, list[Replacement]] = {}
        for replacement in replacements:
            by_ordinal.setdefault(replacement.place.ordinal, []).append(replacement)
        for ordinal, those in by_ordinal.items():
            element, paragraph = self._paragraphs[ordinal]
            if text_of(element) != paragraph.text:
                continue  # some of it stands in a run of another kind
            those.sort(key=lambda replacement: replacement.start)
            cuts = [
                0,
                *(cut for replacement in those for cut in (replacement.start, replacement.end)),
                len(paragraph.text),
            ]
            groups = split(element, [paragraph.text[start:end] for start, end in pairwise(cuts)])
            filled_in = {
                run
                for field in fields(element)
                for part in (*field.elements, *field.texts)
                for run in part.iterancestors(w("r"))
            }
            for replacement, runs in zip(those, groups[1::2], strict=True):
                with_text = [run for run in runs if run_text(run)]
                if with_text and not filled_in & set(with_text):
                    self._replace(with_text, replacement)
                    made.append(replacement)
        return made

    def _replace(self, runs: Sequence[_Element], replacement: Replacement) -> None:
        run = etree.Element(w("r"))
        run.extend(deepcopy(properties) for properties in runs[0].findall(w("rPr")))
        text = etree.SubElement(run, w("t"), {XML_SPACE: "preserve"})
        text.text = replacement.tag
        struck = [self._revisions.strike(old) for old in runs]
        struck[-1].addnext(run)
        inserted = self._revisions.insert_run(run)
        if replacement.remark and self._is_body and not replacement.place.in_text_box:
            identity = str(self._commenting.first + len(self._commenting.texts))
            self._commenting.texts.append(replacement.remark)
            begin, end = (etree.Element(w(f"commentRange{side}"), {w("id"): identity}) for side in ("Start", "End"))
            reference = etree.Element(w("r"))
            etree.SubElement(reference, w("commentReference"), {w("id"): identity})
            struck[0].addprevious(begin)
            inserted.addnext(end)
            end.addnext(reference)

    def repeat(self, loop: RowLoop) -> None:
        """Let the first row stand in a loop, and strike the others out."""
        rows = {
            paragraph.place.row: next(element.iterancestors(w("tr")))
            for element, paragraph in self._paragraphs.values()
            if paragraph.place.table == loop.place.table
        }
        first, last = rows[loop.place.row], rows[loop.last]
        opens, closes = (self._marking(first, text) for text in (loop.opens, loop.closes))
        for number in range(loop.place.row + 1, loop.last + 1):
            self._revisions.strike_row(rows[number])
        first.addprevious(opens)
        last.addnext(closes)
        for row in (opens, closes):
            self._revisions.insert(row)

    def _marking(self, like: _Element, text: str) -> _Element:
        """A row with a tag in its first cell, and nothing in the others."""
        row = etree.Element(like.tag)
        for cell in like.findall(w("tc")):
            made = etree.SubElement(row, cell.tag)
            made.extend(deepcopy(properties) for properties in cell.findall(w("tcPr")))
            for merged in list(made.iter(w("vMerge"))):
                take(merged)
            etree.SubElement(made, w("p"))
        run = etree.SubElement(next(row.iter(w("p"))), w("r"))
        etree.SubElement(run, w("t")).text = text
        return row


def _with_fill(replacement: Replacement, coloured: set[tuple[int, int]]) -> Replacement:
    """A replacement that asks for the colour of its cell too, where its column's cells have different ones."""
    if not replacement.fill or (replacement.place.table, replacement.place.column) not in coloured:
        return replacement
    return replace(replacement, tag=f"{{% cellbg {replacement.fill} %}}{replacement.tag}")
