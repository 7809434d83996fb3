"""The meeting before, named in Details: what its report was made from, so that what changed since can be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from cyps_papers.meetings.folders import MeetingFolder, meetings_in
from cyps_papers.periods import parse
from cyps_papers.problems import Problems, error, warning
from cyps_papers.records import Cell, LastReport, PaperRecord
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import read_source
from cyps_papers.words import count

PREVIOUS_MEETING = "previous_meeting"
NO_PREVIOUS = error(
    "no-previous-meeting",
    'there is no meeting folder "{found}" beside this one.',
    "Enter the previous meeting's folder as it is called: {known}; or leave it blank.",
)
NOT_KEPT = warning(
    "previous-meeting-unsound",
    "the workbook {workbook} of the previous meeting {meeting} is not in that meeting's folder, and may have changed "
    "since, so nothing was compared with it.",
    "Put a copy of it as it stood then into {meeting}.",
)
PREVIOUS_UNSOUND = warning(
    "previous-meeting-unsound",
    "the previous meeting's folder {meeting} has {count} of its own, so what changed since then may be wrong.",
    "Run {check} to see what is wrong in it.",
)


def in_series(inputs: Path) -> list[list[str]]:
    """The meetings, those in order together that follow on one another: what one printed, the next is held against."""
    series: dict[str, list[str]] = {}
    for meeting in meetings_in(inputs):
        earlier = _previous_meeting(read_paper(inputs / meeting, Problems()), MeetingFolder(inputs / meeting))
        series[meeting] = series.get(earlier, []) if earlier else []
        series[meeting].append(meeting)
    return [meetings for meeting, meetings in series.items() if meetings[0] == meeting]


def _previous_meeting(paper: PaperRecord, folder: MeetingFolder) -> str | None:
    """The folder of the previous meeting that Details name; None where they name none that is there."""
    named, there = paper.details.get(PREVIOUS_MEETING), _beside(folder)
    return next((name for name in _names(named.value) if name in there), None) if named else None


def _beside(folder: MeetingFolder) -> list[str]:
    return [name for name in meetings_in(folder.path.parent) if name != folder.name]


def read_last_report(paper: PaperRecord, folder: MeetingFolder, problems: Problems) -> LastReport | None:
    """What the previous meeting's report was made from; None where Details name none, or it cannot be found."""
    named = paper.details.get(PREVIOUS_MEETING)
    if named is None or not str(named.value).strip():
        return None
    meeting = _previous_meeting(paper, folder)
    if meeting is None:
        known = ", ".join(_beside(folder)) or "there is none yet"
        problems.add(NO_PREVIOUS, named.cell, found=named.value, known=known)
        return None
    own = Problems()
    earlier = folder.path.parent / meeting
    record = read_paper(earlier, own)
    for workbook in dict.fromkeys(source.workbook.value for source in record.sources if source.elsewhere):
        problems.add(NOT_KEPT, named.cell, workbook=workbook, meeting=meeting)
    kept = [source for source in record.sources if not source.elsewhere]
    data = {source.name.value: read_source(source, earlier, record.statuses, own) for source in kept}
    if own.errors:
        errors, check = count(len(own.errors), "error"), MeetingFolder(earlier).command("check")
        problems.add(PREVIOUS_UNSOUND, named.cell, meeting=meeting, count=errors, check=check)
    last: LastReport = _placed(LastReport(meeting, record.meeting, data), meeting)
    return last


def _names(found: object) -> list[str]:
    """What the folder may be called: Excel takes 2015-03 for March 2015 and keeps a date."""
    text = str(found).strip().strip("/\\").removeprefix("inputs/")
    period = parse(found)
    return [text, f"{period.start:%Y-%m}", f"{period.start:%Y-%m-%d}"] if period else [text]


def _placed(record: Any, meeting: str) -> Any:
    """A record with each of its cells in the meeting's folder: '2015-03/kpis.xlsx'."""
    if isinstance(record, Cell):
        return replace(record, workbook=f"{meeting}/{record.workbook}")
    if isinstance(record, tuple):
        return tuple(_placed(one, meeting) for one in record) if type(record) is tuple else record
    if isinstance(record, Mapping):
        return {name: _placed(one, meeting) for name, one in record.items()}
    if is_dataclass(record) and not isinstance(record, type):
        changed = {part.name: _placed(getattr(record, part.name), meeting) for part in fields(record)}
        return replace(record, **changed)
    return record
