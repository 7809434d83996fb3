"""What is meant by the periods of one sheet that have two readings."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_papers.periods import Convention, Period, readings
from cyps_papers.problems import Problems, warning
from cyps_papers.reading.values import short
from cyps_papers.records import Cell, Entry

TWO_READINGS = warning(
    "period-unclear",
    '"{found}" was read as {taken}, but could also be {others}.',
    "Say in paper.xlsx, Sources, under Periods, which is meant, for example calendar quarters or year ending; or write "
    "it in full, as 2014/15 or Oct to Dec 2014.",
)


def settled(periods: Sequence[Entry[Period]], convention: Convention, problems: Problems) -> dict[Cell, Entry[Period]]:
    """Each period by its cell, as the convention and what stands beside it decide.

    A form that has two readings even so is a problem, at the first cell that has it.
    """
    convention = convention.beside(period.value.written for period in periods)
    read: dict[Cell, Entry[Period]] = {}
    is_told = False
    for period in sorted(periods, key=lambda period: period.cell.order):
        taken, *others = readings(period.value, convention)
        read[period.cell] = Entry(taken, period.cell)
        if others and not is_told:
            named = " or ".join(other.in_months for other in others)
            found = short(period.value.written)
            problems.add(TWO_READINGS, period.cell, found=found, others=named, taken=taken.in_months)
            is_told = True
    return read
