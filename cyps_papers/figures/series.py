"""Indicators as series of observations, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cyps_papers.figures import forms
from cyps_papers.figures.figure import READ, Figure, Wording, from_entry, withheld
from cyps_papers.periods import Grain, Period, parse
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.records import Direction, Entry, IndicatorRecord, ObservationRecord, Unit
from cyps_papers.vocabulary import Name, Subject, Traced, named, question

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, eq=False, kw_only=True)
class Observation(Figure):
    """One indicator in one period."""

    remark: Entry[str] | None = None

    @named
    def note(self) -> Figure | Wording:
        """the note that stands beside it in the workbook"""
        return from_entry(self.remark, f"{self.name}.note")

    def called(self, name: str, how: str = READ) -> Observation:
        """The same observation under the name by which it was asked for."""
        return replace(self, name=name, how=how)


class Change(Traced):
    """How an indicator moved between two observations; prints as fallen, risen or not changed."""

    unit = "word"

    def __init__(self, name: str, start: Figure, end: Figure, direction: str) -> None:
        for observation in (start, end):
            if not isinstance(observation.value, Decimal):
                raise withheld(observation)
        self.name = name
        self._start, self._end, self._direction = start, end, direction
        self.cells = tuple(dict.fromkeys(start.cells + end.cells))
        self.when = end.when

    @cached_property
    def _difference(self) -> Decimal:
        return self._end.number - self._start.number

    @property
    def value(self) -> str:  # type: ignore[override]
        return "fallen" if self._difference < 0 else "risen" if self._difference else "not changed"

    @property
    def how(self) -> str:  # type: ignore[override]
        return f"direction of the change {self._span}"

    @property
    def printed(self) -> str:
        return self.value

    def reworded(self, text: str) -> Traced:
        return Wording(text, self.cells, self.name)

    def __str__(self) -> str:
        return self.printed

    def __eq__(self, other: object) -> bool:
        return self.printed == other

    def __hash__(self) -> int:
        return hash(self.printed)

    @named
    def start(self) -> Figure:
        """the observation that it starts from"""
        return self._start

    @named
    def end(self) -> Figure:
        """the observation that it ends with"""
        return self._end

    @named
    def by(self) -> Figure:
        """how much it fell or rose, without a sign: 603, or 3 percentage points"""
        unit = Unit.POINTS if self._start.unit == Unit.SHARE else self._start.unit
        return self._figure("by", abs(self._difference), unit, f"difference {self._span}")

    @named
    def percent(self) -> Figure:
        """how much it fell or rose as a percentage of where it started, without a sign"""
        if not self._start.number:
            raise NoAnswerError(f"{self.name} starts from 0: there is no percentage of it.", "Use .by instead.")
        value = abs(self._difference) / self._start.number
        return self._figure("percent", value, Unit.SHARE, f"change as a percentage of the first {self._span}")

    @named
    def weeks(self) -> Figure:
        """the weeks between the two dates"""
        start, end = self._moment(self._start), self._moment(self._end)
        value = Decimal((end - start).days) / DAYS_IN_A_WEEK
        cells = tuple(dict.fromkeys(self._start.when_cells + self._end.when_cells))
        return Figure(
            value=value, unit=Unit.WEEKS, cells=cells, how=f"weeks {self._span}", name=f"{self.name}.weeks",
            when=self.when, places=forms.worked_out_places(value, Unit.WEEKS),
        )  # fmt: skip

    @named
    def per_week(self) -> Figure:
        """how much it fell or rose each week on average, without a sign; both must be dated to the day"""
        weeks = self.weeks.number
        if not weeks:
            raise NoAnswerError(f"{self.name} begins and ends on the same day.", "Name two different dates.")
        word = {"fallen": "fall", "risen": "rise"}.get(self.value, "change")
        how = f"mean weekly {word} {self._span}"
        return self._figure("per_week", abs(self._difference) / weeks, self._start.unit, how, timed=True)

    @named
    def verdict(self) -> Wording:
        """whether that is better or worse: better, worse, not changed, or neither where no way is the better"""
        return Wording(self._verdict(), self.cells, f"{self.name}.verdict")

    def _verdict(self) -> str:
        if not self._difference:
            return "not changed"
        if self._direction not in (Direction.LOWER, Direction.HIGHER):
            return "neither"
        better = (self._difference < 0) == (self._direction == Direction.LOWER)
        return "better" if better else "worse"

    @property
    def _span(self) -> str:
        return f"between {self._start.when} and {self._end.when}"

    def _moment(self, observation: Figure) -> date:
        when = observation.when
        if when is None or when.grain is not Grain.DAY:
            raise NoAnswerError(
                f"{self.name}: {when} is not a day, so weeks cannot be counted from it.",
                "Give both observations a date to the day in the workbook.",
            )
        return when.start

    def _figure(self, part: str, value: Decimal, unit: str, how: str, timed: bool = False) -> Figure:
        dates = self._start.when_cells + self._end.when_cells if timed else ()
        return Figure(
            value=value, unit=unit, cells=tuple(dict.fromkeys(self.cells + dates)), how=how,
            name=f"{self.name}.{part}", when=self.when, when_cells=self._end.when_cells,
            places=forms.worked_out_places(value, unit),
        )  # fmt: skip


class Indicator(Subject):
    """An indicator: what it is, and its observations in the order of time, forecasts apart."""

    def __init__(self, record: IndicatorRecord, source: str) -> None:
        self._record = record
        self._name = f"{source}.{record.code}"

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
    def direction(self) -> str:
        """which way is the better: lower is better, higher is better, a band, neither"""
        return str(self._record.direction)

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
            raise NoAnswerError(
                f"{self._name} has no target.", "Enter one in the indicators sheet, or take .target away."
            )
        unit = self._record.target_unit or self._record.unit
        return Figure(value=target.value, unit=unit, cells=(target.cell,), name=f"{self._name}.target")

    @named
    def observations(self) -> list[Observation]:
        """every observation in the order of time, those withheld included"""
        return list(self._actual)

    @named
    def first(self) -> Observation:
        """the first observation that has a value"""
        return self._pick("first", lambda known: known[0])

    @named
    def baseline(self) -> Observation:
        """where it stood at the start: the first observation"""
        return self._pick("baseline", lambda known: known[0])

    @named
    def latest(self) -> Observation:
        """the latest observation that has a value"""
        return self._pick("latest", lambda known: known[-1])

    @named
    def has_later(self) -> bool:
        """whether there is any observation after the first"""
        return len(self._known) > 1

    @named
    def peak(self) -> Observation:
        """the highest observation, the earliest where there are several"""
        return self._pick("peak", lambda known: max(known, key=lambda one: one.number), "highest")

    @named
    def highest(self) -> Observation:
        """the highest observation, the earliest where there are several"""
        return self._pick("highest", lambda known: max(known, key=lambda one: one.number), "highest")

    @named
    def lowest(self) -> Observation:
        """the lowest observation, the earliest where there are several"""
        return self._pick("lowest", lambda known: min(known, key=lambda one: one.number), "lowest")

    @named
    def forecast(self) -> Observation:
        """the latest value that is a forecast"""
        if not self._forecasts:
            raise NoAnswerError(f"{self._name} has no forecast.", 'Mark a value "forecast" in the column Kind.')
        return _observation(self._forecasts[-1], self._record.unit, f"{self._name}.forecast")

    @question('("June 2014")')
    def at(self, period: object) -> Observation:
        """the observation of a date or period"""
        return self._at(period, f'{self._name}.at("{period}")')

    @question('("13/10/14", "02/02/15")')
    def between(self, start: object, end: object) -> Change:
        """the change between two dates or periods"""
        name = f'{self._name}.between("{start}", "{end}")'
        return Change(name, self._at(start, name), self._at(end, name), self._record.direction)

    @question('("Sep 2014")')
    def since(self, start: object) -> Change:
        """the change from a date or period to the latest observation"""
        name = f'{self._name}.since("{start}")'
        return Change(name, self._at(start, name), self.latest, self._record.direction)

    @named
    def change(self) -> Change:
        """the change from the first observation to the latest"""
        if not self.has_later:
            raise NoAnswerError(
                f"{self._name} has one observation only, so there is no change to give.",
                "Enter a later value, or take the sentence away.",
            )
        return Change(f"{self._name}.change", self.first, self.latest, self._record.direction)

    @cached_property
    def _records(self) -> list[ObservationRecord]:
        return sorted(self._record.observations, key=lambda one: one.period.value)

    @cached_property
    def _forecasts(self) -> list[ObservationRecord]:
        return [one for one in self._records if one.forecast]

    @cached_property
    def _actual(self) -> list[Observation]:
        return [
            _observation(one, self._record.unit, f'{self._name}.at("{one.period.value}")')
            for one in self._records
            if not one.forecast
        ]

    @cached_property
    def _known(self) -> list[Observation]:
        return [one for one in self._actual if one.value is not None]

    def _pick(self, part: str, choose: Callable[[list[Observation]], Observation], extreme: str = "") -> Observation:
        if not self._known:
            raise NoAnswerError(f"{self._name} has no value in the workbook.", "Enter one, or take the tag away.")
        chosen = choose(self._known)
        how = f"{extreme} of {len(self._known)} observations" if extreme else READ
        return chosen.called(f"{self._name}.{part}", how)

    def _at(self, period: object, name: str) -> Observation:
        asked = period if isinstance(period, Period) else parse(getattr(period, "value", period))
        if asked is None:
            raise NoAnswerError(f'"{period}" is not a date or period.', 'Write it as "June 2014" or "13/10/14".')
        for observation in self._actual:
            if observation.when is not None and observation.when.matches(asked):
                return observation.called(name)
        raise NoAnswerError(f"{self._name} has no observation for {asked}.", self._periods_there_are())

    def _periods_there_are(self) -> str:
        periods = [str(one.when) for one in self._actual]
        return f"There are: {', '.join(periods)}." if periods else "It has no observations at all."

    def _wording(self, entry: Entry[str] | None, part: str) -> Wording:
        wording = from_entry(entry, f"{self._name}.{part}")
        return wording if isinstance(wording, Wording) else Wording(wording.printed, wording.cells, wording.name)


class Indicators(Subject):
    """The indicators of one source, each under its name."""

    def __init__(self, records: Iterable[IndicatorRecord], source: str) -> None:
        self._source = source
        self._indicators = {record.code: Indicator(record, source) for record in records}

    def own_names(self) -> Mapping[str, Name]:
        return {code: Name(code, str(indicator.name), Indicator) for code, indicator in self._indicators.items()}

    def __getattr__(self, code: str) -> Indicator:
        if code.startswith("_"):
            raise AttributeError(code)
        try:
            return self._indicators[code]
        except KeyError:
            hint = did_you_mean(code, self._indicators)
            raise NoAnswerError(f"There is no indicator {self._source}.{code}.", hint) from None

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


def _observation(record: ObservationRecord, unit: str, name: str) -> Observation:
    return Observation(
        value=record.value.value, unit=unit, cells=(record.value.cell,), name=name, when=record.period.value,
        when_cells=(record.period.cell,), marker=record.marker,
        remark=record.note,
    )  # fmt: skip
