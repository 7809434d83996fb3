"""Dates and numbers are written in several forms within the pack: 13/10/14 beside 10 June 2014, 2066 beside 2,066, 31
per cent beside 31%; or a month has no year where no date beside it has one. The house forms are 10 June 2014, 2,066,
31% and 2013/14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cyps_papers.checks.example import Example
from cyps_papers.checks.pack import Pack, places
from cyps_papers.checks.passages import Passage
from cyps_papers.figures.forms import number as in_figures
from cyps_papers.language.amounts import Amount
from cyps_papers.language.dates import Form, WrittenDate
from cyps_papers.problems import About, Problem, ProblemKind, warning
from cyps_papers.words import listed

EXAMPLES = (
    Example(
        ("1 Ofsted came on 10 June 2014 and on 13/10/14.",), ("1 Ofsted came on 10 June 2014 and on 13 October 2014.",)
    ),
)
RULE = "dates-and-numbers"
A_YEAR = 366  # days
DATES = warning(
    RULE,
    "dates are written in several forms: {odd}, beside {usual}.",
    "Write a date as 10 June 2014 in running text.",
)
NUMBERS = warning(
    RULE,
    "thousands are written in two forms: {odd}, beside {usual}.",
    "Write them with a comma, for example {house}.",
)
NO_COMMA = warning(RULE, "thousands have no comma: {odd}.", "Write thousands with a comma, for example {house}.")
SHARES = warning(RULE, "percentages are written in two forms: {odd}, beside {usual}.", "Write 31%.")
YEARS = warning(
    RULE, "financial years are written in several forms: {odd}, beside {usual}.", "Write a financial year as 2013/14."
)
NO_YEAR = warning(
    RULE,
    "a month has no year: {odd}.",
    "Add the year: people may read the paper later.",
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|during|since|by|from|until|to|of|for|early|mid|late|last|between|and|after|before)[ -]$", re.IGNORECASE
)
_BEFORE_COUNT = re.compile(
    r"\b(?:of|from|to|was|were|at|by|than|total|some|over|nearly|about|approximately|almost|around|approx\.?)\s+$",
    re.IGNORECASE,
)
Found = tuple[Passage, str]


def check(pack: Pack) -> Iterator[Problem]:
    dated = [(passage, written) for passage in pack.passages for written in passage.dates]
    yield from _date_forms(dated)
    spans = [(passage, one.text) for passage, one in dated if one.form is Form.SPAN and _is_one_year(one)]
    yield from _beside_house_form(YEARS, spans, r"\d{4}/\d{2}")
    yield from _months(dated)
    numbers = [(passage, number) for passage in pack.passages for number in passage.numbers]
    yield from _thousands(numbers)
    said = [(passage, one.text) for passage, one in numbers if one.is_share and "point" not in one.text]
    shares = [each for each in said if each[1].lower() != "none"]
    yield from _beside_house_form(SHARES, shares, ".*%")


def _is_one_year(span: WrittenDate) -> bool:
    """'2014/15' and '2014-2015', not '2014/16' or '2024-2029'."""
    return span.period is not None and (span.period.end - span.period.start).days < A_YEAR


def _beside_house_form(kind: ProblemKind, found: list[Found], house: str) -> Iterator[Problem]:
    usual = [one for one in found if re.fullmatch(house, one[1])]
    odd = [one for one in found if one not in usual]
    if odd and usual:
        yield _mixture(kind, odd, usual)


def _mixture(kind: ProblemKind, odd: list[Found], usual: list[Found], **found: str) -> Problem:
    return kind.at(odd[0][0].place, _texts(odd), odd=_quoted(odd), usual=_quoted(usual, 2), **found)


def _texts(found: list[Found]) -> Iterator[About]:
    return (About((text,)) for _, text in found)


def _quoted(found: list[Found], most: int = 6) -> str:
    """Each wording with its first place."""
    first: dict[str, Passage] = {}
    for passage, text in found:
        first.setdefault(text, passage)
    document = found[0][0].document
    return listed([f'"{text}" ({next(places([passage], document))})' for text, passage in first.items()], most)


def _date_forms(dated: list[tuple[Passage, WrittenDate]]) -> Iterator[Problem]:
    running = [(passage, one) for passage, one in dated if not passage.is_cell or one.form is Form.NUMERIC]
    usual = [(passage, one.text) for passage, one in running if one.form in (Form.LONG, Form.MONTH)]
    odd = [(passage, one.text) for passage, one in running if one.form in (Form.NUMERIC, Form.SHORT, Form.AMERICAN)]
    odd += [each for each in usual if re.match(r"\d+[a-z]", each[1])]
    usual = [each for each in usual if each not in odd]
    if odd and usual:
        yield _mixture(DATES, odd, usual)


def _months(dated: list[tuple[Passage, WrittenDate]]) -> Iterator[Problem]:
    odd = [
        (passage, one.text)
        for passage, one in dated
        if one.form is Form.BARE_MONTH
        and not passage.is_cell
        and _BEFORE_MONTH.search(passage.text[: one.start])
        and not any(other.period for other in passage.dates)  # the year of another date beside it is plain
    ]
    if odd:
        document = odd[0][0].document
        where = [f'"{text}" in {next(places([passage], document))}' for passage, text in odd]
        yield NO_YEAR.at(odd[0][0].place, _texts(odd), odd=listed(where, 6))


def _thousands(numbers: list[tuple[Passage, Amount]]) -> Iterator[Problem]:
    odd, usual = [], []
    for passage, one in numbers:
        if one.value < 1000 or one.value % 1 or one.is_share:
            continue
        if "," in one.text:
            usual.append((passage, one.text))
        elif (
            one.printed is None and one.text[0] != "0" and (one.unit or _BEFORE_COUNT.search(passage.text[: one.start]))
        ):
            odd.append((passage, one.text))  # '2066 cases', 'a peak of 2066', and no reference
    if not odd:
        return
    house = in_figures(Decimal(re.sub(r"\D", "", odd[0][1])))
    if usual:
        yield _mixture(NUMBERS, odd, usual, house=house)
    else:
        yield NO_COMMA.at(odd[0][0].place, _texts(odd), odd=_quoted(odd), house=house)
