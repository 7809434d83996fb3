"""paper.xlsx with the kinds of its sources known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cyps_papers.problems import Problems, did_you_mean, error
from cyps_papers.reading import paper
from cyps_papers.reading.values import short
from cyps_papers.records import Entry, PaperRecord, SourceRecord
from cyps_papers.sources.registry import KINDS, kind_called

WORKBOOKS_FOLDER = "workbooks_folder"
NO_FOLDER = error(
    "setting",
    'there is no folder "{found}" to read workbooks from.',
    "Enter it as the address bar of its window shows it, or clear the cell.",
)
UNKNOWN_KIND = error("source-kind", '"{found}" is not a kind of source.', "{near} Use one of: {known}.")


def read_paper(folder: Path, problems: Problems) -> PaperRecord:
    """All that paper.xlsx in a meeting's folder says; without what could not be read, or is of no known kind.

    A workbook that is not in that folder may stand in the one that Details allow: given by its whole path, or from
    where the meetings' folders are.
    """
    record = paper.read_paper(folder, problems)
    known = [source for source_record in record.sources if (source := _of_known_kind(source_record, problems))]
    named = record.details.get(WORKBOOKS_FOLDER)
    if named is not None:
        allowed = folder.parent / str(named.value)
        if not allowed.is_dir():
            problems.add(NO_FOLDER, named.cell, found=short(str(named.value)))
        for number, source in enumerate(known):
            if not source.path(folder).exists() and (allowed / source.workbook.value).exists():
                known[number] = replace(source, elsewhere=allowed)
    return replace(record, sources=tuple(known))


def _of_known_kind(source: SourceRecord, problems: Problems) -> SourceRecord | None:
    written = source.kind.value
    kind = kind_called(written)
    if kind:
        return replace(source, kind=Entry(kind.name, source.kind.cell))
    names = [kind.name for kind in KINDS]
    with_a_word = [name for name in names if set(name.split()) & set(written.lower().split())]  # 'improvement plan'
    near = did_you_mean(written.lower(), names) or (f"Did you mean {with_a_word[0]}?" if with_a_word else "")
    found = {"found": short(written), "near": near, "known": ", ".join(names)}
    problems.add(UNKNOWN_KIND, source.kind.cell, **found)
    return None
