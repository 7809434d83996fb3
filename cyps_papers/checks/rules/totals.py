"""Parts do not add up to their total, or a percentage does not follow from its counts: 133 of 298 is 45%, not 44%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cyps_papers.checks.evaluation.verdict import Verdict
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage
from cyps_papers.checks.tables import PrintedTable
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import number as in_figures
from cyps_papers.problems import About, Problem, warning
from cyps_papers.words import listed

EXAMPLES = (Example(("1 Of 298 visits, 133 (44%) were late.",), ("1 Of 298 visits, 133 (45%) were late.",)),)
WRONG_SHARE = warning(
    "totals",
    '"{words}" does not follow: {worked}.',
    "Correct the percentage or the counts, or print all three from the workbook.",
)
WRONG_TOTAL = warning(
    "totals",
    "the total of this {line} is {total}, but its parts add up to {sum}.",
    "Correct the total or the part that is wrong.",
)
WRONG_PARTS = warning(
    "totals",
    "the parts {parts} add up to {sum}, but the sentence says {whole}.",
    "Correct the whole or the part that is wrong, or print them from the workbook.",
)
NOT_THE_PLAN = warning(
    "totals",
    "the statuses in this table add up to {sum}, but the plan has {total} {what}.",
    "Print the counts from the workbook with {{{{ {tag} }}}} and the like.",
)
NO_STATUS = warning(
    "totals",
    "{count} of the {total} {what} of {plan} have no status, so that its parts do not add up to its total.",
    "Enter a status for each in the workbook.",
)
_PARTS = re.compile(
    r",? (?:of which|of whom|of these|made up of|compris(?:e|es|ed|ing)(?: of)?|consist(?:s|ed|ing)? of),? "
    r"|: (?=\d)| \((?=\d[\d,]* [a-z])|^\s*Of (?:these|them),? "
)
_NOT_ALL = re.compile(r"\b(?:includ|also|both|among|further|remain|least|some|over|under|aged?)", re.IGNORECASE)
NEARLY = Decimal("0.1")
VERY_NEARLY = Decimal("0.03")
"""How far three parts or more, and two, are from their whole where they are meant to be all of it: a judgement."""


def check(pack: Pack) -> Iterator[Problem]:
    yield from (_wrong_share(verdict) for verdict in pack.verdicts if verdict.is_wrong and verdict.is_of_parts)
    for passage in pack.passages:
        yield from _parts(passage)
    for table in pack.tables:
        yield from _totals(table)
        yield from _statuses(pack, table)
    yield from _blank_statuses(pack)


def _wrong_share(verdict: Verdict) -> Problem:
    worked = verdict.given[0].words
    return WRONG_SHARE.at(
        verdict.sentence.passage.place, [verdict.sentence.about(worked)], words=verdict.words, worked=worked
    )


def _parts(passage: Passage) -> Iterator[Problem]:
    """'112 households, of which 75 were mainstream, 33 connected and 8 short breaks', '(75 mainstream and 38 others)':
    parts that come near their whole.
    """
    for sentence in passage.sentences:
        joint = _PARTS.search(sentence.text)
        if (
            not joint
            or _NOT_ALL.search(sentence.text)
            or any(number.is_share or number.places for number in sentence.numbers)
        ):
            continue
        begin = sentence.start + joint.start()
        told = sentence.numbers if begin > sentence.start else passage.numbers
        before = [amount for amount in told if amount.end <= begin]
        parts = [number for number in sentence.numbers if number.start >= begin]
        if not before or len(parts) < 2 or not re.search(r"\band\b", passage.text[parts[-2].end : parts[-1].start]):
            continue
        whole, added = before[-1].value, sum((part.value for part in parts), Decimal(0))
        apart = NEARLY if len(parts) > 2 else VERY_NEARLY
        rounding = sum(part.printed.rounded_to for part in (before[-1], *parts) if isinstance(part.printed, Figure))
        if Decimal(rounding) / 2 < abs(added - whole) <= apart * whole:
            found = {"parts": listed([part.text for part in parts]), "sum": in_figures(added), "whole": before[-1].text}
            yield WRONG_PARTS.at(passage.place, [sentence.about(found["sum"])], **found)


def _totals(table: PrintedTable) -> Iterator[Problem]:
    """A row or column headed Total whose cells are not the sums of the others."""
    for sum_ in table.sums():
        if len(sum_.parts) > 1 and sum_.is_contradicted:
            added = sum((cell.value for cell in sum_.parts if cell.value is not None), Decimal(0))
            found = {"line": sum_.line, "total": sum_.total.text.strip(), "sum": in_figures(added)}
            about = [sentence.about(found["sum"]) for sentence in sum_.total.passage.sentences[:1]]
            yield WRONG_TOTAL.at(sum_.total.passage.place, about, **found)


def _statuses(pack: Pack, table: PrintedTable) -> Iterator[Problem]:
    """A table of statuses without a total, whose counts are not all the plan's."""
    if table.has_total:
        return
    for tallies in pack.tallies.values():
        counts = [(one.count.number, value) for label, value in table.labelled() if (one := tallies.labelled(label))]
        same = [known for known, value in counts if known == value]
        added = sum((value for _, value in counts), Decimal(0))
        if len(counts) > 1 and 0 < len(same) < len(counts) and added != tallies.total.number:
            found = {"sum": in_figures(added), "total": tallies.total.printed, "what": tallies.total.unit}
            about = [sentence.about(found["sum"]) for sentence in table.first.sentences[:1]]
            yield NOT_THE_PLAN.at(table.first.place, about, **found, tag=tallies.by_label[0].count.name)


def _blank_statuses(pack: Pack) -> Iterator[Problem]:
    for name, tallies in pack.tallies.items():
        blank = tallies.unlabelled
        if blank and len(blank) < tallies.total.number:
            found = {"count": len(blank), "total": tallies.total.printed, "what": tallies.total.unit, "plan": name}
            yield NO_STATUS.at(blank[0], [About((name,), str(len(blank)))], **found)
