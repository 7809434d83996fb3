"""What a value looks like where a tag prints it: its text in runs with the tag's formatting, marked where traced."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from markupsafe import Markup

from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.problems import Problem, did_you_mean, error
from cyps_papers.records import StyledRun
from cyps_papers.vocabulary import Traced
from cyps_papers.word.inserted.documents import InsertedDocument, place_of
from cyps_papers.word.inserted.pictures import Picture, picture_run
from cyps_papers.word.parts.wordml import RELATIONSHIP
from cyps_papers.word.rendering.budget import LONGEST, RenderingBudget
from cyps_papers.word.rendering.filters import MAKE_IT_SMALLER, TOO_LARGE
from cyps_papers.word.rendering.lists import Lists
from cyps_papers.word.rendering.missing import Absent, Missing, Unreadable
from cyps_papers.word.rendering.placeholders import Placeholder
from cyps_papers.word.rendering.runs import RUN_END, TEXT_START, escaped, run, with_breaks_in_text, with_yellow
from cyps_papers.word.rendering.values import text_of, worded
from cyps_papers.word.story import marks
from cyps_papers.word.templates.tree import Position, Tag

PERCENT_TWICE = error(
    "percent-twice", '"{tag}" prints its own % sign, and there is another after it.', "Take out the % after it."
)
BARE_NUMBER = error(
    "bare-number",
    '"{tag}" prints a number that no longer knows its cell, or whether it counts people.',
    "Delete .number: it is only for comparing one number with another.",
)
CHECK_SPELLING = "Check its spelling against the list that 'cyps-papers names' gives."
WRITE_DOCUMENT = 'Type {{p document("annex.docx") }} in a paragraph of its own, outside headers and notes.'
RENDERING = "the rendering"
"""The name in a context of the rendering it serves: two words, so that no template can reach it."""

_WITHOUT = {Position.COLOUR: "auto", Position.SPAN: "1", Position.LINK: "about:blank"}
"""What stands in place of a missing value where no text can."""


@dataclass
class Rendering:
    """One rendering of a template: what it printed, and what it missed. It changes the package it is given.

    It `takes_markup` where a value brought XML of its own, a picture for example.
    """

    placeholders: dict[int, Placeholder]
    tags: Sequence[Tag]
    package: Package
    lists: Lists
    budget: RenderingBudget = field(default_factory=RenderingBudget)
    names: Collection[str] = ()
    traced: dict[int | None, Traced] = field(default_factory=dict)
    absent: dict[Absent, None] = field(default_factory=dict)  # each once, in order
    problems: list[Problem] = field(default_factory=list)
    takes_markup: bool = False
    documents: list[InsertedDocument] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)  # of links, with the marks of the figures in them

    def value(self, value: Any, number: int) -> str:
        """The XML of a value where the tag with this number prints it."""
        placeholder = self.placeholders[number]
        if isinstance(value, Decimal) and not value.is_nan():
            self._say_once(placeholder.tag.says(BARE_NUMBER))
        value = worded(value)
        if isinstance(value, Picture) and placeholder.position not in (Position.RUNS, Position.ELEMENT):
            value = Missing("Put its tag among the text of a paragraph.", message="A picture cannot go here.")
        is_in_place = placeholder.is_paragraph and placeholder.part == self.package.main
        if isinstance(value, InsertedDocument) and not is_in_place:
            value = Missing(WRITE_DOCUMENT, message="A document cannot go here.")
        if isinstance(value, Missing):
            self.note(value, placeholder.tag)
            return self._missing(value, placeholder)
        if isinstance(value, Traced) and placeholder.tag.is_before_percent and value.printed.endswith("%"):
            self._say_once(placeholder.tag.says(PERCENT_TWICE))
        if placeholder.position is Position.RUNS:
            return self.runs(value, placeholder)
        if placeholder.position is Position.ELEMENT:
            return self._element(value, placeholder)
        return self._text(value, placeholder)

    def _say_once(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def note(self, missing: Missing, tag: Tag) -> None:
        """Take note of a value that was not there, once for each tag and reason."""
        if tag.typed and not isinstance(missing, Unreadable):
            hint = missing.hint or did_you_mean(missing.asked, self.names)
            absent = Absent(tag.typed, tag.place, missing.message, hint or CHECK_SPELLING, missing.subject)
            self.absent.setdefault(absent)

    def as_text(self, value: Any) -> str:
        """A value where no runs can stand: its text, marked where it is a figure's."""
        if isinstance(value, Traced):
            return marks.around_text(self._number(value), escaped(value.printed))
        if isinstance(value, Markup) and "<" not in value and value == Markup.escape(value.unescape()):
            return str(value)
        return escaped(text_of(value))

    def _number(self, value: Traced) -> int:
        number = len(self.traced)
        self.traced[number] = value
        return number

    def _missing(self, missing: Missing, placeholder: Placeholder) -> str:
        if placeholder.position in _WITHOUT:
            return self._text(_WITHOUT[placeholder.position], placeholder)
        text = escaped(missing.shown or f"[missing: {placeholder.tag.reading.source}]")
        if placeholder.position not in (Position.RUNS, Position.ELEMENT):
            return text
        properties = with_yellow(placeholder.run_properties)
        return f"{placeholder.before}<w:r>{properties}{TEXT_START}{text}{RUN_END}{placeholder.after}"

    def runs(self, value: Any, placeholder: Placeholder) -> str:
        """The runs of a value that can be printed."""
        if isinstance(value, Markup):
            return self._markup(value, placeholder)
        if isinstance(value, Picture):
            self.takes_markup = True
            return picture_run(value, self.package, placeholder.part)
        runs, xml = getattr(value, "runs", ()), ""
        if runs:
            xml = "".join(self._styled(part, placeholder) for part in runs)
        is_traced = isinstance(value, Traced)
        if not xml:
            text = value.printed if is_traced else str(value)
            xml = run(placeholder.opening, text, placeholder.paragraph_properties)
        return marks.around(self._number(value), xml) if is_traced else xml

    def _styled(self, part: StyledRun, placeholder: Placeholder) -> str:
        """A part of a text, as a link where one can stand: in a paragraph itself."""
        properties = placeholder.paragraph_properties
        takes_link = properties is not None or placeholder.is_paragraph
        if not part.link or not takes_link:
            return run(placeholder.styled(part.bold, part.italic), part.text, properties)
        identity = self.package.relate(placeholder.part, OFFICE + "hyperlink", part.link, external=True)
        xml = run(placeholder.styled(part.bold, part.italic, is_link=True), part.text, None)
        return f'<w:hyperlink xmlns:r="{RELATIONSHIP}" r:id="{identity}">{xml}</w:hyperlink>'

    def _markup(self, value: Markup, placeholder: Placeholder) -> str:
        """What is XML already, or escaped text with marks in it."""
        if "<w:" in value:
            self.takes_markup = True
            return with_breaks_in_text(str(value), placeholder.paragraph_properties)
        pieces = []
        for text, number, _ in marks.scan(str(value)):
            xml = run(placeholder.opening, Markup(text).unescape(), placeholder.paragraph_properties)
            pieces.append(xml if number is None or not text else marks.around(number, xml))
        return "".join(pieces)

    def _element(self, value: Any, placeholder: Placeholder) -> str:
        if isinstance(value, Markup) and re.search(r"<w:(p|tbl|tr|tc|sdt)[ >/]", value):
            self.takes_markup = True
            return with_breaks_in_text(str(value))
        if isinstance(value, InsertedDocument):
            self.takes_markup = True
            self.documents.append(value)
            return place_of(len(self.documents) - 1)
        runs = self.runs(value, placeholder)
        return placeholder.before + runs + placeholder.after if runs else ""

    def _text(self, value: Any, placeholder: Placeholder) -> str:
        """A value where no runs can stand, in the form that its place asks for."""
        position, bare = placeholder.position, text_of(value).strip()
        if position is Position.LINK:
            address = quote(bare, safe=":/?#[]@!$&'()*+,;=%~-._")
            self.addresses[address] = Markup(self.as_text(value)).unescape()
            return self.package.relate(placeholder.part, OFFICE + "hyperlink", address, external=True)
        if position is Position.COLOUR:
            colour = bare.lstrip("#")
            return colour.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else "auto"
        if position is Position.SPAN:
            return str(max(1, int(bare))) if re.fullmatch(r"\d{1,3}", bare) else "1"
        text = self.as_text(value)
        if position is Position.TEXT:
            return text
        text = re.sub(r"[\t\n\r\a\f]+", " ", text)
        if position is Position.ATTRIBUTE:
            return text.replace('"', "&quot;")
        return text


@pass_context
def printed(context: Context, value: Any, number: int) -> str:
    """The XML of a value where the tag with this number prints it."""
    rendering: Rendering = context.parent[RENDERING]
    placeholder = rendering.placeholders[number]
    if placeholder.takes_text and (type(value) is str or isinstance(value, Traced)):  # as most are in a big table
        xml = rendering.runs(value, placeholder)
    else:
        xml = rendering.value(value, number)
    rendering.budget.write(len(xml))
    return xml


@pass_context
def joined(context: Context, values: Iterable[Any], between: str = "", attribute: str | int | None = None) -> Any:
    """The texts of several values as one, each figure among them still marked."""
    if isinstance(values, Missing):
        return values
    if attribute is not None:
        values = map(make_attrgetter(context.environment, attribute), values)
    forms = [worded(value) for value in islice(values, LONGEST)]
    rendering: Rendering = context.parent[RENDERING]
    rendering.budget.step(len(forms))
    absent = next((form for form in forms if isinstance(form, Missing)), None)
    if absent is not None:
        return absent
    if sum(len(form) for form in forms if isinstance(form, str)) + len(between) * len(forms) > LONGEST:
        return Missing(MAKE_IT_SMALLER, message=TOO_LARGE)
    if not any(isinstance(form, Traced | Markup) for form in forms):
        return between.join(text_of(form) for form in forms)
    return Markup(escaped(between).join(rendering.as_text(form) for form in forms))
