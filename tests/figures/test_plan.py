"""Plans: counts by status and area, each with the cells it was counted from."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Entry, Rag, Status
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord


def entry(value, column, row):
    return Entry(value, Cell("plan.xlsx", "Plan", f"{column}{row}"))


def action(row, reference, area, status, rag=None, **others):
    return ActionRecord(
        reference=entry(reference, "A", row),
        action=entry(f"Do {reference}", "C", row),
        area=entry(area, "B", row),
        status=entry(status, "D", row),
        rag=entry(rag, "E", row) if rag else None,
        due=entry(date(2015, 3, 31), "F", row),
        others={name: entry(value, "G", row) for name, value in others.items()},
    )


PLAN = Plan(
    [
        action(2, "1.1", "Leadership", Status.COMPLETED, Rag.BLUE),
        action(3, "1.2", "Leadership", Status.RESIDUAL, Rag.AMBER),
        action(4, "2.1", "Care leavers", Status.COMPLETED, cost_code="X1"),
        action(5, "2.2", "Care leavers", Status.IN_PROGRESS),
    ],
    "ofsted",
    {"improvement": [replace(action(9, "WS1", "", Status.IN_PROGRESS), came_from=entry("Ofsted 1.2 and 2.2", "H", 9))]},
)


@pytest.mark.parametrize(
    ("name", "printed", "cells"),
    [
        ("total", "4", "A2 A3 A4 A5"),
        ("completed", "2", "D2 D3 D4 D5"),
        ("residual", "1", "D2 D3 D4 D5"),
        ("not_started", "0", "D2 D3 D4 D5"),
        ("open", "1", "D2 D3 D4 D5"),
        ("completed_share", "50%", "D2 D3 D4 D5"),
        ("area_count", "2", "B2 B3 B4 B5"),
    ],
)
def test_a_count_names_every_cell_that_could_change_it(name, printed, cells):
    figure = getattr(PLAN, name)
    assert (figure.printed, [cell.coordinate for cell in figure.cells]) == (printed, cells.split())


def test_areas_are_one_whatever_their_capitals_and_spacing():
    areas = ("Care leavers", "care  Leavers", "Care\nleavers ", "Leadership")
    plan = Plan([action(row, str(row), area, Status.COMPLETED) for row, area in enumerate(areas, 2)], "ofsted", {})
    assert (plan.area_count.printed, [str(area.name) for area in plan.areas]) == ("2", ["Care leavers", "Leadership"])


def test_an_action_knows_which_actions_of_other_plans_take_it_on():
    took_on = {str(one.reference): [str(other.reference) for other in one.taken_on_by] for one in PLAN.actions}
    assert took_on == {"1.1": [], "1.2": ["WS1"], "2.1": [], "2.2": ["WS1"]}


def test_areas_stand_in_order_with_their_own_counts():
    assert [(str(area.name), area.number, area.total.printed, area.completed.printed) for area in PLAN.areas] == [
        ("Leadership", 1, "2", "1"),
        ("Care leavers", 2, "2", "1"),
    ]


def test_only_the_statuses_that_occur_are_listed():
    assert [(line.label, line.count.printed) for line in PLAN.statuses] == [
        ("Completed", "2"),
        ("Residual", "1"),
        ("In progress", "1"),
    ]


def test_an_action_answers_with_its_cells():
    first = PLAN.actions[0]
    assert (first.reference, first.due.printed, first.due.cells[0].coordinate) == ("1.1", "31 March 2015", "F2")
    assert (first.status, first.status.code, first.rag.code, first.rag.fill) == (
        "Completed",
        "completed",
        "blue",
        "BDD7EE",
    )


def test_a_blank_field_prints_nothing_and_has_no_colour():
    assert (PLAN.actions[2].rag, PLAN.actions[2].rag.fill, PLAN.actions[2].lead) == ("", "auto", "")


def test_a_column_of_no_usual_kind_has_its_own_name():
    assert PLAN.actions[2].cost_code == "X1"
    assert "cost_code" in PLAN.actions[2].own_names()
    with pytest.raises(AttributeError):
        _ = PLAN.actions[0].cost_code


def test_groups_of_actions():
    assert [str(one.reference) for one in PLAN.completed_actions] == ["1.1", "2.1"]
    assert [str(one.reference) for one in PLAN.residual_actions] == ["1.2"]
    assert [str(one.reference) for one in PLAN.open_actions] == ["2.2"]


def test_a_plan_without_areas_has_none_to_count_or_to_name():
    plan = Plan([replace(action(2, "1", "", Status.COMPLETED), area=None)], "ofsted", {})
    for ask in (lambda: plan.area_count, lambda: plan.areas[0].name):
        with pytest.raises(NoAnswerError, match="no area for improvement or work stream is given in ofsted"):
            ask()
