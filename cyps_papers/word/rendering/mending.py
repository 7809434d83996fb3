"""What rendering can leave that Word refuses, mended: a table without rows, a cell without a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyps_papers.word.parts.wordml import local, value, w
from cyps_papers.word.templates.planting import Bed, nodes

if TYPE_CHECKING:
    from lxml.etree import _Element

GRID = "\ue004"
"""Stands at the beginning of a table whose columns depend on tags."""

_EMPTY_ROW = re.compile(
    r"<w:tr(?: [^>]*)?>(?:<w:tblPrEx>.*?</w:tblPrEx>)?(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>|<w:trPr/>)?</w:tr>"
)
_EMPTY_TABLE = re.compile(
    rf"<w:tbl>{GRID}?(?:<w:tblPr>(?:(?!</w:tblPr>).)*</w:tblPr>|<w:tblPr/>)?"
    r"(?:<w:tblGrid>(?:(?!</w:tblGrid>).)*</w:tblGrid>|<w:tblGrid/>)?</w:tbl>"
)
_NO_PARAGRAPH = re.compile(
    r"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>|<w:txbxContent>|<w:bookmarkEnd [^>]*/>)</w:(tc|txbxContent)>"
)
_EMPTY_STORY = re.compile(r"(<w:(hdr|ftr|footnote|endnote)(?: [^>]*)?>)(?=</w:(?:hdr|ftr|footnote|endnote)>)")


@dataclass(frozen=True)
class Mending:
    """What may need mending in a story, known when its template is read, so that nothing else is looked for."""

    rows: bool = False
    cells: bool = False
    tables: bool = False
    columns: bool = False

    @classmethod
    def of(cls, root: _Element, bed: Bed) -> Mending:
        """What the tags of a story may leave."""
        parents = {local(parent) for node in nodes(root) if (parent := node.getparent()) is not None}
        return cls(
            rows="tr" in parents,
            cells=bool(parents & {"tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "tbl", "sdtContent"}),
            tables=bool(parents & {"tbl", "tr", "sdtContent"}),
            columns=_mark_tables(root),
        )

    def __call__(self, xml: str) -> str:
        """The story mended."""
        if self.rows:
            xml = _EMPTY_ROW.sub("", xml)
        if self.tables:
            xml = _EMPTY_TABLE.sub("", xml)
        if self.cells:
            xml = _NO_PARAGRAPH.sub(r"\1<w:p/></w:\2>", xml)
            xml = _EMPTY_STORY.sub(r"\1<w:p/>", xml)
        return _with_columns(xml) if self.columns and GRID in xml else xml


def _mark_tables(root: _Element) -> bool:
    """Mark the tables whose rows can have more or fewer cells than the template's."""
    marked = False
    for table in root.iter(w("tbl")):
        if any(_varies(row) for row in table.iterchildren(w("tr"))):
            table.text = GRID
            marked = True
    return marked


def _varies(row: _Element) -> bool:
    spans = row.findall(f"{w('tc')}/{w('tcPr')}/{w('gridSpan')}")
    return any(not isinstance(child.tag, str) for child in row) or any("\ue030" in value(span) for span in spans)


_TABLE_ENDS = re.compile(r"<(/?)w:tbl>")


def _with_columns(xml: str) -> str:
    """The marked tables with as many columns in their grid as their widest row has, in the same width."""
    root = re.search(r"<w:[^>]*>", xml)
    declared = " ".join(re.findall(r'xmlns:\w+="[^"]*"', root.group())) if root else ""
    pieces, end = [], 0
    while (mark := xml.find(GRID, end)) >= 0:
        start = mark - len("<w:tbl>")
        pieces.append(xml[end:start])
        end = _table_end(xml, start)
        pieces.append(_mended(xml[start:end], declared))
    return "".join([*pieces, xml[end:]])


def _table_end(xml: str, start: int) -> int:
    depth = 0
    for tag in _TABLE_ENDS.finditer(xml, start):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return tag.end()
    return len(xml)


def _mended(table: str, declared: str) -> str:
    from lxml import etree

    root = etree.fromstring(f"<x {declared}>{table.replace(GRID, '')}</x>")
    for each in root.iter(w("tbl")):
        _set_columns(each)
    text = etree.tostring(root[0], encoding="unicode")
    head, close, rest = text.partition(">")
    return re.sub(r' xmlns:\w+="[^"]*"', "", head) + close + rest


def _set_columns(table: _Element) -> None:
    from lxml import etree

    grid = table.find(w("tblGrid"))
    rows = [_width(row) for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]
    if grid is None or not rows or max(rows) in (0, len(grid)):
        return
    widths = [int(value(column, "w") or 0) for column in grid]
    total, count = sum(widths), max(rows)
    average = total // len(widths) if widths else 0
    widths = (widths + [average] * count)[:count]
    scale = total / sum(widths) if sum(widths) else 1
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, w("gridCol"), {w("w"): str(int(width * scale))})


def _width(row: _Element) -> int:
    """How many columns a row takes, those skipped before and after its cells included."""
    spans = [int(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1) for cell in row.iterchildren(w("tc"))]
    skipped = [row.find(f"{w('trPr')}/{w(name)}") for name in ("gridBefore", "gridAfter")]
    return sum(spans) + sum(int(value(each) or 0) for each in skipped)
