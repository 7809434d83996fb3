"""One risk of a register, and how high it is at each stage."""

from __future__ import annotations

from cyps_papers.figures.coded import NO_FILL, Coded
from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.figures.source import Columned, said
from cyps_papers.origin import Origin
from cyps_papers.records import Cell
from cyps_papers.sources.risk_register.levels import Band, band_of
from cyps_papers.sources.risk_register.reading import RiskRecord, Travel
from cyps_papers.vocabulary import Subject, named


def coded(band: Band | None, cells: tuple[Cell, ...], origin: Origin) -> Coded:
    """A rating as it prints; blank where there is none."""
    if band is None:
        return Coded("", cells, origin)
    if band.rag:
        return Coded.labelled(band.rag, cells, origin)
    return Coded.worded(band.label, band.code, NO_FILL, cells, origin, {})


class Levels(Subject):
    """How high a risk is at one stage: before mitigation, with what mitigation there is, or as it is to be."""

    def __init__(self, record: RiskRecord, stage: str, origin: Origin) -> None:
        self._record = record
        self._stage = stage
        self._origin = origin

    likelihood = said("likelihood", "how likely it is, as the register has it: 4, Likely, C")
    impact = said("impact", "how grave it would be, as the register has it: 4, Major, II")
    score = said("score", "its score, as the register has it: 16, C2")

    @named
    def rating(self) -> Coded:
        """the rating that the register gives it, with .code and .fill: Amber, High"""
        entry = self._record.fields.get(f"{self._stage}_rating")
        band = band_of(entry.value) if entry else None
        return coded(band, (entry.cell,) if entry else (), self._origin.asked("rating"))

    def field(self, part: str) -> Figure | Wording:
        return from_entry(self._record.fields.get(f"{self._stage}_{part}"), self._origin.asked(part))


class Risk(Columned):
    """One risk of a register."""

    def __init__(self, record: RiskRecord, source: str) -> None:
        super().__init__(record.others, Origin(source, record.called, item="risk"))
        self._record = record

    reference = said("reference", "its reference in the register")

    @named
    def risk(self) -> Figure | Wording:
        """what could happen"""
        return from_entry(self._record.risk, self._origin.asked("risk"))

    cause = said("cause", "what would bring it about")
    consequence = said("consequence", "what would follow")
    category = said("category", "its category, or the service that it belongs to")
    owner = said("owner", "who owns it")
    mitigation = said("mitigation", "what is done against it")
    further_action = said("further_action", "what is still to be done against it")
    due = said("due", "by when it is to be at its target: a date, or the register's words")
    status = said("status", "its status, as the register has it")
    reviewed = said("reviewed", "when it was last reviewed")

    @named
    def direction(self) -> Coded:
        """its direction of travel as the register gives it: ▲ rising, ▼ falling, ► no change; with .code"""
        entry = self._record.fields.get("direction")
        origin = self._origin.asked("direction")
        if entry is None:
            return Coded("", (), origin)
        choices = {travel.code: travel.value for travel in Travel}
        return Coded.worded(entry.value.value, entry.value.code, NO_FILL, (entry.cell,), origin, choices)

    @named
    def inherent(self) -> Levels:
        """how high it is before mitigation"""
        return Levels(self._record, "inherent", self._origin.asked("inherent"))

    @named
    def residual(self) -> Levels:
        """how high it is now, with the mitigation that there is: residual, current or net"""
        return Levels(self._record, "residual", self._origin.asked("residual"))

    @named
    def target(self) -> Levels:
        """how high it is to be"""
        return Levels(self._record, "target", self._origin.asked("target"))

    @named
    def score(self) -> Figure | Wording:
        """its score now: the same as .residual.score"""
        return Levels(self._record, "residual", self._origin).score  # type: ignore[no-any-return]

    @named
    def rating(self) -> Coded:
        """its rating now, with .code and .fill: {% cellbg risk.rating.fill %}"""
        return Levels(self._record, "residual", self._origin).rating

    def field(self, field: str) -> Figure | Wording:
        return from_entry(self._record.fields.get(field), self._origin.asked(field))
