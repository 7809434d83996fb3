"""Tracked changes accepted or rejected, as Word does it, by other code than the product's."""

import copy

from cyps_papers.opc.package import DECLARATION
from cyps_papers.word.parts.trees import parse, serialised
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.story.stories import stories


def settled(package, accept):
    """A copy of a package with all its changes accepted, or all rejected, and its comments gone."""
    kept, gone = ("ins", "del") if accept else ("del", "ins")
    made = package.copy()
    for story in stories(package):
        root = parse(made.parts[story.part])
        for row in [mark.getparent().getparent() for mark in root.iter(w(gone)) if mark.getparent().tag == w("trPr")]:
            row.getparent().remove(row)
        for mark in list(root.iter(w(gone))):
            mark.getparent().remove(mark)
        for mark in list(root.iter(w(kept))):
            for child in list(mark):
                mark.addprevious(copy.copy(child))
            mark.getparent().remove(mark)
        for struck in list(root.iter(w("delText"))):
            struck.tag = w("t")
        for anchor in list(root.iter(*map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))):
            anchor.getparent().remove(anchor)
        made.parts[story.part] = (DECLARATION + serialised(root)).encode()
    return made
