"""Sheets that stand on their side: read the right way round, or asked about."""

import pytest

from cyps_papers.reading.grid import Workbook
from cyps_papers.records import IndicatorRecord
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import kind_called

WIDE = [["Indicator", "Jan 2015", "Feb 2015"], ["Contacts", 10, 30], ["Referrals", 5, 6]]
DEFINED = [["Indicator", "Unit", "Target", "Jan 2015", "Feb 2015"], ["Contacts", "cases", 50, 10, 30]]
LONG = [["Indicator", "Period", "Value"], ["Contacts", "Jan 2015", 10], ["Contacts", "Feb 2015", 30]]
AUDITS = [["Month", "Audits", "Good"], ["Jan 2015", 10, 2], ["Feb 2015", 30, 4]]
PLAN = [["Ref", "Action", "Status"], ["1", "Do it", "Done"], ["2", "Do more", "Delayed"]]
RISKS = [["Ref", "Risk", "Impact", "Likelihood"], ["1", "Flood", 3, 4], ["2", "Fire", 2, 2]]


def turned(rows):
    return [list(row) for row in zip(*rows, strict=True)]


@pytest.fixture
def read(sheet_of, problems):
    def records(kind, rows):
        sheet = sheet_of(rows)
        opened = Opened(Workbook(sheet.workbook, (sheet.name,), lambda _: sheet), sheet, {}, {})
        return kind_called(kind).read(opened, problems).records

    return records


def seen(records):
    """What was read, without the cells."""
    found = []
    for record in records:
        if isinstance(record, IndicatorRecord):
            found.append([(str(one.period.value), one.number) for one in record.observations])
        elif isinstance(record, ActionRecord):
            found.append([record.reference.value, record.action.value, record.status.value])
        else:
            found.append([record.risk.value, *(str(one.value) for one in record.fields.values())])
    return found


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("indicators", WIDE),
        ("indicators", [["Month", *WIDE[0][1:]], *WIDE[1:]]),
        ("indicators", DEFINED),
        ("indicators", LONG),
        ("audits", AUDITS),
        ("action plan", PLAN),
        ("risk register", RISKS),
    ],
)
@pytest.mark.parametrize("title", [[], [["Our figures"], []]])
def test_a_sheet_on_its_side_reads_as_it_would_upright(read, problems, kind, rows, title):
    upright = seen(read(kind, [["Indicator", *rows[0][1:]], *rows[1:]] if kind == "indicators" else rows))
    assert upright
    assert seen(read(kind, [*title, *turned(rows)])) == upright
    assert not problems.errors


def test_the_cells_of_a_sheet_on_its_side_are_those_of_the_sheet(read):
    (contacts, _) = read("indicators", turned(WIDE))
    assert [one.value.cell.coordinate for one in contacts.observations] == ["B2", "B3"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Month", "Team", "Note"], ["Jan 2015", "North", "x y"], ["Feb 2015", "South", "z"]],
        [["Month", "Contacts"], ["Jan 2015", 10], ["Jan 2015", 20]],
    ],
    ids=["words", "a month twice"],
)
def test_periods_down_the_side_are_not_guessed_to_be_indicators(sheet_of, rows):
    assert kind_called("indicators").recognises(sheet_of(rows)) == 0


def test_a_form_with_one_action_after_another_is_asked_about(read, what_is_said):
    form = turned(PLAN[:2])
    assert len(read("action plan", [*form, [], *form])) == 1
    assert what_is_said() == [
        "Plan!A5: another table like it begins here, with the headings Ref, Action, Status; it was not read."
    ]


def test_a_plan_beside_a_plan_is_asked_about(read, what_is_said):
    read("action plan", [[*row, None, *row] for row in PLAN])
    assert [one.partition(":")[0] for one in what_is_said()] == ["Plan!E1"]


def test_a_name_that_is_a_heading_by_chance_turns_nothing(read):
    rows = [["Indicator", "Jan 2015", "Feb 2015"], ["Target", 10, 30], ["Unit", 5, 6]]
    assert seen(read("indicators", rows))[0] == [("January 2015", 10), ("February 2015", 30)]
