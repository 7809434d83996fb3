"""What a workbook says of its indicators: their names in templates, units, directions and targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cyps_papers.problems import Problems, error
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.table import TableRow, TableSchema, find_table
from cyps_papers.reading.values import number_in, short, yes_or_no
from cyps_papers.reading.workbook import Sheet, Workbook
from cyps_papers.records import Direction, Entry, IndicatorRecord, Quantity, Unit
from cyps_papers.sources.money import money_unit_in
from cyps_papers.sources.series.observations import Gathering, in_unit, usual_unit, value_in
from cyps_papers.vocabulary import name_in_templates

SAME_INDICATOR = error(
    "indicator-twice",
    "the indicator {code} appears twice: also at {first}.",
    "Give each indicator a name of its own in templates.",
)
UNKNOWN_DIRECTION = error(
    "direction-unknown",
    '"{found}" is not a known direction.',
    "Enter one of: lower is better, higher is better, a band, neither.",
)

NAME, *ABOUT = fields_in(Path(__file__).with_name("definitions.toml"))
DEFINITIONS = TableSchema((NAME, *ABOUT))
DEFINITION_SHEETS = ("indicators", "definitions", "indicator definitions")
_DIRECTIONS = {
    Direction.LOWER: ("lower is better", "lower", "low", "down", "decrease", "reduce", "smaller is better"),
    Direction.HIGHER: ("higher is better", "higher", "high", "up", "increase", "bigger is better"),
    Direction.BAND: ("a band", "band", "range", "within a band", "within range"),
    Direction.NEITHER: ("neither", "-", "none", "n/a", "context", "no direction", "not applicable"),
}
_UNITS: Mapping[str, Unit] = {"pp": Unit.POINTS, "% points": Unit.POINTS, "percentage point": Unit.POINTS}
_MONEY_WORDS = r"£ ?['’]?(?:000s?|k|m|thousands?|millions?)?"
_SHARE_WORDS = r"(?:percent(?:age)?|per cent|pct|%)(?: ?[(\[]?%[)\]]?)?(?: of\b.*)?"  # 'Percentage (%)', '% of cases'


def read_definitions(sheet: Sheet, problems: Problems) -> dict[str, Gathering]:
    """The indicators that a sheet defines, by code, in its order."""
    table = find_table(sheet, DEFINITIONS, problems)
    defined: dict[str, Gathering] = {}
    for row in table.rows if table else ():
        _define(row, defined)
    return defined


def definitions_sheet(workbook: Workbook, sheet: Sheet) -> Sheet | None:
    names = [name for name in workbook.names if name.strip().lower() in DEFINITION_SHEETS and name != sheet.name]
    return workbook.sheet(names[0]) if names else None


def _define(row: TableRow, defined: dict[str, Gathering]) -> None:
    name = row.text("name")
    code = row.text("code")
    if not name:
        return
    gathering = gathering_of(name, code or name, row)
    before = defined.setdefault(gathering.record.code, gathering)
    if before is not gathering:
        there = before.record.name.cell.coordinate
        row.table.problems.add(SAME_INDICATOR, (code or name).cell, code=gathering.record.code, first=there)


def gathering_of(name: Entry[str], code: Entry[str], row: TableRow) -> Gathering:
    unit, part_of = unit_in(row), row.text("part_of")
    target = _target(row, unit)
    record = IndicatorRecord(
        name_in_templates(code.value),
        name,
        direction=_direction(row),
        target=target,
        definition=row.text("definition"),
        other_names=row.text("other_names"),
        part_of=part_of and Entry(name_in_templates(part_of.value), part_of.cell),
        key=yes_or_no(row, "key") is True,
    )
    said = yes_or_no(row, "counts_people")
    if said is None and row.content("counts_people"):
        said = True  # until what stands there is put right: harm first
    asked = row.cell("counts_people") if "counts_people" in row.table.columns else None
    return Gathering(record, unit, counts_people=said, asked=asked)


def unit_in(row: TableRow) -> str | None:
    """A row's unit: one of the usual ones, or the officer's own word."""
    found = row.text("unit")
    return _unit(found.value) if found else None


def _unit(text: str) -> str:
    lower = text.lower()
    if lower in ("no", "no.", "number", "count", "-"):
        return Unit.NUMBER
    if re.fullmatch(_SHARE_WORDS, lower):
        return Unit.SHARE
    if re.fullmatch(_MONEY_WORDS, lower):
        return money_unit_in(lower)
    return _UNITS.get(lower) or next((unit for unit in Unit if unit == lower), text)


def _direction(row: TableRow) -> Direction:
    found = row.text("direction")
    if not found:
        return Direction.NEITHER
    for direction, words in _DIRECTIONS.items():
        if found.value.lower() in words:
            return direction
    row.table.problems.add(UNKNOWN_DIRECTION, found.cell, found=short(found.value))
    return Direction.NEITHER


def _target(row: TableRow, unit: str | None) -> Entry[Quantity] | None:
    """The target and what it is counted in, where that is not the indicator's unit: '45 working days'."""
    found, told = row.calculated("target"), row.text("target_unit")
    target_unit = _unit(told.value) if told else ""
    if found is None or found.text.lower() in ("-", "–", "n/a", "none", "tbc"):
        return None
    words = re.fullmatch(r"([\d.,]+%?) +([A-Za-z ]+)", found.text)
    typed = number_in(words[1]) if words else value_in(found, row.cell("target"), row.table.problems)
    if not isinstance(typed, Quantity):
        return None
    target_unit = target_unit or (_unit(words[2]) if words else "")
    counted_in = target_unit or unit or usual_unit([typed])
    value = in_unit(typed, counted_in, row.cell("target"), row.table.problems)
    return Entry(Quantity(value, target_unit), row.cell("target"))
