"""What templates are given: each source and the paper itself, under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cyps_papers.figures.paper import Paper
from cyps_papers.figures.plan import Plan
from cyps_papers.figures.series import Indicators
from cyps_papers.figures.table import Table
from cyps_papers.records import PaperRecord, SourceData, SourceKind
from cyps_papers.vocabulary import Subject

SUBJECTS: dict[SourceKind, Callable[[Any, str], Subject]] = {
    SourceKind.ACTION_PLAN: Plan,
    SourceKind.INDICATORS: Indicators,
    SourceKind.AUDITS: Indicators,
    SourceKind.TABLE: Table,
}


def context(paper: PaperRecord, data: Mapping[str, SourceData]) -> dict[str, Subject]:
    """The paper as `paper` and every source that was read, under the names that templates use."""
    subjects: dict[str, Subject] = {"paper": Paper(paper)}
    for source in paper.sources:
        name = source.name.value
        if name in data:
            subjects[name] = SUBJECTS[source.kind.value](data[name], name)
    return subjects
