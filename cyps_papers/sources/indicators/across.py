"""What the headings across a wide table name: a period, and which of its values stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from itertools import chain

from cyps_papers.periods import Period, parse
from cyps_papers.reading.contents import Content
from cyps_papers.reading.table import Heading, is_filler
from cyps_papers.reading.values import is_marker, number_in

LONGEST_WORDS = 60  # characters: what is longer stands below a heading, and is none


class ColumnPart(Enum):
    """Which value of a period a column holds, as far as its heading tells."""

    VALUE = auto()
    """The value itself: a period alone, or Actual, Value, Outturn below it."""
    MEASURE = auto()
    """One way of giving it, which may be the only one: No., %, Rate."""
    FORECAST = auto()
    TARGET = auto()
    ASIDE = auto()
    """What is said about the value: RAG, Variance, Comment."""
    UNKNOWN = auto()


@dataclass(frozen=True)
class Across:
    """A heading across a wide table: its period, the part that it holds, and the words that say so.

    `below` says that the words stand alone below the period.
    """

    period: Period
    part: ColumnPart = ColumnPart.VALUE
    words: str = ""
    below: bool = False


def across(heading: Heading) -> Across | None:
    """The period and part that a heading names; None where no part of it is a period."""
    if heading.content.period:
        return Across(heading.content.period, *_part_beside(heading.text))
    if len(heading.texts) == 1 and isinstance(heading.content.value, Decimal):
        found = parse(heading.content.value)
        return Across(found) if found else None
    for text in (heading.text, heading.texts[-1]):
        period = parse(_without_part(text))
        if period:
            return Across(period, *_part_beside(heading.text))
    return _divided(heading)


def heading_period(heading: Heading) -> Period | None:
    """The period that a heading names: a date, or text of which the lower part may be enough.

    None for one that names a target of it, or a remark, in a single cell: 'Target 2014/15'.
    """
    found = across(heading)
    aside = found is not None and found.part in (ColumnPart.TARGET, ColumnPart.ASIDE) and len(heading.texts) == 1
    return found.period if found and not aside else None


def is_period(heading: Heading) -> bool:
    """Whether a heading is a period."""
    return heading_period(heading) is not None


def _divided(heading: Heading) -> Across | None:
    """A period with a word of its own below it: 'Sep 2014' over 'Target' and 'Actual'."""
    labels = (" ".join(heading.texts[:-1]), *reversed(heading.texts[:-1]))
    period = next(filter(None, (parse(_without_part(label)) for label in labels if label)), None)
    if period is None or not _is_words(heading.content):
        return None
    words = heading.texts[-1]
    plain = " ".join(re.sub(r"[^\w% ]", " ", words.lower()).split())
    named = (part for part, form in _BELOW if re.fullmatch(form, plain))
    over_all = (part for part in _OVER_ALL if re.search(_form(part), heading.text.lower()))
    return Across(period, next(chain(over_all, named), ColumnPart.UNKNOWN), words, below=True)


def _is_words(found: Content) -> bool:
    if not isinstance(found.value, str) or is_marker(found) or is_filler(found.value):
        return found.text == "%"
    return len(found.text) <= LONGEST_WORDS and number_in(found.text) is None


def _part_beside(text: str) -> tuple[ColumnPart, str]:
    """The part that words beside a period name, and the words: 'Target Sep 2014', 'Sep 2014 (forecast)'."""
    words = {part: found for part in _WORDS if (found := re.findall(_form(part), text.lower()))}
    part = next(iter(words), ColumnPart.VALUE)
    return part, " ".join(words.get(part, ()))


def _form(part: ColumnPart) -> str:
    return rf"(?<!\w)(?:{_WORDS[part]})(?!\w)"


def _without_part(text: str) -> str:
    """A heading without the words for a part, so that the period is left: 'Sep 2014' of 'Sep 2014 Actual'."""
    return re.sub(rf"[(\[]?(?<!\w)(?:{_BESIDE})(?!\w)\.?[)\]]?:?", " ", text, flags=re.IGNORECASE).strip(" -–—,:;")


_WORDS = {
    ColumnPart.ASIDE: r"rag|variance|commentary|comments?|vs|versus|against|change|difference|direction|trend",
    ColumnPart.TARGET: "targets?|trajectory",
    ColumnPart.FORECAST: "forecasts?|projected|projections?|estimated?",
    ColumnPart.VALUE: "actuals?|outturn|results?|values?|achieved",
    ColumnPart.MEASURE: r"%|per ?cent|percentage|numbers?|no|rate",
}
_OVER_ALL = (ColumnPart.ASIDE, ColumnPart.TARGET, ColumnPart.FORECAST)
_BESIDE = "|".join(_WORDS.values())
_BELOW = (
    (ColumnPart.ASIDE, r"status|notes?|dot|rating|movement|var|diff|remarks?|numerator|denominator|den"),
    (ColumnPart.TARGET, r"t|plan|planned|standard|threshold|ceiling|budget|goal"),
    (ColumnPart.FORECAST, "f"),
    (ColumnPart.VALUE, rf"a|act|(?:.* )?(?:{_WORDS[ColumnPart.VALUE]}|performance)(?: .*)?"),
    (
        ColumnPart.MEASURE,
        rf"(?:{_WORDS[ColumnPart.MEASURE]}|num|counts?|figures?|score)(?: .*)?|"
        ".* (?:%|per ?cent|percentage|rate|number)",
    ),
)
