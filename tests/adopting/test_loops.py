"""Tables whose rows are the records of a list: which list, and the tags of their columns."""

import pytest

from cyps_papers.checks.tables import tables
from cyps_papers.meetings.adopting.loops import lists, looped
from tests.checks.conftest import actions, indicator
from tests.checks.conftest import pack as pack

KPI = (
    indicator("open", "Open cases", "cases", {"Jan 2015": "40", "Feb 2015": "31"}, target="25"),
    indicator("late", "Late visits", "%", {"Jan 2015": "0.12", "Feb 2015": "0.09"}),
)


@pytest.fixture
def found(pack):
    """A function that gives the loops of a table after a line, with the tags of the first row's cells."""

    def find(*rows, lead="The indicators:", **data):
        made = pack(lead, [list(row) for row in rows], **{"indicators": KPI, **data})
        (table,) = tables(made.passages)
        loops = looped(table, lists(made.context))
        return [(loop.opens, [tag for _, tag in loop.cells]) for loop in loops]

    return find


HEAD = ("Indicator", "Latest", "Target")
OPEN, LATE = ("Open cases", "31", "25"), ("Late visits", "9%", "–")
LOOP = "{%tr for indicator in kpi.all %}"
NAME = "{{ indicator.name }}"


def test_a_column_that_some_records_do_not_answer_has_a_default(found):
    tags = [NAME, "{{ indicator.latest }}", '{{ indicator.target|default("–") }}']
    assert found(HEAD, OPEN, LATE) == [(LOOP, tags)]


def test_a_dated_column_asks_for_its_date(found):
    rows = ("Indicator", "February 2015"), ("Open cases", "31"), ("Late visits", "9%")
    assert found(*rows) == [(LOOP, [NAME, '{{ indicator.at("February 2015") }}'])]
    rows = ("Indicator", "Number"), *rows[1:]
    assert found(*rows, lead="As at February 2015:") == [(LOOP, [NAME, '{{ indicator.at("February 2015") }}'])]


def test_what_stands_in_a_cell_together_is_told_apart(found):
    rows = ("Indicator", "Now"), ("Open cases", "31 (Feb 2015)"), ("Late visits", "9% (Feb 2015)")
    tags = "{{ indicator.latest }} ({{ indicator.latest.date|short_date }})"
    assert found(*rows) == [(LOOP, [NAME, tags])]


def test_a_table_with_a_row_of_its_own_is_no_loop(found):
    assert found(HEAD, OPEN, LATE, ("Complaints", "4", "–")) == []


def test_groups_under_rows_with_their_names_are_a_loop_each(found):
    plan = actions(completed=2, residual=2)
    rows = [(str(action.reference.value), "Do it") for action in plan]
    groups = {}
    for row, action in zip(rows, plan, strict=True):
        groups.setdefault(action.area.value, []).append(row)
    table = [("Ref", "Action"), *(row for name, below in groups.items() for row in ((name,), *below))]
    opened = [loop for loop, _ in found(*table, plan=plan)]
    assert opened == [f"{{%tr for action in ofsted.areas[{at}].actions %}}" for at in range(3)]


def test_counts_that_are_dated_are_no_loop(found):
    rows = ("Status", "Number"), ("Completed", "30"), ("Residual", "11")
    loop = "{%tr for status in ofsted.statuses %}", ["{{ status.label }}", "{{ status.count }}"]
    assert found(*rows, lead="The actions by status:") == [loop]
    assert found(*rows, lead="The actions as at 29 September 2014:") == []


def test_a_column_of_all_actions_counts_all_though_none_is_closed_yet(found):
    rows = ("Area", "Actions"), ("Area 1", "2"), ("Area 2", "1"), ("Area 0", "1")
    tags = ["{{ area.name }}", "{{ area.total }}"]
    assert found(*rows, lead="The areas:", plan=actions(in_progress=4)) == [("{%tr for area in ofsted.areas %}", tags)]
