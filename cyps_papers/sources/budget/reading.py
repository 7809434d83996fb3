"""Budgets: one service a row, with its budget, what was spent or is forecast, and the variance between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from cyps_papers.figures.forms import in_unit
from cyps_papers.numerals import MONEY
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.table import Table, TableRow, plain_heading
from cyps_papers.reading.values import short
from cyps_papers.records import Cell, Entry, Quantity, Unit
from cyps_papers.sources.matching import Naming
from cyps_papers.sources.money import money_in, money_unit_in

NOT_MONEY = error(
    "not-money",
    '"{found}" is not an amount of money.',
    "Enter figures only, with a minus or in brackets where it is below zero; or with their unit: £1.2m.",
)
NO_SERVICE = error("line-without-service", "the line has no service.", "Say what it is for; for a sum, enter Total.")
NO_UNIT = warning(
    "money-unit",
    "nothing says what the amounts are in, and they were taken as pounds.",
    "Say it in the heading, for example Budget (£000), or above the table: All figures in £000.",
)
NOT_THE_SUM = warning(
    "budget-total",
    "the {amount} of {total} is {shown}, but its lines come to {sum} ({first} to {last}).",
    "Correct the total or the lines.",
)
NOT_THE_DIFFERENCE = warning(
    "budget-variance",
    "the variance of {service} is {shown}, but its {spent} {outturn} ({there}) less its budget {budget} ({beside}) "
    "is {difference}.",
    "Correct the one that is wrong.",
)
OTHER_SIGN = warning(
    "budget-variance",
    "the variance of {service}, {shown}, has the opposite sign to most lines; it was taken as an {over}, which "
    "its {spent} says.",
    "Show all variances the same way: above zero where more is spent than the budget.",
)
UNCLEAR_SIGN = warning(
    "budget-variance",
    "nothing says whether a variance above zero is an overspend; it was taken as one.",
    "Say it in the heading: Over / (under) spend.",
)

AMOUNTS = ("budget", "actual", "forecast", "variance")
SPENT = ("forecast", "actual", "variance")
IN_HEADINGS = ("000", "000s", "k", "m", "million", "millions", "thousands")
FIELDS = tuple(
    replace(
        column,
        usual=(*column.usual, *(f"{usual} {unit}" for unit in IN_HEADINGS for usual in column.usual)),
    )
    if column.name in AMOUNTS
    else column
    for column in fields_in(Path(__file__).with_name("headings.toml"))
)
_SUMS = r"(?:grand |overall |net |sub ?)?totals?\b.*|.* total|net (?:budget|expenditure)"


@dataclass(frozen=True)
class LineRecord:
    """A line of a budget, or a total of several: its amounts in pounds, by the fields' names; blank ones left out.

    A variance is what is spent over the budget, and below zero where it is under. `others` are the columns of no
    usual kind.
    """

    service: Entry[str]
    group: str
    amounts: Mapping[str, Entry[Quantity]]
    note: Entry[str] | None = None
    is_total: bool = False
    is_closed: ClassVar[bool] = False
    others: Mapping[str, Entry[object]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Its service; a total with its group: 'Sub-total, Safeguarding'."""
        return f"{self.service.value}, {self.group}" if self.is_total and self.group else self.service.value

    @property
    def cell(self) -> Cell:
        """The cell that names it."""
        return self.service.cell

    @property
    def naming(self) -> Naming:
        """What it is found by in the next report."""
        return Naming(self.service.value, self.service.value, self.group)

    def says(self, field: str) -> bool:
        """Whether an amount of it is given."""
        return field in self.amounts

    def amount(self, name: str) -> Decimal | None:
        return self.amounts[name].value.value if name in self.amounts else None

    @property
    def spent(self) -> str:
        """Whether its forecast is held against its budget, or where there is none what was spent; '' for neither."""
        return next((name for name in ("forecast", "actual") if name in self.amounts), "")

    @property
    def over(self) -> Decimal | None:
        """What is spent or to be spent over the budget."""
        budget, spent = self.amount("budget"), self.amount(self.spent)
        return self.amount("variance") if budget is None or spent is None else spent - budget


def read_lines(table: Table) -> Iterator[LineRecord]:
    """The lines and totals of a table, in its order."""
    units = _units(table)
    lines = [line for row in table.rows for line in _line(row, units)]
    _check_totals(lines, table.problems)
    return _with_signs(lines, table, table.problems)


def _units(table: Table) -> dict[str, str]:
    """What the amounts of each column are in: as its heading says, or a note above, or else pounds."""
    top = table.heading_rows[0]
    notes = [found.text for row, cells in table.sheet.rows.items() if row < top for found in cells.values()]
    above = next((unit for note in notes if (unit := money_unit_in(note))), "")
    units = {}
    for name in (name for name in AMOUNTS if name in table.columns):
        column = table.columns[name]
        cells = [found for row in table.rows if (found := row.at(column))]
        below = cells[0].text if cells and not re.search("[1-9]", cells[0].text) else ""  # a row of units
        units[name] = money_unit_in(table.headings[column].text) or money_unit_in(below) or above
        if not units[name] and not any("£" in found.format or "£" in found.text for found in cells):
            table.problems.add(NO_UNIT, table.sheet.place)
    return units


def _line(row: TableRow, units: Mapping[str, str]) -> Iterator[LineRecord]:
    service = row.text("service")
    if service is None:
        if any(isinstance(found.value, Decimal) for name in units if (found := row.content(name))):
            row.table.problems.add(NO_SERVICE, row.cell("service"))
        return
    amounts = {name: entry for name, unit in units.items() if (entry := _amount(row, name, unit))}
    if amounts:
        group = row.section_text
        is_total = bool(re.fullmatch(_SUMS, plain_heading(service.value)))
        yield LineRecord(service, group.value if group else "", amounts, row.text("note"), is_total, row.others())


def _amount(row: TableRow, name: str, unit: str) -> Entry[Quantity] | None:
    found = row.calculated(name)
    if found is None:
        return None
    money = money_in(found, unit or Unit.POUNDS)
    if money is None:
        row.table.problems.add(NOT_MONEY, row.cell(name), found=short(found.text))
    return Entry(money, row.cell(name)) if money else None


def _check_totals(lines: Sequence[LineRecord], problems: Problems) -> None:
    """Note a total that is the sum neither of the lines since the last total, nor of all, nor of the totals."""
    for at, total in enumerate(lines):
        if not total.is_total:
            continue
        above = lines[:at]
        last = max((i for i, line in enumerate(above) if line.is_total), default=-1)
        every = [line for line in above if not line.is_total]
        parts = [those for those in (above[last + 1 :], every, [line for line in above if line.is_total]) if those]
        for name, entry in total.amounts.items():
            if parts and not any(_is_sum(entry.value.value, those, name) for those in parts):
                of = parts[0] if "sub" in total.service.value.lower() else every
                problems.add(
                    NOT_THE_SUM, entry.cell, amount=name, total=short(total.service.value), shown=_shown(entry.value),
                    sum=_shown(replace(entry.value, value=_sum(of, name))), first=_place(of[0], name),
                    last=_place(of[-1], name),
                )  # fmt: skip


def _is_sum(total: Decimal, lines: Sequence[LineRecord], name: str) -> bool:
    """Whether an amount is the sum of those of some lines, as far as rounded ones tell."""
    steps = [_step(line.amounts[name].value) for line in lines if name in line.amounts]
    leeway = max(steps, default=Decimal(0)) / 2 * (len(steps) + 1)
    return abs(total - _sum(lines, name)) <= leeway


def _sum(lines: Sequence[LineRecord], name: str) -> Decimal:
    return sum((line.amount(name) or Decimal(0) for line in lines), Decimal(0))


def _step(money: Quantity) -> Decimal:
    """What an amount is rounded to: £100,000 for £1.2m."""
    digits = -int((money.value / MONEY[money.unit]).normalize().as_tuple().exponent)
    places = max(digits, 0) if money.places is None else money.places
    return MONEY[money.unit] * Decimal(1).scaleb(-places)


def _place(line: LineRecord, name: str) -> str:
    return line.amounts[name].cell.coordinate if name in line.amounts else line.service.cell.coordinate


def _shown(money: Quantity) -> str:
    return in_unit(money.value, money.unit, money.places)


def _with_signs(lines: Sequence[LineRecord], table: Table, problems: Problems) -> Iterator[LineRecord]:
    """The lines with each variance as what is spent over the budget, whichever sign the table gives an overspend."""
    told = [(line, line.amount("variance")) for line in lines if line.spent and line.amount("budget") is not None]
    agree = sum(abs(variance - (line.over or 0)) <= _leeway(line) for line, variance in told if variance)
    against = sum(abs(variance + (line.over or 0)) <= _leeway(line) for line, variance in told if variance)
    heading = table.headings[table.columns["variance"]].text.lower() if "variance" in table.columns else ""
    turned = against > agree or (not told and "(over" in heading)
    if not told and any("variance" in line.amounts for line in lines) and not re.search("over|under", heading):
        problems.add(UNCLEAR_SIGN, table.sheet.place)
    for line in lines:
        entry = line.amounts.get("variance")
        if entry is None:
            yield line
            continue
        said = -entry.value.value if turned else entry.value.value
        over = line.over if line.spent and line.amount("budget") is not None else None
        if over is not None and abs(said - over) > _leeway(line):
            _say_variance(line, over, said, problems)
            if abs(said + over) <= _leeway(line):
                said = over
        variance = replace(entry, value=replace(entry.value, value=said))
        yield replace(line, amounts={**line.amounts, "variance": variance})


def _leeway(line: LineRecord) -> Decimal:
    """How far a rounded variance may be from the difference of two rounded amounts."""
    return sum((_step(entry.value) for entry in line.amounts.values()), Decimal(0)) / 2


def _say_variance(line: LineRecord, over: Decimal, said: Decimal, problems: Problems) -> None:
    variance, spent, budget = (line.amounts[name] for name in ("variance", line.spent, "budget"))
    told = {"service": short(line.service.value), "shown": _shown(variance.value), "spent": line.spent}
    if abs(said + over) <= _leeway(line):
        problems.add(OTHER_SIGN, variance.cell, **told, over="overspend" if over > 0 else "underspend")
        return
    problems.add(
        NOT_THE_DIFFERENCE, variance.cell, **told, outturn=_shown(spent.value), there=spent.cell.coordinate,
        budget=_shown(budget.value), beside=budget.cell.coordinate,
        difference=_shown(replace(variance.value, value=over)),
    )  # fmt: skip
