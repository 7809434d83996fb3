"""What templates may ask of a budget: its lines and totals, and which are over and under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cyps_papers.figures.measure import Aspect, KnownValue, Measure
from cyps_papers.figures.source import Source, no_last_report
from cyps_papers.origin import Origin
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.sources.budget.line import Line, line_of
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.sources.budget.since import BudgetSince
from cyps_papers.vocabulary import answer, comparable, named, question

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
            near = did_you_mean(str(service), [one.service.value for one in self._records])
            raise NoAnswerError(f'There is no line "{service}" in {self._source}.', near)
        return Line(found, Origin(self._source).asked("line", str(service)))

    @named
    def overspending(self) -> list[Line]:
        """the lines that are over their budget, the most over first"""
        return [line for over, line in sorted(self._overs, key=lambda one: -one[0]) if over > 0]

    @named
    def underspending(self) -> list[Line]:
        """the lines that are under their budget, the most under first"""
        return [line for over, line in sorted(self._overs, key=lambda one: one[0]) if over < 0]

    @property
    def _overs(self) -> list[tuple[Decimal, Line]]:
        return [(over, line) for line in self.lines if (over := line.record.over) is not None]

    @named
    def since_last(self) -> BudgetSince:
        """how its lines moved since the last report; only where paper.has_previous"""
        if self._since is None:
            raise no_last_report(Origin(self._source).asked("since_last"))
        return self._since
