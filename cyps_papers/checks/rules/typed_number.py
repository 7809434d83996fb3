"""A number is typed in a template where a workbook holds it. It will be wrong the day the workbook changes: use the
tag. Dates, references to paragraphs and appendices, years, statutes, ages and telephone numbers are not data."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack
from cyps_papers.checks.pointing import Quote
from cyps_papers.problems import Problem, warning
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
    '"{number}" is typed by hand, and it stands in {cells}.',
    "Type {{{{ {tag} }}}} instead, so that it follows the workbook.",
)
TYPED_OFTEN = warning(
    "typed-number",
    "{count} numbers are typed by hand that the workbooks hold: {numbers}.",
    "Type the tags instead, so that they follow the workbooks. The register lists every one.",
)
SHOWN = 8


def check(pack: Pack) -> Iterator[Problem]:
    found: dict[str, list[Quote]] = {}
    for quote in pack.quotes:
        if quote.number.traced is None:
            found.setdefault(quote.sentence.passage.document, []).append(quote)
    for quotes in found.values():
        yield _remark(quotes)


def _remark(quotes: list[Quote]) -> Problem:
    first = quotes[0]
    place, about = first.sentence.passage.place, [one.measure.about(one.number.text) for one in quotes]
    if len(quotes) == 1:
        return TYPED.at(place, about, number=first.number.text, tag=first.known.tag, cells=_source(first))
    described = [f'"{one.number.text}" in {one.sentence.passage.where} is {{{{ {one.known.tag} }}}}' for one in quotes]
    return TYPED_OFTEN.at(place, about, count=len(quotes), numbers=listed(described, SHOWN))


def _source(quote: Quote) -> str:
    cells = quote.known.cells
    if len(cells) == 1:
        return str(cells[0])
    return f"{cells[0].workbook}, sheet {cells[0].sheet}" if cells else "the workbook"
