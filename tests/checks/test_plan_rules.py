"""What becomes of residual actions, and areas that differ by a slip of the keyboard: the rules of action plans."""

from dataclasses import replace

import pytest

from cyps_papers.problems import matters
from cyps_papers.records import Cell, Entry, Status
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.action_plan.rules import areas, residual


def entry(value, cell):
    return Entry(value, Cell("plan.xlsx", "Plan", cell)) if value else None


def action(reference, status, area="Front door", **others):
    row = reference.removeprefix("WS")
    filled = {name: entry(value, f"{name[0].upper()}{row}") for name, value in others.items()}
    return ActionRecord(
        entry(reference, f"A{row}"), entry("Do it.", f"B{row}"), entry(area, f"C{row}"),
        status=entry(status, f"D{row}"), **filled,
    )  # fmt: skip


@pytest.fixture
def found(pack):
    """What the rule says of two plans."""

    def check(old, new=()):
        plans = {
            "ofsted": Plan(old, "ofsted", {"improvement": new}),
            "improvement": Plan(new, "improvement", {"ofsted": old}),
        }
        return [str(problem) for problem in residual(replace(pack(), context=plans))]

    return check


OPEN, RESIDUAL, COMPLETED = Status.IN_PROGRESS, Status.RESIDUAL, Status.COMPLETED
WORKFORCE = action("WS1", OPEN, "Workforce", came_from="1")


def test_a_residual_action_taken_on_where_it_moved_to_is_silent(found):
    assert not found([action("1", RESIDUAL, moved_to="Workforce "), action("2", COMPLETED)], [WORKFORCE])


def test_one_that_no_action_takes_on_is_found(found):
    old = [action("1", RESIDUAL, moved_to="Workforce"), action("2", RESIDUAL, moved_to="Workforce")]
    (remark,) = found(old, [WORKFORCE])
    assert remark.startswith("plan.xlsx, Plan!A2: residual action 2 has not been picked up in another plan.")
    assert "Enter 2 beside the action that takes it on" in remark


def test_hundreds_that_no_action_takes_on_are_one_message(pack):
    old = [action(str(number), RESIDUAL, moved_to="Workforce") for number in range(1, 536)]
    plans = {
        "ofsted": Plan(old, "ofsted", {"improvement": [WORKFORCE]}),
        "improvement": Plan([WORKFORCE], "improvement", {"ofsted": old}),
    }
    (matter,) = matters(residual(replace(pack(), context=plans)))
    assert len(matter.places) == 534
    assert matter.message.startswith("residual actions 2, 3, 4, 5, 6, 7, 8, 9 and 526 more have not been picked up")


def test_one_that_went_to_something_outside_the_paper_is_silent(found):
    old = [action("1", RESIDUAL, moved_to="Workforce"), action("2", RESIDUAL, moved_to="The school improvement board")]
    assert not found(old, [WORKFORCE])


def test_a_plan_of_which_no_residual_action_is_taken_on_is_found(found):
    remarks = found([action("1", RESIDUAL), action("2", RESIDUAL)], [action("WS1", OPEN)])
    assert [remark.partition(": ")[2][:46] for remark in remarks] == [
        "residual action 1 has not been picked up in an", "residual action 2 has not been picked up in an",
    ]  # fmt: skip


def test_residual_actions_of_the_only_plan_of_a_paper_are_not_followed_and_silent(pack):
    old = [action("1", RESIDUAL), action("2", RESIDUAL)]
    assert not list(residual(replace(pack(), context={"ofsted": Plan(old, "ofsted", {})})))


def test_one_that_does_not_say_where_it_moved_to_is_found_where_others_do(found):
    old = [action("1", RESIDUAL), action("2", RESIDUAL, moved_to="Workforce")]
    (remark,) = found(old, [replace(WORKFORCE, came_from=entry("1 and 2", "C1"))])
    assert remark.startswith("plan.xlsx, Plan!A1: residual action 1 does not say where it moved to")


def test_one_taken_on_under_another_work_stream_is_found(found):
    old = [action("1", RESIDUAL, moved_to="Quality")]
    (remark,) = found(old, [WORKFORCE, action("WS2", OPEN, "Quality")])
    assert remark == (
        'plan.xlsx, Plan!M1: residual action 1 is said to have moved to "Quality", but is taken on by '
        'WS1 under "Workforce". Correct one of the two.'
    )


def test_one_split_between_two_work_streams_is_silent(found):
    two = [WORKFORCE, action("WS2", OPEN, "Quality", came_from="1")]
    assert not found([action("1", RESIDUAL, moved_to="Quality")], two)


def test_an_action_carried_on_while_it_is_open_in_its_own_plan_is_found(found):
    (remark,) = found([action("1", OPEN)], [WORKFORCE])
    assert remark.startswith("plan.xlsx, Plan!C1: WS1 is said to carry on 1, which is in progress in its own plan.")


@pytest.mark.parametrize(
    ("named", "odd"),
    [
        (("Workforce development", "Workforce development", "Workforce develpment"), "Workforce develpment"),
        (("Quality of practice", "Qaulity of practice", "Quality of practice"), "Qaulity of practice"),
        (("Workforce development", "Workforce  Development"), ""),
        (("Prevention", "Retention"), ""),
        (("Area 1", "Area 2"), ""),
        (("Children in care", "Children in need"), ""),
        (("Key stage one", "Key stage ones"), ""),
    ],
)
def test_an_area_misspelled_is_found(pack, named, odd):
    plan = tuple(
        replace(one, area=replace(one.area, value=area))
        for one, area in zip(pack().context["ofsted"].records, named, strict=False)
    )
    remarks = map(str, areas(pack("1 Text.", plan=plan)))
    assert [remark.split('"')[1] for remark in remarks] == ([odd] if odd else [])
