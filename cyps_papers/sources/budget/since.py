"""How the lines of a budget moved since the last report: their forecast, or what was spent, and their variance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cyps_papers.figures.figure import Figure
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP
from cyps_papers.origin import Origin
from cyps_papers.problems import NoAnswerError
from cyps_papers.sources.budget.line import Line, line_of
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.sources.matching import Pair
from cyps_papers.sources.since import RecordChange, RecordMovement, RecordsSince
from cyps_papers.vocabulary import named


class LineMovement(RecordMovement):
    """How one line of a budget moved since the last report."""

    def __init__(self, pair: Pair[LineRecord], source: str) -> None:
        self._now, self._then = (line_of(one, source) if one else None for one in (pair.now, pair.then))
        self._line = line_of(pair.record, source)
        self.is_total = pair.record.is_total

    @property
    def origin(self) -> Origin:
        return self._line.origin

    @cached_property
    def moved(self) -> RecordChange[None]:
        cells = (self._line.record.service.cell,)
        if self._then is None:
            return RecordChange(None, PLUS, "new", cells)
        if self._now is None:
            return RecordChange(None, CROSS, "no longer in the budget", cells)
        change = self.change
        if not change.number:
            return RecordChange(None, ON, "unchanged", change.cells, change)
        by = abs(change)
        if change.number > 0:
            return RecordChange(None, UP, f"up by {by}", change.cells, by)
        return RecordChange(None, DOWN, f"down by {by}", change.cells, by)

    @named
    def line(self) -> Line:
        """the line as it is now, or as it was where it is no longer in the budget"""
        return self._line

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

    def _spent(self, line: Line | None) -> Figure:
        found = self._both(line)
        return found.amount(found.record.spent or "variance")

    def _both(self, line: Line | None) -> Line:
        if line is None:
            raise NoAnswerError(f"{self.line.origin} is in one of the two reports only.", "Use .movement instead.")
        return line


class BudgetSince(RecordsSince[LineMovement]):
    """How the lines of a budget moved since the last report."""

    counted_in = "lines"

    def __init__(self, source: str, matches: Sequence[Pair[LineRecord]]) -> None:
        self.source = source
        self.all = [LineMovement(pair, source) for pair in matches]

    @named
    def movements(self) -> list[LineMovement]:
        """every line with how it moved, in the order of the workbook, those no longer in it at the end"""
        return [one for one in self.all if not one.is_total]

    @named
    def totals(self) -> list[LineMovement]:
        """every total with how it moved"""
        return [one for one in self.all if one.is_total]
