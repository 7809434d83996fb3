"""Risk registers: one risk a row, with how high it is before mitigation and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from cyps_papers.problems import Problems, error, warning
from cyps_papers.reading.headings import fields_in
from cyps_papers.reading.statuses import status_in
from cyps_papers.reading.table import Field, Table, TableRow, without_tail
from cyps_papers.reading.values import due_date, short
from cyps_papers.records import CLOSED, Cell, Entry
from cyps_papers.sources.matching import Naming, say_twice
from cyps_papers.sources.risk_register.levels import WORDS, band_of, number_of

NO_REFERENCE = error("risk-without-reference", "the risk has no reference.", "Give it one that no other has.")
NO_RISKS = error("no-risks", "no risk was found under the headings.", "Enter the risks below the headings.")
NO_OWNER = warning(
    "risk-without-owner", "the {risk|risks} {called} {has|have} no owner.", "Enter who owns {it|each}.", "called"
)
NOT_THE_PRODUCT = warning(
    "risk-score",
    "the {stage} score of {risk} is {score}, but its likelihood {likelihood} ({there}) times its impact {impact} "
    "({beside}) is {product}.",
    "Correct the one that is wrong.",
)
RISEN_BY_MITIGATION = warning(
    "risk-score",
    "the {stage} score of {risk}, {score}, is higher than the {before} one, {was} ({there}).",
    "Correct the one that is wrong: mitigation does not make a risk higher.",
)
UNKNOWN_DIRECTION = warning(
    "direction-unknown",
    '"{found}" is not a known direction of travel, and was left out.',
    "Enter one of: rising, falling, no change, new, closed.",
)


LONGEST_LEVEL = 60  # characters: what is longer tells how to fill a form in


class Travel(Enum):
    """Which way a risk is going: what it prints, with its arrow."""

    RISING = "▲ rising"
    FALLING = "▼ falling"
    UNCHANGED = "► no change"
    NEW = "+ new"
    CLOSED = "× closed"

    @property
    def code(self) -> str:
        return self.name.lower()


STAGES, PARTS = WORDS["stages"], WORDS["parts"]


def _of_stage(stage: str, part: str) -> Field:
    """The headings of a level: those that say which first, since 'Score' may stand below 'Inherent risk'."""
    words, said = STAGES[stage], PARTS[part]
    usual = [f"{word} {part_word}" for part_word in said for word in words]
    usual += [f"{word} risk {part_word}" for part_word in said for word in words]
    usual += [f"{part_word} {word}" for part_word in said for word in words]
    if stage == "residual":
        usual += WORDS["plain"][part]
    return Field(f"{stage}_{part}", tuple(usual), dated=stage == "residual")


LEVELS = tuple(f"{stage}_{part}" for stage in STAGES for part in PARTS)
FIELDS = (
    *fields_in(Path(__file__).with_name("headings.toml")),
    *(_of_stage(stage, part) for stage in STAGES for part in PARTS),
)


@dataclass(frozen=True)
class RiskRecord:
    """One risk: what is said of it by the fields' names ('owner', 'residual_score'), blank ones left out.

    A level is a number or the register's words. `others` are the columns of no usual kind.
    """

    risk: Entry[str]
    fields: Mapping[str, Entry[Any]]
    others: Mapping[str, Entry[object]] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.fields["reference"].value if "reference" in self.fields else ""

    @property
    def called(self) -> str:
        """Its reference, or where it has none its wording."""
        return self.reference or short(self.risk.value)

    @property
    def cell(self) -> Cell:
        """The cell that names it."""
        return self.risk.cell

    @property
    def naming(self) -> Naming:
        """What it is found by in the next report."""
        return Naming(self.reference, self.risk.value, str(self.level("category") or ""))

    def says(self, field: str) -> bool:
        """Whether a field of it holds something."""
        return field in self.fields

    @property
    def is_closed(self) -> bool:
        """Whether the register says that it is over."""
        status = self.fields.get("status")
        closed = status is not None and status_in(status.value) in CLOSED
        return closed or self.level("direction") is Travel.CLOSED

    def level(self, name: str) -> Any:
        """The value of a field; None where it is blank."""
        return self.fields[name].value if name in self.fields else None


def read_risks(table: Table) -> tuple[RiskRecord, ...]:
    """The risks of a table, in its order."""
    risks = tuple(risk for row in _rows_of_risks(table) for risk in _risk(row))
    if not risks:
        table.problems.add(NO_RISKS, table.sheet.place)
    for risk in risks:
        if "owner" in table.columns and "owner" not in risk.fields and not risk.is_closed:
            table.problems.add(NO_OWNER, risk.cell, called=risk.called)
        _check_scores(risk, table.problems)
    say_twice((risk.fields["reference"] for risk in risks if "reference" in risk.fields), table.problems)
    return risks


def _rows_of_risks(table: Table) -> Sequence[TableRow]:
    """The rows without those below a gap that are no risk, but a key, a note or a list to choose from."""
    telling = [name for name in ("reference", "owner", "mitigation") if name in table.columns] or LEVELS
    return without_tail(table.rows, lambda at: not any(table.rows[at].content(name) for name in telling))


def _risk(row: TableRow) -> Iterator[RiskRecord]:
    risk = row.text("risk")
    if risk is None:
        return
    fields: dict[str, Entry[Any]] = {}
    for name in row.table.columns:
        entry = _entry(row, name)
        if entry is not None and name != "risk":
            fields[name] = entry
    if fields.keys().isdisjoint(("reference", "owner", *LEVELS)):
        return  # the label of a group, guidance, or a list below the register
    for stage in STAGES:
        _tell_scores_from_ratings(fields, f"{stage}_score", f"{stage}_rating")
    if "reference" in row.table.columns and "reference" not in fields:
        row.table.problems.add(NO_REFERENCE, row.cell("reference"))
    yield RiskRecord(risk, fields, row.others())


def _entry(row: TableRow, name: str) -> Entry[Any] | None:
    if name in ("due", "reviewed"):
        return due_date(row, name)
    found = row.calculated(name)
    if found is None:
        return None
    if name == "direction":
        words = found.text.lower().strip(" .")
        said = {words} if {"not", "no"} & set(words.split()) else {words, *words.split()}
        travel = next((direction for direction in Travel if said & {*WORDS["directions"][direction.code]}), None)
        if travel is None:
            row.table.problems.add(UNKNOWN_DIRECTION, row.cell(name), found=short(found.text))
        return Entry(travel, row.cell(name)) if travel else None
    if name in LEVELS:
        level = found.value if isinstance(found.value, Decimal) else found.text
        is_level = found.text not in ("-", "–", "n/a", "N/A") and len(found.text) <= LONGEST_LEVEL
        return Entry(level, row.cell(name)) if is_level else None
    return row.text(name)


def _tell_scores_from_ratings(fields: dict[str, Entry[Any]], score: str, rating: str) -> None:
    """A rating that is no colour and no word ('12', 'C2') is a score; a score may name a rating ('12 (Amber)')."""
    if rating in fields and score not in fields and not band_of(fields[rating].value):
        fields[score] = fields.pop(rating)
    elif score in fields and rating not in fields and band_of(fields[score].value):
        fields[rating] = fields[score]
        if number_of(fields[score].value) is None:
            del fields[score]


def _check_scores(risk: RiskRecord, problems: Problems) -> None:
    """Note a score that is not likelihood times impact, and one that is higher after mitigation than before it."""
    before = ""
    for stage in STAGES:
        likelihood, impact, score = (risk.fields.get(f"{stage}_{part}") for part in ("likelihood", "impact", "score"))
        scored = number_of(score.value) if score else None
        if score is None or scored is None:
            continue
        said = {"stage": stage, "risk": risk.called, "score": f"{scored:f}"}
        chance, harm = (number_of(level.value) if level else None for level in (likelihood, impact))
        if likelihood and impact and chance is not None and harm is not None and chance * harm != scored:
            problems.add(
                NOT_THE_PRODUCT, score.cell, **said, likelihood=f"{chance:f}", there=likelihood.cell.coordinate,
                impact=f"{harm:f}", beside=impact.cell.coordinate, product=f"{chance * harm:f}",
            )  # fmt: skip
        was = number_of(risk.level(f"{before}_score")) if before else None
        if was is not None and scored > was:
            there = risk.fields[f"{before}_score"].cell.coordinate
            problems.add(RISEN_BY_MITIGATION, score.cell, **said, before=before, was=f"{was:f}", there=there)
        before = stage
