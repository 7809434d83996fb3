"""Indicators: long (one observation a row) or wide (one indicator a row, periods across), with their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cyps_papers.periods import Period, parse
from cyps_papers.problems import Problems, did_you_mean, error, warning
from cyps_papers.reading.contents import plain_number
from cyps_papers.reading.table import Field, Heading, Row, Table, find_table, fits
from cyps_papers.reading.values import Number, number, number_in, short, yes_or_no
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import Cell, Direction, Entry, IndicatorRecord, ObservationRecord, Unit
from cyps_papers.vocabulary import name_in_templates

UNKNOWN_INDICATOR = error(
    "indicator-unknown",
    'the indicator "{found}" is not in the sheet {definitions}.',
    "{near}Correct it, or add the indicator to that sheet.",
)
NO_INDICATOR = error("indicator-missing", "the value has no indicator.", "Enter the indicator's name beside it.")
SAME_INDICATOR = error(
    "indicator-twice",
    "the indicator {code} stands twice: also at {first}.",
    "Give each indicator a name of its own in templates.",
)
NOT_A_PERIOD = error(
    "period-unknown",
    '"{found}" is not a date or period that is known.',
    "Enter it as, for example, 13/10/2014, Oct 2014, Q3 2014/15 or 2014/15.",
)
NO_PERIOD = error("period-missing", "the value has no date or period.", "Enter one, for example Oct 2014.")
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
UNKNOWN_DIRECTION = error(
    "direction-unknown",
    '"{found}" is not a direction that is known.',
    "Enter one of: lower is better, higher is better, a band, neither.",
)
UNKNOWN_KIND = error("kind-unknown", '"{found}" is neither actual nor forecast.', "Enter actual or forecast.")

_NAME = Field(
    "name",
    (
        "Indicator",
        "Indicator name",
        "Name",
        "Measure",
        "KPI",
        "Performance indicator",
        "Title",
        "Description",
        "Metric",
    ),
    required=True,
)
_ABOUT = (
    Field(
        "code", ("Name in templates", "Code", "Indicator code", "Measure code", "Short name", "KPI ref", "Ref", "ID")
    ),
    Field("unit", ("Unit", "Units", "Unit of measure", "Measured in", "Format")),
    Field("direction", ("Direction", "Polarity", "Good performance is", "Good is", "Better is", "Direction of travel")),
    Field("target", ("Target", "Standard", "Threshold", "Ceiling")),
    Field("target_unit", ("Target unit", "Unit of target")),
    Field("definition", ("Definition", "What it measures", "Meaning")),
    Field("counts_people", ("Counts people", "Counts of people", "Counts children", "People")),
    Field("key", ("Key", "Key indicator", "Key table")),
)
DEFINITIONS = (_NAME, *_ABOUT)
NOTE = Field("note", ("Note", "Notes", "Comment", "Comments", "Commentary", "Remarks"))
WIDE = (_NAME, *_ABOUT, NOTE)
PERIOD = Field(
    "period",
    (
        *("Period", "Date", "Month", "Quarter", "As at", "Reporting period", "Time period", "Year", "Week ending"),
        *("Month ending", "Quarter ending", "When"),
    ),
    required=True,
)
LONG = (
    Field("indicator", ("Indicator", "Code", "Indicator code", *_NAME.usual[1:], "Name in templates"), required=True),
    PERIOD,
    Field(
        "value", ("Value", "Actual", "Result", "Figure", "Outturn", "Performance", "Percent", "Count"), required=True
    ),
    Field("kind", ("Kind", "Type", "Actual or forecast", "Actual / forecast", "Status")),
    Field("unit", ("Unit", "Units")),
    NOTE,
)
DEFINITION_SHEETS = ("indicators", "definitions", "indicator definitions")
_DIRECTIONS = {
    Direction.LOWER: ("lower is better", "lower", "low", "down", "decrease", "reduce", "smaller is better"),
    Direction.HIGHER: ("higher is better", "higher", "high", "up", "increase", "bigger is better"),
    Direction.BAND: ("a band", "band", "range", "within a band", "within range"),
    Direction.NEITHER: ("neither", "-", "none", "n/a", "context", "no direction", "not applicable"),
}
_UNITS: Mapping[str, Unit] = {
    "percent": Unit.SHARE,
    "per cent": Unit.SHARE,
    "percentage": Unit.SHARE,
    "pp": Unit.POINTS,
}
_FORECASTS = ("forecast", "projected", "projection", "estimate", "f", "plan", "planned")
_ACTUALS = ("actual", "a", "outturn", "final", "provisional", "-")


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


def read_indicators(
    workbook: Workbook, sheet: Sheet, own: Mapping[str, str], problems: Problems
) -> tuple[IndicatorRecord, ...]:
    """The indicators in a sheet, long or wide, defined there or in the same workbook's sheet Indicators."""
    definitions = _definitions_sheet(workbook, sheet)
    defined = read_definitions(definitions, problems) if definitions else {}
    if not fits(sheet, LONG, own) and fits_wide(sheet, own):
        _read_wide(sheet, own, defined, problems)
    else:
        _read_long(sheet, own, defined, definitions, problems)
    return finished(defined.values(), problems)


def fits_indicators(sheet: Sheet, own: Mapping[str, str]) -> int:
    """How well a sheet fits a table of indicators, long or wide."""
    return fits(sheet, LONG, own) or fits_wide(sheet, own)


def fits_wide(sheet: Sheet, own: Mapping[str, str]) -> int:
    """How well a sheet fits a wide table; 0 if no heading is a period."""
    fit = fits(sheet, WIDE, own, is_period)
    return fit if fit > fits(sheet, WIDE, own) else 0


def is_period(heading: Heading) -> bool:
    """Whether a heading is a period."""
    return heading_period(heading) is not None


def heading_period(heading: Heading) -> Period | None:
    """The period that a heading names: a date, or text of which the lower part may be enough."""
    if heading.content.period:
        return heading.content.period
    if len(heading.texts) == 1 and isinstance(heading.content.value, Decimal):
        return parse(heading.content.value)
    return next(filter(None, (parse(_without_kind(text)) for text in (heading.text, heading.texts[-1]))), None)


def definitions_of(workbook: Workbook, sheet: Sheet, problems: Problems) -> dict[str, Gathering]:
    """What another sheet of the workbook says of its indicators, by code; empty if no sheet does."""
    found = _definitions_sheet(workbook, sheet)
    return read_definitions(found, problems) if found else {}


def read_definitions(sheet: Sheet, problems: Problems) -> dict[str, Gathering]:
    """The indicators that a sheet defines, by code, in its order."""
    table = find_table(sheet, DEFINITIONS, problems)
    defined: dict[str, Gathering] = {}
    for row in table.rows if table else ():
        _define(row, defined)
    return defined


def period_of(row: Row) -> Entry[Period] | None:
    """A row's period; one that is not understood is a problem and None."""
    found = row.calculated("period")
    if found is None:
        return None
    period = found.period or parse(found.value if isinstance(found.value, Decimal) else found.text)
    if period is None:
        row.table.problems.add(NOT_A_PERIOD, row.cell("period"), found=short(found.text))
        return None
    return Entry(period, row.cell("period"))


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
        value = _in_unit(one.number, unit, one.cell, problems)
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


def _in_unit(typed: Number, unit: str, cell: Cell, problems: Problems) -> Decimal | None:
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


def _definitions_sheet(workbook: Workbook, sheet: Sheet) -> Sheet | None:
    names = [name for name in workbook.names if name.strip().lower() in DEFINITION_SHEETS and name != sheet.name]
    return workbook.sheet(names[0]) if names else None


def _define(row: Row, defined: dict[str, Gathering]) -> None:
    name = row.text("name")
    code = row.text("code")
    if not name:
        return
    gathering = _gathering(name, code or name, row)
    before = defined.setdefault(gathering.record.code, gathering)
    if before is not gathering:
        there = before.record.name.cell.coordinate
        row.table.problems.add(SAME_INDICATOR, (code or name).cell, code=gathering.record.code, first=there)


def _gathering(name: Entry[str], code: Entry[str], row: Row) -> Gathering:
    unit = unit_in(row)
    target, target_unit = _target(row, unit)
    record = IndicatorRecord(
        name_in_templates(code.value),
        name,
        direction=_direction(row),
        target=target,
        target_unit=target_unit,
        definition=row.text("definition"),
        counts_people=yes_or_no(row, "counts_people"),
        key=yes_or_no(row, "key"),
    )
    return Gathering(record, unit)


def unit_in(row: Row) -> str | None:
    """A row's unit: one of the usual ones, or the officer's own word."""
    found = row.text("unit")
    return _unit(found.value) if found else None


def _unit(text: str) -> str:
    lower = text.lower()
    if lower in ("no", "no.", "number", "count", "-"):
        return Unit.NUMBER
    return _UNITS.get(lower) or next((unit for unit in Unit if unit == lower), text)


def _direction(row: Row) -> Direction:
    found = row.text("direction")
    if not found:
        return Direction.NEITHER
    for direction, words in _DIRECTIONS.items():
        if found.value.lower() in words:
            return direction
    row.table.problems.add(UNKNOWN_DIRECTION, found.cell, found=short(found.value))
    return Direction.NEITHER


def _target(row: Row, unit: str | None) -> tuple[Entry[Decimal] | None, str]:
    """The target and what it is counted in, where that is not the indicator's unit: '45 working days'."""
    found, told = row.calculated("target"), row.text("target_unit")
    target_unit = _unit(told.value) if told else ""
    if found is None or found.text.lower() in ("-", "–", "n/a", "none", "tbc"):
        return None, target_unit
    words = re.fullmatch(r"([\d.,]+%?) +([A-Za-z ]+)", found.text)
    typed = number_in(words[1]) if words else number(found, row.cell("target"), row.table.problems)
    if typed is None or typed.value is None:
        return None, target_unit
    target_unit = target_unit or (_unit(words[2]) if words else "")
    value = _in_unit(typed, target_unit or unit or _unit_of(typed), row.cell("target"), row.table.problems)
    return (None if value is None else Entry(value, row.cell("target"))), "" if target_unit == unit else target_unit


def _unit_of(typed: Number) -> str:
    return Unit.SHARE if typed.is_share else Unit.NUMBER


def _read_long(
    sheet: Sheet,
    own: Mapping[str, str],
    gathered: dict[str, Gathering],
    definitions: Sheet | None,
    problems: Problems,
) -> None:
    table = find_table(sheet, LONG, problems, own)
    indicator, section = None, None
    for row in table.rows if table else ():
        if row.section is not section:
            section, indicator = row.section, row.section_text
        indicator = row.text("indicator") or indicator  # a group's label may stand on its first row only
        observed = _observed(row)
        if observed and indicator is None:
            problems.add(NO_INDICATOR, row.cell("indicator"))
        elif indicator:
            gathering = _gathering_for(indicator, row, gathered, definitions)
            if gathering and row.content("value"):
                gathering.take(observed, row.cell("value"))


def _observed(row: Row) -> Observed | None:
    """What a row observed; None where its value is still blank, or could not be read."""
    found, cell = row.content("value"), row.cell("value")
    period = period_of(row)
    if found is None:
        return None
    if not row.content("period"):
        row.table.problems.add(NO_PERIOD, row.cell("period"))
    typed = number(found, cell, row.table.problems)
    return Observed(period, typed, cell, _is_forecast(row), row.text("note")) if period and typed else None


def _is_forecast(row: Row) -> bool:
    found = row.text("kind")
    kind = found.value.lower() if found else "actual"
    if found and kind not in (*_FORECASTS, *_ACTUALS):
        row.table.problems.add(UNKNOWN_KIND, found.cell, found=short(found.value))
    return kind in _FORECASTS


def _gathering_for(
    indicator: Entry[str], row: Row, gathered: dict[str, Gathering], definitions: Sheet | None
) -> Gathering | None:
    """The indicator of this code or name; an unknown one is a problem where a sheet defines them, else a new one."""
    code = name_in_templates(indicator.value)
    by_name = (one for one in gathered.values() if one.record.name.value.lower() == indicator.value.lower())
    found = gathered.get(code) or next(by_name, None)
    if found is None and definitions is None and code:
        found = gathered[code] = Gathering(IndicatorRecord(code, indicator), unit_in(row))
    if found is None and definitions:
        near = did_you_mean(indicator.value, [*gathered, *(one.record.name.value for one in gathered.values())])
        row.table.problems.add(
            UNKNOWN_INDICATOR,
            indicator.cell,
            found=short(indicator.value),
            definitions=definitions.name,
            near=f"{near} " if near else "",
        )
    return found


def _read_wide(sheet: Sheet, own: Mapping[str, str], gathered: dict[str, Gathering], problems: Problems) -> None:
    table = find_table(sheet, WIDE, problems, own, is_period)
    if table is None:
        return
    periods = dict(_periods_across(table))
    for row in table.rows:
        _read_across(row, periods, gathered)


def _periods_across(table: Table) -> Iterator[tuple[int, Entry[Period]]]:
    known = set(table.columns.values())
    for column, heading in table.headings.items():
        period = heading_period(heading) if column not in known else None
        if period:
            coordinate = heading.content.coordinate
            yield column, Entry(period, Cell(table.sheet.workbook, table.sheet.name, coordinate))


def _read_across(row: Row, periods: Mapping[int, Entry[Period]], gathered: dict[str, Gathering]) -> None:
    name = row.text("name")
    if not name:
        return
    code = row.text("code") or name
    gathering = gathered.get(name_in_templates(code.value)) or _gathering(name, code, row)
    if gathering.observed:
        there = gathering.record.name.cell.coordinate
        row.table.problems.add(SAME_INDICATOR, code.cell, code=gathering.record.code, first=there)
        return
    gathered[gathering.record.code] = gathering
    for column, period in periods.items():
        found, cell = row.at(column), row.cell_at(column)
        if found:
            typed, heading = number(found, cell, row.table.problems), row.table.headings[column].text
            is_forecast = _without_kind(heading) != heading
            gathering.take(Observed(period, typed, cell, is_forecast) if typed else None, cell)


def _without_kind(heading: str) -> str:
    """A period's heading without 'forecast' or 'projected'."""
    return re.sub(r"\(?\b(forecast|projected|projection)\b\)?:?", "", heading, flags=re.IGNORECASE).strip()
