"""What the workbooks measure, in one form: each indicator and each count of a plan, with all its known values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.series import Indicator, Indicators
from cyps_papers.periods import Grain, Period
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Unit
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.vocabulary import Subject
from cyps_papers.words import stem, stems

PLAN_COUNTS = (
    *("total", "completed", "residual", "in_progress", "delayed", "on_hold"),
    "not_started",
    "cancelled",
    "open",
)
AREA_WORDS = "areas improvement work streams themes priorities"


@dataclass(frozen=True)
class Known:
    """A value that the workbooks hold, or that follows from them: the tag that prints it, and of when it is."""

    value: Decimal
    tag: str
    when: Period | None
    unit: str
    kind: str = "observation"
    cells: tuple[Cell, ...] = ()

    @property
    def printed(self) -> str:
        return in_unit(self.value, self.unit)

    @property
    def is_share(self) -> bool:
        return self.unit in (Unit.SHARE, Unit.POINTS)


@dataclass(frozen=True)
class Measure:
    """An indicator or a count of a plan. `series` are its observations in the order of time, None where withheld."""

    tag: str
    name: str
    words: str
    unit: str
    direction: str = ""
    counts_people: bool = False
    series: tuple[tuple[Period | None, Decimal | None], ...] = ()
    values: tuple[Known, ...] = ()
    is_plan: bool = False

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that it is called by."""
        return stems(self.words)

    @property
    def observations(self) -> list[Known]:
        """The values that were observed, those withheld left out, in the order of time."""
        return [known for known in self.values if known.kind == "observation"]

    @property
    def target(self) -> Known | None:
        return next((known for known in self.values if known.kind == "target"), None)

    @property
    def latest(self) -> Known | None:
        return self.observations[-1] if self.observations else None


def measures(context: Mapping[str, Subject]) -> tuple[Measure, ...]:
    """The measures of every source that templates are given."""
    found: list[Measure] = []
    for source, subject in context.items():
        if isinstance(subject, Indicators):
            found.extend(_of_indicator(source, indicator) for indicator in subject)
        elif isinstance(subject, Plan):
            found.extend(_of_plan(source, subject))
    return tuple(found)


def _of_indicator(source: str, indicator: Indicator) -> Measure:
    tag, name = f"{source}.{indicator.code}", str(indicator.name)
    words = name if len(stems(name)) > 1 else f"{name} {source} {indicator.code.replace('_', ' ')}"
    values = [*_observed(tag, indicator), *_planned(tag, indicator)]
    values += _derived(tag, indicator, [known for known in values if known.kind == "observation"])
    return Measure(
        tag, name if words == name else f"{source}, {name.lower()}", words, indicator.unit, str(indicator.direction),
        indicator.counts_people, tuple((one.when, _number(one)) for one in indicator.observations), tuple(values),
    )  # fmt: skip


def _observed(tag: str, indicator: Indicator) -> Iterator[Known]:
    known = [one for one in indicator.observations if one.value is not None]
    for position, one in enumerate(known):
        last, first = position == len(known) - 1, position == 0
        asked = "latest" if last else "first" if first else f'at("{one.when}")'
        yield Known(one.number, f"{tag}.{asked}", one.when, indicator.unit, cells=one.cells)


def _planned(tag: str, indicator: Indicator) -> Iterator[Known]:
    for part in ("target", "forecast"):
        figure = _answer(indicator, part)
        if isinstance(figure, Figure) and isinstance(figure.value, Decimal):
            yield Known(figure.value, f"{tag}.{part}", figure.when, figure.unit, part, figure.cells)


def _derived(tag: str, indicator: Indicator, observed: list[Known]) -> Iterator[Known]:
    if len(observed) < 2 or not _answer(indicator, "has_later"):  # where the first or the latest is held back
        return
    change = indicator.change
    for part in ("by", "percent", "per_week"):
        figure = _answer(change, part)
        if isinstance(figure, Figure) and isinstance(figure.value, Decimal):
            unit = "per week" if part == "per_week" else figure.unit
            yield Known(figure.value, f"{tag}.change.{part}", None, unit, part, figure.cells)


def _of_plan(source: str, plan: Plan) -> Iterator[Measure]:
    for part in PLAN_COUNTS:
        figure = _answer(plan, part)
        words = f"actions {source.replace('_', ' ')} {'' if part == 'total' else part.replace('_', ' ')}"
        if isinstance(figure, Figure):
            yield _count(f"{source}.{part}", words, figure)
    if any(record.area for record in plan.records):
        yield _count(f"{source}.area_count", f"{AREA_WORDS} {source.replace('_', ' ')}", plan.area_count)


def _answer(subject: Subject, part: str) -> object:
    """What a name gives; None where it has no answer."""
    try:
        return getattr(subject, part)
    except NoAnswerError:
        return None


def _count(tag: str, words: str, figure: Figure) -> Measure:
    value = figure.number
    known = Known(value, tag, None, figure.unit, cells=figure.cells)
    return Measure(
        tag, str(figure.how), words, stem(figure.unit), series=((None, value),), values=(known,), is_plan=True
    )


def _number(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure.value, Decimal) else None


def numbers_in(name: str) -> list[str]:
    """The numbers in a name, each with the words beside it: 'for 6 weeks'."""
    return re.findall(r"\S+ [\d,]+ \w+", name.lower())


def end_of(period: Period) -> date:
    """The last day that a period speaks of; of 'early March' the month's tenth, of a month its last day."""
    days = {"early": 9, "mid": 19}.get(period.qualifier)
    return period.end if days is None or period.grain is not Grain.MONTH else period.start + timedelta(days=days)
