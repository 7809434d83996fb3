"""The kinds of source, in the order in which a sheet is tried for them. Nothing else names them."""

from __future__ import annotations

from typing import Any

from cyps_papers.records import SourceData, SourceRecord
from cyps_papers.sources.action_plan.kind import ActionPlanKind
from cyps_papers.sources.audits.kind import AuditsKind
from cyps_papers.sources.budget.kind import BudgetKind
from cyps_papers.sources.indicators.kind import IndicatorsKind
from cyps_papers.sources.kind import Kind
from cyps_papers.sources.risk_register.kind import RiskRegisterKind
from cyps_papers.sources.table.kind import TableKind

KINDS: tuple[Kind[Any], ...] = (
    ActionPlanKind(),
    IndicatorsKind(),
    AuditsKind(),
    RiskRegisterKind(),
    BudgetKind(),
    TableKind(),
)


def kind_called(word: str) -> Kind[Any] | None:
    """The kind that officers mean by a word in the sheet Sources."""
    plain = " ".join(word.lower().replace("-", " ").split())
    return next((kind for kind in KINDS if plain in (kind.name, *kind.also)), None)


def kind_of(source: SourceRecord | SourceData[Any]) -> Kind[Any]:
    """The kind of a source, or of what was read of it."""
    name = source.kind.value if isinstance(source, SourceRecord) else source.kind
    return next(kind for kind in KINDS if kind.name == name)
