"""What rendering can leave that Word refuses, mended: a table without rows, a cell without a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from cyps_papers.opc.package import DECLARATION
from cyps_papers.word.parts.trees import serialised
from cyps_papers.word.parts.wordml import local, value, w, whole
from cyps_papers.word.templates.planting import TOKEN_START, nodes

GRID = "<?grid ?>"
"""What a table begins with whose columns depend on tags."""

_EMPTY_ROW = re.compile(
    r"<w:tr(?: [^>]*)?>(?:<w:tblPrEx>.*?</w:tblPrEx>)?(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>|<w:trPr/>)?</w:tr>"
)
_EMPTY_TABLE = re.compile(
    rf"<w:tbl>(?:{re.escape(GRID)})?(?:<w:tblPr>(?:(?!</w:tblPr>).)*</w:tblPr>|<w:tblPr/>)?"
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
    def of(cls, root: _Element) -> Mending:
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
    """Mark the tables whose rows can have more or fewer cells than the template's, or have lost a column already."""
    marked = False
    for table in root.iter(w("tbl")):
        grid, rows = table.find(w("tblGrid")), list(table.iterchildren(w("tr")))
        spans = table.iterfind(f"{w('tr')}/{w('tc')}/{w('tcPr')}/{w('gridSpan')}")
        varies = any(not isinstance(child.tag, str) for row in rows for child in row)
        varies = varies or any(TOKEN_START in value(span) for span in spans)
        if varies or (grid is not None and max(map(_width, rows), default=0) < len(grid)):
            table.insert(0, etree.ProcessingInstruction("grid"))
            marked = True
    return marked


def _with_columns(xml: str) -> str:
    """The marked tables with as many columns in their grid as their widest row has, in the same width."""
    root = etree.fromstring(xml.encode())
    for mark in list(root.iter(etree.ProcessingInstruction)):  # no others are left
        table = mark.getparent()
        if table is not None:
            table.remove(mark)
            _set_columns(table)
    return DECLARATION + serialised(root)


def _set_columns(table: _Element) -> None:
    grid = table.find(w("tblGrid"))
    rows = [row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]
    widest = max(rows, key=_width, default=None)
    if grid is None or widest is None or _width(widest) in (0, len(grid)):
        return
    widths = [whole(value(column, "w")) for column in grid]
    total, count = sum(widths), _width(widest)
    of_cells = [whole(value(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w")) for cell in widest.iterchildren(w("tc"))]
    if count < len(widths) and len(of_cells) == count and all(of_cells):
        widths = of_cells
    average = total // len(widths) if widths else 0
    widths = (widths + [average] * count)[:count]
    scale = total / sum(widths) if sum(widths) else 1
    grid[:] = [grid.makeelement(w("gridCol"), {w("w"): str(int(width * scale))}) for width in widths]


def _width(row: _Element) -> int:
    """How many columns a row takes, those skipped before and after its cells included."""
    spans = [whole(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}")), 1) for cell in row.iterchildren(w("tc"))]
    skipped = [row.find(f"{w('trPr')}/{w(name)}") for name in ("gridBefore", "gridAfter")]
    return sum(spans) + sum(whole(value(columns)) for columns in skipped)
