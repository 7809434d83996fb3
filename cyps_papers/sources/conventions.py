"""What is meant by the periods of one sheet that have two readings."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_papers.periods import Convention, Period, readings
from cyps_papers.problems import Problems, warning
from cyps_papers.reading.values import short
from cyps_papers.records import Entry

TWO_READINGS = warning(
    "period-unclear",
    '"{found}" was read as {taken}, but could also be {others}.',
    "Say in paper.xlsx, Sources, under Periods, which is meant, for example calendar quarters or year ending; or write "
    "it in full, as 2014/15 or Oct to Dec 2014.",
)


def settled_convention(periods: Sequence[Entry[Period]], convention: Convention, problems: Problems) -> Convention:
    """A convention as what stands beside each period decides it.

    A form that has two readings even so is a problem, at the first cell that has it.
    """
    convention = convention.beside(one.value.written for one in periods)
    for one in sorted(periods, key=lambda period: period.cell.order):
        taken, *others = readings(one.value, convention)
        if others:
            named = " or ".join(other.in_months for other in others)
            found = short(one.value.written)
            problems.add(TWO_READINGS, one.cell, found=found, others=named, taken=taken.in_months)
            break
    return convention
