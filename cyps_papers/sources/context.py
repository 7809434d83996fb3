"""What templates are given: each source and the paper itself, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cyps_papers.figures.paper import Paper
from cyps_papers.figures.source import note_taken
from cyps_papers.problems import Problems
from cyps_papers.records import LastReport, PaperRecord, SourceData
from cyps_papers.sources.kind import Reporting
from cyps_papers.sources.registry import KINDS, kind_of
from cyps_papers.vocabulary import Subject


def context(
    paper: PaperRecord,
    data: Mapping[str, SourceData[Any]],
    last: LastReport | None = None,
    problems: Problems | None = None,
) -> dict[str, Subject]:
    """The paper as `paper` and every source that was read, under the names that templates use.

    With the last report, what changed since it can be asked for; what vanished since it is said in `problems`.
    """
    problems = Problems() if problems is None else problems
    data = protected(data, paper, problems)
    last = last and replace(last, data=protected(last.data, paper, Problems()))
    reporting = Reporting(paper.meeting, last)
    note_taken(paper.details, Paper, problems)
    made: dict[str, Subject] = {}
    for kind in KINDS:
        now = {name: one for name, one in data.items() if one.kind == kind.name}
        for name, source in kind.subjects(now, reporting, problems).items():
            source.held_back = data[name].held_back
            made[name] = source
    names = [source.name.value for source in paper.sources]
    return {"paper": Paper(paper, last), **{name: made[name] for name in names if name in made}}


def protected(
    data: Mapping[str, SourceData[Any]], paper: PaperRecord, problems: Problems
) -> Mapping[str, SourceData[Any]]:
    """What may be shown of each source: with counts of people withheld or rounded, where Details says so."""
    return {name: kind_of(one).protected(one, paper, problems) for name, one in data.items()}
