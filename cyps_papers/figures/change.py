"""How an indicator moved between two observations: which way, by how much, and whether that is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cyps_papers.figures import forms
from cyps_papers.figures.figure import FEWER, HELD_BACK, Figure, Wording, withheld
from cyps_papers.figures.forms import DOWN, ON, PLUS, UP
from cyps_papers.origin import Derivation, Origin, worked_out
from cyps_papers.periods import Grain
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Direction, Unit
from cyps_papers.vocabulary import Traced, named

DAYS_IN_A_WEEK = 7
ARROWS = {"fallen": DOWN, "risen": UP, "not changed": ON}
JUDGED = {"better": " (better)", "worse": " (worse)", "neither": ""}
NEW, NO_NEW_VALUE, NO_VALUE = f"{PLUS} new", "no new value", "no value"
HELD = "held back"


class MovementWords(Wording):
    """How an indicator moved since the last report, as an arrow and words, or that nothing new is known of it."""

    @property
    def choices(self) -> Mapping[str, str]:
        judged = [f"{ARROWS[word]} {word}{how}" for word in ("fallen", "risen") for how in JUDGED.values()]
        return {text: text for text in (*judged, f"{ON} not changed", NEW, NO_NEW_VALUE, NO_VALUE, HELD)}


class Change(Traced):
    """How an indicator moved between two observations; prints as fallen, risen or not changed, or held back."""

    unit = "word"

    def __init__(self, origin: Origin, start: Figure, end: Figure, direction: str, may_be_held: bool = False) -> None:
        """One from or to a value that is held back is refused, unless it `may_be_held` and then says so."""
        self._held: Figure | None = None
        for observation in (start, end):
            if not isinstance(observation.value, Decimal):
                if not may_be_held or observation.marker not in HELD_BACK:
                    raise withheld(observation)
                self._held = observation
        self.origin = origin
        self._start, self._end, self._direction = start, end, direction
        self.cells = tuple(dict.fromkeys(start.cells + end.cells + start.when_cells + end.when_cells))
        self.when = end.when
        self._counts_people = start.counts_people or end.counts_people

    @cached_property
    def _difference(self) -> Decimal:
        return self._end.number - self._start.number

    @property
    def value(self) -> str:  # type: ignore[override]
        if self._held is not None:
            return HELD
        if not self._difference:
            return "not changed"
        return "fallen" if self._difference < 0 else "risen"

    @property
    def how(self) -> Derivation:  # type: ignore[override]
        return self._how("direction of the change {span}")

    @property
    def choices(self) -> Mapping[str, str]:
        return {word: word for word in (*ARROWS, HELD)}

    @property
    def printed(self) -> str:
        return self.value

    def reworded(self, text: str, how: Derivation | None = None) -> Traced:
        return Wording(text, self.cells, self.origin, how or self.how, self.when)

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
        if self._held is not None:
            return self._held_back("by", unit)
        places = forms.difference_places(self._start.places, self._end.places, self._difference, unit)
        return replace(self._figure("by", abs(self._difference), unit, "difference {span}"), places=places)

    @named
    def percent(self) -> Figure:
        """how much it fell or rose as a percentage of where it started, without a sign"""
        if self._held is not None:
            return self._held_back("percent", Unit.SHARE)
        if not self._start.number:
            raise NoAnswerError(f"{self.name} starts from 0: there is no percentage of it.", "Use .by instead.")
        if self._start.number < 0:
            message = f"{self.name} starts from {self._start}: a percentage of a number below 0 would mislead."
            raise NoAnswerError(message, "Use .by instead.")
        value = abs(self._difference) / self._start.number
        return self._figure("percent", value, Unit.SHARE, "change as a percentage of the first {span}")

    @named
    def weeks(self) -> Figure:
        """the weeks between the two dates"""
        start, end = self._moment(self._start), self._moment(self._end)
        value = Decimal((end - start).days) / DAYS_IN_A_WEEK
        cells = tuple(dict.fromkeys(self._start.when_cells + self._end.when_cells))
        return Figure(
            value=value, unit=Unit.WEEKS, cells=cells, how=self._how("weeks {span}"),
            origin=self.origin.asked("weeks"), when=self.when, places=forms.worked_out_places(value, Unit.WEEKS),
        )  # fmt: skip

    @named
    def per_week(self) -> Figure:
        """how much it fell or rose each week on average, without a sign; both must be dated to the day"""
        weeks = self.weeks.number
        if self._held is not None:
            return self._held_back("per_week", self._start.unit)
        if not weeks:
            raise NoAnswerError(f"{self.name} begins and ends on the same day.", "Name two different dates.")
        word = {"fallen": "fall", "risen": "rise"}.get(self.value, "change")
        how = f"mean weekly {word} {{span}}"
        return self._figure("per_week", abs(self._difference) / weeks, self._start.unit, how)

    @named
    def verdict(self) -> Wording:
        """whether that is better or worse: better, worse, not changed, or neither where no way is the better"""
        how = self._how("whether the change {span} is better or worse")
        return Wording(self._verdict(), self.cells, self.origin.asked("verdict"), how, self.when)

    @named
    def movement(self) -> Wording:
        """how it moved, as an arrow and words: ▼ fallen (better)"""
        if self._held is not None:
            return MovementWords(HELD, self.cells, self.origin.asked("movement"), self.how, self.when)
        text = f"{ARROWS[self.value]} {self.value}{JUDGED.get(self._verdict(), '')}"
        return MovementWords(text, self.cells, self.origin.asked("movement"), self.how, self.when)

    def _held_back(self, part: str, unit: str) -> Figure:
        """What is not known of it, as the marker of the value that is held back; false where a template asks for it."""
        assert self._held is not None
        marker = self._held.marker
        if marker in FEWER:
            marker = "c"  # fewer than 5 there are, and not how many more or fewer than before
        return Figure(
            value=None, unit=unit, cells=self.cells, how=self.how, origin=self.origin.asked(part), when=self.when,
            marker=marker, counts_people=self._counts_people, operands=(self._start, self._end),
        )  # fmt: skip

    def _verdict(self) -> str:
        if self._held is not None:
            return HELD
        if not self._difference:
            return "not changed"
        if self._direction not in (Direction.LOWER, Direction.HIGHER):
            return "neither"
        better = (self._difference < 0) == (self._direction == Direction.LOWER)
        return "better" if better else "worse"

    def _how(self, words: str) -> Derivation:
        """How something of it was worked out, in words with the span of time in them."""
        span = f"between {self._start.when} and {self._end.when}"
        return worked_out(words.format(span=span), self._start.when, self._end.when)

    def _moment(self, observation: Figure) -> date:
        when = observation.when
        if when is None or when.grain is not Grain.DAY:
            raise NoAnswerError(
                f"{self.name}: {when} is not a day, so weeks cannot be counted from it.",
                "Give both observations a date to the day in the workbook.",
            )
        return when.start

    def _figure(self, part: str, value: Decimal, unit: str, how: str) -> Figure:
        return Figure(
            value=value, unit=unit, cells=self.cells, how=self._how(how),
            origin=self.origin.asked(part), when=self.when, when_cells=self._end.when_cells,
            places=forms.worked_out_places(value, unit),
            counts_people=self._counts_people, operands=(self._start, self._end),
        )  # fmt: skip
