"""A count of children from 1 to 5 stands in what will be published, in its charts too, or can be worked out by
subtraction from what stands beside it. It could point at a child. Looked at are indicators marked as counting people,
what a template works out from them, and typed words that speak of few children. With 'Suppress small numbers' set to
yes in Details, such counts of an indicator print as c."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator
from decimal import Decimal
from typing import TypeGuard

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage, Sentence
from cyps_papers.checks.pointing import Quote
from cyps_papers.checks.tables import TableCell, tables
from cyps_papers.disclosure.protection import SAFE, Total, Withheld
from cyps_papers.disclosure.reader import ANY, Bounds
from cyps_papers.figures.figure import MARKERS, Figure, marker_of
from cyps_papers.figures.forms import rounded
from cyps_papers.figures.measure import Role
from cyps_papers.origin import Origin
from cyps_papers.problems import Place, Problem, error, warning
from cyps_papers.records import Unit
from cyps_papers.vocabulary import Traced
from cyps_papers.words import listed

SMALL = error(
    "small-numbers",
    '"{number}" ({name}) counts from 1 to 5 people, who could be recognised.',
    "Enter c in its cell {cells}, or put a row 'Suppress small numbers' with yes in the sheet Details.",
)
WORKED_OUT = error(
    "small-numbers",
    '"{number}" ({name}), worked out in the template, counts from 1 to 5 people, who could be recognised.',
    "Leave it out, or withhold one of the numbers that it is worked out from.",
)
IN_A_CHART = error(
    "small-numbers",
    "the chart shows {numbers} ({name}): counts from 1 to 5 people, who could be recognised.",
    "Enter c in {cells}, or put a row 'Suppress small numbers' with yes in the sheet Details.",
)
IN_WORDS = warning(
    "small-numbers",
    '"{words}" may speak of so few children that they could be recognised.',
    "If it counts real children write 'fewer than six', or leave it out; if not, accept it in the sheet Accepted.",
)
LEFT_IN_WORDS = warning(
    "small-numbers",
    'from "{words}" a reader can work out that {left} are left, so few that they could be recognised.',
    "If these are real children leave one of the two numbers out; if not, accept it in the sheet Accepted.",
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
IN_ITS_TOTALS = error(
    "small-numbers",
    "what is withheld here can be worked out from the totals of rows and columns together: it can only be {numbers}.",
    "Withhold another number of its row or column, or a total.",
)
IN_A_SENTENCE = error(
    "small-numbers",
    "what is withheld can be worked out: {whole}{less} leaves {left}.",
    "Withhold another of these numbers, or leave the sentence out.",
)
BY_SHARE = error(
    "small-numbers",
    "what is withheld can be worked out: {share} of {base} can only be {left}.",
    "Leave the percentage out, or withhold the number that it is a share of.",
)
NOT_EXPLAINED = warning(
    "small-numbers",
    '"{marker}" stands for a value, and nothing in the document says what it means.',
    "Add a note: {marker} means {meaning}.",
)
FEW = range(1, 6)
_CHILDREN = r"(?:child(?:ren)?|girls?|boys?|young\ (?:people|person)|pupils?|bab(?:y|ies)|siblings|care\ leavers?)\b"
_ONLY_A_WORD = r"(?!['’]|\ (?:protection|in\ need|care|services?|poverty)\b)"  # children's, child protection
_FEW_CHILDREN = re.compile(
    rf"""(?<!<)(?<!<\ )(?<!than\ )
    \b(?:a\ single|one|two|three|four|five|[1-5](?![\d.,/%]\d?))\ (?:of\ the\ [\w,]+\ )?(?:(?!of\b)[a-z-]+\ )?
    {_CHILDREN}{_ONLY_A_WORD}""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_CHILDREN = re.compile(
    rf"\bof\ (?:the|these|those|all)\ (?P<all>\d[\d,]*)\ (?:[a-z-]+\ )?{_CHILDREN},?\ (?P<some>\d[\d,]*)\b(?![%.]\d?)",
    re.IGNORECASE,
)
_MARKER = re.compile(rf"(?<![\w’'*])(?P<marker>\[c\]|c|\*|<\ ?[56])\ +(?:[a-z-]+\ )?{_CHILDREN}", re.IGNORECASE)
_MADE_UP_OF = re.compile(
    r":|\(|\b(?:of (?:which|whom|these|those|them)|including|made up of|comprising|consisting of)\b"
    r"|\bof (?:the|these|those|all(?: the)?) \d[\d,]*\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.,])(?P<share>\d+(?:\.\d+)?) ?(?:%|per cent\b)", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![\w.,£])(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?![\w%]|[.,]\d| ?%| per cent)")
_COUNTING = ("+", "-", "*")  # what is divided is a share or an average
_PART_OF = re.compile(r"\b(?:of (?:which|whom|these|those|the(?:se|m)?)|including)\b", re.IGNORECASE)


def check(pack: Pack) -> Iterator[Problem]:
    counted = [quote for quote in pack.quotes if quote.measure.counts_people and not quote.number.is_rate]
    for quote in filter(_is_small, counted):
        cells = " and ".join(map(str, quote.known.cells)) or "in the workbook"
        found = {"number": quote.number.text, "name": quote.measure.name}
        yield SMALL.at(quote.sentence.passage.place, **found, cells=cells)
    yield from _worked_out(pack)
    yield from _in_charts(pack)
    yield from (problem for sentence in pack.sentences for problem in _left_open(pack, sentence, counted))
    for sentence in pack.sentences:
        yield from _left_open_by_parts(sentence)
        for told_of in list(_markers(sentence).values())[:1]:
            yield from _left_open_by_share(sentence.passage.place, sentence.text, told_of)
    told = {(quote.sentence.passage.place, quote.number.start) for quote in counted}
    yield from (problem for passage in pack.passages for problem in _in_words(passage, told))
    yield from _left_open_in_tables(pack)
    yield from _not_explained(pack)


def _is_small(quote: Quote) -> bool:
    value = quote.known.value
    return quote.known.role in (Role.OBSERVED, Role.FORECAST) and not quote.number.is_share and value in FEW


def _worked_out(pack: Pack) -> Iterator[Problem]:
    """Counts of people that a template adds up or takes from one another."""
    for passage in pack.passages:
        for start, end, source in passage.traced:
            if not _counts_few(source):
                continue
            # what is taken from the number of another time says how many more or fewer there are, and not who
            is_over_time = source.origin.sign == "-" and len({one.when for one in source.operands}) > 1
            if source.origin.sign in _COUNTING and not is_over_time:
                yield WORKED_OUT.at(passage.place, number=passage.text[start:end], name=source.name)


def _in_charts(pack: Pack) -> Iterator[Problem]:
    """Each chart once for each series of which it shows small counts."""
    found: dict[tuple[Place, Origin], list[Figure]] = {}
    for document in pack.documents:
        for plotted in document.charted:
            shown = plotted.traced
            if _counts_few(shown):
                series = Origin(shown.origin.source, shown.origin.subject)
                found.setdefault((plotted.place, series), []).append(shown)
    for (place, series), small in found.items():
        cells = listed([str(cell) for one in small for cell in one.cells])
        yield IN_A_CHART.at(place, numbers=listed([one.printed for one in small]), name=series, cells=cells)


def _counts_few(shown: Traced) -> TypeGuard[Figure]:
    is_of_people = isinstance(shown, Figure) and shown.counts_people
    return is_of_people and shown.unit not in (Unit.SHARE, Unit.POINTS) and shown.value in FEW


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


def _left_open_by_parts(sentence: Sentence) -> Iterator[Problem]:
    """'43 children: 40 girls and c boys': what is withheld is three."""
    text, markers = sentence.text, _markers(sentence)
    joint = _MADE_UP_OF.search(text) if markers else None
    if joint is None:
        return
    counts = [
        one
        for one in sentence.numbers
        if not (one.is_share or one.is_rate or one.value % 1)
        and not sentence.passage.text[: one.start].rstrip().endswith("<")
    ]
    wholes = [one for one in counts if one.end - sentence.start <= joint.end()]
    parts = [one for one in counts if one.start - sentence.start >= joint.end()]
    if not wholes or any(start < joint.end() for start in markers):
        return
    whole = wholes[-1]
    shown: dict[Hashable, int] = {one.start: int(one.value) for one in (whole, *parts)}
    keys: tuple[Hashable, ...] = (*(one.start for one in parts), *((start, "withheld") for start in markers))
    bounds: dict[Hashable, Bounds] = {(start, "withheld"): told for start, told in markers.items()}
    for possible in list(Withheld([Total(whole.start, keys)], shown, bounds).given_away().values())[:1]:
        less = listed([one.text for one in parts])
        left = " or ".join(map(str, sorted(possible)))
        yield IN_A_SENTENCE.at(
            sentence.passage.place, whole=whole.text, less=f" less {less}" if less else "", left=left
        )


def _left_open_by_share(place: Place, text: str, told: Bounds) -> Iterator[Problem]:
    """c with 5% of 60: what is withheld is three."""
    for share in _SHARE.finditer(text):
        places = len(share["share"].partition(".")[2])
        for base in (Decimal(one.replace(",", "")) for one in _WHOLE.findall(text)):
            counts = [few for few in range(told.low, told.high + 1) if few <= base]
            near = [few for few in counts if rounded(few / base * 100, places) == Decimal(share["share"])]
            if 0 < len(near) < SAFE:
                left = " or ".join(map(str, near))
                yield BY_SHARE.at(place, share=share.group(), base=f"{base:,}", left=left)
                return


def _markers(sentence: Sentence) -> dict[int, Bounds]:
    """Where markers of withheld counts stand in a sentence, printed or typed before what they count, and what a reader
    is told by each.
    """
    found = {}
    for start, end, source in sentence.passage.traced:
        if sentence.has(start) and isinstance(source, Figure) and source.value is None and source.unit != Unit.SHARE:
            found[start - sentence.start] = _told(sentence.passage.text[start:end])
    for typed in _MARKER.finditer(sentence.text):
        found.setdefault(typed.start(), _told(typed["marker"]))
    return {start: told for start, told in found.items() if told is not None}


def _in_words(passage: Passage, told: Collection[tuple[Place, int]]) -> Iterator[Problem]:
    """Few children in typed words: 'three children', 'two of the 14 girls', 'of the 52 children, 49 stayed'."""
    for found in _FEW_CHILDREN.finditer(passage.text):
        if passage.is_typed(found.start()) and (passage.place, found.start()) not in told:
            yield IN_WORDS.at(passage.place, words=found.group())
    for found in _OF_CHILDREN.finditer(passage.text):
        if _markers(passage.sentence_at(found.start())):
            continue
        left = int(found["all"].replace(",", "")) - int(found["some"].replace(",", ""))
        if left in FEW and (passage.is_typed(found.start("all")) or passage.is_typed(found.start("some"))):
            yield LEFT_IN_WORDS.at(passage.place, words=found.group(), left=left)


def _left_open_in_tables(pack: Pack) -> Iterator[Problem]:
    """Cells withheld that their rows' and columns' totals, subtotals too, leave fewer than three numbers."""
    for table in tables(pack):
        sums = [one for one in table.sums() if all(_is_whole(cell) for cell in (one.total, *one.parts))]
        cells: dict[Hashable, TableCell] = {cell.key: cell for one in sums for cell in (*one.parts, one.total)}
        shown = {key: count for key, cell in cells.items() if (count := _count(cell)) is not None}
        bounds = {key: _told(cell.text) or ANY for key, cell in cells.items() if key not in shown}
        totals = [Total(one.total.key, tuple(cell.key for cell in one.parts)) for one in sums]
        open_to_few = Withheld(totals, shown, bounds).given_away()
        told: set[Hashable] = set()
        for one in sums:
            hidden = {cell.key: bounds[cell.key] for cell in one.parts if cell.key in open_to_few}
            alone = Withheld([Total(one.total.key, tuple(cell.key for cell in one.parts))], shown, bounds)
            if hidden and one.total.key in shown and hidden.keys() & alone.given_away().keys():
                told |= hidden.keys()
                yield IN_A_TABLE.at(
                    cells[next(iter(hidden))].passage.place, line=one.line, total=one.total.text.strip()
                )
        for row in table.rows.values():
            for cell in row.values():
                marked = _told(cell.text)
                if marked is not None:
                    others = " | ".join(other.text for other in row.values() if other is not cell)
                    yield from _left_open_by_share(cell.passage.place, others, marked)
        for key, numbers in open_to_few.items():
            if key not in told:
                yield IN_ITS_TOTALS.at(cells[key].passage.place, numbers=" or ".join(map(str, sorted(numbers))))


def _is_whole(cell: TableCell) -> bool:
    return cell.value is None or cell.value % 1 == 0


def _count(cell: TableCell) -> int | None:
    """The count in a cell, a dash being none at all; None where it shows no number."""
    if cell.text.strip() in ("-", "–", "—"):
        return 0
    return None if cell.value is None else int(cell.value)


def _told(text: str) -> Bounds | None:
    """What a reader is told of a count by the marker in its place."""
    bare = text.strip().replace(" ", "")
    if bare in ("<5", "<6"):
        return Bounds(FEW[0], int(bare[1]) - 1)
    return Bounds(FEW[0], FEW[-1]) if marker_of(bare) == "c" else None


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
