"""Words in a template that speak of the last meeting's time: dates, typed figures, 'this year', 'no later figure'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cyps_papers.language import dates
from cyps_papers.language.prose import read
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.story.paragraphs import Paragraph, of_package
from cyps_papers.word.story.places import DocumentPlace

BACK = timedelta(days=365)  # an earlier date is history, and stays true
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LITERAL = re.compile(r"[\"'“”‘’]([^\"'“”‘’]+)[\"'“”‘’]")
_TIMES = re.compile(
    r"\b(?:this|last|next|present|current|coming|past) "
    r"(?:financial year|year|quarter|month|week|spring|summer|autumn|winter|term)\b"
    r"|\b(?:currently|at present|so far|recently|(?:is|are|has|have) now|no (?:later )?figures?)\b"
    r"|\b(?:will (?:now|be|tell|inform|report|publish|submit|present|ask|seek|decide|consider|receive|respond"
    r"|review|consult|appoint|recruit|begin|start|launch|introduce|open|close|complete|finish|transfer)"
    r"|propos(?:al|als|ed|es))\b"  # what was to come may have come
    r"|\b(?:is|are) (?:preparing|drafting|planning|recruiting|consulting|considering|reviewing)\b",
    re.IGNORECASE,
)
_LAST_REPORT = re.compile(r"paper\.last_report\b")
_STATUTE = re.compile(r"\b(?:Act|Regulations|Rules|Order|Measure)(?: of)? $")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z{])")
_NEXT_WORD = re.compile(r"\s?[\w%’'-]*")


@dataclass(frozen=True)
class Dated:
    """The words of a paragraph that speak of a time, the sentences they stand in, and its place in the document."""

    words: tuple[str, ...]
    sentences: str
    text: str
    place: DocumentPlace


def dated_words(template: Path, last: date | None = None, problems: Problems | None = None) -> list[Dated]:
    """What a template says that may be stale at the meeting after the one on `last`; without it, of any time."""
    since = last - BACK if last else date.min
    dated = []
    for paragraph in paragraphs(template, problems):
        text = paragraph.text
        found = sorted({*_in_tags(text, since), *_typed(text, since, paragraph.story.is_body)})
        if found:
            words = tuple(dict.fromkeys(words for _, words in found))
            sentences = " ".join(dict.fromkeys(_sentence(text, start) for start, _ in found))
            dated.append(Dated(words, sentences, text, paragraph.place))
    return dated


def paragraphs(template: Path, problems: Problems | None = None) -> list[Paragraph]:
    """The paragraphs of a template with their places; none of one that cannot be read, which others may say."""
    package = open_document(template, problems if problems is not None else Problems())
    return of_package(package, template.name) if package else []


def _in_tags(text: str, since: date) -> Iterator[tuple[int, str]]:
    """The dates that tags ask for, at("July 2014"), and the last report's, which is another now."""
    for tag in _TAG.finditer(text):
        for literal in _LITERAL.finditer(tag.group()):
            if any(_is_stale(one, since) for one in dates.find(literal[1])):
                yield tag.start() + literal.start(1), literal[1]
        for name in _LAST_REPORT.finditer(tag.group()):
            yield tag.start() + name.start(), name.group()


def _typed(text: str, since: date, in_body: bool) -> Iterator[tuple[int, str]]:
    """Dates, times and, in the body, figures: a footer's are the numbers of pages."""
    bare = _TAG.sub(lambda tag: "\u2026" * len(tag.group()), text)
    found = dates.find(bare)
    for written in found:
        if _is_stale(written, since) and not _STATUTE.search(bare[: written.start]):
            yield written.start, written.text
    for number in (amount for amount in read(bare).amounts if in_body and amount.is_number):
        after = _NEXT_WORD.match(bare, number.end)
        yield number.start, bare[number.start : after.end() if after else number.end].strip(" \u2026")
    for times in _TIMES.finditer(bare):
        yield times.start(), times.group()


def _is_stale(dated: dates.WrittenDate, since: date) -> bool:
    return dated.form is not dates.Form.SPAN if dated.period is None else dated.period.end > since


def _sentence(text: str, position: int) -> str:
    start = max((end.end() for end in _SENTENCE_END.finditer(text) if end.end() <= position), default=0)
    end = next((end.start() for end in _SENTENCE_END.finditer(text) if end.start() > position), len(text))
    return " ".join(text[start:end].split())


def tags(template: Path, problems: Problems) -> list[str]:
    """The tags of a template, as they stand in it."""
    return [tag.group() for paragraph in paragraphs(template, problems) for tag in _TAG.finditer(paragraph.text)]
