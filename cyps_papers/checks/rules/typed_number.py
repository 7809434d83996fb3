"""A number is typed in a template where a workbook has it. It will be wrong the day the workbook changes: use the
tag. Dates, references to paragraphs and appendices, years, statutes, ages and telephone numbers do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyps_papers.checks.evaluation.verdict import Ruling
from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.passages import Passage
from cyps_papers.language.amounts import Hedge, Measured
from cyps_papers.problems import About, Problem, warning
from cyps_papers.records import Cell
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        ("1 On 2 February 2015 there were 1,463 open children in need cases.",),
        ("1 On 2 February 2015 there were {kpi.cin_open.latest} open children in need cases.",),
        "1,463 open children in need cases on 2 February 2015",
    ),
)
TYPED = warning(
    "typed-number",
    '"{number}" is typed by hand, but it is in {cells}.',
    "Type {{{{ {tag} }}}} instead, so that it follows the workbook.",
)
TYPED_OFTEN = warning(
    "typed-number",
    "{count} numbers are typed by hand that the workbooks hold: {numbers}.",
    "Type the tags instead, so that they follow the workbooks. The register lists every one.",
)
SHOWN = 8


@dataclass(frozen=True)
class Typed:
    """A number that was typed, where it begins, and the tag and the cells of the figure that it is."""

    passage: Passage
    start: int
    number: str
    tag: str
    cells: tuple[Cell, ...]
    about: About


def check(pack: Pack) -> Iterator[Problem]:
    found: dict[str, list[Typed]] = {}
    for number in sorted(
        [*_numbers(pack), *_money(pack)], key=lambda number: (number.passage.place.order, number.start)
    ):
        found.setdefault(number.passage.document, []).append(number)
    for typed in found.values():
        yield _remark(typed)


def _numbers(pack: Pack) -> Iterator[Typed]:
    for quote in pack.quotes:
        number, known = quote.number, quote.known
        if number.printed is None:
            about = quote.measure.about(number.text)
            yield Typed(quote.sentence.passage, number.start, number.text, quote.tag, known.cells, about)


def _money(pack: Pack) -> Iterator[Typed]:
    """'£14.2m', where a workbook has 14,200,000 under the words beside it."""
    for verdict in pack.verdicts:
        amount = verdict.claim.amount
        is_money = amount is not None and amount.measured is Measured.MONEY and amount.hedge is Hedge.NONE
        if verdict.ruling is not Ruling.AGREES or amount is None or not is_money or amount.printed is not None:
            continue
        for given in verdict.given:
            if given.tag and amount.is_in_digits:
                about = verdict.sentence.about(amount.text)
                yield Typed(verdict.sentence.passage, amount.start, amount.text, given.tag, given.cells, about)


def _remark(typed: list[Typed]) -> Problem:
    first = typed[0]
    place, about = first.passage.place, [found.about for found in typed]
    if len(typed) == 1:
        return TYPED.at(place, about, number=first.number, tag=first.tag, cells=_source(first.cells))
    described = [f'"{found.number}" in {found.passage.where} is {{{{ {found.tag} }}}}' for found in typed]
    return TYPED_OFTEN.at(place, about, count=len(typed), numbers=listed(described, SHOWN))


def _source(cells: Sequence[Cell]) -> str:
    if len(cells) == 1:
        return str(cells[0])
    if not cells:
        return "the workbook"
    return f"{cells[0].workbook}, sheet {cells[0].sheet}" if cells[0].sheet else cells[0].workbook
