"""What templates may ask of a budget: its lines and totals, which are over and under, and how they moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from cyps_papers.figures.figure import Figure, Wording, from_entry, share_of
from cyps_papers.figures.forms import CROSS, DOWN, ON, PLUS, UP
from cyps_papers.figures.measure import Aspect, KnownValue, Measure
from cyps_papers.figures.source import Columned, Source, no_last_report
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.records import Unit
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.sources.matching import Pair
from cyps_papers.sources.since import RecordChange, RecordMovement, RecordsSince
from cyps_papers.vocabulary import answer, comparable, declared_as, named, question


class Line(Columned):
    """A line of a budget, or a total of its lines."""

    def __init__(self, record: LineRecord, origin: Origin) -> None:
        super().__init__(record.others, origin)
        self._record = record

    @property
    def record(self) -> LineRecord:
        """What the budget says of it."""
        return self._record

    @property
    def origin(self) -> Origin:
        """What it is, in the register."""
        return self._origin

    @named
    def service(self) -> Figure | Wording:
        """what it is called"""
        return from_entry(self.record.service, self.origin.asked("service"))

    @named
    def group(self) -> str:
        """the label that its group of lines stands under; nothing where there is none"""
        return self.record.group

    budget = declared_as(Figure, "what it may spend", lambda line: line.amount("budget"))
    actual = declared_as(Figure, "what it has spent", lambda line: line.amount("actual"))
    forecast = declared_as(Figure, "what it is forecast to spend", lambda line: line.amount("forecast"))

    @named
    def variance(self) -> Figure:
        """what it is over its budget, and below zero where it is under, whichever sign the workbook gives it"""
        if "variance" in self.record.amounts or not self.record.spent:
            return self.amount("variance")
        return self.amount(self.record.spent) - self.amount("budget")

    @named
    def variance_share(self) -> Figure:
        """the variance as a percentage of the budget"""
        how = "variance as a percentage of the budget"
        return share_of(self.variance, self.budget, how, self.origin.asked("variance_share"))

    @named
    def over(self) -> Wording:
        """whether it is over or under its budget, in a word: overspend, underspend or on budget"""
        variance = self.variance
        word = "on budget"
        if variance.number:
            word = "overspend" if variance.number > 0 else "underspend"
        return Wording(
            word, variance.cells, self.origin.asked("over"), worked_out("whether the variance is above zero")
        )

    @named
    def note(self) -> Figure | Wording:
        """what the workbook says of it"""
        return from_entry(self.record.note, self.origin.asked("note"))

    def amount(self, name: str) -> Figure:
        entry = self.record.amounts.get(name)
        if entry is None:
            raise NoAnswerError(f"{self.origin.asked(name)} is not given.", f"Enter the {name}, or take the tag away.")
        money = entry.value
        unit = Unit.POUNDS if money.unit == Unit.THOUSANDS else money.unit  # £350,000, whatever the table counts in
        origin = self.origin.asked(name)
        return Figure(value=money.value, unit=unit, places=money.places, cells=(entry.cell,), origin=origin)


def line_of(record: LineRecord, source: str) -> Line:
    """A line that templates come to in a loop."""
    return Line(record, Origin(source, record.called, item="line"))


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
        return [movement for movement in self.all if not movement.is_total]

    @named
    def totals(self) -> list[LineMovement]:
        """every total with how it moved"""
        return [movement for movement in self.all if movement.is_total]


ASPECTS = {"budget": Aspect.BUDGET, "actual": Aspect.SPENT, "forecast": Aspect.FORECAST, "variance": Aspect.VARIANCE}


class Budget(Source):
    """A budget, line by line."""

    def __init__(self, records: Sequence[LineRecord], source: str, since: BudgetSince | None) -> None:
        self._records = records
        self._source = source
        self._since = since

    def measures(self) -> Iterator[Measure]:
        totals = [record for record in self._records if record.is_total]
        for record in self._records:
            called = record.service.value
            line = Line(record, Origin(self._source).asked("line", called))
            for name, aspect in ASPECTS.items():
                figure = answer(line, name)
                if figure is not None:
                    value = (record.over or Decimal(0)) if aspect is Aspect.VARIANCE else figure.number
                    known = KnownValue(value, figure.origin, None, figure.unit, cells=figure.cells)
                    yield Measure(
                        figure.origin, f"{called}: {name}", called, figure.unit, values=(known,), aspect=aspect,
                        is_whole=record in totals[-1:],
                    )  # fmt: skip

    @named
    def lines(self) -> list[Line]:
        """every line in the order of the workbook, totals left out"""
        return [line_of(record, self._source) for record in self._records if not record.is_total]

    @named
    def totals(self) -> list[Line]:
        """every total and sub-total in the order of the workbook"""
        return [line_of(record, self._source) for record in self._records if record.is_total]

    @named
    def total(self) -> Line:
        """the workbook's last total, which was held against its lines"""
        origin = Origin(self._source).asked("total")
        totals = [record for record in self._records if record.is_total]
        if not totals:
            raise NoAnswerError(f"{origin}: the budget has no total.", "Add a row called Total below its lines.")
        return Line(totals[-1], origin)

    @question('("Placements")')
    def line(self, service: str) -> Line:
        """the line of a service"""
        found = next(
            (record for record in self._records if comparable(record.service.value) == comparable(str(service))), None
        )
        if found is None:
            near = did_you_mean(str(service), [record.service.value for record in self._records])
            raise NoAnswerError(f'There is no line "{service}" in {self._source}.', near)
        return Line(found, Origin(self._source).asked("line", str(service)))

    @named
    def overspending(self) -> list[Line]:
        """the lines that are over their budget, the most over first"""
        return [line for over, line in sorted(self._overs, key=lambda over: -over[0]) if over > 0]

    @named
    def underspending(self) -> list[Line]:
        """the lines that are under their budget, the most under first"""
        return [line for over, line in sorted(self._overs, key=lambda over: over[0]) if over < 0]

    @property
    def _overs(self) -> list[tuple[Decimal, Line]]:
        return [(over, line) for line in self.lines if (over := line.record.over) is not None]

    @named
    def since_last(self) -> BudgetSince:
        """how its lines moved since the last report; only where paper.has_previous"""
        if self._since is None:
            raise no_last_report(Origin(self._source).asked("since_last"))
        return self._since
