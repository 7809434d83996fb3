"""What the paper of the meeting before printed of people, as its build says, or else as its workbooks may have it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from cyps_papers.disclosure.printed import CountPrinted, EarlierPaper
from cyps_papers.disclosure.withheld import MARKER
from cyps_papers.meetings.folders import MANIFEST, NO_MANIFEST, OUTPUT, MeetingFolder
from cyps_papers.origin import Origin
from cyps_papers.records import IndicatorRecord, LastReport, Unit


def earlier_paper(folder: MeetingFolder, last: LastReport | None) -> EarlierPaper | None:
    """The paper of the last meeting that a folder names; None where it names none."""
    if last is None:
        return None
    path = folder.root / OUTPUT / last.meeting / MANIFEST
    try:
        return EarlierPaper(last.meeting, tuple(counts_in(json.loads(path.read_bytes())["figures"])))
    except NO_MANIFEST:
        return EarlierPaper(last.meeting, tuple(_in_workbooks(last)), is_lost=True)


def counts_in(figures: Iterable[Mapping[str, Any]]) -> Iterator[CountPrinted]:
    """The counts, of people or not, that figures of a manifest are."""
    return (one for figure in figures if (one := _count(figure)) is not None)


def _count(figure: Mapping[str, Any]) -> CountPrinted | None:
    """The observation that a figure of a manifest is; None where it is a change, a share, rounded or anything else."""
    origin, when = figure["origin"], figure["when"]
    is_observed = set(origin) <= {"source", "subject", "question", "arguments"} and "subject" in origin
    if not is_observed or not when or figure.get("rounded_to") or figure["unit"] in (Unit.SHARE, Unit.POINTS, "date"):
        return None
    of = Origin(origin["source"], origin["subject"])
    if figure["value"] is None:
        return CountPrinted(of, when, None) if figure["printed"] == MARKER else None
    try:
        value = Decimal(figure["value"])
    except InvalidOperation:
        return None
    return CountPrinted(of, when, int(value)) if value % 1 == 0 else None


def _in_workbooks(last: LastReport) -> Iterator[CountPrinted]:
    for source, data in last.data.items():
        for record in data.records:
            for observation in record.observations if isinstance(record, IndicatorRecord) else ():
                value = observation.number
                if value is not None and value % 1 == 0:
                    yield CountPrinted(Origin(source, record.code), str(observation.period.value), int(value))
