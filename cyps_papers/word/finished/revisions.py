"""What changed in a document's wording, marked as Word's own tracked changes, to be accepted or rejected in Word."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from cyps_papers.opc.package import DECLARATION, Package
from cyps_papers.word.finished.differences import aligned, word_changes
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import XML_SPACE, local, w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.stories import stories

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXTS: dict[str, str | None] = {
    w("t"): None,
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}
HOLD_RUNS = {w(name) for name in ("hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent")}
HOLD_BLOCKS = {w(name) for name in ("sdt", "sdtContent", "customXml", "footnote", "endnote")}
KEPT_OF_PARAGRAPHS = {w("pStyle"), w("jc")}
KEPT_OF_RUNS = {w("rStyle"), w("b"), w("i"), w("color"), w("sz")}
KEPT_OF_CELLS = {w("tcW"), w("gridSpan"), w("shd")}
KEPT_OF_TABLES = {w("tblStyle"), w("tblW"), w("tblBorders"), w("tblLayout"), w("tblLook")}
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
            marked.parts[story.part] = (DECLARATION + serialised(root)).encode()
    return marked


@dataclass
class Revisions:
    """The tracked changes of one document: whose they are, their date, and the styles that it has."""

    author: str
    when: date
    styles: frozenset[str]
    numbers: Iterator[int] = field(default_factory=lambda: count(90001))

    def mark(self, old: _Element, new: _Element) -> None:
        """Mark what changed between the paragraphs and tables of the old element and those of the new."""
        now = list(_blocks(new))
        place = _Place(new, now)
        for before, after in _pairs(list(_blocks(old)), now):
            if before is not None and after is not None and before.tag == after.tag:
                if after.tag == w("tbl"):
                    self._mark_rows(before, after)
                elif _text(before) != _text(after):
                    self._mark_words(after, word_changes(_text(before), _text(after)))
            else:
                if before is not None:
                    self._strike_at(place, before)
                if after is not None:
                    self._insert(after)
            if after is not None:
                place.after = after

    def _mark_rows(self, old: _Element, new: _Element) -> None:
        now = new.findall(w("tr"))
        place = _Place(new, now)
        for before, after in _pairs(old.findall(w("tr")), now):
            cells = [row.findall(w("tc")) if row is not None else [] for row in (before, after)]
            if before is not None and after is not None and len(cells[0]) == len(cells[1]):
                for before_cell, after_cell in zip(*cells, strict=True):
                    self.mark(before_cell, after_cell)
            else:
                if before is not None:
                    place.put(self._struck_row(before))
                if after is not None:
                    self._insert_row(after)
            if after is not None:
                place.after = after

    def _mark_words(self, paragraph: _Element, pieces: list[tuple[str, str]]) -> None:
        """Mark the changed pieces in the runs of the new paragraph."""
        runs = _split(paragraph, [now for _, now in pieces])
        for at, (was, now) in enumerate(pieces):
            if was and was != now:
                self._put_struck(paragraph, was, runs, at)
            for run in runs[at]:
                if was != now and now and _run_text(run):
                    self._wrap(run, "ins")

    def _put_struck(self, paragraph: _Element, was: str, runs: list[list[_Element]], at: int) -> None:
        """The words that were, before the words that are, formatted as they are or as what stands before them."""
        before = next((group[-1] for group in reversed(runs[:at]) if group), None)
        after = next((group[0] for group in runs[at:] if group), None)
        like = after if runs[at] or before is None else before
        struck = self._change("del")
        struck.append(_struck_run(was, like.find(w("rPr")) if like is not None else None))
        if like is None:
            paragraph.append(struck)
            return
        parent = like.getparent()
        around = parent if parent is not None and parent.tag == w("ins") else like
        if like is after:
            around.addprevious(struck)
        else:
            around.addnext(struck)

    def _insert(self, block: _Element) -> None:
        if block.tag == w("tbl"):
            for row in block.findall(w("tr")):
                self._insert_row(row)
            return
        for run in list(_runs(block)):
            self._wrap(run, "ins")
        self._mark_paragraph(block, "ins")

    def _insert_row(self, row: _Element) -> None:
        self._mark_row(row, "ins")
        for cell in row.findall(w("tc")):
            for block in list(_blocks(cell)):
                self._insert(block)

    def _strike_at(self, place: _Place, block: _Element) -> None:
        """Put what is no longer in the document where it stood, struck out."""
        if block.tag == w("p"):
            place.put(self._struck_paragraph(block))
        elif place.in_cell:
            for paragraph in block.iter(w("p")):
                place.put(self._struck_paragraph(paragraph))
        else:  # two tables without a paragraph between them would be one
            place.put(self._struck_paragraph(block.makeelement(w("p"))))
            place.put(self._struck_table(block))
            place.put(self._struck_paragraph(block.makeelement(w("p"))))

    def _struck_paragraph(self, old: _Element) -> _Element:
        paragraph = old.makeelement(w("p"))
        paragraph.extend(self._kept(old.find(w("pPr")), KEPT_OF_PARAGRAPHS))
        for run in _runs(old):
            if _run_text(run):
                struck = self._change("del")
                kept = self._kept(run.find(w("rPr")), KEPT_OF_RUNS)
                struck.append(_struck_run(_run_text(run), kept[0] if kept else None))
                paragraph.append(struck)
        self._mark_paragraph(paragraph, "del")
        return paragraph

    def _struck_row(self, old: _Element) -> _Element:
        row = old.makeelement(w("tr"))
        for old_cell in old.findall(w("tc")):
            cell = row.makeelement(w("tc"))
            cell.extend(self._kept(old_cell.find(w("tcPr")), KEPT_OF_CELLS))
            cell.extend(self._struck_paragraph(paragraph) for paragraph in old_cell.iter(w("p")))
            row.append(cell)
        self._mark_row(row, "del")
        return row

    def _struck_table(self, old: _Element) -> _Element:
        table = old.makeelement(w("tbl"))
        table.extend(self._kept(old.find(w("tblPr")), KEPT_OF_TABLES) or [old.makeelement(w("tblPr"))])
        grid = old.find(w("tblGrid"))
        table.append(deepcopy(grid) if grid is not None else old.makeelement(w("tblGrid")))
        table.extend(self._struck_row(row) for row in old.findall(w("tr")))
        return table

    def _kept(self, properties: _Element | None, names: set[str]) -> list[_Element]:
        """Properties of the old document that mean the same in the new one; none where there were none."""
        if properties is None:
            return []
        copied = deepcopy(properties)
        for one in list(copied):
            if one.tag not in names or (one.tag in STYLES and one.get(w("val"), "") not in self.styles):
                copied.remove(one)
        return [copied]

    def _mark_paragraph(self, paragraph: _Element, kind: str) -> None:
        """Mark the end of the paragraph itself as inserted or deleted."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = paragraph.makeelement(w("pPr"))
            paragraph.insert(0, properties)
        of_mark = properties.find(w("rPr"))
        if of_mark is None:
            of_mark = properties.makeelement(w("rPr"))
            later = [one for one in properties if local(one) in ("sectPr", "pPrChange")]
            later[0].addprevious(of_mark) if later else properties.append(of_mark)
        of_mark.insert(0, self._change(kind))

    def _mark_row(self, row: _Element, kind: str) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = row.makeelement(w("trPr"))
            before = [one for one in row if local(one) == "tblPrEx"]
            before[-1].addnext(properties) if before else row.insert(0, properties)
        properties.append(self._change(kind))

    def _wrap(self, run: _Element, kind: str) -> None:
        change = self._change(kind)
        run.addprevious(change)
        change.append(run)

    def _change(self, kind: str) -> _Element:
        from lxml import etree

        change = etree.Element(w(kind))
        change.set(w("id"), str(next(self.numbers)))
        change.set(w("author"), self.author)
        change.set(w("date"), f"{self.when:%Y-%m-%d}T00:00:00Z")
        return change


class _Place:
    """Where the next block that is gone goes: after the last one that was dealt with."""

    def __init__(self, container: _Element, blocks: list[_Element]) -> None:
        self.after: _Element | None = None
        self.in_cell = container.tag == w("tc")
        self._container = container
        self._first = blocks[0] if blocks else None

    def put(self, struck: _Element) -> None:
        if self.after is not None:
            self.after.addnext(struck)
        elif self._first is not None:
            self._first.addprevious(struck)
        else:
            self._container.append(struck)
        self.after = struck


def _blocks(container: _Element) -> Iterator[_Element]:
    """The paragraphs and tables that an element holds, those in content controls included."""
    for one in container:
        if one.tag in (w("p"), w("tbl")):
            yield one
        elif one.tag in HOLD_BLOCKS:
            yield from _blocks(one)


def _pairs(was: list[_Element], now: list[_Element]) -> Iterator[tuple[_Element | None, _Element | None]]:
    """The elements of both sides in order: those that say the same or alike together, the others alone."""
    pairs = aligned([_block_text(one) for one in was], [_block_text(one) for one in now])
    if len(was) == len(now) == 1:  # what a cell says is one thing, however little the words have in common
        pairs = iter([(0, 0)])
    for i, j in pairs:
        yield was[i] if i is not None else None, now[j] if j is not None else None


def _runs(holder: _Element) -> Iterator[_Element]:
    for one in holder:
        if one.tag == w("r"):
            yield one
        elif one.tag in HOLD_RUNS:
            yield from _runs(one)


def _run_text(run: _Element) -> str:
    return "".join(TEXTS[one.tag] or one.text or "" for one in run if one.tag in TEXTS)


def _text(paragraph: _Element) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _block_text(block: _Element) -> str:
    """The text by which a paragraph, table or row is known again."""
    paragraphs = [block] if block.tag == w("p") else list(block.iter(w("p")))
    return "\n".join(_text(paragraph) for paragraph in paragraphs)


def _split(paragraph: _Element, pieces: list[str]) -> list[list[_Element]]:
    """The runs of each piece of the paragraph's text, cut where the pieces meet."""
    found: list[list[_Element]] = []
    runs = [part for run in list(_runs(paragraph)) for part in _single(run)]
    for piece in pieces:
        those, left = [], len(piece)
        while left and runs:
            run = runs.pop(0)
            length = len(_run_text(run))
            if length > left:
                runs.insert(0, _cut(run, left))
                length = left
            those.append(run)
            left -= length
        found.append(those)
    return found


def _single(run: _Element) -> list[_Element]:
    """The run as runs of one child each, which can be cut and wrapped."""
    children = [one for one in run if one.tag != w("rPr")]
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
    for half, text in ((run, _run_text(run)[:at]), (other, _run_text(run)[at:])):
        element = half.find(w("t"))
        assert element is not None, "only text is longer than one character"
        element.text = text
        element.set(XML_SPACE, "preserve")
    return other


def _struck_run(text: str, properties: _Element | None) -> _Element:
    from lxml import etree

    run = etree.Element(w("r"))
    if properties is not None:
        run.append(deepcopy(properties))
    lines = text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0")
    for piece in filter(None, lines):
        if piece in "\t\n":
            etree.SubElement(run, w("tab" if piece == "\t" else "br"))
        else:
            struck = etree.SubElement(run, w("delText"))
            struck.text = piece
            struck.set(XML_SPACE, "preserve")
    return run
