"""What was observed of an indicator, and the record that it becomes once its unit is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cyps_papers.disclosure.people import HEADING, may_count_people
from cyps_papers.figures.forms import in_unit as in_words
from cyps_papers.numerals import MONEY
from cyps_papers.periods import Convention, Period
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.contents import Content, plain_number
from cyps_papers.reading.values import number, short
from cyps_papers.records import Cell, Entry, IndicatorRecord, Marker, ObservationRecord, Quantity, Unit
from cyps_papers.sources.conventions import settled
from cyps_papers.sources.money import own_money_in
from cyps_papers.sources.series.periods import in_order

TWO_VALUES = error(
    "two-values",
    "{code} has two values for {period}: {value} here, and {other} at {first}.",
    "Take out the one that is wrong.",
)
PLAIN_SHARE = warning(
    "plain-share",
    "{found} is a plain number but its indicator is counted in %, so it was read as {read}.",
    "Enter it as a percentage, with its % sign.",
)
SHARE_OF_OTHER_UNIT = error(
    "share-of-other-unit",
    "{found} is a percentage, but the indicator is counted in {unit}.",
    "Correct the value, or the indicator's unit.",
)
MONEY_OF_OTHER_UNIT = error(
    "money-of-other-unit",
    "{found} is money, but the indicator is counted in {unit}.",
    "Correct the value, or the indicator's unit: £, £k or £m.",
)
HARDLY_THAT_MUCH = error(
    "value-doubtful",
    "the value is {shown} in an indicator counted in {unit}, and would be {amount}.",
    "Enter it in {unit}; or, if that much is meant, with its own unit: {amount}.",
)
FAR_ABOVE_THE_WHOLE = warning(
    "value-doubtful",
    "the value is {shown}: a number typed into a cell that shows percentages is multiplied by 100.",
    "If {likely}% is meant, enter it with its % sign.",
)
BELOW_NOUGHT = warning(
    "value-doubtful",
    "the value is {shown}, but {why}.",
    "Correct it; or give what it is a change of, in percentage points or with the word change or net in the "
    "indicator's name.",
)
MAY_COUNT_PEOPLE = warning(
    "counts-people",
    'nobody has said whether "{name}" {counts|count} people; {it was|they were} taken to.',
    "{how}",
    "name",
)
PART_OF_A_PERSON = warning(
    "value-doubtful",
    "the value is {shown}, but the indicator counts people.",
    "Enter a whole number; or enter No under Counts people if it is a mean or a rate.",
)

MOST_POUNDS = 1_000_000_000  # more than a council's children's services spend in a year
TWICE_THE_WHOLE = 2  # shares of one: 105% may be meant, 2,900% is 29 in a cell that shows percentages
_CHANGES = re.compile(r"\b(change|growth|difference|variance|variation|increase|decrease|reduction|gap|net)\b", re.I)


@dataclass
class Gathering:
    """An indicator being read: what is said of it, what was observed as it is typed, and the cells not understood.

    The unit is None where none is given, and so is `counts_people` where nobody has said; `asked` is the cell in which
    that would be said.
    """

    record: IndicatorRecord
    unit: str | None = None
    observed: list[ObservationRecord] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    counts_people: bool | None = None
    asked: Cell | None = None

    @property
    def numbers(self) -> list[Quantity]:
        """The numbers that were observed, without those withheld."""
        return [
            observation.value.value for observation in self.observed if isinstance(observation.value.value, Quantity)
        ]

    def take(self, observed: ObservationRecord | None, cell: Cell) -> None:
        """Take what was observed in a cell that is not blank; None where it could not be read."""
        if observed:
            self.observed.append(observed)
        else:
            self.unread.append(cell)


def finished(gathered: Iterable[Gathering], convention: Convention, problems: Problems) -> tuple[IndicatorRecord, ...]:
    """The records, each with its unit settled and its observations in the order of time.

    A period that has two readings is read as the convention and what stands beside it decide.
    """
    gathered = list(gathered)
    periods = [observed.period for gathering in gathered for observed in gathering.observed]
    read = settled(periods, convention, problems)
    records = []
    for gathering in gathered:
        gathering.observed = [replace(observed, period=read[observed.period.cell]) for observed in gathering.observed]
        unit = usual_unit(gathering.numbers) if gathering.unit is None else gathering.unit
        gathering.record = replace(gathering.record, counts_people=_counts_people(gathering, unit, problems))
        observations = in_order(gathering.record.code, _without_repeats(gathering, unit, problems), problems)
        target, unread = gathering.record.target, tuple(gathering.unread)
        if target and not target.value.unit:
            target = replace(target, value=replace(target.value, unit=unit))
        records.append(replace(gathering.record, unit=unit, target=target, observations=observations, unread=unread))
    return tuple(records)


def _counts_people(gathering: Gathering, unit: str, problems: Problems) -> bool:
    """Whether an indicator counts people: as the workbook says, or, until it says so, where its name or unit does."""
    if gathering.counts_people is not None:
        return gathering.counts_people
    name = gathering.record.name
    is_whole = all(quantity.value % 1 == 0 for quantity in gathering.numbers)
    if not gathering.observed or not is_whole or not may_count_people(name.value, unit):
        return False
    how = f"Enter Yes or No under {HEADING}."
    if gathering.asked is None:
        how = f"Add a column {HEADING} where the indicators are defined, or a sheet Indicators, with Yes or No in it."
    problems.add(MAY_COUNT_PEOPLE, gathering.asked or name.cell, name=short(name.value), how=how)
    return True


def _without_repeats(gathering: Gathering, unit: str, problems: Problems) -> list[ObservationRecord]:
    """One observation for each period; a second one with another value is a problem."""
    first: dict[tuple[object, ...], ObservationRecord] = {}
    numbers = gathering.numbers
    as_typed = any_above_one(numbers)
    below = [observed.value for observed in numbers if observed.value < 0]
    is_alone = len(numbers) > 1 and len(below) == 1
    is_whole = len(below) == len(numbers) and all(value % 1 == 0 for value in below)  # as a caseload is, typed wrongly
    name, is_doubted = gathering.record.name.value, gathering.record.counts_people or unit == Unit.SHARE  # already
    may_be_below = is_doubted or unit in (Unit.POINTS, *MONEY) or bool(_CHANGES.search(name))
    for observed in gathering.observed:
        typed, cell = observed.value.value, observed.value.cell
        if isinstance(typed, Quantity):
            value, places = in_unit(typed, unit, cell, problems, as_typed=as_typed), typed.places
            _doubt(gathering.record, cell, typed, value, unit, problems)
            if value < 0 and (is_alone or is_whole) and not may_be_below:
                why = "nothing says that the indicator can be below 0"
                if is_alone:
                    why = "no other value of the indicator is below 0"
                problems.add(BELOW_NOUGHT, cell, shown=plain_number(value), why=why)
            if places is not None and Unit.SHARE == unit != typed.unit and value == typed.value:
                places = max(places - 2, 0)  # 0.31 shown with two places is 31%
            if typed.unit in MONEY and typed.unit != unit and value == typed.value:
                places = None  # those of pounds tell nothing of millions
            typed = Quantity(value, unit, places)
        read = replace(observed, value=Entry(typed, cell))
        key = (observed.period.value.start, observed.period.value.end, observed.forecast)
        before = first.setdefault(key, read)
        if (before.number, before.marker) != (read.number, read.marker):
            gathering.unread.append(cell)
            problems.add(
                TWO_VALUES, cell, code=gathering.record.code, period=observed.period.value, value=_shown(read),
                other=_shown(before), first=before.value.cell.within(),
            )  # fmt: skip
    return list(first.values())


def observation(
    period: Entry[Period] | None,
    found: Content,
    cell: Cell,
    problems: Problems,
    forecast: bool = False,
    note: Entry[str] | None = None,
) -> ObservationRecord | None:
    """What a cell says of a period; None where the value, or the period, was not understood."""
    typed = value_in(found, cell, problems)
    return ObservationRecord(period, Entry(typed, cell), forecast, note) if period and typed else None


def value_in(found: Content, cell: Cell, problems: Problems) -> Quantity | Marker | None:
    """The number in a cell, or the marker of one withheld; None, with a problem, if it is neither.

    One that is given as money is in pounds, whatever the unit that it was given in: '£m' of '£9.4m'.
    """
    return own_money_in(found) or number(found, cell, problems)


def usual_unit(numbers: Sequence[Quantity]) -> str:
    """What numbers are counted in where nobody has said."""
    units = [quantity.unit for quantity in numbers]
    return Unit.SHARE if Unit.SHARE in units else next((unit for unit in units if unit in MONEY), Unit.NUMBER)


def _shown(observed: ObservationRecord) -> str:
    return observed.marker if observed.number is None else plain_number(observed.number)


def any_above_one(typed: Iterable[Quantity]) -> bool:
    """Whether any number that was typed plainly is above one: then none of those beside it is a share of one."""
    return any(quantity.unit != Unit.SHARE and abs(quantity.value) > 1 for quantity in typed)


def in_unit(typed: Quantity, unit: str, cell: Cell, problems: Problems, *, as_typed: bool | None = None) -> Decimal:
    """The value as the unit has it: a share of one for '%', where 31 typed without its sign means 31%; money in pounds.

    `as_typed` says whether plain numbers are percentages; where it does not, those above one are.
    """
    is_share = typed.unit == Unit.SHARE
    if is_share and unit not in (Unit.SHARE, Unit.POINTS):
        problems.add(SHARE_OF_OTHER_UNIT, cell, found=f"{plain_number(typed.value * 100)}%", unit=unit)
    if unit == Unit.SHARE and not is_share and typed.value != 0:
        as_typed = any_above_one([typed]) if as_typed is None else as_typed
        value = typed.value / 100 if as_typed else typed.value
        problems.add(PLAIN_SHARE, cell, found=plain_number(typed.value), read=f"{plain_number(value * 100)}%")
        return value
    if unit == Unit.SHARE and typed.value >= TWICE_THE_WHOLE:
        shown = f"{typed.value * 100:,.15g}%"
        problems.add(FAR_ABOVE_THE_WHOLE, cell, shown=shown, likely=plain_number(typed.value))
    return _in_pounds(typed, unit, cell, problems)


def _in_pounds(typed: Quantity, unit: str, cell: Cell, problems: Problems) -> Decimal:
    """Money in pounds; a number of another unit as it is.

    What is only shown with a £ may be in the unit (£9.4 under £m) or in pounds (£9,400,000): it is taken for what it
    can be, and what can be neither is an error.
    """
    value, is_money = typed.value, typed.unit in MONEY
    if unit not in MONEY:
        if is_money:
            problems.add(MONEY_OF_OTHER_UNIT, cell, found=in_words(value, typed.unit, typed.places), unit=unit)
        return value
    if is_money and typed.unit != Unit.POUNDS:
        return value
    amount = value * MONEY[unit]
    if unit == Unit.POUNDS or abs(amount) < MOST_POUNDS:
        return amount
    if is_money and abs(value) >= MONEY[unit]:
        return value
    problems.add(HARDLY_THAT_MUCH, cell, shown=in_words(value, typed.unit), unit=unit, amount=in_words(amount, unit))
    return amount


def _doubt(record: IndicatorRecord, cell: Cell, typed: Quantity, value: Decimal, unit: str, problems: Problems) -> None:
    """Say what cannot well be: a share or people below zero, part of a person."""
    is_share = unit == Unit.SHARE
    if not is_share and (not record.counts_people or unit == Unit.POINTS or typed.unit == Unit.SHARE):
        return
    shown = f"{plain_number(value * 100)}%" if is_share else plain_number(value)
    if value < 0 and not _CHANGES.search(record.name.value):
        what = "a share" if is_share else "a count of people"
        problems.add(BELOW_NOUGHT, cell, shown=shown, why=f"{what} cannot be below 0")
    elif value % 1 and not is_share:
        problems.add(PART_OF_A_PERSON, cell, shown=shown)
