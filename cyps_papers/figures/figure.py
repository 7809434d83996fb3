"""A figure: a value and its unit, the cells that it came from, and how it was worked out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from cyps_papers.disclosure.rounding import fewer_than
from cyps_papers.disclosure.withheld import BASES
from cyps_papers.figures import forms
from cyps_papers.origin import READ, TYPED, UNASKED, Derivation, Method, Origin, worked_out
from cyps_papers.periods import Grain, Period, day
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Entry, HeldBackMarker, Marker, Quantity, StyledRun, StyledText, Unit
from cyps_papers.vocabulary import Traced, named

MARKERS = {
    "c": "confidential: a small number that could point at a person, or one that would give such a number away",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to nothing",
}
FEWER = {fewer_than(base): base for base in BASES}
HELD_BACK = frozenset(("c", "k", *FEWER))
"""The markers of values that there are, but that are not shown."""
_ALSO = {"*": "c", "suppressed": "c", "low": "k", "not available": "x", "not applicable": "z"}


def marker_of(typed: str) -> str:
    """The marker that is meant: 'C', '[c]' and '*' are c; one of no known meaning stays as it was typed."""
    bare = typed.strip("[]").lower()
    return _ALSO.get(bare, bare if bare in MARKERS else typed)


def _comparison(test: Callable[[Any, Any], bool]) -> Callable[[Figure, object], bool]:
    """A comparison of a figure with another or with a bare number; refused where there is no value."""

    def compare(figure: Figure, other: object) -> bool:
        theirs = other.value if isinstance(other, Figure) else other
        if isinstance(theirs, (int, float)) and not isinstance(theirs, bool):
            theirs = Decimal(str(theirs))
        if figure.value is None or (isinstance(other, Figure) and theirs is None):
            message = f"{figure.name} has no value to compare."
            raise NoAnswerError(message, "Ask for a period that has one.", figure.origin)
        try:
            return test(figure.value, theirs)
        except TypeError:
            message = f"{figure.name} ({figure.printed}) cannot be compared with {other}."
            raise NoAnswerError(message, "Compare a number with a number, or a date with a date.") from None

    return compare


def _arithmetic(
    sign: str, operation: Callable[[Any, Any], Any]
) -> tuple[Callable[[Figure, object], Figure], Callable[[Figure, object], Figure]]:
    """An operation with a figure on the left, and with one on the right."""
    return (
        lambda figure, other: _worked_out(figure, other, sign, operation),
        lambda figure, other: _worked_out(other, figure, sign, operation),
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure(Traced):
    """A number or a date that prints itself in UK form and keeps its sources through arithmetic and filters.

    Shares are of one (0.31) and print as percentages. A value withheld is None and prints its marker. It
    `counts_people` where it is a count of people or comes from one, a share of them included: `operands` are what a
    template or a change worked it out from, so that a share is known with its base. A count of people `rounded_to` a
    multiple is not the true one.
    """

    value: Decimal | Period | None
    unit: str = Unit.NUMBER
    cells: tuple[Cell, ...] = ()
    how: Derivation = READ
    origin: Origin = UNASKED
    when: Period | None = None
    when_cells: tuple[Cell, ...] = ()
    marker: str = ""
    places: int | None = None
    text: str | None = None
    counts_people: bool = False
    operands: tuple[Figure, ...] = ()
    rounded_to: int = 0

    @property
    def printed(self) -> str:
        if self.text is not None:
            return self.text
        if self.value is None:
            return self.marker
        if isinstance(self.value, Period):
            return str(self.value)
        return forms.in_unit(self.value, self.unit, self.places)

    def reworded(self, text: str, how: Derivation | None = None) -> Figure:
        return replace(self, text=text, how=how or self.how)

    @property
    def exact(self) -> str:
        """The number in full where it prints rounded; '' where it does not."""
        return forms.exact(self.value, self.unit, self.places) if isinstance(self.value, Decimal) else ""

    @named
    def date(self) -> Figure:
        """the date or period that this figure is of"""
        if self.when is None:
            raise NoAnswerError(f"{self.name or 'This figure'} has no date.", "Take .date out.")
        return Figure(
            value=self.when, unit="date", cells=self.when_cells, origin=self.origin.asked("date"), when=self.when
        )

    @named
    def unit_word(self) -> str:
        """its unit in a word: cases, weeks, %"""
        return self.unit

    @named
    def number(self) -> Decimal:
        """the bare number, for comparing with another; not for printing"""
        if not isinstance(self.value, Decimal):
            raise NoAnswerError(f"{self.name} has no number: it reads {self.printed!r}.", "Use another period.")
        return self.value

    def __str__(self) -> str:
        return self.printed

    def __bool__(self) -> bool:
        return bool(self.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.printed == other
        if not isinstance(other, Figure):
            return bool(self.value == other)
        if self.value is None or other.value is None:  # what is withheld may be anything
            return (self.value, self.marker, self.cells) == (other.value, other.marker, other.cells)
        return bool(self.value == other.value)

    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __add__, __radd__ = _arithmetic("+", operator.add)
    __sub__, __rsub__ = _arithmetic("-", operator.sub)
    __mul__, __rmul__ = _arithmetic("*", operator.mul)
    __truediv__, __rtruediv__ = _arithmetic("/", operator.truediv)

    def __neg__(self) -> Figure:
        return _worked_out(0, self, "-", operator.sub)

    def __abs__(self) -> Figure:
        return self if self >= 0 else -self


class Wording(str, Traced):
    """A text from a workbook, with its cell; partly bold or italic where the cell is (`runs`)."""

    cells: tuple[Cell, ...]
    origin: Origin
    how: Derivation
    when: Period | None
    runs: tuple[StyledRun, ...]
    unit = "text"

    def __new__(
        cls,
        text: str,
        cells: tuple[Cell, ...] = (),
        origin: Origin = UNASKED,
        how: Derivation = READ,
        when: Period | None = None,
    ) -> Wording:
        wording = super().__new__(cls, text)
        wording.cells = cells
        wording.origin = origin
        wording.how = how
        wording.when = when
        wording.runs = text.runs if isinstance(text, StyledText) else ()
        return wording

    @property
    def value(self) -> str:  # type: ignore[override]
        return str(self)

    @property
    def printed(self) -> str:
        return str(self)

    def reworded(self, text: str, how: Derivation | None = None) -> Wording:
        return Wording(text, self.cells, self.origin, how or self.how, self.when)


def from_entry(entry: Entry[Any] | None, origin: Origin) -> Figure | Wording:
    """What a cell prints as: a number, a date or a wording; an empty wording where there is no entry."""
    if entry is None or entry.value is None:
        return Wording("", () if entry is None else (entry.cell,), origin)
    if isinstance(entry.value, Marker | Quantity):
        return Figure(**shown(entry.value), cells=(entry.cell,), origin=origin)
    if isinstance(entry.value, str):
        return Wording(entry.value, (entry.cell,), origin)
    value = entry.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        value = day(value)
    elif not isinstance(value, (Decimal, Period)):
        value = Decimal(str(value))
    unit = "date" if isinstance(value, Period) else Unit.NUMBER
    return Figure(value=value, unit=unit, cells=(entry.cell,), origin=origin)


def counted(count: int, unit: str, cells: Iterable[Cell], how: str, origin: Origin) -> Figure:
    """How many there are of what these cells hold."""
    return Figure(
        value=Decimal(count), unit=unit, cells=tuple(dict.fromkeys(cells)), how=worked_out(how), origin=origin
    )


def shown(found: Quantity | Marker) -> dict[str, Any]:
    """What a figure is of a number, or of the marker of one withheld; and how it came from its cell."""
    if isinstance(found, Marker):
        is_held_back = isinstance(found, HeldBackMarker)
        how = worked_out("held back, so that nobody can be recognised") if is_held_back else READ
        return {"value": None, "marker": marker_of(found), "counts_people": True, "how": how}
    how = worked_out(f"rounded to the nearest {found.rounded_to}") if found.rounded_to else READ
    return {
        "value": found.value, "unit": found.unit, "places": found.places, "counts_people": found.counts_people,
        "rounded_to": found.rounded_to, "how": how,
    }  # fmt: skip


def typed(value: object) -> Figure:
    """A bare number of a template as a figure. Raises decimal.InvalidOperation for what is none."""
    return Figure(value=Decimal(str(value)), origin=Origin(question=str(value)), how=TYPED)


def withheld(figure: Figure) -> NoAnswerError:
    """The refusal to work with a figure that has no value."""
    why = MARKERS.get(figure.marker, "no value")
    when = f" {'on' if figure.when.grain is Grain.DAY else 'in'} {figure.when}" if figure.when else ""
    return NoAnswerError(
        f"{figure.name} has no value{when} ({figure.marker or 'blank'}, {why}).",
        "Leave this out: nothing can be worked out from a value that is held back."
        if figure.marker in HELD_BACK
        else "Ask for a period that has one.",
        figure.origin,
    )


def unread(origin: Origin, cell: Cell) -> NoAnswerError:
    """The refusal to say what depends on a cell that could not be read."""
    return NoAnswerError(f"{origin} is not known, because {cell} could not be read.", "Put that cell right.", origin)


def _operand(value: object) -> Figure:
    if isinstance(value, Figure):
        if value.value is None:
            raise withheld(value)
        return value
    try:
        return typed(value)
    except InvalidOperation:
        raise NoAnswerError(f"{value!r} is not a number.", "Only numbers can be added or compared.") from None


def share_of(part: Figure, whole: Figure, how: str, origin: Origin) -> Figure:
    """How much of a whole a part is, worked out as `how` says."""
    share = part / whole
    places = forms.worked_out_places(share.number, Unit.SHARE)
    return Figure(
        value=share.value, unit=Unit.SHARE, cells=share.cells, places=places, how=worked_out(how), origin=origin
    )


def _worked_out(left: object, right: object, sign: str, operation: Callable[[Any, Any], Any]) -> Figure:
    a, b = _operand(left), _operand(right)
    origin = Origin(of=(a.origin, b.origin), sign=sign)
    if not isinstance(a.value, Decimal) or not isinstance(b.value, Decimal):
        raise NoAnswerError(f"{origin}: a date is not a number.", "Use .between(...) for the time between two dates.")
    if sign == "/" and not b.value:
        raise NoAnswerError(f"{origin}: nothing can be divided by 0.", "Check the figure in the workbook.")
    value, unit = operation(a.value, b.value), _unit(a, b, sign)
    cells = tuple(dict.fromkeys(a.cells + b.cells))
    when = a.when if a.when == b.when else None
    places: int | None = forms.worked_out_places(value, unit)
    if sign in "+-":
        places = forms.difference_places(a.places, b.places, value, unit)
    return Figure(
        value=value, unit=unit, cells=cells, how=worked_out(f"worked out: {origin}"), origin=origin, when=when,
        when_cells=a.when_cells if when else (), places=places,
        counts_people=a.counts_people or b.counts_people, operands=(a, b),
    )  # fmt: skip


def _unit(a: Figure, b: Figure, sign: str) -> str:
    units = [figure.unit for figure in (a, b) if figure.how.method is not Method.TYPED] or [Unit.NUMBER]
    if sign == "-" and units == [Unit.SHARE, Unit.SHARE]:
        return Unit.POINTS
    if sign == "/" and (len(units) == 2 or a.how.method is Method.TYPED):
        return Unit.NUMBER
    return next((unit for unit in units if unit != Unit.SHARE), units[0]) if sign == "*" else units[0]
