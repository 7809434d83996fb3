"""What a value looks like where a tag prints it: its text in runs with the tag's formatting, marked where traced."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from markupsafe import Markup

from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.problems import did_you_mean
from cyps_papers.records import StyledRun
from cyps_papers.vocabulary import Traced
from cyps_papers.word.rendering.environment import Environment, answering
from cyps_papers.word.rendering.lists import Lists
from cyps_papers.word.rendering.missing import Absent, Missing, Unreadable
from cyps_papers.word.rendering.pictures import Picture, picture_run
from cyps_papers.word.rendering.runs import (
    RUN_END,
    TEXT_START,
    divided,
    escaped,
    run,
    with_breaks_in_text,
    with_highlight,
)
from cyps_papers.word.rendering.values import Unprintable, is_plain_markup, styled_runs, text_of, worded
from cyps_papers.word.story import marks
from cyps_papers.word.templates.sites import Site, Stands
from cyps_papers.word.templates.tags import Tag

FIRST_BOOKMARK = 100_000
"""Bookmarks made in loops are numbered from here on, above those that Word made."""
CHECK_SPELLING = "Check its spelling against the list that 'cyps-papers names' gives."
RENDERING = "the rendering"
"""The name in a context of the rendering it serves: two words, so that no template can reach it."""


@dataclass
class Rendering:
    """One rendering of a template: what it printed, and what it missed. It changes the package it is given."""

    sites: Mapping[int, Site]
    package: Package
    lists: Lists
    names: Collection[str] = ()
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
            hint = missing.hint or did_you_mean(missing.asked, self.names)
            absent = Absent(tag.typed, tag.place, missing.message, hint or CHECK_SPELLING, missing.subject)
            if absent not in self.absent:
                self.absent.append(absent)

    def as_text(self, value: Any) -> str:
        """A value where no runs can stand: its text, marked where it is a figure's."""
        if isinstance(value, Traced):
            return marks.around_text(self._number(value), escaped(value.printed))
        return str(value) if is_plain_markup(value) else escaped(text_of(value))

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
        shown = missing.shown if isinstance(missing, Unprintable) else ""
        text = shown or f"[missing: {asked}]"
        if site.stands in (Stands.RUN, Stands.ELEMENT):
            properties = with_highlight(site.run_properties)
            return f"{site.before}<w:r>{properties}{TEXT_START}{escaped(text)}{RUN_END}{site.after}"
        return escaped(text)

    def _runs(self, value: Any, site: Site) -> str:
        if isinstance(value, Traced):
            return marks.around(self._number(value), self._runs_of_traced(value, site))
        if isinstance(value, Markup):
            return self._runs_of_markup(value, site)
        if isinstance(value, Picture):
            return self._picture(value, site)
        styled = styled_runs(value)
        return _styled(styled, site) if styled else run(site.opening, str(value), site.paragraph_properties)

    def _runs_of_traced(self, value: Traced, site: Site) -> str:
        styled = styled_runs(value)
        return _styled(styled, site) if styled else run(site.opening, value.printed, site.paragraph_properties)

    def _of_another_document(self, value: Any, site: Site) -> Markup:
        from cyps_papers.word.templates.relationships import adopt

        return Markup(adopt(str(value.__html__()), value.docx.part, self.package, site.part))

    def _runs_of_markup(self, value: Markup, site: Site) -> str:
        if "<w:" in value:
            self.has_foreign_xml = True
            return divided(with_breaks_in_text(str(value)), site.paragraph_properties)
        if marks.INLINE_OPEN not in value:
            return run(site.opening, value.unescape(), site.paragraph_properties)
        return "".join(self._run_of_piece(text, opened, site) for text, opened, _ in marks.scan(str(value)) if text)

    def _run_of_piece(self, text: str, number: int | None, site: Site) -> str:
        piece = run(site.opening, Markup(text).unescape(), site.paragraph_properties)
        return piece if number is None else marks.around(number, piece)

    def _picture(self, picture: Picture, site: Site) -> str:
        return picture_run(picture, self.package, site.part, self.next("docPr"))

    def _element(self, value: Any, site: Site) -> str:
        if isinstance(value, Markup) and re.search(r"<w:(p|tbl|tr|tc|sdt)[ >/]", value):
            self.has_foreign_xml = True
            return with_breaks_in_text(str(value))
        printed_runs = self._runs(value, site)
        return site.before + printed_runs + site.after if printed_runs else ""

    def _inside_text(self, value: Any, site: Site) -> str:
        return self.as_text(value)

    def _attribute(self, value: Any, site: Site) -> str:
        text = self.as_text(value) if isinstance(value, Traced) else escaped(text_of(value))
        return re.sub(r"[\t\n\r\a\f]+", " ", text).replace('"', "&quot;")

    def _property(self, value: Any, site: Site) -> str:
        return escaped(re.sub(r"[\t\n\r\a\f]+", " ", text_of(value)))

    def _link(self, value: Any, site: Site) -> str:
        address = quote(text_of(value).strip(), safe=":/?#[]@!$&'()*+,;=%~-._")
        return self.package.relate(site.part, OFFICE + "hyperlink", address, external=True)

    def _fill(self, value: Any, site: Site) -> str:
        colour = text_of(value).strip().lstrip("#")
        return colour.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else "auto"

    def _span(self, value: Any, site: Site) -> str:
        count = text_of(value).strip()
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


def let_print(environment: Environment) -> None:
    """Give an environment the filters that know of the rendering: that with which every tag prints, and join."""
    environment.filters["printed"] = printed
    environment.filters["join"] = answering(joined)


@pass_context
def printed(context: Context, value: Any, number: int) -> str:
    """The XML of a value at the site with this number of a template."""
    rendering: Rendering = context.parent[RENDERING]
    if type(value) is str:  # as most are in a big table
        site = rendering.sites[number]
        if site.stands is Stands.RUN:
            return run(site.opening, value, site.paragraph_properties)
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
        return between.join(text_of(form) for form in forms)
    rendering: Rendering = context.parent[RENDERING]
    return Markup(escaped(between).join(rendering.as_text(form) for form in forms))


def _is_subdocument(value: Any) -> bool:
    return type(value).__name__ == "Subdoc" and hasattr(value, "__html__")


def _styled(runs: tuple[StyledRun, ...], site: Site) -> str:
    return "".join(
        run(site.styled(each.bold, each.italic), each.text, site.paragraph_properties) for each in runs if each.text
    )
