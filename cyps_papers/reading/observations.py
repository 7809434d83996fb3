"""What was observed of an indicator, and the record that it becomes once its unit is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cyps_papers.periods import Period
from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.contents import plain_number
from cyps_papers.reading.values import Number
from cyps_papers.records import Cell, Entry, IndicatorRecord, ObservationRecord, Unit

TWO_VALUES = error(
    "two-values",
    "{code} has two values for {period}: {value} here, and {other} at {first}.",
    "Take out the one that is wrong.",
)
PLAIN_SHARE = warning(
    "plain-share",
    "{found} is a plain number under an indicator counted in %, and was read as {read}.",
    "Enter it as a percentage, with its % sign.",
)
SHARE_OF_OTHER_UNIT = error(
    "share-of-other-unit",
    "{found} is a percentage, and the indicator is counted in {unit}.",
    "Correct the value, or the indicator's unit.",
)


@dataclass(frozen=True)
class Observed:
    """One value as read, before its indicator's unit is known."""

    period: Entry[Period]
    number: Number
    cell: Cell
    forecast: bool = False
    note: Entry[str] | None = None


@dataclass
class Gathering:
    """An indicator being read: what is said of it, what was observed, and the cells that could not be read.

    The unit is None where none is given.
    """

    record: IndicatorRecord
    unit: str | None = None
    observed: list[Observed] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)

    def take(self, observed: Observed | None, cell: Cell) -> None:
        """Take what was observed in a cell that is not blank; None where it could not be read."""
        if observed:
            self.observed.append(observed)
        else:
            self.unread.append(cell)


def finished(gathered: Iterable[Gathering], problems: Problems) -> tuple[IndicatorRecord, ...]:
    """The records, each with its unit settled and its observations in the order of time."""
    return tuple(_finished(one, problems) for one in gathered)


def _finished(gathering: Gathering, problems: Problems) -> IndicatorRecord:
    numbers = [one.number for one in gathering.observed if one.number.value is not None]
    unit = gathering.unit
    if unit is None:
        unit = Unit.SHARE if any(one.is_share for one in numbers) else Unit.NUMBER
    observations = _without_repeats(gathering, unit, problems)
    observations.sort(key=lambda one: (one.period.value, one.forecast))
    return replace(gathering.record, unit=unit, observations=tuple(observations), unread=tuple(gathering.unread))


def _without_repeats(gathering: Gathering, unit: str, problems: Problems) -> list[ObservationRecord]:
    """One observation for each period; a second one with another value is a problem."""
    first: dict[tuple[object, ...], ObservationRecord] = {}
    for one in gathering.observed:
        value = in_unit(one.number, unit, one.cell, problems)
        read = ObservationRecord(one.period, Entry(value, one.cell), one.number.marker, one.forecast, one.note)
        key = (one.period.value.start, one.period.value.end, one.forecast)
        before = first.setdefault(key, read)
        if (before.value.value, before.marker) != (value, read.marker):
            gathering.unread.append(one.cell)
            problems.add(
                TWO_VALUES,
                one.cell,
                code=gathering.record.code,
                period=one.period.value,
                value=_shown(read),
                other=_shown(before),
                first=before.value.cell.within(),
            )
    return list(first.values())


def _shown(one: ObservationRecord) -> str:
    return one.marker if one.value.value is None else plain_number(one.value.value)


def in_unit(typed: Number, unit: str, cell: Cell, problems: Problems) -> Decimal | None:
    """The value as the unit has it: a share of one for '%', where 31 typed without its sign means 31%."""
    if typed.value is None:
        return None
    if typed.is_share and unit not in (Unit.SHARE, Unit.POINTS):
        problems.add(SHARE_OF_OTHER_UNIT, cell, found=f"{plain_number(typed.value * 100)}%", unit=unit)
    if unit == Unit.SHARE and not typed.is_share and typed.value != 0:
        value = typed.value / 100 if abs(typed.value) > 1 else typed.value
        problems.add(PLAIN_SHARE, cell, found=plain_number(typed.value), read=f"{plain_number(value * 100)}%")
        return value
    return typed.value
