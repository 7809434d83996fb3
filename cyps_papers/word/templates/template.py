"""A template: a Word document with tags, read and compiled once, and rendered as often as there are meetings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2 import nodes

from cyps_papers.opc.package import CORE_TYPE, Package
from cyps_papers.problems import FilePlace, Problem, Problems, did_you_mean, error
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.parts.trees import check_well_formed
from cyps_papers.word.rendering.environment import Environment
from cyps_papers.word.rendering.lists import Lists
from cyps_papers.word.rendering.missing import Missing, noting
from cyps_papers.word.rendering.printing import RENDERING, Rendering, let_print
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.stories import stories
from cyps_papers.word.templates.alone import fault, neutral
from cyps_papers.word.templates.planting import Snippet
from cyps_papers.word.templates.source import Reader, Source
from cyps_papers.word.templates.tags import Mark, Reading, Tag

UNREADABLE = error("template", '"{tag}" cannot be read: {why}.', "Put the tag right, or take it out.")
NOT_WELL_FORMED = error(
    "template",
    "The document that its tags make cannot be opened in Word ({why}).",
    "Look for tags that begin in one place of the document and end in another.",
)
TOO_DEEP = error(
    "template",
    "Its tags are too many in one another, or too long, to be read.",
    "Take out loops and conditions that are not needed, or make long tags shorter.",
)
PROPERTIES = (CORE_TYPE, "extended-properties+xml", "custom-properties+xml")
MOST_FAILURES = 100

Filters = Mapping[str, Callable[..., Any]]


@dataclass
class Template:
    """A template that has been read: its tags in order, and what is wrong with them by their form alone."""

    package: Package
    numbering: Numbering
    sources: list[Source]
    snippets: list[Snippet]
    tags: list[Tag]
    faults: list[Problem]
    environment: Environment = field(default_factory=Environment)
    compiled: dict[str, JinjaTemplate] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, problems: Problems) -> Template | None:
        """The template at a path; None, with a problem that says why, where it is no document to be used."""
        package = open_document(path, problems)
        return cls.of(package) if package else None

    @classmethod
    def of(cls, package: Package) -> Template:
        """The template that a package is."""
        package = package.copy()
        reader = Reader(package, package.name, Numbering.of(package))
        told = stories(package)
        sources = [reader.story(story) for story in told]
        parts = [part for type_ in PROPERTIES for part in package.of_type(type_)]
        others = [reader.properties(part) for part in parts]
        sources += [source for source in others if source]
        template = cls(package, reader.numbering, sources, reader.bed.snippets, reader.tags, reader.faults)
        template._check_tags()
        return template

    @property
    def name(self) -> str:
        """The template's file name."""
        return self.package.name

    def render(self, context: Mapping[str, Any], filters: Filters | None = None, document: str = "") -> Rendered:
        """The document that the template makes of this context; `document` is its file name, if not the template's."""
        self._prepare(filters or {})
        rendering = Rendering(
            {number: snippet.site for number, snippet in enumerate(self.snippets) if snippet.site},
            self.package.copy(),
            Lists(self.numbering),
            tuple(context),
        )
        rendered = Rendered(document or self.name, self.numbering, rendering)
        known = noting.set(lambda missing: rendering.note(missing, self._tag_in_use()))
        try:
            for source in self.sources:
                self._render(source, context, rendered)
        finally:
            noting.reset(known)
        rendered.settle()
        return rendered

    def _render(self, source: Source, context: Mapping[str, Any], rendered: Rendered) -> None:
        if source.part not in self.compiled:
            rendered.problems.append(TOO_DEEP.at(FilePlace(self.name)))
            return
        text = source.mending(self._text(source, context, rendered.rendering))
        rendered.put(source, text)
        why = check_well_formed(rendered.published.parts[source.part], names=rendered.rendering.has_foreign_xml)
        if why:
            rendered.problems.append(NOT_WELL_FORMED.at(FilePlace(self.name), why=why))

    def _text(self, source: Source, context: Mapping[str, Any], rendering: Rendering) -> str:
        template = self.compiled[source.part]
        for _ in range(MOST_FAILURES):
            variables = {**context, **rendering.counters(), RENDERING: rendering}
            try:
                return "".join(template.root_render_func(template.new_context(variables)))
            except Exception as failure:
                number = source.lines.get(_line(template, failure.__traceback__), -1)
                if number < 0 or _is_ours(failure.__traceback__):
                    raise
                rendering.note(Missing.because(failure), self.snippets[number].tag)
                source = _without(source, number, self.snippets[number].reading)
                template = self._compiled(source)
        raise RuntimeError(f"{self.name}: more than {MOST_FAILURES} tags fail")

    def _prepare(self, filters: Filters) -> None:
        self.environment.add_filters(filters)
        let_print(self.environment)
        if not self.compiled:
            for source in self.sources:
                with suppress(RecursionError, SyntaxError, MemoryError):  # Python's own limits on what is nested
                    self.compiled[source.part] = self._compiled(source)

    def _compiled(self, source: Source) -> JinjaTemplate:
        tree = self.environment.tree(source.text)
        self._let_fail(tree)
        code = self.environment.compile(tree, source.part, source.part)
        return JinjaTemplate.from_code(self.environment, code, self.environment.make_globals(None))

    def _let_fail(self, tree: nodes.Template) -> None:
        """A filter or test that does not exist gives a missing value, instead of stopping the reading."""
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            known: dict[str, Any] = (
                self.environment.filters if isinstance(node, nodes.Filter) else self.environment.tests
            )
            if node.name not in known:
                known[node.name] = _unknown(node.name, known)

    def _check_tags(self) -> None:
        """Note each tag that Jinja cannot read, and let it ask for nothing."""
        for number, snippet in enumerate(self.snippets):
            why = fault(snippet.reading)
            if why:
                if snippet.tag:
                    self.faults.append(UNREADABLE.at(snippet.tag.place, tag=snippet.tag.typed, why=why))
                self._neutralise(number)

    def _neutralise(self, number: int) -> None:
        snippet = self.snippets[number]
        self.sources = [
            _without(source, number, snippet.reading) if number in source.lines.values() else source
            for source in self.sources
        ]
        snippet.reading = neutral(snippet.reading)

    def _tag_in_use(self) -> Tag | None:
        """The tag whose value is being worked out, found from the frame of the compiled template."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            source = next((each for each in self.sources if template and each.part == template.name), None)
            if template and source:
                number = source.lines.get(template.get_corresponding_lineno(frame.f_lineno), -1)
                return self.snippets[number].tag if number >= 0 else None
            frame = frame.f_back
        return None


def _line(template: JinjaTemplate, traceback: TracebackType | None) -> int:
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def _is_ours(traceback: TracebackType | None) -> bool:
    """Whether a failure arose in this room itself, and not from what a tag asked for."""
    module = ""
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "")
        traceback = traceback.tb_next
    return module.startswith("cyps_papers.word.")


def _without(source: Source, number: int, reading: Reading) -> Source:
    """A source in which one tag asks for nothing."""
    if reading.mark is Mark.BLOCK and not reading.keyword:
        return source  # it has no source of its own
    line = next(line for line, each in source.lines.items() if each == number)
    lines = source.text.split("\n")
    start = "(" if reading.mark is Mark.PRINT else ""
    rest = lines[line - 1].removeprefix(start + reading.source)
    lines[line - 1] = start + neutral(reading).source + rest
    return replace(source, text="\n".join(lines))


def _unknown(name: str, known: Mapping[str, Any]) -> Callable[..., Missing]:
    near = did_you_mean(name, known)

    def answer(*arguments: Any, **named: Any) -> Missing:
        hint = near or "Check its spelling."
        return Missing(hint, message=f'There is no filter "{name}".')

    return answer
