"""Fields: what Word works out when it opens or prints a document, with the text that stands for it until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from cyps_papers.word.parts.wordml import local, value, w


@dataclass(eq=False)
class WordField:
    """One field: the elements that make it one, what it asks for, and the texts that it shows."""

    elements: list[_Element] = field(default_factory=list)
    written: str = ""
    texts: list[_Element] = field(default_factory=list)
    is_shown: bool = False

    @property
    def instruction(self) -> str:
        """What it asks for, in one line."""
        return " ".join(self.written.split())

    def show(self, text: str) -> None:
        """Let it show this text."""
        if not self.texts:
            last = self.elements[-1]
            holder = last.getparent() if last.tag == w("fldChar") else last
            if holder is None:
                return
            if holder.tag != w("r"):
                holder.append(holder.makeelement(w("r")))
                holder = holder[-1]
            self.texts = [holder.makeelement(w("t"))]
            holder.append(self.texts[0])
        for shown in self.texts:
            shown.text = ""
        self.texts[0].text = text

    def unlink(self) -> None:
        """Leave what it shows, and nothing to work out."""
        for element in self.elements:
            if element.tag == w("fldSimple"):
                for child in list(element):
                    element.addprevious(child)
            run = element.getparent()
            take(element)
            if run is not None and run.tag == w("r") and all(local(child) == "rPr" for child in run):
                take(run)


def fields(root: _Element) -> Iterator[WordField]:
    """The fields of a part, those inside others before them; at the end those that have no end."""
    open_: list[WordField] = []
    for element in list(root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("t"))):
        kind = value(element, "fldCharType")
        if element.tag == w("fldSimple"):
            yield WordField([element], value(element, "instr"), list(element.iter(w("t"))))
        elif element.tag == w("t"):
            for around in open_:
                if around.is_shown:
                    around.texts.append(element)
        elif kind == "begin":
            open_.append(WordField([element]))
        elif open_:
            open_[-1].elements.append(element)
            open_[-1].written += element.text or ""
            open_[-1].is_shown = open_[-1].is_shown or kind == "separate"
            if kind == "end":
                yield open_.pop()
    yield from open_


def take(element: _Element) -> None:
    """Take out an element, the text behind it left where it is."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
