"""A sentence has more than 35 words, too many to follow at one reading; or a report of over four pages has no summary
of its key points on its first page. GOV.UK asks for sentences of at most 25 words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.problems import About, Problem, shortened, warning
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        (
            "1 The service was reviewed in the autumn and the review, which heard from parents, schools and health "
            "partners, found that plans were late because advice was late, and that advice was late because posts were "
            "vacant in every one of the teams.",
        ),
        ("1 The review found that plans were late because advice was late. Posts were vacant in every team.",),
    ),
)
TOO_LONG = warning(
    "readability",
    "sentences of more than {most} words: {sentences}.",
    "Split or shorten each one: up to 25 words is easy to read.",
)
NO_SUMMARY = warning(
    "readability",
    "the report is about {pages} pages long, but its first page has no summary of the key points.",
    "Start with a section headed Summary that says in a few sentences what Members need to know.",
)
MOST_WORDS = 35
MOST_PAGES = 4  # that are read without a summary
A_PAGE = 450  # words of a committee paper in 11 or 12 point with its headings: a judgement
_SHOWN = 60  # characters of a long sentence
_SUMMARY = re.compile(
    r"\b(?:summary|key (?:points|messages|findings|facts|issues)|main points|headlines|highlights|overview"
    r"|at a glance|in brief)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:purpose|reasons?|introduction)\b", re.IGNORECASE)


def check(pack: Pack) -> Iterator[Problem]:
    for passages in pack.by_document.values():
        long = [sentence for passage in passages for sentence in passage.sentences if _is_long(sentence)]
        if long:
            found = listed([_described(sentence) for sentence in long])
            about = [sentence.about() for sentence in long]
            yield TOO_LONG.at(long[0].passage.place, about, sentences=found, most=MOST_WORDS)
    for passages in list(pack.by_document.values())[:1]:
        yield from _without_summary([passage for passage in passages if not passage.place.story])


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _is_long(sentence: Sentence) -> bool:
    is_text = not sentence.passage.is_cell and len(sentence.text) > MOST_WORDS
    return is_text and _words(sentence.text) > MOST_WORDS and _is_written_here(sentence)


def _described(sentence: Sentence) -> str:
    begins = shortened(" ".join(sentence.text.split()), _SHOWN)
    return f'"{begins}" ({sentence.passage.where}, {_words(sentence.text)} words)'


def _is_written_here(sentence: Sentence) -> bool:
    """Whether the template has its words: what a workbook says at length is put right there, by whoever keeps it."""
    spans = ((max(start, sentence.start), min(end, sentence.end)) for start, end, _ in sentence.passage.traced)
    return sum(end - start for start, end in spans if end > start) < len(sentence.text) / 2


def _without_summary(passages: Sequence[Passage]) -> Iterator[Problem]:
    """A long report in whose first page nothing is headed as a summary, and no reason or purpose gives a figure."""
    pages = sum(_words(passage.text) for passage in passages) / A_PAGE
    if pages <= MOST_PAGES:
        return
    read = 0
    for passage in passages:
        headed = passage.text if passage.stands_alone else passage.heading
        sums_up = _SUMMARY.search(headed) or (_REASON.search(headed) and not passage.stands_alone and passage.numbers)
        if sums_up:
            return
        read += _words(passage.text)
        if read > A_PAGE:
            break
    about = [About((passages[0].document,), str(round(pages)))]
    yield NO_SUMMARY.at(passages[0].place, about, pages=round(pages))
