"""What templates are given: each source and the paper itself, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from cyps_papers.figures.paper import Paper
from cyps_papers.figures.series import Indicators
from cyps_papers.figures.suppression import withheld, withholds
from cyps_papers.problems import Problems
from cyps_papers.records import (
    ActionRecord,
    Entry,
    IndicatorRecord,
    LastReport,
    PaperRecord,
    SourceData,
    SourceKind,
)
from cyps_papers.sources.action_plan.matching import Match, Plans, match_plans, say_matches
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.since import PlanSince
from cyps_papers.sources.series.restated import say_restated
from cyps_papers.sources.table.figures import Table
from cyps_papers.vocabulary import Subject

MEETING_DATE = "meeting_date"
Record = TypeVar("Record")


def context(
    paper: PaperRecord,
    data: Mapping[str, SourceData],
    last: LastReport | None = None,
    problems: Problems | None = None,
) -> dict[str, Subject]:
    """The paper as `paper` and every source that was read, under the names that templates use.

    With the last report, what changed since it can be asked for; what vanished since it is said in `problems`.
    """
    plans = _of(ActionRecord, data)
    matches = match_plans(_of(ActionRecord, last.data), plans) if last else {}
    if last and problems is not None:
        if all(plans.values()):  # where a plan could not be read, that is said, and not that all of it vanished
            say_matches(matches, problems)
        say_restated(_of(IndicatorRecord, last.data), _of(IndicatorRecord, data), problems)
    carrying = {name: [one for one in records if one.came_from] for name, records in plans.items()}
    subjects: dict[str, Subject] = {"paper": Paper(paper, last)}
    for source in paper.sources:
        name = source.name.value
        if name in data:
            beside = {other: records for other, records in carrying.items() if other != name}
            subjects[name] = _subject(source.kind.value, name, paper, data[name], last, matches, beside)
    return subjects


def _subject(
    kind: SourceKind, name: str, paper: PaperRecord, data: Any, last: LastReport | None,
    matches: Mapping[str, list[Match]], beside: Plans,
) -> Subject:  # fmt: skip
    match kind:
        case SourceKind.ACTION_PLAN:
            since = PlanSince(name, matches[name], last, _meeting_date(paper), beside) if last else None
            return Plan(data, name, beside, since)
        case SourceKind.INDICATORS | SourceKind.AUDITS:
            earlier = _of(IndicatorRecord, last.data).get(name, ()) if last else None
            if withholds(paper):
                data, earlier = tuple(map(withheld, data)), earlier and tuple(map(withheld, earlier))
            return Indicators(data, name, earlier)
    return Table(data, name)


def _of(kind: type[Record], data: Mapping[str, SourceData]) -> dict[str, tuple[Record, ...]]:
    """The sources whose records are of one kind."""
    return {
        name: tuple(record for record in records if isinstance(record, kind))
        for name, records in data.items()
        if isinstance(records, tuple) and all(isinstance(record, kind) for record in records)
    }


def _meeting_date(paper: PaperRecord) -> Entry[date] | None:
    entry = paper.details.get(MEETING_DATE)
    return Entry(entry.value, entry.cell) if entry is not None and isinstance(entry.value, date) else None
