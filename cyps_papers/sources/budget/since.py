"""How the lines of a budget moved since the last report: their forecast, or what was spent, and their variance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP, in_unit
from cyps_papers.figures.source import SINCE_LAST
from cyps_papers.problems import NoAnswerError
from cyps_papers.sources.budget.line import Line, line_of
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.sources.matching import Naming, Pair, pairs
from cyps_papers.vocabulary import Subject, named


def match_lines(then: Sequence[LineRecord], now: Sequence[LineRecord]) -> list[Pair[LineRecord]]:
    """The lines now, each with what it was in the last report, then those that are in the budget no more."""
    return pairs(then, now, lambda line: Naming(line.service.value, line.service.value, line.group))


class LineMovement(Subject):
    """How one line of a budget moved since the last report."""

    def __init__(self, pair: Pair[LineRecord], source: str) -> None:
        self._now, self._then = (line_of(one, source) if one else None for one in (pair.now, pair.then))

    @named
    def line(self) -> Line:
        """the line as it is now, or as it was where it is no longer in the budget"""
        line = self._now or self._then
        assert line is not None, "a pair has a line now or then"
        return line

    @named
    def before(self) -> Figure:
        """its forecast in the last report, or what was spent where it has none"""
        return self._spent(self._then)

    @named
    def after(self) -> Figure:
        """its forecast now, or what was spent where it has none"""
        return self._spent(self._now)

    @named
    def change(self) -> Figure:
        """how far its forecast rose, and below zero where it fell"""
        return self.after - self.before

    @named
    def variance_before(self) -> Figure:
        """its variance in the last report"""
        return self._both(self._then).variance

    @named
    def variance_change(self) -> Figure:
        """how far its variance rose, and below zero where it fell"""
        return self._both(self._now).variance - self._both(self._then).variance

    @named
    def movement(self) -> Wording:
        """how its forecast moved, as an arrow and words: ▲ up by £200,000, ▼ down by £0.4m, ► unchanged, + new"""
        origin = self.line.origin.asked("movement")
        if self._then is None or self._now is None:
            text = f"{PLUS} new" if self._then is None else f"{CROSS} no longer in the budget"
            return Wording(text, (self.line.record.service.cell,), origin, SINCE_LAST)
        change = self.change
        text = f"{ON} unchanged"
        if change.number:
            far = in_unit(abs(change.number), change.unit, change.places)
            text = f"{UP} up by {far}" if change.number > 0 else f"{DOWN} down by {far}"
        return Wording(text, change.cells, origin, SINCE_LAST)

    def _spent(self, line: Line | None) -> Figure:
        found = self._both(line)
        return found.amount(found.record.spent or "variance")

    def _both(self, line: Line | None) -> Line:
        if line is None:
            raise NoAnswerError(f"{self.line.origin} is in one of the two reports only.", "Use .movement instead.")
        return line


class BudgetSince(Subject):
    """How the lines of a budget moved since the last report."""

    def __init__(self, source: str, matches: Sequence[Pair[LineRecord]]) -> None:
        self._source = source
        self._matches = matches

    @cached_property
    def _all(self) -> list[LineMovement]:
        return [LineMovement(pair, self._source) for pair in self._matches]

    @named
    def movements(self) -> list[LineMovement]:
        """every line with how it moved, in the order of the workbook, those no longer in it at the end"""
        return [one for one in self._all if not one.line.record.is_total]

    @named
    def totals(self) -> list[LineMovement]:
        """every total with how it moved"""
        return [one for one in self._all if one.line.record.is_total]
