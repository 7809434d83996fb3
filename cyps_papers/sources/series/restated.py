"""What the last report said of an indicator and this one no longer does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_papers.figures.forms import in_unit
from cyps_papers.problems import Problems, warning
from cyps_papers.records import IndicatorRecord, ObservationRecord, Quantity

RESTATED = warning(
    "value-restated",
    "{name} is {now} for {period}, but was {then} in the last report ({cell}).",
    "Say in the report that it was revised, or correct it.",
)
LEFT_OUT = warning(
    "value-left-out",
    "{name} has no value for {period} now; it was {then} in the last report.",
    "Put it back, so that Members can follow the series.",
)
INDICATOR_GONE = warning(
    "indicator-gone",
    "{name} ({title}) was in the last report but is not among the indicators now.",
    "Put it back, or say in the report why it is no longer given.",
)


def say_restated(
    then: Mapping[str, Sequence[IndicatorRecord]], now: Mapping[str, Sequence[IndicatorRecord]], problems: Problems
) -> None:
    """Say which indicators and observations of the last report are gone or have another value."""
    for source, indicators in then.items():
        kept = {record.code: record for record in now.get(source, ())}
        for before in indicators if kept else ():  # where none could be read, that is said
            name = f"{source}.{before.code}"
            if before.code in kept:
                _say_of_one(name, before, kept[before.code], problems)
            else:
                problems.add(INDICATOR_GONE, before.name.cell, name=name, title=before.name.value)


def _say_of_one(name: str, before: IndicatorRecord, after: IndicatorRecord, problems: Problems) -> None:
    for old in before.observations:
        if old.forecast or old.number is None:
            continue
        alike = (
            observation
            for observation in after.observations
            if not observation.forecast and observation.period.value.matches(old.period.value)
        )
        new = next(alike, None)
        said = {"name": name, "period": old.period.value, "then": _printed(old, before.unit)}
        if new is None or (new.number is None and not new.marker):
            problems.add(LEFT_OUT, old.value.cell, **said)
        elif new.number != old.number:
            problems.add(RESTATED, new.value.cell, now=_printed(new, after.unit), cell=old.value.cell, **said)


def _printed(observation: ObservationRecord, unit: str) -> str:
    found = observation.value.value
    return in_unit(found.value, unit, found.places) if isinstance(found, Quantity) else found
