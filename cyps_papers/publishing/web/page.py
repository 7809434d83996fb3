"""The paper as one page for the web: accessible, with its own style, and no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from itertools import count

from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.blocks import Heading, Page
from cyps_papers.word.story.numbering import Numbering
from cyps_papers.word.story.paragraphs import Walk, of_text
from cyps_papers.word.story.stories import stories

_LISTED = 2  # levels of headings in the contents


def web_page(parts: Sequence[Part], is_draft: bool) -> str:
    """The report and its appendices as one page, the report's title its first heading."""
    tables = count(1)
    pages = [Page(part, f"d{number}", min(number, 2), tables) for number, part in enumerate(parts, 1)]
    sections = "".join(f"<section>{page.body()}</section>" for page in pages)
    style = files("cyps_papers.publishing.web").joinpath("style.css").read_text(encoding="utf-8")
    title = escape(parts[0].title)
    draft = '<p class="draft">DRAFT</p>' if is_draft else ""
    listed = [heading for page in pages for heading in page.headings if heading.level <= _LISTED]
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style></head>\n<body><a class="skip" href="#paper">Skip to the paper</a>'
        f"<header>{draft}{_furniture(parts[0])}</header>{_contents(listed)}"
        f'<main id="paper">{sections}</main></body></html>\n'
    )


def _contents(headings: Sequence[Heading]) -> str:
    items = "".join(f'<li><a href="#{each.identity}">{escape(each.text)}</a></li>' for each in headings)
    return f'<nav aria-label="Contents"><details><summary>Contents</summary><ul>{items}</ul></details></nav>'


def _furniture(report: Part) -> str:
    """What stands at the head and foot of the report's pages, without the numbers of these."""
    said: list[str] = []
    numbering = Numbering.of(report.document)
    for story in (each for each in stories(report.document) if not each.is_body and not each.is_notes):
        text = report.document.parts[story.part].decode()
        for paragraph in of_text(Walk(report.document.name, story, numbering), text):
            said += [each.strip() for each in paragraph.text.split("\t") if not each.strip().startswith("Page ")]
    return "".join(f"<p>{escape(each)}</p>" for each in dict.fromkeys(said) if each)
