"""At the meeting a document's date, or a figure given as the present position, will be older than the limit: 92 days
unless Details says otherwise in a row 'Stale after (days)'. A yearly or quarterly figure is not old until the next is
due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage
from cyps_papers.checks.quotes import Quote
from cyps_papers.figures.measure import Role
from cyps_papers.language import dates
from cyps_papers.origin import Origin
from cyps_papers.problems import About, Problem, warning

EXAMPLES = (
    Example(
        ("# Action plan: position as at 29 September 2014",),
        ("# Action plan: position as at 9 March 2015",),
        "the meeting is on 18 March 2015",
    ),
)
OLD_DOCUMENT = warning(
    "stale",
    "{title} is as at {when}, {days} days before the meeting; the limit is {limit}.",
    "Bring the document up to date, and its date with it.",
)
OLD_FIGURE = warning(
    "stale",
    '"{number}" ({name}) is given as the present position, but is from {when}, {days} days before the meeting; '
    "the limit is {limit}.",
    "Enter a later value in the workbook, or say in the sentence that it is from {when}.",
)
_AS_AT = re.compile(r"\b(?:as at|as of|position at|up to date at|update at)[: ]+(?=\S)", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:currently?|at present|now|latest|today|at the moment)\b", re.IGNORECASE)
_DOCUMENT_LINE = re.compile(r"\bappendix|\battach|\bannex|\bupdate\b|\bposition\b|\bversion\b", re.IGNORECASE)


def check(pack: Pack) -> Iterator[Problem]:
    yield from _listed_documents(pack)
    yield from (problem for passage in pack.passages for problem in _titles(pack, passage))
    yield from _figures(pack)


def _listed_documents(pack: Pack) -> Iterator[Problem]:
    for record in pack.paper.documents:
        if record.as_at and pack.age(record.as_at.value) > pack.stale_after:
            days, title = pack.age(record.as_at.value), record.title.value
            when = f"{record.as_at.value.day} {record.as_at.value:%B %Y}"
            found = {"title": f'"{title}"', "when": when, "days": days, "limit": pack.stale_after}
            yield OLD_DOCUMENT.at(record.as_at.cell, [About((title,), when)], **found)


def _titles(pack: Pack, passage: Passage) -> Iterator[Problem]:
    """A title, an attachment's line or a header that says as at what date the document is."""
    said = _AS_AT.search(passage.text)
    if not said or not passage.is_typed(said.end()):
        return
    told = re.search(r"\b(?:was|were|had|included?)\b", passage.text)
    is_line = _DOCUMENT_LINE.search(passage.text) and not told
    if not (is_line or passage.is_heading or passage.place.story):
        return
    title = re.sub(r"\s*\bupdate$", "", passage.text[: said.start()].strip(' -–•*"“”'), flags=re.IGNORECASE).strip(
        ' "“”'
    )
    title = title if len(title) < 60 else title[:57].rstrip() + "..."
    for dated in dates.find(passage.text):
        if dated.start == said.end() and dated.period and pack.age(dated.period.last_day) > pack.stale_after:
            found = {"title": f'"{title}"', "when": dated.period, "days": pack.age(dated.period.last_day)}
            about = [About((title,), str(dated.period))]
            yield OLD_DOCUMENT.at(passage.place, about, **found, limit=pack.stale_after)


def _figures(pack: Pack) -> Iterator[Problem]:
    seen: set[Origin] = set()
    for quote in pack.quotes:
        when, is_new = quote.known.when, quote.measure.origin not in seen
        if when is None or quote.known.role is not Role.OBSERVED:
            continue
        days, limit = pack.age(when.last_day), pack.limit(quote.measure, when)
        if days > limit and is_new and _is_present(quote):
            seen.add(quote.measure.origin)
            found = {"number": quote.number.text, "name": quote.measure.name, "when": when, "days": days}
            about = [quote.measure.about(quote.number.text)]
            yield OLD_FIGURE.at(quote.sentence.passage.place, about, **found, limit=limit)


def _is_present(quote: Quote) -> bool:
    """Whether it stands as the latest of several, or in words of the present beside no date of its own."""
    if len(quote.measure.observations) < 2 or quote.sentence.date_of(quote.number) is not None:
        return False
    is_latest = quote.known.origin.last == "latest" and quote.number.printed is not None
    return is_latest or bool(_PRESENT.search(quote.sentence.near(quote.number)))
