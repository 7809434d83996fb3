"""The paper as one page for the web: accessible, with its own style, and no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import count

from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.blocks import Heading, Page
from cyps_papers.publishing.web.workings import Workings
from cyps_papers.vocabulary import Traced
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_text
from cyps_papers.word.story.stories import stories

_LISTED = 2  # levels of headings in the contents
_OPENS = "<p>A figure with a dotted line below it opens how it was worked out.</p>"
_HEADING = re.compile(r'<(/?)h(\d)(?: id="[^"]*")?>')


@dataclass(frozen=True)
class WebPage:
    """The page of a paper, and what its index repeats: its parts by their ids, its header, and what changed, if any."""

    text: str
    parts: Mapping[str, Part]
    header: str
    changes: str


def web_page(
    parts: Sequence[Part], is_draft: bool, working: Callable[[Traced], Sequence[str]] = lambda _: ()
) -> WebPage:
    """The report and its appendices as one page, the report's title its first heading.

    What changed since the last report stands first, and in its place again. `working` gives the lines that a figure
    opens, hashable.
    """
    tables, workings = count(1), Workings(working)
    pages = [Page(part, f"d{number}", min(number, 2), workings, tables) for number, part in enumerate(parts, 1)]
    bodies = [page.body() for page in pages]
    changes = _changes(pages[0], bodies[0])
    before, first, after = bodies[0].partition("<h2 ")
    bodies[0] = before + changes + first + after
    sections = "".join(
        f'<section id="{page.identity}">{body}</section>' for page, body in zip(pages, bodies, strict=True)
    )
    opened, said = workings.opened(), _OPENS
    if not opened:
        said = ""
    header = ('<p class="draft">DRAFT</p>' if is_draft else "") + _furniture(parts[0])
    listed = [heading for page in pages for heading in page.headings if heading.level <= _LISTED]
    text = html_page(parts[0].title, header + said, sections + opened, _contents(listed))
    return WebPage(text, {page.identity: page.part for page in pages}, header, changes)


def html_page(title: str, header: str, main: str, navigation: str = "") -> str:
    """A page with the style of all of them in it."""
    style = files("cyps_papers.publishing.web").joinpath("style.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head>\n<body><a class="skip" href="#paper">Skip to the paper</a>'
        f'<header>{header}</header>{navigation}<main id="paper">{main}</main></body></html>\n'
    )


def _changes(page: Page, body: str) -> str:
    """The passage of a document that says most of what changed since the last report, to be shown first."""
    if not page.changes:
        return ""
    heading = page.changes.most_common(1)[0][0]
    _, begins, rest = body.partition(f'<h{heading.level} id="{heading.identity}">')
    passage = re.split(f"<h[1-{heading.level}] ", rest)[0]
    passage = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) - heading.level + 2}>", begins + passage)
    passage = re.sub(r'aria-label="Table [^"]*', r"\g<0>, shown first", passage)
    return f'<div class="first">{passage}</div>'


def _contents(headings: Sequence[Heading]) -> str:
    items = "".join(f'<li><a href="#{heading.identity}">{escape(heading.text)}</a></li>' for heading in headings)
    return f'<nav aria-label="Contents"><details><summary>Contents</summary><ul>{items}</ul></details></nav>'


def _furniture(report: Part) -> str:
    """What stands at the head and foot of the report's pages, without the numbers of these."""
    said: list[str] = []
    numbering = Numbering.of(report.document)
    for story in (story for story in stories(report.document) if not story.is_body and not story.is_notes):
        text = report.document.parts[story.part].decode()
        for paragraph in of_text(Walk(report.document.name, story, numbering), text):
            said += [each.strip() for each in paragraph.text.split("\t") if not each.strip().startswith("Page ")]
    return "".join(f"<p>{escape(each)}</p>" for each in dict.fromkeys(said) if each)
