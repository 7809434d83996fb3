"""What is read in a workbook, sheet by sheet: what kind of table each is taken for, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.coordinates import column_letters, row_of
from cyps_papers.problems import Problems
from cyps_papers.reading.paper import WORKBOOK, read_paper, sheet_named
from cyps_papers.reading.table import Field, Table, find_table, fits, whole_table
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import ActionRecord, IndicatorRecord, PaperRecord, SourceData, SourceKind, SourceRecord
from cyps_papers.sources.action_plan import reading as action_plan
from cyps_papers.sources.audits import reading as audits
from cyps_papers.sources.indicators import reading as indicators
from cyps_papers.sources.reading import READERS, read_source

DEFINITIONS = "definitions of indicators"
PAPER_SHEET = "part of the paper's details"
NOTHING = "nothing that is read"
A_PERIOD = "a period"
LEAST_AUDITS = 2  # the fit of a table with a month beside something else


@dataclass(frozen=True)
class FoundColumn:
    """A column of a table: its letters, its heading, and the field or the name in templates that it is read as."""

    letters: str
    heading: str
    name: str
    is_usual: bool


@dataclass(frozen=True)
class FoundSheet:
    """A sheet: what it is taken for, the source that paper.xlsx makes of it, and what was found in it."""

    name: str
    kind: str
    source: str = ""
    is_hidden: bool = False
    heading_row: int = 0
    columns: tuple[FoundColumn, ...] = ()
    rows: int = 0
    holds: tuple[str, ...] = ()

    @property
    def keeps_others(self) -> bool:
        """Whether columns of no usual heading are kept too, under their headings' names."""
        return self.kind not in (SourceKind.INDICATORS, DEFINITIONS)


def inspect_workbook(path: Path, problems: Problems) -> tuple[FoundSheet, ...]:
    """The sheets of a workbook and what is read in them, with every problem of it.

    Where its folder holds a paper.xlsx that names it as a source, it is read as that says; else as what fits best.
    """
    workbook = open_workbook(path, problems)
    if workbook is None:
        return ()
    is_paper = path.name.lower() == WORKBOOK
    paper = read_paper(path.parent, problems if is_paper else Problems()) if _beside_paper(path) else PaperRecord()
    sources = {_sheet_of(source, workbook): source for source in paper.sources if source.workbook.value == path.name}
    return tuple(
        _of_paper(sheet) if is_paper else _inspected(workbook, sheet, sources.get(sheet.name), path, paper, problems)
        for sheet in workbook.sheets
    )


def _beside_paper(path: Path) -> bool:
    return (path.parent / WORKBOOK).is_file()


def _sheet_of(source: SourceRecord, workbook: Workbook) -> str:
    found = sheet_named(workbook, source.sheet.value) if source.sheet else None
    if found is None:
        fit = READERS[source.kind.value].fits
        found = max(workbook.sheets, key=lambda sheet: (fit(sheet, source.headings), not sheet.hidden))
    return found.name


def _of_paper(sheet: Sheet) -> FoundSheet:
    table = whole_table(sheet, Problems())
    return _found(sheet, PAPER_SHEET if table else NOTHING, table)


def _inspected(
    workbook: Workbook, sheet: Sheet, source: SourceRecord | None, path: Path, paper: PaperRecord, problems: Problems
) -> FoundSheet:
    if source is not None:
        data = read_source(source, path.parent, paper.statuses, problems)
        table = _table(sheet, source.kind.value, source.headings)
        return _found(sheet, str(source.kind.value), table, source.name.value, _holds(data))
    kind = _best_kind(sheet)
    if kind is None:
        is_definitions = fits(sheet, indicators.DEFINITIONS, {}) > 2
        table = find_table(sheet, indicators.DEFINITIONS, Problems()) if is_definitions else None
        table = table or whole_table(sheet, Problems())
        return _found(sheet, DEFINITIONS if is_definitions else "table" if table else NOTHING, table)
    data = READERS[kind].read(workbook, sheet, {}, {}, problems)
    return _found(sheet, str(kind), _table(sheet, kind, {}), holds=_holds(data))


def _best_kind(sheet: Sheet) -> SourceKind | None:
    kinds = (SourceKind.ACTION_PLAN, SourceKind.INDICATORS, SourceKind.AUDITS)
    fit = {kind: READERS[kind].fits(sheet, {}) for kind in kinds}
    best = max(kinds, key=lambda kind: fit[kind])
    return best if fit[best] >= LEAST_AUDITS else None


def _table(sheet: Sheet, kind: SourceKind, own: Mapping[str, str]) -> Table | None:
    if kind is SourceKind.TABLE:
        return whole_table(sheet, Problems())
    if kind is SourceKind.INDICATORS and not fits(sheet, indicators.LONG, own):
        return find_table(sheet, indicators.WIDE, Problems(), own, indicators.is_period)
    fields: Mapping[SourceKind, Sequence[Field]] = {
        SourceKind.ACTION_PLAN: action_plan.FIELDS,
        SourceKind.INDICATORS: indicators.LONG,
        SourceKind.AUDITS: audits.FIELDS,
    }
    return find_table(sheet, fields[kind], Problems(), own)


def _found(sheet: Sheet, kind: str, table: Table | None, source: str = "", holds: tuple[str, ...] = ()) -> FoundSheet:
    if table is None:
        return FoundSheet(sheet.name, kind, source, sheet.hidden, holds=holds)
    columns = tuple(_columns(kind, table))
    row = max((row_of(heading.content.coordinate) for heading in table.headings.values()), default=0)
    return FoundSheet(sheet.name, kind, source, sheet.hidden, row, columns, len(table.rows), holds)


def _columns(kind: str, table: Table) -> Iterator[FoundColumn]:
    usual = {column: name for name, column in table.columns.items()}
    others = {column: name for name, column in table.others.items()}
    for column, heading in table.headings.items():
        is_across = kind == SourceKind.INDICATORS and column not in usual and indicators.is_period(heading)
        name = A_PERIOD if is_across else usual.get(column, others.get(column, ""))
        yield FoundColumn(
            column_letters(column), " ".join(heading.text.split()), name, is_usual=is_across or column in usual
        )


def _holds(data: SourceData) -> tuple[str, ...]:
    """What the records amount to: how many actions, or each indicator with its periods."""
    if not isinstance(data, tuple):
        return (f"{len(data.rows)} rows",)
    actions = [record for record in data if isinstance(record, ActionRecord)]
    if actions:
        areas = {action.area.value for action in actions if action.area}
        return (f"{len(actions)} actions" + (f" in {len(areas)} areas" if areas else ""),)
    return tuple(_observed(record) for record in data if isinstance(record, IndicatorRecord))


def _observed(record: IndicatorRecord) -> str:
    periods = sorted(one.period.value for one in record.observations)
    if not periods:
        return f"{record.code}: no value" + (", a target" if record.target else "")
    span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    return f"{record.code}: {len(periods)} value{'s' if len(periods) > 1 else ''}, {span}"
