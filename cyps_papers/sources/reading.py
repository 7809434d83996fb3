"""The sources that paper.xlsx names: each found in its workbook, and read by its kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from cyps_papers.problems import Problems, did_you_mean, error
from cyps_papers.reading.paper import sheet_named
from cyps_papers.reading.table import plain_heading
from cyps_papers.reading.workbook import Sheet, Workbook, open_workbook
from cyps_papers.records import SourceData, SourceRecord, Wordings
from cyps_papers.sources.kind import Headings, Kind, Opened
from cyps_papers.sources.registry import kind_of
from cyps_papers.vocabulary import name_in_templates
from cyps_papers.words import listed

NO_SHEET = error(
    "sheet-missing",
    'there is no sheet "{sheet}". The sheets are: {found}.',
    "{near} Correct it in paper.xlsx, Sources ({cell}), or rename the sheet.",
)
SHEETS_ALIKE = error(
    "sheets-alike",
    "{found} could each be the {kind}, and none is named.",
    "Say in paper.xlsx, Sources ({cell}), under Sheet, which of them to read; or hide those that are not.",
)
UNKNOWN_FIELD = error(
    "headings-unclear", '"{found}" is not a usual heading of this kind of source.', "{near} Use one of: {known}."
)


def open_source(source: SourceRecord, folder: Path, statuses: Wordings, problems: Problems) -> Opened | None:
    """The sheet that a source stands in; None, with a problem, where it cannot be read."""
    kind = kind_of(source)
    workbook = open_workbook(source.path(folder), problems)
    own = _own_headings(source, kind, problems)
    sheet = _sheet(workbook, source, kind, own, problems) if workbook else None
    return Opened(workbook, sheet, own, statuses, source.convention) if workbook and sheet else None


def read_source(source: SourceRecord, folder: Path, statuses: Wordings, problems: Problems) -> SourceData[Any]:
    """What a source holds; nothing of it, with a problem, where it cannot be read."""
    return read_opened(source, open_source(source, folder, statuses, problems), problems)


def read_opened(source: SourceRecord, opened: Opened | None, problems: Problems) -> SourceData[Any]:
    """What a source holds in the sheet that `open_source` found; nothing of it where it found none."""
    kind = kind_of(source)
    if opened is None:
        return SourceData(kind.name, is_sound=False)
    own = Problems()
    data = kind.counting_people(kind.read(opened, own), source, own)
    problems.include(own.found)
    return replace(data, is_sound=not own.errors)


def _sheet(
    workbook: Workbook, source: SourceRecord, kind: Kind[Any], own: Headings, problems: Problems
) -> Sheet | None:
    """The sheet that is named; where none is, the one that fits the kind best, hidden ones last."""
    if source.sheet is None:
        fit = {sheet.name: (kind.fits(sheet, own), not sheet.hidden) for sheet in workbook.sheets}
        best = [name for name, fitting in fit.items() if fitting == max(fit.values())]
        if len(best) > 1 and fit[best[0]][0]:
            alike = listed([f'"{name}"' for name in best])
            where = source.workbook.cell.coordinate
            problems.add(SHEETS_ALIKE, workbook.place, found=alike, kind=kind.name, cell=where)
            return None
        return workbook.sheet(best[0])
    found = sheet_named(workbook, source.sheet.value)
    if found is None:
        near = did_you_mean(source.sheet.value, workbook.names)
        problems.add(
            NO_SHEET,
            workbook.place,
            sheet=source.sheet.value,
            found=", ".join(workbook.names),
            near=near,
            cell=source.sheet.cell.coordinate,
        )
    return found


def _own_headings(source: SourceRecord, kind: Kind[Any], problems: Problems) -> dict[str, str]:
    """The officer's headings with the names of fields: 'Responsible officer = Lead' names the field lead."""
    names = {plain_heading(usual): field.name for field in kind.fields for usual in (field.name, *field.usual)}
    own: dict[str, str] = {}
    for theirs, usual in source.headings.items():
        name = names.get(plain_heading(usual.replace("_", " "))) or names.get(usual)
        if name is None and kind.fields:
            known = dict.fromkeys(field.usual[0] for field in kind.fields)
            near = did_you_mean(usual, known)
            problems.add(UNKNOWN_FIELD, source.name.cell, found=usual, near=near, known=", ".join(known))
        else:
            own[theirs] = name or name_in_templates(usual)
    return own
