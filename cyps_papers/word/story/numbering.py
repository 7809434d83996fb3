"""Styles and automatic numbers, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.etree import _Element

from cyps_papers.opc.package import Package
from cyps_papers.word.parts.trees import parse
from cyps_papers.word.parts.wordml import based_on, value, w, whole

LEVELS = 9
_NUMERALS = "m cm d cd c xc l xl x ix v iv i".split()
_WORTH = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)


@dataclass(frozen=True)
class ListLevel:
    """One level of a numbered list: its format ('decimal', 'bullet'), its text ('%1.'), and its first number."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1


_PLAIN = ListLevel()


@dataclass(frozen=True)
class ListNumber:
    """The number that Word shows before a paragraph, as shown and bare: '13.' and '13'."""

    shown: str
    bare: str
    level: int
    is_bullet: bool = False
    is_letter: bool = False


@dataclass(frozen=True)
class Style:
    """A paragraph style: its name, and what it gives of numbering and of heading level (1 to 9; 0 for text)."""

    name: str
    number: str = ""
    level: int = 0
    heading: int = 0


@dataclass
class Numbering:
    """A document's styles and lists."""

    styles: dict[str, Style] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], ListLevel] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    style_levels: dict[tuple[str, str], int] = field(default_factory=dict)
    default_style: str = ""

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """Those of a package; empty where it has none."""
        styles, lists = (package.related(package.main, kind) for kind in ("styles", "numbering"))
        return _numbering(package.parts.get(styles, b""), package.parts.get(lists, b""))

    def style(self, identity: str) -> Style:
        """The style with this id; the default one where there is none."""
        return self.styles.get(identity or self.default_style, Style(identity))

    def of_paragraph(self, style_id: str, number: str = "", level: str = "") -> tuple[str, int]:
        """The list and level of a paragraph, by its style and what it states itself ('' for nothing); '' is no list."""
        if number:
            return number, whole(level)
        style_id = style_id or self.default_style
        style = self.style(style_id)
        inherited = self.style_levels.get((self.lists.get(style.number, ""), style_id), style.level)
        return style.number, whole(level, inherited)


@dataclass
class ListCounter:
    """The numbers of a story's lists, counted paragraph by paragraph."""

    numbering: Numbering
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, level: int) -> ListNumber | None:
        """The number of the next paragraph of this list and level, None where nothing is shown."""
        abstract = self.numbering.lists.get(number)
        if abstract is None or number == "0" or not 0 <= level < LEVELS:
            return None
        forms = [self.numbering.levels.get((abstract, at), _PLAIN) for at in range(LEVELS)]
        form = forms[level]
        if form.format == "bullet":
            return ListNumber(form.text, form.text, level, is_bullet=True)
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        restart = self.numbering.restarts.get((number, level))
        if restart is not None and (number, level) not in self.begun:
            self.begun.add((number, level))
            counts[level] = restart
        else:
            before = counts[level]
            counts[level] = form.start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        shown = form.text
        for nth, (above, count) in enumerate(zip(forms, counts, strict=True), 1):
            if f"%{nth}" in shown:
                shown = shown.replace(f"%{nth}", shown_as(above.start if count is None else count, above.format))
        is_letter = "Letter" in form.format or "Roman" in form.format
        return ListNumber(shown, shown.strip(" .():"), level, is_letter=is_letter) if shown.strip() else None


def shown_as(count: int, format_: str) -> str:
    """A count in one of Word's number formats: 2 is 'b' as lowerLetter and 'ii' as lowerRoman."""
    if format_ == "none":
        return ""
    if format_ == "decimalZero":
        return f"{count:02}"
    shown = str(count)
    if format_ in ("lowerLetter", "upperLetter") and count > 0:
        shown = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif format_ in ("lowerRoman", "upperRoman") and count > 0:
        shown = ""
        for numeral, worth in zip(_NUMERALS, _WORTH, strict=True):
            shown += numeral * (count // worth)
            count %= worth
    if format_.startswith("upper"):
        return shown.upper()
    return shown


@lru_cache(maxsize=50)
def _numbering(styles: bytes, lists: bytes) -> Numbering:
    """Read once for each content: a template, what it makes and its copies mostly have the same."""
    numbering = Numbering()
    found = parse(styles).findall(w("style")) if styles else []
    elements = {value(style, "styleId"): style for style in found}
    for identity, element in elements.items():
        if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
            numbering.default_style = numbering.default_style or identity
        numbering.styles[identity] = _style(identity, elements)
    if lists:
        _read_lists(parse(lists), numbering)
    return numbering


def _style(identity: str, elements: Mapping[str, _Element]) -> Style:
    """A style with what it inherits."""
    style = Style(value(elements[identity].find(w("name"))))
    outline = ""
    for element in based_on(identity, elements):
        numbered = element.find(f"{w('pPr')}/{w('numPr')}")
        if numbered is not None and not style.number:
            level = whole(value(numbered.find(w("ilvl"))))
            style = replace(style, number=value(numbered.find(w("numId"))), level=level)
        outline = outline or value(element.find(f"{w('pPr')}/{w('outlineLvl')}"))
    if named := re.fullmatch(r"heading (\d)", style.name, re.IGNORECASE):
        return replace(style, heading=int(named[1]))
    return replace(style, heading=int(outline) + 1) if outline.isdigit() and int(outline) < LEVELS else style


def _read_lists(root: _Element, numbering: Numbering) -> None:
    links, linked = {}, {}
    for abstract in root.findall(w("abstractNum")):
        identity = value(abstract, "abstractNumId")
        links[value(abstract.find(w("styleLink")))] = identity
        linked[identity] = value(abstract.find(w("numStyleLink")))
        for level in abstract.findall(w("lvl")):
            number = whole(value(level, "ilvl"))
            start = whole(value(level.find(w("start"))), 1)
            form = value(level.find(w("numFmt"))) or "decimal"
            numbering.levels[identity, number] = ListLevel(form, value(level.find(w("lvlText"))), start)
            numbering.style_levels[identity, value(level.find(w("pStyle")))] = number
    for num in root.findall(w("num")):
        identity, abstract_id = value(num, "numId"), value(num.find(w("abstractNumId")))
        link = linked.get(abstract_id)
        numbering.lists[identity] = links.get(link, abstract_id) if link else abstract_id
        for override in num.findall(w("lvlOverride")):
            if (start_override := override.find(w("startOverride"))) is not None:
                numbering.restarts[identity, whole(value(override, "ilvl"))] = whole(value(start_override))
