"""Tagged PDFs bound into one: one structure tree, one outline, and the metadata that PDF/UA-1 asks for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cyps_papers.publishing.tagging import number_tree

if TYPE_CHECKING:
    from pikepdf import OutlineItem, Pdf

PRODUCER = "cyps-papers"


def bound(parts: Sequence[tuple[str, Pdf]], title: str, when: date) -> bytes:
    """One PDF of all these, each with the title that it has in the outline; its dates are this day, never the clock's.

    pikepdf's own `pages.extend` leaves the tags behind.
    """
    from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String
    from pikepdf import Pdf as NewPdf

    whole = NewPdf.new()
    root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    kids, numbers, roles = Array(), Array(), Dictionary()
    outline: list[OutlineItem] = []
    base = 0
    for name, part in parts:
        first = len(whole.pages)
        outline.append(_outline(name, part, first))
        tree = part.Root.StructTreeRoot
        top = max(number_tree(tree.ParentTree), default=-1) + 1
        whole.pages.extend(part.pages)
        _shift([page.obj for page in list(whole.pages)[first:]], base)
        copied = whole.copy_foreign(part.make_indirect(tree))  # after its pages, so that it leads to their copies
        kids.append(_section(whole, copied, document))
        for number, parent in sorted(number_tree(copied.ParentTree).items()):
            numbers.append(number + base)
            numbers.append(parent)
        for role, standard in (copied.get("/RoleMap") or {}).items():
            roles[role] = standard
        base += top
    document.K = kids
    root.K, root.ParentTree = Array([document]), whole.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey, root.RoleMap = base, roles
    language = str(parts[0][1].Root.get("/Lang", "en-GB"))
    whole.Root.StructTreeRoot, whole.Root.MarkInfo = root, Dictionary(Marked=True)
    whole.Root.Lang, whole.Root.ViewerPreferences = String(language), Dictionary(DisplayDocTitle=True)
    whole.Root.PageMode = Name.UseOutlines
    with whole.open_outline() as bookmarks:
        bookmarks.root.extend(outline)
    _describe(whole, title, language, when)
    content = io.BytesIO()
    whole.save(content, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return content.getvalue()


def _shift(pages: Sequence[Any], base: int) -> None:
    """Let pages, their links and their drawings point into the tree behind what was there before."""
    pointing: dict[object, Any] = {}  # pages can share a drawing, which is moved once
    for page in pages:
        drawn = dict(page.get("/Resources", {}).get("/XObject", {})).values()
        pointing |= {each.objgen: each for each in (page, *page.get("/Annots", []), *drawn)}
    for each in pointing.values():
        for key in ("/StructParents", "/StructParent"):
            if key in each:
                each[key] = int(each[key]) + base


def _section(whole: Pdf, tree: Any, document: Any) -> Any:
    """The element that holds what a part's tree holds."""
    from pikepdf import Array, Dictionary, Name

    section = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=document))
    held = Array()
    for object_ in tree.K if isinstance(tree.K, Array) else Array([tree.K]):
        inner = object_.K if object_.get("/S") == Name.Document else Array([object_])
        for kid in inner if isinstance(inner, Array) else Array([inner]):
            if isinstance(kid, Dictionary):
                kid.P = section
            held.append(kid)
    section.K = held
    return section


def _outline(name: str, part: Pdf, first: int) -> OutlineItem:
    """The bookmarks of a part below its title, by the pages that they come to stand on."""
    from pikepdf import OutlineItem

    places = {page.obj.objgen: nth for nth, page in enumerate(part.pages, first)}

    def copied(item: OutlineItem) -> OutlineItem:
        target: Any = item.destination
        page = places.get(target[0].objgen, first) if target is not None else first
        copy = OutlineItem(item.title, page, "Fit")
        copy.children.extend(map(copied, item.children))
        return copy

    head = OutlineItem(name, first, "Fit")
    with part.open_outline() as outline:
        head.children.extend(map(copied, outline.root))
    return head


def headings(part: Pdf) -> Iterator[tuple[str, int]]:
    """The headings of a PDF by its bookmarks, in order, each with its page, counted from 1."""

    def read(items: Sequence[OutlineItem]) -> Iterator[tuple[str, int]]:
        for item in items:
            page: Any = item.destination
            yield item.title, page
            yield from read(item.children)

    return read(_outline("", part, 1).children)


def _describe(whole: Pdf, title: str, language: str, when: date) -> None:
    """The metadata: the title, the language, PDF/UA-1, and the day."""
    from pikepdf import String

    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {language}
        metadata["pdfuaid:part"] = "1"
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = f"{when}T00:00:00Z"
    whole.docinfo["/Title"] = String(title)
    whole.docinfo["/Producer"] = String(PRODUCER)
    for key in ("/CreationDate", "/ModDate"):
        whole.docinfo[key] = String(f"D:{when:%Y%m%d}000000Z")
