"""Counts withheld in a document that a reader can work out all the same: from the totals of a table, from the whole of
which a sentence gives the other parts, from a share with its base.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from decimal import Decimal

from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Sentence
from cyps_papers.checks.people import PEOPLE, speaks_of_people
from cyps_papers.checks.tables import PrintedTable, TableCell
from cyps_papers.disclosure.protection import SAFE, Total, Withheld
from cyps_papers.disclosure.reader import ANY, Bounds
from cyps_papers.disclosure.rounding import could_be
from cyps_papers.figures.figure import Figure, marker_of
from cyps_papers.figures.forms import rounded
from cyps_papers.problems import Problem, error
from cyps_papers.records import Unit
from cyps_papers.words import listed

IN_A_TABLE = error(
    "small-numbers",
    "what is withheld in this {line} can be worked out: subtract the rest from the total of {total}.",
    "Withhold another number of the {line}, or the total.",
)
IN_ITS_TOTALS = error(
    "small-numbers",
    "what is withheld here can be worked out from the totals of rows and columns together: it can only be {numbers}.",
    "Withhold another number of its row or column, or a total.",
)
BEFORE_A_TABLE = error(
    "small-numbers",
    "what is withheld in this column can be worked out from the {whole} in the line before the table: it can only be "
    "{numbers}.",
    "Withhold another number of the column, or leave that one out.",
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
_MARKER = re.compile(rf"(?<![\w’'*])(?P<marker>\[c\]|c|\*|<\ ?[56])\ +(?:[a-z-]+\ )?{PEOPLE}", re.IGNORECASE)
_MARKER_ALONE = re.compile(
    r"(?<![\w’'*])(?P<marker>\[c\]|c|\*|<\ ?[56]) (?=\(\d|(?:was|were|is|are|has|have|had|of|stayed|left)\b)"
)
"""A marker of people whom the sentence has named before it."""
_MADE_UP_OF = re.compile(
    r":|\(|\b(?:of (?:which|whom|these|those|them)|including|made up of|comprising|consisting of)\b"
    r"|\bof (?:the|these|those|all(?: the)?) \d[\d,]*\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.,])(?P<share>\d+(?:\.\d+)?) ?(?:%|per cent\b)", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![\w.,£])(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?![\w%]|[.,]\d| ?%| per cent)")


def given_away(pack: Pack, few: range) -> Iterator[Problem]:
    """What is withheld of `few` people and can be worked out, in the order of sentences and then of tables."""
    for sentence in pack.sentences:
        yield from _by_parts(sentence, few)
        for told in list(markers(sentence, few).values())[:1]:
            yield from _by_share(sentence, sentence.text, told)
    for table in pack.tables:
        yield from _by_totals(table, few)
        yield from _by_line_before(table, few)
        for row in table.rows.values():
            for cell in row.values():
                marked = told_by(cell.text, few)
                if marked is not None:
                    others = " | ".join(other.text for other in row.values() if other is not cell)
                    yield from _by_share(cell.passage.sentences[0], others, marked)


def _by_parts(sentence: Sentence, few: range) -> Iterator[Problem]:
    """'43 children: 40 girls and c boys': what is withheld is three."""
    marked = markers(sentence, few)
    joint = _MADE_UP_OF.search(sentence.text) if marked else None
    if joint is None:
        return
    counts = [
        number
        for number in sentence.numbers
        if not (number.is_share or number.is_rate or number.value % 1)
        and not sentence.passage.text[: number.start].rstrip().endswith("<")
        and not (isinstance(number.printed, Figure) and number.printed.value is None)  # fewer than 5
    ]
    wholes = [count for count in counts if count.end - sentence.start <= joint.end()]
    parts = [count for count in counts if count.start - sentence.start >= joint.end()]
    if not wholes or any(start < joint.end() for start in marked):
        return
    whole = wholes[-1]
    near = {
        part.start: could_be(int(part.value), part.printed.rounded_to)
        for part in (whole, *parts)
        if isinstance(part.printed, Figure) and part.printed.rounded_to
    }
    shown: dict[Hashable, int] = {part.start: int(part.value) for part in (whole, *parts) if part.start not in near}
    keys: tuple[Hashable, ...] = (*(part.start for part in parts), *((start, "withheld") for start in marked))
    bounds: dict[Hashable, Bounds] = {(start, "withheld"): told for start, told in marked.items()}
    open_to_few = Withheld([Total(whole.start, keys)], shown, bounds | near).given_away()
    for possible in [left for key, left in open_to_few.items() if key in bounds][:1]:
        less = listed([part.text for part in parts])
        found = {"whole": whole.text, "less": f" less {less}" if less else ""}
        found["left"] = " or ".join(map(str, sorted(possible)))
        yield IN_A_SENTENCE.at(sentence.passage.place, [sentence.about(found["left"])], **found)


def _by_share(sentence: Sentence, text: str, told: Bounds) -> Iterator[Problem]:
    """c with 5% of 60: what is withheld is three."""
    for share in _SHARE.finditer(text):
        places = len(share["share"].partition(".")[2])
        for base in (Decimal(one.replace(",", "")) for one in _WHOLE.findall(text)):
            counts = [few for few in range(told.low, told.high + 1) if few <= base]
            near = [few for few in counts if rounded(few / base * 100, places) == Decimal(share["share"])]
            if 0 < len(near) < SAFE:
                left = " or ".join(map(str, near))
                found = {"share": share.group(), "base": f"{base:,}", "left": left}
                yield BY_SHARE.at(sentence.passage.place, [sentence.about(left)], **found)
                return


def markers(sentence: Sentence, few: range) -> dict[int, Bounds]:
    """Where markers of withheld counts stand in a sentence, printed or typed before what they count, and what a reader
    is told by each.
    """
    found = {}
    for start, end, source in sentence.passage.traced:
        if sentence.has(start) and isinstance(source, Figure) and source.value is None and source.unit != Unit.SHARE:
            found[start - sentence.start] = told_by(sentence.passage.text[start:end], few)
    for typed in _MARKER.finditer(sentence.text):
        found.setdefault(typed.start(), told_by(typed["marker"], few))
    for typed in _MARKER_ALONE.finditer(sentence.text):
        if speaks_of_people(sentence.text[: typed.start()]):
            found.setdefault(typed.start(), told_by(typed["marker"], few))
    return {start: told for start, told in found.items() if told is not None}


def _by_totals(table: PrintedTable, few: range) -> Iterator[Problem]:
    """Cells withheld that their rows' and columns' totals, subtotals too, leave fewer than three numbers."""
    sums = [sum_ for sum_ in table.sums() if all(_is_whole(cell) for cell in (sum_.total, *sum_.parts))]
    cells: dict[Hashable, TableCell] = {cell.key: cell for total in sums for cell in (*total.parts, total.total)}
    counts = {key: count for key, cell in cells.items() if (count := _count(cell)) is not None}
    near = {key: could_be(counts[key], cell.rounded_to) for key, cell in cells.items() if cell.rounded_to}
    shown = {key: count for key, count in counts.items() if key not in near}
    bounds = {key: told_by(cell.text, few) or ANY for key, cell in cells.items() if key not in counts} | near
    totals = [Total(total.total.key, tuple(cell.key for cell in total.parts)) for total in sums]
    open_to_few = {key: left for key, left in Withheld(totals, shown, bounds).given_away().items() if key not in near}
    told: set[Hashable] = set()
    for sum_ in sums:
        hidden = {cell.key: bounds[cell.key] for cell in sum_.parts if cell.key in open_to_few}
        alone = Withheld([Total(sum_.total.key, tuple(cell.key for cell in sum_.parts))], shown, bounds)
        if hidden and sum_.total.key in counts and hidden.keys() & alone.given_away().keys():
            told |= hidden.keys()
            passage, total = cells[next(iter(hidden))].passage, sum_.total.text.strip()
            about = [sentence.about(total) for sentence in passage.sentences[:1]]
            yield IN_A_TABLE.at(passage.place, about, line=sum_.line, total=total)
    for key, numbers in open_to_few.items():
        if key not in told:
            passage, left = cells[key].passage, " or ".join(map(str, sorted(numbers)))
            about = [sentence.about(left) for sentence in passage.sentences[:1]]
            yield IN_ITS_TOTALS.at(passage.place, about, numbers=left)


def _by_line_before(table: PrintedTable, few: range) -> Iterator[Problem]:
    """'54 children were missing in the four weeks:', above a column of these weeks that has no total."""
    before = table.first.lead.rpartition(" | ")[2]
    wholes = [int(one.replace(",", "")) for one in _WHOLE.findall(before)] if speaks_of_people(before) else []
    for cells in table.columns_without_total() if wholes else ():
        withheld = {cell.key: told_by(cell.text, few) for cell in cells if _count(cell) is None}
        told: dict[Hashable, Bounds] = {key: bounds for key, bounds in withheld.items() if bounds}
        if not told or len(told) < len(withheld) or not all(map(_is_whole, cells)):
            continue
        shown: dict[Hashable, int] = {cell.key: count for cell in cells if (count := _count(cell)) is not None}
        total = Total("before", tuple(cell.key for cell in cells))
        for whole in wholes:
            if found := Withheld([total], {**shown, "before": whole}, told).given_away():
                left = " or ".join(map(str, sorted(next(iter(found.values())))))
                passage = next(cell.passage for cell in cells if cell.key in found)
                about = [sentence.about(left) for sentence in passage.sentences[:1]]
                yield BEFORE_A_TABLE.at(passage.place, about, whole=f"{whole:,}", numbers=left)
                break


def _is_whole(cell: TableCell) -> bool:
    return cell.value is None or cell.value % 1 == 0


def _count(cell: TableCell) -> int | None:
    """The count in a cell, a dash being none at all; None where it shows no number."""
    if cell.text.strip() in ("-", "–", "—"):
        return 0
    return None if cell.value is None else int(cell.value)


def told_by(text: str, few: range) -> Bounds | None:
    """What a reader is told of a count by the marker in its place."""
    bare = text.strip().replace(" ", "")
    below = re.fullmatch(r"(?:<|fewerthan)(5|6|10)", bare)
    if below:
        return Bounds(few[0], int(below[1]) - 1)
    return Bounds(few[0], max(few[-1], 5)) if marker_of(bare) == "c" else None
