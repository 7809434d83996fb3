"""What a value looks like where a tag prints it: its text in runs with the tag's formatting, marked where traced."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from inspect import isroutine
from typing import Any
from urllib.parse import quote

from jinja2 import Undefined, pass_context
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from markupsafe import Markup

from cyps_papers.periods import day
from cyps_papers.records import StyledRun
from cyps_papers.vocabulary import Subject, Traced
from cyps_papers.word import marks
from cyps_papers.word.environment import Environment, answering
from cyps_papers.word.lists import Lists
from cyps_papers.word.missing import Absent, Missing, Unreadable
from cyps_papers.word.package import OFFICE, Package
from cyps_papers.word.pictures import Picture, picture_run, picture_value
from cyps_papers.word.tags import Tag

TEXT_START = '<w:t xml:space="preserve">'
RUN_END = "</w:t></w:r>"
FIRST_BOOKMARK = 100_000
"""Bookmarks made in loops are numbered from here on, above those that Word made."""
RENDERING = "the rendering"
"""The name in a context of the rendering it serves: two words, so that no template can reach it."""


class Stands(Enum):
    """Where a printed value stands: it decides what the value may hold."""

    RUN = "among runs"
    TEXT = "inside text"
    ATTRIBUTE = "in an attribute"
    PROPERTY = "in a property of the document"
    LINK = "in the target of a link"
    FILL = "as a colour"
    SPAN = "as a count of columns"
    ELEMENT = "in place of a paragraph, cell or row"


@dataclass
class Site:
    """A place of a template where a value is printed.

    `run_properties` and `paragraph_properties` are XML; the latter is None where the run does not stand in the
    paragraph itself, which then cannot be divided. `before` and `after` stand around plain text in place of an element.
    """

    stands: Stands
    part: str
    tag: Tag | None = None
    run_properties: str = ""
    paragraph_properties: str | None = None
    before: str = ""
    after: str = ""

    @cached_property
    def opening(self) -> str:
        """How a run begins here."""
        return f"<w:r>{self.run_properties}{TEXT_START}"

    def styled(self, bold: bool, italic: bool) -> str:
        """How a bold or italic run begins here."""
        return f"<w:r>{with_style(self.run_properties, bold, italic)}{TEXT_START}"


@dataclass
class Rendering:
    """One rendering of a template: what it printed, and what it missed. It changes the package it is given."""

    sites: Mapping[int, Site]
    package: Package
    lists: Lists
    traced: dict[int | None, Traced] = field(default_factory=dict)
    absent: list[Absent] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    bookmarks: dict[str, int] = field(default_factory=dict)
    has_foreign_xml: bool = False

    def value(self, value: Any, number: int) -> str:
        """The XML of a value at the site with this number."""
        site = self.sites[number]
        value = self._of_another_document(value, site) if _is_subdocument(value) else worded(value)
        if isinstance(value, Missing | Unprintable):
            return self._missing(value, site)
        return _FORMS[site.stands](self, value, site)

    def note(self, missing: Missing | Unprintable, tag: Tag | None) -> None:
        """Take note of a value that was not there, once for each tag and reason."""
        if tag and not isinstance(missing, Unreadable):
            absent = Absent(tag.typed, tag.place, missing.message, missing.hint)
            if absent not in self.absent:
                self.absent.append(absent)

    def as_text(self, value: Any) -> str:
        """A value where no runs can stand: its text, marked where it is a figure's."""
        if isinstance(value, Traced):
            return marks.around_text(self._number(value), _escaped(value.printed))
        return str(value) if _is_plain_markup(value) else _escaped(_text(value))

    def counters(self) -> dict[str, Callable[[str], str]]:
        """The counters that the source asks for ids: those of pictures, and of bookmarks inside loops."""
        return {
            "fresh_id": lambda what: str(self.next(what)),
            "bookmark_id": self._bookmark_id,
            "bookmark_end": lambda identity: str(self.bookmarks.get(identity, 0)),
            "bookmark_name": self._bookmark_name,
            "restart_list": self.lists.restart,
            "list_id": self.lists.identity,
        }

    def _bookmark_id(self, identity: str) -> str:
        self.bookmarks[identity] = FIRST_BOOKMARK + self.next("bookmark")
        return str(self.bookmarks[identity])

    def _bookmark_name(self, name: str) -> str:
        count = self.next(f"bookmark {name}")
        return name if count == 1 else f"{name[:34]}_{count}"

    def next(self, what: str) -> int:
        """The next number of a kind, from 1."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _number(self, value: Traced) -> int:
        number = len(self.traced)
        self.traced[number] = value
        return number

    def _missing(self, missing: Missing | Unprintable, site: Site) -> str:
        self.note(missing, site.tag)
        if site.stands in _WITHOUT:
            return _FORMS[site.stands](self, _WITHOUT[site.stands], site)
        asked = site.tag.reading.source if site.tag else ""
        text = missing.shown or f"[missing: {asked}]"
        if site.stands in (Stands.RUN, Stands.ELEMENT):
            properties = with_highlight(site.run_properties)
            run = f"<w:r>{properties}{TEXT_START}{_escaped(text)}{RUN_END}"
            return site.before + run + site.after
        return _escaped(text)

    def _runs(self, value: Any, site: Site) -> str:
        if isinstance(value, Traced):
            return marks.around(self._number(value), self._runs_of_traced(value, site))
        if isinstance(value, Markup):
            return self._runs_of_markup(value, site)
        if isinstance(value, Picture):
            return self._picture(value, site)
        styled = _styled(value)
        return _styled_runs(styled, site) if styled else _run(site.opening, str(value), site)

    def _runs_of_traced(self, value: Traced, site: Site) -> str:
        styled = _styled(value)
        return _styled_runs(styled, site) if styled else _run(site.opening, value.printed, site)

    def _of_another_document(self, value: Any, site: Site) -> Markup:
        from cyps_papers.word.relationships import adopt

        return Markup(adopt(str(value.__html__()), value.docx.part, self.package, site.part))

    def _runs_of_markup(self, value: Markup, site: Site) -> str:
        if "<w:" in value:
            self.has_foreign_xml = True
            return _divided(_breaks_in_xml(str(value)), site)
        if marks.INLINE_OPEN not in value:
            return _run(site.opening, value.unescape(), site)
        return "".join(self._run_of_piece(text, opened, site) for text, opened, _ in marks.scan(str(value)) if text)

    def _run_of_piece(self, text: str, number: int | None, site: Site) -> str:
        run = _run(site.opening, Markup(text).unescape(), site)
        return run if number is None else marks.around(number, run)

    def _picture(self, picture: Picture, site: Site) -> str:
        return picture_run(picture, self.package, site.part, self.next("docPr"))

    def _element(self, value: Any, site: Site) -> str:
        if isinstance(value, Markup) and re.search(r"<w:(p|tbl|tr|tc|sdt)[ >/]", value):
            self.has_foreign_xml = True
            return _breaks_in_xml(str(value))
        runs = self._runs(value, site)
        return site.before + runs + site.after if runs else ""

    def _inside_text(self, value: Any, site: Site) -> str:
        return self.as_text(value)

    def _attribute(self, value: Any, site: Site) -> str:
        text = self.as_text(value) if isinstance(value, Traced) else _escaped(_text(value))
        return re.sub(r"[\t\n\r\a\f]+", " ", text).replace('"', "&quot;")

    def _property(self, value: Any, site: Site) -> str:
        return _escaped(re.sub(r"[\t\n\r\a\f]+", " ", _text(value)))

    def _link(self, value: Any, site: Site) -> str:
        address = quote(_text(value).strip(), safe=":/?#[]@!$&'()*+,;=%~-._")
        return self.package.relate(site.part, OFFICE + "hyperlink", address, external=True)

    def _fill(self, value: Any, site: Site) -> str:
        colour = _text(value).strip().lstrip("#")
        return colour.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else "auto"

    def _span(self, value: Any, site: Site) -> str:
        count = _text(value).strip()
        return str(max(1, int(count))) if re.fullmatch(r"\d{1,3}", count) else "1"


_FORMS: dict[Stands, Callable[[Rendering, Any, Site], str]] = {
    Stands.RUN: Rendering._runs,
    Stands.TEXT: Rendering._inside_text,
    Stands.ATTRIBUTE: Rendering._attribute,
    Stands.PROPERTY: Rendering._property,
    Stands.LINK: Rendering._link,
    Stands.FILL: Rendering._fill,
    Stands.SPAN: Rendering._span,
    Stands.ELEMENT: Rendering._element,
}


_WITHOUT = {Stands.FILL: "auto", Stands.SPAN: "1", Stands.LINK: "about:blank"}
"""What stands in place of a missing value where no text can."""


@dataclass(frozen=True)
class Unprintable:
    """A value that is there, and is not one to print: a list, or something to ask further."""

    message: str
    hint: str
    shown: str = ""


def let_print(environment: Environment) -> None:
    """Give an environment the filters that know of the rendering: that with which every tag prints, and join."""
    environment.filters["printed"] = printed
    environment.filters["join"] = answering(joined)


@pass_context
def printed(context: Context, value: Any, number: int) -> str:
    """The XML of a value at the site with this number of a template."""
    rendering: Rendering = context.parent[RENDERING]
    if type(value) is str:
        site = rendering.sites[number]
        if site.stands is Stands.RUN and value and _SPECIAL.search(value) is None:
            return site.opening + value + RUN_END
    return rendering.value(value, number)


@pass_context
def joined(context: Context, values: Iterable[Any], between: str = "", attribute: str | int | None = None) -> Any:
    """The texts of several values as one, each figure among them still marked."""
    if isinstance(values, Missing):
        return values
    if attribute is not None:
        values = map(make_attrgetter(context.environment, attribute), values)
    forms = [worded(value) for value in values]
    absent = next((form for form in forms if isinstance(form, Missing)), None)
    if absent is not None:
        return absent
    if not any(isinstance(form, Traced | Markup) for form in forms):
        return between.join(_text(form) for form in forms)
    rendering: Rendering = context.parent[RENDERING]
    return Markup(_escaped(between).join(rendering.as_text(form) for form in forms))


def worded(value: Any) -> Any:
    """A value as it can be printed: text, a figure, markup, a picture; or why it cannot be."""
    form = _WORDED.get(type(value))
    if form:
        return form(value)
    if isinstance(value, str | Traced | Missing | Picture):
        return value
    if isinstance(value, Undefined):
        return ""
    if isinstance(value, Subject):
        return Unprintable("This is not a value that can be printed.", "Ask for one of the names under it.")
    return _of_another_kind(value)


def _is_subdocument(value: Any) -> bool:
    return type(value).__name__ == "Subdoc" and hasattr(value, "__html__")


def _of_another_kind(value: Any) -> Any:
    picture = picture_value(value)
    if picture:
        return picture
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    for kind, form in _WORDED.items():
        if isinstance(value, kind):
            return form(value)
    if isroutine(value):
        return Unprintable("This asks nothing yet.", 'Type the brackets after it, for example ("June 2014").')
    if str(value) == object.__repr__(value):
        return Unprintable("This is not a value that can be printed.", "Ask for one of the names under it.")
    return str(value)


def _of_float(value: float) -> str:
    return "" if math.isnan(value) else str(value)


def _of_decimal(value: Decimal) -> str:
    return "" if value.is_nan() else f"{value:f}"


def _of_datetime(value: datetime) -> str:
    midnight = not (value.hour or value.minute or value.second)
    return _of_date(value) if midnight else f"{_of_date(value)}, {value:%H:%M}"


def _of_date(value: date) -> str:
    return str(day(date(value.year, value.month, value.day)))


def _of_list(value: Any) -> Unprintable:
    return Unprintable(
        "This is a list, not a value.",
        "Go through it with a 'for', or join it: |join(', ').",
        str(value),
    )


_WORDED: dict[type, Callable[[Any], Any]] = {
    str: lambda value: value,
    type(None): lambda value: "",
    bool: str,
    int: str,
    float: _of_float,
    Decimal: _of_decimal,
    datetime: _of_datetime,
    date: _of_date,
    list: _of_list,
    tuple: _of_list,
    dict: _of_list,
    set: _of_list,
}
_SPECIAL = re.compile("[\x00-\x1f&<>\x7f-\x84\x86-\x9f\ue000-\ue0ff\ud800-\udfff\ufffe\uffff]")
_NOT_XML = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\ue0ff\ud800-\udfff\ufffe\uffff]")


def _escaped(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(value: Any) -> str:
    if isinstance(value, Traced):
        return value.printed
    return marks.without(value.unescape()) if isinstance(value, Markup) else str(value)


def _is_plain_markup(value: Any) -> bool:
    return isinstance(value, Markup) and "<" not in value and str(value) == str(Markup.escape(value.unescape()))


def _run(opening: str, text: str, site: Site) -> str:
    text = _escaped(text)
    return opening + _with_breaks(text, opening, site) + RUN_END if text else ""


def _styled(value: Any) -> tuple[StyledRun, ...]:
    """The bold and italic runs of a text or a figure that has them."""
    runs = getattr(value, "runs", ())
    return runs if isinstance(runs, tuple) else ()


def _styled_runs(runs: tuple[StyledRun, ...], site: Site) -> str:
    return "".join(_run(site.styled(run.bold, run.italic), run.text, site) for run in runs if run.text)


def _with_breaks(text: str, opening: str, site: Site) -> str:
    """Line breaks, tabs, page breaks (form feed) and new paragraphs (bell), as docxtpl's Listing has them."""
    text = text.replace("\n", f"</w:t><w:br/>{TEXT_START}").replace("\t", f"</w:t><w:tab/>{TEXT_START}")
    if "\a" not in text and "\f" not in text:
        return text
    if site.paragraph_properties is None:
        text = text.replace("\a", f"</w:t><w:br/>{TEXT_START}")
        return text.replace("\f", f'</w:t><w:br w:type="page"/>{TEXT_START}')
    again = f"<w:p>{site.paragraph_properties}{opening}"
    text = text.replace("\a", f"{RUN_END}</w:p>{again}")
    return text.replace("\f", f'{RUN_END}</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>{again}')


def _breaks_in_xml(xml: str) -> str:
    """XML made by another library, with the line breaks and tabs in its text made Word's."""
    site = Site(Stands.RUN, "")
    return re.sub(
        r"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)",
        lambda text: text.group(1) + _with_breaks(_NOT_XML.sub("", text.group(2)), "", site),
        xml,
    )


def _divided(xml: str, site: Site) -> str:
    """XML among runs; where it holds paragraphs, the paragraph that it stands in ends before and goes on after."""
    if site.paragraph_properties is None or not re.search(r"<w:(p|tbl)[ >/]", xml):
        return xml
    return f"</w:p>{xml}<w:p>{site.paragraph_properties}"


@lru_cache(maxsize=1000)
def with_style(properties: str, bold: bool, italic: bool) -> str:
    """A run's properties with bold and italic added to them."""
    added = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    return _with(properties, added) if added else properties


@lru_cache(maxsize=1000)
def with_highlight(properties: str) -> str:
    """A run's properties with a yellow highlight, so that what is missing is seen."""
    return _with(properties, '<w:highlight w:val="yellow"/>')


def _with(properties: str, added: str) -> str:
    from lxml import etree

    from cyps_papers.word.wordml import RUN_PROPERTIES, WORD, put_in_order

    inside = set(re.findall(r"xmlns:(\w+)=", properties))
    used = set(re.findall(r"[ </](\w+):", properties + added)) - inside - {"xml", "xmlns"}
    declared = [f' xmlns:{prefix}="{WORD if prefix == "w" else f"urn:{prefix}"}"' for prefix in sorted(used)]
    root = etree.fromstring(f"<x{''.join(declared)}>{properties or '<w:rPr/>'}<w:rPr>{added}</w:rPr></x>")
    for child in list(root[1]):
        put_in_order(root[0], child, RUN_PROPERTIES)
    text = etree.tostring(root[0], encoding="unicode")
    for declaration in declared:
        text = text.replace(declaration, "")
    return text
