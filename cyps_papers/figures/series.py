"""Indicators as series of observations, and what can be asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from cyps_papers.figures.change import NEW, NO_NEW_VALUE, NO_VALUE, Change, MovementWords
from cyps_papers.figures.figure import FEWER, HELD_BACK, Figure, Wording, counted, from_entry, shown, unread
from cyps_papers.figures.measure import KnownValue, Measure, Role
from cyps_papers.figures.source import SINCE_LAST, Source, no_last_report
from cyps_papers.origin import Origin, worked_out
from cyps_papers.periods import Period, readings
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.records import Cell, Direction, Entry, IndicatorRecord, ObservationRecord, ProtectingMarker, Unit
from cyps_papers.vocabulary import Name, Series, Subject, answer, named, own_name, question
from cyps_papers.words import stems

RANGES = {"c": (1, 5), "k": (0, 1), **{fewer: (0, base - 1) for fewer, base in FEWER.items()}}
"""The least and the most that a count held back can be: k rounds to nothing."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Observation(Figure):
    """One indicator in one period."""

    remark: Entry[str] | None = None
    is_protecting: bool = False
    """Whether it is held back though it may be of any size, since it would give a small number away."""

    @named
    def note(self) -> Figure | Wording:
        """the note that stands beside it in the workbook"""
        return from_entry(self.remark, self.origin.asked("note"))

    def called(self, origin: Origin) -> Observation:
        """The same observation as the answer to another question."""
        return replace(self, origin=origin)


class Indicator(Subject):
    """An indicator: what it is, and its observations in the order of time, forecasts apart."""

    def __init__(
        self, record: IndicatorRecord, source: str, then: Indicator | None = None, has_previous: bool = False
    ) -> None:
        """`then` is the same indicator in the last report, None where it was not in it or there is none."""
        self._record = record
        self._origin = Origin(source, record.code)
        self._then = then
        self._has_previous = has_previous

    @property
    def code(self) -> str:
        """Its name in templates, under its source."""
        return self._record.code

    @property
    def counts_people(self) -> bool:
        """Whether a small number of it could point at a person."""
        return self._record.counts_people

    @named
    def name(self) -> Wording:
        """what the indicator is called"""
        return self._wording(self._record.name, "name")

    @named
    def unit(self) -> str:
        """what it is counted in: cases, weeks, %"""
        return self._record.unit

    @named
    def definition(self) -> Wording:
        """what is counted, in a sentence"""
        return self._wording(self._record.definition, "definition")

    @named
    def other_names(self) -> Wording:
        """what else it is called: typed numbers beside these names are held to it"""
        return self._wording(self._record.other_names, "other_names")

    @named
    def direction(self) -> Direction:
        """which way is the better: lower is better, higher is better, a band, neither"""
        return self._record.direction

    @named
    def is_key(self) -> bool:
        """whether it is marked for the table of key indicators"""
        return self._record.key

    @named
    def has_target(self) -> bool:
        """whether the workbook gives a target or limit"""
        return self._record.target is not None

    @named
    def target(self) -> Figure:
        """the target or limit that the workbook gives for it"""
        target = self._record.target
        if target is None:
            raise self._lacking("has no target.", "Enter one in the indicators sheet, or take .target away.")
        return Figure(**shown(target.value), cells=(target.cell,), origin=self._origin.asked("target"))

    @named
    def observations(self) -> list[Observation]:
        """every observation in the order of time, those withheld included; no totals of them"""
        return list(self._alike)

    @named
    def first(self) -> Observation:
        """the first observation, those not available left out"""
        return self._pick("first", 0)

    @named
    def baseline(self) -> Observation:
        """where it stood at the start: the first observation"""
        return self._pick("baseline", 0)

    @named
    def latest(self) -> Observation:
        """the latest observation, those not available left out"""
        return self._pick("latest", -1)

    @named
    def has_later(self) -> bool:
        """whether there is a value after the first, so that a change can be given"""
        return len(self._given) > 1 and self._given[0].value is not None and self._given[-1].value is not None

    @named
    def peak(self) -> Observation:
        """the highest observation, the earliest where there are several"""
        return self._extreme("peak", "highest")

    @named
    def highest(self) -> Observation:
        """the highest observation, the earliest where there are several"""
        return self._extreme("highest", "highest")

    @named
    def lowest(self) -> Observation:
        """the lowest observation, the earliest where there are several"""
        return self._extreme("lowest", "lowest")

    @named
    def forecast(self) -> Observation:
        """the latest value that is a forecast"""
        if not self._forecasts:
            raise self._lacking("has no forecast.", 'Mark a value "forecast" in the column Kind.')
        return _observation(self._forecasts[-1], self._record, self._origin.asked("forecast"))

    @question('("June 2014")')
    def at(self, period: object) -> Observation:
        """the observation of a date or period"""
        return self._at(period, self._origin.asked("at", str(period)))

    @question('("13/10/14", "02/02/15")')
    def between(self, start: object, end: object) -> Change:
        """the change between two dates or periods"""
        origin = self._origin.asked("between", str(start), str(end))
        first, last = self._at(start, origin), self._at(end, origin)
        if _period(last) < _period(first):
            raise NoAnswerError(f"{origin} ends before it begins.", "Give the earlier date first.")
        return Change(origin, first, last, self._record.direction)

    @question('("Sep 2014")')
    def since(self, start: object) -> Change:
        """the change from a date or period to the latest observation"""
        origin = self._origin.asked("since", str(start))
        return Change(origin, self._at(start, origin), self.latest, self._record.direction)

    @named
    def change(self) -> Change:
        """the change from the first observation to the latest"""
        if not self._given:
            raise self._no_value()
        if len(self._given) < 2:
            message = "has one value only, so there is no change to give."
            raise self._lacking(message, "Enter a later value, or take the sentence away.")
        return Change(self._origin.asked("change"), self.first, self.latest, self._record.direction)

    @named
    def has_since_last(self) -> bool:
        """whether it has a value later than the one that the last report gave"""
        then = self._then.newest if self._then else None
        return then is not None and self.newest is not None and _period(self.newest) > _period(then)

    @named
    def last_reported(self) -> Observation:
        """the value that was the latest at the last report, as its workbook gave it"""
        if not self._has_previous:
            raise no_last_report(self._origin.asked("last_reported"))
        then = self._then.newest if self._then else None
        if then is None:
            raise self._lacking("had no value in the last report.", "Take the sentence away.")
        return then.called(self._origin.asked("last_reported"))

    @named
    def since_last(self) -> Change:
        """the change from the value that was the latest at the last report to the latest now"""
        start = self.last_reported
        if not self.has_since_last:
            message = f"has no value later than {start.when}, which the last report gave."
            raise self._lacking(message, f"Enter one, or ask {self._origin}.has_since_last before.")
        return Change(self._origin.asked("since_last"), start, self.latest, self._record.direction, may_be_held=True)

    @named
    def movement(self) -> Wording:
        """how it moved since the last report: ▼ fallen (better); or that it is new, held back or has no new value"""
        if not self._has_previous:
            raise no_last_report(self._origin.asked("movement"))
        if self.has_since_last:
            return self.since_last.movement
        origin, newest = self._origin.asked("movement"), self.newest
        if newest is None:
            return MovementWords(NO_VALUE, (), origin, SINCE_LAST)
        was_reported = self._then is not None and self._then.newest is not None
        return MovementWords(NO_NEW_VALUE if was_reported else NEW, newest.cells, origin, SINCE_LAST, newest.when)

    @named
    def has_target_verdict(self) -> bool:
        """whether it has a value and a target that can be held against each other"""
        return self._meets() is not None

    @named
    def meets_target(self) -> bool:
        """whether its latest value meets its target; ask .has_target_verdict before"""
        meets = self._meets()
        if meets is None:
            hint = "It needs a value, a target in the same unit, and a direction in which it should go."
            raise self._lacking("cannot be held against a target.", hint)
        return meets

    @named
    def target_verdict(self) -> Wording:
        """whether its latest value meets its target: met or missed"""
        word = "met" if self.meets_target else "missed"
        cells, how = self.latest.cells + self.target.cells, worked_out("whether the latest value meets the target")
        return Wording(word, cells, self._origin.asked("target_verdict"), how, self.latest.when)

    def measure(self) -> Measure:
        """It as the rules know it: what it is called, and each value that is known of it."""
        name, origin = str(self.name), self._origin
        is_telling = len(stems(name)) > 1
        words = name if is_telling else f"{name} {origin.source} {origin.subject.replace('_', ' ')}"
        series = tuple(
            (record.period.value, record.number) for record in self._records if not record.forecast and not record.aside
        )
        whole = self._record.part_of
        return Measure(
            origin, name if is_telling else f"{origin.source}, {name.lower()}", words, self.unit, str(self.direction),
            self.counts_people, series, tuple(self._known_values()), others=self.others,
            part_of=Origin(origin.source, whole.value) if whole else None,
        )  # fmt: skip

    @property
    def others(self) -> tuple[str, ...]:
        """Its other names, each by itself."""
        also = self._record.other_names.value if self._record.other_names else ""
        return tuple(filter(None, map(str.strip, re.split("[;\n]", also))))

    def series(self) -> Iterator[Series]:
        """It as charts know it, its target and its forecast each as a series of its own."""
        title, target, forecast = str(self.name), answer(self, "target"), answer(self, "forecast")
        yield Series(self._origin, title, self.unit, tuple(self.observations))
        if target is not None:
            yield Series(target.origin, f"{title}: target", target.unit, (target,))
        if forecast is not None:
            yield Series(forecast.origin, f"{title}: forecast", self.unit, (forecast,))

    def _known_values(self) -> Iterator[KnownValue]:
        known = [observation for observation in self._alike if observation.value is not None]
        for observation in known:
            asked = "latest" if observation is known[-1] else "first" if observation is known[0] else ""
            yield KnownValue.of(observation, origin=self._origin.asked(asked) if asked else observation.origin)
        target, forecast = answer(self, "target"), answer(self, "forecast")
        if target is not None:
            yield KnownValue.of(target, Role.TARGET)
        if forecast is not None and forecast.value is not None:
            yield KnownValue.of(forecast, Role.FORECAST)
        if answer(self, "has_later"):
            change = self.change
            for part in ("by", "percent", "per_week"):
                figure = answer(change, part)
                if figure is not None:
                    unit = "per week" if part == "per_week" else figure.unit
                    yield KnownValue(figure.number, figure.origin, None, unit, Role.CHANGE, figure.cells)

    @property
    def newest(self) -> Observation | None:
        """The latest observation, those not available left out, or None."""
        return self._given[-1] if self._given else None

    def _meets(self) -> bool | None:
        """Whether the latest value meets the target; None where the two cannot be held against each other."""
        newest, target = self.newest, self._record.target.value if self._record.target else None
        has_way = self._record.direction in (Direction.LOWER, Direction.HIGHER)
        if newest is None or newest.value is None or target is None or not has_way:
            return None
        if self._record.direction == Direction.HIGHER:
            return newest.number >= target.value if target.unit == self._record.unit else None
        met = newest.number <= target.value
        # 45 days are never more than 45 working days; 46 may be
        days_within = met and (self._record.unit, target.unit) == (Unit.DAYS, Unit.WORKING_DAYS)
        return met if target.unit == self._record.unit or days_within else None

    @cached_property
    def _records(self) -> list[ObservationRecord]:
        return sorted(self._record.observations, key=lambda observation: observation.period.value)

    @cached_property
    def _forecasts(self) -> list[ObservationRecord]:
        return [record for record in self._records if record.forecast]

    @cached_property
    def _actual(self) -> list[Observation]:
        return [self._observation(record) for record in self._records if not record.forecast]

    @cached_property
    def _alike(self) -> list[Observation]:
        """Those of which no others are parts: a year's total is neither the latest nor the highest of its months."""
        return [self._observation(record) for record in self._records if not record.forecast and not record.aside]

    def _observation(self, record: ObservationRecord) -> Observation:
        return _observation(record, self._record, self._origin.asked("at", str(record.period.value)))

    @cached_property
    def _given(self) -> list[Observation]:
        """Those alike with a value, or held back because they are small: these are there, and may not be skipped.

        Where one could not be read, what is the latest or the highest is not known.
        """
        for cell in self._record.unread[:1]:
            raise unread(self._origin, cell)
        return [
            observation
            for observation in self._alike
            if observation.value is not None or observation.marker in HELD_BACK
        ]

    def _pick(self, part: str, place: int) -> Observation:
        if not self._given:
            raise self._no_value()
        return self._given[place].called(self._origin.asked(part))

    def _extreme(self, part: str, which: str) -> Observation:
        """The highest or lowest, with the cells of all that it was chosen among."""
        origin = self._origin.asked(part)
        known = [observation for observation in self._given if observation.value is not None]
        if not self._given:
            raise self._no_value()
        choose = max if which == "highest" else min
        chosen = choose(known, key=lambda observation: observation.number) if known else None
        for held in (observation for observation in self._given if observation.value is None):
            if chosen is None or self._may_pass(held, chosen, which):
                other = held if chosen is None else chosen
                raise NoAnswerError(
                    f"{origin} is not known, because the value for {held.when} is held back ({held.marker}).",
                    f"Take it away, or print values by their periods, such as {other.origin}.",
                    self._origin,
                )
        assert chosen is not None, "something is given, and nothing held back stands in its way"
        cells = (*chosen.cells, *(cell for observation in self._given for cell in observation.cells))
        how = worked_out(f"{which} of {len(self._given)} observations")
        return replace(chosen, origin=origin, how=how, cells=tuple(dict.fromkeys(cells)))

    def _may_pass(self, held: Observation, chosen: Observation, which: str) -> bool:
        """Whether a value that is held back may lie beyond the one that was chosen."""
        if held.is_protecting:
            return True
        least, most = (0, 1) if self.unit == Unit.SHARE else RANGES[held.marker]
        return chosen.number < most if which == "highest" else chosen.number > least

    def _no_value(self) -> NoAnswerError:
        return self._lacking("has no value in the workbook.", "Enter one, or take the tag away.")

    def _lacking(self, what: str, hint: str) -> NoAnswerError:
        """The refusal to say what is not known of it."""
        return NoAnswerError(f"{self._origin} {what}", hint, self._origin)

    def _at(self, period: object, origin: Origin) -> Observation:
        meant = readings(getattr(period, "value", period))
        if not meant:
            raise NoAnswerError(f'"{period}" is not a date or period.', 'Write it as "June 2014" or "13/10/14".')
        for asked in meant:
            for observation in self._actual:
                if _period(observation).matches(asked):
                    return observation.called(origin)
        for cell in self._record.unread[:1]:
            raise unread(origin, cell)
        periods = ", ".join(str(observation.when) for observation in self._actual)
        hint = f"There are: {periods}." if periods else "It has no observations at all."
        raise self._lacking(f"has no observation for {meant[0]}.", hint)

    def _wording(self, entry: Entry[str] | None, part: str) -> Wording:
        wording = from_entry(entry, self._origin.asked(part))
        return wording if isinstance(wording, Wording) else Wording(wording.printed, wording.cells, wording.origin)


class Indicators(Source):
    """The indicators of one source, each under its name."""

    def __init__(
        self, records: Iterable[IndicatorRecord], source: str, then: Iterable[IndicatorRecord] | None = None
    ) -> None:
        """`then` are the indicators of the last report, None where there was none."""
        self._source = source
        before = {record.code: Indicator(record, source) for record in map(_named_apart, then or ())}
        self._indicators = {
            record.code: Indicator(record, source, before.get(record.code), has_previous=then is not None)
            for record in map(_named_apart, records)
        }
        self._has_previous = then is not None

    def measures(self) -> Iterator[Measure]:
        return (indicator.measure() for indicator in self)

    def series(self) -> Iterator[Series]:
        return (series for indicator in self for series in indicator.series())

    def own_names(self) -> Mapping[str, Name]:
        called = {code: " or ".join((str(one.name), *one.others)) for code, one in self._indicators.items()}
        return {code: Name(code, words, Indicator) for code, words in called.items()}

    def __getattr__(self, code: str) -> Indicator:
        if code.startswith("_"):
            raise AttributeError(code)
        try:
            return self._indicators[code]
        except KeyError:
            hint = did_you_mean(code, self._indicators)
            message = f"There is no indicator {self._source}.{code}."
            raise NoAnswerError(message, hint, Origin(self._source, code)) from None

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._indicators.values())

    @named
    def all(self) -> list[Indicator]:
        """every indicator, in the order of the workbook"""
        return list(self)

    @named
    def key(self) -> list[Indicator]:
        """the indicators marked Key in the workbook, for the table of key indicators"""
        return [indicator for indicator in self if indicator.is_key]

    @named
    def targets_met(self) -> Figure:
        """how many indicators meet their target"""
        return self._targets("targets_met", len(self.meeting_target), "indicators that meet their target")

    @named
    def meeting_target(self) -> list[Indicator]:
        """the indicators that meet their target"""
        return [indicator for indicator in self if indicator.has_target_verdict and indicator.meets_target]

    @named
    def targets_missed(self) -> Figure:
        """how many indicators do not meet their target"""
        return self._targets("targets_missed", len(self.missing_target), "indicators that do not meet their target")

    @named
    def missing_target(self) -> list[Indicator]:
        """the indicators that do not meet their target"""
        return [indicator for indicator in self if indicator.has_target_verdict and not indicator.meets_target]

    @named
    def moved(self) -> list[Indicator]:
        """the indicators that have a later value than the last report gave"""
        self._need_last_report("moved")
        return [indicator for indicator in self if indicator.has_since_last]

    @named
    def better(self) -> Figure:
        """how many indicators are better than in the last report"""
        return self._verdicts("better")

    @named
    def worse(self) -> Figure:
        """how many indicators are worse than in the last report"""
        return self._verdicts("worse")

    def _need_last_report(self, name: str) -> None:
        if not self._has_previous:
            raise no_last_report(Origin(self._source).asked(name))

    def _verdicts(self, verdict: str) -> Figure:
        self._need_last_report(verdict)
        those = [indicator for indicator in self.moved if indicator.since_last.verdict == verdict]
        cells = tuple(cell for indicator in self.moved for cell in indicator.since_last.cells)
        return self._count(verdict, len(those), cells, f"indicators that are {verdict} than in the last report")

    def _targets(self, name: str, count: int, what: str) -> Figure:
        judged = [indicator for indicator in self if indicator.has_target_verdict]
        cells = tuple(cell for indicator in judged for cell in indicator.latest.cells + indicator.target.cells)
        return self._count(name, count, cells, what)

    def _count(self, name: str, count: int, cells: tuple[Cell, ...], what: str) -> Figure:
        return counted(count, "indicators", cells, f"number of {what}", Origin(self._source).asked(name))


def _named_apart(record: IndicatorRecord) -> IndicatorRecord:
    """An indicator under a name that the indicators of a source do not have already: key_ where it is called Key."""
    return replace(record, code=own_name(record.code, Indicators))


def _period(observation: Observation) -> Period:
    assert observation.when is not None, "an observation has a period"
    return observation.when


def _observation(record: ObservationRecord, indicator: IndicatorRecord, origin: Origin) -> Observation:
    found = {**shown(record.value.value), "unit": indicator.unit, "counts_people": indicator.counts_people}
    return Observation(
        **found, cells=(record.value.cell,), origin=origin, when=record.period.value, when_cells=(record.period.cell,),
        remark=record.note, is_protecting=isinstance(record.value.value, ProtectingMarker),
    )  # fmt: skip
