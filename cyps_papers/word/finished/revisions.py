"""What changed in a document's wording, marked as Word's own tracked changes, to be accepted or rejected in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.package import Package
from cyps_papers.word.finished.differences import aligned, word_changes
from cyps_papers.word.parts.trees import parse, written
from cyps_papers.word.parts.wordml import XML_SPACE, local, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import CHARACTERS
from cyps_papers.word.story.stories import stories

SIGNS = {w(name.removeprefix("w:")): sign for name, sign in CHARACTERS.items()}
HOLD_RUNS = {w(name) for name in ("hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent")}
HOLD_BLOCKS = {w(name) for name in ("sdt", "sdtContent", "customXml", "footnote", "endnote", "tc")}
KEPT = {
    "pPr": {w("pStyle"), w("jc")},
    "rPr": {w("rStyle"), w("b"), w("i"), w("color"), w("sz")},
    "tcPr": {w("tcW"), w("gridSpan"), w("shd")},
    "tblPr": {w("tblStyle"), w("tblW"), w("tblBorders"), w("tblLayout"), w("tblLook")},
    "tblGrid": {w("gridCol")},
}
"""What is kept of the properties of paragraphs, runs, cells and tables that are gone."""
STYLES = {w("pStyle"), w("tblStyle"), w("rStyle")}


def with_changes(old: Package, new: Package, author: str, when: date) -> Package:
    """A copy of the new document with what the old one worded otherwise as tracked changes by that author and date.

    Stories that only one of them has, text boxes, pictures and charts stand as they are in the new one.
    """
    marked = new.copy()
    before = {story.name: story.part for story in stories(old)}
    revisions = Revisions(author, when, frozenset(Numbering.of(new).styles))
    for story in stories(new):
        if story.name in before:
            root = parse(new.parts[story.part])
            was, now = parse(old.parts[before[story.name]]), root
            if story.is_body:
                was, now = was[0], now[0]
            revisions.mark(was, now)
            marked.parts[story.part] = written(root)
    return marked


@dataclass
class Revisions:
    """The tracked changes of one document: whose they are, their date, and the styles that it has."""

    author: str
    when: date
    styles: frozenset[str]
    numbers: Iterator[int] = field(default_factory=lambda: count(90001))

    def mark(self, old: _Element, new: _Element) -> None:
        """Mark what changed between the blocks (or the rows) that the old element holds and those of the new."""
        now = list(_blocks(new))
        last: _Element | None = None
        for before, after in _pairs(list(_blocks(old)), now):
            if before is None or after is None or not self._mark_within(before, after):
                for struck in self._struck_blocks(before, new) if before is not None else ():
                    if last is not None:
                        last.addnext(struck)
                    elif now:
                        now[0].addprevious(struck)
                    else:
                        new.append(struck)
                    last = struck
                if after is not None:
                    self.insert(after)
            if after is not None:
                last = after

    def _mark_within(self, old: _Element, new: _Element) -> bool:
        """Mark what changed within a paragraph, table or row, and say whether the one can become the other."""
        cells, new_cells = old.findall(w("tc")), new.findall(w("tc"))
        if old.tag != new.tag or len(cells) != len(new_cells):
            return False
        if new.tag == w("tbl"):
            self.mark(old, new)
        elif new.tag == w("p") and text_of(old) != text_of(new):
            self._mark_words(new, word_changes(text_of(old), text_of(new)))
        for cell, new_cell in zip(cells, new_cells, strict=True):
            self.mark(cell, new_cell)
        return True

    def _mark_words(self, paragraph: _Element, pieces: list[tuple[str, str]]) -> None:
        """Mark the changed pieces in the runs of the new paragraph.

        The words that were stand before those that are, formatted like them, or like what stands before them.
        """
        groups = split(paragraph, [now for _, now in pieces])
        like = next(chain.from_iterable(groups), None)
        last: _Element | None = None
        for (was, now), group in zip(pieces, groups, strict=True):
            if group:
                like = group[0]
            if was and was != now:
                struck = self._struck_words(was, like.find(w("rPr")) if like is not None else None)
                if last is not None and not group:
                    last.addnext(struck)
                elif like is not None:
                    like.addprevious(struck)
                else:
                    paragraph.append(struck)
            for run in group:
                like = last = run
                if was != now and run_text(run):
                    last = self.insert_run(run)

    def insert(self, block: _Element) -> None:
        """Mark a paragraph, table or row as inserted, with all that is in it."""
        for run in list(_runs(block)):
            self.insert_run(run)
        self._mark_whole(block, "ins")
        for inner in list(_blocks(block)):
            self.insert(inner)

    def insert_run(self, run: _Element) -> _Element:
        """Mark a run as inserted, and give the mark, which holds it."""
        change = self._change("ins")
        run.addprevious(change)
        change.append(run)
        return change

    def strike(self, run: _Element) -> _Element:
        """Strike a run out where it stands, and give the mark, which holds it."""
        change = self._change("del")
        run.addprevious(change)
        change.append(run)
        for text in run.findall(w("t")):
            text.tag = w("delText")
        return change

    def strike_row(self, row: _Element) -> None:
        """Strike a row out where it stands."""
        for run in list(row.iter(w("r"))):
            self.strike(run)
        for block in (row, *row.iter(w("p"))):
            self._mark_whole(block, "del")

    def _struck_blocks(self, block: _Element, holder: _Element) -> list[_Element]:
        """What is no longer in the document, struck out, as it can stand in the element that held it."""
        if block.tag != w("tbl"):
            return [self._struck(block)]
        if holder.tag == w("tc"):
            return [self._struck(paragraph) for paragraph in block.iter(w("p"))]
        empty = block.makeelement(w("p"))  # two tables without a paragraph between them would be one
        return [self._struck(struck) for struck in (empty, block, empty)]

    def _struck(self, old: _Element) -> _Element:
        struck = old.makeelement(old.tag)
        if old.tag == w("p"):
            struck.extend(self._kept(old, "pPr"))
            for run in _runs(old):
                if run_text(run):
                    struck.append(self._struck_words(run_text(run), *self._kept(run, "rPr")))
        elif old.tag == w("tc"):
            struck.extend(self._kept(old, "tcPr"))
            struck.extend(self._struck(paragraph) for paragraph in old.iter(w("p")))
        elif old.tag == w("tr"):
            struck.extend(self._struck(cell) for cell in old.findall(w("tc")))
        else:
            for name in ("tblPr", "tblGrid"):
                struck.extend(self._kept(old, name) or [old.makeelement(w(name))])
            struck.extend(self._struck(row) for row in _blocks(old))
        self._mark_whole(struck, "del")
        return struck

    def _struck_words(self, text: str, properties: _Element | None = None) -> _Element:
        change = self._change("del")
        run = etree.SubElement(change, w("r"))
        if properties is not None:
            run.append(deepcopy(properties))
        for piece in filter(None, re.split(r"([\t\n])", text)):
            if piece in "\t\n":
                etree.SubElement(run, w("tab" if piece == "\t" else "br"))
            else:
                struck = etree.SubElement(run, w("delText"))
                struck.text = piece
                struck.set(XML_SPACE, "preserve")
        return change

    def _kept(self, old: _Element, name: str) -> list[_Element]:
        """Properties of the old document that mean the same in the new one; none where there were none."""
        copied = [deepcopy(properties) for properties in old.findall(w(name))]
        for properties in copied:
            for child in list(properties):
                if child.tag not in KEPT[name] or (child.tag in STYLES and child.get(w("val"), "") not in self.styles):
                    properties.remove(child)
        return copied

    def _mark_whole(self, block: _Element, kind: str) -> None:
        """Mark the end of a paragraph, or a row, itself as inserted or deleted."""
        if block.tag == w("tr"):
            properties = _having(block, "trPr", len(block.findall(w("tblPrEx"))))
            properties.append(self._change(kind))
        elif block.tag == w("p"):
            properties = _having(block, "pPr", 0)
            later = [child for child in properties if local(child) in ("sectPr", "pPrChange")]
            _having(properties, "rPr", len(properties) - len(later)).insert(0, self._change(kind))

    def _change(self, kind: str) -> _Element:
        change = etree.Element(w(kind))
        change.set(w("id"), str(next(self.numbers)))
        change.set(w("author"), self.author)
        change.set(w("date"), f"{self.when:%Y-%m-%d}T00:00:00Z")
        return change


def _having(element: _Element, name: str, at: int) -> _Element:
    """The child of that name, put there where there is none."""
    if element.find(w(name)) is None:
        element.insert(at, element.makeelement(w(name)))
    (child, *_) = element.findall(w(name))
    return child


def _blocks(container: _Element) -> Iterator[_Element]:
    """The paragraphs and tables that an element holds, or a table's rows, those in content controls included."""
    for child in container:
        if child.tag in (w("p"), w("tbl"), w("tr")):
            yield child
        elif child.tag in HOLD_BLOCKS:
            yield from _blocks(child)


def _pairs(was: list[_Element], now: list[_Element]) -> Iterator[tuple[_Element | None, _Element | None]]:
    """The elements of both sides in order: those that say the same or alike together, the others alone."""
    pairs = aligned([_block_text(block) for block in was], [_block_text(block) for block in now])
    if len(was) == len(now) == 1:  # what a cell says is one thing, however little the words have in common
        pairs = iter([(0, 0)])
    for i, j in pairs:
        yield was[i] if i is not None else None, now[j] if j is not None else None


def _runs(holder: _Element) -> Iterator[_Element]:
    for child in holder:
        if child.tag == w("r"):
            yield child
        elif child.tag in HOLD_RUNS:
            yield from _runs(child)


def run_text(run: _Element) -> str:
    """The text of a run; '' of one that holds something else."""
    return "".join(child.text or "" if child.tag == w("t") else SIGNS.get(child.tag, "") for child in run)


def text_of(paragraph: _Element) -> str:
    """The text of a paragraph's runs."""
    return "".join(run_text(run) for run in _runs(paragraph))


def _block_text(block: _Element) -> str:
    """The text by which a paragraph, table or row is known again."""
    paragraphs = [block] if block.tag == w("p") else list(block.iter(w("p")))
    return "\n".join(text_of(paragraph) for paragraph in paragraphs)


def split(paragraph: _Element, pieces: list[str]) -> list[list[_Element]]:
    """The runs of each piece of the paragraph's text, cut where the pieces meet."""
    found: list[list[_Element]] = []
    runs = [part for run in list(_runs(paragraph)) for part in _single(run)]
    for piece in pieces:
        those, left = [], len(piece)
        while left and runs:
            run = runs.pop(0)
            length = len(run_text(run))
            if length > left:
                runs.insert(0, _cut(run, left))
                length = left
            those.append(run)
            left -= length
        found.append(those)
    return found


def _single(run: _Element) -> list[_Element]:
    """The run as runs of one child each, which can be cut and wrapped."""
    children = [child for child in run if child.tag != w("rPr")]
    made = [run]
    for child in children[1:]:
        other = run.makeelement(w("r"))
        if (properties := run.find(w("rPr"))) is not None:
            other.append(deepcopy(properties))
        other.append(child)
        made[-1].addnext(other)
        made.append(other)
    return made


def _cut(run: _Element, at: int) -> _Element:
    """Cut a run of one text in two; the second of them."""
    other = deepcopy(run)
    run.addnext(other)
    for half, text in ((run, run_text(run)[:at]), (other, run_text(run)[at:])):
        element = half.find(w("t"))
        assert element is not None, "only text is longer than one character"
        element.text = text
        element.set(XML_SPACE, "preserve")
    return other
