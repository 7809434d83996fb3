"""What the kinds of source have in common that give series: indicators and their observations."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cyps_papers.disclosure.people import HEADING
from cyps_papers.disclosure.rounding import rounded_indicators
from cyps_papers.disclosure.withheld import HeldBack, rounding_base, small_counts, withheld, withholds
from cyps_papers.figures.forms import in_unit
from cyps_papers.figures.series import Indicators
from cyps_papers.figures.source import note_taken
from cyps_papers.periods import Period, day
from cyps_papers.problems import Problem, Problems, did_you_mean, error, warning
from cyps_papers.reading.table import Table, find_table, fits
from cyps_papers.reading.to_do import ToDo
from cyps_papers.reading.workbook import Sheet
from cyps_papers.records import (
    Cell,
    Entry,
    IndicatorRecord,
    LastReport,
    PaperRecord,
    Quantity,
    SourceData,
    SourceRecord,
)
from cyps_papers.sources.kind import Kind, Opened, Reporting
from cyps_papers.sources.people import NO_COLUMNS
from cyps_papers.sources.rolling import Rolling
from cyps_papers.sources.series.definitions import DEFINITIONS, definitions_sheet, read_definitions
from cyps_papers.sources.series.observations import Gathering, finished
from cyps_papers.sources.series.restated import say_restated
from cyps_papers.sources.series.rolling import SeriesSheet, roll_series, series_left
from cyps_papers.vocabulary import name_in_templates
from cyps_papers.words import listed

AFTER_THE_MEETING = warning(
    "after-the-meeting",
    "{period} {is|are} after the meeting of {meeting}, but {its value is|their values are} not marked as "
    "{a forecast|forecasts}.",
    "Correct {the period|them}; or mark {it as a forecast|them as forecasts}, in the column Kind or in the heading: "
    "Apr 2015 (forecast).",
    "period",
)
PART_OF_NOTHING = error("part-of-nothing", 'there is no indicator "{found}" for this to be part of.', "{near}")
PART_OF_ITSELF = error(
    "part-of-itself",
    "this would be part of itself: {found}.",
    "Enter the indicator that is the total of the parts, or leave the cell blank.",
)
SAID_IN_INDICATORS = error(
    "counts-people",
    "for indicators, do not say here which count people.",
    "Clear this cell, and enter Yes or No under {column} in the sheet Indicators of {workbook}.",
)


class SeriesKind(Kind[IndicatorRecord]):
    """A kind whose records are indicators."""

    subject = Indicators

    def records(self, table: Table, opened: Opened) -> Iterable[IndicatorRecord]:
        definitions = definitions_sheet(opened.workbook, opened.sheet)
        defined = read_definitions(definitions, table.problems) if definitions else {}
        return finished(self.gathered(table, defined, definitions), opened.convention, table.problems)

    @abstractmethod
    def gathered(self, table: Table, defined: dict[str, Gathering], definitions: Sheet | None) -> Iterable[Gathering]:
        """The indicators of a table with what was observed of each; `defined` are by their codes those that a sheet of
        definitions has."""

    def counting_people(
        self, data: SourceData[IndicatorRecord], source: SourceRecord, problems: Problems
    ) -> SourceData[IndicatorRecord]:
        said = source.counts_people
        if said is not None and said.value.strip().lower() not in NO_COLUMNS:
            problems.add(SAID_IN_INDICATORS, said.cell, column=HEADING, workbook=source.workbook.value)
        return data

    def subjects(
        self, now: Mapping[str, SourceData[IndicatorRecord]], reporting: Reporting, problems: Problems
    ) -> Mapping[str, Indicators]:
        before = reporting.before(self.name)
        say_restated(before, {name: data.records for name, data in now.items()}, problems)
        subjects = {}
        for name, data in now.items():
            _note_after_meeting(data.records, reporting, problems)
            note_taken({record.code: record.name for record in data.records}, Indicators, problems)
            then = before.get(name, ()) if reporting.last else None
            subjects[name] = Indicators(data.records, name, then)
        return subjects

    def protected(
        self, data: SourceData[IndicatorRecord], paper: PaperRecord, problems: Problems
    ) -> SourceData[IndicatorRecord]:
        records, base = _in_totals(data.records, problems), rounding_base(paper)
        held: tuple[HeldBack, ...] = ()
        if base:
            records = rounded_indicators(records, base, small_counts(paper))
        elif withholds(paper):
            records, held = withheld(records, small_counts(paper))
        return replace(data, records=records, held_back=tuple(map(str, held)))

    def aside(self, sheet: Sheet) -> tuple[str, Table] | None:
        table = find_table(sheet, DEFINITIONS, Problems()) if fits(sheet, DEFINITIONS) > 2 else None
        return ("definitions of indicators", table) if table else None

    @abstractmethod
    def form(self, table: Table) -> type[SeriesSheet] | None:
        """How periods are added to a table; None where they cannot be."""

    def roll(self, source: SourceRecord, rolling: Rolling) -> Iterable[ToDo]:
        table = rolling.table(source, self)
        form = self.form(table) if table else None
        if table is None or form is None:
            if table:
                rolling.say_copied(table.sheet.workbook)
            return ()
        return roll_series(table, source, rolling, form)

    def left(self, item: ToDo, data: SourceData[IndicatorRecord], last: LastReport | None) -> Problem | None:
        return series_left(item, data.records)

    def examples(self, records: Iterable[IndicatorRecord]) -> Iterator[Entry[str]]:
        return (record.name for record in records)

    def periods(self, records: Iterable[IndicatorRecord]) -> Iterator[Sequence[Entry[Period]]]:
        return ([observed.period for observed in record.observations] for record in records)

    def holds(self, records: Iterable[IndicatorRecord]) -> tuple[str, ...]:
        return tuple(map(_observed, records))

    def as_read(self, records: Iterable[IndicatorRecord]) -> Mapping[Cell, str]:
        found = {}
        for record in records:
            for observation in record.observations:
                found[observation.period.cell] = str(observation.period.value)
                number = observation.value.value
                if isinstance(number, Quantity):
                    found[observation.value.cell] = in_unit(number.value, record.unit, number.places)
        return found


def _in_totals(records: Sequence[IndicatorRecord], problems: Problems) -> tuple[IndicatorRecord, ...]:
    """The indicators, each part of one by its code; that it names none, or itself in the end, is noted."""
    codes = {name: record.code for record in records for name in (name_in_templates(record.name.value), record.code)}
    whole = {record.code: codes.get(record.part_of.value, "") for record in records if record.part_of}
    settled = []
    for record in records:
        said = record.part_of
        if said is not None:
            above, code = [record.code], whole[record.code]
            while code and code not in above:
                above.append(code)
                code = whole.get(code, "")
            if not whole[record.code]:
                near = did_you_mean(said.value, codes) or f"The indicators are: {listed(sorted(whole | codes))}."
                problems.add(PART_OF_NOTHING, said.cell, found=said.value, near=near)
            elif code:
                problems.add(PART_OF_ITSELF, said.cell, found=" of ".join([*above, code]))
            total = "" if code else whole[record.code]
            record = replace(record, part_of=Entry(total, said.cell) if total else None)
        settled.append(record)
    return tuple(settled)


def _observed(record: IndicatorRecord) -> str:
    periods = sorted(observation.period.value for observation in record.observations)
    if not periods:
        return f"{record.code}: no value" + (", a target" if record.target else "")
    first, last = str(periods[0]), str(periods[-1])
    span = f"{first} {'until' if ' to ' in first + last else 'to'} {last}" if len(periods) > 1 else first
    return f"{record.code}: {len(periods)} value{'s' if len(periods) > 1 else ''}, {span}"


def _note_after_meeting(indicators: Iterable[IndicatorRecord], reporting: Reporting, problems: Problems) -> None:
    """Note values of periods that have not begun: a slip of a year would make them the latest."""
    if reporting.meeting is None:
        return
    meeting = reporting.meeting.value
    for observed in (observed for indicator in indicators for observed in indicator.observations):
        period = observed.period.value
        if period.start > meeting and observed.number is not None and not observed.forecast:
            problems.add(AFTER_THE_MEETING, observed.period.cell, period=period, meeting=day(meeting))
