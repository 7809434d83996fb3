"""One line of a budget, or a total of several."""

from __future__ import annotations

from cyps_papers.figures import forms
from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.figures.source import Columned
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Unit
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.vocabulary import declared_as, named


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
        share = self.variance / self.budget
        places = forms.worked_out_places(share.number, Unit.SHARE)
        return Figure(
            value=share.value, unit=Unit.SHARE, cells=share.cells, places=places,
            how=worked_out("variance as a percentage of the budget"), origin=self.origin.asked("variance_share"),
        )  # fmt: skip

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
