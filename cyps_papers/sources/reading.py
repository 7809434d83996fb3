"""The sources that paper.xlsx names: each read by the reader for its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.problems import Problems, did_you_mean, error
from cyps_papers.reading.paper import sheet_named
from cyps_papers.reading.table import Field, fits, plain_heading
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import SourceData, SourceKind, SourceRecord, Status, TableRecord
from cyps_papers.sources.action_plan import reading as action_plan
from cyps_papers.sources.audits import reading as audits
from cyps_papers.sources.indicators import reading as indicators
from cyps_papers.sources.table.reading import read_table
from cyps_papers.vocabulary import name_in_templates

NO_SHEET = error(
    "sheet-missing",
    'there is no sheet "{sheet}". The sheets are: {found}.',
    "{near}Correct it in paper.xlsx, Sources ({cell}), or rename the sheet.",
)
UNKNOWN_FIELD = error(
    "headings-unclear",
    '"{found}" is not a usual heading of this kind of source.',
    "{near}Use one of: {known}.",
)

Statuses = Mapping[str, Status]
Headings = Mapping[str, str]


@dataclass(frozen=True)
class Reader:
    """How a kind of source is read: how well a sheet fits it, what it reads, and the fields that headings can name.

    A reader without fields takes any name for a heading.
    """

    fits: Callable[[Sheet, Headings], int]
    read: Callable[[Workbook, Sheet, Headings, Statuses, Problems], SourceData]
    fields: tuple[Field, ...] = ()
    nothing: SourceData = ()


READERS: Mapping[SourceKind, Reader] = {
    SourceKind.ACTION_PLAN: Reader(
        lambda sheet, own: fits(sheet, action_plan.FIELDS, own),
        lambda _, sheet, own, statuses, problems: action_plan.read_actions(sheet, own, statuses, problems),
        action_plan.FIELDS,
    ),
    SourceKind.INDICATORS: Reader(
        indicators.fits_indicators,
        lambda book, sheet, own, _, problems: indicators.read_indicators(book, sheet, own, problems),
        (*indicators.LONG, *indicators.WIDE),
    ),
    SourceKind.AUDITS: Reader(
        audits.fits_audits,
        lambda book, sheet, own, _, problems: audits.read_audits(book, sheet, own, problems),
    ),
    SourceKind.TABLE: Reader(
        lambda sheet, _: len(sheet.rows),
        lambda _, sheet, own, __, problems: read_table(sheet, own, problems),
        nothing=TableRecord({}, ()),
    ),
}


@dataclass(frozen=True)
class Opened:
    """A source's workbook and sheet, and the officer's own headings in it with the fields that they name."""

    workbook: Workbook
    sheet: Sheet
    own: Headings


def open_source(source: SourceRecord, folder: Path, problems: Problems) -> Opened | None:
    """The sheet that a source stands in; None, with a problem, where it cannot be read."""
    reader = READERS[source.kind.value]
    workbook = open_workbook(folder / source.workbook.value, problems)
    own = _own_headings(source, reader, problems)
    sheet = _sheet(workbook, source, reader, own, problems) if workbook else None
    return Opened(workbook, sheet, own) if workbook and sheet else None


def read_source(source: SourceRecord, folder: Path, statuses: Statuses, problems: Problems) -> SourceData:
    """What a source holds, as records of its kind; nothing of it, with a problem, where it cannot be read."""
    return read_opened(source, open_source(source, folder, problems), statuses, problems)


def read_opened(source: SourceRecord, opened: Opened | None, statuses: Statuses, problems: Problems) -> SourceData:
    """What a source holds in the sheet that `open_source` found; nothing of it where it found none."""
    reader = READERS[source.kind.value]
    if opened is None:
        return reader.nothing
    return reader.read(opened.workbook, opened.sheet, opened.own, statuses, problems)


def _sheet(workbook: Workbook, source: SourceRecord, reader: Reader, own: Headings, problems: Problems) -> Sheet | None:
    """The sheet that is named; where none is, the one that fits the kind best, hidden ones last."""
    if source.sheet is None:
        return max(workbook.sheets, key=lambda sheet: (reader.fits(sheet, own), not sheet.hidden))
    found = sheet_named(workbook, source.sheet.value)
    if found is None:
        near = did_you_mean(source.sheet.value, workbook.names)
        problems.add(
            NO_SHEET,
            workbook.place,
            sheet=source.sheet.value,
            found=", ".join(workbook.names),
            near=f"{near} " if near else "",
            cell=source.sheet.cell.coordinate,
        )
    return found


def _own_headings(source: SourceRecord, reader: Reader, problems: Problems) -> dict[str, str]:
    """The officer's headings with the names of fields: 'Responsible officer = Lead' names the field lead."""
    names = {plain_heading(usual): one.name for one in reader.fields for usual in (one.name, *one.usual)}
    own: dict[str, str] = {}
    for theirs, usual in source.headings.items():
        name = names.get(plain_heading(usual.replace("_", " "))) or names.get(usual)
        if name is None and reader.fields:
            known = dict.fromkeys(one.usual[0] for one in reader.fields)
            near = did_you_mean(usual, known)
            near = f"{near} " if near else ""
            problems.add(UNKNOWN_FIELD, source.name.cell, found=usual, near=near, known=", ".join(known))
        else:
            own[theirs] = name or name_in_templates(usual)
    return own
