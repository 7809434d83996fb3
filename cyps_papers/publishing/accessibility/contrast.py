"""Text has a contrast of 4.5 to 1 with what is behind it, large text of 3 to 1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cyps_papers.problems import Problem, warning
from cyps_papers.publishing.accessibility.body import Body
from cyps_papers.word.parts.wordml import based_on, is_on, value, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

FAINT = warning(
    "contrast",
    'The contrast of "{text}" ({colour} on {behind}) is {ratio} to 1, and has to be {least} to 1 at least.',
    "In the template choose a darker or lighter colour for it (Home, Font Color), or for the shading behind it.",
)
_BLACK, _WHITE = "000000", "FFFFFF"
_LARGE, _LARGE_BOLD, _USUAL = 36, 28, 22  # half points
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


def check(body: Body) -> Iterator[Problem]:
    """The first text of each paragraph that stands out too little, its colour found through styles and shading."""
    for element, paragraph in body.paragraphs.items():
        around = _Around.of(body, element)
        for run in element.iterchildren(w("r"), w("hyperlink"), w("sdt"), w("smartTag")):
            text = "".join(element.text or "" for element in run.iter(w("t"))).strip()
            if not text:
                continue
            stated = [*_own(body, run), *around.text]
            behind = _fill([*stated, *around.behind]) or _WHITE
            colour = _colour(stated) or _readable(behind)
            size = whole(value(_first(stated, "sz")), _USUAL)
            is_large = size >= _LARGE or (size >= _LARGE_BOLD and is_on(_first(stated, "b")))
            least = 3.0 if is_large else 4.5
            ratio = contrast(colour, behind)
            if ratio < least:
                found = {"colour": f"#{colour}", "behind": f"#{behind}", "ratio": f"{ratio:.1f}", "least": f"{least:g}"}
                yield FAINT.at(paragraph.place, text=text[:40], **found)
                break


@dataclass(frozen=True)
class _Around:
    """What the styles of a paragraph and of its table, and its cell, state of its text and of what is behind it."""

    text: list[_Element]
    behind: list[_Element]

    @classmethod
    def of(cls, body: Body, paragraph: _Element) -> _Around:
        style = value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or body.default_style
        text = list(body.properties(style, "rPr"))
        behind = [*paragraph.iterchildren(w("pPr")), *body.properties(style, "pPr")]
        cell = next(paragraph.iterancestors(w("tc")), None)
        if cell is not None:
            text += _of_table(body, cell, "rPr")
            behind += [*cell.iterchildren(w("tcPr")), *_of_table(body, cell, "tcPr")]
        return cls(text, behind)


def _own(body: Body, run: _Element) -> list[_Element]:
    """What a run states itself, and its style."""
    own = next(run.iter(w("rPr")), None)
    if own is None:
        return []
    return [own, *body.properties(value(own.find(w("rStyle"))), "rPr")]


@cache
def contrast(one: str, other: str) -> float:
    """By how much two colours stand out from each other, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _readable(behind: str) -> str:
    """The automatic colour of text, which is white on what is dark."""
    return _WHITE if contrast(_WHITE, behind) > contrast(_BLACK, behind) else _BLACK


def _of_table(body: Body, cell: _Element, kind: str) -> Iterator[_Element]:
    """What the style of a cell's table says: of its first row where the cell stands in that, and of all."""
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return
    style = value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if value(look, "firstRow") == "1" and row is next(table.iterchildren(w("tr"))):
        for element in based_on(style, body.styles):
            for part in element.iterchildren(w("tblStylePr")):
                if value(part, "type") == "firstRow":
                    yield from part.iterchildren(w(kind))
    yield from body.properties(style, kind)


def _first(stated: Sequence[_Element], name: str) -> _Element | None:
    return next((found for element in stated for found in element.iterchildren(w(name))), None)


def _colour(stated: Sequence[_Element]) -> str:
    """The colour of text; '' where it is automatic, or a theme's that is not said in figures."""
    colour = value(_first(stated, "color"))
    return colour.upper() if _COLOUR.fullmatch(colour) else ""


def _fill(holders: Sequence[_Element]) -> str:
    """The nearest shading; '' where none of these has any."""
    fills = (value(shading, "fill") for holder in holders for shading in holder.iterchildren(w("shd")))
    return next((fill.upper() for fill in fills if _COLOUR.fullmatch(fill)), "")
