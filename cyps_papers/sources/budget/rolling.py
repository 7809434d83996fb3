"""A budget rolled forward: what was last reported is kept beside what this report has to say."""

from __future__ import annotations

from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import SourceRecord
from cyps_papers.sources.beside import keep_and_ask
from cyps_papers.sources.budget.reading import LineRecord
from cyps_papers.sources.kind import Kind
from cyps_papers.sources.rolling import Rolling

ASKED = {"actual": "actual", "forecast": "forecast", "variance": "variance"}


def roll_budget(source: SourceRecord, rolling: Rolling, kind: Kind[LineRecord]) -> list[ToDo]:
    """Roll a budget forward in its open workbook; what is then to be filled in. Budgets and formulas stay."""
    layout = rolling.layout(source, kind)
    if layout is None:
        return []
    there = {line.called: line.service.cell for line in rolling.data[source.name.value].records}
    return [*rolling.notes(layout), *keep_and_ask("Line", source, layout, rolling.book(layout.file), there, ASKED)]
