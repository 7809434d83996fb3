"""What LibreOffice leaves undone in a tagged PDF, done: what ISO 14289-1 (PDF/UA-1) asks of one that anybody can read.

Version 7.4 fails clauses 7.1 (paths that are neither tagged nor marked as decoration) and 7.3 (figures without their
alternative text), and leaves links and notes half tagged; later versions leave less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

_BUILDS = frozenset(("m", "l", "c", "v", "y", "h", "re"))
_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_TEXT_TYPES = frozenset("Part Art Sect Div BlockQuote Caption Index Span Quote Reference BibEntry Code".split())
_OTHER_TYPES = frozenset(
    "TOC TOCI L LI Lbl LBody Table TR TH TD THead TBody TFoot Note Link Annot Figure Formula Form".split()
)
"""Standard types of structure that a style can share its name with: what is text, and what LibreOffice makes itself."""
_LONGEST_LABEL = 8  # letters, of one or two bytes: "(xviii)"
_DRAWS = frozenset(("sh", "Do", "BI", "INLINE IMAGE"))


def mend(pdf: Pdf, descriptions: Sequence[str]) -> None:
    """Mend a PDF that LibreOffice made; `descriptions` are the alternative texts of its drawings, in order."""
    from pikepdf import Name, String

    for page in pdf.pages:
        _mark_decoration(pdf, page)
    root = pdf.Root.StructTreeRoot
    elements = list(_elements(root.get("/K")))
    _label_items(pdf, elements, number_tree(root.ParentTree))
    notes = [element for element in elements if Name.Note == element.S]
    for number, note in enumerate(notes, 1):
        note.ID = String(f"note{number}")
    figures = [element for element in elements if Name.Figure == element.S]
    if len(figures) == len(descriptions):
        for figure, text in zip(figures, descriptions, strict=True):
            if text and not str(figure.get("/Alt", "")):
                figure.Alt = String(text)
    _mend_links(pdf, number_tree(root.ParentTree))
    _undo_namesakes(root, elements)
    if any(Name.Title == element.S for element in elements):
        for element in elements:
            _lower(element)


def _elements(node: Object | None) -> Iterator[Any]:
    """The elements of a structure tree, in order."""
    from pikepdf import Array, Dictionary, Name

    if isinstance(node, Array):
        for kid in node:
            yield from _elements(kid)
    elif isinstance(node, Dictionary):
        if "/S" in node:
            yield node
        if node.get("/Type") not in (Name.MCR, Name.OBJR):
            yield from _elements(node.get("/K"))


def number_tree(tree: Object) -> dict[int, Any]:
    """A number tree as a dictionary."""
    found: dict[int, Any] = {}
    pairs: Any = tree.get("/Nums", [])
    for nth in range(0, len(pairs), 2):
        found[int(pairs[nth])] = pairs[nth + 1]
    for kid in tree.get("/Kids", []):
        found |= number_tree(kid)
    return found


def _mark_decoration(pdf: Pdf, page: Page) -> None:
    """Mark what is drawn outside all tags as decoration: the lines of a table, the shading of its cells."""
    from pikepdf import ContentStreamInstruction, Name, Operator, parse_content_stream, unparse_content_stream

    begin = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
    end = ContentStreamInstruction([], Operator("EMC"))
    written: list[Any] = []
    path: list[Any] | None = None
    depth = marked = 0
    for instruction in parse_content_stream(page):
        operator = str(instruction.operator)
        depth += (operator in ("BMC", "BDC")) - (operator == "EMC")
        if depth == 0 and path is None and operator in _BUILDS:
            path = []
        if path is not None:
            path.append(instruction)
            if operator in _PAINTS:
                is_drawn = operator != "n"  # which ends a path that only clips
                written += [begin, *path, end] if is_drawn else path
                marked += is_drawn
                path = None
        elif depth == 0 and operator in _DRAWS:
            written += [begin, instruction, end]
            marked += 1
        else:
            written.append(instruction)
    if marked:
        page.obj.Contents = pdf.make_stream(unparse_content_stream([*written, *(path or [])]))


def _label_items(pdf: Pdf, elements: Sequence[Any], parents: dict[int, Any]) -> None:
    """Tell the number or bullet of each item of a list from its words: LibreOffice tags them as one paragraph.

    It draws them one after the other, each under a number of its own, and the label, which is short, to the left.
    """
    from pikepdf import Array, Dictionary, Name

    pages = {page.obj.objgen: page for page in pdf.pages}
    drawn: dict[Any, dict[int, _Drawn]] = {}
    for item in (element for element in elements if element.S == Name.LI):
        body = item.K[0] if isinstance(item.K, Array) and len(item.K) == 1 else item.K
        paragraph = next(_elements(body.get("/K")), None) if isinstance(body, Dictionary) else None
        kids = paragraph.get("/K") if paragraph is not None else None
        if paragraph is None or not isinstance(kids, Array) or len(kids) < 2:
            continue
        first = kids[0]
        page = first.get("/Pg", paragraph.get("/Pg")) if isinstance(first, Dictionary) else paragraph.get("/Pg")
        if page is None or (isinstance(first, Dictionary) and "/MCID" not in first):
            continue
        number = int(first.MCID if isinstance(first, Dictionary) else first)
        if page.objgen not in drawn:
            drawn[page.objgen] = _drawn(pages[page.objgen])
        label, words = (drawn[page.objgen].get(one) for one in (number, number + 1))
        if label and words and label.letters <= _LONGEST_LABEL and label.left < words.left:
            made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Lbl, P=item, Pg=page, K=first))
            item.K = Array([made, body])
            del kids[0]
            parents[int(page.StructParents)][number] = made


class _Drawn(NamedTuple):
    letters: int
    left: float


def _drawn(page: Page) -> dict[int, _Drawn]:
    """How many letters stand under each number of a page's content, and how far to the left they begin."""
    from pikepdf import parse_content_stream

    found: dict[int, _Drawn] = {}
    number: int | None = None
    left = 0.0
    for instruction in parse_content_stream(page, "BDC EMC Td Tj TJ"):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "BDC" and "/MCID" in operands[1]:
            number = int(operands[1].MCID)
        elif operator == "EMC":
            number = None
        elif operator == "Td":
            left = float(operands[0])
        elif number is not None and operator in ("Tj", "TJ"):
            shown = (
                [operand for operand in operands[0] if not isinstance(operand, int | Decimal)]
                if operator == "TJ"
                else operands
            )
            letters = sum(len(bytes(object_)) for object_ in shown)
            before = found.get(number, _Drawn(0, left))
            found[number] = _Drawn(before.letters + letters, min(before.left, left))
    return found


def _mend_links(pdf: Pdf, parents: dict[int, Any]) -> None:
    """Say of each link where it leads, and take out those that no tag holds, which nobody can be told of."""
    from pikepdf import Array, Name, String

    for page in pdf.pages:
        kept = []
        for object_ in page.obj.get("/Annots", []):
            parent = parents.get(int(object_.get("/StructParent", -1)))
            if object_.get("/Subtype") == Name.Link:
                if parent is None or parent.get("/S") != Name.Link:
                    continue
                if not str(object_.get("/Contents", "")):
                    address = object_.A.get("/URI") if "/A" in object_ else None
                    object_.Contents = String(str(address or "Link within this document"))
            kept.append(object_)
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept)
            page.obj.Tabs = Name.S


def _undo_namesakes(root: Any, elements: Sequence[Any]) -> None:
    """Let no style pass for a standard type of its name: LibreOffice tags a paragraph with the name of its style."""
    from pikepdf import Name

    roles = root.get("/RoleMap", {})
    for name in [role for role in dict(roles) if role[1:] in _TEXT_TYPES | _OTHER_TYPES]:
        for element in elements if name[1:] in _TEXT_TYPES else ():
            if str(element.S) == name:
                element.S = Name(str(roles[name]))
        del roles[name]


def _lower(element: Any) -> None:
    """Let a document's title be its first heading, and each of its headings stand one level below where it stood."""
    from pikepdf import Name

    if Name.Title == element.S:
        element.S = Name.H1
    elif heading := re.fullmatch(r"/H([1-5])", str(element.S)):
        element.S = Name(f"/H{int(heading[1]) + 1}")
