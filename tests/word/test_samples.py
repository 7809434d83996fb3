"""docxtpl's templates, and those of others who use it, rendered here as there: the same text, and never a traceback."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from markupsafe import escape

from cyps_papers.problems import Problems
from cyps_papers.word.rendering.environment import Environment
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.tags import Mark, TagLevel
from cyps_papers.word.templates.template import Template

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "docx_templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MADE_DIFFERENT = {
    "docxtpl__vertical_merge_tpl.docx": "text hidden in a merged cell is not published",
    "da__resource_guide.docx": "plain text in {{r x|filter }} disappears in docxtpl",
}
RESERVED = set("loop not in is and or if else true false none True False None".split())


class Anything:
    """Whatever is asked of it is there: it prints its own path, is true, and goes round twice."""

    def __init__(self, path: str, rich: dict[str, Any]) -> None:
        self.__dict__.update(path=path, rich=rich)

    def __str__(self) -> str:
        return self.path

    def __html__(self) -> str:
        return str(escape(self.path))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in (
            "unsafe_callable",
            "alters_data",
            "runs",
            "image_descriptor",
            "jinja_pass_arg",
        ):
            raise AttributeError(name)
        return self.rich.get(name) or Anything(f"{self.path}.{name}", self.rich)

    def __getitem__(self, key: object) -> Any:
        return self if isinstance(key, slice) else Anything(f"{self.path}[{key}]", self.rich)

    def __call__(self, *arguments: object, **named: object) -> Any:
        return Anything(f"{self.path}()", self.rich)

    def __iter__(self) -> Any:
        return iter([Anything(f"{self.path}#1", self.rich), Anything(f"{self.path}#2", self.rich)])

    def items(self) -> Any:
        return [(Anything(f"{self.path}.k", self.rich), Anything(f"{self.path}.v", self.rich))]

    def __len__(self) -> int:
        return 2

    def __index__(self) -> int:
        return 3

    def __float__(self) -> float:
        return 3.0

    __int__ = __index__

    def __add__(self, other: object) -> Any:
        return Anything(f"{self.path}+{other}", self.rich)

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __mod__ = __add__

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __lt__(self, other: object) -> bool:
        return False

    def __ge__(self, other: object) -> bool:
        return True

    __gt__ = __le__ = __lt__

    def __hash__(self) -> int:
        return hash(self.path)


def context(template: Template) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every name that the template's tags use, and its filters."""
    from docxtpl import RichText, RichTextParagraph

    rich: dict[str, Any] = {}
    names: dict[str, Any] = {}
    filters: dict[str, Any] = {}
    for tag in template.tags:
        source = tag.reading.source
        names.update((name, Anything(name, rich)) for name in re.findall(r"[A-Za-z_]\w*", source))
        filters.update((name, lambda value, *rest, **named: Anything(str(value), rich)) for name in _filters(source))
    for tag in template.tags:
        kinds = {TagLevel.RUN: RichText, TagLevel.PARAGRAPH: RichTextParagraph}
        kind = kinds.get(tag.reading.level) if tag.reading.mark is Mark.PRINT else None
        simple = re.fullmatch(r"(?:\w+\.)?(\w+)", tag.reading.source)
        if kind and simple:
            (rich if "." in tag.reading.source else names)[simple.group(1)] = kind("rich & text")
    environment = Environment({})
    usual = {*environment.globals, *RESERVED}
    return {name: value for name, value in names.items() if name not in usual}, {
        name: filter_ for name, filter_ in filters.items() if name not in environment.filters
    }


def _filters(source: str) -> list[str]:
    return re.findall(r"\|\s*(\w+)", source)


def paragraphs(content: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                root = etree.fromstring(archive.read(name))
                for copy in root.iter(FALLBACK):
                    copy.clear()
                found += [text for each in root.iter(W + "p") if (text := _text(each)).strip()]
    return found


def _text(paragraph: etree._Element) -> str:
    kinds = {W + "br": "\n", W + "tab": "\t"}
    return "".join(
        kinds.get(each.tag) or each.text or ""
        for each in paragraph.iter(W + "t", W + "br", W + "tab")
        if each.get(W + "pos") is None
    )


def theirs(path: Path, names: dict[str, Any], filters: dict[str, Any]) -> list[str] | None:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True)
    environment.filters.update(filters)
    content = io.BytesIO()
    try:
        document = DocxTemplate(str(path))
        document.render(names, environment)
        document.save(content)
    except Exception:
        return None
    return paragraphs(content.getvalue())


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this clone")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.name)
def test_a_template_gives_the_text_that_docxtpl_gives(path):
    template = Template.open(path, Problems())
    assert template
    names, filters = context(template)
    made = render_template(template, names, filters)
    assert made.problems == []
    expected = theirs(path, names, filters)
    if expected is None:
        assert template.faults or not template.tags  # what docxtpl refuses gets a place, or holds no tag at all
    elif path.name not in MADE_DIFFERENT:
        assert paragraphs(made.published.to_bytes(date(2015, 3, 10))) == expected
