"""A count of children from 1 to 5 stands in what will be published, or can be worked out by subtraction from what
stands beside it. It could point at a child. Only indicators marked as counting people are looked at. With
'Suppress small numbers' set to yes in Details, such counts print as c."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.checks.pointing import Quote
from cyps_papers.checks.tables import tables
from cyps_papers.figures.figure import MARKERS, Figure
from cyps_papers.figures.measure import Role
from cyps_papers.problems import Problem, error, warning

SMALL = error(
    "small-numbers",
    '"{number}" ({name}) counts from 1 to 5 people, who could be recognised.',
    "Enter c in its cell {cells}, or put a row 'Suppress small numbers' with yes in the sheet Details.",
)
BY_SUBTRACTION = error(
    "small-numbers",
    'what is withheld can be worked out: "{first}" less "{second}" leaves {left} ({name}).',
    "Withhold another number beside it, or leave the sentence out.",
)
IN_A_TABLE = error(
    "small-numbers",
    "what is withheld in this {line} can be worked out: it is all that its total of {total} leaves open.",
    "Withhold another number of the {line}, or the total.",
)
NOT_EXPLAINED = warning(
    "small-numbers",
    '"{marker}" stands for a value, and nothing in the document says what it means.',
    "Add a note: {marker} means {meaning}.",
)
FEW = range(1, 6)
_PART_OF = re.compile(r"\b(?:of (?:which|whom|these|those|the(?:se|m)?)|including)\b", re.IGNORECASE)


def check(pack: Pack) -> Iterator[Problem]:
    counted = [quote for quote in pack.quotes if quote.measure.counts_people and not quote.number.is_rate]
    for quote in filter(_is_small, counted):
        cells = " and ".join(map(str, quote.known.cells)) or "in the workbook"
        found = {"number": quote.number.text, "name": quote.measure.name}
        yield SMALL.at(quote.sentence.passage.place, **found, cells=cells)
    yield from (problem for sentence in pack.sentences for problem in _left_open(pack, sentence, counted))
    yield from _left_open_in_tables(pack)
    yield from _not_explained(pack)


def _is_small(quote: Quote) -> bool:
    value = quote.known.value
    return quote.known.role in (Role.OBSERVED, Role.FORECAST) and not quote.number.is_share and value in FEW


def _left_open(pack: Pack, sentence: Sentence, counted: list[Quote]) -> Iterator[Problem]:
    """'828 cases, of which 825 have a plan': the rest are three."""
    for quote in (one for one in counted if one.sentence is sentence and not _is_small(one)):
        for number in sentence.numbers:
            left = quote.number.value - number.value
            is_part = _PART_OF.search(sentence.passage.text[quote.number.end : number.start])
            is_like = number.unit in ("", quote.number.unit, "case", "children", "people") and not number.is_share
            if left in FEW and is_part and is_like:
                found = {"first": quote.number.text, "second": number.text, "name": quote.measure.name}
                yield BY_SUBTRACTION.at(sentence.passage.place, **found, left=f"{left.normalize():f}")


def _left_open_in_tables(pack: Pack) -> Iterator[Problem]:
    """One withheld cell in a row or column whose total and other parts are printed."""
    for table in tables(pack):
        for one in table.sums():
            hidden = [cell for cell in one.parts if cell.text.strip().lower() == "c"]
            others = [cell for cell in one.parts if cell.value is not None]
            if len(hidden) == 1 and others and len(others) == len(one.parts) - 1:
                found = {"line": one.line, "total": one.total.text.strip()}
                yield IN_A_TABLE.at(hidden[0].passage.place, **found)


def _not_explained(pack: Pack) -> Iterator[Problem]:
    """A marker printed for a value, in a document with no note of what it means."""
    for passages in pack.by_document.values():
        seen: set[str] = set()
        for passage in passages:
            for _, _, source in passage.traced:
                marker = source.marker if isinstance(source, Figure) and source.value is None else ""
                if marker in MARKERS and marker not in seen:
                    seen.add(marker)
                    note = rf"(?<![\w’']){marker}[\"”’]?\s*(?:[:=–-]|means|is|stands for|shows|where)\s"
                    if not any(re.search(note, one.text) for one in passages):
                        yield NOT_EXPLAINED.at(passage.place, marker=marker, meaning=MARKERS[marker])
