"""Rendering: the document that a template makes of a context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cyps_papers.problems import FilePlace, Problem, error
from cyps_papers.word.inserted.documents import document as document_of
from cyps_papers.word.inserted.documents import put_in
from cyps_papers.word.inserted.files import Files
from cyps_papers.word.inserted.pictures import picture
from cyps_papers.word.parts.trees import check_well_formed
from cyps_papers.word.rendering import jinja
from cyps_papers.word.rendering.budget import TooMuchError
from cyps_papers.word.rendering.compiling import compiled
from cyps_papers.word.rendering.copies import settle
from cyps_papers.word.rendering.environment import Environment, Filters, answering
from cyps_papers.word.rendering.lists import Lists
from cyps_papers.word.rendering.missing import FAILURES, Missing, noting
from cyps_papers.word.rendering.preparing import Preparation, PreparedPart
from cyps_papers.word.rendering.printing import RENDERING, Rendering, joined, printed
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story import marks
from cyps_papers.word.templates.template import Template
from cyps_papers.word.templates.tree import Tag, shown

NOT_WELL_FORMED = error(
    "template",
    "The document that its tags make cannot be opened in Word ({why}).",
    "Look for tags that start in one part of the document and end in another.",
)
TOO_MUCH = error(
    "too-much",
    "{asks} for more than a document can hold: {why}.",
    "Look for a loop inside a loop that goes through the same list, or for a number that is too large.",
)


def render(
    template: Template,
    context: Mapping[str, Any],
    filters: Filters | None = None,
    document: str = "",
    files: Files | None = None,
) -> Rendered:
    """The document that a template makes of this context; `document` is its file name, if not the template's.

    `files` are those that it may put in.
    """
    files = files or Files()
    context = {"picture": picture(files), "document": document_of(files), **context}
    environment = Environment(filters or {})
    environment.filters.update(printed=printed, join=answering(joined))
    prepared = Preparation.of(template)
    tags = prepared.planting.tags
    lists = Lists(template.numbering)
    rendering = Rendering(prepared.placeholders, tags, template.bare.copy(), lists, environment.budget, tuple(context))
    faults = [problem for _, problem in prepared.faults]
    rendered = Rendered(document or template.name, template.numbering, rendering, template.places, problems=faults)

    def note(missing: Missing) -> None:
        number = jinja.tag_in_use()
        if number is not None:
            rendering.note(missing, tags[number])

    token = noting.set(note)
    try:
        texts, notes, contents = {}, {}, {}
        for part in prepared.parts:
            try:
                text = _text(part, environment, rendering, context)
            except TooMuchError as failure:  # the part stays as it is in the template
                rendered.problems.append(_too_much(failure, template, tags))
                continue
            content = marks.without(text).encode()
            why = check_well_formed(content)
            if why:  # the part stays as it is in the template
                rendered.problems.append(NOT_WELL_FORMED.at(FilePlace(template.name), why=why))
                continue
            texts[part.read.part], contents[part.read.part] = text, content
            if part.read.story and part.read.story.is_notes:
                notes[part.read.story.name] = part.read.part
        lists.write(rendering.package)
        unsettled = texts
        if rendering.documents and rendering.package.main in texts:
            texts = put_in(texts, rendering.package, rendering.documents)
        if notes or rendering.takes_markup or any(part.has_things for part in prepared.parts):
            texts = settle(texts, notes)
        for part in prepared.parts:
            name = part.read.part
            if name in texts:
                text = part.mending(texts[name])
                if text != unsettled[name]:
                    contents[name] = marks.without(text).encode()
                rendered.put(part.read, text, contents[name])
    finally:
        noting.reset(token)
    rendered.settle()
    return rendered


def _too_much(failure: TooMuchError, template: Template, tags: Sequence[Tag]) -> Problem:
    """The problem of a template that asks for too much, at its tag."""
    number = jinja.tag_at_fault(failure)
    if number is None or not tags[number].typed:
        return TOO_MUCH.at(FilePlace(template.name), asks="Its tags ask", why=failure)
    return tags[number].says(TOO_MUCH, asks=f'"{shown(tags[number].typed)}" asks', why=failure)


def _text(part: PreparedPart, environment: Environment, rendering: Rendering, context: Mapping[str, Any]) -> str:
    """A part as its tags make it. One of them that fails is noted, and asks for nothing the next time."""
    failing: set[int] = set()
    while True:
        template = compiled(part, rendering.tags, failing, environment)
        lists = rendering.lists
        variables = {**context, "restart_list": lists.restart, "list_id": lists.identity, RENDERING: rendering}
        try:
            return "".join(template.root_render_func(template.new_context(variables)))
        except FAILURES as failure:
            number = jinja.tag_at_fault(failure)
            if number is None or number in failing:
                raise
            failing.add(number)
            rendering.note(Missing.because(failure), rendering.tags[number])
