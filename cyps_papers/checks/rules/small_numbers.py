"""A count of 1 to 5 people would be published, or one that is withheld can be worked out from what is printed with
it: from totals and subtotals, the other parts of a whole, a share with its base, a change, or what the previous paper
printed. It could point at a child. The rule looks at indicators and columns that count people, at what a template
works out from them, and at typed words that speak of few people, in charts, alternative texts, properties and links
too. With 'Suppress small numbers' set to yes in Details, such counts of an indicator or a column print as c.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeGuard

from cyps_papers.checks.example import Example
from cyps_papers.checks.given_away import given_away, markers, told_by
from cyps_papers.checks.over_time import over_time
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.people import counts_people, few_people, left_over, speaks_of_people
from cyps_papers.checks.quotes import Quote
from cyps_papers.checks.tables import PrintedTable
from cyps_papers.disclosure.withheld import rounding_base, small_counts
from cyps_papers.figures.figure import MARKERS, Figure
from cyps_papers.figures.measure import Role
from cyps_papers.origin import READ, Origin
from cyps_papers.problems import About, Level, Place, Problem, error, warning
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        ("1 In February 2015, {kpi.runaways.latest} children were missing from care.",),
        ("1 In January 2015, {kpi.runaways.first} children were missing from care.",),
        "9 children were missing from care in January 2015 and 3 in February",
    ),
)
SMALL = error(
    "small-numbers",
    '"{number}" ({name}) counts {least} to 5 people, who could be recognised.',
    "Enter c in its cell {cells}, or put a row 'Suppress small numbers' with yes in the sheet Details.",
)
WORKED_OUT = error(
    "small-numbers",
    '"{number}" ({name}), worked out in the template, counts {least} to 5 people, who could be recognised.',
    "Leave it out, or withhold one of the numbers that it is worked out from.",
)
IN_A_CHART = error(
    "small-numbers",
    "the chart shows {numbers} ({name}): counts {least} to 5 people, who could be recognised.",
    "Enter c in {cells}, or put a row 'Suppress small numbers' with yes in the sheet Details.",
)
IN_WORDS = warning(
    "small-numbers",
    '"{words}" may speak of so few people that they could be recognised.',
    "If it counts real people write 'fewer than six', or leave it out; if not, accept it in the sheet Accepted.",
)
IN_A_CELL = warning(
    "small-numbers",
    '"{number}" ({what}) may count so few people that they could be recognised.',
    "If it counts real people type c, with a note of what that means; if not, accept it in the sheet Accepted.",
)
LEFT_IN_WORDS = warning(
    "small-numbers",
    'from "{words}" a reader can work out that {left} are left, so few that they could be recognised.',
    "If these are real people leave one of the two numbers out; if not, accept it in the sheet Accepted.",
)
BY_SUBTRACTION = error(
    "small-numbers",
    'what is withheld can be worked out: "{first}" less "{second}" leaves {left} ({name}).',
    "Withhold another number beside it, or leave the sentence out.",
)
NOT_EXPLAINED = warning(
    "small-numbers",
    '"{marker}" is printed for a value, but nothing in the document says what it means.',
    "Add a note: {marker} means {meaning}.",
)
NOT_SAID_ROUNDED = warning(
    "small-numbers",
    "numbers of people are rounded to the nearest {base}, and nothing in the document says so.",
    "Add a note: Numbers of people are rounded to the nearest {base}, so they may not add up to their totals.",
)
_COUNTING = ("+", "-", "*")  # what is divided is a share or an average
_PART_OF = re.compile(r"\b(?:of (?:which|whom|these|those|the(?:se|m)?)|including)\b", re.IGNORECASE)


def check(pack: Pack) -> Iterator[Problem]:
    few = small_counts(pack.paper)
    found = [*_in_texts(pack, few), *_in_charts(pack, few), *_in_texts(pack.of_other_texts, few)]
    told = {problem.place for problem in found if problem.level is Level.ERROR}
    yield from found
    yield from (problem for problem in over_time(pack, few) if problem.place not in told)
    yield from _not_explained(pack, told, few)
    yield from _not_said_rounded(pack)


def _in_texts(pack: Pack, few: range) -> Iterator[Problem]:
    counted = [quote for quote in pack.quotes if quote.measure.counts_people and not quote.number.is_rate]
    for quote in (quote for quote in counted if _is_small(quote, few)):
        cells = " and ".join(map(str, quote.known.cells)) or "in the workbook"
        found = {"number": quote.number.text, "name": quote.measure.name, "least": few[0]}
        about = [quote.measure.about(quote.number.text)]
        yield SMALL.at(quote.sentence.passage.place, about, **found, cells=cells)
    told = {(quote.sentence.passage.place, quote.number.start) for quote in counted}
    yield from _in_columns(pack, told, few)
    yield from _worked_out(pack, few)
    yield from (problem for sentence in pack.sentences for problem in _left_open(sentence, counted, few))
    yield from (problem for passage in pack.passages for problem in _in_words(passage, told, few))
    yield from (problem for table in pack.tables for problem in _in_cells(table, told, few))
    yield from given_away(pack, few)


def _is_small(quote: Quote, few: range) -> bool:
    value = quote.known.value
    return quote.known.role in (Role.OBSERVED, Role.FORECAST) and not quote.number.is_share and value in few


def _in_columns(pack: Pack, told: Collection[tuple[Place, int]], few: range) -> Iterator[Problem]:
    """Counts of people printed from a column of a table, a plan or a budget, of which there is no measure."""
    for passage in pack.passages:
        for start, end, source in passage.traced:
            if _counts_few(source, few) and source.how == READ and (passage.place, start) not in told:
                text, cells = passage.text[start:end], listed([str(cell) for cell in source.cells])
                about = [About((source.name,), text)]
                yield SMALL.at(passage.place, about, number=text, name=source.name, cells=cells, least=few[0])


def _worked_out(pack: Pack, few: range) -> Iterator[Problem]:
    """Counts of people that a template adds up or takes from one another."""
    for passage in pack.passages:
        for start, end, source in passage.traced:
            if not _counts_few(source, few):
                continue
            # what is taken from the number of another time says how many more or fewer there are, and not who
            is_over_time = source.origin.sign == "-" and len({operand.when for operand in source.operands}) > 1
            if source.origin.sign in _COUNTING and not is_over_time:
                found = {"number": passage.text[start:end], "name": source.name}
                about = [About((source.name,), passage.text[start:end])]
                yield WORKED_OUT.at(passage.place, about, **found, least=few[0])


def _in_charts(pack: Pack, few: range) -> Iterator[Problem]:
    """Each chart once for each series of which it shows small counts."""
    found: dict[tuple[Place, Origin], list[Figure]] = {}
    for document in pack.documents:
        for plotted in document.charted:
            shown = plotted.traced
            if _counts_few(shown, few):
                series = Origin(shown.origin.source, shown.origin.subject)
                found.setdefault((plotted.place, series), []).append(shown)
    for (place, series), small in found.items():
        cells = listed([str(cell) for figure in small for cell in figure.cells])
        numbers, about = (
            listed([figure.printed for figure in small]),
            [pack.about(series, figure.printed) for figure in small],
        )
        yield IN_A_CHART.at(place, about, numbers=numbers, name=series, cells=cells, least=few[0])


def _counts_few(shown: Traced, few: range) -> TypeGuard[Figure]:
    is_of_people = isinstance(shown, Figure) and shown.counts_people
    return is_of_people and shown.unit not in (Unit.SHARE, Unit.POINTS) and shown.value in few


def _left_open(sentence: Sentence, counted: list[Quote], few: range) -> Iterator[Problem]:
    """'828 cases, of which 825 have a plan': the rest are three."""
    for quote in (quote for quote in counted if quote.sentence is sentence and not _is_small(quote, few)):
        for number in sentence.numbers:
            left = quote.number.value - number.value
            is_part = _PART_OF.search(sentence.passage.text[quote.number.end : number.start])
            is_like = number.unit in ("", quote.number.unit, "case", "children", "people") and not number.is_share
            if left in few and is_part and is_like:
                found = {"first": quote.number.text, "second": number.text, "left": f"{left.normalize():f}"}
                about = [sentence.about(found["left"])]
                yield BY_SUBTRACTION.at(sentence.passage.place, about, **found, name=quote.measure.name)


def _in_words(passage: Passage, told: Collection[tuple[Place, int]], few: range) -> Iterator[Problem]:
    """Few people in words, of a template or a workbook: 'three children', 'of the 52 children, 49 stayed'."""
    for found in few_people(passage.text):
        if _is_worded(passage, found.start()) and (passage.place, found.start()) not in told:
            about = [passage.sentence_at(found.start()).about(found.group())]
            yield IN_WORDS.at(passage.place, about, words=found.group())
    for found, left in left_over(passage.text):
        sentence = passage.sentence_at(found.start())
        if markers(sentence, few):
            continue
        if left in few and (_is_worded(passage, found.start("all")) or _is_worded(passage, found.start("some"))):
            about = [sentence.about(found.group())]
            yield LEFT_IN_WORDS.at(passage.place, about, words=found.group(), left=left)


def _is_worded(passage: Passage, start: int) -> bool:
    """Whether a place is in words of the template, or of a text that a workbook holds: not in a figure."""
    return not any(begin <= start < end and isinstance(source, Figure) for begin, end, source in passage.traced)


def _in_cells(table: PrintedTable, told: Collection[tuple[Place, int]], few: range) -> Iterator[Problem]:
    """Small numbers that were typed under a heading, or beside a label, that says whom they count; a small total has
    parts that are smaller, which are told of.
    """
    for row in list(table.rows.values())[1:]:
        for column, cell in list(row.items())[1:]:
            passage, heading = cell.passage, table.head[column].text.strip() if column in table.head else ""
            start = len(passage.text) - len(passage.text.lstrip())
            is_told = table.is_total(cell) or not passage.is_typed(start) or (passage.place, start) in told
            if cell.value in few and not is_told and counts_people(heading, cell.label):
                what = ", ".join(filter(None, (heading, cell.label.strip())))
                about = [sentence.about(cell.text.strip()) for sentence in passage.sentences[:1]]
                yield IN_A_CELL.at(passage.place, about, number=cell.text.strip(), what=what)


def _not_explained(pack: Pack, told: Collection[Place], few: range) -> Iterator[Problem]:
    """A marker printed or typed for a value, in a document with no note of what it means."""
    for passages in pack.by_document.values():
        seen: set[str] = set()
        for passage in passages:
            for start, marker, meaning in (*_printed_markers(passage), *_typed_markers(passage, told, few)):
                if marker in seen:
                    continue
                seen.add(marker)
                called = rf"(?<![\w’']){re.escape(marker.strip('[]'))}[\]\"”’]?"
                note = rf"{called}\s*(?:[:=–-]|means|is|stands for|shows|where)\s|\bas [\[\"“‘]?{called}(?!\w)"
                if not any(re.search(note, passage.text) for passage in passages):
                    about = [passage.sentence_at(start).about(marker)]
                    yield NOT_EXPLAINED.at(passage.place, about, marker=marker, meaning=meaning)


def _printed_markers(passage: Passage) -> Iterator[tuple[int, str, str]]:
    for start, _, source in passage.traced:
        if isinstance(source, Figure) and source.value is None and source.marker in MARKERS:
            yield start, source.marker, MARKERS[source.marker]


def _typed_markers(passage: Passage, told: Collection[Place], few: range) -> Iterator[tuple[int, str, str]]:
    """Where a sign was typed for a count of people, of which nothing is said yet; '<5 boys' explains itself."""
    if passage.place in told:
        return
    typed, label, found = passage.text.strip(), passage.lead.split(" | ")[0], []
    if passage.is_cell and told_by(typed, few) and speaks_of_people(passage.lead, passage.column, label):
        found = [(passage.text.find(typed), typed)]
    for sentence in passage.sentences:
        starts = (sentence.start + at for at in markers(sentence, few))
        found += [(start, "*") for start in starts if passage.text[start] == "*"]
    yield from ((start, text, MARKERS["c"]) for start, text in found if not text.isalpha() and passage.is_typed(start))


def _not_said_rounded(pack: Pack) -> Iterator[Problem]:
    """Numbers of people printed rounded, in a document with no note that they are."""
    base = rounding_base(pack.paper)
    for passages in pack.by_document.values() if base else ():
        rounded = [passage for passage in passages if any(_is_rounded(source) for _, _, source in passage.traced)]
        if rounded and not any(re.search(r"\brounded\b.*\b(?:5|five|10|ten)\b", passage.text) for passage in passages):
            about = [sentence.about(str(base)) for sentence in rounded[0].sentences[:1]]
            yield NOT_SAID_ROUNDED.at(rounded[0].place, about, base=base)


def _is_rounded(source: Traced) -> bool:
    return isinstance(source, Figure) and source.rounded_to > 0
