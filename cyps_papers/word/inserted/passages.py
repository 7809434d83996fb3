"""Passages that templates share: each put in place of the paragraph that includes it, then read with the template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.package import Package
from cyps_papers.problems import NoAnswerError, Problem, error
from cyps_papers.word.inserted.documents import composed, opened
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.parts.trees import parser
from cyps_papers.word.parts.wordml import w
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Paragraph, Walk, of_tree
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.tags import find

NOT_INCLUDED = error("tag-include", '"{tag}": {message}', "{hint}")
NOT_A_PASSAGE = NoAnswerError(
    "this does not include a passage.",
    'Type {% include "passage.docx" %} in a paragraph of its own, with the name of a file.',
)
_NAME = re.compile(r"include\s+'([^']+)'")


def include_passages(
    files: Files, root: _Element, paragraphs: dict[_Element, Paragraph], package: Package
) -> list[Problem]:
    """Put passages in place of the paragraphs of a body that include them, and tell of those that cannot be had.

    `paragraphs` gets theirs, each with its place in the passage; the package what they refer to.
    """
    problems: list[Problem] = []
    waiting: list[tuple[_Element, tuple[str, ...]]] = [(paragraph, ()) for paragraph in root.iter(w("p"))]
    while waiting:
        paragraph, around = waiting.pop(0)
        text = "".join(leaf.text or "" for leaf in paragraph.iter(w("t")))
        found = next((tag for tag in find(text) if tag.reading.keyword == "include"), None)
        if found is None:
            continue
        typed = text[found.start : found.end]
        name = _NAME.fullmatch(found.reading.source) if text.strip() == typed else None
        blocks: list[_Element] = []
        try:
            if name is None:
                raise NOT_A_PASSAGE
            if name.group(1) in around:
                raise NoAnswerError(f"{name.group(1)} would include itself.", "Take the tag out.")
            blocks = list(_blocks(opened(files, name.group(1)), package, paragraphs))
            inside = [inner for block in blocks for inner in block.iter(w("p"))]
            waiting[:0] = [(inner, (*around, name.group(1))) for inner in inside]
        except NoAnswerError as refused:
            said = {"tag": typed, "message": refused.message, "hint": refused.hint}
            problems.append(NOT_INCLUDED.at(paragraphs[paragraph].place, **said))
        for block in blocks:
            paragraph.addprevious(block)
        parent, ends_section = paragraph.getparent(), paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
        if parent is not None and blocks and blocks[-1].tag == w("p") and not ends_section:
            parent.remove(paragraph)
        for leaf in paragraph.iter(w("t")):
            leaf.text = ""
    return problems


def _blocks(passage: Package, package: Package, paragraphs: dict[_Element, Paragraph]) -> Iterator[_Element]:
    body = etree.Element(w("body"))
    for block in composed(package, [passage], own_styles=False)[0]:
        body.append(etree.fromstring(etree.tostring(block), parser()))
    story = Story(passage.main, "", 0)
    paragraphs.update(of_tree(Walk(passage.name, story, Numbering.of(package)), body))
    yield from list(body)
