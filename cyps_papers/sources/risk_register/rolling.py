"""A risk register rolled forward: how high each risk was is kept beside what this report has to say of it."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.problems import Problem
from cyps_papers.reading.to_do import ToDo
from cyps_papers.records import SourceRecord
from cyps_papers.sources.beside import keep_and_ask, row_left
from cyps_papers.sources.kind import Kind
from cyps_papers.sources.risk_register.reading import RiskRecord
from cyps_papers.sources.rolling import Rolling

ASKED = {
    "residual_likelihood": "likelihood",
    "residual_impact": "impact",
    "residual_score": "score",
    "residual_rating": "rating",
    "direction": "direction of travel",
}
"""What each report says anew of a risk that is not closed, as officers call it."""


def roll_register(source: SourceRecord, rolling: Rolling, kind: Kind[RiskRecord]) -> list[ToDo]:
    """Roll a register forward in its open workbook; what is then to be filled in."""
    layout = rolling.layout(source, kind)
    if layout is None:
        return []
    risks = rolling.data[source.name.value].records
    there = {risk.called: risk.risk.cell for risk in risks if not risk.is_closed}
    asked = keep_and_ask("Risk", source, layout, rolling.book(layout.file), there, ASKED)
    return [*rolling.notes(layout), *asked]


def risk_left(one: ToDo, risks: Mapping[str, RiskRecord]) -> Problem | None:
    """What is left to fill in of a risk."""
    risk = risks.get(one.subject)
    return row_left(one, risk.risk.cell, risk.fields, ASKED) if risk else None
