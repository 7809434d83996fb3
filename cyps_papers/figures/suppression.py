"""Small numbers withheld: a count of people from 1 to 5 prints as c, once the officer says so in Details."""

from __future__ import annotations

from dataclasses import replace

from cyps_papers.records import Entry, IndicatorRecord, ObservationRecord, PaperRecord, Unit, yes_or_no

DETAIL = "suppress_small_numbers"
SMALL = range(1, 6)
WITHHELD = "c"


def withholds(paper: PaperRecord) -> bool:
    """Whether Details says 'Suppress small numbers: yes'."""
    entry = paper.details.get(DETAIL)
    return entry is not None and yes_or_no(str(entry.value)) is True


def withheld(record: IndicatorRecord) -> IndicatorRecord:
    """The indicator with its counts of 1 to 5 people marked c; as it is where it counts no people."""
    if not record.counts_people or record.unit == Unit.SHARE:
        return record
    return replace(record, observations=tuple(_withheld(one) for one in record.observations))


def _withheld(observation: ObservationRecord) -> ObservationRecord:
    if observation.value.value is None or observation.value.value not in SMALL:
        return observation
    return replace(observation, value=Entry(None, observation.value.cell), marker=WITHHELD)
