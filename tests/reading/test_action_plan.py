from datetime import date

import pytest

from cyps_papers.periods import day
from cyps_papers.records import Rag, Status
from tests.reading.kinds import read_actions

HEADING = ["Ref", "Area", "Action", "Lead", "Due date", "Status", "RAG", "Progress", "Cost"]
ROW = ["1.1", "Front door", "Do it", "Head of Service", date(2015, 3, 31), "In progress", "Amber", "Begun", 30]


def test_an_action_is_read_with_its_cells(sheet_of, problems):
    (action,) = read_actions(sheet_of([HEADING, ROW]), {}, {}, problems)
    assert (action.reference.value, action.area.value, action.action.value) == ("1.1", "Front door", "Do it")
    assert (action.due.value, action.status.value, action.rag.value) == (
        day(date(2015, 3, 31)),
        Status.IN_PROGRESS,
        Rag.AMBER,
    )
    assert (str(action.status.cell), action.others["cost"].cell.coordinate) == ("plan.xlsx, Plan!F2", "I2")
    assert action.measure is None
    assert not problems


def test_references_that_are_numbers_read_as_they_are_shown(sheet_of, problems):
    def change(sheet):
        sheet["A2"].number_format = sheet["A3"].number_format = "0.00"

    rows = [["Ref", "Action", "Status"], [1.1, "Do it", "Done"], [1.2, "Do it", "Done"], ["6.01.10", "Do it", "Done"]]
    actions = read_actions(sheet_of(rows, change), {}, {}, problems)
    assert [action.reference.value for action in actions] == ["1.10", "1.20", "6.01.10"]


def test_an_area_stands_for_the_rows_below_it(sheet_of, problems):
    rows = [
        ["Ref", "Area", "Action", "Status"],
        ["1", "Front door", "Do it", "Done"],
        ["2", None, "Do more", "Done"],
        ["3", "Court work", "File it", "Done"],
    ]
    actions = read_actions(sheet_of(rows), {}, {}, problems)
    assert [(action.area.value, action.area.cell.coordinate) for action in actions] == [
        *(("Front door", "B2"), ("Front door", "B2"), ("Court work", "B4"))
    ]


def test_an_action_without_an_area_is_said_where_the_others_have_theirs(sheet_of, problems, what_is_said):
    rows = [
        ["Ref", "Area", "Action", "Status"],
        ["1.1", None, "Do it", "Done"],
        ["1.2", "Front door", "Do more", "Done"],
        ["1.3", "Front door", "Do most", "Done"],
        ["2.1", None, "File it", "Done"],
        ["2.2", "Court work", "File more", "Done"],
        ["2.3", "Court work", "File most", "Done"],
        ["2.4", "Court work", "File all", "Done"],
    ]
    read_actions(sheet_of(rows), {}, {}, problems)
    assert what_is_said() == [
        "Plan!B2: action 1.1 has no area, and there is none above it.",
        'Plan!B5: action 2.1 has no area, and was taken with those above it, under "Front door".',
    ]


def test_areas_merged_over_their_rows_are_not_left_blank(sheet_of, problems):
    rows = [["Ref", "Area", "Action", "Status"], *([f"1.{n}", "Front door", "Do it", "Done"] for n in range(1, 6))]
    read_actions(sheet_of(rows, lambda sheet: sheet.merge_cells("B2:B4")), {}, {}, problems)
    assert not problems


def test_a_label_in_a_row_of_its_own_is_the_area(sheet_of, problems):
    rows = [
        ["Ref", "Action", "Status"],
        ["Front door"],
        ["1", "Do it", "Done"],
        ["Court work"],
        ["2", "File it", "Done"],
    ]
    actions = read_actions(sheet_of(rows), {}, {}, problems)
    assert [(action.area.value, action.area.cell.coordinate) for action in actions] == [
        *(("Front door", "A2"), ("Court work", "A4"))
    ]


def test_every_fault_of_a_plan_is_said_at_its_cell(sheet_of, problems, what_is_said):
    rows = [
        ["Ref", "Action", "Status", "RAG", "Due"],
        ["1", "Do it", "Compleeted", "Green", None],
        ["2", "Do it", "Done", "Purple", "31/02/2015"],
        [None, "Do it", "Done", None, None],
        ["4", None, "Done", None, None],
        ["5", "Do it", None, "Red", None],
        ["2", "Do it again", "Done", None, None],
        ["7", "Do it", "=A1", None, None],
    ]
    actions = read_actions(sheet_of(rows), {}, {}, problems)
    assert len(actions) == 5
    assert what_is_said() == [
        'Plan!C2: "Compleeted" is not a known status.',
        'Plan!E3: "31/02/2015" is not a real date.',
        'Plan!D3: "Purple" is not a known RAG rating.',
        "Plan!A4: the action has no reference.",
        "Plan!B5: action 4 has no description.",
        "Plan!C6: action 5 has no status.",
        "Plan!C8: this cell has a formula that has not been calculated.",
        "Plan!A7: the reference 2 appears twice: also at A3.",
    ]
    assert problems.found[0].hint.startswith("Did you mean Completed? Use one of: Completed, Residual, In progress,")


def test_a_completed_action_needs_no_rag(sheet_of, problems):
    (action,) = read_actions(
        sheet_of([["Ref", "Action", "Status", "RAG"], ["1", "Do it", "Done", "n/a"]]), {}, {}, problems
    )
    assert action.rag is None
    assert not problems


def test_the_papers_own_statuses_are_known(sheet_of, problems):
    sheet = sheet_of([["Ref", "Action", "Status"], ["1", "Do it", "Signed off"]])
    (action,) = read_actions(sheet, {}, {"Signed off": Status.COMPLETED}, problems)
    assert action.status.value is Status.COMPLETED


def test_a_plan_without_actions_is_a_problem(sheet_of, problems, what_is_said):
    assert read_actions(sheet_of([["Ref", "Action", "Status"]], row=5), {}, {}, problems) == ()
    assert what_is_said() == ["sheet Plan: no action was found under the headings in row 5."]


PLAN = [["Ref", "Action", "Lead", "Status"], ["1.1", "Do it", "A", "Completed"], ["1.2", "Do more", "B", "Delayed"]]


@pytest.mark.parametrize(
    "below",
    [
        [["Completed", 30], ["Delayed", 11]],
        [["Status", "Number"], ["Completed", 30], ["Delayed", 11], ["Total actions", 41]],
        [["Total actions", 41]],
        [["Completed", None, None, 30], ["Delayed", None, None, 11]],
        [["Completed", "73%"]],
        [["Green", "On track"], ["Red", "Behind its timescale"]],
        [["Key"], ["Green", "On track"], [], ["Completed", 30]],
        [[None, None, 41]],
    ],
)
def test_what_stands_below_a_gap_and_is_no_action_ends_the_plan(sheet_of, problems, below):
    actions = read_actions(sheet_of([*PLAN, [], *below]), {}, {}, problems)
    assert [action.reference.value for action in actions] == ["1.1", "1.2"]
    assert not problems


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["1.3", None, None, None], []),
        (["1.3", None, "C", None], ["Plan!B5: action 1.3 has no description."]),
        (["1.3", "Do most"], ["Plan!D5: action 1.3 has no status."]),
        (["C", "Do most"], ["Plan!D5: action C has no status."]),
        ([None, "Do most", None, "Delayed"], ["Plan!A5: the action has no reference."]),
        (["Completed", "Do most", None, "Delayed"], []),
        (["Totals", "Do most", None, "Delayed"], []),
    ],
)
def test_what_may_be_an_action_below_a_gap_is_never_dropped(sheet_of, problems, what_is_said, row, said):
    read_actions(sheet_of([*PLAN, [], row]), {}, {}, problems)
    assert what_is_said() == said


def test_a_count_between_actions_is_said(sheet_of, problems, what_is_said):
    read_actions(sheet_of([*PLAN, [], ["Completed", 30], [], ["1.3", "Do most", "C", "Delayed"]]), {}, {}, problems)
    assert what_is_said() == ["Plan!D5: action Completed has no status."]
